"""How years, and what their dates are compared with, are asked for."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, or_, select

from scheduler.councils.rows import Council, Member
from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.years.rows import (
    CouncilYear,
    DraftDate,
    ForeignCalendar,
    ForeignEvent,
    SchoolBreaks,
    YearStatus,
)

_NO_YEAR = N_("%(year)s is not planned. Read its dates first.")


def find(session: Session, council_id: int, year: int) -> CouncilYear | None:
    query = select(CouncilYear).where(
        CouncilYear.council_id == council_id, CouncilYear.year == year
    )
    return session.scalars(query).one_or_none()


def get(session: Session, council_id: int, year: int) -> CouncilYear:
    """Raises: NotFound."""
    found = find(session, council_id, year)
    if found is None:
        raise NotFound(_NO_YEAR, year=year)
    return found


def of_council(session: Session, council_id: int) -> list[CouncilYear]:
    query = (
        select(CouncilYear).where(CouncilYear.council_id == council_id).order_by(CouncilYear.year)
    )
    return list(session.scalars(query))


def published(session: Session, council_id: int) -> list[int]:
    """The numbers of the years whose dates are public, earliest first."""
    query = (
        select(CouncilYear.year)
        .where(CouncilYear.council_id == council_id, CouncilYear.status == YearStatus.PUBLISHED)
        .order_by(CouncilYear.year)
    )
    return list(session.scalars(query))


def draft_dates(session: Session, year_id: int) -> list[DraftDate]:
    """All rows of a draft, in the order in which they came."""
    query = select(DraftDate).where(DraftDate.year_id == year_id).order_by(DraftDate.position)
    return list(session.scalars(query))


def delete_dates(session: Session, rows: Iterable[DraftDate]) -> None:
    for row in rows:
        session.delete(row)
    session.flush()


def planned_days(session: Session, council_id: int) -> set[date]:
    """Every day that has a meeting of the council, or a date of one of its drafts."""
    drafted = select(DraftDate.day).join(CouncilYear, CouncilYear.id == DraftDate.year_id)
    days = session.scalars(drafted.where(CouncilYear.council_id == council_id))
    held = session.scalars(select(Meeting.starts).where(Meeting.council_id == council_id))
    return {day for day in days if day} | {starts.date for starts in held}


def school_breaks(session: Session, council_id: int) -> SchoolBreaks | None:
    return session.get(SchoolBreaks, council_id)


def shared_meetings(
    session: Session, council_id: int, year: int
) -> list[tuple[Meeting, Council, int]]:
    """The year's meetings of other councils where people of this one sit, each with how many sit on both that year."""
    lasts = or_(Member.until_on.is_(None), Member.until_on >= date(year, 1, 1))
    mine = select(Member.person_id).where(Member.council_id == council_id, lasts)
    query = (
        select(Meeting, Council, func.count(Member.person_id.distinct()))
        .join(Council, Council.id == Meeting.council_id)
        .join(CouncilYear, CouncilYear.id == Meeting.council_year_id)
        .join(Member, Member.council_id == Meeting.council_id)
        .where(
            Meeting.council_id != council_id,
            Meeting.status == MeetingStatus.SCHEDULED,
            CouncilYear.year == year,
            Member.person_id.in_(mine),
            lasts,
        )
        .group_by(Meeting.id, Council.id)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, council, n) for meeting, council, n in session.execute(query)]


def foreign_calendars(session: Session, council_id: int) -> list[ForeignCalendar]:
    query = select(ForeignCalendar).where(ForeignCalendar.council_id == council_id)
    return list(session.scalars(query.order_by(ForeignCalendar.id)))


def foreign_events(
    session: Session, council_id: int, year: int
) -> list[tuple[ForeignEvent, ForeignCalendar]]:
    """What the council's foreign calendars hold of the year."""
    query = (
        select(ForeignEvent, ForeignCalendar)
        .join(ForeignCalendar, ForeignCalendar.id == ForeignEvent.calendar_id)
        .where(
            ForeignCalendar.council_id == council_id,
            ForeignEvent.first_on <= date(year, 12, 31),
            ForeignEvent.last_on >= date(year, 1, 1),
        )
        .order_by(ForeignEvent.first_on, ForeignEvent.id)
    )
    return [(event, calendar) for event, calendar in session.execute(query)]


def foreign_calendar(session: Session, calendar_id: int) -> ForeignCalendar | None:
    return session.get(ForeignCalendar, calendar_id)


def all_foreign_calendars(session: Session) -> list[ForeignCalendar]:
    return list(session.scalars(select(ForeignCalendar).order_by(ForeignCalendar.id)))


def empty_calendar(session: Session, calendar_id: int) -> None:
    """Takes its events away. No Situation reads them."""
    session.execute(delete(ForeignEvent).where(ForeignEvent.calendar_id == calendar_id))


def events_by_calendar(session: Session, council_id: int) -> dict[int, int]:
    """How many events each of the council's foreign calendars holds."""
    query = (
        select(ForeignEvent.calendar_id, func.count())
        .join(ForeignCalendar, ForeignCalendar.id == ForeignEvent.calendar_id)
        .where(ForeignCalendar.council_id == council_id)
        .group_by(ForeignEvent.calendar_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
