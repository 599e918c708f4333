"""The outbox: put, claim, intent, settle, a person's word. Every transition is one UPDATE whose WHERE decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, update

from scheduler.db import touch
from scheduler.db.session import Session
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import OutboxAttempt, OutboxMessage, State
from scheduler.mail.statements import (
    CLAIMABLE,
    ROW,
    SENDING,
    ambiguity,
    claiming,
    intending,
    is_sqlite,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `look` found: the row still holds (both empty), waits until `later`, or ends in `final` for a `reason`."""

    final: State | None = None
    reason: str = ""
    later: datetime | None = None


HOLDS = Verdict()


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter in hand; stale where what it was made from has been touched since its last look."""

    row: OutboxMessage
    is_stale: bool


def put(session: Session, row: OutboxMessage) -> None:
    session.add(row)
    session.flush()


def put_all(session: Session, rows: Sequence[OutboxMessage]) -> None:
    """As one; each has its id afterwards."""
    session.add_all(rows)
    session.flush()


# claim, intent


def claim(session: Session, *, owner: str, rate: Rate, spare: bool, now: datetime) -> Claim | None:
    """The next letter to send, now ours, or None. Its `touched` is compared at intent, not here.

    The NOT EXISTS keeps one person's letters on one meeting in order.
    """
    row_id = session.connection().execute(CLAIMABLE, {"now": now}).scalar_one_or_none()
    if row_id is None or not relays.take_slot(session, rate, spare=spare, now=now):
        return None
    statement, values = claiming(is_sqlite(session)), {"the_id": row_id, "the_owner": owner}
    found = session.connection().execute(statement, values).one_or_none()
    if found is None:
        return None
    columns: dict[str, Any] = dict(found._mapping)
    touched = columns.pop("touched_now")
    # An object that no session watches: it is only read, and this is twice as quick.
    row = OutboxMessage(**columns)
    return Claim(row, is_stale=touched != row.touched)


def record_intent(session: Session, row: OutboxMessage, *, now: datetime) -> bool:
    """Committed after the body and before the final dot: the letter's situation is still that of its last look.

    False: no dot. On PostgreSQL the meeting's row is locked, so a change under way is waited for and then seen.
    """
    if _touched(session, row, share=True) != row.touched:
        return False
    values = {
        "the_id": row.id,
        "the_token": row.token,
        "the_owner": row.owner,
        "the_time": now,
    }
    return _done(session, intending(is_sqlite(session)), values)


# settle


def mark_sent(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> bool:
    """2xx after the dot. A late one may still settle what had become ambiguous, while the token is the same."""
    values = {
        "the_id": row.id,
        "the_token": row.token,
        "the_time": now,
        "the_reply": reply[:500],
    }
    return _done(session, SENDING, values)


def requeue(
    session: Session, row: OutboxMessage, *, at: datetime, reply: str, counts: bool
) -> bool:
    """Queued again, to be tried at `at`; `counts` where the refusal is the letter's own."""
    values = {
        "state": State.QUEUED,
        "next_try_at": at,
        "last_reply": reply[:500],
        "attempts": ROW.c.attempts + int(counts),
    }
    return change(session, _lease_is_ours(row), values)


def mark_failed(session: Session, row: OutboxMessage, *, reason: str, reply: str) -> bool:
    values = {
        "state": State.FAILED,
        "reason": reason[:200],
        "last_reply": reply[:500],
        "attempts": ROW.c.attempts + 1,
    }
    return change(session, _lease_is_ours(row), values)


