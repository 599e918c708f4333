"""kallelse inbox: the mail that came in, and reading it."""

from __future__ import annotations

from typing import IO

import click

from scheduler.cli.app import App, as_json, pass_app
from scheduler.clock import iso
from scheduler.inbox import store
from scheduler.jobs import Works
from scheduler.links import Signer


@click.group()
def inbox() -> None:
    """Replies from calendars, and mail that came back."""


def _signer(app: App) -> Signer:
    return Works(app.database, app.config, app.clock).desk().links.signer


@inbox.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--to", default="", metavar="ADDRESS", help="Whom the mail server took it for.")
@pass_app
def read(app: App, file: IO[bytes], to: str) -> None:
    """Read one mail from FILE, by default standard input, as the pipe of a mail server gives it."""
    from scheduler.inbox import receive
    from scheduler.inbox.reading import MAX_OCTETS

    octets: bytes = file.read(MAX_OCTETS + 1)
    signer = _signer(app)
    with app.writing() as (session, now):
        row = receive.receive(session, octets, signer, envelope_to=to, now=now)
        told = f"{row.fate} {row.reason}".strip() if row else "known"
    click.echo(told)


@inbox.command()
@pass_app
def poll(app: App) -> None:
    """Read the mailbox that [inbox] names, once. The worker does it each minute."""
    from scheduler.inbox import imap

    n = imap.read_all(app.database, app.safe_config.inbox, _signer(app), now=app.clock.now())
    click.echo(app.says.count("%(n)s mail read.", "%(n)s mails read.", n))


@inbox.command("list")
@click.option("--limit", default=50, show_default=True, help="How many, the newest first.")
@as_json()
@pass_app
def list_(app: App, limit: int, as_json: bool) -> None:
    """What came in, the newest first, and what was done about it."""
    with app.reading() as session:
        rows = store.latest(session, limit)
    zone = app.config.site.zone
    if as_json:
        app.show(
            [
                {
                    "id": row.id,
                    "at": iso(row.at, zone),
                    "fate": row.fate,
                    "reason": row.reason,
                    "answer": row.answer,
                    "meeting_id": row.meeting_id,
                    "person_id": row.person_id,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        when = iso(row.at, zone)[:16].replace("T", " ")
        click.echo(f"{row.id:6} {when}  {row.fate:9} {row.reason:14} {row.answer}")
