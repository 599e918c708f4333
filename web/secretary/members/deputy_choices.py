"""Whom a deputy stands in for, as a choice from a list: a member, an organisation with a seat, or the whole council."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from wtforms.fields.choices import SelectChoice

from scheduler.councils.rows import Member, Seat
from scheduler.errors import N_, invalid
from scheduler.language import Language, sort_key

_CHOOSE = N_("Choose one of the members or organisations in the list.")


def choice_of(term: Member) -> str:
    """The choice as it stands; empty for the whole council."""
    if term.deputy_for_id is not None:
        return f"seat {term.deputy_for_id}"
    return f"of {term.organisation}" if term.organisation else ""


def deputy_choices(
    seats: Iterable[Seat], terms: Sequence[Member], says: Language, *, today: date
) -> list[SelectChoice]:
    lasting = [seat for seat in seats if seat.until_on is None or seat.until_on >= today]
    people = [SelectChoice(f"seat {seat.id}", _named(seat, terms, says, today)) for seat in lasting]
    organisations = [
        SelectChoice(f"of {name}", says("Everyone from %(organisation)s", organisation=name))
        for name in {seat.organisation for seat in lasting} - {""}
    ]
    return [
        SelectChoice("", says("The whole council")),
        *sorted(people, key=lambda choice: sort_key(choice.label)),
        *sorted(organisations, key=lambda choice: sort_key(choice.label)),
    ]


def _named(seat: Seat, terms: Iterable[Member], says: Language, today: date) -> str:
    holder = next((term for term in terms if term.seat_id == seat.id and term.covers(today)), None)
    name, more = (
        holder.person.name if holder else says("Vacant seat"),
        seat.organisation or seat.title,
    )
    return says("%(name)s, %(organisation)s", name=name, organisation=more) if more else name


def parse_choice(text: str, seats: Iterable[Seat]) -> tuple[int | None, str]:
    """The seat of a personal deputy, and the organisation. Raises: InvalidInput (`stands_for`)."""
    if not text:
        return None, ""
    for seat in seats:
        if text == f"seat {seat.id}":
            return seat.id, seat.organisation
        if seat.organisation and text == f"of {seat.organisation}":
            return None, seat.organisation
    raise invalid("stands_for", _CHOOSE)
