"""Rules of an import: whom a deputy may stand in for, and what a person should look at twice before a row is added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scheduler.councils.members_file import Entry
from scheduler.councils.members_file_words import name_key
from scheduler.councils.rows import Member, MemberRole, Seat
from scheduler.errors import N_, invalid

_FOR_WHOM = N_(
    "“%(given)s” is neither a member's e-mail address or name nor an organisation with a seat. "
    "Correct it, or leave it empty for the council's own list of deputies."
)
_FOR_ONE_NAME = N_(
    "There is more than one member called “%(given)s”. Write the e-mail address instead."
)


class Place(NamedTuple):
    """Whom a deputy is for: a member by name, or an organisation, whose name stands twice; the council without any.

    `seat_id` is None for a seat that is not made yet.
    """

    name: str = ""
    organisation: str = ""
    seat_id: int | None = None
    email: str = ""


class DeputyPlaces:
    """Whom a deputy may be for: those who will sit when the list is in, and the organisations with a seat."""

    def __init__(self, terms: Iterable[Member], seats: Iterable[Seat], entries: Sequence[Entry]):
        listed = {e.email.casefold(): e for e in entries if e.role != MemberRole.DEPUTY}
        names = [s.organisation for s in seats]
        self._sitting: list[Place] = []
        for term in terms:
            if term.seat_id is not None and not term.is_deputy:
                email = term.person.email.casefold()
                organisation = (listed.pop(email, None) or term).organisation
                self._sitting.append(Place(term.person.name, organisation, term.seat_id, email))
        for email, entry in listed.items():
            self._sitting.append(Place(entry.name, entry.organisation, email=email))
            names.append(entry.organisation)
        self._organisations = {name.casefold(): Place(name, name) for name in names if name}

    def find_place(self, given: str, organisation: str = "") -> Place:
        """Whoever is for nobody named is for their organisation, where it has a seat.

        Raises: InvalidInput (`deputy_for`).
        """
        wanted = given.casefold()
        places = [place for place in self._sitting if place.email == wanted]
        places = places or [place for place in self._sitting if place.name.casefold() == wanted]
        if not given:
            return self._organisations.get(organisation.casefold(), Place())
        if len(places) > 1:
            raise invalid("deputy_for", _FOR_ONE_NAME, given=given)
        if not places and wanted not in self._organisations:
            raise invalid("deputy_for", _FOR_WHOM, given=given)
        return places[0] if places else self._organisations[wanted]

    def place_of(self, term: Member) -> str:
        """Whom the term is for as it stands, by name or organisation; empty for the council, and for who sits."""
        if term.deputy_for is None:
            return term.organisation if term.is_deputy else ""
        holders = (place.name for place in self._sitting if place.seat_id == term.deputy_for_id)
        return next(holders, term.deputy_for.organisation)


DOUBT_TEXTS: Mapping[str, str] = {
    "same_name": N_(
        "%(name)s is on the council already, with the address %(email)s. If the address is new, change it on that "
        "person's page. Is this somebody else?"
    ),
    "listed_twice": N_(
        "%(name)s is also on row %(line)s, with another address. Are they two people?"
    ),
    "sits": N_("%(name)s has a seat already. Should the same person be a deputy too?"),
    "deputises": N_("%(name)s is already a deputy. Should the same person have a seat too?"),
    "second_chair": N_("%(other)s is chair already. Should the council have two?"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """`code` is a key of DOUBT_TEXTS; `member` is the term it is about, where there is one."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    member: Member | None = None


class ImportDoubts:
    """One list, and the terms that are not over, by name and by address."""

    def __init__(self, entries: Sequence[Entry], terms: Sequence[Member]):
        self._entries, self._terms = entries, terms
        self._listed = {entry.email.casefold(): entry for entry in entries}
        self._first = {name_key(entry.name): entry for entry in reversed(entries)}
        self._named = {name_key(term.person.name): term for term in reversed(terms)}
        self._own = defaultdict[str, list[Member]](list)
        for term in terms:
            self._own[term.person.email.casefold()].append(term)

    def of_entry(self, entry: Entry) -> Iterator[Doubt]:
        """What may be a slip in the row."""
        mine = self._own.get(entry.email.casefold(), [])
        if not mine:
            yield from self._of_name(entry)
        is_deputy = entry.role == MemberRole.DEPUTY
        others = [term for term in mine if _overlaps(term, entry)]
        if others and all(term.is_deputy != is_deputy for term in mine):
            yield Doubt("sits" if is_deputy else "deputises", {"name": entry.name}, others[0])
        is_chair = any(term.role == MemberRole.CHAIR for term in mine)
        if entry.role == MemberRole.CHAIR and not is_chair:
            yield from self._of_chair(entry)

    def _of_name(self, entry: Entry) -> Iterator[Doubt]:
        key = name_key(entry.name)
        if term := self._named.get(key):
            params = {"name": term.person.name, "email": term.person.email}
            yield Doubt("same_name", params, term)
        elif self._first[key] is not entry:
            yield Doubt("listed_twice", {"name": entry.name, "line": self._first[key].line})

    def _of_chair(self, entry: Entry) -> Iterator[Doubt]:
        """Somebody else is chair, or comes before in the list; one whom the list makes vice chair is so no more."""
        for term in self._terms:
            now = self._listed.get(term.person.email.casefold())
            leaves = now and now.role in (MemberRole.VICE_CHAIR, MemberRole.SECRETARY)
            if term.role == MemberRole.CHAIR and not leaves and _overlaps(term, entry):
                yield Doubt("second_chair", {"other": term.person.name}, term)
                return
        first = next(one for one in self._entries if one.role == MemberRole.CHAIR)
        if first is not entry:
            yield Doubt("second_chair", {"other": first.name})


def _overlaps(term: Member, entry: Entry) -> bool:
    return term.covers_some_of(entry.since or date.min, entry.until or date.max)
