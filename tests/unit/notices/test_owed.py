"""Who is owed a change, by every end that a person's letters about a meeting may have come to.

Source: reliability.md, section 3.
"""

from __future__ import annotations

import pytest

from scheduler.mail.rows import State
from scheduler.meetings.lifecycle import facts
from scheduler.notices import owed
from scheduler.notices.kinds import Letter
from tests.build import stockholm
from tests.unit import situations as made

OLD = made.meeting("2027-03-09 13:00")
TODAY = made.meeting("2027-03-11 13:00", revision=1, revised_at=stockholm("2027-03-03 10:00"))
GONE_ASTRAY = [
    State.FAILED, State.SUPPRESSED, State.SUPERSEDED, State.WITHDRAWN, State.EXPIRED, State.HELD,
]  # fmt: skip
ON_ITS_WAY = [State.QUEUED, State.CLAIMED, State.INTENT, State.SENT, State.UNCERTAIN]
Told = tuple[str, State] | tuple[str, State, int]
"""What a letter told ("old", "today"), where it is, and how often it was in doubt."""


def owed_to_one(*letters: Told, kind: str = "change") -> Letter | None:
    """What a member is owed who was called by the first letter; the others came later, of that kind."""
    issues, rows = [], []
    for n, (told, state, *doubts) in enumerate(letters, start=1):
        told_of = OLD if told == "old" else TODAY
        by = made.issue(
            kind if n > 1 else "kallelse", f"r{n}", of=TODAY, facts=facts(told_of),
            at=made.PUBLISHED, key=n,
        )  # fmt: skip
        issues.append(by)
        rows.append(
            made.told(n, person_id=2, by=by, state=state, ambiguous=doubts[0] if doubts else 0)
        )
    s = made.situation(TODAY, members=[made.member(2, "Siv Tallgren")], issued=issues, rows=rows)
    return next((to.letter for to in owed.owed(s, TODAY)), None)


@pytest.mark.parametrize("state", ON_ITS_WAY)
def test_nobody_is_owed_what_their_newest_letter_says(state: State) -> None:
    """Also where nobody knows whether it arrived: a person decides about that one."""
    assert owed_to_one(("today", state)) is None
    assert owed_to_one(("old", State.SENT), ("today", state)) is None


@pytest.mark.parametrize("state", GONE_ASTRAY)
def test_the_newest_letter_tells_nobody_where_it_came_to_nothing(state: State) -> None:
    assert owed_to_one(("old", State.SENT), ("today", state)) is Letter.MOVED
    assert owed_to_one(("today", state)) is Letter.KALLELSE


@pytest.mark.parametrize(
    "told, letter",
    [
        ([("today", State.SENT), ("old", State.SUPERSEDED)], None),
        ([("today", State.UNCERTAIN, 2), ("old", State.SUPERSEDED)], Letter.MOVED),
        ([("today", State.INTENT), ("old", State.SUPERSEDED)], Letter.MOVED),
        ([("today", State.SUPERSEDED, 1), ("old", State.WITHDRAWN)], Letter.MOVED),
        ([("today", State.SENT), ("old", State.UNCERTAIN, 2)], Letter.MOVED),
        ([("today", State.SENT), ("old", State.QUEUED, 1)], Letter.MOVED),
        ([("today", State.SENT), ("old", State.QUEUED)], None),
    ],
)
def test_behind_a_newer_letter_that_says_otherwise_only_what_was_surely_taken_counts_as_told(
    told: list[Told], letter: Letter | None
) -> None:
    """Moved away and back: what may have arrived last is what they know."""
    assert owed_to_one(*told) is letter


@pytest.mark.parametrize("state", [State.UNCERTAIN, State.INTENT])
def test_one_who_may_have_the_old_time_is_told_of_a_move(state: State) -> None:
    assert owed_to_one(("old", state)) is Letter.MOVED
