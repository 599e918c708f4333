"""kallelse notices, notice, outbox, feed: the mail that will go out, that has gone, and the calendar."""

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import click

from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.feed_server import FeedServer
from scheduler.cli.app import (
    App,
    Record,
    about_council,
    as_json,
    output_file,
    pass_app,
    record_of,
    write_output,
)
from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.errors import N_, Conflict
from scheduler.language import LANGUAGES
from scheduler.mail import letter_actions, queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold
from scheduler.notices import assume_sent, listing, mail_actions
from scheduler.notices.listing import NoticeLine

PAUSED = N_("All mail of the council is on hold. Let it go again: kallelse council resume %(slug)s")
_LETTER_KEYS = (
    "id key message_id kind letter recipient state reason due_at next_try_at expires_at attempts "
    "ambiguous sent_at last_reply"
)
_IDS = click.argument("letter_ids", metavar="ID…", nargs=-1, type=int, required=True)
_AFTER_A_RESTORE = N_(
    "All mail is held since the database was restored. Say what to do with what was due before: "
    "--treat-as-sent-until INSTANT, or --resend."
)


@click.command()
@about_council
@as_json()
def notices(app: App, slug: str, as_json: bool) -> None:
    """Every mail that will go out or has gone: when, what, to whom. What is not in this list is not sent."""
    with app.reading() as session:
        council = store.council(session, slug)
        lines = listing.list_council(session, council, now=app.clock.now())
    rows = [_notice_record(line, council.zone) for line in lines]
    if not as_json:
        rows = [row | {"people": len(row["audience"])} for row in rows]
    app.print_rows(rows, as_json, "due_at meeting kind people state")


@click.group()
def notice() -> None:
    """Hold, resume, skip, send or approve one coming mail."""


def _add_notice_command(name: str, action: Callable[..., None], done: str, help_text: str) -> None:
    @notice.command(name=name, help=help_text)
    @about_council
    @click.argument("key")
    def command(app: App, slug: str, key: str) -> None:
        with app.changing(slug) as (session, council, now):
            action(session, council, key, by=app.by, now=now)
        app.say(done)
        if council.is_paused:
            app.say(PAUSED, slug=slug)


for _command in (
    ("hold", mail_actions.hold, N_("It will not go until it is resumed."), "Hold a coming mail."),
    ("resume", mail_actions.resume, N_("It goes as planned again."),
     "Let a mail that was held or skipped go as planned."),
    ("skip", mail_actions.skip, N_("It will not go at all."), "Leave a coming mail out."),
    ("send", mail_actions.send_now, N_("It goes in five minutes."),
     "Send a coming mail now, in five minutes."),
    ("approve", mail_actions.approve, N_("It is approved, and goes at its time."),
     "Approve a kallelse that waits for it."),
):  # fmt: skip
    _add_notice_command(*_command)


@click.command()
@about_council
@click.option("--deadlines", is_flag=True, help="The last days for items too, as whole days.")
@click.option("--lang", "code", type=click.Choice(list(LANGUAGES)), help="Default: the council's.")
@output_file()
def feed(app: App, slug: str, deadlines: bool, code: str | None, file: Path | None) -> None:
    """The council's calendar, as its subscribers get it."""
    with app.reading() as session:
        council = store.council(session, slug)
        links = app.links(session)
    request = FeedRequest(FeedKind.COUNCIL, council.slug, code, deadlines)
    feeds = FeedServer(app.database, links, app.config.site)
    _, octets, _ = feeds.octets(feeds.state(request))
    write_output(octets, file)


@click.group()
def outbox() -> None:
    """Mail on its way and mail sent."""


@outbox.command(name="list")
@click.option("--state", "states", multiple=True, help="Only these states.")
@as_json()
@pass_app
def list_(app: App, states: tuple[str, ...], as_json: bool) -> None:
    """Every mail, in the order they were ordered."""
    zone = app.config.site.zone
    with app.reading() as session:
        letters = queries.all_letters(session, states=states)
    rows = [record_of(letter, _LETTER_KEYS, zone=zone) for letter in letters]
    app.print_rows(rows, as_json, "id due_at letter state recipient")


@outbox.command("show")
@click.argument("letter_id", metavar="ID", type=int)
@pass_app
def show_letter(app: App, letter_id: int) -> None:
    """The mail, byte for byte."""
    with app.reading() as session:
        letter = queries.letter(session, letter_id)
    sys.stdout.buffer.write(zlib.decompress(letter.mime) if letter.mime else b"")


@outbox.command()
@click.option("--because", "words", default="", help="Why, for whoever looks later.")
@pass_app
def hold(app: App, words: str) -> None:
    """Hold all mail of the installation: nothing is ordered and none leaves until it is resumed."""
    with app.writing() as (session, now):
        letter_actions.hold_all(session, words=words, by=app.by, now=now)
    app.say("All mail is on hold. Let it go again: kallelse outbox resume")


@outbox.command()
@click.option(
    "--resend", is_flag=True, help="After a restore: what is due goes, where it makes sense."
)
@click.option("--treat-as-sent-until", "until", metavar="INSTANT",
              help="After a restore: what was due by then, as 2026-03-10T13:00, counts as sent.")  # fmt: skip
@pass_app
def resume(app: App, resend: bool, until: str | None) -> None:
    """Let mail go again, whatever held it."""
    if resend and until:
        raise click.UsageError("Choose one: --resend or --treat-as-sent-until.")
    with app.writing() as (session, now):
        if relays.relay(session).held_for == Hold.RESTORE and not (resend or until):
            raise Conflict(_AFTER_A_RESTORE)
        count = 0
        if until:
            instant = Wall.parse(until, app.config.site.zone).utc()
            count = assume_sent.assume_sent_until(session, instant, by=app.by, now=now)
        letter_actions.resume_all(session, by=app.by, now=now)
    if until:
        app.say_count("%(n)s mail counts as sent.", "%(n)s mails count as sent.", count)
    app.say("Mail goes again.")


@outbox.command()
@_IDS
@pass_app
def resend(app: App, letter_ids: tuple[int, ...]) -> None:
    """Send mail once more that failed, was held back or is uncertain: the same bytes, as soon as can be."""
    with app.writing() as (session, now):
        for letter_id in letter_ids:
            letter_actions.send_again(session, letter_id, by=app.by, now=now)
    app.say_count("%(n)s mail goes again.", "%(n)s mails go again.", len(letter_ids))


@outbox.command(name="sent")
@_IDS
@pass_app
def sent_(app: App, letter_ids: tuple[int, ...]) -> None:
    """Count mail as sent that failed or is uncertain, since somebody knows that it arrived."""
    with app.writing() as (session, now):
        for letter_id in letter_ids:
            letter_actions.count_as_sent(session, letter_id, by=app.by, now=now)
    app.say_count("%(n)s mail counts as sent.", "%(n)s mails count as sent.", len(letter_ids))


def _notice_record(line: NoticeLine, zone: str) -> Record:
    return {
        **record_of(line, "key kind occasion"),
        "meeting": line.meeting.number if line.meeting else None,
        **record_of(line, "due_at expires_at state reason", zone=zone),
        "audience": [record_of(to, "name email letter state") for to in line.audience],
    }
