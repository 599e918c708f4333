"""How years, and what their dates are compared with, are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select

from scheduler.clock import Wall
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


@dataclass(frozen=True, slots=True)
class Shared:
    """A meeting of another council of the installation, and how many sit on both that day.

    `last_on` is its last day, where it has several.
    """

    slug: str
    council: str
    starts: Wall
    people: int
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """Something in another body's calendar; without `starts` it takes the whole day, or several."""

    calendar_id: int
    name: str
    title: str
    first_on: date
    last_on: date
    starts: Wall | None


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


def shared(session: Session, council_id: int, year: int) -> list[Shared]:
    """The year's meetings of other councils where people of this one sit, each with how many sit on both that day."""
    mine = select(Member.person_id).where(Member.council_id == council_id)
    terms = defaultdict[tuple[int, int], list[Member]](list)
    for member in session.scalars(select(Member).where(Member.person_id.in_(mine))):
        terms[member.council_id, member.person_id].append(member)
    others = {council for council, _ in terms} - {council_id}
    if not others:
        return []
    people = {person for council, person in terms if council == council_id}
    found = []
    for meeting, council in _meetings_of(session, others, year):
        day = meeting.starts.date
        both = sum(
            _sits(terms, council_id, person, day) and _sits(terms, council.id, person, day)
            for person in people
        )
        if both:
            last = meeting.ends.date if meeting.ends.date > day else None
            found.append(Shared(council.slug, council.name, meeting.starts, both, last))
    return found


def _meetings_of(session: Session, councils: set[int], year: int) -> list[tuple[Meeting, Council]]:
    query = (
        select(Meeting, Council)
        .join(Council, Council.id == Meeting.council_id)
        .join(CouncilYear, CouncilYear.id == Meeting.council_year_id)
        .where(
            Meeting.council_id.in_(councils),
            CouncilYear.year == year,
            Meeting.status == MeetingStatus.SCHEDULED,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, council) for meeting, council in session.execute(query)]


def _sits(
    terms: dict[tuple[int, int], list[Member]], council_id: int, person_id: int, day: date
) -> bool:
    return any(member.covers(day) for member in terms.get((council_id, person_id), ()))


def foreign_calendars(session: Session, council_id: int) -> list[ForeignCalendar]:
    query = select(ForeignCalendar).where(ForeignCalendar.council_id == council_id)
    return list(session.scalars(query.order_by(ForeignCalendar.id)))


def busy(session: Session, council_id: int, year: int, *, zone: str) -> list[Busy]:
    """What the foreign calendars hold of the year, at the wall clock of `zone`."""
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
    return [
        Busy(
            calendar.id,
            calendar.name,
            event.title,
            event.first_on,
            event.last_on,
            Wall.at(event.starts.utc(), zone) if event.starts else None,
        )
        for event, calendar in session.execute(query)
    ]


def foreign_calendar(session: Session, calendar_id: int) -> ForeignCalendar | None:
    return session.get(ForeignCalendar, calendar_id)


def all_foreign_calendars(session: Session) -> list[ForeignCalendar]:
    return list(session.scalars(select(ForeignCalendar).order_by(ForeignCalendar.id)))


def events_of(session: Session, calendar_id: int) -> list[ForeignEvent]:
    """What a foreign calendar holds, in no order."""
    query = select(ForeignEvent).where(ForeignEvent.calendar_id == calendar_id)
    return list(session.scalars(query))


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
