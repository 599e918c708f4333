"""How meetings are asked for."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, select, tuple_

from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.meetings.rows import DeputyCall, Meeting, MeetingStatus, Reply

_NO_MEETING = N_("There is no meeting %(number)s.")


def by_number(session: Session, council_id: int, number: int) -> Meeting:
    """Raises: NotFound."""
    query = select(Meeting).where(Meeting.council_id == council_id, Meeting.number == number)
    meeting = session.scalars(query).one_or_none()
    if meeting is None:
        raise NotFound(_NO_MEETING, number=number)
    return meeting


def of_council(session: Session, council_id: int, *, since: date | None = None) -> list[Meeting]:
    """The council's meetings, earliest first; with `since` surely all from that day on, and maybe one before it."""
    # No zone is a whole day ahead of UTC.
    first = datetime.combine(since - timedelta(days=1), time(), UTC) if since else None
    query = _of_council(since=first is not None)
    return list(session.scalars(query, {"council": council_id, "first": first}))


@cache
def _of_council(*, since: bool) -> Select[Meeting]:
    """Made once, as `_replies_to`: every letter asks both (notices/load_situation.py)."""
    query = select(Meeting).where(Meeting.council_id == bindparam("council"))
    if since:
        query = query.where(Meeting.starts_at >= bindparam("first"))
    query = query.order_by(Meeting.starts_at, Meeting.id)
    return query.execution_options(populate_existing=True)


def upcoming(session: Session, council_id: int, *, now: datetime) -> list[Meeting]:
    """The council's meetings not yet over, cancelled ones too, soonest first."""
    query = _of_council(since=False).where(Meeting.ends_at > now)
    return list(session.scalars(query, {"council": council_id, "first": None}))


def next_held(session: Session, *, now: datetime) -> dict[int, Meeting]:
    """By council: the first meeting not yet over that will be held."""
    held = (Meeting.ends_at > now, Meeting.status == MeetingStatus.SCHEDULED)
    first = select(Meeting.council_id, func.min(Meeting.starts_at)).where(*held)
    first = first.group_by(Meeting.council_id)
    is_first = tuple_(Meeting.council_id, Meeting.starts_at).in_(first)
    query = select(Meeting).where(*held, is_first).order_by(Meeting.id.desc())
    return {meeting.council_id: meeting for meeting in session.scalars(query)}


def of_year(session: Session, year_id: int) -> list[Meeting]:
    query = select(Meeting).where(Meeting.council_year_id == year_id)
    query = query.order_by(Meeting.starts_at, Meeting.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def next_number(session: Session, council_id: int) -> int:
    query = select(func.max(Meeting.number)).where(Meeting.council_id == council_id)
    return (session.scalars(query).one() or 0) + 1


def is_doubled(session: Session, meeting: Meeting) -> bool:
    """True where the council has another scheduled meeting at the same start."""
    is_same = (Meeting.council_id == meeting.council_id, Meeting.starts_at == meeting.starts_at)
    is_other = (Meeting.id != meeting.id, Meeting.status == MeetingStatus.SCHEDULED)
    return session.scalars(select(Meeting.id).where(*is_same, *is_other)).first() is not None


def replies_to(
    session: Session, meeting_ids: Iterable[int], *, person_id: int | None = None
) -> dict[int, list[Reply]]:
    """By meeting, every answer to it in the order they came; those of one person where that is given."""
    by_meeting: dict[int, list[Reply]] = {}
    given = {"meetings": sorted(meeting_ids), "person": person_id}
    for reply in session.scalars(_replies_to(of_one=person_id is not None), given):
        by_meeting.setdefault(reply.meeting_id, []).append(reply)
    return by_meeting


@cache
def _replies_to(*, of_one: bool) -> Select[Reply]:
    of_them = Reply.meeting_id.in_(bindparam("meetings", expanding=True))
    query = select(Reply).where(of_them).order_by(Reply.id)
    return query.where(Reply.person_id == bindparam("person")) if of_one else query


def replies_of(session: Session, person_id: int) -> list[Reply]:
    """Every answer of the person, in the order they came."""
    query = select(Reply).where(Reply.person_id == person_id).order_by(Reply.id)
    return list(session.scalars(query))


def calls_to(session: Session, meeting_ids: Iterable[int]) -> dict[int, list[DeputyCall]]:
    """By meeting, every call of a deputy to it, in the order they were made."""
    by_meeting: dict[int, list[DeputyCall]] = {}
    for call in session.scalars(_calls_to(), {"meetings": sorted(meeting_ids)}):
        by_meeting.setdefault(call.meeting_id, []).append(call)
    return by_meeting


@cache
def _calls_to() -> Select[DeputyCall]:
    of_them = DeputyCall.meeting_id.in_(bindparam("meetings", expanding=True))
    query = select(DeputyCall).where(of_them).order_by(DeputyCall.id)
    return query.execution_options(populate_existing=True)


def calls_of(session: Session, person_id: int) -> list[DeputyCall]:
    """Every call of the person as a deputy, in the order they were made."""
    query = select(DeputyCall).where(DeputyCall.person_id == person_id).order_by(DeputyCall.id)
    return list(session.scalars(query))


def with_wrong_instant(session: Session, council_id: int, *, now: datetime) -> list[Meeting]:
    """Coming meetings whose instant is no longer that of their time on the wall: the zone's rules have changed."""
    query = select(Meeting).where(Meeting.council_id == council_id, Meeting.ends_at > now)
    return [
        meeting
        for meeting in session.scalars(query.order_by(Meeting.starts_at))
        if (meeting.starts_at, meeting.ends_at) != (meeting.starts.utc(), meeting.ends.utc())
    ]
