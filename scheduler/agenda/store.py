"""How agendas are asked for."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select

from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.councils.rows import Person
from scheduler.db.session import Session
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.papers import store as papers


def agenda_of(session: Session, meeting_id: int) -> list[AgendaItem]:
    """The items that stand on the meeting's agenda, in their order."""
    items = items_of(session, [meeting_id]).get(meeting_id, [])
    return [item for item in items if item.status == ItemStatus.ON_AGENDA]


def items_of(session: Session, meeting_ids: Iterable[int]) -> dict[int, list[AgendaItem]]:
    """By meeting, its items in their order, those that are only proposed and those that were declined too."""
    found: dict[int, list[AgendaItem]] = {}
    for item in session.scalars(_items(), {"meetings": sorted(meeting_ids)}):
        found.setdefault(item.meeting_id, []).append(item)
    return found


@cache
def _items() -> Select[AgendaItem]:
    """Made once: every letter asks it (notices/load_situation.py)."""
    query = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id.in_(bindparam("meetings", expanding=True)))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return query.execution_options(populate_existing=True)


def meeting_to_copy(session: Session, meeting: Meeting) -> Meeting | None:
    """The council's latest meeting before this one that has an agenda."""
    query = (
        select(Meeting)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(
            Meeting.council_id == meeting.council_id,
            Meeting.starts_at < meeting.starts_at,
            AgendaItem.status == ItemStatus.ON_AGENDA,
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id)
    )
    return session.scalars(query.limit(1)).first()


def meeting_after(session: Session, meeting: Meeting, *, now: datetime) -> Meeting | None:
    """The council's next meeting after this one that is still to be held."""
    query = select(Meeting).where(
        Meeting.council_id == meeting.council_id,
        Meeting.starts_at > max(meeting.starts_at, now),
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    return session.scalars(query.order_by(Meeting.starts_at, Meeting.id).limit(1)).first()


def proposals(session: Session, council_id: int) -> list[tuple[AgendaItem, Meeting, Person]]:
    """Those of the council that wait for the secretary, the oldest first, with who proposed them to which meeting."""
    query = (
        select(AgendaItem, Meeting, Person)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Person, Person.id == AgendaItem.proposed_by_id)
        .where(Meeting.council_id == council_id, AgendaItem.status == ItemStatus.PROPOSED)
        .order_by(AgendaItem.id)
    )
    return [(item, meeting, person) for item, meeting, person in session.execute(query)]


def proposed_by(session: Session, meeting_id: int, person_id: int) -> list[AgendaItem]:
    """What the person has proposed to the meeting, whatever became of it."""
    query = select(AgendaItem).where(
        AgendaItem.meeting_id == meeting_id, AgendaItem.proposed_by_id == person_id
    )
    return list(session.scalars(query.order_by(AgendaItem.id)))


def proposal(session: Session, meeting_ids: Iterable[int], item_id: int) -> AgendaItem | None:
    """One that waits, to one of the meetings, locked; None where there is none any more: withdrawn, or settled."""
    query = select(AgendaItem).where(
        AgendaItem.id == item_id,
        AgendaItem.meeting_id.in_(sorted(meeting_ids)),
        AgendaItem.status == ItemStatus.PROPOSED,
    )
    return session.scalars(query.with_for_update()).one_or_none()


def add_item(session: Session, item: AgendaItem) -> None:
    session.add(item)


def delete_item(session: Session, item: AgendaItem) -> None:
    """With its papers."""
    papers.delete_of_item(session, item.id)
    session.delete(item)
