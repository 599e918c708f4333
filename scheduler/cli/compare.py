"""kallelse breaks, kallelse calendar: what a year's dates are compared with."""

from typing import IO

import click

from scheduler import files, jobs
from scheduler.calendars.foreign_calendar import ParsedCalendar
from scheduler.cli.app import App, about_council, as_json, input_file, record_of
from scheduler.councils import store
from scheduler.years import breaks as school_breaks
from scheduler.years import other_calendars
from scheduler.years import store as years


@click.group()
def breaks() -> None:
    """School holidays, a line each: "Sportlov v. 9", "Lovdag 2027-05-07"."""


@breaks.command(name="show")
@about_council
def show_breaks(app: App, slug: str) -> None:
    """The list as it is kept."""
    with app.reading() as session:
        kept = years.school_breaks(session, store.council(session, slug).id)
    click.echo(kept.text if kept else "")


@breaks.command(name="set")
@about_council
@input_file()
def set_breaks(app: App, slug: str, file: IO[bytes]) -> None:
    """Keep the lines of FILE (- for standard input) in place of what was kept."""
    _keep_breaks(app, slug, files.read_text(file.read(), field="FILE"))


@breaks.command(name="county")
@about_council
@click.argument("county", type=click.Choice(sorted(school_breaks.COUNTIES)))
def county_breaks(app: App, slug: str, county: str) -> None:
    """Begin with what is usual in a Swedish county; each municipality decides for itself."""
    _keep_breaks(app, slug, school_breaks.preset(county))


def _keep_breaks(app: App, slug: str, text: str) -> None:
    with app.changing(slug) as (session, council, now):
        school_breaks.keep(session, council, text, by=app.by, now=now)
    click.echo(text.strip())


@click.group()
def calendar() -> None:
    """Other bodies' calendars."""


@calendar.command("add")
@about_council
@click.argument("name")
@click.argument("source")
def add_calendar(app: App, slug: str, name: str, source: str) -> None:
    """Compare with the calendar of NAME at SOURCE: an address, which is read each night, or a file."""
    events: str | ParsedCalendar = source
    if "://" not in source:  # read before the transaction, since it can take seconds
        with click.File("rb").convert(source, None, None) as file:
            octets = file.read()
        with app.reading() as session:
            council = store.council(session, slug)
        events = other_calendars.read_calendar(octets, council, now=app.clock.now())
    with app.changing(slug) as (session, council, now):
        row = other_calendars.add_calendar(
            session, council, name=name, source=events, by=app.by, now=now
        )
    app.say("Calendar %(number)s is added.", number=row.id)


@calendar.command(name="list")
@about_council
@as_json()
def list_(app: App, slug: str, as_json: bool) -> None:
    """The calendars that the council's dates are compared with."""
    with app.reading() as session:
        council = store.council(session, slug)
        events = years.events_by_calendar(session, council.id)
        calendars = years.foreign_calendars(session, council.id)
    rows = [
        {
            **record_of(row, "id name url"),
            "events": events.get(row.id, 0),
            **record_of(row, "read_at tried_at fault", zone=council.zone),
        }
        for row in calendars
    ]
    app.print_rows(rows, as_json, "id name events url fault")


@calendar.command()
@about_council
@click.argument("number", type=int)
def remove(app: App, slug: str, number: int) -> None:
    """Compare with calendar NUMBER no more."""
    with app.changing(slug) as (session, council, now):
        row = other_calendars.get_calendar(session, council, number)
        other_calendars.remove_calendar(session, row, by=app.by, now=now)


@calendar.command(name="fetch")
@about_council
def fetch_(app: App, slug: str) -> None:
    """Read the council's calendars from their addresses now."""
    with app.changing(slug) as (session, council, now):
        for row in years.foreign_calendars(session, council.id):
            row.wanted_at = now if row.url else None
    context = jobs.WorkerContext(app.database, app.safe_config, app.clock)
    while jobs.fetch_calendars(context):
        pass  # a few at a time, until none is wanted
    with app.reading() as session:
        for row in years.foreign_calendars(session, council.id):
            fault = other_calendars.fault(row)
            outcome = app.sentence(fault) if fault else app.says("read")
            click.echo(f"{row.name}: {outcome}")
