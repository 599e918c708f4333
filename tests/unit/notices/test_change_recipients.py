"""Who is owed a change, by every end that a person's letters about a meeting may have come to.

Source: docs/mail.md, rules 6 to 8.
"""

from datetime import date

import pytest

from scheduler.councils.rows import Channel
from scheduler.mail.rows import State
from scheduler.meetings.facts import meeting_facts
from scheduler.meetings.rows import Meeting
from scheduler.notices import change_recipients
from scheduler.notices.kinds import Letter
from scheduler.notices.situation import Situation
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
            kind if n > 1 else "kallelse", f"r{n}", of=TODAY, facts=meeting_facts(told_of),
            at=made.PUBLISHED, key=n,
        )  # fmt: skip
        issues.append(by)
        rows.append(
            made.told(n, person_id=2, by=by, state=state, ambiguous=doubts[0] if doubts else 0)
        )
    s = made.situation(TODAY, members=[made.member(2, "Siv Tallgren")], issued=issues, rows=rows)
    return next((to.letter for to in change_recipients.owed_recipients(s, TODAY)), None)


@pytest.mark.parametrize("state", ON_ITS_WAY)
def test_nobody_is_owed_what_their_newest_letter_says(state):
    """Also where nobody knows whether it arrived: a person decides about that one."""
    assert owed_to_one(("today", state)) is None
    assert owed_to_one(("old", State.SENT), ("today", state)) is None


@pytest.mark.parametrize("state", GONE_ASTRAY)
def test_the_newest_letter_tells_nobody_where_it_came_to_nothing(state):
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
    told, letter
):
    """Moved away and back: what may have arrived last is what they know."""
    assert owed_to_one(*told) is letter


@pytest.mark.parametrize("state", [State.UNCERTAIN, State.INTENT])
def test_one_who_may_have_the_old_time_is_told_of_a_move(state):
    assert owed_to_one(("old", state)) is Letter.MOVED


Part = tuple[str, str, State]
"""The kind of a letter with a calendar part, the part's method, and where the letter is."""
REQUEST, CANCEL, LEFT = (
    ("kallelse", "REQUEST", State.SENT),
    ("change", "CANCEL", State.SENT),
    ("member_left", "CANCEL", State.SENT),
)


def parts(
    *letters: Part, meeting: Meeting = OLD, takes: bool = True, until_on: date | None = None
) -> Situation:
    """Siv's letters about the meeting, oldest first; all told of its old day."""
    issues, rows = [], []
    for n, (kind, method, state) in enumerate(letters, start=1):
        by = made.issue(kind, f"r{n}", of=OLD, facts=meeting_facts(OLD), at=made.PUBLISHED, key=n)
        issues.append(by)
        rows.append(made.told(n, person_id=2, by=by, state=state, method=method))
    siv = made.member(2, "Siv Tallgren", until_on=until_on)
    siv.person.channel = Channel.INVITATIONS if takes else Channel.FEED
    return made.situation(meeting, members=[siv], issued=issues, rows=rows)


ENDED = date(2027, 3, 5)


@pytest.mark.parametrize(
    "letters, goes",
    [
        ([REQUEST], True),
        ([REQUEST, CANCEL], False),
        ([REQUEST, LEFT], False),
        ([REQUEST, ("member_left", "CANCEL", State.QUEUED)], False),
        ([REQUEST, ("member_left", "CANCEL", State.FAILED)], True),
        ([REQUEST, LEFT, ("kallelse", "REQUEST", State.SENT)], True),  # sat again, and left again
    ],
)
def test_the_meeting_is_taken_out_of_the_calendar_of_one_who_left_once(letters, goes):
    s = parts(*letters, until_on=ENDED)
    found = [
        (to.letter, to.calendar, to.uninvited)
        for to in change_recipients.removed_recipients(s, OLD)
    ]
    assert found == ([(Letter.MEMBER_LEFT, True, True)] if goes else [])


@pytest.mark.parametrize(
    "letters, letter",
    [
        ([REQUEST], Letter.MOVED),
        ([REQUEST, LEFT], None),
        ([REQUEST, LEFT, ("kallelse", "REQUEST", State.SENT)], Letter.MOVED),
        ([("kallelse", "REQUEST", State.SUPERSEDED)], None),
    ],
)
def test_one_who_does_not_sit_on_the_new_day_is_told_of_it_only_if_they_know_of_the_old(
    letters, letter
):
    s = parts(*letters, meeting=TODAY, until_on=date(2027, 3, 10))
    found = [
        (to.letter, to.calendar, to.uninvited, to.is_called)
        for to in change_recipients.owed_recipients(s, TODAY)
    ]
    assert found == ([(letter, True, True, False)] if letter else [])


@pytest.mark.parametrize(
    "letters, takes, status, calendar",
    [
        ([REQUEST], True, "scheduled", True),
        ([REQUEST], False, "scheduled", True),  # they may hold one from before
        ([REQUEST, ("presenter", "PUBLISH", State.SENT)], False, "scheduled", True),
        ([("kallelse", "", State.SENT)], True, "scheduled", True),
        ([("kallelse", "", State.SENT)], False, "scheduled", False),
        ([REQUEST], True, "cancelled", True),
        ([("kallelse", "", State.SENT)], True, "cancelled", False),
    ],
)
def test_a_calendar_part_goes_to_who_takes_invitations_and_to_who_may_hold_one(
    letters, takes, status, calendar
):
    meeting = made.meeting("2027-03-11 13:00", revision=1, status=status)
    (to,) = change_recipients.owed_recipients(
        parts(*letters, meeting=meeting, takes=takes), meeting
    )
    assert (to.calendar, to.uninvited, to.is_called) == (calendar, False, True)
