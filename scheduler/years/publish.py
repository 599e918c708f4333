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
from scheduler.years import compare, draft, store
from scheduler.years.planned import Planned
from scheduler.years.rows import CouncilYear, YearStatus
from scheduler.years.source import source_of

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
    form: str = "",
) -> list[Meeting]:
    """The draft's dates become meetings, in order; cancelled ones do not, nor past ones that were decided away.

    `with_past` keeps those that have passed, as meetings already held, whatever the draft says of them. `form` is the
    mark of what asked for it, by which it is known when it comes again.

    Raises: YearPublished; InvalidInput naming every date that must be settled first (nothing is published then).
    """
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    source = source_of(council_year)
    past = "keep" if with_past else source.past
    dates = held(compare.planned_dates(session, council, council_year, now=now), past)
    _must_be_settled(dates, past)
    council_year.status = YearStatus.PUBLISHED
    council_year.published_at = now
    draft.write_source(council_year, dataclasses.replace(source, form=form))
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


def _must_be_settled(dates: Sequence[Planned], past: str) -> None:
    """Raises: InvalidInput naming every date that is not, or that there is none."""
    if not dates:
        raise InvalidInput({"text": Fault(_NOTHING)})
    faults = {_where(date): date.problem for date in dates if date.problem}
    if not past:
        faults |= {_where(date): Fault(_PAST, {"date": date.day}) for date in dates if date.is_past}
    if faults:
        raise InvalidInput(faults)


def held(dates: Iterable[Planned], past: str) -> list[Planned]:
    """The dates that become meetings."""
    return [
        date for date in dates if not date.is_cancelled and not (date.is_past and past == "drop")
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
    line = date.row.source_line
    return f"line {line}" if line else f"date {date.day.isoformat()}"
