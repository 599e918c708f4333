"""What is ordered once more, and for whom: whoever no earlier letter of the kind has reached, and none will."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.mail.rows import ADDRESS_CHANGED, State
from scheduler.meetings.lifecycle import meeting_facts
from scheduler.notices import reissue
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import Situation
from tests.build import stockholm
from tests.unit import situations as made

MEETING = made.meeting("2027-03-09 13:00")
SIV = made.member(2, "Siv Tallgren")
EXPIRES = stockholm("2027-03-09 13:00")
Ended = tuple[State, str] | tuple[State, str, int]
"""Where a letter is, why, and how often it was in doubt."""


def after(*letters: Ended, kind: Kind = Kind.DATE_ADDED) -> Situation:
    """Siv's letters of the kind, oldest first, each of an order of its own."""
    issued, rows = [], []
    for n, (state, reason, *doubts) in enumerate(letters, start=1):
        by = made.issue(
            kind, str(n), of=MEETING, facts=meeting_facts(MEETING), at=made.PUBLISHED, key=n
        )
        row = made.told(n, person_id=2, by=by, state=state, ambiguous=doubts[0] if doubts else 0)
        row.reason = reason
        issued.append(by)
        rows.append(row)
    return made.situation(MEETING, members=[SIV], issued=issued, rows=rows)


SUPERSEDED = (State.SUPERSEDED, "no longer true")
MOVED_HOUSE = (State.WITHDRAWN, ADDRESS_CHANGED)


@pytest.mark.parametrize(
    "letters, again",
    [
        ([SUPERSEDED], True),
        ([MOVED_HOUSE], True),
        ([SUPERSEDED, MOVED_HOUSE], True),
        ([(State.WITHDRAWN, "no longer to have it")], False),
        ([(State.FAILED, "hard")], False),
        ([(State.SUPPRESSED, "550 5.1.1")], False),
        ([(State.EXPIRED, "past its time")], False),
        ([SUPERSEDED, (State.FAILED, "hard")], False),  # else it would be ordered without end
        *[([(state, "")], False) for state in
          (State.QUEUED, State.CLAIMED, State.INTENT, State.SENT, State.UNCERTAIN, State.HELD)],
        ([(State.SENT, ""), SUPERSEDED], False),
        ([(State.HELD, ""), SUPERSEDED], False),
        ([(State.QUEUED, ""), SUPERSEDED], False),
        ([(State.SUPERSEDED, "no longer true", 1)], False),
    ],
)  # fmt: skip
def test_the_next_number_is_for_whom_none_has_reached_and_none_will(letters, again):
    s = after(*letters)
    found = reissue.numbered_notice(s, Kind.DATE_ADDED, made.PUBLISHED, EXPIRES)

    assert found
    assert (found.occasion, found.issue is None) == (
        (str(len(letters) + 1), True) if again else (str(len(letters)), False)
    )

    s = after(*letters, kind=Kind.CALL_FOR_ITEMS)
    is_superseded = again and letters[-1][0] is State.SUPERSEDED
    assert [to.person for to in reissue.uncalled(s)] == ([SIV.person] if is_superseded else [])


def test_whoever_came_after_it_went_gets_no_next_number():
    s = replace(after(SUPERSEDED), letters=())
    found = reissue.numbered_notice(s, Kind.DATE_ADDED, made.PUBLISHED, EXPIRES)

    assert found
    assert found.occasion == "1"
