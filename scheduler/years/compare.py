"""The dates of a draft, and a meeting, compared with all that we know of their year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.years import breaks, clashes, store
from scheduler.years.clashes import Around, Clash
from scheduler.years.own import Own
from scheduler.years.planned import Planned, own, planned
from scheduler.years.rows import CouncilYear, Way


def around(session: Session, council: Council, year: int, *, now: datetime) -> Around:
    """What the dates of a year are compared with."""
    school = store.school_breaks(session, council.id)
    return Around(
        country=council.country,
        today=clashes.today(now, council.zone),
        breaks=breaks.understood(school.text) if school else (),
        shared=store.shared(session, council.id, year),
        busy=store.busy(session, council.id, year, zone=council.zone),
    )


def planned_dates(
    session: Session, council: Council, council_year: CouncilYear, *, now: datetime
) -> list[Planned]:
    """The draft's dates, earliest first."""
    rows = store.draft_dates(session, council_year.id)
    return planned(rows, council, around(session, council, council_year.year, now=now), now=now)


def staying_meetings(session: Session, council: Council, year: int) -> list[Own]:
    """The meetings of the draft that stay when its dates are worked out anew: those added one by one."""
    council_year = store.find(session, council.id, year)
    rows = store.draft_dates(session, council_year.id) if council_year else []
    single = (row for row in rows if row.way == Way.ONE and row.is_planned)
    return [own(row, council) for row in single if not row.is_cancelled]


def clash(
    session: Session, council: Council, one: Own, *, others: Collection[Own], now: datetime
) -> Clash:
    """What speaks against a meeting, where the council's others are `others`."""
    compared = around(session, council, one.first_on.year, now=now)
    return Clash(clashes.against(one, compared, others), clashes.nearest(one, compared, others))
