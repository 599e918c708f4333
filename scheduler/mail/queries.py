"""Questions to the outbox. Letters come without their bodies where not said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import defer, undefer

from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import (
    LIVE,
    OutboxAttempt,
    OutboxMessage,
    State,
)

_NO_LETTER = N_("There is no mail %(id)s in the outbox.")


def next_try_at(session: Session) -> datetime | None:
    """When the earliest queued letter may be tried; None where none waits."""
    query = select(func.min(OutboxMessage.next_try_at)).where(OutboxMessage.state == State.QUEUED)
    return session.scalars(query).one()


def unsent_until(session: Session, until: datetime) -> list[OutboxMessage]:
    """Letters that were due by then and have not come to an end, without their bodies."""
    query = select(OutboxMessage).where(
        OutboxMessage.state.in_([*LIVE, State.HELD, State.UNCERTAIN]), OutboxMessage.due_at <= until
    )
    query = query.order_by(OutboxMessage.id).options(defer(OutboxMessage.mime, raiseload=True))
    return list(session.scalars(query.execution_options(populate_existing=True)))


def letter_or_none(session: Session, row_id: int) -> OutboxMessage | None:
    """Without its body."""
    query = select(OutboxMessage).where(OutboxMessage.id == row_id)
    return session.scalars(query.options(defer(OutboxMessage.mime, raiseload=True))).one_or_none()


def letter_by_message_id(session: Session, message_id: str) -> OutboxMessage | None:
    """Without its body."""
    query = select(OutboxMessage).where(OutboxMessage.message_id == message_id)
    return session.scalars(query.options(defer(OutboxMessage.mime, raiseload=True))).one_or_none()


def all_letters(session: Session, *, states: Sequence[str] = ()) -> list[OutboxMessage]:
    """Every letter in the order they were ordered, without their bodies."""
    query = select(OutboxMessage).order_by(OutboxMessage.id)
    if states:
        query = query.where(OutboxMessage.state.in_(states))
    return list(session.scalars(query.options(defer(OutboxMessage.mime, raiseload=True))))


def letter(session: Session, row_id: int) -> OutboxMessage:
    """With its body. Raises: NotFound."""
    query = (
        select(OutboxMessage).where(OutboxMessage.id == row_id).options(undefer(OutboxMessage.mime))
    )
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(_NO_LETTER, id=row_id)
    return found


def count_in_state(session: Session, state: State) -> int:
    query = select(func.count()).where(OutboxMessage.state == state)
    return session.scalars(query).one()


def count_by_state(session: Session) -> dict[str, int]:
    query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    return {row[0]: row[1] for row in session.execute(query)}


def ordered_to(
    session: Session, addresses: Sequence[str], *, council: str, since: datetime
) -> dict[tuple[str, str, int | None, int | None], int]:
    """How many letters of that council were ordered to each of the addresses since then.

    By address, kind, and meeting or year.
    """
    row = OutboxMessage
    of = (row.recipient, row.kind, row.meeting_id, row.year_id)
    query = (
        select(*of, func.count())
        .where(
            row.recipient.in_(addresses),
            row.created_at >= since,
            row.key.startswith(f"{council}/", autoescape=True),
        )
        .group_by(*of)
    )
    return {(to, kind, meeting, year): n for to, kind, meeting, year, n in session.execute(query)}


def held_for(session: Session, reason: str, *, since: datetime) -> int:
    """How many letters that were ordered since then are held for that reason."""
    query = select(func.count()).where(
        OutboxMessage.created_at >= since,
        OutboxMessage.state == State.HELD,
        OutboxMessage.reason == reason,
    )
    return session.scalars(query).one()


def send_lags(session: Session, *, since: datetime, most: int = 10_000) -> list[timedelta]:
    """From due to intent, of the letters ordered since then and sent, the longest last."""
    query = (
        select(OutboxMessage.due_at, OutboxMessage.intent_at)
        .where(OutboxMessage.state == State.SENT, OutboxMessage.created_at >= since)
        .limit(most)
    )
    found = session.execute(query).all()
    return sorted(intent_at - due_at for due_at, intent_at in found if intent_at is not None)


def first_refused_at(session: Session, row_id: int, outcome: str) -> datetime:
    """When the letter was first told so; at least one such attempt has been noted."""
    query = select(func.min(OutboxAttempt.at)).where(
        OutboxAttempt.message_id == row_id, OutboxAttempt.outcome == outcome
    )
    return session.scalars(query).one()


def attempts_by_class(session: Session) -> dict[str, int]:
    query = select(OutboxAttempt.outcome, func.count()).group_by(OutboxAttempt.outcome)
    return {row[0]: row[1] for row in session.execute(query)}


def count_ambiguities(session: Session) -> int:
    return session.scalars(select(func.coalesce(func.sum(OutboxMessage.ambiguous), 0))).one()


def is_on_hold(session: Session) -> bool:
    """True where no letter leaves until a person says so, or until the mail server thinks better of it."""
    return relays.relay(session).held_for is not None


def count_strays(session: Session, *, least: int) -> int:
    """How many waiting letters have outlived so many workers."""
    query = select(func.count()).where(
        OutboxMessage.state == State.QUEUED, OutboxMessage.strays >= least
    )
    return session.scalars(query).one()
