"""Rule: who may stand in for a member at a meeting, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scheduler.councils.rows import Member


def substitutes_of(person_id: int, terms: Sequence[Member], on: date) -> list[Member]:
    """The deputies of the person's seat, then those of its organisation, then the council's; each by call order.

    Nobody who has a seat of their own that day. Empty for one who has no seat then.
    """
    sitting = [term for term in terms if term.covers(on)]
    seat = next((t for t in sitting if t.person_id == person_id and not t.is_deputy), None)
    if seat is None:
        return []
    seated = {term.person_id for term in sitting if not term.is_deputy}
    deputies = [t for t in sitting if t.is_deputy and t.person_id not in seated]
    found = [(_nearness(deputy, seat), deputy.call_order, deputy.id, deputy) for deputy in deputies]
    return [deputy for near, _, _, deputy in sorted(found, key=lambda one: one[:3]) if near]


def _nearness(deputy: Member, seat: Member) -> int:
    """1 for the seat's own, 2 for the organisation's, 3 for the council's; 0 for those of others."""
    if deputy.deputy_for_id is not None:
        return int(deputy.deputy_for_id == seat.seat_id)
    if deputy.organisation:
        is_same = deputy.organisation.casefold() == seat.organisation.casefold()
        return 2 if is_same else 0
    return 3
