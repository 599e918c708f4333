"""How a year is shown by the commands: its lines, its dates and its meetings, in words and as JSON."""

from __future__ import annotations

from typing import Any

import click

from scheduler.cli.app import App
from scheduler.clock import iso
from scheduler.errors import Fault
from scheduler.language import Language, plain
from scheduler.meetings.rows import Meeting
from scheduler.years import calendar_file
from scheduler.years.draft import LineRead
from scheduler.years.entries import Draft
from scheduler.years.planned import Planned

_MARKS = {"understood": "✓", "doubted": "?", "not_understood": "✗", "other": "·"}


def meeting_json(meeting: Meeting) -> dict[str, Any]:
    zone = meeting.starts.zone
    return {
        "number": meeting.number,
        "uid": meeting.uid,
        "starts": iso(meeting.starts_at, zone),
        "ends": iso(meeting.ends_at, zone),
        "place": meeting.place,
        "status": meeting.status,
        "revision": meeting.revision,
        "note": meeting.note,
        "reason": meeting.reason,
    }


def meeting_line(meeting: Meeting, says: Language) -> str:
    off = f" [{_off(says)}]" if meeting.is_cancelled else ""
    return plain(
        f"{meeting.number:3}  {says.span(meeting.starts, meeting.ends)}  {meeting.place}{off}"
    )


def listing(app: App, lines: list[LineRead], dates: list[Planned], *, draft: Draft) -> None:
    """Line by line where the dates were read from a text, then the dates that stand on no line of it."""
    by_line: dict[int, list[Planned]] = {}
    for date in dates:
        is_of_text = date.line and date.entry.origin is None and lines
        by_line.setdefault(date.line if is_of_text else 0, []).append(date)
    for line in lines:
        click.echo(f"{line.number:4} {_MARKS[line.state]} {line.text}")
        told = list(line.faults)
        for date in by_line.get(line.number, []):
            told += _row(app, date, told)
        for fault in told:
            _tell(app, fault)
    for date in by_line.get(0, []):
        for fault in _row(app, date, []):
            _tell(app, fault)
    _around(app, draft)


def _row(app: App, date: Planned, told: list[Fault]) -> list[Fault]:
    """Shows the date, and gives what is to be said of it that has not been."""
    click.echo(plain(f"{date.entry.id:4}   → {_words(date, app.says)}"))
    new = [fault for fault in (date.problem, *date.warnings) if fault and fault not in told]
    if date.is_accepted and date.findings:
        return [date.problem] if date.problem else []
    return new


def _tell(app: App, fault: Fault) -> None:
    click.echo(plain(f"       ! {app.says(fault.text, **fault.params)}"))


def _around(app: App, draft: Draft) -> None:
    """What concerns the whole draft."""
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
    for told in calendar_file.told(draft, app.says):
        click.echo(plain(told))


def _words(date: Planned, says: Language) -> str:
    if date.starts and date.ends:
        when = says.span(date.starts, date.ends)
    else:
        days = (date.day, date.entry.last_day)
        when = " – ".join(says.short(day) for day in days if day)
    usual = says("usual time") if date.has_usual_time else ""
    more = [part for part in (usual, date.place, date.note) if part]
    return ", ".join((when, *more)) + (f" [{_off(says)}]" if date.is_cancelled else "")


def _off(says: Language) -> str:
    return says("cancelled")


def line_json(line: LineRead, says: Language) -> dict[str, Any]:
    return {
        "line": line.number,
        "text": line.text,
        "state": line.state,
        "reasons": [_sentence(fault, says) for fault in line.faults],
    }


def date_json(date: Planned, says: Language) -> dict[str, Any]:
    return {
        "id": date.entry.id,
        "line": date.line,
        "date": date.day.isoformat(),
        "starts": date.starts.text() if date.starts else None,
        "ends": date.ends.text() if date.ends else None,
        "place": date.place,
        "note": date.note,
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
