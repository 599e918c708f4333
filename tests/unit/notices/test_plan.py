"""The plan of one meeting, by its rules alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.meetings.lifecycle import meeting_facts
from scheduler.notices import hours, plan
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


def test_a_draft_year_plans_nothing() -> None:
    situation = made.situation(made.meeting("2027-03-09 13:00"))
    situation.year.status = "draft"

    assert plan.planned(situation) == []


def test_deputies_are_asked_for_items_but_not_called() -> None:
    found = by_kind(made.situation(made.meeting("2027-03-09 13:00")))

    assert [r.person.name for r in found["call_for_items"].audience][-1] == "Nils Ekhed"
    assert [r.person.name for r in found["kallelse"].audience] == ["Siv Tallgren", "Noor Haddadi"]
    assert [r.person.email for r in found["kallelse_review"].audience] == ["bra@example.org"]


def test_one_who_stopped_reminders_is_called_all_the_same() -> None:
    siv = made.member(2, "Siv Tallgren")
    siv.person.muted = ["day_before", "reply_reminder", "items_reminder"]

    found = by_kind(made.situation(made.meeting("2027-03-09 13:00"), members=[siv]))

    assert found["day_before"].audience == ()
    assert len(found["kallelse"].audience) == 1


def test_a_term_that_has_ended_is_not_called() -> None:
    gone = made.member(2, "Siv Tallgren", until_on=stockholm("2027-03-08 12:00").date())

    found = by_kind(made.situation(made.meeting("2027-03-09 13:00"), members=[gone]))

    assert found["kallelse"].audience == ()


def test_published_late_what_is_over_is_neither_planned_nor_missed() -> None:
    published = stockholm("2027-03-05 10:00")
    meeting = made.meeting("2027-03-09 13:00", published=published)
    situation = made.situation(meeting)

    found = by_kind(situation)

    assert set(found) == {"kallelse", "reply_reminder", "day_before"}
    assert found["kallelse"].due_at == published + timedelta(minutes=5)
    assert plan.missed(situation, stockholm("2027-03-10 08:00")) != []


def test_a_reminder_rests_six_hours_after_the_kallelse() -> None:
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-03-05 10:00"))

    found = by_kind(made.situation(meeting))

    assert found["reply_reminder"].due_at == stockholm("2027-03-05 16:05")


def test_what_is_published_at_night_waits_for_the_morning() -> None:
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-03-04 22:30"))

    found = by_kind(made.situation(meeting))

    assert found["kallelse"].due_at == stockholm("2027-03-05 07:00")


def test_of_two_reminders_due_at_once_only_the_newest_goes() -> None:
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-03-08 01:00"))

    found = by_kind(made.situation(meeting))

    assert found["reply_reminder"].skipped == "newer_reminder"
    assert found["day_before"].due_at == stockholm("2027-03-08 13:00")


def test_the_reminder_of_items_never_goes_without_its_call() -> None:
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-02-18 10:00"))

    found = by_kind(made.situation(meeting))

    assert found["call_for_items"].due_at == stockholm("2027-02-18 10:05")
    assert found["items_reminder"].skipped == "reminds_of_nothing"


def test_a_council_that_wants_absences_only_reminds_nobody_to_reply() -> None:
    council = made.council(reply_mode="absences")

    found = by_kind(made.situation(made.meeting("2027-03-09 13:00"), in_council=council))

    assert "reply_reminder" not in found


@pytest.mark.parametrize(
    "state,ambiguous,letters",
    [
        ("sent", 0, ["moved"]),
        ("uncertain", 2, ["moved"]),
        ("queued", 1, ["moved"]),
        ("intent", 0, ["moved"]),
        ("superseded", 0, ["kallelse"]),
        ("queued", 0, ["kallelse"]),
        ("failed", 0, ["kallelse"]),
    ],
)
def test_who_may_have_the_old_kallelse_is_owed_the_new_time(
    state: str, ambiguous: int, letters: list[str]
) -> None:
    old = made.meeting("2027-03-09 13:00")
    issue = made.issue(
        "kallelse",
        "@2027-03-09T13:00",
        of=old,
        facts=meeting_facts(old),
        at=stockholm("2027-03-02 08:00"),
    )
    rows = [made.told(1, person_id=2, by=issue, state=state, ambiguous=ambiguous)]
    moved = made.meeting("2027-03-11 13:00", revision=1, revised_at=stockholm("2027-03-03 10:00"))

    found = by_kind(
        made.situation(moved, issued=[issue], rows=rows, members=[made.member(2, "Siv Tallgren")])
    )

    assert [r.letter for r in found["change"].audience] == letters


def test_nobody_is_owed_a_change_that_came_to_nothing() -> None:
    meeting = made.meeting("2027-03-09 13:00", revision=2, revised_at=stockholm("2027-03-03 10:00"))
    issue = made.issue(
        "kallelse", "@2027-03-09T13:00", of=meeting, facts=meeting_facts(meeting), at=made.PUBLISHED
    )
    rows = [made.told(1, person_id=2, by=issue)]

    found = by_kind(made.situation(meeting, issued=[issue], rows=rows))

    assert "change" not in found


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


def test_quiet_hours_end_at_seven_also_on_the_night_the_clocks_change() -> None:
    assert hours.after_quiet_hours(stockholm("2027-03-27 23:00"), made.ZONE) == stockholm(
        "2027-03-28 07:00"
    )
    assert hours.after_quiet_hours(stockholm("2027-03-28 06:59"), made.ZONE) == stockholm(
        "2027-03-28 07:00"
    )
    assert hours.after_quiet_hours(stockholm("2027-03-28 20:59"), made.ZONE) == stockholm(
        "2027-03-28 20:59"
    )
