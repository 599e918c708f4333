"""Actions of a person on ordered letters (send again, withdraw, count as sent) and on all mail (hold, resume)."""

from datetime import datetime

from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.mail import delivery_reports, queries, store
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, OutboxMessage, State

MAY_GO_AGAIN = (State.FAILED, State.UNCERTAIN, State.SUPPRESSED, State.HELD)
"""States that a person may reopen, as they may a letter that came back. One that was taken is not sent twice."""

_NOT_ENDED = N_("There is nothing left to decide about mail %(id)s. Look again.")
_TOO_LATE = N_("It is too late for mail %(id)s: it would arrive after what it is about.")
_NO_BYTES = N_("Mail %(id)s could not be made, so there is nothing to send again.")


def hold_all(session: Session, *, words: str, by: Actor, now: datetime) -> None:
    """Nothing is ordered and no letter leaves, of any council, until it is resumed. What is under way may still go."""
    relays.hold(session, Hold.OPERATOR, words=words, now=now)
    history.record(session, "all mail held", by=by, now=now, after={"words": words})


def resume_all(session: Session, *, by: Actor, now: datetime) -> Hold | None:
    """Lets mail go again, whatever held it; what is late goes where it still makes sense. Gives what held it."""
    was = relays.resume(session, now=now)
    history.record(session, "all mail resumed", by=by, now=now, before={"held_for": was})
    return was


def send_again(session: Session, row_id: int, *, by: Actor, now: datetime) -> OutboxMessage:
    """The same letter once more, as soon as can be. Raises: NotFound; Conflict where it may not go again."""
    row = _ended(session, row_id)
    if row.mime_sha256 is None:
        raise Conflict(_NO_BYTES, id=row_id)
    _must_be_in_time(row, now)
    delivery_reports.lift_suppression(session, row.recipient)
    is_done = store.retry_once(session, row, now=now)
    _record(session, row, "sent again", is_done, by=by, now=now)
    return row


def withdraw(session: Session, row_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Another letter goes in its place. Raises: NotFound, Conflict."""
    row = _ended(session, row_id)
    _must_be_in_time(row, now)
    is_done = store.withdraw(session, row, reason=reason)
    _record(session, row, "withdrawn", is_done, by=by, now=now)


def count_as_sent(session: Session, row_id: int, *, by: Actor, now: datetime) -> OutboxMessage:
    """A person knows that it arrived, or does not mind. Raises: NotFound, Conflict."""
    row = _ended(session, row_id)
    is_done = store.count_as_sent(session, row, reason="a person said so", now=now)
    _record(session, row, "counted as sent", is_done, by=by, now=now)
    return row


def assume_sent(session: Session, *, until: datetime, by: Actor, now: datetime) -> int:
    """After a restore: letters that were due by then are taken as sent. Gives their number."""
    rows = queries.unsent_until(session, until)
    for row in rows:
        if not store.count_as_sent(session, row, reason="assumed", now=now):
            raise Conflict
    ids = [row.id for row in rows]
    history.record(session, "letters assumed sent", by=by, now=now, after={"ids": ids})
    return len(rows)


def _ended(session: Session, row_id: int) -> OutboxMessage:
    row = queries.letter(session, row_id)
    if row.state not in MAY_GO_AGAIN and row.bounced_at is None:
        raise Conflict(_NOT_ENDED, id=row_id)
    return row


def _must_be_in_time(row: OutboxMessage, now: datetime) -> None:
    if row.expires_at <= now:
        raise Conflict(_TOO_LATE, id=row.id)


def _record(
    session: Session, row: OutboxMessage, what: str, is_done: bool, *, by: Actor, now: datetime
) -> None:
    """Raises: Conflict where somebody else was first."""
    if not is_done:
        raise Conflict
    history.record(session, f"letter {row.id} {what}", by=by, now=now, before={"state": row.state})
