"""The plan of one meeting or year, by its rules alone: what goes, to whom, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.clock import Wall
from scheduler.meetings.facts import meeting_facts
from scheduler.meetings.rows import Meeting
from scheduler.notices import due_times, plan
from scheduler.notices.kinds import Kind
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Situation
from tests.build import stockholm, utc
from tests.unit import situations as made


def by_kind(situation: Situation) -> dict[str, PlannedNotice]:
    return {notice.kind: notice for notice in plan.planned_notices(situation)}


def test_the_table_of_the_preset():
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
def test_whatever_was_saved_the_reminder_leaves_a_working_day_to_reply_in(saved, day):
    """The last day to reply is Friday 5 March by the preset; four days before the meeting is that day too."""
    council = made.council(notice_rules=saved)

    found = by_kind(made.situation(made.meeting("2027-03-09 13:00"), in_council=council))

    assert found["reply_reminder"].due_at == stockholm(f"{day} 08:00")


def test_a_notice_keeps_its_hour_across_the_change_to_summer_time():
    meeting = made.meeting(
        "2027-04-01 13:00"
    )  # the clocks change on 28 March; 25 March is skärtorsdag

    found = by_kind(made.situation(meeting))

    assert found["kallelse"].due_at.isoformat() == "2027-03-25T07:00:00+00:00"
    assert found["day_before"].due_at.isoformat() == "2027-03-31T06:00:00+00:00"


@pytest.mark.parametrize(
    "published, kind, due",
    [
        ("2027-03-05 10:00", "reply_reminder", "2027-03-05 16:05"),  # six hours after the kallelse
        ("2027-03-04 22:30", "kallelse", "2027-03-05 07:00"),  # not by night
        ("2027-02-18 10:00", "call_for_items", "2027-02-18 10:05"),
    ],
)
def test_what_is_published_late_goes_as_soon_as_it_may(published, kind, due):
    meeting = made.meeting("2027-03-09 13:00", published=stockholm(published))

    assert by_kind(made.situation(meeting))[kind].due_at == stockholm(due)


def test_of_two_reminders_due_at_once_only_the_newest_goes():
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-03-08 01:00"))

    found = by_kind(made.situation(meeting))

    assert found["reply_reminder"].skipped == "newer_reminder"
    assert found["day_before"].due_at == stockholm("2027-03-08 13:00")


def test_the_reminder_to_reply_ends_when_the_day_before_reminder_is_due():
    found = by_kind(made.situation(made.meeting("2027-03-09 13:00")))

    assert found["reply_reminder"].expires_at == found["day_before"].due_at


def test_the_reminder_of_items_never_goes_without_its_call():
    meeting = made.meeting("2027-03-09 13:00", published=stockholm("2027-02-18 10:00"))

    assert by_kind(made.situation(meeting))["items_reminder"].skipped == "reminds_of_nothing"


# After a change, at night and near the start

BEFORE = made.meeting("2027-03-09 13:00", place="Polishuset")
CALLED = made.issue(
    "kallelse", "@2027-03-09T13:00", of=BEFORE, facts=meeting_facts(BEFORE), at=stockholm("2027-03-02 08:00")
)  # fmt: skip


def revised(at: str, **other: object) -> Meeting:
    """Told of with another place, and called for it."""
    return made.meeting("2027-03-09 13:00", revision=1, revised_at=stockholm(at), **other)


def after(meeting: Meeting, *issued: NoticeIssue, **other: object) -> dict[str, PlannedNotice]:
    """The plan, where both members have the kallelse of before."""
    rows = [made.told(n, person_id=n, by=CALLED) for n in (2, 3)]
    s = made.situation(
        meeting, issued=[CALLED, *issued], rows=rows, in_council=made.council(**other)
    )
    return by_kind(s)


@pytest.mark.parametrize(
    "at, due",
    [
        ("2027-03-04 10:00", "2027-03-04 10:05"),
        ("2027-03-04 22:30", "2027-03-05 07:00"),
        ("2027-03-08 07:55", "2027-03-08 08:00"),
        ("2027-03-08 22:30", "2027-03-08 22:35"),  # less than a day ahead: by night too
        ("2027-03-09 12:54", "2027-03-09 12:59"),
        ("2027-03-09 12:57", "2027-03-09 12:57"),  # no five minutes are left
    ],
)
def test_a_change_waits_for_the_morning_unless_the_meeting_is_near(at, due):
    assert after(revised(at))["change"].due_at == stockholm(due)


def test_the_year_s_mail_waits_for_the_last_change_and_lives_until_the_last_meeting_held():
    meetings = [
        made.meeting("2027-03-09 13:00", revised_at=made.PUBLISHED + timedelta(minutes=3)),
        made.meeting("2027-06-08 13:00", number=2),
        made.meeting("2027-12-07 13:00", number=3, status="cancelled"),
    ]

    found, _of_november = plan.planned_notices(made.situation(None, meetings=meetings))

    assert found.due_at == made.PUBLISHED + timedelta(minutes=8)
    assert found.expires_at == stockholm("2027-06-08 13:00")


def test_in_november_the_secretary_is_told_once_that_no_later_year_is_published():
    year = made.situation(None, meetings=[made.meeting("2027-03-09 13:00")])
    late = made.situation(None, meetings=[made.meeting("2027-12-07 13:00")])
    late.year.published_at = stockholm("2027-11-01 08:00")

    (notice,) = [n for n in plan.planned_notices(year) if n.kind is Kind.NEXT_YEAR]

    assert (notice.due_at, notice.expires_at) == (
        stockholm("2027-11-01 08:00"),
        stockholm("2028-01-01 00:00"),
    )
    assert [to.person.email for to in notice.audience] == ["bra@example.org"]
    for settled in (replace(year, is_followed=True), late):
        assert Kind.NEXT_YEAR not in [n.kind for n in plan.planned_notices(settled)]


@pytest.mark.parametrize(
    "expires, then",
    [
        ("2027-03-04 07:01", "2027-03-04 07:00"),
        ("2027-03-04 07:00", "2027-03-03 23:00"),
        ("2027-03-04 06:30", "2027-03-03 23:00"),
    ],
)
def test_nothing_waits_for_a_morning_that_comes_too_late(expires, then):
    at = stockholm("2027-03-03 23:00")
    assert due_times.out_of_the_night(at, made.ZONE, stockholm(expires)) == stockholm(then)


@pytest.mark.parametrize(
    "zone, at, then",
    [
        ("Europe/Stockholm", "2022-03-27 00:30", (2022, 3, 27, 5, 0)),
        ("Europe/Stockholm", "2022-03-27 03:30", (2022, 3, 27, 5, 0)),
        ("Europe/Stockholm", "2022-10-30 02:30", (2022, 10, 30, 6, 0)),
        ("America/New_York", "2022-03-13 01:30", (2022, 3, 13, 11, 0)),
        ("America/New_York", "2022-11-06 01:30", (2022, 11, 6, 12, 0)),
        ("Australia/Lord_Howe", "2022-04-03 01:45", (2022, 4, 2, 20, 30)),
        ("Australia/Lord_Howe", "2022-10-02 01:15", (2022, 10, 1, 20, 0)),
    ],
)
def test_in_the_night_when_clocks_change_the_morning_is_seven_on_the_wall(zone, at, then):
    """The instants are written down by hand: UTC of 07:00 after the change."""
    due = due_times.out_of_the_night(Wall.parse(at, zone).utc(), zone, utc(2023, 1, 1))

    assert due == utc(*then)


@pytest.mark.parametrize(
    "at, then",
    [
        ("2027-03-03 08:00", "2027-03-04 08:00"),
        ("2027-03-05 23:30", "2027-03-08 08:00"),
        ("2027-03-25 08:00", "2027-03-30 08:00"),  # over Easter, and the clocks change
    ],
)
def test_the_next_morning_is_that_of_a_working_day(at, then):
    assert due_times.next_morning(stockholm(at), made.situation(BEFORE)) == stockholm(then)


def test_a_council_that_wants_absences_only_reminds_nobody_to_reply():
    council = made.council(reply_mode="absences")

    found = by_kind(made.situation(made.meeting("2027-03-09 13:00"), in_council=council))

    assert "reply_reminder" not in found
