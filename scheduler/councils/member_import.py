"""The import of a members file: what it would do, entry by entry, and doing it. No mail is sent by it."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from scheduler.clock import Wall
from scheduler.councils import store, terms
from scheduler.councils.members_file import Entry
from scheduler.councils.members_file_words import name_key
from scheduler.councils.rows import Council, Member, MemberRole, Person, Seat
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor

_FOR_WHOM = N_(
    "There is no member and no organisation with a seat called “%(given)s” yet. Correct that row first, or this one; "
    "left empty, the deputy is on the council's own list."
)
_FOR_ONE_NAME = N_(
    "There is more than one member called “%(given)s”. Write the e-mail address instead."
)
_SAME_NAME = N_(
    "%(name)s is on the council already, with the address %(email)s. If the address is new, change it on that person's "
    "page. Is this somebody else?"
)
_SEAT_AND_DEPUTY = N_("%(name)s would have a seat and be a deputy too. Is that right?")
_SECOND_CHAIR = N_("%(name)s is chair already. Should the council have two?")


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


class Foreseen(NamedTuple):
    """What the import would do with the entry; `person` and `term` are those that it is about, where they exist.

    `entry` has the role afterwards, the seat or organisation that a deputy is for, and all `faults`. `stands_for` is
    whom a deputy is for: a name, an organisation, or empty for the whole council. `is_kept`: the person's own details
    stay as they are. `question`: what may be a slip, with the `other` term on the roll. `waits`: it cannot be
    taken, since it is faulty or nobody has said yes to the question.
    """

    entry: Entry
    person: Person | None = None
    term: Member | None = None
    differences: Sequence[Difference] = ()
    stands_for: str = ""
    is_kept: bool = False
    question: str = ""
    other: Member | None = None
    waits: bool = True

    @property
    def outcome(self) -> Outcome:
        if self.entry.faults:
            return Outcome.FAULTY
        if self.term is None:
            return Outcome.ADDED
        return Outcome.UPDATED if self.differences else Outcome.UNCHANGED


class _Place(NamedTuple):
    """Whom a deputy is for: a member, an organisation, whose name stands twice, or the council.

    `seat_id` is None for a seat that is not made yet.
    """

    name: str = ""
    organisation: str = ""
    seat_id: int | None = None


_Places = Mapping[str, Sequence[_Place]]


def preview_import(
    session: Session,
    council: Council,
    entries: Iterable[Entry],
    *,
    now: datetime,
    yes: Container[str] = (),
) -> list[Foreseen]:
    """What an import of the entries would do, each compared with the terms there are. Writes nothing.

    `yes` are the addresses of those whose question got a yes. A deputy for somebody whose row waits has a fault.
    """
    roll = store.lasting_terms(session, council.id, Wall.at(now, council.zone).date)
    names = {name_key(term.person.name): term for term in roll}
    chair = next((term for term in roll if term.role == MemberRole.CHAIR), None)
    found = list[Foreseen]()
    for entry in entries:
        person = None if entry.faults else store.person_by_email(session, entry.email)
        mine = [term for term in roll if person and term.person_id == person.id]
        is_deputy = entry.role == MemberRole.DEPUTY
        term = next((term for term in mine if term.is_deputy is is_deputy), None)
        namesake = names.get(name_key(entry.name))
        question, other = _question(entry, term, mine, namesake, chair)
        waits = bool(entry.faults or (question and entry.email not in yes))
        found.append(Foreseen(entry, person, term, question=question, other=other, waits=waits))
    sure = [one.entry for one in found if not one.waits]
    places = _places(roll, store.seats(session, council.id), sure)
    return [_compared(session, council, _placed(one, places)) for one in found]


def _question(
    entry: Entry,
    term: Member | None,
    mine: Sequence[Member],
    namesake: Member | None,
    chair: Member | None,
) -> tuple[str, Member | None]:
    """What may be a slip; `term` is the one of `mine`, the person's own, that the entry is about."""
    if not mine and namesake:
        return _SAME_NAME, namesake
    if mine and not term:
        return _SEAT_AND_DEPUTY, mine[0]
    is_second = entry.role == MemberRole.CHAIR and chair and chair not in mine
    return (_SECOND_CHAIR, chair) if is_second else ("", None)


