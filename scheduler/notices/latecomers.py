"""Actions for those who joined after a mail had gone: a person sends them the year's dates, or the kallelse.

Adding people never sends anything by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import audience, issue, load_situation, mail_actions, plan, reissue
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import NEWCOMERS, Kind
from scheduler.notices.situation import Recipient, Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years

_HAVE_DATES = N_("Everyone has got the dates of %(year)s already, or is about to.")
_ARE_CALLED = N_("Everyone has got the notice of this meeting already, or is about to.")


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Who has never been sent the dates of a published year that is not over."""

    year: int
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class LateCall:
    """Members of a coming meeting whom its kallelse has not been ordered for, since they came after it."""

    meeting: Meeting
    people: tuple[Person, ...]


def waiting_newcomers(session: Session, council: Council, *, now: datetime) -> list[Newcomers]:
    """By year; none for a year whose own mail is still to go, nor while a mail to them is on its way."""
    year_ids = {m.council_year_id for m in meetings.upcoming(session, council.id, now=now)}
    published = [year for year in years.of_council(session, council.id) if year.is_published]
    refs = [Ref(Owner.YEAR, year.id) for year in published if year.id in year_ids]
    waiting = [
        Newcomers(s.year.year, tuple(to.person for to in audience.newcomers(s)))
        for _, s in load_situation.load_situations(session, refs)
        if _may_be_mailed(s, now)
    ]
    return [newcomers for newcomers in waiting if newcomers.people]


def send_year_dates(
    session: Session, council: Council, year: int, *, by: Actor, now: datetime
) -> str:
    """Orders the year's mail to newcomers in five minutes, and gives the notice's key.

    Raises: NotFound; Conflict where nobody waits for it, or all mail of the council is paused.
    """
    mail_actions.refuse_while_paused(council)
    ref = Ref(Owner.YEAR, years.get(session, council.id, year).id)
    s = load_situation.lock_situation(session, ref)
    if not audience.newcomers(s) or not _may_be_mailed(s, now):
        raise Conflict(_HAVE_DATES, year=year)
    n = 1 + sum(override.occasion.startswith(NEWCOMERS) for override in s.overrides)
    return mail_actions.press(session, s, Kind.YEAR_DATES, f"{NEWCOMERS}{n}", by=by, now=now)


def _may_be_mailed(s: Situation, now: datetime) -> bool:
    """A meeting is still to come, and no mail to newcomers waits or is on hold."""
    has_coming = any(not m.is_cancelled and m.starts_at > now + FIVE_MINUTES for m in s.meetings)
    waits = any(
        n.issue is None and n.occasion.startswith(NEWCOMERS) and not n.skipped
        for n in plan.planned_notices(s)
    )
    return has_coming and not waits


def late_calls(session: Session, council_id: int, *, now: datetime) -> list[LateCall]:
    """Those of every coming meeting, soonest first."""
    coming = meetings.upcoming(session, council_id, now=now)
    calls = [
        LateCall(s.meeting, tuple(to.person for to in late_recipients(s, s.meeting, now=now)))
        for s in load_situation.load_called(session, coming)
        if s.meeting
    ]
    return [call for call in calls if call.people]


def late_recipients(s: Situation, meeting: Meeting, *, now: datetime) -> tuple[Recipient, ...]:
    """Who is a member on the day of a coming meeting, but came after its kallelse was ordered."""
    ids = audience.called_ids(s, meeting)
    if ids is None or meeting.is_cancelled or meeting.starts_at <= now:
        return ()
    to = audience.recipients(s, Kind.KALLELSE)
    late = (recipient for recipient in to if recipient.person.id not in ids)
    return tuple(recipient for recipient in late if not recipient.is_deputy)


def call_late(
    session: Session, meeting: Meeting, setup: MailSetup, *, by: Actor, now: datetime
) -> int:
    """Orders the kallelse at once, with its invitation, and gives the number of people.

    Raises: Conflict where nobody waits for it, or all mail of the council is paused.
    """
    ref = Ref(Owner.MEETING, meeting.id)
    s = load_situation.lock_situation(session, ref)
    mail_actions.refuse_while_paused(s.council)
    late = late_recipients(s, meeting, now=now)
    kallelse = s.kallelse(meeting)
    if not late or kallelse is None:
        raise Conflict(_ARE_CALLED)
    for to in late:
        expires_at = meeting.starts_at
        notice = reissue.notice_for_one(s, kallelse, to, due_at=now, expires_at=expires_at)
        if not issue.issue_extra(session, s, notice, setup, now=now):
            raise Conflict(_ARE_CALLED)
        subject = f"meeting {meeting.number}: person {to.person.id} called late"
        history.record(session, subject, by=by, now=now, council_id=meeting.council_id)
    return len(late)
