"""Actions: who is on the council. Import of a members file; nothing here sends mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.rows import Council, Member, MemberRole, Person, Seat
from scheduler.councils.sheet import Entry, Role
from scheduler.councils.standing import Places
from scheduler.db.session import Session
from scheduler.errors import Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor


@dataclass(slots=True)
class Imported:
    """What an import did, by name. `kept` are people who also sit elsewhere: their name or phone was left as it was."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def import_list(
    session: Session, council: Council, entries: Sequence[Entry], *, by: Actor, now: datetime
) -> Imported:
    """Adds or updates everyone in the list; people not in it are left alone, and running it twice changes nothing.

    A deputy's `deputy_for` is a member's address or name (personal), an organisation, or empty (the council's list),
    called in file order. Raises: InvalidInput (`line 7`) for each that names neither; nothing is kept then.
    """
    done = Imported()
    today = Wall.at(now, council.zone).date
    terms = [term for term in store.members(session, council.id) if not term.is_over(today)]
    seats = store.seats(session, council.id)
    sitting = [entry for entry in entries if entry.role is not Role.DEPUTY]
    for entry in sitting:
        person, changed = _person(session, council, entry, done)
        terms, changed = _seated(session, council, entry, person, terms, seats, changed)
        _note(done, entry.name, changed)
    faults: dict[str, Fault] = {}
    deputies = [entry for entry in entries if entry.role is Role.DEPUTY]
    # Those who are there already are called first.
    last = max((term.call_order for term in terms if term.is_deputy), default=0)
    places = Places(terms, seats, ())
    for order, entry in enumerate(deputies, start=last + 1):
        try:
            of_id, organisation = places.named(entry.deputy_for.strip())
        except InvalidInput as error:
            faults |= {f"line {entry.line}": fault for fault in error.fields.values()}
            continue
        person, changed = _person(session, council, entry, done)
        _note(
            done,
            entry.name,
            _deputy(session, council, entry, person, terms, of_id, organisation, order, changed),
        )
    if faults:
        raise InvalidInput(faults)
    session.flush()
    after = {"added": len(done.added), "updated": len(done.updated)}
    history.record(session, "members imported", by=by, now=now, council_id=council.id, after=after)
    return done


def _note(done: Imported, name: str, changed: str) -> None:
    {"added": done.added, "updated": done.updated}.get(changed, done.unchanged).append(name)


def _person(session: Session, council: Council, entry: Entry, done: Imported) -> tuple[Person, str]:
    person = store.person_by_email(session, entry.email)
    if person is None:
        person = Person(
            name=entry.name, email=entry.email, phone=entry.phone, language=entry.language or None
        )
        session.add(person)
        session.flush()
        return person, "updated"
    wanted = {"name": entry.name, "phone": entry.phone, "language": entry.language}
    differs = {key: text for key, text in wanted.items() if text and getattr(person, key) != text}
    if not differs:
        return person, ""
    if store.other_councils(session, person.id, council.id):
        done.kept.append(entry.name)
        return person, ""
    for key, text in differs.items():
        setattr(person, key, text)
    return person, "updated"


def _seated(
    session: Session,
    council: Council,
    entry: Entry,
    person: Person,
    terms: list[Member],
    seats: list[Seat],
    changed: str,
) -> tuple[list[Member], str]:
    mine = next((m for m in terms if m.person_id == person.id and not m.is_deputy), None)
    if mine is None:
        seat = _vacant(entry, terms, seats) or _new_seat(session, council, entry, seats)
        mine = Member(
            council_id=council.id,
            person=person,
            person_id=person.id,
            seat=seat,
            role=entry.role.value,
            organisation=entry.organisation,
            since_on=entry.since,
            until_on=entry.until,
        )
        session.add(mine)
        session.flush()
        return [*terms, mine], "added"
    return terms, _apply(mine, wanted_of_member(entry)) or changed


def _deputy(
    session: Session,
    council: Council,
    entry: Entry,
    person: Person,
    terms: Iterable[Member],
    of_id: int | None,
    organisation: str,
    order: int,
    changed: str,
) -> str:
    mine = next((m for m in terms if m.person_id == person.id and m.is_deputy), None)
    if mine is not None:
        return _apply(mine, wanted_of_deputy(entry, of_id, organisation)) or changed
    session.add(
        Member(
            council_id=council.id,
            person_id=person.id,
            role=MemberRole.DEPUTY,
            deputy_for_id=of_id,
            organisation=organisation,
            call_order=order,
            since_on=entry.since,
            until_on=entry.until,
        )
    )
    return "added"


def wanted_of_member(entry: Entry) -> dict[str, object]:
    """What the list says of a term on a seat. An empty cell, or a column that is not there, takes nothing away."""
    wanted = {"role": entry.role.value, "organisation": entry.organisation} | _days(entry)
    if entry.role is Role.MEMBER:
        del wanted["role"]  # "member" is what an empty cell means too: a chair stays chair
    return {key: value for key, value in wanted.items() if value}


def wanted_of_deputy(entry: Entry, of_id: int | None, organisation: str) -> dict[str, object]:
    """Whom a deputy is to stand for; where the list does not say, it stays. Their place in the order stays."""
    if not entry.deputy_for:
        return _days(entry)
    return {"deputy_for_id": of_id, "organisation": organisation} | _days(entry)


def _days(entry: Entry) -> dict[str, object]:
    days = {"since_on": entry.since, "until_on": entry.until}
    return {key: day for key, day in days.items() if day}


def _apply(member: Member, wanted: Mapping[str, object]) -> str:
    differs = {key: value for key, value in wanted.items() if getattr(member, key) != value}
    for key, value in differs.items():
        setattr(member, key, value)
    return "updated" if differs else ""


def _vacant(entry: Entry, terms: list[Member], seats: list[Seat]) -> Seat | None:
    """A seat of that organisation and title that nobody has been put on."""
    taken = {member.seat_id for member in terms}
    return next(
        (
            seat
            for seat in seats
            if seat.id not in taken
            and seat.until_on is None
            and (seat.organisation, seat.title) == (entry.organisation, entry.seat)
        ),
        None,
    )


def _new_seat(session: Session, council: Council, entry: Entry, seats: list[Seat]) -> Seat:
    seat = Seat(
        council_id=council.id,
        organisation=entry.organisation,
        title=entry.seat,
        position=1 + max((seat.position for seat in seats), default=0),
    )
    session.add(seat)
    session.flush()
    seats.append(seat)
    return seat
