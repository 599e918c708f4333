"""Actions: one term at a time joins, is edited, leaves or is replaced; a seat ends. No mail is sent."""

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduler.clock import FIVE_MINUTES
from scheduler.councils import store, term_rules
from scheduler.councils.rows import Council, Member, MemberRole, Person, Seat
from scheduler.councils.term_rules import TermDetails
from scheduler.db.base import Json
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, NotFound, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor

_STARTS_EARLY = N_("The first day of the one before is %(since)s. Choose a later day.")
_BEGINS_LATER = N_("%(person)s begins on %(since)s. Choose that day or a later one.")
_SITS = N_("%(person)s is already on the council. Write someone else's address.")


def term_by_id(session: Session, council: Council, member_id: int) -> Member:
    """The term, ended or not, with person and seats. Raises: NotFound where it is not of this council."""
    for member in store.members(session, council.id):
        if member.id == member_id:
            return member
    raise NotFound


def join_council(
    session: Session, council: Council, new: TermDetails, *, by: Actor, now: datetime
) -> Member:
    """A new term of who has the address, or of somebody new.

    Their details are left as they are where they belong elsewhere too. Raises: InvalidInput.
    """
    new = term_rules.checked_details(new)
    terms = store.members(session, council.id)
    person = _person_for(session, council.id, new, terms)
    member = new_term(session, council.id, person, new, terms)
    _record(session, member, "joined", by=by, now=now)
    return member


def new_term(
    session: Session, council_id: int, person: Person, new: TermDetails, terms: Iterable[Member]
) -> Member:
    """On a vacant seat of that organisation and title, else on a new one; a deputy last in their list."""
    seat, call_order = None, 0
    if new.role == MemberRole.DEPUTY:
        call_order = _next_call_order(terms, new)
    else:
        first_on = new.since_on or date.min
        taken = {term.seat_id for term in terms if term.covers_some_of(first_on, date.max)}
        seat = seat_for(session, council_id, new.organisation, new.title, taken)
    member = Member(
        council_id=council_id,
        person=person,
        seat=seat,
        role=str(new.role),
        deputy_for_id=new.deputy_for_id,
        organisation=new.organisation,
        call_order=call_order,
        since_on=new.since_on,
        until_on=new.until_on,
    )
    session.add(member)
    session.flush()
    return member


def _person_for(
    session: Session, council_id: int, new: TermDetails, terms: Iterable[Member]
) -> Person:
    """Whoever has the address, or someone new. Raises: InvalidInput (`email`) for one who is on the council then.

    A deputy may take a seat; one who sits may not be a deputy too.
    """
    person = store.person_by_email(session, new.email)
    if person is None:
        return store.add_person(
            session, new.name, new.email, phone=new.phone, language=new.language
        )
    for term in terms:
        is_free = term.is_deputy and new.role != MemberRole.DEPUTY
        lasts = term.covers_some_of(new.since_on or date.min, new.until_on or date.max)
        if term.person_id == person.id and lasts and not is_free:
            raise invalid("email", _SITS, person=person.name)
    if not store.other_councils(session, person.id, council_id):
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


def _next_call_order(terms: Iterable[Member], new: TermDetails) -> int:
    """The last place among the deputies of that seat, of that organisation or of the council."""
    alike = [term for term in terms if term.is_deputy and _list_of(term) == _list_of(new)]
    return 1 + max((term.call_order for term in alike), default=0)


def _list_of(deputy: Member | TermDetails) -> tuple[int | None, str]:
    return deputy.deputy_for_id, deputy.organisation.casefold()


def edit_term(
    session: Session, member: Member, new: TermDetails, *, by: Actor, now: datetime
) -> None:
    """Sets what `new` says; the seat, and its own deputies, follow to another organisation.

    Raises: InvalidInput, also where a deputy would get a seat by it, or the other way round, and for the name or
    address of one who belongs to another council too. Nothing is changed then.
    """
    new = term_rules.checked_details(replace(new, since_on=member.since_on))
    terms = store.members(session, member.council_id)
    person, seat = member.person, member.seat
    if (new.role == MemberRole.DEPUTY) != member.is_deputy:
        raise invalid("role", term_rules.ROLE, value=new.role)
    term_rules.check_identity(session, member, new.name, new.email)
    term_rules.check_last_day(terms, member, new.until_on)
    with _recorded(session, member, "edited", by=by, now=now):
        person.name, person.email, person.phone = new.name, new.email, new.phone
        person.language = new.language or None
        if member.is_deputy and _list_of(member) != _list_of(new):
            member.call_order = _next_call_order(terms, new)
            member.deputy_for_id = new.deputy_for_id
        member.role, member.organisation = new.role, new.organisation
        member.end(new.until_on, now=now)
        if seat is not None:
            seat.organisation, seat.title = new.organisation, new.title
            for deputy in terms:
                if deputy.deputy_for_id == seat.id:
                    deputy.organisation = new.organisation


