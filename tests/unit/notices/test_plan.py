"""The plan of one meeting, by its rules alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.meetings.lifecycle import meeting_facts
from scheduler.notices import plan
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import PlannedNotice, Situation
from tests.build import stockholm
from tests.unit import situations as made


def by_kind(situation: Situation) -> dict[str, PlannedNotice]:
    return {notice.kind: notice for notice in plan.planned(situation)}


def test_the_table_of_the_preset() -> None:
    """A Tuesday at 13:00, as the map of the product tells it."""
    meeting = made.meeting("2027-03-09 13:00")

    found = by_kind(made.situation(meeting))

    assert {kind: notice.due_at for kind, notice in found.items()} == {
        "call_for_items": stockholm("2027-02-09 08:00"),
        "items_reminder": stockholm("2027-02-16 08:00"),
        "kallelse_review": stockholm("2027-02-26 08:00"),
        "kallelse": stockholm("2027-03-02 08:00"),
        "reply_reminder": stockholm("2027-03-04 08:00"),
        "day_before": stockholm("2027-03-08 08:00"),
    }
    assert found["call_for_items"].expires_at == stockholm("2027-02-24 00:00")
    assert found["kallelse"].expires_at == stockholm("2027-03-09 13:00")
    assert found["day_before"].expires_at == stockholm("2027-03-09 12:45")


@pytest.mark.parametrize(
    "saved, day",
    [
        ({"reply_reminder": "2 working days"}, "2027-03-04"),
        ({"reply_reminder": "1 day"}, "2027-03-04"),
        ({"reply_by": "3 working days"}, "2027-03-03"),
        ({"reply_reminder": "4 working days"}, "2027-03-03"),
        ({"reply_reminder": "4 days"}, "2027-03-04"),
    ],
)
def test_whatever_was_saved_the_reminder_leaves_a_working_day_to_reply_in(
    saved: dict[str, str], day: str
) -> None:
    """The last day to reply is Friday 5 March by the preset; four days before the meeting is that day too."""
    council = made.council(notice_rules=saved)

    found = by_kind(made.situation(made.meeting("2027-03-09 13:00"), in_council=council))

    assert found["reply_reminder"].due_at == stockholm(f"{day} 08:00")


def test_a_notice_keeps_its_hour_across_the_change_to_summer_time() -> None:
    meeting = made.meeting(
        "2027-04-01 13:00"
    )  # the clocks change on 28 March; 25 March is skärtorsdag

    found = by_kind(made.situation(meeting))

    assert found["kallelse"].due_at.isoformat() == "2027-03-25T07:00:00+00:00"
    assert found["day_before"].due_at.isoformat() == "2027-03-31T06:00:00+00:00"


def test_deputies_are_asked_for_items_but_not_called() -> None:
    found = by_kind(made.situation(made.meeting("2027-03-09 13:00")))

    assert [r.person.name for r in found["call_for_items"].audience][-1] == "Nils Ekhed"
    assert [r.person.name for r in found["kallelse"].audience] == ["Siv Tallgren", "Noor Haddadi"]
    assert [r.person.email for r in found["kallelse_review"].audience] == ["bra@example.org"]


def test_published_late_what_is_over_is_not_planned() -> None:
    published = stockholm("2027-03-05 10:00")
    meeting = made.meeting("2027-03-09 13:00", published=published)
    situation = made.situation(meeting)

    found = by_kind(situation)

    assert set(found) == {"kallelse", "reply_reminder", "day_before"}
    assert found["kallelse"].due_at == published + timedelta(minutes=5)


@pytest.mark.parametrize(
    "published, kind, due",
    [
        ("2027-03-05 10:00", "reply_reminder", "2027-03-05 16:05"),  # six hours after the kallelse
        ("2027-03-04 22:30", "kallelse", "2027-03-05 07:00"),  # not by night
        ("2027-02-18 10:00", "call_for_items", "2027-02-18 10:05"),
    ],
)
def test_what_is_published_late_goes_as_soon_as_it_may(published: str, kind: str, due: str) -> None:
    meeting = made.meeting("2027-03-09 13:00", published=stockholm(published))

    assert by_kind(made.situation(meeting))[kind].due_at == stockholm(due)


def test_of_two_reminders_due_at_once_only_the_newest_goes() -> None:
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-03-08 01:00"))

    found = by_kind(made.situation(meeting))

    assert found["reply_reminder"].skipped == "newer_reminder"
    assert found["day_before"].due_at == stockholm("2027-03-08 13:00")


def test_the_reminder_of_items_never_goes_without_its_call() -> None:
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-02-18 10:00"))

    assert by_kind(made.situation(meeting))["items_reminder"].skipped == "reminds_of_nothing"


def test_a_council_that_wants_absences_only_reminds_nobody_to_reply() -> None:
    council = made.council(reply_mode="absences")

    found = by_kind(made.situation(made.meeting("2027-03-09 13:00"), in_council=council))

    assert "reply_reminder" not in found


def test_a_cancellation_goes_only_to_those_who_may_have_been_told() -> None:
    old = made.meeting("2027-03-09 13:00")
    issue = made.issue(
        "kallelse", "@2027-03-09T13:00", of=old, facts=meeting_facts(old), at=made.PUBLISHED
    )
    rows = [
        made.told(1, person_id=2, by=issue),
        made.told(2, person_id=3, by=issue, state="superseded"),
    ]
    off = made.meeting(
        "2027-03-09 13:00", status="cancelled", revision=1, revised_at=stockholm("2027-03-03 10:00")
    )

    found = plan.planned(made.situation(off, issued=[issue], rows=rows))

    assert [(n.kind, [r.letter for r in n.audience]) for n in found] == [
        (Kind.CHANGE, ["cancelled"])
    ]
    assert found[0].expires_at == off.ends_at
