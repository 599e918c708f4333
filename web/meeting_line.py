"""One meeting as a line that is ready to show, the same on every face; and the address of a calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Meeting, Reply


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting. `state` is a class of the date block, `tag_state` of the tag.

    Where it is moved or cancelled, `tag` says so in a word and `told` in a sentence; `event_status` is the word of
    schema.org, and `was` when a moved one was to begin.
    """

    url: str
    day: date
    starts: datetime
    ends: datetime
    when: str
    hours: str
    place: str
    state: str = ""
    tag: str = ""
    tag_state: str = ""
    told: str = ""
    notes: tuple[str, ...] = ()
    event_status: str = "EventScheduled"
    was: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """`subscribe` opens the calendar program; `address` is for those that are given one."""

    subscribe: str
    address: str


def meeting_line(meeting: Meeting, says: Language, url: str) -> MeetingLine:
    day = meeting.starts.date
    whole = MeetingLine(
        url=url,
        day=day,
        starts=meeting.starts.local(),
        ends=meeting.ends.local(),
        when=says.span(meeting.starts, meeting.ends),
        hours=f"{says.span(meeting.starts, meeting.ends, long=True)} ({says.week(day)})",
        place=meeting.place,
    )
    reason = (says("Reason: %(reason)s", reason=meeting.reason),) if meeting.reason else ()
    if meeting.is_cancelled:
        told = says("The meeting is cancelled.")
        tag = says("Cancelled")
        return replace(
            whole,
            state="off",
            tag=tag,
            tag_state="stop",
            told=told,
            notes=reason,
            event_status="EventCancelled",
        )
    was = meeting.moved_from
    if was is None:
        return whole
    if was.date == day:
        tag, told = says("New time"), says("The meeting has a new time.")
        note = says("The meeting was planned for %(time)s.", time=says.at(was.time))
    else:
        tag, told = says("Moved"), says("The meeting has a new date.")
        note = says("The meeting was planned for %(day)s.", day=says.short(was.date))
    return replace(
        whole,
        tag=tag,
        tag_state="warn",
        told=told,
        notes=(note, *reason),
        event_status="EventRescheduled",
        was=was.local(),
    )


def with_note(whole: MeetingLine, meeting: Meeting) -> MeetingLine:
    """The line with the meeting's note, for a list that shows it."""
    return replace(whole, notes=(*whole.notes, meeting.note)) if meeting.note else whole


def with_status(
    whole: MeetingLine, meeting: Meeting, says: Language, *, now: datetime
) -> MeetingLine:
    """The line with the word for where the meeting stands, for a list of all."""
    return replace(whole, tag=status_word(meeting, whole, says, now))


def status_word(found: Meeting, whole: MeetingLine, says: Language, now: datetime) -> str:
    if found.is_cancelled or found.starts_at > now:
        return whole.tag or says("Planned")
    return says("In progress") if found.ends_at > now else says("Over")


def council_feed(links: Links, council: Council, says: Language) -> FeedLinks:
    at = links.council_feed(council.slug)
    at += "" if says.code == council.language else f"?lang={says.code}"
    return feed_links(at)


def meeting_file(links: Links, council: Council, number: int, says: Language) -> str:
    """The address of a public council's meeting as a calendar file."""
    code = "" if says.code == council.language else says.code
    return links.meeting_file(council.slug, number, code=code)


def feed_links(address: str) -> FeedLinks:
    """The calendar at that address."""
    return FeedLinks(re.sub(r"^https?:", "webcal:", address), address)


def part_sentence(reply: Reply, says: Language) -> str:
    """The hours of one who comes for a part of the meeting; empty for the whole."""
    hours = {"arrives": reply.arrives, "leaves": reply.leaves}
    if reply.arrives and reply.leaves:
        return says("Coming at %(arrives)s and leaving at %(leaves)s.", **hours)
    if reply.arrives:
        return says("Coming at %(arrives)s.", **hours)
    return says("Leaving at %(leaves)s.", **hours) if reply.leaves else ""
