"""Rule: whom a deputy may stand in for, as a list says it: a member, an organisation with a seat, or nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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

_Sitting = tuple[str, str, str, int | None]
"""Address in lower case, name, organisation and seat."""


class DeputyPlaces:
    """Whom a deputy may be for: those who will sit when the list is in, and the organisations with a seat."""

    def __init__(self, terms: Iterable[Member], seats: Iterable[Seat], entries: Sequence[Entry]):
        written = {e.email.casefold(): e for e in entries if e.role != MemberRole.DEPUTY}
        self._sitting: list[_Sitting] = []
        for member in terms:
            if member.seat_id is not None and not member.is_deputy:
                email = member.person.email.casefold()
                entry = written.pop(email, None)
                organisation = entry.organisation if entry else member.organisation
                self._sitting.append((email, member.person.name, organisation, member.seat_id))
        for email, entry in written.items():
            self._sitting.append((email, entry.name, entry.organisation, None))
        organisations = (
            *(s.organisation for s in seats),
            *(e.organisation for e in written.values()),
        )
        self._organisations = {name.casefold(): name for name in organisations if name}

    def named(self, given: str) -> tuple[int | None, str]:
        """The seat (None: a new one, or none) and the organisation. Raises: InvalidInput (`deputy_for`)."""
        if not given:
            return None, ""
        if found := self._found(given):
            return found[3], found[2]
        if given.casefold() not in self._organisations:
            raise invalid("deputy_for", _FOR_WHOM, given=given)
        return None, self._organisations[given.casefold()]

    def called(self, given: str) -> str:
        """The member's name, or the organisation as its seat has it; empty for the whole council."""
        found = self._found(given)
        return found[1] if found else self._organisations.get(given.casefold(), given)

    def holder(self, seat_id: int) -> str:
        """Who sits there, by name; empty where nobody does."""
        return next((name for _, name, _, seat in self._sitting if seat == seat_id), "")

    def _found(self, given: str) -> _Sitting | None:
        wanted = given.casefold()
        found = [s for s in self._sitting if s[0] == wanted]
        found = found or [s for s in self._sitting if s[1].casefold() == wanted]
        if len(found) > 1:
            raise invalid("deputy_for", _FOR_ONE_NAME, given=given)
        return found[0] if found else None
