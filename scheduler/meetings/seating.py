"""Rule: who serves at a meeting, and who may stand in for a member, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from scheduler.councils.rows import Member


def serves(term: Member, called: Collection[int] = ()) -> bool:
    """Whether the term is one with a seat at the meeting: a member's own, or that of a deputy who is called to it.

    `called`: the ids of the persons who are called as deputies.
    """
    return not term.is_deputy or term.person_id in called


def term_on(terms: Iterable[Member], day: date) -> Member | None:
    """One person's term that includes the day; one who is both member and deputy counts as member."""
    covering = [term for term in terms if term.covers(day)]
    return min(covering, key=lambda term: term.is_deputy, default=None)


def substitutes_of(person_id: int, terms: Sequence[Member], on: date) -> list[Member]:
    """The deputies of the person's seat, then those of its organisation, then the council's; each by call order.

    Nobody who has a seat of their own that day. Empty for one who has no seat then.
    """
    sitting = [term for term in terms if term.covers(on)]
    seat = next((term for term in sitting if term.person_id == person_id and serves(term)), None)
    if seat is None:
        return []
    seated = {term.person_id for term in sitting if serves(term)}
    deputies = [term for term in sitting if term.person_id not in seated]
    ranked = [
        (_nearness(deputy, seat), deputy.call_order, deputy.id, deputy) for deputy in deputies
    ]
    return [deputy for near, _, _, deputy in sorted(ranked, key=lambda rank: rank[:3]) if near]


def _nearness(deputy: Member, seat: Member) -> int:
    """1 for the seat's own, 2 for the organisation's, 3 for the council's; 0 for those of others."""
    if deputy.deputy_for_id is not None:
        return int(deputy.deputy_for_id == seat.seat_id)
    if deputy.organisation:
        is_same = deputy.organisation.casefold() == seat.organisation.casefold()
        return 2 if is_same else 0
    return 3
