"""How the commands print a year: its lines, its dates and its meetings, in words and as JSON."""

from __future__ import annotations

import click

from scheduler.cli.app import App, Record, record_of
from scheduler.clock import iso
from scheduler.errors import Fault
from scheduler.language import Language, plain
from scheduler.meetings.rows import Meeting
from scheduler.years import calendar_file
from scheduler.years.draft import LineRead
from scheduler.years.entries import Draft
from scheduler.years.planned import Planned

_MARKS = {"understood": "✓", "doubted": "?", "not_understood": "✗", "other": "·"}


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


def print_draft(app: App, lines: list[LineRead], dates: list[Planned], draft: Draft) -> None:
    """Prints each line of the text with its dates, then the dates that stand on no line, then what concerns all."""
    by_line: dict[int, list[Planned]] = {}
    for date in dates:
        is_of_text = date.line and date.entry.origin is None and lines
        by_line.setdefault(date.line if is_of_text else 0, []).append(date)
    for line in lines:
        click.echo(f"{line.number:4} {_MARKS[line.state]} {line.text}")
        faults = list(line.faults)
        for date in by_line.get(line.number, []):
            faults += _print_date(app, date, faults)
        _print_faults(app, faults)
    for date in by_line.get(0, []):
        _print_faults(app, _print_date(app, date, []))
    if draft.must_choose_body:
        names = ", ".join(f"{body} ({n})" for body, n in draft.bodies.items())
        app.say(
            "The text has meetings of several bodies: %(names)s. Choose one with --body.",
            names=names,
        )
    for year, n in draft.elsewhere.items():
        app.say("%(n)s dates of %(year)s went to the draft of that year.", n=n, year=year)
    for year, n in draft.refused.items():
        app.say(
            "%(n)s dates of %(year)s were left out: that year is already published.", n=n, year=year
        )
    for sentence in calendar_file.told(draft, app.says):
        click.echo(plain(sentence))


def _print_date(app: App, date: Planned, printed: list[Fault]) -> list[Fault]:
    """Gives the faults of the date that are still to be printed."""
    click.echo(plain(f"{date.entry.id:4}   → {_words(date, app.says)}"))
    if date.is_accepted and date.findings:
        return [date.problem] if date.problem else []
    return [fault for fault in (date.problem, *date.warnings) if fault and fault not in printed]


def _print_faults(app: App, faults: list[Fault]) -> None:
    for fault in faults:
        click.echo(f"       ! {_sentence(fault, app.says)}")


def _words(date: Planned, says: Language) -> str:
    if date.starts and date.ends:
        when = says.span(date.starts, date.ends)
    else:
        when = " – ".join(says.short(day) for day in (date.day, date.entry.last_day) if day)
    usual = says("usual time") if date.has_usual_time else ""
    parts = filter(None, (when, usual, date.place, date.note))
    return ", ".join(parts) + _mark(date.is_cancelled, says)


def _mark(is_cancelled: bool, says: Language) -> str:
    word = says("cancelled")
    return f" [{word}]" if is_cancelled else ""


def line_record(line: LineRead, says: Language) -> Record:
    return {
        "line": line.number,
        **record_of(line, "text state"),
        "reasons": [_sentence(fault, says) for fault in line.faults],
    }


def date_record(date: Planned, says: Language) -> Record:
    return {
        "id": date.entry.id,
        "line": date.line,
        "date": date.day.isoformat(),
        "starts": date.starts.text() if date.starts else None,
        "ends": date.ends.text() if date.ends else None,
        **record_of(date, "place note"),
        "cancelled": date.is_cancelled,
        "problem": _sentence(date.problem, says) if date.problem else None,
        "choices": [day.isoformat() for day in date.choices],
        "warnings": [_sentence(fault, says) for fault in date.warnings],
        "kept": bool(date.findings) and date.is_accepted,
        "free": date.free.isoformat() if date.free else None,
        "usual_time": date.has_usual_time,
    }


def _sentence(fault: Fault, says: Language) -> str:
    return plain(says(fault.text, **fault.params))
