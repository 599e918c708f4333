"""The import of a members file: what it would do, entry by entry, and doing it. No mail is sent by it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.deputy_places import DeputyPlaces
from scheduler.councils.import_doubts import Doubt, ImportDoubts
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
class Difference:
    """One thing that would be another. `field` is an attribute of Person or Member."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the import would do with the entry. `is_kept`: the person's own details stay as they are.

    `role` is the person's afterwards, and `stands_for` whom a deputy is for: a name, an organisation, or empty for the
    whole council. `field` is what the fault is in, empty where it is in another row. `doubts` are what a person should
    say yes to first.
    """

    entry: Entry
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    is_kept: bool = False
    fault: Fault | None = None
    field: str = ""
    role: str = ""
    stands_for: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def answer(self) -> str:
        """What stands for a yes to just these doubts about this person; empty without any."""
        codes = " ".join(doubt.code for doubt in self.doubts)
        return f"{self.entry.email.casefold()} {codes}" if codes else ""

    def waits(self, yes: Container[str]) -> bool:
        """Whether it cannot be taken, with those answers given."""
        return self.fault is not None or (bool(self.doubts) and self.answer not in yes)


@dataclass(slots=True)
class Imported:
    """What an import did, by name. `kept` are people who also sit elsewhere: their name or phone was left as it was."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Step:
    """One entry against what there is: the person and the term, where they exist, and what of each would change.

    `place` is what a new term gets besides its role and days.
    """

    person: Person | None
    term: Member | None
    of_person: Mapping[str, str]
    of_term: Mapping[str, object]
    place: Mapping[str, object]
    is_kept: bool

    @property
    def outcome(self) -> Outcome:
        if self.term is None:
            return Outcome.ADDED
        return Outcome.UPDATED if self.of_person or self.of_term else Outcome.UNCHANGED

    def differences(self) -> Iterable[Difference]:
        for row, changes in ((self.person, self.of_person), (self.term, self.of_term)):
            for key, value in changes.items() if self.term else ():
                yield Difference(key, getattr(row, key), value)


def _step(
    session: Session,
    council: Council,
    entry: Entry,
    terms: Iterable[Member],
    places: DeputyPlaces,
) -> _Step:
    """Raises: InvalidInput where a cell is too long, or it is not known whom the deputy is for."""
    if faults := find_too_long(
        name=entry.name, organisation=entry.organisation, title=entry.seat, phone=entry.phone
    ):
        raise InvalidInput(faults)
    is_deputy = entry.role == MemberRole.DEPUTY
    place: dict[str, object] = {"organisation": entry.organisation}
    if is_deputy:
        seat_id, organisation = places.named(entry.deputy_for.strip())
        place = {"deputy_for_id": seat_id, "organisation": organisation}
    person = store.person_by_email(session, entry.email)
    told = {"name": entry.name, "phone": entry.phone, "language": entry.language}
    of_person = {k: v for k, v in told.items() if person and v and getattr(person, k) != v}
    is_kept = bool(of_person and person and store.other_councils(session, person.id, council.id))
    mine = (t for t in terms if person and t.person_id == person.id)
    term = next((t for t in mine if t.is_deputy == is_deputy), None)
    wanted = _wanted(entry, place)
    of_term = {k: v for k, v in wanted.items() if term and getattr(term, k) != v}
    return _Step(person, term, {} if is_kept else of_person, of_term, place, is_kept)


def _wanted(entry: Entry, place: Mapping[str, object]) -> dict[str, object]:
    """What the list says of a term that exists. An empty cell, or a column that is not there, takes nothing away."""
    told: dict[str, object] = {"since_on": entry.since, "until_on": entry.until}
    if entry.role == MemberRole.DEPUTY:
        days = {key: day for key, day in told.items() if day}
        return {**place, **days} if entry.deputy_for else days
    if entry.role != MemberRole.MEMBER:  # what an empty cell means too: a chair stays chair
        told["role"] = entry.role.value
    return {key: value for key, value in (told | {**place}).items() if value}


# what it would do


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
    terms = _lasting(session, council, now)
    seats = store.seats(session, council.id)
    places = DeputyPlaces(terms, seats, entries)
    look = ImportDoubts(entries, terms)
    found = [
        replace(
            _foreseen(session, council, entry, terms, places), doubts=tuple(look.of_entry(entry))
        )
        for entry in entries
    ]
    # A row that cannot be read, or of one who has left, names nobody to wait for.
    left = [e for e in faulty if "" not in e.faults] + [
        one.entry for one in found if one.waits(yes)
    ]
    awaited = {word.casefold(): e for e in reversed(left) for word in (e.name, e.email) if word}
    ready = DeputyPlaces(terms, seats, [one.entry for one in found if not one.waits(yes)])
    return [_after(one, ready, awaited) for one in found]


