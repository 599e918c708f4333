"""kallelse year: plan, publish, show."""

from __future__ import annotations

from typing import Any

import click

from scheduler import files
from scheduler.cli.app import App, Text, as_json, pass_app
from scheduler.clock import iso
from scheduler.councils import store
from scheduler.errors import Fault
from scheduler.language import Language, plain
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.years import draft, publish
from scheduler.years import store as years
from scheduler.years.draft import LineRead
from scheduler.years.planned import Planned

_MARKS = {"understood": "✓", "doubted": "?", "not_understood": "✗", "other": "·"}


@click.group()
def year() -> None:
    """The dates of a year: a draft, then published."""


@year.command()
@click.argument("slug")
@click.argument("year", type=click.IntRange(1990, 2199))
@click.option(
    "--from",
    "text",
    type=Text(),
    required=True,
    help="The dates as they stand in the minutes; - for standard input.",
)
@as_json()
@pass_app
def plan(app: App, slug: str, year: int, text: bytes, as_json: bool) -> None:
    """Read the dates of YEAR into a draft, and tell line by line what was read and what was doubted."""
    with app.writing() as (session, now):
        council = store.council(session, slug)
        council_year = draft.plan(
            session, council, year, files.text(text, field="--from"), by=app.by, now=now
        )
        lines = draft.lines(council_year)
        dates = draft.look(session, council, council_year, now=now)
    if as_json:
        app.show(
            {
                "lines": [_line(one, app.says) for one in lines],
                "dates": [_date(d, app.says) for d in dates],
            }
        )
        return
    _print(app, lines, dates)
    settled = all(date.problem is None for date in dates)
    if settled:
        app.say(
            "The draft is saved. Next: kallelse year publish %(slug)s %(year)s",
            slug=slug,
            year=year,
        )
    else:
        app.say(
            "The draft is saved. Correct the marked lines in the text and plan again before you publish."
        )


@year.command(name="publish")
@click.argument("slug")
@click.argument("year", type=int)
@click.option("--past", is_flag=True, help="Keep dates that have passed, as meetings already held.")
@pass_app
def publish_(app: App, slug: str, year: int, past: bool) -> None:
    """Make the draft's dates public. Its mail goes out five minutes later."""
    with app.writing() as (session, now):
        council = store.council(session, slug)
        council_year = years.get(session, council.id, year)
        found = publish.publish(session, council, council_year, by=app.by, now=now, with_past=past)
    click.echo(
        plain(
            app.says.count(
                "%(n)s meeting is published.", "%(n)s meetings are published.", len(found)
            )
        )
    )
    app.say("See what will be mailed: kallelse notices %(slug)s", slug=slug)


@year.command()
@click.argument("slug")
@click.argument("year", type=int)
@as_json()
@pass_app
def show(app: App, slug: str, year: int, as_json: bool) -> None:
    """The year as it stands: the draft's lines and dates, or the published meetings."""
    now = app.clock.now()
    with app.reading() as session:
        council = store.council(session, slug)
        found = years.get(session, council.id, year)
        held = meetings.of_year(session, found.id)
        lines = [] if found.is_published else draft.lines(found)
        dates = [] if found.is_published else draft.look(session, council, found, now=now)
    if as_json:
        app.show({
            "year": year,
            "status": found.status,
            "dates": [_date(date, app.says) for date in dates],
            "meetings": [meeting_json(meeting) for meeting in held],
        })  # fmt: skip
        return
    _print(app, lines, dates)
    for meeting in held:
        click.echo(meeting_line(meeting, app.says))


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


def _print(app: App, lines: list[LineRead], dates: list[Planned]) -> None:
    by_line: dict[int, list[Planned]] = {}
    for date in dates:
        by_line.setdefault(date.line, []).append(date)
    for line in lines:
        click.echo(f"{line.number:4} {_MARKS[line.state]} {line.text}")
        for date in by_line.get(line.number, []):
            click.echo(plain(f"       → {_words(date, app.says)}"))
        told = [*line.faults]
        for date in by_line.get(line.number, []):
            told += [
                fault for fault in (date.problem, *date.warnings) if fault and fault not in told
            ]
        for fault in told:
            click.echo(plain(f"       ! {app.says(fault.text, **fault.params)}"))


def _words(date: Planned, says: Language) -> str:
    when = says.span(date.starts, date.ends) if date.starts and date.ends else says.short(date.day)
    more = [part for part in (date.place, date.note) if part]
    return ", ".join((when, *more)) + (f" [{_off(says)}]" if date.is_cancelled else "")


def _off(says: Language) -> str:
    return says("cancelled")


def _line(line: LineRead, says: Language) -> dict[str, Any]:
    return {
        "line": line.number,
        "text": line.text,
        "state": line.state,
        "reasons": [_sentence(fault, says) for fault in line.faults],
    }


def _date(date: Planned, says: Language) -> dict[str, Any]:
    return {
        "line": date.line,
        "date": date.day.isoformat(),
        "starts": date.starts.text() if date.starts else None,
        "ends": date.ends.text() if date.ends else None,
        "place": date.place,
        "note": date.note,
        "cancelled": date.is_cancelled,
        "problem": _sentence(date.problem, says) if date.problem else None,
        "warnings": [_sentence(fault, says) for fault in date.warnings],
    }


def _sentence(fault: Fault, says: Language) -> str:
    return plain(says(fault.text, **fault.params))
