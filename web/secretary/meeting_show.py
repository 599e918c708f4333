"""From meetings to the list of them, and to the page of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council, Person
from scheduler.errors import N_
from scheduler.language import Language, sort_key
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.listing import NoticeLine
from web import meeting_line
from web.meeting_line import MeetingLine
from web.secretary import pause_show
from web.secretary.meeting_form import address
from web.secretary.undo import Undo
from web.secretary.words import state_words
from web.secretary.year_show import listed

DONE: Mapping[str, str] = {
    "noted": N_("The reply is noted."),
    "called": N_("The notice of the meeting goes at once."),
    "moved": N_("The meeting is moved to another day."),
    "time": N_("The time of the meeting is changed."),
    "place": N_("The place of the meeting is changed."),
    "time_and_place": N_("The time and the place of the meeting are changed."),
    "note": N_("The note on the meeting is changed."),
    "changed": N_("The meeting is changed."),
    "cancelled": N_("The meeting is cancelled."),
    "restored": N_("The meeting will be held."),
    "added": N_("The meeting is added."),
    "undone": N_("The change is taken back. The meeting is as it was, and nobody gets a mail."),
}


@dataclass(frozen=True, slots=True)
class ListPage:
    coming: tuple[MeetingLine, ...]
    earlier: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One mail in the meeting's thread; `place` is the class of its mark."""

    what: str
    when: str
    people: str
    state: str
    tag_state: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Addresses of what can be done; empty where it cannot."""

    title: str
    number: int
    line: MeetingLine
    status: str
    note: str
    online_url: str
    thread: tuple[Step, ...]
    told: str
    names: tuple[str, ...]
    done: str
    undo: Undo | None
    move_url: str
    cancel_url: str
    restore_url: str


def all_of(
    council: Council, found: Sequence[Meeting], says: Language, *, now: datetime
) -> ListPage:
    coming = [meeting for meeting in found if meeting.ends_at > now]
    earlier = [meeting for meeting in reversed(found) if meeting.ends_at <= now]
    return ListPage(
        tuple(listed(coming, council, says, now)), tuple(listed(earlier, council, says, now))
    )


def one(
    council: Council,
    meeting: Meeting,
    mail: Sequence[NoticeLine],
    told: Sequence[Person],
    says: Language,
    *,
    done: str,
    can_undo: bool,
    now: datetime,
) -> MeetingPage:
    """`can_undo`: the latest change is young enough to be taken back."""
    whole = meeting_line.meeting_line(meeting, says, address(council, meeting))
    is_open = meeting.ends_at > now
    can_change = is_open and not meeting.is_cancelled
    return MeetingPage(
        title=says("Meeting %(day)s", day=meeting.starts.date),
        number=meeting.number,
        line=whole,
        status=meeting_line.status_word(meeting, whole, says, now),
        note=meeting.note,
        online_url=meeting.online_url,
        thread=tuple(
            _step(notice, council, says, now)
            for notice in sorted(mail, key=lambda n: (n.due_at, n.key))
        ),
        told=_told(len(told), says),
        names=tuple(sorted((person.name for person in told), key=sort_key)),
        done=_done(done, mail, council, says),
        undo=Undo(
            address(council, meeting, "undo"),
            {"revision": str(meeting.revision)},
            says("the latest change"),
        )
        if can_undo
        else None,
        move_url=address(council, meeting, "move") if can_change else "",
        cancel_url=address(council, meeting, "cancel") if can_change else "",
        restore_url=address(council, meeting, "restore")
        if is_open and meeting.is_cancelled
        else "",
    )


def _step(notice: NoticeLine, council: Council, says: Language, now: datetime) -> Step:
    word, tag_state, place = state_words(notice, says, now=now)
    n = len(notice.audience)
    return Step(
        what=says(KINDS[notice.kind].name),
        when=says.show(Wall.at(notice.due_at, council.zone)),
        people=says.count("%(n)s person", "%(n)s people", n) if n else "",
        state=word,
        tag_state=tag_state,
        place=place,
        url=url_for("mail.letter", slug=council.slug, key=notice.key) if n else "",
    )


def _told(n: int, says: Language) -> str:
    if n == 0:
        return says("Nobody has been told of the meeting by mail yet.")
    return says.count(
        "%(n)s person has been told of the meeting, and gets a mail if it is changed.",
        "%(n)s people have been told of the meeting, and get a mail if it is changed.",
        n,
    )


def _done(done: str, mail: Sequence[NoticeLine], council: Council, says: Language) -> str:
    """What was done, and the mail that follows."""
    if done not in DONE:
        return ""
    what = says(DONE[done])
    if done == "undone":
        return what
    telling = [notice for notice in mail if notice.kind in (Kind.CHANGE, Kind.DATE_ADDED)]
    for notice in telling:
        if notice.is_to_come:
            n = len(notice.audience)
            follows = pause_show.waits(council, n, says) or says.count(
                "%(n)s person gets a mail about it on %(when)s.",
                "%(n)s people get a mail about it on %(when)s.",
                n,
                when=Wall.at(notice.due_at, council.zone),
            )
            return f"{what} {follows}"
    if not telling and done != "noted":
        nobody = says("Nobody gets a mail about it now.")
        return f"{what} {nobody}"
    return what
