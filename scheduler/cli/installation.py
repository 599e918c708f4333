"""kallelse db, setup, config: for the operator."""

import click

from scheduler.cli.app import App, as_json, pass_app
from scheduler.clock import SystemClock
from scheduler.config import masked_settings
from scheduler.councils import store as councils
from scheduler.db import schema
from scheduler.db.session import writing
from scheduler.firstrun import tasks as firstrun
from scheduler.meetings import store as meetings


@click.group()
def db() -> None:
    """The database."""


@db.command()
@pass_app
def upgrade(app: App) -> None:
    """Bring the database to this program's version; on SQLite a copy is made beside it first."""
    database = app.database_as_it_is
    at = schema.revision(database)
    if at == schema.HEAD:
        app.say("The database is at version %(version)s already.", version=at)
        return
    if copy := schema.upgrade(database, now=SystemClock().now(), host=app.host):
        app.say("Copied to %(file)s.", file=copy)
    app.say("The database is at version %(version)s.", version=schema.HEAD)


@db.command()
@pass_app
def retime(app: App) -> None:
    """After new time-zone data: meetings keep their time on the wall, and what is counted from it is counted anew.

    Nobody is mailed: what people agreed on has not changed.
    """
    with app.writing() as (session, now):
        moved = [
            (council.slug, meeting)
            for council in councils.councils(session)
            for meeting in meetings.with_wrong_instant(session, council.id, now=now)
        ]
        for _, meeting in moved:
            meeting.set_time(meeting.starts, meeting.ends)
    for slug, meeting in moved:
        click.echo(f"{slug} {meeting.number} {meeting.starts.text()}")
    app.say_count("%(n)s meeting brought in step.", "%(n)s meetings brought in step.", len(moved))


@click.command()
@pass_app
def setup(app: App) -> None:
    """Print a new one-time address for the first run, where it is not done."""
    now = SystemClock().now()
    with writing(app.database, now) as session:
        secret = firstrun.begin_setup(session, app.config.mail.mode, now=now)
    if secret is None:
        app.say(
            "The first run is done, or not needed: there is a council. To sign in: kallelse account link ADDRESS"
        )
        return
    click.echo(f"{app.config.site.url}/admin/setup/start/{secret}")


@click.command()
@as_json()
@pass_app
def config(app: App, as_json: bool) -> None:
    """Every setting as it counts; secrets are hidden."""
    values = masked_settings(app.config)
    if as_json:
        app.print_json(values)
        return
    no_file = app.says("defaults: there is no config.toml here")
    click.echo(f"# {app.config_path or no_file}")
    for section, keys in values.items():
        click.echo(f"\n[{section}]")
        for key, value in keys.items():
            click.echo(f"{key} = {value!r}" if value is not None else f"# {key}")
