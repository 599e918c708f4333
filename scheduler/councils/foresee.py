"""What an import of a list would do, entry by entry, before it is done. Nothing is written."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.councils import roster, store, term_details
from scheduler.councils.rows import Council, Member, Person
from scheduler.councils.second_look import Doubt, SecondLook
from scheduler.councils.sheet import Entry, Role
from scheduler.councils.standing import Places
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput

_AWAITED = N_("Waits for %(name)s on row %(line)s, which cannot be added yet.")


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
    """What `roster.import_list` would do with the entry. `is_kept`: the person's own details stay as they are.

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


def foresee(
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
    today = Wall.at(now, council.zone).date
    terms = [term for term in store.members(session, council.id) if not term.is_over(today)]
    seats = store.seats(session, council.id)
    places = Places(terms, seats, entries)
    found = [_foreseen(session, council, entry, terms, places) for entry in entries]
    look = SecondLook(entries, terms)
    found = [replace(one, doubts=tuple(look.doubts(one.entry))) for one in found]
    left = [*faulty, *(one.entry for one in found if one.waits(yes))]
    awaited = {word.casefold(): e for e in reversed(left) for word in (e.name, e.email) if word}
    ready = Places(terms, seats, [one.entry for one in found if not one.waits(yes)])
    return [_after(one, ready, awaited) for one in found]


def _after(one: Foreseen, ready: Places, left: Mapping[str, Entry]) -> Foreseen:
    """The same, or a fault where it is a deputy for somebody whose own row is left out, by name or address."""
    whom = one.entry.deputy_for
    awaited = left.get(whom.casefold())
    if not _is_deputy(one.entry) or awaited is None:
        return one
    try:
        ready.named(whom)
    except InvalidInput:
        fault = Fault(_AWAITED, {"name": awaited.name, "line": awaited.line})
        return replace(one, outcome=Outcome.FAULTY, fault=fault)
    return one


def _foreseen(
    session: Session,
    council: Council,
    entry: Entry,
    terms: Iterable[Member],
    places: Places,
) -> Foreseen:
    role, whom = entry.role.value, entry.deputy_for
    try:
        term_details.must_fit(
            name=entry.name, organisation=entry.organisation, title=entry.seat, phone=entry.phone
        )
        wanted = roster.wanted_of_member(entry)
        if _is_deputy(entry):
            seat_id, organisation = places.named(entry.deputy_for)
            wanted = roster.wanted_of_deputy(entry, seat_id, organisation)
            whom = places.called(whom)
    except InvalidInput as error:
        field, fault = next(iter(error.fields.items()))
        return Foreseen(entry, Outcome.FAULTY, fault=fault, field=field, role=role, stands_for=whom)
    person = store.person_by_email(session, entry.email)
    own = _differences(
        person, {"name": entry.name, "phone": entry.phone, "language": entry.language}
    )
    own = [d for d in own if d.after]
    is_kept = bool(own and person and store.other_councils(session, person.id, council.id))
    mine = (m for m in terms if person and m.person_id == person.id)
    term = next((m for m in mine if m.is_deputy == _is_deputy(entry)), None)
    if term is None:
        return Foreseen(entry, Outcome.ADDED, is_kept=is_kept, role=role, stands_for=whom)
    changes = (*(() if is_kept else own), *_differences(term, wanted))
    return Foreseen(
        entry,
        Outcome.UPDATED if changes else Outcome.UNCHANGED,
        changes,
        is_kept,
        role=str(wanted.get("role", term.role)),
        stands_for=whom or _stands_for(term, places),
    )


def _stands_for(term: Member, places: Places) -> str:
    """Whom the term is for as it stands, where the list does not say."""
    if term.deputy_for is None:
        return term.organisation if term.is_deputy else ""
    return places.holder(term.deputy_for.id) or term.deputy_for.organisation


def _differences(row: Person | Member | None, wanted: dict[str, object]) -> list[Difference]:
    if row is None:
        return []
    pairs = [Difference(key, getattr(row, key), value) for key, value in wanted.items()]
    return [pair for pair in pairs if pair.before != pair.after]


def _is_deputy(entry: Entry) -> bool:
    return entry.role is Role.DEPUTY
