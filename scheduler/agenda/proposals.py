"""Actions: a member proposes an item and may withdraw it; the secretary takes it or declines. No mail is sent by it."""

from dataclasses import replace
from datetime import datetime

from scheduler.agenda import store
from scheduler.agenda.item import Item, check_item, write_item
from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting

MOST_PROPOSALS = 10
_NO_LATER = N_("The council has no later meeting yet. Publish or add one first.")
_MANY = N_("You have proposed %(n)s items to the meeting. Write to the secretary about more.")


def propose_item(
    session: Session,
    council: Council,
    meeting: Meeting,
    person: Person,
    item: Item,
    *,
    by: Actor,
    now: datetime,
) -> AgendaItem:
    """The caller sees to it that the last day has not passed. Raises: InvalidInput, as `check_item`."""
    check_item(item)
    if len(store.proposed_by(session, meeting.id, person.id)) >= MOST_PROPOSALS:
        raise invalid("heading", _MANY, n=MOST_PROPOSALS)
    row = AgendaItem(meeting_id=meeting.id, position=0, status=ItemStatus.PROPOSED)
    write_item(row, replace(item, is_public=council.items_are_public))
    row.proposed_by_id = person.id
    store.add_item(session, row)
    _record(session, meeting, row, f"proposed by person {person.id}", by=by, now=now)
    return row


def change_proposal(
    session: Session, meeting: Meeting, row: AgendaItem, item: Item, *, by: Actor, now: datetime
) -> None:
    """What the secretary sees is the new one. Raises: InvalidInput, as `check_item`."""
    check_item(item)
    write_item(row, replace(item, is_public=row.is_public))
    _record(session, meeting, row, f"changed by person {row.proposed_by_id}", by=by, now=now)


def withdraw_proposal(
    session: Session, meeting: Meeting, row: AgendaItem, *, by: Actor, now: datetime
) -> None:
    _record(session, meeting, row, f"withdrawn by person {row.proposed_by_id}", by=by, now=now)
    store.delete_item(session, row)


def take_proposal(
    session: Session, meeting: Meeting, row: AgendaItem, *, by: Actor, now: datetime
) -> None:
    """It stands last on the agenda; one that was proposed to a later meeting is this one's from then on."""
    row.meeting_id = meeting.id
    row.position = 1 + max(
        (one.position for one in store.agenda_of(session, meeting.id)), default=0
    )
    row.status = ItemStatus.ON_AGENDA
    _record(session, meeting, row, "taken", by=by, now=now)


def postpone_proposal(
    session: Session, meeting: Meeting, row: AgendaItem, *, by: Actor, now: datetime
) -> Meeting:
    """It waits as a proposal to the next meeting, which is returned. Raises: Conflict where there is none."""
    later = store.meeting_after(session, meeting, now=now)
    if later is None:
        raise Conflict(_NO_LATER)
    row.meeting_id = later.id
    _record(session, meeting, row, f"postponed to meeting {later.number}", by=by, now=now)
    return later


def decline_proposal(
    session: Session, meeting: Meeting, row: AgendaItem, *, by: Actor, now: datetime
) -> None:
    row.status = ItemStatus.DECLINED
    _record(session, meeting, row, "declined", by=by, now=now)


def _record(
    session: Session, meeting: Meeting, row: AgendaItem, what: str, *, by: Actor, now: datetime
) -> None:
    session.flush()
    history.record(
        session,
        f"meeting {meeting.number} item {what}",
        by=by,
        now=now,
        council_id=meeting.council_id,
        after={"item": row.heading},
    )
