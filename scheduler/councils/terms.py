"""Actions: one term at a time joins, is edited, leaves or is replaced. No mail is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as replace_fields
from datetime import date, datetime, timedelta

from scheduler.councils import settings, store, term_details
from scheduler.councils.rows import Council, Member, MemberRole, Person, Seat
from scheduler.councils.term_details import TermDetails
from scheduler.db.base import Json
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput, NotFound, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor

_TAKEN = N_("%(address)s belongs to %(person)s. Two people cannot have the same address.")
_SITS = N_("%(person)s is already on the council. Write someone else's address.")
_SHARED = N_("%(person)s also belongs to another council, so this cannot be changed here.")
_NO_SEAT = N_("Choose one of the members or organisations in the list.")
_STARTS_EARLY = N_("The first day of the one before is %(since)s. Choose a later day.")
_SEAT_TAKEN = N_("%(person)s has the seat then. End that term first, or choose another day.")


def by_id(session: Session, council: Council, member_id: int) -> Member:
    """The term, ended or not, with person and seats. Raises: NotFound where it is not of this council."""
    for member in store.members(session, council.id):
        if member.id == member_id:
            return member
    raise NotFound


def is_shared(session: Session, person: Person, council_id: int) -> bool:
    """True where the person also sits in, answers for or keeps another council: then the name and address are fixed.

    An address is a way to sign in, so whoever keeps one council may not change that of one who keeps another.
    """
    if store.other_councils(session, person.id, council_id):
        return True
    account = store.account_of(session, person.id)
    kept = store.councils_of_account(session, account.id) if account else []
    return any(council.id != council_id for council in kept)


def join(
    session: Session,
    council: Council,
    new: TermDetails,
    *,
    since_on: date,
    by: Actor,
    now: datetime,
) -> Member:
    """A new term: on a vacant seat of that organisation and title, else on a new one; a deputy last in their list.

    One who has the address already is that person; their details are left as they are where they belong elsewhere too.
    Raises: InvalidInput.
    """
    new = term_details.clean(new)
    term_details.check(new, since_on)
    terms = store.members(session, council.id)
    new = _of_its_seat(session, council.id, new)
    person = _person(session, council.id, new, terms, since_on)
    is_deputy = new.role == MemberRole.DEPUTY
    member = Member(
        council_id=council.id,
        person=person,
        seat=None if is_deputy else _seat(session, council.id, new, terms, since_on),
        role=new.role,
        deputy_for_id=new.deputy_for_id,
        organisation=new.organisation,
        call_order=_last(terms, new) + 1 if is_deputy else 0,
        since_on=since_on,
        until_on=new.until_on,
    )
    session.add(member)
    session.flush()
    _record(session, member, "joined", by=by, now=now)
    return member


def edit(session: Session, member: Member, new: TermDetails, *, by: Actor, now: datetime) -> None:
    """Sets what `new` says; the seat, and its own deputies, follow to another organisation.

    Raises: InvalidInput, also where a deputy would get a seat by it, or the other way round, and for the name or
    address of one who belongs to another council too. Nothing is changed then.
    """
    new = term_details.clean(new)
    terms = store.members(session, member.council_id)
    person, seat = member.person, member.seat
    term_details.check(new, member.since_on)
    if (new.role == MemberRole.DEPUTY) != member.is_deputy:
        raise invalid("role", term_details.ROLE)
    new = _of_its_seat(session, member.council_id, new)
    email = person.email if new.email == person.email else settings.address(new.email)
    _may_be_called(session, member, new.name, email)
    _may_last(terms, member, new.until_on)
    before = _seen(member)
    person.name, person.email, person.phone = new.name, email, new.phone
    person.language = new.language or None
    stood_for = (member.deputy_for_id, member.organisation.casefold())
    if member.is_deputy and stood_for != (new.deputy_for_id, new.organisation.casefold()):
        member.call_order = _last(terms, new) + 1
        member.deputy_for_id = new.deputy_for_id
    member.role, member.organisation = new.role, new.organisation
    member.end(new.until_on, now=now)
    if seat is not None:
        seat.organisation, seat.title = new.organisation, new.title
        for deputy in terms:
            if deputy.deputy_for_id == seat.id:
                deputy.organisation = new.organisation
    if _seen(member) == before:
        return
    flush(session, Conflict())
    _record(session, member, "edited", before=before, by=by, now=now)


def leave(session: Session, member: Member, *, last_on: date, by: Actor, now: datetime) -> None:
    """Ends the term with that day; the seat stays, with its deputies. Raises: InvalidInput (`until`)."""
    if member.since_on is not None and last_on < member.since_on:
        raise invalid("until", term_details.ENDS_EARLY, since=member.since_on)
    if member.until_on == last_on:
        return
    terms = store.members(session, member.council_id)
    _may_last(terms, member, last_on)
    before = _seen(member)
    member.end(last_on, now=now)
    session.flush()
    _record(session, member, "left", before=before, by=by, now=now)


def replace(
    session: Session,
    member: Member,
    *,
    name: str,
    email: str,
    since_on: date,
    by: Actor,
    now: datetime,
) -> Member:
    """The successor's term from `since_on`, with the same seat, role, organisation and place in the order of calling.

    The old term ends the day before, unless it has ended. Personal deputies stay with the seat; a deputy who takes a
    seat is no deputy from that day. Doing it twice changes nothing more. Raises: InvalidInput.
    """
    new = term_details.clean(
        TermDetails(name, email, role=member.role, organisation=member.organisation)
    )
    term_details.check(new, None)
    terms = store.members(session, member.council_id)
    for other in terms:
        is_successor = other.since_on == since_on and other.id != member.id
        is_same = other.person.email.casefold() == new.email.casefold()
        if is_successor and is_same and _is_same_place(other, member):
            return other
    if member.since_on is not None and since_on <= member.since_on:
        raise invalid("since", _STARTS_EARLY, since=member.since_on)
    _must_be_free(terms, member, since_on=since_on, until_on=None, field="since")
    person = _person(session, member.council_id, new, terms, since_on)
    before, eve = _seen(member), since_on - timedelta(days=1)
    member.end(min(member.until_on or eve, eve), now=now)
    if not member.is_deputy:
        _end_as_deputy(terms, person, eve)
    successor = Member(
        council_id=member.council_id,
        person=person,
        seat=member.seat,
        deputy_for=member.deputy_for,
        role=member.role,
        organisation=member.organisation,
        call_order=member.call_order,
        since_on=since_on,
    )
    session.add(successor)
    session.flush()
    _record(session, member, "replaced", before=before, by=by, now=now)
    _record(session, successor, "joined", by=by, now=now)
    return successor


def _may_be_called(session: Session, member: Member, name: str, email: str) -> None:
    """Raises: InvalidInput where the address is another's, or name and address are not this council's to change."""
    person = member.person
    given = {"name": (name, person.name), "email": (email, person.email)}
    changed = [key for key, (new, old) in given.items() if new != old]
    if not changed:
        return
    if is_shared(session, person, member.council_id):
        raise InvalidInput({key: Fault(_SHARED, {"person": person.name}) for key in changed})
    other = store.person_by_email(session, email)
    if other is not None and other.id != person.id:
        raise invalid("email", _TAKEN, address=email, person=other.name)


def _may_last(terms: Iterable[Member], member: Member, until_on: date | None) -> None:
    """Raises: InvalidInput (`until`) where the term would last into someone else's on the seat."""
    was = member.until_on
    if was is not None and (until_on is None or until_on > was):
        after = was + timedelta(days=1)
        _must_be_free(terms, member, since_on=after, until_on=until_on, field="until")


