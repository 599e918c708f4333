"""The statements of claim, intent and sent, made once: making them for each letter took a fifth of its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Update,
    bindparam,
    case,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from scheduler.db.session import Session
from scheduler.mail.rows import LIVE, OutboxMessage, State

ROW: Table = OutboxMessage.__table__  # type: ignore[assignment]
CLAIM_LEASE = text("interval '120 seconds'")
INTENT_LEASE = text("interval '660 seconds'")
AFTER_AMBIGUITY = timedelta(minutes=5)
_IN_HAND = (ROW.c.id == bindparam("the_id"), ROW.c.token == bindparam("the_token"))
_OWNER: BindParameter[str] = bindparam("the_owner")


def _claimable() -> Select[tuple[int]]:
    """The id of the next letter that may go.

    The states stand in it as words, not as values to be bound, so that the library's cache knows it for the same.
    """
    one, earlier = ROW.c, ROW.alias().c
    # Keeps one person's letters on one meeting in order (docs/mail.md, rule 15).
    is_same = (earlier.meeting_id == one.meeting_id, earlier.recipient == one.recipient)
    is_live = earlier.state.in_([_word(state) for state in LIVE])
    before = select(earlier.id).where(*is_same, earlier.id < one.id, is_live).exists()
    return (
        select(one.id)
        .where(
            one.state == _word(State.QUEUED),
            one.next_try_at <= bindparam("now"),
            # A clock that was put back since may have put that before its time too.
            one.due_at <= bindparam("now"),
            ~before,
        )
        .order_by(one.priority, one.next_try_at, one.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _word(state: State) -> ColumnElement[str]:
    return literal_column(f"'{state}'")


CLAIMABLE = _claimable()


@cache
def claiming(on_sqlite: bool) -> ReturningUpdate[Any]:
    """`the_id`, ours from now on, with the `touched` that what it was made from has now."""
    query = update(ROW).where(ROW.c.id == bindparam("the_id"), ROW.c.state == _word(State.QUEUED))
    query = query.values(state=_word(State.CLAIMED), token=ROW.c.token + 1, owner=_OWNER)
    query = query.values(**lease(on_sqlite, CLAIM_LEASE))
    return query.returning(ROW, touched_now().label("touched_now"))


@cache
def intending(on_sqlite: bool) -> Update:
    is_ours = (*_IN_HAND, ROW.c.state == _word(State.CLAIMED), ROW.c.owner == _OWNER)
    query = update(ROW).where(*is_ours, ROW.c.expires_at > bindparam("the_time"))
    if not on_sqlite:
        query = query.where(ROW.c.lease_until > func.clock_timestamp())
    values = {"state": _word(State.INTENT), "intent_at": bindparam("the_time")}
    return query.values(**values, **lease(on_sqlite, INTENT_LEASE))


_MAY_BE_SENT = ROW.c.state.in_([_word(s) for s in (State.INTENT, State.QUEUED, State.UNCERTAIN)])
SENDING = (
    update(ROW)
    .where(*_IN_HAND, _MAY_BE_SENT)
    .values(
        state=_word(State.SENT),
        sent_at=bindparam("the_time"),
        last_reply=bindparam("the_reply"),
    )
)


def ambiguity(now: datetime) -> dict[str, Any]:
    return {
        "ambiguous": ROW.c.ambiguous + 1,
        "next_try_at": now + AFTER_AMBIGUITY,
        "state": case((ROW.c.ambiguous == 0, State.QUEUED), else_=State.UNCERTAIN),
    }


def touched_now() -> ColumnElement[int]:
    """Beside a row of the outbox: the `touched` of its meeting or year, or its own."""
    meeting, year = ROW.metadata.tables["meeting"].c, ROW.metadata.tables["council_year"].c
    of_meeting = select(meeting.touched).where(meeting.id == ROW.c.meeting_id).scalar_subquery()
    of_year = select(year.touched).where(year.id == ROW.c.year_id).scalar_subquery()
    return func.coalesce(of_meeting, of_year, ROW.c.touched)


def lease(on_sqlite: bool, length: Any) -> dict[str, Any]:
    """There is none on SQLite, where the file lock tells whether a worker lives."""
    return {} if on_sqlite else {"lease_until": func.clock_timestamp() + length}


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
