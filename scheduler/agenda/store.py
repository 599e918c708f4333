"""How agendas are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Select, bindparam, select

from scheduler.agenda.rows import AgendaItem
from scheduler.db.session import Session


def agenda_of(session: Session, meeting_id: int) -> list[AgendaItem]:
    """The items of the meeting, in their order."""
    return agendas_of(session, [meeting_id]).get(meeting_id, [])


def agendas_of(session: Session, meeting_ids: Iterable[int]) -> dict[int, list[AgendaItem]]:
    """By meeting, its items in their order."""
    found: dict[int, list[AgendaItem]] = {}
    for item in session.scalars(_items(), {"meetings": sorted(meeting_ids)}):
        found.setdefault(item.meeting_id, []).append(item)
    return found


@cache
def _items() -> Select[AgendaItem]:
    """Made once: every letter asks it (notices/load_situation.py)."""
    of_them = AgendaItem.meeting_id.in_(bindparam("meetings", expanding=True))
    query = select(AgendaItem).where(of_them).order_by(AgendaItem.position, AgendaItem.id)
    return query.execution_options(populate_existing=True)


def delete_item(session: Session, item: AgendaItem) -> None:
    session.delete(item)
