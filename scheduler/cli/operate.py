"""kallelse db, config, check: for the operator."""

from __future__ import annotations

import os
import shutil

import click

from scheduler.cli.app import App, as_json, pass_app
from scheduler.clock import SystemClock
from scheduler.config import MailMode, shown
from scheduler.db import schema
from scheduler.db.session import writing
from scheduler.errors import ConfigError, KallelseError
from scheduler.firstrun import tasks as firstrun
from scheduler.mail.capture import make_folder


@click.group()
def db() -> None:
    """The database."""


@db.command()
@pass_app
def upgrade(app: App) -> None:
    """Bring the database to this program's version; on SQLite a copy is made beside it first."""
    database = app.database_as_it_is
    now = SystemClock().now()
    at = schema.revision(database)
    if at == schema.HEAD:
        app.say("The database is at version %(version)s already.", version=at)
        return
    if at is not None and database.file:
        app.say("Copied to %(file)s.", file=schema.backup_file(database, now=now))
    schema.upgrade(database, now=now, host=app.host)
    app.say("The database is at version %(version)s.", version=schema.HEAD)


@click.command()
@pass_app
def setup(app: App) -> None:
    """Print a new one-time address for the first run, where it is not done."""
    now = SystemClock().now()
    with writing(app.database, now) as session:
        secret = firstrun.begin(session, app.config.mail.mode, now=now)
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
    values = shown(app.config)
    if as_json:
        app.show(values)
        return
    no_file = app.says("defaults: there is no config.toml here")
    click.echo(f"# {app.config_path or no_file}")
    for section, keys in values.items():
        click.echo(f"\n[{section}]")
        for key, value in keys.items():
            click.echo(f"{key} = {value!r}" if value is not None else f"# {key}")


@click.command()
@pass_app
def check(app: App) -> None:
    """Say in words what is wrong with config, database, folders and time."""
    faults: list[KallelseError] = []
    for look in (_config, _database, _mail):
        try:
            look(app)
        except KallelseError as error:
            faults.append(error)
            app.tell(error)
    if faults:
        raise click.exceptions.Exit(78)
    app.say("All is well.")


def _config(app: App) -> None:
    app.say("Config: %(file)s", file=app.config_path or "-")
    app.config.site.secret()


def _database(app: App) -> None:
    with app.reading():
        app.say("Database: version %(version)s", version=schema.HEAD)
    file = app.database.file
    if file and shutil.disk_usage(file.parent).free < 100_000_000:
        raise ConfigError(f"{file.parent}: less than 100 MB are free")


def _mail(app: App) -> None:
    mail = app.config.mail
    if mail.mode is MailMode.CAPTURE:
        make_folder(mail.folder)
        if not os.access(mail.folder / "new", os.W_OK):
            raise ConfigError(f"[mail.folder] {mail.folder} cannot be written to")
        app.say("Mail: captured in %(folder)s, none leaves the machine", folder=mail.folder)
        return
    app.works().door().close()
    app.say("Mail: %(host)s:%(port)s", host=mail.host, port=mail.port)
