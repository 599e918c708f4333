"""kallelse year: a draft from a text, publishing it, and showing the year."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import IO, Any

import click

from scheduler import files
from scheduler.cli.app import App, Record, about_council, as_json, record_of
from scheduler.cli.meeting import cancelled_mark, meeting_line, meeting_record
from scheduler.councils import store
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault
from scheduler.language import Language, plain
from scheduler.meetings import store as meetings
from scheduler.years import doubts, draft, publish, reading
from scheduler.years import store as years
from scheduler.years.draft_meetings import DraftMeeting, draft_meetings
from scheduler.years.rows import CouncilYear, DraftDate, Source, Way

_YEAR = click.IntRange(1990, 2199)
may_replace = partial(
    click.option,
    "--replace",
    is_flag=True,
    help="Also dates that were changed, or came in another way.",
)


def about_year(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the arguments SLUG and YEAR, and the `App`."""
    return about_council(click.argument("year", type=_YEAR)(command))


@click.group()
def year() -> None:
    """The dates of a year: a draft, then published."""


@year.command()
@about_year
@click.option(
    "--from",
    "file",
    type=click.File("rb"),
    required=True,
    help="The dates as they stand in the minutes, or a spreadsheet, .docx, .ics or .pdf; - for standard input.",
)
@click.option("--body", default="", help="Whose dates, where the text has those of several bodies.")
@may_replace()
@as_json()
def plan(
    app: App, slug: str, year: int, file: IO[bytes], body: str, replace: bool, as_json: bool
) -> None:
    """Read the dates of YEAR into a draft, and tell what was read, what was doubted, and what was not read."""
    with app.reading() as session:
        council = store.council(session, slug)
    # What is slow is done before the writing transaction.
    text = files.read_text(file.read(), field="--from")
    read = reading.read_text(text, council, year, body=body)
    with app.changing(slug) as (session, council, now):
        row = draft.replace_dates(
            session, council, year, read, Way.TEXT, by=app.by, now=now, may_replace=replace
        )
        print_draft(app, session, council, row, now, as_json)


def print_draft(
    app: App, session: Session, council: Council, row: CouncilYear, now: datetime, as_json: bool
) -> None:
    """Prints the draft as it is now, and what to do next."""
    rows = years.draft_dates(session, row.id)
    dates = draft_meetings(session, council, row, now=now)
    if as_json:
        app.print_json({
            "year": row.year,
            "dates": [_date_record(date, app) for date in dates],
            "unread": [_unread_record(line, app) for line in rows if line.day is None],
            "elsewhere": row.source.elsewhere,
        })  # fmt: skip
        return
    _print_draft(app, rows, dates, row.source)
    if all(date.problem is None for date in dates):
        next_step = N_("The draft is saved. Next: kallelse year publish %(slug)s %(year)s")
    else:
        next_step = N_(
            "The draft is saved. Decide about the marked dates with kallelse year change, "
            "or correct the text and plan again, before you publish."
        )
    app.say(next_step, slug=council.slug, year=row.year)


@year.command(name="publish")
@about_year
@click.option("--past", is_flag=True, help="Keep dates that have passed, as meetings already held.")
def publish_(app: App, slug: str, year: int, past: bool) -> None:
    """Make the draft's dates public. Its mail goes out five minutes later."""
    with app.changing(slug) as (session, council, now):
        row = years.get(session, council.id, year)
        if past:
            row.source = replace(row.source, past="keep")
        published = publish.publish(session, council, row, by=app.by, now=now)
    app.say_count("%(n)s meeting is published.", "%(n)s meetings are published.", len(published))
    app.say("See what will be mailed: kallelse notices %(slug)s", slug=slug)


@year.command("show")
@about_year
@as_json()
def show_year(app: App, slug: str, year: int, as_json: bool) -> None:
    """The year as it stands: the draft's lines and dates, or the published meetings."""
    rows: list[DraftDate] = []
    dates: list[DraftMeeting] = []
    with app.reading() as session:
        council = store.council(session, slug)
        row = years.get(session, council.id, year)
        held = meetings.of_year(session, row.id)
        if not row.is_published:
            rows = years.draft_dates(session, row.id)
            dates = draft_meetings(session, council, row, now=app.clock.now())
    if as_json:
        app.print_json({
            "year": year,
            "status": row.status,
            "dates": [_date_record(date, app) for date in dates],
            "meetings": [meeting_record(meeting) for meeting in held],
        })  # fmt: skip
        return
    if not row.is_published:
        _print_draft(app, rows, dates, row.source)
    for meeting in held:
        click.echo(meeting_line(meeting, app.says))


def _print_draft(
    app: App, rows: list[DraftDate], dates: list[DraftMeeting], source: Source
) -> None:
    """Prints each date, then the lines that were not read, then what of the text is not here."""
    for date in dates:
        click.echo(plain(f"{date.row.position:4}   {_words(date, app.says)}"))
        kept = date.findings and date.is_kept
        _print_faults(app, [date.problem] if kept else [date.problem, *date.findings])
    for row in rows:
        if row.day is None and not row.is_removed:
            click.echo(plain(f"{row.position:4} ✗ {row.text}"))
            _print_faults(app, map(doubts.fault, doubts.from_json(row.doubts)))
    for remark in filter(itemgetter("doubts"), source.remarks):
        click.echo(plain(f"     {remark['text']}"))
        _print_faults(app, map(doubts.fault, doubts.from_json(remark["doubts"])))
    for other in source.elsewhere:
        app.say("%(line)s is of another year, and not here.", line=other["line"])


def _print_faults(app: App, faults: Iterable[Fault | None]) -> None:
    for fault in filter(None, faults):
        click.echo(f"       ! {app.sentence(fault)}")


def _words(date: DraftMeeting, says: Language) -> str:
    if date.starts and date.ends:
        when = says.span(date.starts, date.ends)
    else:
        when = " – ".join(says.short(day) for day in (date.day, date.row.last_day) if day)
    usual = says("usual time") if date.has_usual_time else ""
    parts = filter(None, (when, usual, date.place, date.note))
    return ", ".join(parts) + cancelled_mark(date.is_cancelled, says)


def _unread_record(row: DraftDate, app: App) -> Record:
    return {
        "id": row.position,
        "line": row.source_line,
        "text": row.text,
        "reasons": [app.sentence(doubts.fault(one)) for one in doubts.from_json(row.doubts)],
    }


def _date_record(date: DraftMeeting, app: App) -> Record:
    return {
        "id": date.row.position,
        "line": date.row.source_line,
        "date": date.day.isoformat(),
        "starts": date.starts.text() if date.starts else None,
        "ends": date.ends.text() if date.ends else None,
        **record_of(date, "place online_url note"),
        "cancelled": date.is_cancelled,
        "problem": app.sentence(date.problem) if date.problem else None,
        "choices": [day.isoformat() for day in date.choices],
        "warnings": [app.sentence(fault) for fault in date.findings],
        "kept": bool(date.findings) and date.is_kept,
        "free": date.free.isoformat() if date.free else None,
        "usual_time": date.has_usual_time,
    }
