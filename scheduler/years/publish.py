"""Action: a draft becomes meetings. The year's mail follows five minutes later, by itself."""

from __future__ import annotations

from datetime import datetime

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput, YearPublished
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Meeting
from scheduler.years import draft, store
from scheduler.years.draft import Planned
from scheduler.years.rows import CouncilYear, YearStatus

_PAST = N_(
    "%(date)s has passed. Take the line away, or publish with --past to keep it as a meeting already held."
)
_NOTHING = N_("There is no date to publish. Plan the year first.")
_NOT_YET = N_("%(year)s is not published. Publish it first.")


def publish(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    *,
    by: Actor,
    now: datetime,
    with_past: bool = False,
) -> list[Meeting]:
    """The draft's dates become meetings, in order; cancelled lines of the text do not.

    Raises: YearPublished; InvalidInput naming every line that must be settled first (nothing is published then).
    """
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    dates = [
        date for date in draft.planned(council_year, council, now=now) if not date.is_cancelled
    ]
    if not dates:
        raise InvalidInput({"text": Fault(_NOTHING)})
    faults = {f"line {date.line}": date.problem for date in dates if date.problem}
    if not with_past:
        faults |= {
            f"line {date.line}": Fault(_PAST, {"date": date.date})
            for date in dates
            if _is_past(date, now)
        }
    if faults:
        raise InvalidInput(faults)
    council_year.status = YearStatus.PUBLISHED
    council_year.published_at = now
    flush(session, Conflict())
    meetings = [_meeting(session, council, council_year, date, by=by, now=now) for date in dates]
    history.record(
        session,
        f"year {council_year.year} published",
        by=by,
        now=now,
        council_id=council.id,
        after={"meetings": [str(meeting.starts) for meeting in meetings]},
    )
    return meetings


def add_date(
    session: Session,
    council: Council,
    *,
    starts: Wall,
    ends: Wall,
    place: str | None = None,
    by: Actor,
    now: datetime,
) -> Meeting:
    """One more meeting in a published year. Raises: NotFound, Conflict where the year is a draft, InvalidInput."""
    council_year = store.get(session, council.id, starts.date.year)
    if not council_year.is_published:
        raise Conflict(_NOT_YET, year=council_year.year)
    return lifecycle.add(
        session,
        council,
        council_year_id=council_year.id,
        starts=starts,
        ends=ends,
        place=council.place if place is None else place,
        by=by,
        now=now,
    )


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
    return lifecycle.add(
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


def _is_past(date: Planned, now: datetime) -> bool:
    return date.starts is not None and date.starts.utc() <= now
