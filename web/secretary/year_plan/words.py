"""What the pages of meetings and of the year plan share: faults as sentences, meetings as lines, the days of mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from scheduler.councils import notice_rules
from scheduler.councils.rows import Council
from scheduler.errors import Fault
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.workdays import Workdays
from web import meeting_line
from web.meeting_line import MeetingLine


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line of the summary of errors, and the field or row it leads to."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Derived:
    """The days that follow from a meeting's date by the council's rules."""

    call_for_items: date
    items_deadline: date
    kallelse: date


def listed(
    meetings: Iterable[Meeting], council: Council, says: Language, now: datetime
) -> Iterable[MeetingLine]:
    """Meetings as lines to their pages, each with its note and the word for where it stands."""
    for meeting in meetings:
        url = url_for("meetings.show", slug=council.slug, number=meeting.number)
        whole = meeting_line.meeting_line(meeting, says, url)
        whole = meeting_line.with_note(whole, meeting)
        yield meeting_line.with_status(whole, meeting, says, now=now)


def derived(day: date, council: Council) -> Derived:
    of, free = notice_rules.read_rules(council.notice_rules), Workdays(council.country)
    return Derived(
        of.call_for_items.day(day, free),
        of.items_deadline.day(day, free),
        of.kallelse.day(day, free),
    )


def sentence(fault: Fault, says: Language) -> str:
    """With a capital: a date may stand first, and a weekday has a small letter in Swedish."""
    text = says(fault.text, **fault.params)
    return text[:1].upper() + text[1:]
