"""Who may have a letter that was ordered earlier: the plan may have changed its mind while it waited."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.councils.rows import Member
from scheduler.meetings.rows import Answer, Reply
from scheduler.meetings.seating import one_each
from scheduler.notices import audience
from scheduler.notices.kinds import KIND_OF, MUTABLE, Kind, Letter
from scheduler.notices.situation import Situation
from tests.unit import situations as made

MEETING = made.meeting("2027-03-09 13:00")
EVERYONE = ("Siv", "Nils")


def siv(**other: object) -> Member:
    return made.member(2, "Siv", **other)


def nils(**other: object) -> Member:
    return made.member(3, "Nils", role="deputy", **other)


def entitled(letter: Letter, *members: Member, s: Situation | None = None) -> tuple[str, ...]:
    s = s or made.situation(MEETING, members=members or (siv(), nils()))
    return tuple(to.person.name for to in audience.recipients(s, KIND_OF[letter], letter))


@pytest.mark.parametrize(
    "letter, names",
    [
        (Letter.DATE_ADDED, EVERYONE),
        (Letter.CALL_FOR_ITEMS, EVERYONE),
        (Letter.ITEMS_REMINDER, EVERYONE),
        (Letter.KALLELSE, ("Siv",)),
        (Letter.KALLELSE_INFORMATION, EVERYONE),
        (Letter.MOVED, EVERYONE),
        (Letter.CANCELLED, EVERYONE),
        (Letter.RESTORED, EVERYONE),
        (Letter.REPLY_REMINDER, ("Siv",)),
        (Letter.DAY_BEFORE, ("Siv",)),
        (Letter.KALLELSE_REVIEW, ("Elin Forsby",)),
        (Letter.DIGEST, ("Elin Forsby",)),
        (Letter.MEMBER_LEFT, ()),
    ],
)
def test_each_letter_is_for_those_it_is_for(letter: Letter, names: tuple[str, ...]) -> None:
    assert entitled(letter) == names


def test_what_calls_or_changes_a_meeting_cannot_be_stopped() -> None:
    stoppable = "call_for_items day_before items_reminder notes reply_reminder year_dates"
    assert sorted(MUTABLE) == stoppable.split()


@pytest.mark.parametrize("letter", list(Letter))
def test_what_a_person_has_stopped_does_not_go_and_nothing_else_can_be_stopped(
    letter: Letter,
) -> None:
    one = siv()
    one.person.muted = [str(kind) for kind in MUTABLE]
    was = "Siv" in entitled(letter, siv())

    assert ("Siv" in entitled(letter, one)) is (was and KIND_OF[letter] not in MUTABLE)


@pytest.mark.parametrize("letter", list(Letter))
def test_of_one_whose_term_does_not_reach_the_day_only_a_change_and_the_goodbye_are_theirs(
    letter: Letter,
) -> None:
    """And the year's mail, of which they sit some days."""
    gone = siv(until_on=date(2027, 3, 8))
    goes = KIND_OF[letter] in (Kind.CHANGE, Kind.MEMBER_LEFT, Kind.YEAR_DATES)

    # The year's mail is of no meeting.
    of = None if letter is Letter.YEAR_DATES else MEETING
    s = made.situation(of, meetings=[MEETING], members=[gone])
    assert ("Siv" in entitled(letter, s=s)) is goes


@pytest.mark.parametrize("answer", list(Answer))
def test_who_has_answered_is_not_reminded_to_and_who_has_declined_not_at_all(
    answer: Answer,
) -> None:
    s = made.situation(MEETING, members=[siv()])
    said = Reply(
        meeting_id=MEETING.id, person_id=2, answer=answer, for_start=MEETING.starts_at, sequence=0, source="link",
        made_at=made.PUBLISHED, at=made.PUBLISHED,
    )  # fmt: skip
    s = replace(s, replies=(said,))

    assert bool(entitled(Letter.REPLY_REMINDER, s=s)) is (answer is Answer.MAYBE)
    assert bool(entitled(Letter.DAY_BEFORE, s=s)) is (answer is not Answer.NO)


def test_one_who_is_both_member_and_deputy_is_a_member() -> None:
    sits, stands = siv(), made.member(2, "Siv", role="deputy")

    for members in ([sits, stands], [stands, sits]):
        (one,) = one_each(members)
        assert not one.is_deputy
        assert entitled(Letter.KALLELSE, *members) == ("Siv",)


@pytest.mark.parametrize("status", list(ItemStatus))
def test_whoever_has_proposed_an_item_is_not_reminded_of_the_last_day(status: ItemStatus) -> None:
    item = AgendaItem(heading="Budget", status=status, proposed_by_id=siv().person_id)
    s = replace(made.situation(MEETING, members=(siv(), nils())), items=(item,))

    assert entitled(Letter.ITEMS_REMINDER, s=s) == ("Nils",)
    assert entitled(Letter.CALL_FOR_ITEMS, s=s) == EVERYONE
