"""Whether a letter that waits still makes sense: each kind, by what has happened since it was ordered."""

from datetime import datetime, timedelta

import pytest

from scheduler.mail.rows import ADDRESS_CHANGED, State
from scheduler.mail.store import STILL_TRUE, Verdict
from scheduler.meetings.facts import meeting_facts
from scheduler.meetings.rows import Meeting
from scheduler.notices import still_valid
from scheduler.notices.kinds import Kind
from tests.build import stockholm
from tests.unit import situations as made

STARTS = "2027-03-09 13:00"
TOLD = made.meeting(STARTS)
OCCASIONS = {
    Kind.DATE_ADDED: "1",
    Kind.CALL_FOR_ITEMS: "@2027-03-09",
    Kind.ITEMS_REMINDER: "@2027-03-09",
    Kind.KALLELSE: "@2027-03-09T13:00",
    Kind.REPLY_REMINDER: "@2027-03-09T13:00",
    Kind.DAY_BEFORE: "@2027-03-09T13:00",
    Kind.CHANGE: "r1",
}
"""Of the kinds that go to members."""
NOON = stockholm("2027-03-04 12:00")
KALLELSE = made.issue(
    "kallelse", "@2027-03-09T13:00", of=TOLD, facts=meeting_facts(TOLD), at=made.PUBLISHED, key=2
)


def verdict(
    kind: Kind,
    meeting: Meeting = TOLD,
    *,
    at: datetime = NOON,
    due_at: datetime = NOON,
    called: bool = False,
    expires_at: datetime = TOLD.starts_at,
    **row_s: object,
) -> Verdict:
    """Of a letter to one member that told of the meeting as it was first. `called`: the kallelse has been ordered."""
    by = made.issue(kind, OCCASIONS[kind], of=TOLD, facts=meeting_facts(TOLD), at=made.PUBLISHED)
    letter = "moved" if kind is Kind.CHANGE else ""
    values = {"recipient": "siv@example.org", "due_at": due_at, "expires_at": expires_at} | row_s
    row = made.told(1, person_id=2, by=by, state="queued", letter=letter, **values)
    issued, rows = [by], [row]
    if called:
        issued.append(KALLELSE)
        rows.append(made.told(2, person_id=2, by=KALLELSE, letter="kallelse"))
    s = made.situation(meeting, members=[made.member(2, "Siv")], issued=issued, rows=rows)
    return still_valid.verdict(s, row, at)


def revised(starts: str = STARTS, *, at: str = "2027-03-04 11:00", **other: object) -> Meeting:
    return made.meeting(starts, revision=1, revised_at=stockholm(at), **other)


@pytest.mark.parametrize("kind", list(OCCASIONS))
def test_what_is_still_so_goes_until_its_time_is_over(kind):
    assert verdict(kind) == STILL_TRUE
    assert verdict(kind, expires_at=NOON + timedelta(seconds=1)) == STILL_TRUE
    assert verdict(kind, expires_at=NOON).final is State.EXPIRED


@pytest.mark.parametrize("kind", list(OCCASIONS))
def test_nothing_goes_to_an_address_that_is_no_longer_theirs(kind):
    found = verdict(kind, recipient="old@example.org")

    assert found == Verdict(State.WITHDRAWN, ADDRESS_CHANGED)


@pytest.mark.parametrize("kind", list(OCCASIONS))
@pytest.mark.parametrize(
    "meeting, still_true",
    [
        (revised(place="Polishuset"), {Kind.CALL_FOR_ITEMS, Kind.ITEMS_REMINDER, Kind.REPLY_REMINDER,
                                       Kind.DAY_BEFORE}),
        (revised("2027-03-09 14:00"), set()),
        (revised("2027-03-10 13:00"), set()),
        (revised(status="cancelled"), set()),
    ],
    ids=["place", "hour", "day", "cancelled"],
)  # fmt: skip
def test_what_states_facts_falls_with_any_of_them_and_a_reminder_with_the_start(
    kind, meeting, still_true
):
    found = verdict(kind, meeting)

    assert found == (
        STILL_TRUE if kind in still_true else Verdict(State.SUPERSEDED, still_valid.NOT_TRUE)
    )


@pytest.mark.parametrize("kind", list(OCCASIONS))
def test_while_the_change_may_be_taken_back_it_waits(kind):
    just_now = revised("2027-03-10 13:00", at="2027-03-04 11:55")

    assert verdict(kind, just_now, at=stockholm("2027-03-04 11:59")) == Verdict(
        later=stockholm("2027-03-04 12:00")
    )
    assert verdict(kind, just_now).final is State.SUPERSEDED


@pytest.mark.parametrize("kind", list(OCCASIONS))
def test_nobody_is_asked_for_items_when_the_kallelse_has_been_ordered(kind):
    before = (Kind.CALL_FOR_ITEMS, Kind.ITEMS_REMINDER)

    assert (verdict(kind, called=True) == STILL_TRUE) is (kind not in before)


NIGHT = stockholm("2027-03-04 22:00")
MORNING = stockholm("2027-03-05 07:00")
EVENING_BEFORE = stockholm("2027-03-08 22:00")


@pytest.mark.parametrize("kind", list(OCCASIONS))
def test_what_has_become_late_waits_for_the_morning(kind):
    late = NIGHT - timedelta(minutes=15, seconds=1)

    assert verdict(kind, at=NIGHT, due_at=late) == Verdict(later=MORNING)
    assert verdict(kind, at=NIGHT, due_at=NIGHT - timedelta(minutes=15)) == STILL_TRUE
    assert verdict(kind, at=MORNING, due_at=late) == STILL_TRUE


@pytest.mark.parametrize("kind", list(OCCASIONS))
def test_by_night_goes_what_a_person_asked_for_and_what_the_morning_would_not_help(kind):
    assert verdict(kind, at=NIGHT, due_at=NOON, asked=1) == STILL_TRUE
    assert verdict(kind, at=NIGHT, due_at=NOON, expires_at=MORNING) == STILL_TRUE
    soon = MORNING + timedelta(seconds=1)
    assert verdict(kind, at=NIGHT, due_at=NOON, expires_at=soon) == Verdict(later=MORNING)


@pytest.mark.parametrize("kind", list(OCCASIONS))
def test_a_day_ahead_a_change_goes_by_night_too(kind):
    found = verdict(kind, at=EVENING_BEFORE, due_at=NOON)

    assert (found == STILL_TRUE) is (kind is Kind.CHANGE)
