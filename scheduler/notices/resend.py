"""Action: *Skicka igen*: the same letter where the address is the same, a letter of its own to a mended one."""

from __future__ import annotations

from datetime import datetime

from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history.rows import Actor
from scheduler.mail import by_hand
from scheduler.mail import store as outbox
from scheduler.mail.rows import OutboxMessage
from scheduler.notices import issue, store
from scheduler.notices.issue import Desk
from scheduler.notices.kinds import TRAITS, Kind, Letter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation
from scheduler.notices.store import Of, Ref

_GONE = N_("%(name)s is no longer one of those who get this mail.")


def send_again(session: Session, row_id: int, desk: Desk, *, by: Actor, now: datetime) -> None:
    """Raises: NotFound; Conflict where it may not go again, or the person has left."""
    row = outbox.letter(session, row_id)
    ref = Ref(Of.MEETING, row.meeting_id) if row.meeting_id else Ref(Of.YEAR, row.year_id or 0)
    store.lock(session, ref)
    s = store.situation(session, ref)
    to = _recipient(s, row)
    if to.person.email == row.recipient:
        by_hand.send_again(session, row_id, by=by, now=now)
        return
    by_hand.withdraw(session, row_id, reason="the address has changed", by=by, now=now)
    if not issue.anew(session, s, _notice(s, row, to, now), desk, now=now):
        raise Conflict


def _recipient(s: Situation, row: OutboxMessage) -> Recipient:
    """As what they got it for: member or deputy, or one of the secretaries."""
    letter, calendar = Letter(row.letter), TRAITS[Kind(row.kind)].calendar
    for member in s.members:
        if member.person_id == row.person_id:
            is_deputy = member.is_deputy
            return Recipient(
                member.person, letter, calendar=calendar and not is_deputy, is_deputy=is_deputy
            )
    for person in s.secretaries:
        if person.id == row.person_id:
            return Recipient(person, letter)
    raise Conflict(_GONE, name=row.recipient)


def _notice(s: Situation, row: OutboxMessage, to: Recipient, now: datetime) -> PlannedNotice:
    """Its occasion says for whom, and the how manieth time: `p7.1@2022-02-22T15:00`."""
    kind = Kind(row.kind)
    issued = next(issued for issued in s.issued if issued.id == row.issue_id)
    of = "@" + issued.occasion.rpartition("@")[2]
    mine = f"p{to.person.id}."
    count = sum(i.kind == kind and i.occasion.startswith(mine) for i in s.issued)
    occasion = f"{mine}{count + 1}{of}"
    return PlannedNotice(s.key(kind, occasion), kind, occasion, now, row.expires_at, (to,))
