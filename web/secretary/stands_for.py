"""Whom a deputy stands in for, as a choice from a list: a member, an organisation with a seat, or the whole council."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from scheduler.councils.rows import Member, Seat
from scheduler.errors import N_, invalid
from scheduler.language import Language, sort_key
from web.secretary.member_words import Option

_CHOOSE = N_("Choose one of the members or organisations in the list.")


def value(member: Member) -> str:
    """The choice as it stands; empty for the whole council."""
    if member.deputy_for_id is not None:
        return f"seat {member.deputy_for_id}"
    return f"of {member.organisation}" if member.organisation else ""


def options(
    seats: Iterable[Seat], terms: Sequence[Member], chosen: str, says: Language, *, today: date
) -> list[Option]:
    lasting = [seat for seat in seats if seat.until_on is None or seat.until_on >= today]
    people = []
    for seat in lasting:
        holder = next((m for m in terms if m.seat_id == seat.id and m.covers(today)), None)
        who = holder.person.name if holder else says("Vacant seat")
        more = seat.organisation or seat.title
        text = says("%(name)s, %(organisation)s", name=who, organisation=more) if more else who
        people.append((f"seat {seat.id}", text))
    names = {seat.organisation for seat in lasting if seat.organisation}
    bodies = [
        (f"of {name}", says("Everyone from %(organisation)s", organisation=name)) for name in names
    ]
    found = [
        ("", says("The whole council")),
        *sorted(people, key=lambda pair: sort_key(pair[1])),
        *sorted(bodies, key=lambda pair: sort_key(pair[1])),
    ]
    return [Option(code, text, code == chosen) for code, text in found]


def read(given: str, seats: Iterable[Seat]) -> tuple[int | None, str]:
    """The seat of a personal deputy, and the organisation. Raises: InvalidInput (`stands_for`)."""
    if not given:
        return None, ""
    for seat in seats:
        if given == f"seat {seat.id}":
            return seat.id, seat.organisation
        if seat.organisation and given == f"of {seat.organisation}":
            return None, seat.organisation
    raise invalid("stands_for", _CHOOSE)
