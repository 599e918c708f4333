"""kallelse meeting: list, add, move, cancel, restore."""

from __future__ import annotations

import click

from scheduler.cli.app import App, as_json, pass_app
from scheduler.cli.year_shown import meeting_json, meeting_line
from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.errors import InvalidInput
from scheduler.meetings import lifecycle
from scheduler.meetings import store as meetings
from scheduler.years import publish


@click.group()
def meeting() -> None:
    """One meeting of a published year. Whoever was told of it is told of a change, five minutes later."""


@meeting.command(name="list")
@click.argument("slug")
@as_json()
@pass_app
def list_(app: App, slug: str, as_json: bool) -> None:
    """Every meeting of the council, cancelled ones too."""
    with app.reading() as session:
        found = meetings.of_council(session, store.council(session, slug).id)
    if as_json:
        app.show([meeting_json(one) for one in found])
        return
    for one in found:
        click.echo(meeting_line(one, app.says))


@meeting.command()
@click.argument("slug")
@click.argument("starts", metavar="START")
@click.option("--ends", metavar="TIME", help="Default: the council's usual length.")
@click.option("--place", help="Default: where the council usually meets.")
@pass_app
def add(app: App, slug: str, starts: str, ends: str | None, place: str | None) -> None:
    """One more meeting, START as "2022-10-18 15:00"."""
    with app.writing() as (session, now):
        council = store.council(session, slug)
        start = _wall(starts, council.zone, "START")
        end = _wall(ends, council.zone, "--ends") if ends else start.plus(council.duration_minutes)
        made = publish.add_date(
            session, council, starts=start, ends=end, place=place, by=app.by, now=now
        )
    app.say("Meeting %(number)s is added.", number=made.number)
    click.echo(meeting_line(made, app.says))


@meeting.command()
@click.argument("slug")
@click.argument("number", type=int)
@click.option("--to", "starts", metavar="START", help='The new time, as "2022-06-16 15:00".')
@click.option("--ends", metavar="TIME", help="Default: as long as before.")
@click.option("--place", help="A new place.")
@click.option("--reason", default="", help="Stands in the mail.")
@pass_app
def move(app: App, slug: str, number: int, starts: str | None, ends: str | None, place: str | None,
         reason: str) -> None:  # fmt: skip
    """Give meeting NUMBER a new time, a new place, or both."""
    with app.writing() as (session, now):
        council = store.council(session, slug)
        found = meetings.by_number(session, council.id, number)
        start = _wall(starts, council.zone, "--to") if starts else found.starts
        minutes = int((found.ends_at - found.starts_at).total_seconds() // 60)
        end = _wall(ends, council.zone, "--ends") if ends else start.plus(minutes)
        lifecycle.move(
            session, found, starts=start, ends=end, place=place, reason=reason, by=app.by, now=now
        )
    app.say("Meeting %(number)s is moved.", number=number)
    click.echo(meeting_line(found, app.says))


@meeting.command()
@click.argument("slug")
@click.argument("number", type=int)
@click.option("--reason", default="", help="Stands in the mail.")
@pass_app
def cancel(app: App, slug: str, number: int, reason: str) -> None:
    """Meeting NUMBER will not be held. It stays, as cancelled."""
    with app.writing() as (session, now):
        council = store.council(session, slug)
        found = meetings.by_number(session, council.id, number)
        lifecycle.cancel(session, found, reason=reason, by=app.by, now=now)
    app.say("Meeting %(number)s is cancelled.", number=number)


@meeting.command()
@click.argument("slug")
@click.argument("number", type=int)
@pass_app
def restore(app: App, slug: str, number: int) -> None:
    """Meeting NUMBER, cancelled before, is held after all."""
    with app.writing() as (session, now):
        council = store.council(session, slug)
        found = meetings.by_number(session, council.id, number)
        lifecycle.restore(session, found, by=app.by, now=now)
    app.say("Meeting %(number)s will be held.", number=number)


def _wall(text: str, zone: str, name: str) -> Wall:
    try:
        return Wall.parse(text, zone)
    except InvalidInput as error:
        raise InvalidInput({name: next(iter(error.fields.values()))}) from error
