"""kallelse inbox: the mail that came in, and reading it."""

from typing import IO

import click

from scheduler.cli.app import App, as_json, input_file, pass_app, record_of
from scheduler.inbox import store


@click.group()
def inbox() -> None:
    """Replies from calendars, and mail that came back."""


@inbox.command("read")
@input_file(default="-")
@click.option("--to", default="", metavar="ADDRESS", help="Whom the mail server took it for.")
@pass_app
def read_mail_file(app: App, file: IO[bytes], to: str) -> None:
    """Read one mail from FILE, by default standard input, as the pipe of a mail server gives it."""
    from scheduler.inbox import receive
    from scheduler.inbox.reading import MAX_OCTETS

    octets: bytes = file.read(MAX_OCTETS + 1)
    with app.writing() as (session, now):
        signer = app.links(session).signer
        row = receive.receive_mail(session, octets, signer, envelope_to=to, now=now)
    click.echo(f"{row.fate} {row.reason}".strip() if row else "known")


@inbox.command()
@pass_app
def poll(app: App) -> None:
    """Read the mailbox that [inbox] names, once. The worker does it each minute."""
    from scheduler.inbox import imap

    with app.reading() as session:
        signer = app.links(session).signer
    count = imap.read_mailbox(app.database, app.safe_config.inbox, signer, now=app.clock.now())
    app.say_count("%(n)s mail read.", "%(n)s mails read.", count)


@inbox.command("list")
@click.option("--limit", default=50, show_default=True, help="How many, the newest first.")
@as_json()
@pass_app
def list_(app: App, limit: int, as_json: bool) -> None:
    """What came in, the newest first, and what was done about it."""
    keys, zone = "id at fate reason answer meeting_id person_id", app.config.site.zone
    with app.reading() as session:
        rows = [record_of(row, keys, zone=zone) for row in store.latest_mail(session, limit)]
    app.print_rows(rows, as_json, "id at fate reason answer")
