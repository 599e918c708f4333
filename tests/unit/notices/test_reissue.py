"""What is ordered once more, and for whom: whoever no earlier letter of the kind has reached, and none will."""

from dataclasses import replace

import pytest

from scheduler.mail.rows import ADDRESS_CHANGED, State
from scheduler.meetings.facts import meeting_facts
from scheduler.notices import audience, reissue
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import PlannedNotice, Situation, planned_notice
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
            kind,
            "1" if n == 1 else f"1.{n}",
            of=MEETING,
            facts=meeting_facts(MEETING),
            at=made.PUBLISHED,
            key=n,
        )
        ambiguous = doubts[0] if doubts else 0
        issued.append(by)
        rows.append(
            made.told(n, person_id=2, by=by, state=state, ambiguous=ambiguous, reason=reason)
        )
    return made.situation(MEETING, members=[SIV], issued=issued, rows=rows)


SUPERSEDED = (State.SUPERSEDED, "no longer true")
MOVED_HOUSE = (State.WITHDRAWN, ADDRESS_CHANGED)


def again_of(s: Situation) -> list[PlannedNotice]:
    to = audience.recipients(s, Kind.DATE_ADDED)
    first = planned_notice(s, Kind.DATE_ADDED, "1", made.PUBLISHED, EXPIRES, to)
    return list(reissue.once_more(s, first))


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
def test_whom_none_has_reached_and_none_will_gets_it_once_more(letters, again):
    s = after(*letters)
    found = again_of(s)

    assert [(n.occasion, n.audience[0].person) for n in found] == (
        [(f"1.{len(letters) + 1}", SIV.person)] if again else []
    )


def test_whoever_came_after_it_went_gets_it_by_no_number():
    assert again_of(replace(after(SUPERSEDED), letters=())) == []
