"""kallelse backup, restore: all of an installation as one file; export, import: one council."""

import sys
from pathlib import Path
from typing import IO

import click

from scheduler.archive import backup as backups
from scheduler.archive import council_file
from scheduler.archive.council_file import CouncilFile
from scheduler.cli.app import App, about_council, input_file, output_file, pass_app, write_output
from scheduler.clock import SystemClock
from scheduler.councils import store as councils
from scheduler.db.session import Session
from scheduler.db.worker_lock import worker_lock
from scheduler.errors import WorkerActive
from scheduler.firstrun import tasks as firstrun
from scheduler.papers import store as papers
from scheduler.papers.folder import FileFolder

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


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
        "These will keep %(slug)s in the browser, without the password they had:", slug=file.council
    )
    for name, email in file.accounts:
        click.echo(f"  {name} <{email}>")
    app.say("Leave them out: kallelse import --without-accounts")
    if sys.stdin.isatty():
        click.confirm(app.says("Add the council with them?"), abort=True)
