"""Actions: the council's seats, which stay when people change. Ended, never deleted. No mail is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.councils import store
from scheduler.councils.rows import Council, Member, Seat
from scheduler.db.session import Session
from scheduler.errors import N_, NotFound, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor

_ENDS_EARLY = N_("%(person)s begins on %(since)s. Choose that day or a later one.")


@dataclass(frozen=True, slots=True)
class Ended:
    """Whose terms end with a seat: those who sit on it, and its personal deputies."""

    holders: tuple[Member, ...]
    deputies: tuple[Member, ...]


def seat_by_id(session: Session, council: Council, seat_id: int) -> Seat:
    """Raises: NotFound where it is not of this council."""
    for seat in store.seats(session, council.id):
        if seat.id == seat_id:
            return seat
    raise NotFound


def ended_with_seat(terms: Iterable[Member], seat: Seat, *, last_on: date) -> Ended:
    """Rule: whose terms reach beyond that day and would end with the seat."""
    lasting = [m for m in terms if m.until_on is None or m.until_on > last_on]
    return Ended(
        tuple(m for m in lasting if m.seat_id == seat.id),
        tuple(m for m in lasting if m.deputy_for_id == seat.id),
    )


def end_seat(
    session: Session, council: Council, seat: Seat, *, last_on: date, by: Actor, now: datetime
) -> Ended:
    """The seat's last day is that one, and so is that of those on it and of its personal deputies.

    Raises: InvalidInput (`until`) where one of them has not begun by then.
    """
    ended = ended_with_seat(store.members(session, council.id), seat, last_on=last_on)
    for member in (*ended.holders, *ended.deputies):
        if member.since_on is not None and member.since_on > last_on:
            person = member.person.name
            raise invalid("until", _ENDS_EARLY, person=person, since=member.since_on)
    before = {"until": seat.until_on.isoformat() if seat.until_on else None}
    seat.until_on = last_on
    for member in (*ended.holders, *ended.deputies):
        member.end(last_on, now=now)
    session.flush()
    history.record(
        session,
        f"seat {seat.id} ended",
        by=by,
        now=now,
        council_id=council.id,
        before=before,
        after={
            "until": last_on.isoformat(),
            "organisation": seat.organisation,
            "title": seat.title,
            "people": [m.person.name for m in (*ended.holders, *ended.deputies)],
        },
    )
    return ended
