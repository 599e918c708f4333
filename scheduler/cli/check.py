"""kallelse check: what is wrong, in words, before anything is started."""

import os
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib import metadata
from urllib.parse import urlsplit

import click

from scheduler import tzrule
from scheduler.cli.app import App, pass_app
from scheduler.clock import SystemClock
from scheduler.config import MailMode
from scheduler.councils import store as councils
from scheduler.db import schema
from scheduler.db.session import server_now
from scheduler.errors import N_, ConfigError, InvalidInput, KallelseError
from scheduler.firstrun import mail_probe
from scheduler.mail import heartbeats
from scheduler.mail.maildir import make_folder
from scheduler.mail.relay import store as relays
from scheduler.meetings import store as meetings

Faults = Iterable[KallelseError]
"""What is wrong, one at a time, so that all is said."""

_LITTLE_SPACE = N_("%(folder)s: less than 100 MB are free.")
_FOLDER = N_("[mail.folder] %(folder)s cannot be written to.")
_ZONE = N_(
    "%(slug)s: the zone %(zone)s is not known to this machine's time-zone data. Upgrade the package tzdata."
)
_MOVED = N_(
    "%(slug)s: its time zone has new rules since meetings were entered. Bring them in step: kallelse db retime"
)
_BEHIND = N_(
    "The clock: it is %(now)s here, but a worker was alive at %(then)s. One of the machines' clocks is wrong."
)
_APART = N_(
    "The clock: the database's machine and this one differ by %(seconds)s seconds. Set both by NTP."
)
_OPEN_FILE = N_(
    "Note: everyone on this machine can read %(file)s, which holds a password. chmod 600 %(file)s"
)
_LOCAL_LINKS = N_(
    "Note: links in mail lead to %(url)s, which only this machine reaches. Change [site] url."
)
_NOBODY_RESPONSIBLE = N_(
    "Note: the pages on accessibility and personal data name %(name)s as responsible. Set [organisation] name."
)
_HELD = N_("Note: all mail is on hold. Let it go again: kallelse outbox resume")


@click.command()
@click.option(
    "--accept-clock", is_flag=True, help="The clock is right: let workers order and send again."
)
@pass_app
def check(app: App, accept_clock: bool) -> None:
    """Say in words what is wrong with config, database, schema, disk, mail login, clock and time zones.

    Mails nobody; changes nothing without --accept-clock.
    Ends with 0, 75 where the database is away, 78 where something must be mended.
    """
    if accept_clock:
        with app.writing() as (session, now):
            heartbeats.accept_clock(session, now=now)
        app.say("The clock counts as right from now on.")
    faults: list[KallelseError] = []
    looks: tuple[Callable[[App], Faults], ...] = (_config, _database, _mail, _clock, _zones)
    for look in looks:
        try:
            faults += look(app)
        except KallelseError as error:
            faults.append(error)
        if faults and look in (_config, _database):
            break  # the rest stands on these
    for fault in faults:
        app.print_error(fault)
    if faults:
        raise click.exceptions.Exit(max(fault.exit_code for fault in faults))
    app.say("All is well.")


def _config(app: App) -> Faults:
    app.say("Config: %(file)s", file=app.config_path or "-")
    config, path = app.config, app.config_path
    config.site.secret()
    config.mail.secret()
    if path and config.mail.password and path.stat().st_mode & 0o004:
        app.say(_OPEN_FILE, file=path)
    if config.mail.mode is MailMode.SMTP:
        if urlsplit(config.site.url).hostname in ("127.0.0.1", "localhost"):
            app.say(_LOCAL_LINKS, url=config.site.url)
        if not config.organisation.name:
            app.say(_NOBODY_RESPONSIBLE, name=config.site.name)
    return ()


def _database(app: App) -> Faults:
    with app.reading() as session:
        app.say("Database: version %(version)s", version=schema.HEAD)
        if relays.relay(session).held_for is not None:
            app.say(_HELD)
    file = app.database.file
    if file and shutil.disk_usage(file.parent).free < 100_000_000:
        yield ConfigError(_LITTLE_SPACE, folder=file.parent)


def _mail(app: App) -> Faults:
    mail = app.safe_config.mail
    if mail.mode is MailMode.CAPTURE:
        make_folder(mail.folder)
        if not os.access(mail.folder / "new", os.W_OK):
            yield ConfigError(_FOLDER, folder=mail.folder)
        else:
            app.say("Mail: captured in %(folder)s, none leaves the machine", folder=mail.folder)
        return
    failure = mail_probe.check_login(mail)
    if failure is not None:
        yield ConfigError(failure.cause)
        yield ConfigError(N_("The mail server said: %(words)s"), words=failure.words)
    else:
        app.say("Mail: %(host)s:%(port)s", host=mail.host, port=mail.port)


def _clock(app: App) -> Faults:
    now = SystemClock().now()
    with app.reading() as session:
        worker, theirs = heartbeats.newest_worker(session), server_now(session)
    if worker is not None and not app.is_rehearsal and worker.beat_at > now + timedelta(minutes=1):
        then = f"{worker.beat_at:%Y-%m-%d %H:%M} UTC"
        yield ConfigError(_BEHIND, now=f"{now:%Y-%m-%d %H:%M} UTC", then=then)
    if theirs is not None and abs(theirs - now) > timedelta(seconds=30):
        yield ConfigError(_APART, seconds=round(abs((theirs - now).total_seconds())))
    app.say("Clock: %(now)s", now=f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _zones(app: App) -> Faults:
    app.say("Time-zone data: tzdata %(version)s", version=metadata.version("tzdata"))
    now = app.clock.now()
    with app.reading() as session:
        for council in councils.councils(session):
            try:
                tzrule.yearly_rule(council.zone)
            except InvalidInput:
                yield ConfigError(_ZONE, slug=council.slug, zone=council.zone)
                continue
            if meetings.with_wrong_instant(session, council.id, now=now):
                yield ConfigError(_MOVED, slug=council.slug)
