"""Rules of an import: whom a deputy may stand in for, and what a person should look at twice before a row is added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from scheduler.councils.members_file import Entry
from scheduler.councils.members_file_words import name_key
from scheduler.councils.rows import Member, MemberRole, Seat
from scheduler.errors import N_, invalid

_FOR_WHOM = N_(
    "There is no member and no organisation with a seat called “%(given)s” yet. Correct that row first, or this one; "
    "left empty, the deputy is on the council's own list."
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


class DeputyPlaces:
    """Whom a deputy may be for: those who will sit when the list is in, and the organisations with a seat."""

    def __init__(self, terms: Iterable[Member], seats: Iterable[Seat], entries: Iterable[Entry]):
        self._sitting = {
            term.person.email.casefold(): Place(term.person.name, term.organisation, term.seat_id)
            for term in terms
            if not term.is_deputy
        }
        for entry in entries:
            if entry.role != MemberRole.DEPUTY:
                was = self._sitting.get(entry.email.casefold(), Place())
                now = Place(entry.name, entry.organisation or was.organisation, was.seat_id)
                self._sitting[entry.email.casefold()] = now
        names = {seat.organisation for seat in seats}
        names |= {place.organisation for place in self._sitting.values()}
        self._organisations = {name.casefold(): Place(name, name) for name in names if name}

    def find_place(self, given: str, organisation: str) -> Place:
        """Whoever is for nobody named is for their organisation, where it has a seat.

        Raises: InvalidInput (`deputy_for`).
        """
        wanted = given.casefold()
        if not given:
            return self._organisations.get(organisation.casefold(), Place())
        named = [place for place in self._sitting.values() if place.name.casefold() == wanted]
        named = [self._sitting[wanted]] if wanted in self._sitting else named
        if len(named) > 1:
            raise invalid("deputy_for", _FOR_ONE_NAME, given=given)
        if not named and wanted not in self._organisations:
            raise invalid("deputy_for", _FOR_WHOM, given=given)
        return named[0] if named else self._organisations[wanted]


DOUBT_TEXTS: Mapping[str, str] = {
    "same_name": N_(
        "%(name)s is on the council or in the list already, with the address %(email)s. If the address is new, change "
        "it on that person's page. Is this somebody else?"
    ),
    "seat_and_deputy": N_("%(name)s would have a seat and be a deputy too. Is that right?"),
    "second_chair": N_("%(name)s is chair already. Should the council have two?"),
}


class Doubt(NamedTuple):
    """`code` is a key of DOUBT_TEXTS; `member` is the term it is about, where there is one."""

    code: str
    params: Mapping[str, object]
    member: Member | None = None


def find_doubts(entries: Sequence[Entry], at: int, terms: Sequence[Member]) -> Iterator[Doubt]:
    """What may be a slip in the entry that stands `at` that place. `terms` are those that are not over."""
    entry, before = entries[at], entries[:at]
    mine = [term for term in terms if _is_of(term, entry)]
    key = name_key(entry.name)
    alike: list[tuple[str, Member | None]] = [
        *((term.person.email, term) for term in terms if name_key(term.person.name) == key),
        *((one.email, None) for one in before if name_key(one.name) == key),
    ]
    for email, member in alike[:1] if not mine else ():
        yield Doubt("same_name", {"name": entry.name, "email": email}, member)
    is_deputy = entry.role == MemberRole.DEPUTY
    meanwhile = [term for term in mine if _overlaps(term, entry)]
    if meanwhile and all(term.is_deputy != is_deputy for term in mine):
        yield Doubt("seat_and_deputy", {"name": entry.name}, meanwhile[0])
    if entry.role != MemberRole.CHAIR or any(term.role == MemberRole.CHAIR for term in mine):
        return
    # One whom the list gives another office is chair no more.
    leaving = [one for one in entries if one.role in (MemberRole.VICE_CHAIR, MemberRole.SECRETARY)]
    stays = [term for term in terms if not any(_is_of(term, one) for one in leaving)]
    chairs: list[tuple[str, Member | None]] = [
        *((t.person.name, t) for t in stays if t.role == MemberRole.CHAIR and _overlaps(t, entry)),
        *((one.name, None) for one in before if one.role == MemberRole.CHAIR),
    ]
    for name, member in chairs[:1]:
        yield Doubt("second_chair", {"name": name}, member)


def _is_of(term: Member, entry: Entry) -> bool:
    return term.person.email.casefold() == entry.email.casefold()


def _overlaps(term: Member, entry: Entry) -> bool:
    return term.covers_some_of(entry.since_on or date.min, entry.until_on or date.max)