def _lasting(session: Session, council: Council, now: datetime) -> list[Member]:
    today = Wall.at(now, council.zone).date
    return [term for term in store.members(session, council.id) if not term.is_over(today)]


def _foreseen(
    session: Session,
    council: Council,
    entry: Entry,
    terms: Iterable[Member],
    places: DeputyPlaces,
) -> Foreseen:
    role, whom = entry.role.value, entry.deputy_for
    try:
        step = _step(session, council, entry, terms, places)
    except InvalidInput as error:
        name, fault = next(iter(error.fields.items()))
        return Foreseen(entry, Outcome.FAULTY, fault=fault, field=name, role=role, stands_for=whom)
    whom = places.called(whom) if role == MemberRole.DEPUTY else whom
    if step.term:
        role = str(step.of_term.get("role", step.term.role))
        whom = whom or _stands_for(step.term, places)
    return Foreseen(
        entry, step.outcome, (*step.differences(),), step.is_kept, role=role, stands_for=whom
    )


def _stands_for(term: Member, places: DeputyPlaces) -> str:
    """Whom the term is for as it stands, where the list does not say."""
    if term.deputy_for is None:
        return term.organisation if term.is_deputy else ""
    return places.holder(term.deputy_for.id) or term.deputy_for.organisation


def _after(one: Foreseen, ready: DeputyPlaces, left: Mapping[str, Entry]) -> Foreseen:
    """The same, or a fault where it is a deputy for somebody whose own row is left out, by name or address."""
    awaited = left.get(one.entry.deputy_for.casefold())
    if one.entry.role != MemberRole.DEPUTY or awaited is None:
        return one
    try:
        ready.named(one.entry.deputy_for)
    except InvalidInput:
        fault = Fault(_AWAITED, {"name": awaited.name, "line": awaited.line})
        return replace(one, outcome=Outcome.FAULTY, fault=fault)
    return one


# doing it


def import_members(
    session: Session, council: Council, entries: Sequence[Entry], *, by: Actor, now: datetime
) -> Imported:
    """Adds or updates everyone in the list; people not in it are left alone, and running it twice changes nothing.

    A deputy's `deputy_for` is a member's address or name (personal), an organisation, or empty (the council's list),
    called in file order after those who are there. Raises: InvalidInput (`line 7`) for each row that cannot be taken;
    the caller's transaction keeps nothing then.
    """
    done, faults = Imported(), dict[str, Fault]()
    terms = _lasting(session, council, now)

    def step(entry: Entry, places: DeputyPlaces) -> _Step | None:
        try:
            return _step(session, council, entry, terms, places)
        except InvalidInput as error:
            faults.update({f"line {entry.line}": fault for fault in error.fields.values()})
            return None

    nowhere = DeputyPlaces((), (), ())
    for entry in (one for one in entries if one.role != MemberRole.DEPUTY):
        if found := step(entry, nowhere):
            taken = {term.seat_id for term in terms}
            seat = (
                None
                if found.term
                else seat_for(session, council.id, entry.organisation, entry.seat, taken)
            )
            written = _write(session, council, entry, found, done, seat=seat)
            terms += [] if found.term else [written]
    places = DeputyPlaces(terms, store.seats(session, council.id), ())
    last = max((term.call_order for term in terms if term.is_deputy), default=0)
    deputies = [one for one in entries if one.role == MemberRole.DEPUTY]
    for order, entry in enumerate(deputies, start=last + 1):
        if found := step(entry, places):
            _write(session, council, entry, found, done, call_order=order)
    if faults:
        raise InvalidInput(faults)
    after = {"added": len(done.added), "updated": len(done.updated)}
    history.record(session, "members imported", by=by, now=now, council_id=council.id, after=after)
    return done


def _write(
    session: Session, council: Council, entry: Entry, step: _Step, done: Imported, **place: object
) -> Member:
    """Makes the person and the term where there is none, and changes what differs. `place` is of a new term."""
    person = step.person or store.add_person(
        session, entry.name, entry.email, phone=entry.phone, language=entry.language
    )
    for key, text in step.of_person.items():
        setattr(person, key, text)
    term = step.term
    if term is None:
        term = Member(
            council_id=council.id,
            person=person,
            role=entry.role.value,
            since_on=entry.since,
            until_on=entry.until,
            **step.place,
            **place,
        )
        session.add(term)
    for key, value in step.of_term.items():
        setattr(term, key, value)
    session.flush()
    getattr(done, step.outcome).append(entry.name)
    done.kept += [entry.name] if step.is_kept else []
    return term
