"""kallelse meeting: list, add, move, cancel, restore."""

import click

from scheduler.cli.app import App, Record, about_council, as_json, record_of
from scheduler.clock import Wall, iso
from scheduler.councils import store
from scheduler.language import Language, plain
from scheduler.meetings import lifecycle
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.years import publish

_NUMBER = click.argument("number", type=int)
_REASON = click.option("--reason", default="", help="Stands in the mail.")


@click.group()
def meeting() -> None:
    """One meeting of a published year. Whoever was told of it is told of a change, five minutes later."""


@meeting.command(name="list")
@about_council
@as_json()
def list_(app: App, slug: str, as_json: bool) -> None:
    """Every meeting of the council, cancelled ones too."""
    with app.reading() as session:
        rows = meetings.of_council(session, store.council(session, slug).id)
    if as_json:
        app.print_json([meeting_record(row) for row in rows])
        return
    for row in rows:
        click.echo(meeting_line(row, app.says))


@meeting.command("add")
@about_council
@click.argument("starts", metavar="START")
@click.option("--ends", metavar="TIME", help="Default: the council's usual length.")
@click.option("--place", help="Default: where the council usually meets.")
@click.option("--online", metavar="URL", help="Its digital link. Default: the council's usual one.")
def add_meeting(app: App, slug: str, starts: str, ends: str | None, place: str | None,
                online: str | None) -> None:  # fmt: skip
    """One more meeting, START as "2022-10-18 15:00"."""
    with app.changing(slug) as (session, council, now):
        start = Wall.parse(starts, council.zone, field="START")
        end = _end(ends, start, council.duration_minutes)
        row = publish.add_date(
            session,
            council,
            starts=start,
            ends=end,
            place=place,
            online_url=online,
            by=app.by,
            now=now,
        )
    app.say("Meeting %(number)s is added.", number=row.number)
    click.echo(meeting_line(row, app.says))


@meeting.command()
@about_council
@_NUMBER
@click.option("--to", "starts", metavar="START", help='The new time, as "2022-06-16 15:00".')
@click.option("--ends", metavar="TIME", help="Default: as long as before.")
@click.option("--place", help="A new place.")
@click.option("--online", metavar="URL", help="A new digital link; empty: none.")
@_REASON
def move(app: App, slug: str, number: int, starts: str | None, ends: str | None, place: str | None,
         online: str | None, reason: str) -> None:  # fmt: skip
    """Give meeting NUMBER a new time, a new place, another digital link, or several of them."""
    with app.changing(slug) as (session, council, now):
        row = meetings.by_number(session, council.id, number)
        start = Wall.parse(starts, council.zone, field="--to") if starts else row.starts
        end = _end(ends, start, int((row.ends_at - row.starts_at).total_seconds() // 60))
        lifecycle.move(
            session,
            row,
            starts=start,
            ends=end,
            place=place,
            online_url=online,
            reason=reason,
            by=app.by,
            now=now,
        )
    app.say("Meeting %(number)s is changed.", number=number)
    click.echo(meeting_line(row, app.says))


@meeting.command()
@about_council
@_NUMBER
@_REASON
def cancel(app: App, slug: str, number: int, reason: str) -> None:
    """Meeting NUMBER will not be held. It stays, as cancelled."""
    with app.changing(slug) as (session, council, now):
        row = meetings.by_number(session, council.id, number)
        lifecycle.cancel(session, row, reason=reason, by=app.by, now=now)
    app.say("Meeting %(number)s is cancelled.", number=number)


@meeting.command()
@about_council
@_NUMBER
def restore(app: App, slug: str, number: int) -> None:
    """Meeting NUMBER, cancelled before, is held after all."""
    with app.changing(slug) as (session, council, now):
        row = meetings.by_number(session, council.id, number)
        lifecycle.restore(session, row, by=app.by, now=now)
    app.say("Meeting %(number)s will be held.", number=number)


def _end(text: str | None, start: Wall, minutes: int) -> Wall:
    return Wall.parse(text, start.zone, field="--ends") if text else start.plus(minutes)


def meeting_record(meeting: Meeting) -> Record:
    zone = meeting.starts.zone
    return {
        **record_of(meeting, "number uid"),
        "starts": iso(meeting.starts_at, zone),
        "ends": iso(meeting.ends_at, zone),
        **record_of(meeting, "place status revision note reason"),
    }


def meeting_line(meeting: Meeting, says: Language) -> str:
    mark = cancelled_mark(meeting.is_cancelled, says)
    when = says.span(meeting.starts, meeting.ends)
    return plain(f"{meeting.number:3}  {when}  {meeting.place}{mark}")


def cancelled_mark(is_cancelled: bool, says: Language) -> str:
    word = says("cancelled")
    return f" [{word}]" if is_cancelled else ""
