"""What the pages of the year plan share: meetings as lines, the days of mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import g, url_for

from scheduler.councils import notice_rules
from scheduler.meetings.rows import Meeting
from scheduler.workdays import Workdays
from web import meeting_line
from web.language import speak
from web.meeting_line import MeetingLine


def meeting_lines(meetings: Iterable[Meeting]) -> Iterable[MeetingLine]:
    """Meetings as lines to their pages, each with its note and the word for where it stands."""
    for meeting in meetings:
        url = url_for("meetings.show", slug=g.council.slug, number=meeting.number)
        line = meeting_line.with_note(meeting_line.meeting_line(meeting, speak(), url), meeting)
        yield meeting_line.with_status(line, meeting, speak(), now=g.now)


def mail_days(day: date) -> dict[str, date]:
    """The days that follow from a meeting's date by the council's rules."""
    rules, free = notice_rules.read_rules(g.council.notice_rules), Workdays(g.council.country)
    keys = ("call_for_items", "items_deadline", "kallelse")
    return {key: rules.day(key, day, free) for key in keys}
