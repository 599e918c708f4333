"""Actions: what a person sends beside the plan, at once: a letter once more, what those missed who came later, a test.

Adding people never sends anything by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.mail import letter_actions, message, queries
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, OutboxMessage, State
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import (
    audience,
    load_situation,
    mail_actions,
    order_letters,
    plan,
    still_valid,
    store,
)
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KINDS, UNPLANNED, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.situation import (
    OneLetter,
    PlannedNotice,
    Recipient,
    Situation,
    planned_notice,
)
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years

_UNTRUE = N_("The mail is no longer true, or it is too late for it, so it cannot be sent again.")
_GONE = N_("%(name)s is no longer one of those who get this mail.")
_NOBODY = N_("Everyone has got this mail already, or is about to.")


def resend_letter(session: Session, row_id: int, *, by: Actor, now: datetime) -> None:
    """The same letter; where the person has another address, the plan orders another (docs/mail.md, rule 30).

    Raises: NotFound; Conflict where it may not go again, the person has left or all mail is paused.
    """
    row = queries.letter(session, row_id)
    _, to = _lock_for_one(session, row)
    if to.person.email == row.recipient:
        letter_actions.send_again(session, row_id, by=by, now=now)
    else:
        letter_actions.withdraw(session, row_id, reason=ADDRESS_CHANGED, by=by, now=now)


def send_copy(session: Session, row_id: int, setup: MailSetup, *, by: Actor, now: datetime) -> None:
    """A letter that was taken, once more in the same words: one of its own, since the first is never sent twice.

    Raises: NotFound; Conflict where it is too late or no longer true, or the person has left. A second press while the
    copy is on its way does nothing.
    """
    row = queries.letter(session, row_id)
    if row.state != State.SENT or row.mime is None or row.kind in UNPLANNED:
        raise Conflict
    s, to = _lock_for_one(session, row)
    issued, kind = s.issue_of(row), Kind(row.kind)
    orders = {i.id for i in s.orders(kind, issued.occasion)}
    mine = s.letters_to(to.person.id)
    if any(letter.issue_id in orders and letter.state in LIVE for letter in mine):
        return
    verdict = still_valid.verdict(s, row, now)
    if verdict.final is not None and to.person.email == row.recipient:
        raise Conflict(_UNTRUE)
    words = RenderedLetter(*message.unpack_words(row.mime))
    named = tuple(meeting for meeting in s.subjects if str(meeting.id) in issued.facts)
    about = named if kind is Kind.MEMBER_LEFT else ()
    occasion = s.next_occasion(kind, issued.occasion)
    notice = planned_notice(s, kind, occasion, now, row.expires_at, (to,), about=about)
    if not _issue_extra(session, s, notice, setup, now=now, words=words):
        raise Conflict
    subject = f"letter {row_id} sent again as a copy"
    history.record(session, subject, by=by, now=now, council_id=s.council.id)


def _lock_for_one(session: Session, row: OutboxMessage) -> tuple[Situation, Recipient]:
    """The letter's Situation, and its recipient. Raises: Conflict."""
    s = load_situation.lock_situation(session, store.make_ref(row.meeting_id, row.year_id))
    mail_actions.refuse_while_paused(s.council)
    to = audience.recipient_of(s, row)
    if to is None:
        raise Conflict(_GONE, name=row.recipient)
    return s, to


class Latecomers(NamedTuple):
    """Who came after the kallelse to the meeting was ordered; after the year's dates were, where that is None."""

    year: int
    meeting: Meeting | None
    people: tuple[Person, ...]


def late_for_dates(session: Session, council: Council, *, now: datetime) -> list[Latecomers]:
    """By year that is not over; none for a year whose own mail is still to go."""
    refs = _coming_years(session, council, now)
    situations = load_situation.load_situations(session, refs, letters=load_situation.DATES_LETTERS)
    return find_latecomers(situations, now)


def years_to_mail(session: Session, council: Council, *, now: datetime) -> list[int]:
    """Those whose dates are still to be mailed, by the plan, also to whoever is added now."""
    return [
        s.year.year
        for s in load_situation.load_situations(session, _coming_years(session, council, now))
        if not s.issue(Kind.YEAR_DATES, "1")
        and any(notice.kind is Kind.YEAR_DATES for notice in plan.ready_notices(s))
    ]


