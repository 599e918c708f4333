"""Actions: the council's seats, which stay when people change. Ended, never deleted. No mail is sent."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scheduler.councils import store
from scheduler.councils.rows import Council, Member, Seat
from scheduler.db.base import Json
from scheduler.db.session import Session
from scheduler.errors import N_, NotFound, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor

_ENDS_EARLY = N_("%(person)s begins on %(since)s. Choose that day or a later one.")


def seat_by_id(session: Session, council: Council, seat_id: int) -> Seat:
    """Raises: NotFound where it is not of this council."""
    for seat in store.seats(session, council.id):
        if seat.id == seat_id:
            return seat
    raise NotFound


def ended_with_seat(terms: Iterable[Member], seat: Seat, *, last_on: date) -> list[Member]:
    """Rule: whose terms reach beyond that day and would end with the seat: who sits there, then personal deputies."""
    after = last_on + timedelta(days=1)
    lasting = [term for term in terms if term.covers_some_of(after, date.max)]
    holders = [term for term in lasting if term.seat_id == seat.id]
    return holders + [term for term in lasting if term.deputy_for_id == seat.id]


def end_seat(
    session: Session, council: Council, seat: Seat, *, last_on: date, by: Actor, now: datetime
) -> None:
    """The seat's last day is that one, and so is that of those on it and of its personal deputies.

    Raises: InvalidInput (`until`) where one of them has not begun by then.
    """
    ended = ended_with_seat(store.members(session, council.id), seat, last_on=last_on)
    for member in ended:
        if member.since_on is not None and member.since_on > last_on:
            person = member.person.name
            raise invalid("until", _ENDS_EARLY, person=person, since=member.since_on)
    before: Json = {"until": seat.until_on.isoformat() if seat.until_on else None}
    seat.until_on = last_on
    for member in ended:
        member.end(last_on, now=now)
    session.flush()
    told: dict[str, Json] = {"before": before, "after": {"until": last_on.isoformat()}}
    subject = f"seat {seat.id} ended"
    history.record(session, subject, by=by, now=now, council_id=council.id, **told)
