"""The outbox: add, claim, intent, settle, a person's word. Every transition is one UPDATE whose WHERE decides."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from scheduler.db import touch
from scheduler.db.session import Session
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import LIVE, OutboxAttempt, OutboxMessage, State

ROW: Table = OutboxMessage.__table__  # type: ignore[assignment]
CLAIM_LEASE = text("interval '120 seconds'")
INTENT_LEASE = text("interval '660 seconds'")
AFTER_AMBIGUITY = timedelta(minutes=5)
_IN_HAND = (ROW.c.id == bindparam("the_id"), ROW.c.token == bindparam("the_token"))
_OWNER: BindParameter[str] = bindparam("the_owner")


class Verdict(NamedTuple):
    """A letter waits until `later`, ends in `final` for a `reason`, or is still true where both are empty."""

    final: State | None = None
    reason: str = ""
    later: datetime | None = None


STILL_TRUE = Verdict()


class Claim(NamedTuple):
    """A letter in hand; stale where what it was made from has been touched since its last look."""

    row: OutboxMessage
    is_stale: bool


def add_letters(session: Session, rows: Sequence[OutboxMessage]) -> None:
    """Each row has its id afterwards."""
    session.add_all(rows)
    session.flush()


def claim(session: Session, *, owner: str, rate: Rate, spare: bool, now: datetime) -> Claim | None:
    """The next letter to send, now the owner's; None where there is none, or the relay's rate lets none go.

    One person's letters on one meeting are claimed in their order (rule 15). `touched` is compared at the intent.
    """
    row_id = session.connection().execute(CLAIMABLE, {"now": now}).scalar_one_or_none()
    if row_id is None or not relays.take_slot(session, rate, spare=spare, now=now):
        return None
    values = {"the_id": row_id, "the_owner": owner}
    found = session.connection().execute(claiming(is_sqlite(session)), values).one_or_none()
    if found is None:
        return None
    columns: dict[str, Any] = dict(found._mapping)
    touched = columns.pop("touched_now")
    # An object that no session watches: it is only read, and this is twice as quick.
    return Claim(row := OutboxMessage(**columns), is_stale=touched != row.touched)


def record_intent(session: Session, row: OutboxMessage, *, now: datetime) -> bool:
    """Commits to the final dot, where the letter's situation is still that of its last look (rule 13).

    False: no dot. On PostgreSQL the meeting's row is locked, so a change under way is waited for and then seen.
    """
    if _touched(session, row) != row.touched:
        return False
    values = {"the_id": row.id, "the_token": row.token, "the_owner": row.owner, "the_time": now}
    return session.connection().execute(intending(is_sqlite(session)), values).rowcount > 0


def mark_sent(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> bool:
    """2xx after the dot. A late one may still settle what had become ambiguous, while the token is the same."""
    values = {"the_id": row.id, "the_token": row.token, "the_time": now, "the_reply": reply[:500]}
    return session.connection().execute(SENDING, values).rowcount > 0


def requeue(
    session: Session, row: OutboxMessage, *, at: datetime, reply: str, counts: bool
) -> bool:
    """Queued again, to be tried at `at`; `counts` where the refusal is the letter's own."""
    values = {"state": State.QUEUED, "next_try_at": at, "last_reply": reply[:500]}
    return change(session, _lease_is_ours(row), values | {"attempts": ROW.c.attempts + int(counts)})


def mark_failed(session: Session, row: OutboxMessage, *, reason: str, reply: str) -> bool:
    values = {"state": State.FAILED, "reason": reason[:200], "last_reply": reply[:500]}
    return change(session, _lease_is_ours(row), values | {"attempts": ROW.c.attempts + 1})


