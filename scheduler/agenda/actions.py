"""Action: the agenda of a meeting is saved as a whole. No mail is sent by it."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.agenda import store
from scheduler.agenda.item import Item, as_item, check_agenda, write_item
from scheduler.agenda.rows import AgendaItem
from scheduler.db.session import Session, flush
from scheduler.errors import Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting
from scheduler.papers import store as papers


def save_agenda(
    session: Session, meeting: Meeting, items: Sequence[Item], *, by: Actor, now: datetime
) -> bool:
    """The items become the meeting's agenda, in that order; empty rows fall away. False where that is how it is.

    Papers of an item that is removed stay with the meeting.
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
        papers.move_to_meeting(session, meeting.id, row.id)
        store.delete_item(session, row)
    for position, item in enumerate(wanted, start=1):
        row = rows[item.id] if item.id else AgendaItem(meeting_id=meeting.id)
        row.position = position
        write_item(row, item)
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
