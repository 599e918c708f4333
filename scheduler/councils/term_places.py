"""The person and the place of a term: found where they exist, made where they do not."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date

from scheduler.councils import store, term_rules
from scheduler.councils.addresses import checked_address
from scheduler.councils.rows import Member, MemberRole, Person, Seat
from scheduler.councils.term_details import TermDetails
from scheduler.db.session import Session
from scheduler.errors import N_, invalid

_SITS = N_("%(person)s is already on the council. Write someone else's address.")
_NO_SEAT = N_("Choose one of the members or organisations in the list.")


def person_for(
    session: Session, council_id: int, new: TermDetails, terms: Iterable[Member], since_on: date
) -> Person:
    """Whoever has the address, or someone new. Raises: InvalidInput (`email`) for one who is on the council then.

    A deputy may take a seat; one who sits may not be a deputy too.
    """
    email = checked_address(new.email)
    person = store.person_by_email(session, email)
    if person is None:
        return store.add_person(session, new.name, email, phone=new.phone, language=new.language)
    for term in terms:
        is_free = term.is_deputy and new.role != MemberRole.DEPUTY
        lasts = term.covers_some_of(since_on, new.until_on or date.max)
        if term.person_id == person.id and lasts and not is_free:
            raise invalid("email", _SITS, person=person.name)
    if not term_rules.is_shared(session, person, council_id):
        person.name = new.name
        person.phone = new.phone or person.phone
        person.language = new.language or person.language
    return person


def seat_for(
    session: Session, council_id: int, organisation: str, title: str, taken: Container[int | None]
) -> Seat:
    """A seat of that organisation and title that has not ended and is not `taken` (ids), or a new one."""
    seats = store.seats(session, council_id)
    for seat in seats:
        is_alike = (seat.organisation, seat.title) == (organisation, title)
        if is_alike and seat.until_on is None and seat.id not in taken:
            return seat
    position = 1 + max((seat.position for seat in seats), default=0)
    seat = Seat(council_id=council_id, organisation=organisation, title=title, position=position)
    session.add(seat)
    session.flush()
    return seat


def last_call_order(terms: Iterable[Member], new: TermDetails) -> int:
    """The highest place in the order of calling of that seat's deputies, of that organisation's or of the council's."""
    wanted = (new.deputy_for_id, new.organisation.casefold())
    alike = [
        m for m in terms if m.is_deputy and (m.deputy_for_id, m.organisation.casefold()) == wanted
    ]
    return max((m.call_order for m in alike), default=0)


def with_seats_organisation(session: Session, council_id: int, new: TermDetails) -> TermDetails:
    """A personal deputy is of the organisation of the seat. Raises: InvalidInput (`deputy_for`) where there is none."""
    if new.deputy_for_id is None:
        return new
    for seat in store.seats(session, council_id):
        if seat.id == new.deputy_for_id:
            return replace(new, organisation=seat.organisation)
    raise invalid("deputy_for", _NO_SEAT)


def is_same_place(one: Member, other: Member) -> bool:
    return (one.seat_id, one.deputy_for_id, one.role) == (
        other.seat_id,
        other.deputy_for_id,
        other.role,
    )


def end_as_deputy(terms: Iterable[Member], person: Person, last_on: date) -> None:
    for term in terms:
        lasts = term.until_on is None or term.until_on > last_on
        if term.person_id == person.id and term.is_deputy and lasts:
            term.until_on = last_on
