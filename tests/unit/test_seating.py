"""In which order deputies are called."""

from scheduler.councils.rows import Member, MemberRole
from scheduler.meetings.seating import in_call_order


def test_the_seats_own_come_first_then_the_organisations_then_the_councils() -> None:
    of: list[dict[str, object]] = [
        {}, {"organisation": "polisen"}, {"deputy_for_id": 1}, {"call_order": 1},
    ]  # fmt: skip
    deputies = [
        Member(
            id=n,
            person_id=n,
            role=MemberRole.DEPUTY,
            **{"call_order": n, "organisation": ""} | more,
        )
        for n, more in enumerate(of, 2)
    ]

    assert [one.person_id for one in in_call_order(deputies, 1, "Polisen")] == [4, 3, 5, 2]
