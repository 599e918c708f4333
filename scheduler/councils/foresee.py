"""What an import of a list would do, entry by entry, before it is done. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.councils import roster, store, term_details
from scheduler.councils.rows import Council, Member, Person
from scheduler.councils.sheet import Entry, Role
from scheduler.councils.standing import Places
from scheduler.db.session import Session
from scheduler.errors import Fault, InvalidInput


class Outcome(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would be another. `field` is an attribute of TermDetails, Entry or Member."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What `roster.import_list` would do with the entry. `is_kept`: the person's own details stay as they are."""

    entry: Entry
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    is_kept: bool = False
    fault: Fault | None = None


def foresee(
    session: Session, council: Council, entries: Sequence[Entry], *, now: datetime
) -> list[Foreseen]:
    """What an import of the entries would do, each compared with the terms there are. Writes nothing."""
    today = Wall.at(now, council.zone).date
    terms = [term for term in store.members(session, council.id) if not term.is_over(today)]
    places = Places(terms, store.seats(session, council.id), entries)
    return [_foreseen(session, council, entry, terms, places) for entry in entries]


def _foreseen(
    session: Session,
    council: Council,
    entry: Entry,
    terms: Iterable[Member],
    places: Places,
) -> Foreseen:
    try:
        term_details.must_fit(
            name=entry.name, organisation=entry.organisation, title=entry.seat, phone=entry.phone
        )
        wanted = roster.wanted_of_member(entry)
        if _is_deputy(entry):
            seat_id, organisation = places.named(entry.deputy_for)
            wanted = roster.wanted_of_deputy(entry, seat_id, organisation)
    except InvalidInput as error:
        return Foreseen(entry, Outcome.FAULTY, fault=next(iter(error.fields.values())))
    person = store.person_by_email(session, entry.email)
    own = _differences(
        person, {"name": entry.name, "phone": entry.phone, "language": entry.language}
    )
    own = [d for d in own if d.after]
    is_kept = bool(own and person and store.other_councils(session, person.id, council.id))
    mine = (m for m in terms if person and m.person_id == person.id)
    term = next((m for m in mine if m.is_deputy == _is_deputy(entry)), None)
    if term is None:
        return Foreseen(entry, Outcome.ADDED, is_kept=is_kept)
    changes = (*(() if is_kept else own), *_differences(term, wanted))
    outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
    return Foreseen(entry, outcome, changes, is_kept)


def _differences(row: Person | Member | None, wanted: dict[str, object]) -> list[Difference]:
    if row is None:
        return []
    pairs = [Difference(key, getattr(row, key), value) for key, value in wanted.items()]
    return [pair for pair in pairs if pair.before != pair.after]


def _is_deputy(entry: Entry) -> bool:
    return entry.role is Role.DEPUTY
