"""Actions for those who came after a mail had gone: a person sends them the year's dates, or the kallelse, at once.

Adding people never sends anything by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history.rows import Actor
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import audience, issue, load_situation, mail_actions
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.situation import Recipient, Situation, planned_notice
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years

_NOBODY = N_("Everyone has got this mail already, or is about to.")


@dataclass(frozen=True, slots=True)
class Latecomers:
    """Who came after the kallelse to the meeting was ordered; after the year's dates were, where that is None."""

    year: int
    meeting: Meeting | None
    people: tuple[Person, ...]


def late_for_dates(session: Session, council: Council, *, now: datetime) -> list[Latecomers]:
    """By year that is not over; none for a year whose own mail is still to go."""
    year_ids = {m.council_year_id for m in meetings.upcoming(session, council.id, now=now)}
    published = [year for year in years.of_council(session, council.id) if year.is_published]
    refs = [Ref(Owner.YEAR, year.id) for year in published if year.id in year_ids]
    situations = load_situation.load_situations(session, refs, letters=load_situation.DATES_LETTERS)
    return find_latecomers((s for _, s in situations), now)


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
        had = frozenset(row.person_id for row in s.letters if row.kind == kind) or None
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
    if not issue.issue_extra(session, s, notice, setup, now=now):
        raise Conflict(_NOBODY)
    mail_actions.record_action(session, s.council, notice.key, mail_actions.SENT_NOW, by, now)