def _places(terms: Iterable[Member], seats: Iterable[Seat], entries: Iterable[Entry]) -> _Places:
    """Whom a deputy may be for, by name and address: who will sit when the list is in, and each organisation."""
    sitting = {
        term.person.email.casefold(): _Place(term.person.name, term.organisation, term.seat_id)
        for term in terms
        if not term.is_deputy
    }
    for entry in entries:
        if entry.role != MemberRole.DEPUTY:
            email = entry.email.casefold()
            was = sitting.get(email, _Place())
            sitting[email] = _Place(entry.name, entry.organisation or was.organisation, was.seat_id)
    places = defaultdict[str, list[_Place]](list, {email: [to] for email, to in sitting.items()})
    for place in sitting.values():
        places[place.name.casefold()].append(place)
    organisations = [seat.organisation for seat in seats]
    for name in filter(None, organisations + [place.organisation for place in sitting.values()]):
        places.setdefault(name.casefold(), [_Place(name, name)])
    return places


def _placed(foreseen: Foreseen, places: _Places) -> Foreseen:
    """Whoever is for nobody named is for their organisation, where it has a seat. Nobody there is a fault."""
    entry = foreseen.entry
    if entry.faults or entry.role != MemberRole.DEPUTY:
        return foreseen._replace(stands_for=entry.deputy_for)
    given = entry.deputy_for
    found = places.get((given or entry.organisation).casefold(), ())
    if given and len(found) != 1:
        fault = Fault(_FOR_ONE_NAME if found else _FOR_WHOM, {"given": given})
        entry = replace(entry, faults={"deputy_for": fault})
        return foreseen._replace(entry=entry, stands_for=given, waits=True)
    name, organisation, seat_id = found[0] if found else _Place()
    entry = replace(entry, organisation=organisation, deputy_for_id=seat_id)
    return foreseen._replace(entry=entry, stands_for=name)


def _compared(session: Session, council: Council, foreseen: Foreseen) -> Foreseen:
    """With what differs. An empty cell, or a column that is not there, takes nothing away."""
    entry, person, term, *_ = foreseen
    if entry.faults or person is None:
        return foreseen
    changes = _differences(person, entry, "name", "phone", "language")
    is_kept = bool(changes and store.other_councils(session, person.id, council.id))
    changes = [] if is_kept else changes
    if term and not term.is_deputy:
        # An empty cell means member too: a chair stays chair.
        role = term.role if entry.role == MemberRole.MEMBER else entry.role
        entry = replace(entry, role=role)
        changes += _differences(term, entry, "role", "organisation")
    # The organisation of a personal deputy does not make them the organisation's.
    elif term and (entry.deputy_for or (entry.organisation and term.deputy_for_id is None)):
        changes += _differences(term, entry, "organisation", "deputy_for_id", is_whole=True)
    changes += _differences(term, entry, "since_on", "until_on") if term else []
    return foreseen._replace(entry=entry, differences=changes, is_kept=is_kept)


def _differences(
    row: Person | Member, entry: Entry, *keys: str, is_whole: bool = False
) -> list[Difference]:
    """What the entry tells otherwise; where it `is_whole`, what it leaves out too."""
    told = ((key, getattr(row, key), getattr(entry, key)) for key in keys)
    return [Difference(row, *one) for one in told if one[1] != one[2] and (is_whole or one[2])]


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
    roll = store.lasting_terms(session, council.id, Wall.at(now, council.zone).date)
    for is_deputy in (False, True):
        chosen = (one for one in entries if (one.role == MemberRole.DEPUTY) is is_deputy)
        for foreseen in preview_import(session, council, chosen, now=now):
            entry = foreseen.entry
            if entry.faults:
                where = f"line {entry.line}" + f" ({entry.name})" * bool(entry.name)
                faults[where] = next(iter(entry.faults.values()))
            else:
                _write(session, council, foreseen, roll)
                done.append(foreseen)
    if faults:
        raise InvalidInput(faults)
    counts = Counter(one.outcome for one in done)
    after = {"added": counts[Outcome.ADDED], "updated": counts[Outcome.UPDATED]}
    history.record(session, "members imported", by=by, now=now, council_id=council.id, after=after)
    return done


def _write(session: Session, council: Council, foreseen: Foreseen, roll: list[Member]) -> None:
    """Makes the person and the term where there is none, and changes what differs. A new term is added to `roll`."""
    entry = foreseen.entry
    person = foreseen.person or store.add_person(
        session, entry.name, entry.email, phone=entry.phone, language=entry.language
    )
    if foreseen.term is None:
        roll.append(terms.new_term(session, council.id, person, entry, roll))
    for row, key, _, value in foreseen.differences:
        setattr(row, key, value)
    session.flush()
