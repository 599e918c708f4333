"""Reports on letters that have left (bounces, delays), and the addresses that are known to be dead."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, case, func, select

from scheduler.db.session import Session
from scheduler.mail.rows import Event, MailEvent, OutboxMessage, State, Suppression
from scheduler.mail.store import ROW, change


def suppressed_addresses(session: Session, addresses: Sequence[str]) -> dict[str, str]:
    """Those of the addresses that are known to be dead, in lower case, with the reason."""
    wanted = [address.lower() for address in addresses]
    query = select(Suppression).where(Suppression.address.in_(wanted))
    return {row.address: row.reason for row in session.scalars(query)}


def suppress(session: Session, address: str, *, reason: str, now: datetime) -> None:
    """No more is sent to the address, nor what waits or is in hand before its intent.

    What may have gone already is not known to be unsent.
    """
    waits = ROW.c.state.in_([State.QUEUED, State.CLAIMED])
    state = case((ROW.c.ambiguous > 0, State.UNCERTAIN), else_=State.SUPPRESSED)
    values = {"state": state, "reason": reason[:200], "token": ROW.c.token + 1}
    change(session, and_(waits, func.lower(ROW.c.recipient) == address.lower()), values)
    if session.get(Suppression, address.lower()) is None:
        session.add(Suppression(address=address.lower(), reason=reason[:500], at=now))
        session.flush()


def lift_suppression(session: Session, address: str) -> None:
    """A person says that the address lives."""
    if row := session.get(Suppression, address.lower()):
        session.delete(row)
        session.flush()


def record_report(
    session: Session, row: OutboxMessage, *, event: Event, status: str, words: str, now: datetime
) -> None:
    report = MailEvent(message_id=row.id, address=row.recipient.lower(), at=now, event=event)
    report.status, report.words = status[:20], words[:500]
    session.add(report)
    session.flush()


def mark_bounced(session: Session, row: OutboxMessage, *, words: str, now: datetime) -> None:
    """It had left, so its state stays; but it has not arrived. `words` are the last a mail server said of it."""
    where = and_(ROW.c.id == row.id, ROW.c.bounced_at.is_(None))
    change(session, where, {"bounced_at": now, "last_reply": words[:500]})


def delayed_days(session: Session, address: str, *, since: datetime) -> int:
    """On how many days (UTC) since then letters to the address were reported late."""
    is_delay = (MailEvent.address == address.lower(), MailEvent.event == Event.DELAYED)
    query = select(MailEvent.at).where(*is_delay, MailEvent.at > since)
    return len({at.date() for at in session.scalars(query)})
