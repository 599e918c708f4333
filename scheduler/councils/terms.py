"""Actions: one term at a time joins, is edited, leaves or is replaced. No mail is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from scheduler.clock import FIVE_MINUTES
from scheduler.councils import store, term_details, term_places, term_rules
from scheduler.councils.addresses import checked_address
from scheduler.councils.rows import Council, Member, MemberRole
from scheduler.councils.term_details import TermDetails
from scheduler.db.base import Json
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, NotFound, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor, Change

_CHANGES = ("joined", "edited", "left", "replaced")
_TAKEN_BACK = "end taken back"
_TOO_LATE = N_("It is too late to take this back. Change the last day of the term instead.")
_STARTS_EARLY = N_("The first day of the one before is %(since)s. Choose a later day.")


def term_by_id(session: Session, council: Council, member_id: int) -> Member:
    """The term, ended or not, with person and seats. Raises: NotFound where it is not of this council."""
    for member in store.members(session, council.id):
        if member.id == member_id:
            return member
    raise NotFound


def join_council(
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
    new = term_details.cleaned(new)
    term_details.check_term(new, since_on)
    terms = store.members(session, council.id)
    new = term_places.with_seats_organisation(session, council.id, new)
    person = term_places.person_for(session, council.id, new, terms, since_on)
    is_deputy = new.role == MemberRole.DEPUTY
    taken = {member.seat_id for member in terms if member.covers_some_of(since_on, date.max)}
    seat = (
        None
        if is_deputy
        else term_places.seat_for(session, council.id, new.organisation, new.title, taken)
    )
    member = Member(
        council_id=council.id,
        person=person,
        seat=seat,
        role=new.role,
        deputy_for_id=new.deputy_for_id,
        organisation=new.organisation,
        call_order=term_places.last_call_order(terms, new) + 1 if is_deputy else 0,
        since_on=since_on,
        until_on=new.until_on,
    )
    session.add(member)
    session.flush()
    _record(session, member, "joined", by=by, now=now)
    return member


def edit_term(
    session: Session, member: Member, new: TermDetails, *, by: Actor, now: datetime
) -> None:
    """Sets what `new` says; the seat, and its own deputies, follow to another organisation.

    Raises: InvalidInput, also where a deputy would get a seat by it, or the other way round, and for the name or
    address of one who belongs to another council too. Nothing is changed then.
    """
    new = term_details.cleaned(new)
    terms = store.members(session, member.council_id)
    person, seat = member.person, member.seat
    term_details.check_term(new, member.since_on)
    if (new.role == MemberRole.DEPUTY) != member.is_deputy:
        raise invalid("role", term_details.ROLE)
    new = term_places.with_seats_organisation(session, member.council_id, new)
    email = person.email if new.email == person.email else checked_address(new.email)
    term_rules.may_be_called(session, member, new.name, email)
    term_rules.may_last(terms, member, new.until_on)
    before = _seen(member)
    person.name, person.email, person.phone = new.name, email, new.phone
    person.language = new.language or None
    stood_for = (member.deputy_for_id, member.organisation.casefold())
    if member.is_deputy and stood_for != (new.deputy_for_id, new.organisation.casefold()):
        member.call_order = term_places.last_call_order(terms, new) + 1
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


def end_term(session: Session, member: Member, *, last_on: date, by: Actor, now: datetime) -> None:
    """Ends the term with that day; the seat stays, with its deputies. Raises: InvalidInput (`until`)."""
    if member.since_on is not None and last_on < member.since_on:
        raise invalid("until", term_details.ENDS_EARLY, since=member.since_on)
    if member.until_on == last_on:
        return
    terms = store.members(session, member.council_id)
    term_rules.may_last(terms, member, last_on)
    before = _seen(member)
    member.end(last_on, now=now)
    session.flush()
    _record(session, member, "left", before=before, by=by, now=now)


def undoable_end(session: Session, member: Member, *, now: datetime) -> Change | None:
    """The end of the term, while it may be taken back: five minutes, in which no mail about it is due."""
    subjects = {_subject(member, what): what for what in (*_CHANGES, _TAKEN_BACK)}
    change = history.latest_change(session, subjects, council_id=member.council_id)
    if change is None or subjects[change.subject] != "left":
        return None
    return change if now < change.at + FIVE_MINUTES else None


def take_end_back(session: Session, member: Member, *, by: Actor, now: datetime) -> None:
    """The term lasts as long as it did before it was ended.

    Raises: Conflict where the five minutes have passed, or something else was changed since; InvalidInput where someone
    else has the seat by now.
    """
    change = undoable_end(session, member, now=now)
    if change is None or change.before is None:
        raise Conflict(_TOO_LATE)
    until = change.before["until"]
    until_on = date.fromisoformat(str(until)) if until else None
    term_rules.may_last(store.members(session, member.council_id), member, until_on)
    before = _seen(member)
    member.end(until_on, now=now)
    session.flush()
    _record(session, member, _TAKEN_BACK, before=before, by=by, now=now)


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
    seat is no deputy from that day. Doing it twice changes nothing more. Raises: InvalidInput.
    """
    new = term_details.cleaned(
        TermDetails(name, email, role=member.role, organisation=member.organisation)
    )
    term_details.check_term(new, None)
    terms = store.members(session, member.council_id)
    if done := _successor(terms, member, new.email, since_on):
        return done
    if member.since_on is not None and since_on <= member.since_on:
        raise invalid("since", _STARTS_EARLY, since=member.since_on)
    term_rules.must_be_free(terms, member, since_on=since_on, until_on=None, field="since")
    person = term_places.person_for(session, member.council_id, new, terms, since_on)
    before, eve = _seen(member), since_on - timedelta(days=1)
    member.end(min(member.until_on or eve, eve), now=now)
    if not member.is_deputy:
        term_places.end_as_deputy(terms, person, eve)
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


def _successor(
    terms: Sequence[Member], member: Member, email: str, since_on: date
) -> Member | None:
    """Whoever has the member's place from that day, if it is the person with that address."""
    for other in terms:
        follows = other.since_on == since_on and other.id != member.id
        is_same = other.person.email.casefold() == email.casefold()
        if follows and is_same and term_places.is_same_place(other, member):
            return other
    return None


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
        _subject(member, what),
        by=by,
        now=now,
        council_id=member.council_id,
        before=before,
        after=_seen(member),
    )


def _subject(member: Member, what: str) -> str:
    """In history."""
    return f"member {member.id} {what}"


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
