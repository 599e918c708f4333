"""The values that the public pages show, made from rows; none holds anything that is not public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Meeting
from web import meeting_line
from web.meeting_line import MeetingLine

MOST_EARLIER = 12
"""Earlier meetings on a council's page; the others stand on the pages of their years."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A council's page. `first` is the next meeting that will be held; `coming` are the others."""

    first: MeetingLine | None
    first_title: str
    coming: list[MeetingLine]
    earlier: list[MeetingLine]
    nothing_planned: bool
    earlier_note: str


@dataclass(frozen=True, slots=True)
class Page:
    """One meeting's page. `file`, its calendar file, is empty where there is nothing to come."""

    line: MeetingLine
    title: str
    block: str
    status: str
    note: str
    file: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A council in the list of all."""

    name: str
    url: str
    following: str


@dataclass(frozen=True, slots=True)
class YearLink:
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A meeting in the list of its year: the year itself stands in the heading."""

    line: MeetingLine
    day: str
    hours: str
    week: str


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    meetings: list[Dated]


@dataclass(frozen=True, slots=True)
class Instead:
    """The next meeting that will be held, for one who looks at a cancelled one."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Forms:
    """Where the council's meetings stand for programs, in the language of the page."""

    ics: str
    jcal: str
    atom: str


def feed_forms(links: Links, council: Council, says: Language) -> Forms:
    asked = "" if says.code == council.language else f"?lang={says.code}"
    return Forms(
        links.council_feed(council.slug) + asked,
        links.council_jcal(council.slug) + asked,
        links.council_atom(council.slug) + asked,
    )


def council_overview(
    council: Council, following: Meeting | None, says: Language, url: str
) -> Overview:
    if following is None:
        return Overview(council.name, url, says("No meetings are planned yet."))
    return Overview(council.name, url, _next_meeting(following, says))


def council_calendar(
    meetings: Iterable[Meeting], says: Language, to: Callable[[Meeting], str], *, now: datetime
) -> Calendar:
    """The meetings, earliest first, as a council's page shows them."""
    meetings = list(meetings)
    coming = [meeting for meeting in meetings if meeting.ends_at > now]
    over = [meeting for meeting in reversed(meetings) if meeting.ends_at <= now]
    first = next((meeting for meeting in coming if not meeting.is_cancelled), None)
    has_begun = first is not None and first.starts_at <= now
    return Calendar(
        first=meeting_line.meeting_line(first, says, to(first)) if first else None,
        first_title=says("Meeting now:") if has_begun else says("Next meeting:"),
        coming=[meeting_line.meeting_line(m, says, to(m)) for m in coming if m is not first],
        earlier=[meeting_line.meeting_line(m, says, to(m)) for m in over[:MOST_EARLIER]],
        nothing_planned=not coming,
        earlier_note=says("The latest %(count)s are shown.", count=MOST_EARLIER)
        if len(over) > MOST_EARLIER
        else "",
    )


def year_dates(
    number: int, meetings: Sequence[Meeting], says: Language, to: Callable[[Meeting], str]
) -> Year:
    """The year's meetings with their notes, earliest first, cancelled ones too."""
    return Year(
        number,
        [
            Dated(
                meeting_line.with_note(
                    meeting_line.meeting_line(meeting, says, to(meeting)), meeting
                ),
                day=says.long(meeting.starts.date, year=False),
                hours=says.until(meeting.starts, meeting.ends),
                week=says.week(meeting.starts.date),
            )
            for meeting in meetings
        ],
    )


def meeting_page(found: Meeting, says: Language, url: str, file: str, *, now: datetime) -> Page:
    """`file` is the address of its calendar file."""
    whole = meeting_line.meeting_line(found, says, url)
    is_ahead = found.ends_at > now and not found.is_cancelled
    return Page(
        line=whole,
        title=says("Meeting %(day)s", day=says.long(found.starts.date)),
        block=f"big {whole.state}".strip(),
        status=meeting_line.status_word(found, whole, says, now),
        note=found.note,
        file=file if is_ahead else "",
    )


def instead_of(following: Meeting, says: Language, url: str) -> Instead:
    return Instead(_next_meeting(following, says), url)


def _next_meeting(meeting: Meeting, says: Language) -> str:
    return says("Next meeting: %(when)s", when=says.span(meeting.starts, meeting.ends))
