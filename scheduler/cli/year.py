"""kallelse year: the ways into a draft, what is decided there, publishing, showing, taking away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from scheduler import files
from scheduler.calendars.calendar_files import year_file
from scheduler.cli.app import App, about_council, as_json, output_file, write_output
from scheduler.cli.year_output import (
    date_record,
    meeting_line,
    meeting_record,
    print_draft,
    unread_record,
)
from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.notice_rules import WEEKDAYS
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.language import plain
from scheduler.meetings import store as meetings
from scheduler.years import (
    calendar_file,
    clashes,
    draft,
    last_year,
    pattern,
    publish,
    reading,
    typed,
)
from scheduler.years import export as year_export
from scheduler.years import store as years
from scheduler.years.draft import Change
from scheduler.years.last_year import By
from scheduler.years.planned import Planned, planned_dates, staying_meetings
from scheduler.years.rows import CouncilYear, DraftDate, Way
from scheduler.years.source import Reading, Source, source_of

_YEAR = click.IntRange(1990, 2199)
_NTH = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "-1"}
_NO_DATE = N_("The draft has no date %(number)s. See kallelse year show.")
_REPLACE = click.option(
    "--replace", is_flag=True, help="Also dates that were changed, or came in another way."
)
_DRAFT = N_("%(year)s is a draft. It has a calendar file when it is published.")


def _about_year(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the arguments SLUG and YEAR, and the `App`."""
    return about_council(click.argument("year", type=_YEAR)(command))


@click.group()
def year() -> None:
    """The dates of a year: a draft, then published."""


# the ways into a draft


@year.command()
@_about_year
@click.option(
    "--from",
    "file",
    type=click.File("rb"),
    required=True,
    help="The dates as they stand in the minutes, or a spreadsheet, .docx, .ics or .pdf; - for standard input.",
)
@click.option("--body", default="", help="Whose dates, where the text has those of several bodies.")
@_REPLACE
@as_json()
def plan(
    app: App, slug: str, year: int, file: IO[bytes], body: str, replace: bool, as_json: bool
) -> None:
    """Read the dates of YEAR into a draft, and tell what was read, what was doubted, and what was not read."""
    octets = file.read()
    with app.reading() as session:
        council = store.council(session, slug)
    # What is slow is done before the writing transaction.
    if files.is_calendar(octets):
        today = Wall.at(app.clock.now(), council.zone).date
        read = calendar_file.read_dates(
            octets, year, zone=council.zone, today=today, file="-", field="--from"
        )
    else:
        text = files.read_text(octets, field="--from")
        read = reading.read_text(text, council, year, body=body)
    with app.changing(slug) as (session, council, now):
        row = draft.replace_dates(
            session, council, year, read, Way.TEXT, by=app.by, now=now, may_replace=replace
        )
        _print_draft(app, session, council, row, now, as_json)


