"""The outbox: put, claim, intent, settle, sweep. Every transition is one UPDATE whose WHERE carries the decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import defer
from sqlalchemy.sql.dml import ReturningUpdate

from scheduler.db import session as db
from scheduler.db.session import Session
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import (
    LIVE,
    OutboxAttempt,
    OutboxMessage,
    State,
)

_ROW: Table = OutboxMessage.__table__  # type: ignore[assignment]
CLAIM_LEASE = text("interval '120 seconds'")
INTENT_LEASE = text("interval '660 seconds'")
AFTER_AMBIGUITY = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=24)
"""Longer than any refusal, quiet hours or doubt has a letter wait."""
_STRAYS = (0, 1, 4, 16, 60)  # minutes to wait after the nth worker that died with the row in hand


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


def _claimable() -> Select[tuple[int]]:
    """Made once: an idle worker asks it all day.

    The states stand in it as words, not as values to be bound, so that the library's cache knows it for the same.
    """
    one, earlier = _ROW.c, _ROW.alias().c
    before = (
        select(earlier.id)
        .where(
            earlier.meeting_id == one.meeting_id,
            earlier.recipient == one.recipient,
            earlier.id < one.id,
            earlier.state.in_([_word(state) for state in LIVE]),
        )
        .exists()
    )
    return (
        select(one.id)
        .where(one.state == _word(State.QUEUED), one.next_try_at <= bindparam("now"), ~before)
        .order_by(one.priority, one.next_try_at, one.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _word(state: State) -> ColumnElement[str]:
    return literal_column(f"'{state}'")


CLAIMABLE = _claimable()


def claim(session: Session, *, owner: str, rate: Rate, spare: bool, now: datetime) -> Claim | None:
    """The next letter to send, now ours, or None. Its `touched` is compared at intent, not here.

    The NOT EXISTS keeps one person's letters on one meeting in order.
    """
    row_id = session.connection().execute(CLAIMABLE, {"now": now}).scalar_one_or_none()
    if row_id is None or not relays.take_slot(session, rate, spare=spare, now=now):
        return None
    claiming, values = _claiming(_is_sqlite(session)), {"the_id": row_id, "the_owner": owner}
    found = session.connection().execute(claiming, values).one_or_none()
    if found is None:
        return None
    columns: dict[str, Any] = dict(found._mapping)
    touched = columns.pop("touched_now")
    # An object that no session watches: it is only read, and this is twice as quick.
    row = OutboxMessage(**columns)
    return Claim(row, is_stale=touched != row.touched)


def intent(session: Session, row: OutboxMessage, *, now: datetime) -> bool:
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
    return _done(session, _intending(_is_sqlite(session)), values)


# settle


def sent(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> bool:
    """2xx after the dot. A late one may still settle what had become ambiguous, while the token is the same."""
    values = {
        "the_id": row.id,
        "the_token": row.token,
        "the_time": now,
        "the_reply": reply[:500],
    }
    return _done(session, _SENDING, values)


def back(session: Session, row: OutboxMessage, *, at: datetime, reply: str, counts: bool) -> bool:
    """Queued again, to be tried at `at`; `counts` where the refusal is the letter's own."""
    values = {
        "state": State.QUEUED,
        "next_try_at": at,
        "last_reply": reply[:500],
        "attempts": _ROW.c.attempts + int(counts),
    }
    return change(session, _ours(row), values)


def failed(session: Session, row: OutboxMessage, *, reason: str, reply: str) -> bool:
    values = {
        "state": State.FAILED,
        "reason": reason[:200],
        "last_reply": reply[:500],
        "attempts": _ROW.c.attempts + 1,
    }
    return change(session, _ours(row), values)