def end_term(
    session: Session,
    member: Member,
    *,
    last_on: date | None,
    by: Actor,
    now: datetime,
    what: str = "left",
) -> None:
    """Sets the term's last day, or that it has none; the seat stays, with its deputies. `what` stands in the history.

    Raises: InvalidInput (`until`), also where someone else has the seat by then.
    """
    if last_on and member.since_on and last_on < member.since_on:
        raise invalid("until", term_rules.ENDS_EARLY, since=member.since_on)
    term_rules.check_last_day(store.members(session, member.council_id), member, last_on)
    with _recorded(session, member, what, by=by, now=now):
        member.end(last_on, now=now)


def can_take_back(member: Member, *, now: datetime) -> bool:
    """Whether the end of the term may be taken back: for five minutes, in which no mail about it is due."""
    return member.ended_at is not None and now < member.ended_at + FIVE_MINUTES


def replace_member(
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
    seat is no deputy from that day. Raises: InvalidInput.
    """
    new = TermDetails(
        name, email, role=member.role, organisation=member.organisation, since_on=since_on
    )
    new, terms = term_rules.checked_details(new), store.members(session, member.council_id)
    if member.since_on is not None and since_on <= member.since_on:
        raise invalid("since", _STARTS_EARLY, since=member.since_on)
    term_rules.check_free(terms, member, since_on, None, field="since")
    person = _person_for(session, member.council_id, new, terms)
    eve = since_on - timedelta(days=1)
    with _recorded(session, member, "replaced", by=by, now=now):
        member.end(min(member.until_on or eve, eve), now=now)
    for term in terms if not member.is_deputy else ():
        if term.person_id == person.id and term.covers_some_of(since_on, date.max):
            term.until_on = eve
    kept = ("council_id", "seat", "deputy_for", "role", "organisation", "call_order")
    successor = Member(
        person=person, since_on=since_on, **{key: getattr(member, key) for key in kept}
    )
    session.add(successor)
    session.flush()
    _record(session, successor, "joined", by=by, now=now)
    return successor


@contextmanager
def _recorded(
    session: Session, member: Member, what: str, *, by: Actor, now: datetime
) -> Iterator[None]:
    """What the block changes of the term is saved, and told in its history. Raises: Conflict."""
    before = _record_of(member)
    yield
    if _record_of(member) != before:
        flush(session, Conflict())
        _record(session, member, what, before, by=by, now=now)


def _record(
    session: Session,
    member: Member,
    what: str,
    before: Json | None = None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    subject, of, after = f"member {member.id} {what}", member.council_id, _record_of(member)
    history.record(session, subject, by=by, now=now, council_id=of, before=before, after=after)


def _record_of(member: Member) -> Json:
    person, seat = member.person, member.seat
    own = {key: getattr(person, key) for key in ("name", "email", "phone", "language")}
    days = {"since": member.since_on, "until": member.until_on}
    return {
        "person": person.id,
        **own,
        "role": str(member.role),
        "organisation": member.organisation,
        "seat": seat.id if seat else None,
        "title": seat.title if seat else "",
        "deputy_for": member.deputy_for_id,
        "call_order": member.call_order,
        **{key: day.isoformat() if day else None for key, day in days.items()},
    }


# seats, which stay when people change: ended, never deleted


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
            raise invalid("until", _BEGINS_LATER, person=person, since=member.since_on)
    before: Json = {"until": seat.until_on.isoformat() if seat.until_on else None}
    seat.until_on = last_on
    for member in ended:
        member.end(last_on, now=now)
    session.flush()
    told: dict[str, Json] = {"before": before, "after": {"until": last_on.isoformat()}}
    subject = f"seat {seat.id} ended"
    history.record(session, subject, by=by, now=now, council_id=council.id, **told)
