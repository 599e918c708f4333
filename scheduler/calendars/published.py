"""Rows as what calendars show of them."""

from __future__ import annotations

from dataclasses import replace

from scheduler.calendars import feed
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, Member
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Answer, Meeting, Reply
from scheduler.workdays import Workdays

_ANSWERS = {
    Answer.COMING: N_("Your reply: you will come."),
    Answer.ONLINE: N_("Your reply: you will take part online."),
    Answer.NO: N_("Your reply: you cannot come."),
    Answer.MAYBE: N_("Your reply: maybe."),
}
_DEPUTY = N_("You are a deputy: you come if you are called.")


def shown(
    council: Council, meeting: Meeting, links: Links, *, deadlines: bool = False
) -> feed.Shown:
    """The meeting as calendars show it, in feeds and invitations alike."""
    items_close_on = None
    if deadlines:
        offsets = notice_rules.read_rules(council.notice_rules)
        free = Workdays(council.country)
        items_close_on = meeting.items_close_on or offsets.items_deadline.day(
            meeting.starts.date, free
        )
    return feed.Shown(
        council=council.name,
        uid=meeting.uid,
        revision=meeting.revision,
        number=meeting.number,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        note=meeting.note,
        reason=meeting.reason,
        is_cancelled=meeting.is_cancelled,
        created_at=meeting.created_at,
        changed_at=max(meeting.changed_at, council.changed_at),
        url=links.meeting(council.slug, meeting.number) if council.is_public else "",
        items_close_on=items_close_on,
        # Follows the council's settings too; both counters only rise, so their sum does.
        deadline_sequence=meeting.revision + council.version,
    )


def own(of: feed.Shown, member: Member, reply: Reply | None, language: Language) -> feed.Shown:
    """The same in the feed of one who sits on the council, with the answer that counts, if there is one.

    A deputy's day is not taken until they are called. `member` is the term that covers the day.
    """
    told = []
    if member.is_deputy:
        told.append(language(_DEPUTY))
    if reply is not None:
        told.append(language(_ANSWERS[Answer(reply.answer)]))
    changed_at = max(of.changed_at, reply.at) if reply else of.changed_at
    return replace(of, own=tuple(told), is_busy=not member.is_deputy, changed_at=changed_at)
