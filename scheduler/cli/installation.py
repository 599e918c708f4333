"""kallelse db, setup, config, backup, restore: for the operator; export, import: one council as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from scheduler.archive import backup as backups
from scheduler.archive import council_file
from scheduler.archive.council_file import CouncilFile
from scheduler.cli.app import (
    App,
    about_council,
    as_json,
    input_file,
    output_file,
    pass_app,
    write_output,
)
from scheduler.clock import SystemClock
from scheduler.config import masked_settings
from scheduler.councils import store as councils
from scheduler.db import schema
from scheduler.db.session import Session, writing
from scheduler.db.worker_lock import worker_lock
from scheduler.errors import WorkerActive
from scheduler.firstrun import tasks as firstrun
from scheduler.meetings import store as meetings
from scheduler.papers import store as papers
from scheduler.papers.folder import FileFolder

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


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


@click.command()
@_FILE
@pass_app
def backup(app: App, file: Path) -> None:
    """Write everything the database holds to FILE, also while the program runs. Keep config.toml beside it."""
    made = backups.back_up(
        app.database_as_it_is,
        file,
        FileFolder(app.config.files.folder),
        url=app.config.site.url,
        secret=app.config.site.secret(),
        now=SystemClock().now(),
    )
    app.say(
        "%(file)s holds %(rows)s rows. Keep it as safe as the database.", file=file, rows=made.rows
    )


@click.command()
@_FILE
@click.option("--replace", is_flag=True, help="Throw away what the database holds now.")
@pass_app
def restore(app: App, file: Path, replace: bool) -> None:
    """Load FILE into an empty database of either kind. All mail is held until you say what to do with it.

    Stop the web server and every worker first.
    """
    database = app.database_as_it_is
    try:
        with worker_lock(database, wait=False):
            folder = FileFolder(app.config.files.folder)
            loaded = backups.restore(
                database, file, folder, replace=replace, now=SystemClock().now()
            )
    except WorkerActive as error:
        raise WorkerActive(backups.STOP_WORKERS) from error
    app.say(
        "%(rows)s rows of %(made)s are restored.",
        rows=loaded.rows,
        made=f"{loaded.made_at:%Y-%m-%d %H:%M} UTC",
    )
    with app.reading() as session:
        mark = backups.mark_of(session, app.config.site.secret())
        _tell_missing(app, session)
    if mark != loaded.secret_mark:
        app.say(
            "Links in mail already sent no longer work: the file that [site] secret_file named is missing here."
        )
    if loaded.url != app.config.site.url:
        app.say(
            "The copy was made at %(old)s; [site] url is now %(new)s. Links in sent mail lead to the old address.",
            old=loaded.url,
            new=app.config.site.url,
        )
    app.say(
        "No mail goes until you choose: kallelse outbox resume --treat-as-sent-until INSTANT, or --resend"
    )


def _tell_missing(app: App, session: Session) -> None:
    """Says which papers have no file in the folder."""
    missing = FileFolder(app.config.files.folder).missing(papers.digests(session))
    for name in papers.missing_names(session, missing):
        app.say("The file of the paper %(name)s is missing.", name=name)


@click.command()
@about_council
@output_file()
def export(app: App, slug: str, file: Path | None) -> None:
    """One council with all that goes with it, as JSON that another installation reads: kallelse import FILE."""
    with app.reading() as session:
        council = councils.council(session, slug)
        octets = council_file.export_council(
            session,
            council,
            FileFolder(app.config.files.folder),
            url=app.config.site.url,
            now=app.clock.now(),
        )
    write_output(octets, file, mode=0o600)


@click.command(name="import")
@input_file()
@click.option("--without-accounts", is_flag=True, help="Leave out who keeps the council there.")
@pass_app
def import_(app: App, file: IO[bytes], without_accounts: bool) -> None:
    """Add the council that FILE holds. It has the same addresses, and the same mail will go out from here.

    Who will keep it is listed first; on a terminal you are asked before anything is saved.
    """
    content = council_file.read_council_file(file.read())
    content = content.without_accounts() if without_accounts else content
    _list_accounts(app, content)
    content.keep_files(FileFolder(app.config.files.folder))
    with app.writing() as (session, now):
        council = council_file.import_council(session, content, by=app.by, now=now)
        firstrun.close_setup(session, now=now)
        _tell_missing(app, session)
    app.say(
        "%(name)s is here. Its mail goes out from this installation now: stop the other one.",
        name=council.name,
    )
    app.say(
        "Personal links in mail already sent no longer work. Secretaries sign in by: kallelse account link ADDRESS"
    )


def _list_accounts(app: App, file: CouncilFile) -> None:
    """Raises: Abort where whoever is asked says no."""
    if not file.accounts:
        return
    app.say(
        "These will keep %(slug)s in the browser, without the password they had:", slug=file.slug
    )
    for name, email in file.accounts:
        click.echo(f"  {name} <{email}>")
    app.say("Leave them out: kallelse import --without-accounts")
    if sys.stdin.isatty():
        click.confirm(app.says("Add the council with them?"), abort=True)