@year.command()
@_about_year
@click.option(
    "--which", required=True, help="first, second, third, fourth or last; several with commas."
)
@click.option("--weekday", type=click.Choice(WEEKDAYS), required=True)
@click.option("--months", required=True, help="Numbers with commas: 2,4,6,9,11.")
@click.option("--at", "hours", required=True, help="15.00, or 15.00-17.00.")
@click.option("--free", is_flag=True, help="Where a date clashes, take the first free week after.")
@_REPLACE
@as_json()
def rule(
    app: App, slug: str, year: int, which: str, weekday: str, months: str, hours: str, free: bool, replace: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Work out the dates of YEAR by a rule, such as the second Tuesday of February and April."""
    fields = {
        "ordinals": ",".join(_NTH.get(part.strip(), "?") for part in which.split(",")),
        "weekday": str(WEEKDAYS.index(weekday) + 1),
        "months": months,
        "hours": hours,
    } | ({"moves": "1"} if free else {})
    read = pattern.read_pattern(fields)
    if not as_json:
        click.echo(plain(pattern.words(read, app.says)))
    with app.changing(slug) as (session, council, now):
        around = clashes.load_around(session, council, year, now=now)
        staying = staying_meetings(session, council, year)
        new = Reading(pattern.dates(read, year, around, staying), Source(rule=fields))
        row = draft.replace_dates(
            session, council, year, new, Way.RULE, by=app.by, now=now, may_replace=replace
        )
        _print_draft(app, session, council, row, now, as_json)


@year.command()
@_about_year
@click.option("--by", "same", type=click.Choice(list(By)), default=By.MONTH,
              help="The same weekday of the month, or week.")  # fmt: skip
@_REPLACE
@as_json()
def carry(app: App, slug: str, year: int, same: str, replace: bool, as_json: bool) -> None:
    """Carry the meetings of the year before YEAR over."""
    with app.changing(slug) as (session, council, now):
        before = years.get(session, council.id, year - 1)
        dates = last_year.dates(meetings.of_year(session, before.id), year, by=By(same))
        new = Reading(dates, Source())
        row = draft.replace_dates(
            session, council, year, new, Way.LAST_YEAR, by=app.by, now=now, may_replace=replace
        )
        _print_draft(app, session, council, row, now, as_json)


@year.command("add")
@_about_year
@click.argument("text")
@as_json()
def add_date(app: App, slug: str, year: int, text: str, as_json: bool) -> None:
    """Put one date beside those of the draft: TEXT is as "tis 9 feb kl. 15-17"."""
    with app.changing(slug) as (session, council, now):
        new = typed.one("TEXT", text, language=council.language, year=year)
        row = draft.add_date(session, council, year, new, by=app.by, now=now)
        _print_draft(app, session, council, row, now, as_json)


# decisions


@year.command()
@_about_year
@click.argument("number", type=int)
@click.option("--to", "day", help="The day it shall have; settles a contradiction too.")
@click.option("--at", "hours", help="15.00, or 15.00-17.00.")
@click.option("--place")
@click.option("--online", metavar="URL", help="Its digital link; empty: none.")
@click.option("--keep", is_flag=True, help="What speaks against it may stand.")
@click.option("--remove", is_flag=True, help="Take it out of the draft.")
@as_json()
def change(
    app: App, slug: str, year: int, number: int, day: str | None, hours: str | None, place: str | None,
    online: str | None, keep: bool, remove: bool, as_json: bool,
) -> None:  # fmt: skip
    """Decide about date NUMBER of the draft, by the number that `year show` gives it."""
    with app.changing(slug) as (session, council, now):
        row = years.get(session, council.id, year)
        stands = _date(session, row, number)
        to, last = None, None
        if day:
            to, last = typed.days("--to", day, language=council.language, year=year)
        over_days = bool(stands.last_day or last)
        wanted = Change(
            day=to,
            last_day=last,
            hours=typed.hours("--at", hours, over_days=over_days) if hours else None,
            place=place,
            online_url=online,
            is_kept=keep,
            is_removed=remove,
        )
        draft.change_dates(session, council, row, {number: wanted}, by=app.by, now=now)
        _print_draft(app, session, council, row, now, as_json)


def _date(session: Session, row: CouncilYear, number: int) -> DraftDate:
    """Raises: NotFound."""
    for stands in years.draft_dates(session, row.id):
        if stands.position == number and not stands.is_removed:
            return stands
    raise NotFound(_NO_DATE, number=number)


@year.command(name="publish")
@_about_year
@click.option("--past", is_flag=True, help="Keep dates that have passed, as meetings already held.")
def publish_(app: App, slug: str, year: int, past: bool) -> None:
    """Make the draft's dates public. Its mail goes out five minutes later."""
    with app.changing(slug) as (session, council, now):
        row = years.get(session, council.id, year)
        published = publish.publish(session, council, row, by=app.by, now=now, with_past=past)
    app.say_count("%(n)s meeting is published.", "%(n)s meetings are published.", len(published))
    app.say("See what will be mailed: kallelse notices %(slug)s", slug=slug)


# looking


@year.command("show")
@_about_year
@as_json()
def show_year(app: App, slug: str, year: int, as_json: bool) -> None:
    """The year as it stands: the draft's lines and dates, or the published meetings."""
    with app.reading() as session:
        council = store.council(session, slug)
        row = years.get(session, council.id, year)
        held = meetings.of_year(session, row.id)
        rows = [] if row.is_published else years.draft_dates(session, row.id)
        dates = _planned(app, session, council, row)
    if as_json:
        app.print_json({
            "year": year,
            "status": row.status,
            "dates": [date_record(date, app.says) for date in dates],
            "meetings": [meeting_record(meeting) for meeting in held],
        })  # fmt: skip
        return
    if not row.is_published:
        print_draft(app, rows, dates, source_of(row))
    for meeting in held:
        click.echo(meeting_line(meeting, app.says))


@year.command()
@_about_year
@click.option("--as", "form", type=click.Choice(["text", "csv", "ics"]), default="text")
@output_file()
def export(app: App, slug: str, year: int, form: str, file: Path | None) -> None:
    """The year's dates as text for the minutes, as CSV, or as a calendar file."""
    with app.reading() as session:
        council = store.council(session, slug)
        row = years.get(session, council.id, year)
        sheet = year_export.load_sheet(session, council, row, now=app.clock.now())
        held = meetings.of_year(session, row.id)
        links = app.links(session)
    if form == "csv":
        octets = year_export.as_csv(sheet, app.says)
    elif form == "text":
        octets = year_export.as_text(sheet, app.says).encode()
    elif sheet.is_draft:
        raise NotFound(_DRAFT, year=year)
    else:
        octets = year_file(council, year, held, links, app.says)
    write_output(octets, file)


def _planned(app: App, session: Session, council: Council, row: CouncilYear) -> list[Planned]:
    if row.is_published:
        return []
    return planned_dates(session, council, row, now=app.clock.now())


def _print_draft(
    app: App, session: Session, council: Council, row: CouncilYear, now: datetime, as_json: bool
) -> None:  # fmt: skip
    """Prints the draft as it is now, and what to do next."""
    rows = years.draft_dates(session, row.id)
    dates = planned_dates(session, council, row, now=now)
    source = source_of(row)
    if as_json:
        app.print_json({
            "year": row.year,
            "dates": [date_record(date, app.says) for date in dates],
            "unread": [unread_record(line, app.says) for line in rows if line.day is None],
            "elsewhere": source.elsewhere,
        })  # fmt: skip
        return
    print_draft(app, rows, dates, source)
    if all(date.problem is None for date in dates):
        next_step = N_("The draft is saved. Next: kallelse year publish %(slug)s %(year)s")
    else:
        next_step = N_(
            "The draft is saved. Decide about the marked dates with kallelse year change, "
            "or correct the text and plan again, before you publish."
        )
    app.say(next_step, slug=council.slug, year=row.year)
