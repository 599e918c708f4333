"""Questions to the outbox. Letters come without their bodies where not said otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import defer, undefer

from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.mail.rows import LIVE, MailedLetter, OutboxAttempt, OutboxMessage, State

_NO_LETTER = N_("There is no mail %(id)s in the outbox.")
WITHOUT_BODY = defer(OutboxMessage.mime, raiseload=True)
MailedLetters = Select[*tuple[Any, ...]]
MAILED_LETTERS: MailedLetters = select(
    *(getattr(OutboxMessage, name) for name in MailedLetter._fields)
).order_by(OutboxMessage.id)


def mailed_letters(
    session: Session, query: MailedLetters, given: Mapping[str, Any]
) -> Iterator[MailedLetter]:
    """By a query made of MAILED_LETTERS, with its parameters."""
    return map(MailedLetter._make, session.execute(query, given))


def next_try_at(session: Session) -> datetime | None:
    """When the earliest queued letter may be tried; None where none waits."""
    query = select(func.min(OutboxMessage.next_try_at)).where(OutboxMessage.state == State.QUEUED)
    return session.scalars(query).one()


def unsent_until(session: Session, until: datetime) -> list[OutboxMessage]:
    """Letters that were due by then and have not come to an end."""
    is_unsent = OutboxMessage.state.in_([*LIVE, State.HELD, State.UNCERTAIN])
    query = select(OutboxMessage).where(is_unsent, OutboxMessage.due_at <= until)
    query = query.order_by(OutboxMessage.id).options(WITHOUT_BODY)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def letter_or_none(session: Session, row_id: int) -> OutboxMessage | None:
    return _one(session, OutboxMessage.id == row_id)


def letter_by_message_id(session: Session, message_id: str) -> OutboxMessage | None:
    return _one(session, OutboxMessage.message_id == message_id)


def _one(session: Session, where: ColumnElement[bool]) -> OutboxMessage | None:
    query = select(OutboxMessage).where(where).options(WITHOUT_BODY)
    return session.scalars(query).one_or_none()


def all_letters(session: Session, *, states: Sequence[str] = ()) -> list[OutboxMessage]:
    """Every letter in the order they were ordered."""
    query = select(OutboxMessage).order_by(OutboxMessage.id)
    if states:
        query = query.where(OutboxMessage.state.in_(states))
    return list(session.scalars(query.options(WITHOUT_BODY)))


def letter(session: Session, row_id: int) -> OutboxMessage:
    """With its body. Raises: NotFound."""
    query = select(OutboxMessage).where(OutboxMessage.id == row_id)
    query = query.options(undefer(OutboxMessage.mime)).execution_options(populate_existing=True)
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(_NO_LETTER, id=row_id)
    return row


def count_in_state(session: Session, state: State) -> int:
    return _count(session, OutboxMessage.state == state)


def held_for(session: Session, reason: str, *, since: datetime) -> int:
    """How many letters that were ordered since then are held for that reason."""
    is_held = (OutboxMessage.state == State.HELD, OutboxMessage.reason == reason)
    return _count(session, OutboxMessage.created_at >= since, *is_held)


def count_strays(session: Session, *, least: int) -> int:
    """How many waiting letters have outlived so many workers."""
    return _count(session, OutboxMessage.state == State.QUEUED, OutboxMessage.strays >= least)


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(OutboxMessage).where(*where)).one()


def count_by_state(session: Session) -> dict[str, int]:
    query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    return {row[0]: row[1] for row in session.execute(query)}


def ordered_to(
    session: Session, addresses: Sequence[str], *, council: str, since: datetime
) -> dict[tuple[str, str, int | None, int | None], int]:
    """How many letters of the council were ordered to the addresses since then: by address, kind, meeting and year."""
    row = OutboxMessage
    key = (row.recipient, row.kind, row.meeting_id, row.year_id)
    is_of_council = row.key.startswith(f"{council}/", autoescape=True)
    query = select(*key, func.count()).group_by(*key)
    query = query.where(row.recipient.in_(addresses), row.created_at >= since, is_of_council)
    return {(to, kind, meeting, year): n for to, kind, meeting, year, n in session.execute(query)}


def send_lags(session: Session, *, since: datetime, most: int = 10_000) -> list[timedelta]:
    """From due to intent, of the letters ordered since then and sent, the longest last."""
    row = OutboxMessage
    query = select(row.due_at, row.intent_at).limit(most)
    query = query.where(row.state == State.SENT, row.created_at >= since)
    instants = session.execute(query).all()
    return sorted(intent_at - due_at for due_at, intent_at in instants if intent_at is not None)


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