def _must_be_free(
    terms: Iterable[Member],
    member: Member,
    *,
    since_on: date,
    until_on: date | None,
    field: str,
) -> None:
    """Raises: InvalidInput where someone else has the seat on one of these days."""
    if member.seat_id is None:
        return
    for other in terms:
        is_other = other.id != member.id and other.seat_id == member.seat_id
        if is_other and other.covers_some_of(since_on, until_on or date.max):
            raise invalid(field, _SEAT_TAKEN, person=other.person.name)


# people and places


def _person(
    session: Session, council_id: int, new: TermDetails, terms: Iterable[Member], since_on: date
) -> Person:
    """Whoever has the address, or someone new. Raises: InvalidInput (`email`) for one who is on the council then.

    A deputy may take a seat; one who sits may not be a deputy too.
    """
    email = settings.address(new.email)
    person = store.person_by_email(session, email)
    if person is None:
        person = Person(name=new.name, email=email, phone=new.phone, language=new.language or None)
        session.add(person)
        flush(session, Conflict())
        return person
    for term in terms:
        is_free = term.is_deputy and new.role != MemberRole.DEPUTY
        lasts = term.covers_some_of(since_on, new.until_on or date.max)
        if term.person_id == person.id and lasts and not is_free:
            raise invalid("email", _SITS, person=person.name)
    if not is_shared(session, person, council_id):
        person.name = new.name
        person.phone = new.phone or person.phone
        person.language = new.language or person.language
    return person


