"""Action: a report on a letter of ours. The letter stands as not arrived, and a person is told."""

from datetime import datetime, timedelta

from scheduler.db.session import Session
from scheduler.inbox.reading import read_claims
from scheduler.inbox.reports import Report
from scheduler.links import Purpose, Signer
from scheduler.mail import delivery_reports, queries
from scheduler.mail import store as outbox
from scheduler.mail.rows import Event, OutboxMessage, State

_TOKEN_LIVES = timedelta(days=30)
_WEEK = timedelta(days=7)
_DELAYED_DAYS = 5


def find_letter(
    session: Session, report: Report, to: tuple[str, ...], signer: Signer, *, now: datetime
) -> OutboxMessage | None:
    """By the token in the envelope's sender, else by a Message-ID that the report names; None: not ours."""
    for claim in read_claims(to, Purpose.ENVELOPE, signer):
        row = queries.letter_or_none(session, claim.subject)
        if row is not None and now - row.created_at <= _TOKEN_LIVES:
            return row
    letters = (queries.letter_by_message_id(session, one) for one in report.message_ids)
    return next((row for row in letters if row is not None), None)


def apply_report(session: Session, row: OutboxMessage, report: Report, *, now: datetime) -> None:
    """Notes the event; an address that does not exist, or is not reached for five days of seven, gets no more mail.

    Source: docs/mail.md, rules 18 and 28.
    """
    event, status, words = report.event, report.status, report.words
    delivery_reports.record_report(session, row, event=event, status=status, words=words, now=now)
    if event is Event.DELIVERED:
        if row.state == State.UNCERTAIN:
            outbox.count_as_sent(session, row, reason="delivered, says its server", now=now)
        return
    is_dead = report.is_dead_address
    if event is Event.DELAYED:
        days = delivery_reports.delayed_days(session, row.recipient, since=now - _WEEK)
        is_dead = days >= _DELAYED_DAYS
    reason = words or status
    if event is Event.BOUNCED or is_dead:
        delivery_reports.mark_bounced(session, row, words=reason, now=now)
    if is_dead:
        delivery_reports.suppress(session, row.recipient, reason=reason, now=now)
