"""Actions: a person has a letter sent again: the same one to the same address, one of its own to a mended one."""

from __future__ import annotations

from datetime import datetime

from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.mail import manual, message, queries
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, OutboxMessage, State
from scheduler.notices import (
    audience,
    issue,
    load_situation,
    mail_actions,
    still_valid,
    store,
)
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import UNPLANNED, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice

_UNTRUE = N_("The mail is no longer true, or it is too late for it, so it cannot be sent again.")
_GONE = N_("%(name)s is no longer one of those who get this mail.")


def resend_letter(
    session: Session, row_id: int, setup: MailSetup, *, by: Actor, now: datetime
) -> None:
    """Raises: NotFound; Conflict where it may not go again, the person has left or all mail is paused."""
    row = queries.letter(session, row_id)
    s, notice, to = _lock_for_one(session, row, now)
    if to.person.email == row.recipient:
        manual.send_again(session, row_id, by=by, now=now)
        return
    manual.withdraw(session, row_id, reason=ADDRESS_CHANGED, by=by, now=now)
    # A report on what is wrong goes by itself.
    if row.kind != Kind.DIGEST and not issue.issue_extra(session, s, notice, setup, now=now):
        raise Conflict


def send_copy(session: Session, row_id: int, setup: MailSetup, *, by: Actor, now: datetime) -> None:
    """A letter that was taken, once more in the same words: one of its own, since the first is never sent twice.

    Raises: NotFound; Conflict where it is too late or no longer true, or the person has left. A second press while the
    copy is on its way does nothing.
    """
    row = queries.letter(session, row_id)
    if row.state != State.SENT or row.mime is None or row.kind in UNPLANNED:
        raise Conflict
    s, notice, to = _lock_for_one(session, row, now)
    orders = {i.id for i in s.orders(notice.kind, notice.occasion)}
    mine = s.letters_to(to.person.id)
    if any(letter.issue_id in orders and letter.state in LIVE for letter in mine):
        return
    verdict = still_valid.verdict(s, row, now)
    if verdict.final is not None and to.person.email == row.recipient:
        raise Conflict(_UNTRUE)
    words = RenderedLetter(*message.unpack_words(row.mime))
    if not issue.issue_extra(session, s, notice, setup, now=now, words=words):
        raise Conflict
    subject = f"letter {row_id} sent again as a copy"
    history.record(session, subject, by=by, now=now, council_id=s.council.id)


def _lock_for_one(
    session: Session, row: OutboxMessage, now: datetime
) -> tuple[Situation, PlannedNotice, Recipient]:
    """The letter's Situation, a notice for its recipient alone, and who that is. Raises: Conflict."""
    s = load_situation.lock_situation(session, store.make_ref(row.meeting_id, row.year_id))
    mail_actions.refuse_while_paused(s.council)
    to = audience.recipient_of(s, row)
    if to is None:
        raise Conflict(_GONE, name=row.recipient)
    issued, kind = s.issue_of(row), Kind(row.kind)
    occasion = s.next_occasion(kind, issued.occasion)
    named = tuple(meeting for meeting in s.subjects if str(meeting.id) in issued.facts)
    about = named if kind is Kind.MEMBER_LEFT else ()
    return s, planned_notice(s, kind, occasion, now, row.expires_at, (to,), about=about), to
