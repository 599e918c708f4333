"""The import of a members file: what it would do, entry by entry, and doing it. No mail is sent by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.import_rules import DeputyPlaces, Doubt, ImportDoubts
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import Council, Member, MemberRole, Person
from scheduler.councils.term_rules import find_too_long
from scheduler.councils.terms import seat_for
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor

_AWAITED = N_("Waits for %(name)s on row %(line)s, which cannot be added yet.")


class Outcome(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the import would do with the entry; `person` and `term` are those that it is about, where they exist.

    `of_person` and `of_term` are the new values by attribute, `differences` the same with what is there before, and
    `place` is what a new term gets besides its role and days. `stands_for` is whom a deputy is for: a name, an
    organisation, or empty for the whole council. `is_kept`: the person's own details stay as they are. `field` is what
    the fault is in, empty where it is in another row. `doubts` are what a person should say yes to first.
    """

    entry: Entry
    person: Person | None = None
    term: Member | None = None
    of_person: Mapping[str, str] = field(default_factory=dict)
    of_term: Mapping[str, object] = field(default_factory=dict)
    place: Mapping[str, object] = field(default_factory=dict)
    differences: tuple[tuple[str, object, object], ...] = ()
    stands_for: str = ""
    is_kept: bool = False
    fault: Fault | None = None
    field: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def outcome(self) -> Outcome:
        if self.fault is not None:
            return Outcome.FAULTY
        if self.term is None:
            return Outcome.ADDED
        return Outcome.UPDATED if self.of_person or self.of_term else Outcome.UNCHANGED

    @property
    def role(self) -> str:
        """The person's afterwards."""
        return str(self.of_term.get("role", self.term.role if self.term else self.entry.role))

    @property
    def answer(self) -> str:
        """What stands for a yes to just these doubts about this person; empty without any."""
        codes = " ".join(doubt.code for doubt in self.doubts)
        return f"{self.entry.email.casefold()} {codes}" if codes else ""

    def waits(self, yes: Container[str]) -> bool:
        """Whether it cannot be taken, with those answers given."""
        return self.fault is not None or (bool(self.doubts) and self.answer not in yes)


def preview_import(
    session: Session,
    council: Council,
    entries: Sequence[Entry],
    *,
    now: datetime,
    faulty: Sequence[Entry] = (),
    yes: Container[str] = (),
) -> list[Foreseen]:
    """What an import of the entries would do, each compared with the terms there are. Writes nothing.

    `faulty` are rows that are left out, and `yes` the answers given to doubts. A deputy waits for a row that waits.
    """
    terms, seats = _lasting(session, council, now), store.seats(session, council.id)
    places, doubts = DeputyPlaces(terms, seats, entries), ImportDoubts(entries, terms)
    foreseen = [
        replace(
            _foresee(session, council, entry, terms, places), doubts=tuple(doubts.of_entry(entry))
        )
        for entry in entries
    ]
    # A row that cannot be read, or of one who has left, names nobody to wait for.
    left = [entry for entry in faulty if "" not in entry.faults]
    left += [one.entry for one in foreseen if one.waits(yes)]
    awaited = {word.casefold(): e for e in reversed(left) for word in (e.name, e.email) if word}
    return [_after(one, awaited.get(one.entry.deputy_for.casefold())) for one in foreseen]


def _lasting(session: Session, council: Council, now: datetime) -> list[Member]:
    today = Wall.at(now, council.zone).date
    return [term for term in store.members(session, council.id) if not term.is_over(today)]


def _foresee(
    session: Session,
    council: Council,
    entry: Entry,
    terms: Iterable[Member],
    places: DeputyPlaces,
) -> Foreseen:
    """Compares one entry; a cell that is too long, or whom a deputy is for, may be its fault."""
    is_deputy, stands_for = entry.role == MemberRole.DEPUTY, entry.deputy_for
    place: dict[str, object] = {"organisation": entry.organisation}
    faults = find_too_long(
        name=entry.name, organisation=entry.organisation, title=entry.seat, phone=entry.phone
    )
    try:
        if is_deputy:
            found = places.find_place(entry.deputy_for, entry.organisation)
            place = {"deputy_for_id": found.seat_id, "organisation": found.organisation}
            stands_for = found.name
    except InvalidInput as error:
        faults |= error.fields
    if faults:
        name, fault = next(iter(faults.items()))
        return Foreseen(entry, fault=fault, field=name, stands_for=entry.deputy_for)
    person = store.person_by_email(session, entry.email)
    own = {"name": entry.name, "phone": entry.phone, "language": entry.language}
    of_person = {k: v for k, v in own.items() if person and v and getattr(person, k) != v}
    is_kept = bool(of_person and person and store.other_councils(session, person.id, council.id))
    mine = (t for t in terms if person and t.person_id == person.id)
    term = next((t for t in mine if t.is_deputy == is_deputy), None)
    wanted = _wanted(entry, place, term) if term else {}
    of_term = {k: v for k, v in wanted.items() if getattr(term, k) != v}
    of_person = {} if is_kept else of_person
    changes = ((person, of_person), (term, of_term)) if term else ()
    return Foreseen(
        entry,
        person,
        term,
        of_person,
        of_term,
        place,
        tuple((key, getattr(row, key), new) for row, of in changes for key, new in of.items()),
        stands_for or (places.place_of(term) if term else ""),
        is_kept,
    )


