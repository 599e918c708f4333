"""Action: the agenda of a meeting is saved as a whole. No mail is sent by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.agenda import store
from scheduler.agenda.rows import MOST, AgendaItem
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting

MOST_ITEMS = 60
NO_HEADING = N_("Write what the item is about.")
_LONG = N_("Write at most %(n)s characters.")
_MANY = N_("An agenda has at most %(n)s items.")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the agenda as it is wanted; without an `id` it is new."""

    heading: str
    scope: str = ""
    presenter: str = ""
    id: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.heading or self.scope or self.presenter)


def as_item(row: AgendaItem) -> Item:
    return Item(row.heading, row.scope, row.presenter, row.id)


def check_agenda(items: Sequence[Item]) -> None:
    """Raises: InvalidInput with every fault at once, by `heading-0`, `scope-0` … of the row, from 0."""
    faults: dict[str, Fault] = {}
    for n, item in enumerate(items):
        for name in ("heading", "scope", "presenter"):
            if len(getattr(item, name)) > MOST:
                faults[f"{name}-{n}"] = Fault(_LONG, {"n": MOST})
        if not item.heading and not item.is_empty:
            faults[f"heading-{n}"] = Fault(NO_HEADING)
    if len(items) > MOST_ITEMS:
        faults["agenda"] = Fault(_MANY, {"n": MOST_ITEMS})
    if faults:
        raise InvalidInput(faults)


def save_agenda(
    session: Session, meeting: Meeting, items: Sequence[Item], *, by: Actor, now: datetime
) -> bool:
    """The items become the meeting's agenda, in that order; empty rows fall away. False where that is how it is.

    Raises: InvalidInput, as `check_agenda`; Conflict where an item has been changed or deleted meanwhile.
    """
    check_agenda(items)
    wanted = [item for item in items if not item.is_empty]
    rows = {row.id: row for row in store.agenda_of(session, meeting.id)}
    before = [as_item(row) for row in rows.values()]
    if wanted == before:
        return False
    kept = {item.id for item in wanted if item.id}
    if not kept <= rows.keys():
        raise Conflict
    for row in (row for row in rows.values() if row.id not in kept):
        store.delete_item(session, row)
    for position, item in enumerate(wanted, start=1):
        row = rows[item.id] if item.id else AgendaItem(meeting_id=meeting.id)
        row.position, row.heading = position, item.heading
        row.scope, row.presenter = item.scope, item.presenter
        session.add(row)
    flush(session, Conflict())
    history.record(
        session,
        f"meeting {meeting.number} agenda changed",
        by=by,
        now=now,
        council_id=meeting.council_id,
        before={"agenda": [item.heading for item in before]},
        after={"agenda": [item.heading for item in wanted]},
    )
    return True
