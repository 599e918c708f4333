"""kallelse breaks, kallelse calendar: what a year's dates are compared with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from scheduler import files, jobs
from scheduler.cli.app import App, Text, as_json, pass_app
from scheduler.clock import iso
from scheduler.councils import store
from scheduler.language import plain
from scheduler.years import breaks as counties
from scheduler.years import foreign
from scheduler.years import school as kept_breaks
from scheduler.years import store as years
from scheduler.years.rows import ForeignCalendar


@click.group()
def breaks() -> None:
    """School holidays, a line each: "Sportlov v. 9", "Lovdag 2027-05-07"."""


@breaks.command(name="show")
@click.argument("slug")
@pass_app
def show_breaks(app: App, slug: str) -> None:
    """The list as it is kept."""
    with app.reading() as session:
        kept = years.school_breaks(session, store.council(session, slug).id)
    click.echo(kept.text if kept else "")


@breaks.command(name="set")
@click.argument("slug")
@click.argument("file", type=Text())
@pass_app
def set_breaks(app: App, slug: str, file: bytes) -> None:
    """Keep the lines of FILE (- for standard input) in place of what was kept."""
    _keep(app, slug, files.text(file, field="FILE"))


@breaks.command(name="county")
@click.argument("slug")
@click.argument("county", type=click.Choice(sorted(counties.COUNTIES)))
@pass_app
def county_breaks(app: App, slug: str, county: str) -> None:
    """Begin with what is usual in a Swedish county; each municipality decides for itself."""
    _keep(app, slug, counties.preset(county))


def _keep(app: App, slug: str, text: str) -> None:
    with app.writing() as (session, now):
        council = store.council(session, slug)
        kept_breaks.keep(session, council, text, by=app.by, now=now)
    click.echo(text.strip())


@click.group()
def calendar() -> None:
    """Other bodies' calendars."""


@calendar.command()
@click.argument("slug")
@click.argument("name")
@click.argument("source")
@pass_app
def add(app: App, slug: str, name: str, source: str) -> None:
    """Compare with the calendar of NAME at SOURCE: an address, which is read each night, or a file."""
    octets = None if "://" in source else Text().convert(source, None, None)
    read = None
    if octets is not None:  # before the writing, since it can take seconds
        with app.reading() as session:
            zone = store.council(session, slug).zone
        read = foreign.events(octets, zone=zone, now=app.clock.now())
    with app.writing() as (session, now):
        council = store.council(session, slug)
        if read is None:
            found = foreign.add_address(session, council, name=name, url=source, by=app.by, now=now)
        else:
            found = foreign.add_file(session, council, name=name, read=read, by=app.by, now=now)
        app.say("Calendar %(number)s is added.", number=found.id)


@calendar.command(name="list")
@click.argument("slug")
@as_json()
@pass_app
def list_(app: App, slug: str, as_json: bool) -> None:
    """The calendars that the council's dates are compared with."""
    with app.reading() as session:
        council = store.council(session, slug)
        held = years.events_by_calendar(session, council.id)
        found = [
            (one, _shown(one, held.get(one.id, 0), council.zone))
            for one in years.foreign_calendars(session, council.id)
        ]
    if as_json:
        app.show([shown for _, shown in found])
        return
    for one, shown in found:
        fault = _fault(app, one)
        click.echo(plain(f"{one.id:4}  {one.name:28} {shown['events']:5}  {one.url} {fault}"))


@calendar.command()
@click.argument("slug")
@click.argument("number", type=int)
@pass_app
def remove(app: App, slug: str, number: int) -> None:
    """Compare with calendar NUMBER no more."""
    with app.writing() as (session, now):
        found = foreign.of_council(session, store.council(session, slug), number)
        foreign.remove(session, found, by=app.by, now=now)


@calendar.command(name="fetch")
@click.argument("slug")
@pass_app
def fetch_(app: App, slug: str) -> None:
    """Read the council's calendars from their addresses now."""
    with app.writing() as (session, now):
        council = store.council(session, slug)
        for one in years.foreign_calendars(session, council.id):
            foreign.want(session, one, now=now)
    while jobs.fetch_calendars(app.works()):
        pass  # a few at a time, until none is wanted
    with app.reading() as session:
        for one in years.foreign_calendars(session, council.id):
            told = _fault(app, one) or app.says("read")
            click.echo(plain(f"{one.name}: {told}"))


def _shown(one: ForeignCalendar, events: int, zone: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "url": one.url,
        "events": events,
        "read_at": _iso(one.read_at, zone),
        "tried_at": _iso(one.tried_at, zone),
        "fault": one.fault,
    }


def _fault(app: App, one: ForeignCalendar) -> str:
    fault = foreign.fault(one)
    return app.says(fault.text, **fault.params) if fault else ""


def _iso(at: datetime | None, zone: str) -> str | None:
    return iso(at, zone) if at else None