def _wanted(entry: Entry, place: Mapping[str, object], term: Member) -> dict[str, object]:
    """What the list says of a term that exists. An empty cell, or a column that is not there, takes nothing away.

    The organisation of a personal deputy does not make them the organisation's.
    """
    days = {"since_on": entry.since, "until_on": entry.until}
    told: dict[str, object] = {key: day for key, day in days.items() if day}
    if entry.role == MemberRole.DEPUTY:
        is_told = entry.deputy_for or (place["organisation"] and term.deputy_for_id is None)
        return {**told, **place} if is_told else told
    if entry.role != MemberRole.MEMBER:  # what an empty cell means too: a chair stays chair
        told["role"] = entry.role.value
    return told | {key: value for key, value in place.items() if value}


def _after(one: Foreseen, awaited: Entry | None) -> Foreseen:
    """The same, or a fault where it is a deputy for somebody who sits nowhere yet and whose own row is left out."""
    is_there = one.entry.role != MemberRole.DEPUTY or one.place.get("deputy_for_id") is not None
    if awaited is None or is_there:
        return one
    fault = Fault(_AWAITED, {"name": awaited.name, "line": awaited.line})
    return replace(one, fault=fault, field="")


def import_members(
    session: Session, council: Council, entries: Sequence[Entry], *, by: Actor, now: datetime
) -> list[Foreseen]:
    """Adds or updates everyone in the list, members first; running it twice changes nothing. Gives what was done.

    People not in it are left alone. A deputy's `deputy_for` is a member's address or name (personal), an organisation,
    or empty (their own organisation's where it has a seat, else the council's list); deputies are called in file order
    after those who are there. Raises: InvalidInput (`line 7`) for each row that cannot be taken; the caller's
    transaction keeps nothing then.
    """
    done, faults = list[Foreseen](), dict[str, Fault]()
    terms = _lasting(session, council, now)
    places = DeputyPlaces((), (), ())
    for is_deputy in (False, True):
        for entry in (one for one in entries if (one.role == MemberRole.DEPUTY) is is_deputy):
            foreseen = _foresee(session, council, entry, terms, places)
            if foreseen.fault:
                faults[f"line {entry.line}"] = foreseen.fault
            else:
                _write(session, council, foreseen, terms)
                done.append(foreseen)
        places = DeputyPlaces(terms, store.seats(session, council.id), ())
    if faults:
        raise InvalidInput(faults)
    counts = Counter(one.outcome for one in done)
    after = {"added": counts[Outcome.ADDED], "updated": counts[Outcome.UPDATED]}
    history.record(session, "members imported", by=by, now=now, council_id=council.id, after=after)
    return done


def _write(session: Session, council: Council, foreseen: Foreseen, terms: list[Member]) -> None:
    """Makes the person and the term where there is none, and changes what differs. A new term is added to `terms`."""
    entry, term = foreseen.entry, foreseen.term
    person = foreseen.person or store.add_person(
        session, entry.name, entry.email, phone=entry.phone, language=entry.language
    )
    if term is None:
        term = Member(
            council_id=council.id,
            person=person,
            role=entry.role.value,
            since_on=entry.since,
            until_on=entry.until,
            **foreseen.place,
        )
        if term.is_deputy:
            term.call_order = 1 + max((t.call_order for t in terms if t.is_deputy), default=0)
        else:
            taken = {term.seat_id for term in terms}
            term.seat = seat_for(session, council.id, entry.organisation, entry.seat, taken)
        session.add(term)
        terms.append(term)
    for row, changes in ((person, foreseen.of_person), (term, foreseen.of_term)):
        for key, value in changes.items():
            setattr(row, key, value)
    session.flush()
