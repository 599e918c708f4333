"""The import of a members file: what it would do, entry by entry, and doing it. No mail is sent by it."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from scheduler.clock import Wall
from scheduler.councils import store, terms
from scheduler.councils.import_rules import DeputyPlaces, Doubt, find_doubts
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import Council, Member, MemberRole, Person
from scheduler.db.session import Session
from scheduler.errors import Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor


class Outcome(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


class Difference(NamedTuple):
    """One value of a person's or term's row that the import changes."""

    row: Person | Member
    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the import would do with the entry; `person` and `term` are those that it is about, where they exist.

    `entry` has the seat or organisation that a deputy is for, and all `faults`. `stands_for` is whom a deputy is for: a
    name, an organisation, or empty for the whole council. `is_kept`: the person's own details stay as they are.
    `doubts` are what a person should say yes to first; `is_yes`: they have been.
    """

    entry: Entry
    person: Person | None = None
    term: Member | None = None
    differences: tuple[Difference, ...] = ()
    stands_for: str = ""
    is_kept: bool = False
    doubts: tuple[Doubt, ...] = ()
    is_yes: bool = False

    @property
    def outcome(self) -> Outcome:
        if self.entry.faults:
            return Outcome.FAULTY
        if self.term is None:
            return Outcome.ADDED
        return Outcome.UPDATED if self.differences else Outcome.UNCHANGED

    @property
    def role(self) -> str:
        """The person's afterwards."""
        now = self.term.role if self.term else self.entry.role
        return next((str(one.after) for one in self.differences if one.key == "role"), now)

    @property
    def answer(self) -> str:
        """What stands for a yes to just these doubts about this person; empty without any."""
        codes = " ".join(doubt.code for doubt in self.doubts)
        return f"{self.entry.email.casefold()} {codes}" if codes else ""

    @property
    def waits(self) -> bool:
        """Whether it cannot be taken."""
        return bool(self.entry.faults) or (bool(self.doubts) and not self.is_yes)


def preview_import(
    session: Session,
    council: Council,
    entries: Sequence[Entry],
    *,
    now: datetime,
    yes: Container[str] = (),
) -> list[Foreseen]:
    """What an import of the entries would do, each compared with the terms there are. Writes nothing.

    `yes` are the answers given to doubts. A deputy for somebody whose row waits has a fault.
    """
    lasting = store.lasting_terms(session, council.id, Wall.at(now, council.zone).date)
    seats = store.seats(session, council.id)
    right = [entry for entry in entries if not entry.faults]
    asked = {one: Foreseen(one) for one in entries}
    for at, one in enumerate(right):
        doubted = Foreseen(one, doubts=tuple(find_doubts(right, at, lasting)))
        asked[one] = replace(doubted, is_yes=doubted.answer in yes)
    places = DeputyPlaces(lasting, seats, [one for one in right if not asked[one].waits])
    return [
        replace(
            _foresee(session, council, one, lasting, places),
            doubts=asked[one].doubts,
            is_yes=asked[one].is_yes,
        )
        for one in entries
    ]


def _foresee(
    session: Session,
    council: Council,
    entry: Entry,
    lasting: Iterable[Member],
    places: DeputyPlaces,
) -> Foreseen:
    """Compares one entry; whom a deputy is for may be its fault."""
    is_deputy, stands_for = entry.role == MemberRole.DEPUTY, ""
    if entry.faults:
        return Foreseen(entry, stands_for=entry.deputy_for)
    if is_deputy:
        try:
            stands_for, body, seat_id = places.find_place(entry.deputy_for, entry.organisation)
        except InvalidInput as error:
            return Foreseen(replace(entry, faults=error.fields), stands_for=entry.deputy_for)
        entry = replace(entry, organisation=body, deputy_for_id=seat_id)
    person = store.person_by_email(session, entry.email)
    if person is None:
        return Foreseen(entry, stands_for=stands_for)
    own = {"name": entry.name, "phone": entry.phone, "language": entry.language}
    changes = _differences(person, {key: new for key, new in own.items() if new})
    is_kept = bool(changes and store.other_councils(session, person.id, council.id))
    mine = (t for t in lasting if t.person_id == person.id and t.is_deputy == is_deputy)
    changes = [] if is_kept else changes
    if term := next(mine, None):
        changes += _differences(term, _wanted(entry, term))
    return Foreseen(entry, person, term, tuple(changes), stands_for, is_kept)


def _differences(row: Person | Member, wanted: Mapping[str, object]) -> list[Difference]:
    told = ((key, getattr(row, key), new) for key, new in wanted.items())
    return [Difference(row, key, old, new) for key, old, new in told if old != new]


def _wanted(entry: Entry, term: Member) -> dict[str, object]:
    """What the list says of a term that exists. An empty cell, or a column that is not there, takes nothing away.

    The organisation of a personal deputy does not make them the organisation's.
    """
    place = {"organisation": entry.organisation, "deputy_for_id": entry.deputy_for_id}
    told: dict[str, object] = {"since_on": entry.since_on, "until_on": entry.until_on}
    if not term.is_deputy:
        # An empty cell means member too: a chair stays chair.
        role = "" if entry.role == MemberRole.MEMBER else entry.role
        told |= {"role": role, "organisation": entry.organisation}
    told = {key: value for key, value in told.items() if value}
    is_placed = entry.deputy_for or (entry.organisation and term.deputy_for_id is None)
    if term.is_deputy and is_placed:
        told |= place
    return told


def import_members(
    session: Session, council: Council, entries: Sequence[Entry], *, by: Actor, now: datetime
) -> list[Foreseen]:
    """Adds or updates everyone in the list, members first; running it twice changes nothing. Gives what was done.

    People not in it are left alone. A deputy's `deputy_for` is a member's address or name (personal), an organisation,
    or empty (their own organisation's where it has a seat, else the council's list); deputies are called in file order
    after those who are there. Raises: InvalidInput (`line 7 (Anna Ek)`) for each row that cannot be taken; the caller's
    transaction keeps nothing then.
    """
    done, faults = list[Foreseen](), dict[str, Fault]()
    lasting = store.lasting_terms(session, council.id, Wall.at(now, council.zone).date)
    places = DeputyPlaces((), (), ())
    for is_deputy in (False, True):
        for entry in (one for one in entries if (one.role == MemberRole.DEPUTY) is is_deputy):
            foreseen = _foresee(session, council, entry, lasting, places)
            for fault in [*foreseen.entry.faults.values()][:1]:
                faults[f"line {entry.line}" + f" ({entry.name})" * bool(entry.name)] = fault
            if not foreseen.entry.faults:
                _write(session, council, foreseen, lasting)
                done.append(foreseen)
        places = DeputyPlaces(lasting, store.seats(session, council.id), ())
    if faults:
        raise InvalidInput(faults)
    counts = Counter(one.outcome for one in done)
    after = {"added": counts[Outcome.ADDED], "updated": counts[Outcome.UPDATED]}
    history.record(session, "members imported", by=by, now=now, council_id=council.id, after=after)
    return done


def _write(session: Session, council: Council, foreseen: Foreseen, lasting: list[Member]) -> None:
    """Makes the person and the term where there is none, and changes what differs. A new term is added to `lasting`."""
    entry = foreseen.entry
    person = foreseen.person or store.add_person(
        session, entry.name, entry.email, phone=entry.phone, language=entry.language
    )
    if foreseen.term is None:
        lasting.append(terms.new_term(session, council.id, person, entry, lasting))
    for row, key, _, value in foreseen.differences:
        setattr(row, key, value)
    session.flush()
