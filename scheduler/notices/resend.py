"""Action: *Skicka igen*: the same letter where the address is the same, a letter of its own to a mended one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.mail import manual, message, queries
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, OutboxMessage, State
from scheduler.notices import audience, gathering, holds, issue, mail_actions, store
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KINDS, UNPLANNED, Kind, Letter
from scheduler.notices.render import RenderedLetter as Words
from scheduler.notices.situation import PlannedNotice, Recipient, Situation

_UNTRUE = N_("The mail is no longer true, or it is too late for it, so it cannot be sent again.")
_GONE = N_("%(name)s is no longer one of those who get this mail.")


def send_again(
    session: Session, row_id: int, setup: MailSetup, *, by: Actor, now: datetime
) -> None:
    """Raises: NotFound; Conflict where it may not go again, the person has left or all mail is paused."""
    row = queries.letter(session, row_id)
    ref = store.make_ref(row.meeting_id, row.year_id)
    store.lock(session, ref)
    s = gathering.situation(session, ref)
    mail_actions.refuse_while_paused(s.council)
    to = _recipient(s, row)
    if to.person.email == row.recipient:
        manual.send_again(session, row_id, by=by, now=now)
        return
    manual.withdraw(session, row_id, reason=ADDRESS_CHANGED, by=by, now=now)
    if row.kind == Kind.DIGEST:  # a report on what is wrong then goes by itself
        return
    if not issue.issue_extra(session, s, _notice(s, row, to, now), setup, now=now):
        raise Conflict


def send_copy(session: Session, row_id: int, setup: MailSetup, *, by: Actor, now: datetime) -> None:
    """A letter that was taken, once more in the same words: one of its own, since the first is never sent twice.

    Raises: NotFound; Conflict where it is too late or no longer true, or the person has left. A second press while the
    copy is on its way does nothing.
    """
    row = queries.letter(session, row_id)
    ref = store.make_ref(row.meeting_id, row.year_id)
    if row.state != State.SENT or row.mime is None or row.kind in UNPLANNED:
        raise Conflict
    store.lock(session, ref)
    s = gathering.situation(session, ref)
    mail_actions.refuse_while_paused(s.council)
    to = _recipient(s, row)
    notice = _notice(s, row, to, now)
    mine = {i.id for i in s.issued if i.kind == row.kind and i.occasion.startswith(_mine(to))}
    if any(told.issue_id in mine and told.state in LIVE for told in s.told):
        return
    found = holds.verdict(s, row, store.issue_by_id(session, row.issue_id), now)
    if found.final is not None and to.person.email == row.recipient:
        raise Conflict(_UNTRUE)
    words = Words(*message.unpack_words(row.mime))
    if not issue.issue_extra(session, s, notice, setup, now=now, words=words):
        raise Conflict
    history.record(
        session, f"letter {row_id} sent again as a copy", by=by, now=now, council_id=s.council.id
    )


def _recipient(s: Situation, row: OutboxMessage) -> Recipient:
    """As what they got it for: member or deputy, or one of the secretaries."""
    letter, calendar = Letter(row.letter), KINDS[row.kind].calendar
    for member in s.members:
        if member.person_id == row.person_id:
            is_deputy = member.is_deputy
            return Recipient(
                member.person,
                letter,
                calendar=calendar and not is_deputy,
                uninvited=letter is Letter.MEMBER_LEFT,
                is_deputy=is_deputy,
                is_called=audience.is_called(s, row.person_id),
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
    notice = for_one(s, kind, to, of, now=now, expires_at=row.expires_at)
    if kind is not Kind.MEMBER_LEFT or s.meeting:
        return notice
    return replace(notice, about=tuple(m for m in s.meetings if str(m.id) in issued.facts))


def for_one(
    s: Situation, kind: Kind, to: Recipient, of: str, *, now: datetime, expires_at: datetime
) -> PlannedNotice:
    """A mail to one person alone. `of` is the end of its occasion, which says of what: `@2022-02-22T15:00`."""
    count = sum(i.kind == kind and i.occasion.startswith(_mine(to)) for i in s.issued)
    occasion = f"{_mine(to)}{count + 1}{of}"
    return PlannedNotice(s.key(kind, occasion), kind, occasion, now, expires_at, (to,))


def _mine(to: Recipient) -> str:
    return f"p{to.person.id}."
