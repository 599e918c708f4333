"""The relay's one row: whether and how fast letters may leave. Every worker asks it before it claims a letter."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from scheduler.db.session import Session
from scheduler.mail.rows import Hold, OutboxAttempt, OutboxMessage, Relay, State
from scheduler.mail.transport import ReplyClass

PROBE = timedelta(minutes=5)
_PROBE_LASTS = timedelta(minutes=1)
_SLOWEST = 6
_QUICKER_AFTER = timedelta(minutes=15)
_REFUSALS, _OF_THE_LAST = 3, 10
_PROBED = (Hold.PASSWORD, Hold.SENDER, Hold.REFUSED)
"""The mail server's doing: each five minutes one letter is tried."""
_STOPS_ORDERS = (Hold.OPERATOR, Hold.RESTORE, Hold.SETUP)
"""A person holds the mail, and nothing is ordered either: what is due then stays with the plan."""
_RELAY = select(Relay).execution_options(populate_existing=True)
_LOCKED_RELAY = _RELAY.with_for_update()
_PLAIN = select(Relay.__table__)


class Rate(NamedTuple):
    """How fast letters may leave; None in `per_minute` takes the brakes off (captured mail)."""

    per_minute: int | None
    burst: int = 20


def relay(session: Session, *, lock: bool = False) -> Relay:
    return session.scalars(_LOCKED_RELAY if lock else _RELAY).one()


def _plain(session: Session) -> Any:
    """The relay's row as values, not as an object: every letter asks, and this is twice as quick."""
    return session.connection().execute(_PLAIN).one()


def take_slot(session: Session, rate: Rate, *, spare: bool, now: datetime) -> bool:
    """Whether a letter may leave now; then its time is taken. Hold, breaker and rate in one.

    While the server asks us to go slowly, a `spare` sender waits. A held or failing relay lets one letter through as
    a probe, and the next waits until that has told its news.
    """
    if rate.per_minute is None:
        return not _is_shut(_plain(session), now)
    at = relay(session, lock=True)
    gap = timedelta(minutes=1) / rate.per_minute * 2**at.slow
    if _is_shut(at, now) or at.open_at > now or at.free_at > now + gap * rate.burst:
        return False
    if at.slow and spare:
        return False
    at.free_at = max(at.free_at, now) + gap
    if _is_probed(at):
        at.held_until = now + PROBE
    elif at.held_for:
        _lift(at)
    if at.failures:
        at.open_at = now + _PROBE_LASTS
    session.flush()
    return True


def _is_shut(at: Relay, now: datetime) -> bool:
    """Held, and no probe is due; a hold that was to last a while is over by itself."""
    return at.held_for is not None and (at.held_until is None or at.held_until > now)


def is_resting(session: Session, *, now: datetime) -> bool:
    """Held, or left alone for a while: what was claimed before that waits too. Takes no slot."""
    at = _plain(session)
    return _is_shut(at, now) or at.open_at > now


def may_order(session: Session) -> bool:
    """False while a person holds all mail, or after a restore."""
    return relay(session).held_for not in _STOPS_ORDERS


def undo_wrong_clock(session: Session, *, now: datetime) -> None:
    """Frees the slots that a clock that was ahead has taken of a time to come."""
    at = relay(session, lock=True)
    at.open_at, at.free_at = min(at.open_at, now), min(at.free_at, now)
    session.flush()


def back_off(session: Session, *, until: datetime, words: str, now: datetime) -> None:
    """The breaker: nothing is claimed before `until`; one failure more."""
    at = relay(session, lock=True)
    at.open_at = until
    at.failures += 1
    at.failing_since = at.failing_since or now
    at.words = words[:500]
    session.flush()


def slow_down(session: Session, *, now: datetime) -> None:
    """Half the rate, until a while after the server was last heard to complain."""
    at = relay(session, lock=True)
    at.slow, at.slowed_at = min(at.slow + 1, _SLOWEST), now
    session.flush()


def success_is_news(session: Session, *, now: datetime) -> bool:
    """Whether `record_success` would change anything."""
    at = _plain(session)
    return bool(at.failures) or _is_probed(at) or _may_be_quicker(at, now)


def record_success(session: Session, *, now: datetime) -> None:
    """A letter was taken: the server is in order."""
    at = relay(session, lock=True)
    if at.failures:
        at.failures, at.failing_since, at.open_at = 0, None, now
    if _is_probed(at):
        _lift(at)
    if _may_be_quicker(at, now):
        at.slow, at.slowed_at = at.slow - 1, now
    session.flush()


def _is_probed(at: Any) -> bool:
    return at.held_for in _PROBED


def _may_be_quicker(at: Any, now: datetime) -> bool:
    return bool(at.slow and at.slowed_at and at.slowed_at <= now - _QUICKER_AFTER)


def _lift(at: Relay) -> None:
    at.held = at.held_for = at.held_at = at.held_until = None


def hold(
    session: Session, why: Hold, *, words: str, now: datetime, until: datetime | None = None
) -> bool:
    """No letter leaves until `until`, or until a person says so. False where a weightier hold stands already.

    The server's own holds never take the place of a person's.
    """
    at = relay(session, lock=True)
    if at.held_for and not _is_probed(at) and why not in (Hold.OPERATOR, Hold.RESTORE):
        return False
    if at.held_for == Hold.RESTORE and why is Hold.OPERATOR:
        return False
    if at.held_for != why:
        at.held_at = now
    at.held, at.held_for, at.held_until = words[:500], why, until
    session.flush()
    return True


def resume(session: Session, *, now: datetime) -> Hold | None:
    """Lets letters leave again, whatever held them. Gives what did, or None where nothing did."""
    at = relay(session, lock=True)
    was = Hold(at.held_for) if at.held_for else None
    _lift(at)
    at.failures, at.failing_since, at.open_at = 0, None, now
    session.flush()
    return was


def refuses_most(session: Session) -> bool:
    """True where three of the last ten letters were refused by policy: then it is us whom the server does not like."""
    policy = select(OutboxAttempt.at).where(OutboxAttempt.outcome == ReplyClass.POLICY)
    query = policy.order_by(OutboxAttempt.id.desc()).offset(_REFUSALS - 1).limit(1)
    since = session.scalars(query).one_or_none()
    if since is None:
        return False
    is_taken = (OutboxMessage.state == State.SENT, OutboxMessage.sent_at >= since)
    taken = session.scalars(select(func.count()).where(*is_taken)).one()
    return taken <= _OF_THE_LAST - _REFUSALS