def _seat(
    session: Session, council_id: int, new: TermDetails, terms: Iterable[Member], since_on: date
) -> Seat:
    """A seat of that organisation and title that nobody has or is to have from that day, or a new one."""
    taken = {member.seat_id for member in terms if member.covers_some_of(since_on, date.max)}
    seats = store.seats(session, council_id)
    for seat in seats:
        is_alike = (seat.organisation, seat.title) == (new.organisation, new.title)
        if is_alike and seat.until_on is None and seat.id not in taken:
            return seat
    position = 1 + max((seat.position for seat in seats), default=0)
    seat = Seat(
        council_id=council_id, organisation=new.organisation, title=new.title, position=position
    )
    session.add(seat)
    session.flush()
    return seat


def _last(terms: Iterable[Member], new: TermDetails) -> int:
    """The highest place in the order of calling of that seat's deputies, of that organisation's or of the council's."""
    wanted = (new.deputy_for_id, new.organisation.casefold())
    alike = [
        m for m in terms if m.is_deputy and (m.deputy_for_id, m.organisation.casefold()) == wanted
    ]
    return max((m.call_order for m in alike), default=0)


def _of_its_seat(session: Session, council_id: int, new: TermDetails) -> TermDetails:
    """A personal deputy is of the organisation of the seat. Raises: InvalidInput (`deputy_for`) where there is none."""
    if new.deputy_for_id is None:
        return new
    for seat in store.seats(session, council_id):
        if seat.id == new.deputy_for_id:
            return replace_fields(new, organisation=seat.organisation)
    raise invalid("deputy_for", _NO_SEAT)


def _is_same_place(one: Member, other: Member) -> bool:
    return (one.seat_id, one.deputy_for_id, one.role) == (
        other.seat_id,
        other.deputy_for_id,
        other.role,
    )


def _end_as_deputy(terms: Iterable[Member], person: Person, last_on: date) -> None:
    for term in terms:
        lasts = term.until_on is None or term.until_on > last_on
        if term.person_id == person.id and term.is_deputy and lasts:
            term.until_on = last_on


# history


def _record(
    session: Session,
    member: Member,
    what: str,
    *,
    by: Actor,
    now: datetime,
    before: Json | None = None,
) -> None:
    history.record(
        session,
        f"member {member.id} {what}",
        by=by,
        now=now,
        council_id=member.council_id,
        before=before,
        after=_seen(member),
    )


def _seen(member: Member) -> Json:
    person, seat = member.person, member.seat
    return {
        "person": person.id,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language,
        "role": str(member.role),
        "organisation": member.organisation,
        "seat": seat.id if seat else None,
        "title": seat.title if seat else "",
        "deputy_for": member.deputy_for_id,
        "call_order": member.call_order,
        "since": member.since_on.isoformat() if member.since_on else None,
        "until": member.until_on.isoformat() if member.until_on else None,
    }
