"""Unusually much mail is held until somebody has looked: to one address, or all of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from scheduler.db.session import Session
from scheduler.mail import store
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, OutboxMessage, State

log = logging.getLogger("kallelse")
REASON = "flood"
_TO_ONE = 20
_LEAST, _TIMES_MEDIAN = 200, 5
_HOUR, _BACK = timedelta(hours=1), timedelta(days=60)


def stop(session: Session, rows: Sequence[OutboxMessage], *, now: datetime) -> None:
    """Called with letters just ordered, before they are seen by a sender."""
    counts = store.ordered_to(session, [row.recipient for row in rows], since=now - _HOUR)
    for row in rows:
        if row.state == State.QUEUED and counts.get(row.recipient, 0) > _TO_ONE:
            row.state, row.reason = State.HELD, REASON
            log.error("letter %s is held: more than %s to one address in an hour", row.id, _TO_ONE)
    session.flush()
    in_an_hour = store.ordered(session, since=now - _HOUR)
    if in_an_hour > _LEAST and in_an_hour > _TIMES_MEDIAN * _usual_day(session, now):
        words = f"{in_an_hour} letters in an hour"
        if relays.hold(session, Hold.FLOOD, words=words, now=now):
            log.error("all mail is held: %s", words)


def _usual_day(session: Session, now: datetime) -> float:
    """The median of the days that had any mail, before today."""
    days = store.ordered_by_day(session, since=now - _BACK, until=now - timedelta(days=1))
    return median(days) if days else 0.0
