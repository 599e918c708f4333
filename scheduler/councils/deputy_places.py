"""Rule: whom a deputy may stand in for, as a list says it: a member, an organisation with a seat, or nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scheduler.councils.members_file import Entry
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

    def find_place(self, given: str) -> Place:
        """Raises: InvalidInput (`deputy_for`)."""
        wanted = given.casefold()
        places = [place for place in self._sitting if place.email == wanted]
        places = places or [place for place in self._sitting if place.name.casefold() == wanted]
        if not given:
            return Place()
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
