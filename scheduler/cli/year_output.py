"""How the commands print a year: its lines, its dates and its meetings, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

import click

from scheduler.cli.app import App, Record, record_of
from scheduler.clock import iso
from scheduler.errors import Fault
from scheduler.language import Language, plain
from scheduler.meetings.rows import Meeting
from scheduler.years import doubts
from scheduler.years.planned import Planned
from scheduler.years.rows import DraftDate
from scheduler.years.source import Source


def meeting_record(meeting: Meeting) -> Record:
    zone = meeting.starts.zone
    return {
        **record_of(meeting, "number uid"),
        "starts": iso(meeting.starts_at, zone),
        "ends": iso(meeting.ends_at, zone),
        **record_of(meeting, "place status revision note reason"),
    }


def meeting_line(meeting: Meeting, says: Language) -> str:
    when = says.span(meeting.starts, meeting.ends)
    return plain(f"{meeting.number:3}  {when}  {meeting.place}{_mark(meeting.is_cancelled, says)}")


def print_draft(app: App, rows: list[DraftDate], dates: list[Planned], source: Source) -> None:
    """Prints each date, then the lines that were not read, then what of the text is not here."""
    for date in dates:
        click.echo(plain(f"{date.row.position:4}   {_words(date, app.says)}"))
        kept = date.findings and date.is_kept
        _print_faults(app, [date.problem] if kept else [date.problem, *date.warnings])
    for row in rows:
        if row.day is None and not row.is_removed:
            click.echo(plain(f"{row.position:4} ✗ {row.text}"))
            _print_faults(app, map(doubts.fault, doubts.from_json(row.doubts)))
    for remark in source.remarks:
        click.echo(plain(f"     {remark['text']}"))
        _print_faults(app, map(doubts.fault, doubts.from_json(remark["doubts"])))
    for other in source.elsewhere:
        app.say("%(line)s is of another year, and not here.", line=other["line"])


def _print_faults(app: App, faults: Iterable[Fault | None]) -> None:
    for fault in filter(None, faults):
        click.echo(f"       ! {_sentence(fault, app.says)}")


def _words(date: Planned, says: Language) -> str:
    if date.starts and date.ends:
        when = says.span(date.starts, date.ends)
    else:
        when = " – ".join(says.short(day) for day in (date.day, date.row.last_day) if day)
    usual = says("usual time") if date.has_usual_time else ""
    parts = filter(None, (when, usual, date.place, date.note))
    return ", ".join(parts) + _mark(date.is_cancelled, says)


def _mark(is_cancelled: bool, says: Language) -> str:
    word = says("cancelled")
    return f" [{word}]" if is_cancelled else ""


def unread_record(row: DraftDate, says: Language) -> Record:
    return {
        "id": row.position,
        "line": row.source_line,
        "text": row.text,
        "reasons": [_sentence(doubts.fault(one), says) for one in doubts.from_json(row.doubts)],
    }


def date_record(date: Planned, says: Language) -> Record:
    return {
        "id": date.row.position,
        "line": date.row.source_line,
        "date": date.day.isoformat(),
        "starts": date.starts.text() if date.starts else None,
        "ends": date.ends.text() if date.ends else None,
        **record_of(date, "place online_url note"),
        "cancelled": date.is_cancelled,
        "problem": _sentence(date.problem, says) if date.problem else None,
        "choices": [day.isoformat() for day in date.choices],
        "warnings": [_sentence(fault, says) for fault in date.warnings],
        "kept": bool(date.findings) and date.is_kept,
        "free": date.free.isoformat() if date.free else None,
        "usual_time": date.has_usual_time,
    }


def _sentence(fault: Fault, says: Language) -> str:
    return plain(says(fault.text, **fault.params))