def mark_ambiguous(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> bool:
    """The server may or may not have it: once more after five minutes, the second time a person decides."""
    where = and_(ROW.c.id == row.id, ROW.c.token == row.token, ROW.c.state == State.INTENT)
    return change(session, where, ambiguity(now) | {"last_reply": reply[:500]})


def record_own_fault(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> None:
    """A fault of our own with the row in hand: tried again after 1 min × 2ⁿ, or ambiguous where the dot may be out."""
    if mark_ambiguous(session, row, reply=reply, now=now):
        return
    wait = timedelta(minutes=min(2**row.strays, 60))
    values = {
        "state": State.QUEUED,
        "next_try_at": now + wait,
        "strays": ROW.c.strays + 1,
        "last_reply": reply[:500],
    }
    change(session, _lease_is_ours(row), values)


def apply_verdict(session: Session, row: OutboxMessage, verdict: Verdict, *, touched: int) -> bool:
    """What `look` decided, under the meeting's lock."""
    where = and_(
        ROW.c.id == row.id,
        ROW.c.token == row.token,
        ROW.c.state.in_([State.QUEUED, State.CLAIMED]),
    )
    if verdict.later is not None:
        # Not settled yet: `touched` stays as it was, so that it is looked at once more before it goes.
        return change(session, where, {"state": State.QUEUED, "next_try_at": verdict.later})
    values: dict[str, Any] = {"touched": touched}
    if verdict.final is not None:
        # One that may have arrived before is not known to be unsent.
        values |= {
            "state": State.UNCERTAIN if row.ambiguous else verdict.final,
            "reason": verdict.reason[:200],
        }
    changed = change(session, where, values)
    if changed and verdict.final is not None and (of := _of(row)):
        # Whom this letter did not reach may be owed another: the plan must be asked again.
        touch.make_due(session, *of)
    return changed


def record_attempt(
    session: Session, row: OutboxMessage, *, outcome: str, stage: str, reply: str, now: datetime
) -> None:
    """An attempt that was not a plain success, with the server's own words."""
    attempt = OutboxAttempt(
        message_id=row.id, token=row.token, at=now, outcome=outcome, stage=stage, reply=reply[:500]
    )
    session.add(attempt)
    session.flush()


# a person's word


def retry_once(session: Session, row: OutboxMessage, *, now: datetime) -> bool:
    """A letter that ended without arriving for certain goes once more, the same bytes."""
    where = and_(ROW.c.id == row.id, ROW.c.token == row.token, ROW.c.state == row.state)
    values = {
        "state": State.QUEUED,
        "next_try_at": now,
        "reason": "",
        "bounced_at": None,
        "asked": ROW.c.asked + 1,
        "token": ROW.c.token + 1,
    }
    return change(session, where, values)


def count_as_sent(session: Session, row: OutboxMessage, *, reason: str, now: datetime) -> bool:
    """A person says that it arrived."""
    where = and_(ROW.c.id == row.id, ROW.c.token == row.token, ROW.c.state == row.state)
    values = {
        "state": State.SENT,
        "sent_at": now,
        "bounced_at": None,
        "reason": reason,
        "token": ROW.c.token + 1,
    }
    is_done = change(session, where, values)
    if is_done and (of := _of(row)):
        # What they are taken to have been told may be out of date: then they are owed the news.
        touch.make_due(session, *of)
    return is_done


def withdraw(session: Session, row: OutboxMessage, *, reason: str) -> bool:
    where = and_(ROW.c.id == row.id, ROW.c.token == row.token, ROW.c.state == row.state)
    values = {"state": State.WITHDRAWN, "reason": reason, "token": ROW.c.token + 1}
    return change(session, where, values)


# the small parts


def _lease_is_ours(row: OutboxMessage) -> ColumnElement[bool]:
    return and_(
        ROW.c.id == row.id,
        ROW.c.token == row.token,
        ROW.c.state.in_([State.CLAIMED, State.INTENT]),
    )


def _touched(session: Session, row: OutboxMessage, *, share: bool = False) -> int:
    """A letter of neither meeting nor year is made from nothing that could be touched."""
    of = _of(row)
    return touch.touched(session, *of, share=share) if of else row.touched


def _of(row: OutboxMessage) -> tuple[str, int] | None:
    """The table and id of what the letter is of; None for one that a person asked for."""
    if row.meeting_id is not None:
        return "meeting", row.meeting_id
    return ("council_year", row.year_id) if row.year_id is not None else None


def change(session: Session, where: ColumnElement[bool], values: dict[str, Any]) -> bool:
    return changed(session, where, values) > 0


def changed(session: Session, where: ColumnElement[bool], values: dict[str, Any]) -> int:
    """Core, not ORM: an outbox row touches nothing, and each change is one statement."""
    result: Any = session.execute(update(ROW).where(where).values(**values))
    return int(result.rowcount)


def _done(session: Session, change: Update, values: Mapping[str, object]) -> bool:
    return session.connection().execute(change, values).rowcount > 0
