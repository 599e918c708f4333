"""Who may stand in for a member, and in which order."""

from __future__ import annotations

from datetime import date

from scheduler.councils.rows import Member, MemberRole
from scheduler.meetings.seating import free_deputies, in_call_order

DAY = date(2027, 3, 9)


def term(person: int, role: str = MemberRole.DEPUTY, **of: object) -> Member:
    of = {"call_order": person, "organisation": ""} | of
    return Member(id=person, person_id=person, role=role, **of)


SIV = term(1, MemberRole.MEMBER, seat_id=1, organisation="Polisen")


def order(*terms: Member) -> list[int]:
    free = free_deputies([one for one in (SIV, *terms) if one.covers(DAY)])
    return [one.person_id for one in in_call_order(free, SIV.seat_id, SIV.organisation)]


def test_the_seats_own_come_first_then_the_organisations_then_the_councils() -> None:
    assert order(
        term(2), term(3, organisation="polisen"), term(4, deputy_for_id=1), term(5, call_order=1)
    ) == [4, 3, 5, 2]


def test_nobody_stands_in_who_is_of_another_seat_out_of_term_or_sits_there_already() -> None:
    assert (
        order(
            term(2, deputy_for_id=9),
            term(3, organisation="Kyrkan"),
            term(4, until_on=date(2027, 3, 8)),
            term(5),
            term(5, MemberRole.MEMBER, seat_id=2),
        )
        == []
    )
