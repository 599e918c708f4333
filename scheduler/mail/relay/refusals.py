"""What follows from a refusal: for the letter, and for all the others."""

import logging
import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from scheduler.db.session import Session
from scheduler.errors import DeliveryError
from scheduler.mail import delivery_reports, queries, store
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, OutboxMessage
from scheduler.mail.transport import ReplyClass, Stage, is_dead

log = logging.getLogger("kallelse")
_BREAKER_SECONDS = (15, 30, 60, 120, 300)
_SLOW_SECONDS, _SLOWEST_SECONDS = 60, 900
_WAIT_MINUTES: Mapping[str, tuple[int, ...]] = {
    ReplyClass.SOFT: (2, 5, 10, 20, 40, 60),
    ReplyClass.MAILBOX_FULL: (60, 240),
}
_PATIENCE: Mapping[str, timedelta] = {
    ReplyClass.SOFT: timedelta(days=5),
    ReplyClass.MAILBOX_FULL: timedelta(hours=24),
}


def apply_refusal(
    session: Session, row: OutboxMessage, error: DeliveryError, *, now: datetime
) -> None:
    """Faults of the server or of our config fail no letter; the server's own words are kept with each attempt."""
    reply = error.reply
    store.record_attempt(
        session, row, outcome=error.reply_class, stage=error.stage, reply=reply, now=now
    )
    match error.reply_class:
        case ReplyClass.AMBIGUOUS:
            store.mark_ambiguous(session, row, reply=reply, now=now)
        case ReplyClass.RELAY:
            seconds = _step(_BREAKER_SECONDS, relays.relay(session).failures)
            _rest(session, row, now + _about(seconds), reply, now)
        case ReplyClass.SLOW:
            failures = relays.relay(session).failures
            relays.slow_down(session, now=now)
            wait = _about(min(_SLOW_SECONDS * 2**failures, _SLOWEST_SECONDS))
            _rest(session, row, now + wait, reply, now)
        case ReplyClass.CONFIG:
            why = Hold.SENDER if error.stage == Stage.MAIL else Hold.PASSWORD
            _hold(session, row, why, reply, now)
        case ReplyClass.SOFT | ReplyClass.MAILBOX_FULL if _may_pass(session, row, error, now):
            seconds = 60 * _step(_WAIT_MINUTES[error.reply_class], row.attempts)
            store.requeue(session, row, at=now + _about(seconds), reply=reply, counts=True)
        case ReplyClass.POLICY if relays.relay(session).held_for == Hold.REFUSED:
            _hold(session, row, Hold.REFUSED, reply, now)  # the probe: it is still us
        case _:
            _fail(session, row, error, now)


def _may_pass(session: Session, row: OutboxMessage, error: DeliveryError, now: datetime) -> bool:
    """Since it was first told so: how long it waited before, for us or for the server, is not the recipient's doing."""
    since = queries.first_refused_at(session, row.id, error.reply_class)
    return now - since < _PATIENCE[error.reply_class]


def _rest(session: Session, row: OutboxMessage, until: datetime, reply: str, now: datetime) -> None:
    relays.back_off(session, until=until, words=reply, now=now)
    store.requeue(session, row, at=until, reply=reply, counts=False)


def _hold(session: Session, row: OutboxMessage, why: Hold, reply: str, now: datetime) -> None:
    if relays.relay(session).held_for != why:
        log.error("the mail server refuses us (%s): no mail leaves, none fails", why)
    relays.hold(session, why, words=reply, now=now, until=now + relays.PROBE)
    store.requeue(session, row, at=now + relays.PROBE, reply=reply, counts=False)


def _fail(session: Session, row: OutboxMessage, error: DeliveryError, now: datetime) -> None:
    store.mark_failed(session, row, reason=error.reply_class, reply=error.reply)
    if error.reply_class == ReplyClass.HARD and is_dead(error.reply):
        delivery_reports.suppress(session, row.recipient, reason=error.reply, now=now)
    if error.reply_class == ReplyClass.TOO_BIG:
        log.error("mail %s is too big for the mail server: its limit is set too low", row.id)
    if error.reply_class == ReplyClass.POLICY and relays.refuses_most(session):
        log.error("the mail server refuses most mail: none leaves until it takes one")
        relays.hold(session, Hold.REFUSED, words=error.reply, now=now, until=now + relays.PROBE)


def _step(steps: tuple[int, ...], n: int) -> int:
    return steps[min(n, len(steps) - 1)]


def _about(seconds: float) -> timedelta:
    """± 20 %, so that many workers do not come back at once."""
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))
