"""Action: a draft becomes meetings. The year's mail follows five minutes later, by itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime

from scheduler.agenda.standing import add_standing_items
from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput, YearPublished
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Meeting
from scheduler.years import draft, keeping, store
from scheduler.years.entries import Past
from scheduler.years.planned import Planned
from scheduler.years.rows import CouncilYear, YearStatus

_PAST = N_(
    "%(date)s has passed. Take the line away, or publish with --past to keep it as a meeting already held."
)
_NOTHING = N_("There is no date to publish. Plan the year first.")
_WHOSE = N_("The text has meetings of several bodies. Choose whose they are.")
_NOT_YET = N_("%(year)s is not published. Publish it first.")


def publish(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    *,
    by: Actor,
    now: datetime,
    with_past: bool = False,
    form: str = "",
) -> list[Meeting]:
    """The draft's dates become meetings, in order; cancelled ones do not, nor past ones that were decided away.

    `with_past` keeps those that have passed, as meetings already held, whatever the draft says of them. `form` is kept
    in the draft: the mark of what asked for it, by which it is known when it comes again.

    Raises: YearPublished; InvalidInput naming every line that must be settled first (nothing is published then).
    """
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    kept = draft.of(council_year)
    if kept.must_choose_body:
        raise InvalidInput({"body": Fault(_WHOSE)})
    past = Past.KEEP if with_past else kept.past
    dates = held(draft.look(session, council, council_year, now=now), past)
    _must_be_settled(dates, past)
    council_year.status = YearStatus.PUBLISHED
    council_year.published_at = now
    keeping.keep(session, council_year, dataclasses.replace(kept, form=form), now)
    flush(session, Conflict())
    meetings = [_meeting(session, council, council_year, date, by=by, now=now) for date in dates]
    for meeting in meetings:
        is_last = meeting is meetings[-1]
        add_standing_items(session, council, meeting, is_last_of_year=is_last)
    history.record(
        session,
        f"year {council_year.year} published",
        by=by,
        now=now,
        council_id=council.id,
        after={"meetings": [str(meeting.starts) for meeting in meetings]},
    )
    return meetings


def _must_be_settled(dates: Sequence[Planned], past: Past) -> None:
    """Raises: InvalidInput naming every line that is not, or that there is none."""
    if not dates:
        raise InvalidInput({"text": Fault(_NOTHING)})
    faults = {_where(date): date.problem for date in dates if date.problem}
    if past is Past.UNDECIDED:
        faults |= {_where(date): Fault(_PAST, {"date": date.day}) for date in dates if date.is_past}
    if faults:
        raise InvalidInput(faults)


def held(dates: Iterable[Planned], past: Past) -> list[Planned]:
    """The dates that become meetings."""
    return [
        date for date in dates if not date.is_cancelled and not (date.is_past and past is Past.DROP)
    ]


def add_date(
    session: Session,
    council: Council,
    *,
    starts: Wall,
    ends: Wall,
    place: str | None = None,
    note: str = "",
    online_url: str | None = None,
    by: Actor,
    now: datetime,
) -> Meeting:
    """One more meeting in a published year. Raises: NotFound, Conflict where the year is a draft, InvalidInput."""
    council_year = store.get(session, council.id, starts.date.year)
    if not council_year.is_published:
        raise Conflict(_NOT_YET, year=council_year.year)
    meeting = lifecycle.add_meeting(
        session,
        council,
        council_year_id=council_year.id,
        starts=starts,
        ends=ends,
        place=council.place if place is None else place,
        note=note,
        online_url=online_url,
        by=by,
        now=now,
    )
    add_standing_items(session, council, meeting)
    return meeting


def _meeting(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    date: Planned,
    *,
    by: Actor,
    now: datetime,
) -> Meeting:
    assert date.starts
    assert date.ends
    return lifecycle.add_meeting(
        session,
        council,
        council_year_id=council_year.id,
        starts=date.starts,
        ends=date.ends,
        place=date.place,
        note=date.note,
        by=by,
        now=now,
        may_be_past=True,
    )


def _where(date: Planned) -> str:
    return f"line {date.line}" if date.line else f"date {date.day.isoformat()}"