def ambiguous(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> bool:
    """The server may or may not have it: once more after five minutes, the second time a person decides."""
    where = and_(_ROW.c.id == row.id, _ROW.c.token == row.token, _ROW.c.state == State.INTENT)
    return change(session, where, _ambiguity(now) | {"last_reply": reply[:500]})


def ours(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> None:
    """A fault of our own with the row in hand: tried again after 1 min × 2ⁿ, or ambiguous where the dot may be out."""
    if ambiguous(session, row, reply=reply, now=now):
        return
    wait = timedelta(minutes=min(2**row.strays, 60))
    values = {
        "state": State.QUEUED,
        "next_try_at": now + wait,
        "strays": _ROW.c.strays + 1,
        "last_reply": reply[:500],
    }
    change(session, _ours(row), values)


def conclude(session: Session, row: OutboxMessage, verdict: Verdict, *, touched: int) -> bool:
    """What `look` decided, under the meeting's lock."""
    where = and_(
        _ROW.c.id == row.id,
        _ROW.c.token == row.token,
        _ROW.c.state.in_([State.QUEUED, State.CLAIMED]),
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
        db.make_due(session, *of)
    return changed


def note(
    session: Session, row: OutboxMessage, *, outcome: str, stage: str, reply: str, now: datetime
) -> None:
    """An attempt that was not a plain success, with the server's own words."""
    attempt = OutboxAttempt(
        message_id=row.id, token=row.token, at=now, outcome=outcome, stage=stage, reply=reply[:500]
    )
    session.add(attempt)
    session.flush()


# sweep


def orphans(session: Session, *, owner: str | None, now: datetime) -> int:
    """Rows whose worker is gone: an intent becomes ambiguous, a claim goes back. Gives their number.

    SQLite: every one that is not `owner`'s, who holds the file lock. PostgreSQL: those whose lease is over by the
    database's clock; no other clock is asked.
    """
    if _is_sqlite(session):
        gone: ColumnElement[bool] = or_(_ROW.c.owner != owner, _ROW.c.owner.is_(None))
    else:
        gone = _ROW.c.lease_until < func.clock_timestamp()
    change(session, and_(gone, _ROW.c.state == State.INTENT), _ambiguity(now))
    waits = {n: now + timedelta(minutes=minutes) for n, minutes in enumerate(_STRAYS)}
    longest = now + timedelta(minutes=_STRAYS[-1])
    values = {
        "state": State.QUEUED,
        "strays": _ROW.c.strays + 1,
        "next_try_at": case(waits, value=_ROW.c.strays, else_=longest),
    }
    return _count(session, and_(gone, _ROW.c.state == State.CLAIMED), values)


def expire(session: Session, *, now: datetime) -> int:
    """Queued past their time: expired, or uncertain where one may have arrived before."""
    over = and_(_ROW.c.state == State.QUEUED, _ROW.c.expires_at <= now)
    values = {
        "state": case((_ROW.c.ambiguous > 0, State.UNCERTAIN), else_=State.EXPIRED),
        "reason": "past its time",
    }
    return _count(session, over, values)


def renew(session: Session, *, owner: str, in_hand: Collection[int]) -> None:
    """The heartbeat of a worker on PostgreSQL: what it has in hand stays its own.

    Only that: a claim whose commit was not answered is not known to it, and another's when its lease is over.
    """
    if in_hand and not _is_sqlite(session):
        mine = (_ROW.c.owner == owner, _ROW.c.id.in_(in_hand), _ROW.c.state == State.CLAIMED)
        change(session, and_(*mine), _lease(_is_sqlite(session), CLAIM_LEASE))


def stale(session: Session) -> list[OutboxMessage]:
    """Those that wait and whose meeting or year has been touched since their last look, without their bodies."""
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.state == State.QUEUED, _touched_now() != OutboxMessage.touched)
        .order_by(OutboxMessage.id)
    )
    return list(session.scalars(query.options(defer(OutboxMessage.mime, raiseload=True))))


# a person's word


def again(session: Session, row: OutboxMessage, *, now: datetime) -> bool:
    """A letter that ended without arriving for certain goes once more, the same bytes."""
    where = and_(_ROW.c.id == row.id, _ROW.c.token == row.token, _ROW.c.state == row.state)
    values = {
        "state": State.QUEUED,
        "next_try_at": now,
        "reason": "",
        "bounced_at": None,
        "asked": _ROW.c.asked + 1,
        "token": _ROW.c.token + 1,
    }
    return change(session, where, values)


def count_as_sent(session: Session, row: OutboxMessage, *, reason: str, now: datetime) -> bool:
    """A person says that it arrived."""
    where = and_(_ROW.c.id == row.id, _ROW.c.token == row.token, _ROW.c.state == row.state)
    values = {
        "state": State.SENT,
        "sent_at": now,
        "bounced_at": None,
        "reason": reason,
        "token": _ROW.c.token + 1,
    }
    return change(session, where, values)


def withdraw(session: Session, row: OutboxMessage, *, reason: str) -> bool:
    where = and_(_ROW.c.id == row.id, _ROW.c.token == row.token, _ROW.c.state == row.state)
    values = {"state": State.WITHDRAWN, "reason": reason, "token": _ROW.c.token + 1}
    return change(session, where, values)


def undo_wrong_clock(session: Session, *, now: datetime) -> None:
    """What a clock that was ahead for a moment has put off until then goes on now."""
    relays.undo_wrong_clock(session, now=now)
    too_late = and_(_ROW.c.state == State.QUEUED, _ROW.c.next_try_at > now + LONGEST_WAIT)
    change(session, too_late, {"next_try_at": now})


# the small parts


@cache
def _claiming(is_sqlite: bool) -> ReturningUpdate[Any]:
    """This and the next two are every letter's way, and so written once: making them anew took a fifth of its time."""
    values = {
        "state": _word(State.CLAIMED),
        "token": _ROW.c.token + 1,
        "owner": bindparam("the_owner"),
    }
    return (
        update(_ROW)
        .where(_ROW.c.id == bindparam("the_id"), _ROW.c.state == _word(State.QUEUED))
        .values(**values, **_lease(is_sqlite, CLAIM_LEASE))
        .returning(_ROW, _touched_now().label("touched_now"))
    )


@cache
def _intending(is_sqlite: bool) -> Update:
    query = update(_ROW).where(
        _ROW.c.id == bindparam("the_id"),
        _ROW.c.token == bindparam("the_token"),
        _ROW.c.state == _word(State.CLAIMED),
        _ROW.c.owner == bindparam("the_owner"),
        _ROW.c.expires_at > bindparam("the_time"),
    )
    if not is_sqlite:
        query = query.where(_ROW.c.lease_until > func.clock_timestamp())
    values = {"state": _word(State.INTENT), "intent_at": bindparam("the_time")}
    return query.values(**values, **_lease(is_sqlite, INTENT_LEASE))


_SENDING = (
    update(_ROW)
    .where(
        _ROW.c.id == bindparam("the_id"),
        _ROW.c.token == bindparam("the_token"),
        _ROW.c.state.in_([_word(s) for s in (State.INTENT, State.QUEUED, State.UNCERTAIN)]),
    )
    .values(
        state=_word(State.SENT),
        sent_at=bindparam("the_time"),
        last_reply=bindparam("the_reply"),
    )
)


def _ambiguity(now: datetime) -> dict[str, Any]:
    return {
        "ambiguous": _ROW.c.ambiguous + 1,
        "next_try_at": now + AFTER_AMBIGUITY,
        "state": case((_ROW.c.ambiguous == 0, State.QUEUED), else_=State.UNCERTAIN),
    }


def _ours(row: OutboxMessage) -> ColumnElement[bool]:
    return and_(
        _ROW.c.id == row.id,
        _ROW.c.token == row.token,
        _ROW.c.state.in_([State.CLAIMED, State.INTENT]),
    )


def _touched_now() -> ColumnElement[int]:
    """Beside a row of the outbox: what `_touched` gives."""
    meeting, year = _ROW.metadata.tables["meeting"].c, _ROW.metadata.tables["council_year"].c
    of_meeting = select(meeting.touched).where(meeting.id == _ROW.c.meeting_id).scalar_subquery()
    of_year = select(year.touched).where(year.id == _ROW.c.year_id).scalar_subquery()
    return func.coalesce(of_meeting, of_year, _ROW.c.touched)


def _touched(session: Session, row: OutboxMessage, *, share: bool = False) -> int:
    """A letter of neither meeting nor year is made from nothing that could be touched."""
    of = _of(row)
    return db.touched(session, *of, share=share) if of else row.touched


def _of(row: OutboxMessage) -> tuple[str, int] | None:
    """The table and id of what the letter is of; None for one that a person asked for."""
    if row.meeting_id is not None:
        return "meeting", row.meeting_id
    return ("council_year", row.year_id) if row.year_id is not None else None


def _lease(is_sqlite: bool, length: Any) -> dict[str, Any]:
    return {} if is_sqlite else {"lease_until": func.clock_timestamp() + length}


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def change(session: Session, where: ColumnElement[bool], values: dict[str, Any]) -> bool:
    return _count(session, where, values) > 0


def _count(session: Session, where: ColumnElement[bool], values: dict[str, Any]) -> int:
    """Core, not ORM: an outbox row touches nothing, and each change is one statement."""
    result: Any = session.execute(update(_ROW).where(where).values(**values))
    return int(result.rowcount)


def _done(session: Session, change: Update, values: Mapping[str, object]) -> bool:
    return session.connection().execute(change, values).rowcount > 0
