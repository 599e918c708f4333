"""When a mail goes: after a change, at night, near the start, and after whatever went before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.meetings.lifecycle import meeting_facts
from scheduler.meetings.rows import Meeting
from scheduler.notices import due_times, plan
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Situation
from tests.build import stockholm
from tests.unit import situations as made

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


def by_kind(s: Situation) -> dict[str, PlannedNotice]:
    return {notice.kind: notice for notice in plan.planned(s)}


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
def test_a_change_waits_for_the_morning_unless_the_meeting_is_near(at: str, due: str) -> None:
    assert after(revised(at))["change"].due_at == stockholm(due)


def test_a_reminder_rests_six_hours_after_a_change_too() -> None:
    found = after(revised("2027-03-05 07:10"))

    assert found["reply_reminder"].due_at == stockholm("2027-03-05 13:15")


def test_once_reminded_of_the_day_nobody_is_reminded_to_reply() -> None:
    """As where the reminder to reply was on hold until then."""
    at = stockholm("2027-03-08 08:00")
    reminded = made.issue(
        "day_before", "@2027-03-09T13:00", of=BEFORE, facts=meeting_facts(BEFORE), at=at, key=2
    )

    assert after(BEFORE, reminded)["reply_reminder"].skipped == "newer_reminder"
    assert after(BEFORE)["reply_reminder"].skipped == ""


def test_a_reminder_of_items_whose_time_was_before_the_change_does_not_follow_it() -> None:
    """They were called for items in time; the letter about the change says until when they are taken."""
    at = stockholm("2027-02-09 08:00")
    asked = made.issue(
        "call_for_items", "@2027-03-09", of=BEFORE, facts=meeting_facts(BEFORE), at=at, key=2
    )

    for revised_at, skipped in (
        ("2027-02-16 08:00", "reminds_of_nothing"),
        ("2027-02-15 12:00", ""),
    ):
        s = made.situation(revised(revised_at), issued=[asked])
        assert by_kind(s)["items_reminder"].skipped == skipped


def test_one_who_left_before_the_meeting_was_changed_is_told_when_that_is_settled() -> None:
    """Five minutes after the later of the two."""
    at = stockholm("2027-03-03 10:00")
    gone = made.member(2, "Siv Tallgren", until_on=at.date(), ended_at=at)
    row = made.told(1, person_id=2, by=CALLED)
    row.method = "REQUEST"
    for meeting, due in (
        (BEFORE, "2027-03-03 10:05"),
        (revised("2027-03-03 10:02", place=BEFORE.place), "2027-03-03 10:07"),
        (revised("2027-03-03 09:00", place=BEFORE.place), "2027-03-03 10:05"),
    ):
        of_meeting = made.situation(meeting, members=[gone], issued=[CALLED], rows=[row])
        of_year = made.situation(None, meetings=[meeting], members=[gone])
        found = by_kind(replace(of_year, called=(of_meeting,)))
        assert found["member_left"].due_at == stockholm(due)


def test_the_year_s_mail_waits_for_the_last_change_and_lives_until_the_last_meeting_held() -> None:
    meetings = [
        made.meeting("2027-03-09 13:00", revised_at=made.PUBLISHED + timedelta(minutes=3)),
        made.meeting("2027-06-08 13:00", number=2),
        made.meeting("2027-12-07 13:00", number=3, status="cancelled"),
    ]

    (found,) = plan.planned(made.situation(None, meetings=meetings))

    assert found.due_at == made.PUBLISHED + timedelta(minutes=8)
    assert found.expires_at == stockholm("2027-06-08 13:00")


@pytest.mark.parametrize(
    "at, then",
    [
        ("2027-03-03 06:59", "2027-03-03 07:00"),
        ("2027-03-03 07:00", "2027-03-03 07:00"),
        ("2027-03-03 20:59", "2027-03-03 20:59"),
        ("2027-03-03 21:00", "2027-03-04 07:00"),
        ("2027-03-03 23:59", "2027-03-04 07:00"),
        ("2027-03-04 00:00", "2027-03-04 07:00"),
    ],
)
def test_the_quiet_hours_are_from_nine_to_seven(at: str, then: str) -> None:
    assert due_times.after_quiet_hours(stockholm(at), made.ZONE) == stockholm(then)


@pytest.mark.parametrize(
    "expires, then",
    [
        ("2027-03-04 07:01", "2027-03-04 07:00"),
        ("2027-03-04 07:00", "2027-03-03 23:00"),
        ("2027-03-04 06:30", "2027-03-03 23:00"),
    ],
)
def test_nothing_waits_for_a_morning_that_comes_too_late(expires: str, then: str) -> None:
    at = stockholm("2027-03-03 23:00")
    assert due_times.out_of_the_night(at, made.ZONE, stockholm(expires)) == stockholm(then)


@pytest.mark.parametrize(
    "at, then",
    [
        ("2027-03-03 08:00", "2027-03-04 08:00"),
        ("2027-03-05 23:30", "2027-03-08 08:00"),
        ("2027-03-25 08:00", "2027-03-30 08:00"),  # over Easter, and the clocks change
    ],
)
def test_the_next_morning_is_that_of_a_working_day(at: str, then: str) -> None:
    assert due_times.next_morning(stockholm(at), made.situation(BEFORE)) == stockholm(then)
