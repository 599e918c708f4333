"""The year's mail to those who joined after it went. Adding people never sends it: a person asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import store as meetings
from scheduler.notices import audience, gathering, mail_actions, plan, store
from scheduler.notices.kinds import NEWCOMERS, Kind
from scheduler.notices.rows import NoticeOverride
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years

_NOBODY = N_("Everyone has got the dates of %(year)s already, or is about to.")


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Who has never been sent the dates of a published year that is not over."""

    year: int
    people: tuple[Person, ...]


def waiting(session: Session, council: Council, *, now: datetime) -> list[Newcomers]:
    """By year; none for a year whose own mail is still to go, nor while a mail to them is on its way."""
    found = []
    to_come = {m.council_year_id for m in meetings.upcoming(session, council.id, now=now)}
    for year in years.of_council(session, council.id):
        if not year.is_published or year.id not in to_come:
            continue
        s = gathering.situation(session, Ref(Owner.YEAR, year.id))
        people = tuple(r.person for r in audience.newcomers(s))
        if people and _is_open(s, now):
            found.append(Newcomers(year.year, people))
    return found


def send(session: Session, council: Council, year: int, *, by: Actor, now: datetime) -> str:
    """Orders the year's mail to them in five minutes, and gives the notice's key.

    Raises: NotFound; Conflict where nobody waits for it, or all mail of the council is paused.
    """
    mail_actions.refuse_while_paused(council)
    found = years.get(session, council.id, year)
    ref = Ref(Owner.YEAR, found.id)
    store.lock(session, ref)
    s = gathering.situation(session, ref)
    if not audience.newcomers(s) or not _is_open(s, now):
        raise Conflict(_NOBODY, year=year)
    n = 1 + sum(said.occasion.startswith(NEWCOMERS) for said in s.overrides)
    occasion = f"{NEWCOMERS}{n}"
    key = s.key(Kind.YEAR_DATES, occasion)
    said = NoticeOverride(
        key=key,
        year_id=found.id,
        kind=Kind.YEAR_DATES,
        occasion=occasion,
        send_at=now + FIVE_MINUTES,
    )
    session.add(said)
    flush(session, Conflict())
    history.record(session, f"mail sent now: {key}", by=by, now=now, council_id=council.id)
    return key


def _is_open(s: Situation, now: datetime) -> bool:
    """A meeting is still to come, and no mail to newcomers waits or is on hold."""
    has_coming = any(not m.is_cancelled and m.starts_at > now + FIVE_MINUTES for m in s.meetings)
    waits = any(
        n.issue is None and n.occasion.startswith(NEWCOMERS) and not n.skipped
        for n in plan.planned(s)
    )
    return has_coming and not waits