def mark_ambiguous(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> bool:
    """The server may or may not have it: once more after five minutes, the second time a person decides (rule 14)."""
    where = and_(_has_token(row), ROW.c.state == State.INTENT)
    return change(session, where, ambiguity(now) | {"last_reply": reply[:500]})


def record_own_fault(session: Session, row: OutboxMessage, *, reply: str, now: datetime) -> None:
    """A fault of our own with the row in hand: tried again after 1 min × 2ⁿ, or ambiguous where the dot may be out."""
    record_attempt(session, row, outcome="ours", stage="", reply=reply, now=now)
    if mark_ambiguous(session, row, reply=reply, now=now):
        return
    wait = timedelta(minutes=min(2**row.strays, 60))
    values = {"state": State.QUEUED, "next_try_at": now + wait, "last_reply": reply[:500]}
    change(session, _lease_is_ours(row), values | {"strays": ROW.c.strays + 1})


def apply_verdict(session: Session, row: OutboxMessage, verdict: Verdict, *, touched: int) -> bool:
    """Writes down what a look decided. Called under the lock of the meeting or year."""
    where = and_(_has_token(row), ROW.c.state.in_([State.QUEUED, State.CLAIMED]))
    if verdict.later is not None:
        # Not settled yet: `touched` stays as it was, so that it is looked at once more before it goes.
        return change(session, where, {"state": State.QUEUED, "next_try_at": verdict.later})
    if verdict.final is None:
        return change(session, where, {"touched": touched})
    # One that may have arrived before is not known to be unsent.
    state = State.UNCERTAIN if row.ambiguous else verdict.final
    values = {"touched": touched, "state": state, "reason": verdict.reason[:200]}
    # Whom this letter did not reach may be owed another.
    return change(session, where, values) and _ask_the_plan_again(session, row)


def record_attempt(
    session: Session, row: OutboxMessage, *, outcome: str, stage: str, reply: str, now: datetime
) -> None:
    """An attempt that was not a plain success, with the server's own words."""
    attempt = OutboxAttempt(
        message_id=row.id, token=row.token, at=now, outcome=outcome, stage=stage, reply=reply[:500]
    )
    session.add(attempt)
    session.flush()


def retry_once(session: Session, row: OutboxMessage, *, now: datetime) -> bool:
    """A person lets a letter that ended without arriving for certain go once more, the same bytes."""
    values = {"state": State.QUEUED, "next_try_at": now, "reason": "", "bounced_at": None}
    return _decide(session, row, values | {"asked": ROW.c.asked + 1})


def count_as_sent(session: Session, row: OutboxMessage, *, reason: str, now: datetime) -> bool:
    """A person says that it arrived."""
    values = {"state": State.SENT, "sent_at": now, "bounced_at": None, "reason": reason}
    # What they are taken to have been told may be out of date: then they are owed the news.
    return _decide(session, row, values) and _ask_the_plan_again(session, row)


def withdraw(session: Session, row: OutboxMessage, *, reason: str) -> bool:
    values = {"state": State.WITHDRAWN, "reason": reason}
    return _decide(session, row, values) and _ask_the_plan_again(session, row)


def _decide(session: Session, row: OutboxMessage, values: Mapping[str, Any]) -> bool:
    """A person's word, on the row as the person saw it: a new token ends what anybody has in hand."""
    where = and_(_has_token(row), ROW.c.state == row.state)
    return change(session, where, {**values, "token": ROW.c.token + 1})


def _has_token(row: OutboxMessage) -> ColumnElement[bool]:
    return and_(ROW.c.id == row.id, ROW.c.token == row.token)


def _lease_is_ours(row: OutboxMessage) -> ColumnElement[bool]:
    return and_(_has_token(row), ROW.c.state.in_([State.CLAIMED, State.INTENT]))


def _touched(session: Session, row: OutboxMessage) -> int:
    """A letter of neither meeting nor year is made from nothing that could be touched."""
    subject = _subject(row)
    return touch.read_touched(session, *subject, share=True) if subject else row.touched


def _ask_the_plan_again(session: Session, row: OutboxMessage) -> bool:
    if subject := _subject(row):
        touch.make_due(session, *subject)
    return True


def _subject(row: OutboxMessage) -> tuple[str, int] | None:
    """The table and id of what the letter is about; None for one that a person asked for."""
    if row.meeting_id is not None:
        return "meeting", row.meeting_id
    return ("council_year", row.year_id) if row.year_id is not None else None


def change(session: Session, where: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    """Whether any row was changed. Core, not ORM: an outbox row touches nothing, and each change is one statement."""
    result: Any = session.execute(update(ROW).where(where).values(**values))
    return int(result.rowcount) > 0


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


# The statements that every letter needs, made once: making them each time took a fifth of a letter's time.


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
        state=_word(State.SENT), sent_at=bindparam("the_time"), last_reply=bindparam("the_reply")
    )
)
