"""From what the program knows of itself to what the operator's page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler import __version__
from scheduler.clock import Wall
from scheduler.config import Config, Mail, MailMode
from scheduler.db import schema
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.mail.rows import Hold, Worker
from scheduler.notices.health import Health, Warn, Wrong
from web.secretary import banner

When = Callable[[datetime | None], str]
"""An instant in words, in the site's zone."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What, since when, in whose words, and what to do. Grave: mail does not go."""

    what: str
    since: str
    words: str
    advice: str
    is_grave: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Status:
    faults: list[Fault]
    facts: list[Fact]


_RESUME = N_("When you know why, let it go again: kallelse outbox resume")
_HELD: Mapping[Hold, str] = {
    Hold.PASSWORD: N_("Correct [mail] username and password, and start Kallelse again."),
    Hold.SENDER: N_(
        "Correct [mail] from, or let the mail server allow it, and start Kallelse again."
    ),
    Hold.REFUSED: N_("Ask whoever runs the mail server why it refuses."),
    Hold.SETUP: N_("Send a test mail from here, and write the number that stands in it."),
    Hold.RESTORE: N_("Choose: kallelse outbox resume --treat-as-sent-until INSTANT, or --resend"),
}
_OTHER: Mapping[Wrong, str] = {
    Wrong.RELAY_DOWN: N_("It is tried again by itself. Check [mail] host and port: kallelse check"),
    Wrong.CLOCK: N_("Set the machine's clock right."),
    Wrong.NO_WORKER: N_("Start the worker: kallelse run, or kallelse worker."),
    Wrong.NOTICE_OVERDUE: N_("Look in the worker's log."),
    Wrong.LETTER_OVERDUE: N_("Look in the worker's log."),
}
_WARNINGS: Mapping[Warn, tuple[str, str]] = {
    Warn.UNCERTAIN: (
        N_("Some mail may or may not have arrived."),
        N_("The secretary decides, on the page of all mail."),
    ),
    Warn.TROUBLE: (N_("Some mail could not be made."), N_("Look in the worker's log.")),
    Warn.STRAYS: (
        N_("Some mail has outlived several workers."),
        N_("Look in the worker's log for what ends it."),
    ),
}


def status(
    found: Health,
    worker: Worker | None,
    config: Config,
    says: Language,
    *,
    is_sqlite: bool,
    plays: bool,
    backed_up_at: datetime | None,
    left_out: Iterable[str] = (),
) -> Status:
    """Instants are shown in the site's zone. `plays`: it is a rehearsal, where nothing is told of the worker.

    `left_out` names councils whose calendar cannot be made.
    """

    def when(at: datetime | None) -> str:
        if at is None:
            return says("never")
        wall = Wall.at(at, config.site.zone)
        return says.short(wall.date, wall.time)

    kind = "SQLite" if is_sqlite else "PostgreSQL"
    database = says("%(kind)s, version %(version)s", kind=kind, version=schema.HEAD)
    facts = [
        Fact(says("Version"), __version__),
        Fact(says("Database"), database),
        *([] if plays else _worker(worker, when, says)),
        Fact(says("Mail waiting"), str(found.waiting)),
        Fact(says("Mail server"), _server(config.mail, says)),
        Fact(says("Last backup by kallelse backup"), when(backed_up_at)),
    ]
    faults = [*_ailments(found, when, says), *_warnings(found, says), *_left_out(left_out, says)]
    return Status(faults, facts)


def _ailments(found: Health, when: When, says: Language) -> Iterable[Fault]:
    for one in found.ailments:
        at = when(one.since)
        yield Fault(
            says(banner.HELD[one.hold] if one.hold else banner.OTHER[one.wrong], when=at),
            "" if one.wrong is Wrong.NO_WORKER else says("Since %(when)s.", when=at),
            one.words,
            says(_HELD.get(one.hold, _RESUME) if one.hold else _OTHER[one.wrong]),
        )


def _warnings(found: Health, says: Language) -> Iterable[Fault]:
    for kind, count in found.warnings.items():
        if count and kind in _WARNINGS:
            what, advice = _WARNINGS[kind]
            yield Fault(says(what), "", "", says(advice), is_grave=False)


def _left_out(councils: Iterable[str], says: Language) -> Iterable[Fault]:
    for name in councils:
        what = says("The calendar of %(council)s cannot be made.", council=name)
        advice = says(
            "The calendar of all councils goes without it. Look in the web server's log, and at the council's "
            "time zone: kallelse council list --json"
        )
        yield Fault(what, "", "", advice)


def _server(mail: Mail, says: Language) -> str:
    if mail.mode is MailMode.CAPTURE:
        return says("none: mail is captured in %(folder)s", folder=mail.folder)
    return f"{mail.host}:{mail.port}"


def _worker(worker: Worker | None, when: When, says: Language) -> list[Fact]:
    heard = says("last heard of %(when)s", when=when(worker.beat_at if worker else None))
    return [
        Fact(says("Worker"), heard),
        Fact(says("Worker's version"), worker.version if worker else "–"),
    ]