def _coming_years(session: Session, council: Council, now: datetime) -> list[Ref]:
    """The published years that have a meeting to come."""
    year_ids = {m.council_year_id for m in meetings.upcoming(session, council.id, now=now)}
    published = (year for year in years.of_council(session, council.id) if year.is_published)
    return [Ref(Owner.YEAR, year.id) for year in published if year.id in year_ids]


def late_calls(session: Session, council_id: int, *, now: datetime) -> list[Latecomers]:
    """Those of every coming meeting, soonest first."""
    coming = meetings.upcoming(session, council_id, now=now)
    return find_latecomers(load_situation.load_called(session, coming), now)


def find_latecomers(situations: Iterable[Situation], now: datetime) -> list[Latecomers]:
    late = [
        Latecomers(s.year.year, s.meeting, tuple(to.person for to in late_recipients(s, now)))
        for s in situations
    ]
    return [one for one in late if one.people]


def late_recipients(s: Situation, now: datetime) -> tuple[Recipient, ...]:
    """For whom no such mail was ever ordered. A deputy is sent no kallelse so."""
    if s.meeting:
        kind, had = Kind.KALLELSE, audience.called_ids(s, s.meeting)
    else:
        kind = Kind.YEAR_DATES
        ids = frozenset(row.person_id for row in s.letters if row.kind == kind)
        had = ids if s.issue(kind, "1") else None  # the order may have been to nobody yet
    if had is None or not any(not m.is_cancelled and m.starts_at > now for m in s.subjects):
        return ()
    to = (to for to in audience.recipients(s, kind) if to.person.id not in had)
    return tuple(recipient for recipient in to if not (s.meeting and recipient.is_deputy))


def mail_latecomers(
    session: Session, ref: Ref, setup: MailSetup, *, by: Actor, now: datetime
) -> None:
    """Orders the kallelse, with its invitation, or the year's dates.

    Raises: Conflict where nobody waits for it, or all mail of the council is paused.
    """
    s = load_situation.lock_situation(session, ref)
    mail_actions.refuse_while_paused(s.council)
    to = late_recipients(s, now)
    if not to:
        raise Conflict(_NOBODY)
    kind = Kind.KALLELSE if s.meeting else Kind.YEAR_DATES
    occasion = s.next_occasion(kind, KINDS[kind].occasion(s.subjects[0].starts))
    expires_at = max(meeting.starts_at for meeting in s.subjects if not meeting.is_cancelled)
    notice = planned_notice(s, kind, occasion, now, expires_at, to)
    if not _issue_extra(session, s, notice, setup, now=now):
        raise Conflict(_NOBODY)
    mail_actions.record_action(session, s.council, notice.key, mail_actions.SENT_NOW, by, now)


def send_test(
    session: Session,
    s: Situation,
    to: Recipient,
    made: RenderedLetter,
    setup: MailSetup,
    *,
    occasion: str,
    now: datetime,
) -> str:
    """One letter to one of the secretaries, at once and by the same way as every other; gives its key.

    It is a mail of its own kind, which tells nobody of a meeting and owes nobody anything. `occasion` tells two apart:
    a second press with the same one sends nothing. The caller has locked the meeting or year of `s` before reading it.
    """
    key = s.key(Kind.TEST, occasion)
    notice = PlannedNotice(key, Kind.TEST, occasion, now, now + KINDS[Kind.TEST].lives, (to,))
    _issue_extra(session, s, notice, setup, now=now, words=made)
    return key


def _issue_extra(
    session: Session,
    s: Situation,
    notice: PlannedNotice,
    setup: MailSetup,
    *,
    now: datetime,
    words: RenderedLetter | None = None,
) -> bool:
    """An order of its own beside the plan's. False where another press was first.

    `words`: what it says; else it is written as the plan's would be now.
    """
    issued = order_letters.issue_row(s, notice, now)
    letters = [
        order_letters.make_letter(OneLetter(s, notice, to, now), setup, words)
        for to in notice.audience
    ]
    return order_letters.put_order(session, issued, letters, setup)
