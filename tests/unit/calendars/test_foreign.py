"""Somebody else's calendar: what it takes, repeats, and what a hostile one may not do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import files
from scheduler.calendars import foreign
from scheduler.calendars.foreign import Event
from scheduler.errors import InvalidInput


def read(event: str, more: str = "") -> list[Event]:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\n{event}\nEND:VEVENT\n{more}END:VCALENDAR\n"
    return foreign.read(
        text.encode(),
        zone_name="Europe/Stockholm",
        first_on=date(2027, 1, 1),
        last_on=date(2027, 12, 31),
    )


def days(found: list[Event]) -> list[str]:
    return [one.starts.text() if one.starts else one.first_on.isoformat() for one in found]


def test_a_weekly_rule_keeps_its_wall_clock_through_summer_time() -> None:
    found = read(
        "DTSTART;TZID=Europe/Stockholm:20270322T130000\nRRULE:FREQ=WEEKLY;UNTIL=20270412T110000Z\n"
        "EXDATE;TZID=Europe/Stockholm:20270405T130000"
    )

    assert days(found) == ["2027-03-22T13:00", "2027-03-29T13:00", "2027-04-12T13:00"]


def test_a_rule_begun_long_ago_is_followed_within_the_year() -> None:
    found = read(
        "DTSTART;TZID=Europe/Stockholm:20200113T090000\nRRULE:FREQ=MONTHLY;BYDAY=2MO;BYMONTH=2,5"
    )

    assert days(found) == ["2027-02-08T09:00", "2027-05-10T09:00"]


def test_an_occasion_that_was_moved_stands_once() -> None:
    found = read(
        "DTSTART;TZID=Europe/Stockholm:20270201T130000\nRRULE:FREQ=WEEKLY;COUNT=3",
        "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=Europe/Stockholm:20270208T130000\n"
        "DTSTART;TZID=Europe/Stockholm:20270209T140000\nEND:VEVENT\n",
    )

    assert days(found) == ["2027-02-01T13:00", "2027-02-09T14:00", "2027-02-15T13:00"]


@pytest.mark.parametrize(
    "event, expected",
    [
        ("DTSTART;TZID=Europe/Stockholm:20270209T150000\nRDATE;TZID=Europe/Stockholm:20270413T150000,20270914T160000",
         ["2027-02-09T15:00", "2027-04-13T15:00", "2027-09-14T16:00"]),
        ("DTSTART:20260209T150000\nRDATE:20270413T150000", ["2027-04-13T15:00"]),
        ("DTSTART;VALUE=DATE:20270209\nRDATE;VALUE=DATE:20270413", ["2027-02-09", "2027-04-13"]),
        ("DTSTART:20270209T150000\nRRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20270216T150000,20270413T150000\n"
         "EXDATE:20270209T150000", ["2027-02-16T15:00", "2027-04-13T15:00"]),
        ("DTSTART:20270209T150000\nRDATE;VALUE=PERIOD:20270413T150000/PT4H", ["2027-02-09T15:00", "2027-04-13T15:00"]),
        ("DTSTART:20270209T150000\nEXDATE;VALUE=DATE:20270209", []),
    ],
)  # fmt: skip
def test_added_days_count_and_those_taken_away_do_not(event: str, expected: list[str]) -> None:
    assert days(read(event)) == expected


def test_a_period_that_was_added_has_its_own_length() -> None:
    found = read(
        "DTSTART:20270209T150000\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20270413T130000/20270413T170000"
    )

    assert [one.ends.text() for one in found if one.ends] == [
        "2027-02-09T16:00",
        "2027-04-13T17:00",
    ]


def test_a_calendar_of_any_size_up_to_the_limit_is_read_and_a_larger_one_told_of() -> None:
    word = "DESCRIPTION:" + "lorem ipsum " * 6 + "\n"
    event = f"DTSTART:20270209T150000\n{word * 35_000}SUMMARY:Möte"
    size = len(event.encode())

    assert 2_600_000 < size < foreign.MOST_OCTETS
    assert days(read(event)) == ["2027-02-09T15:00"]
    with pytest.raises(InvalidInput) as caught:
        read(event + word * 30_000)
    assert caught.value.fields["file"].params == {"mb": 5}


def test_a_file_is_read_up_to_the_size_that_any_other_file_may_have() -> None:
    assert foreign.MOST_OCTETS == files.MOST_OCTETS


def test_what_is_never_read_of_an_event_is_sifted_out() -> None:
    alarm = "BEGIN:VALARM\nDURATION:PT5H\nTRIGGER:-PT1H\nEND:VALARM"
    found = read(
        f'X-ALT-DESC;FMTTYPE=text/html:<p>\n DTSTART:1999\nDTSTART;TZID="(UTC+01:00)":20270209T1500\n 00\n{alarm}'
    )

    assert days(found) == ["2027-02-09T15:00"]
    assert found[0].ends is None


@pytest.mark.parametrize(
    "event, expected",
    [
        ("DTSTART:20270209T150000", ["2027-02-09T15:00"]),
        ("DTSTART:20270209T150000Z", ["2027-02-09T16:00"]),
        ("DTSTART;VALUE=DATE:20270209", ["2027-02-09"]),
        ("DTSTART:20260209T150000", []),
        ("SUMMARY:No start", []),
    ],
)
def test_a_start_is_read_as_it_is_given(event: str, expected: list[str]) -> None:
    assert days(read(event)) == expected


@pytest.mark.parametrize(
    "rule, expected",
    [
        ("FREQ=SECONDLY", []),
        ("FREQ=HOURLY;COUNT=3", []),
        ("FREQ=WEEKLY;BYDAY=XX", []),
        ("FREQ=NEVER", []),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["2027-02-09T15:00"]),
    ],
)
def test_a_rule_of_no_sense_gives_its_start_at_most(rule: str, expected: list[str]) -> None:
    """What such a rule may cost is for `bounded` to say."""
    assert days(read(f"DTSTART:20270209T150000\nRRULE:{rule}"))[-2:] == expected


def test_from_one_occasion_on_the_rest_of_the_series_is_moved() -> None:
    found = read(
        "DTSTART;TZID=Europe/Stockholm:20270201T130000\nRRULE:FREQ=WEEKLY;COUNT=4",
        "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Stockholm:20270215T130000\n"
        "DTSTART;TZID=Europe/Stockholm:20270215T150000\nEND:VEVENT\n",
    )

    assert days(found) == [
        "2027-02-01T13:00", "2027-02-08T13:00", "2027-02-15T15:00", "2027-02-22T15:00",
    ]  # fmt: skip


def test_several_hours_of_a_day_are_all_held() -> None:
    found = read("DTSTART:20270209T090000\nRRULE:FREQ=DAILY;COUNT=4;BYHOUR=9,15")

    assert days(found) == [
        "2027-02-09T09:00", "2027-02-09T15:00", "2027-02-10T09:00", "2027-02-10T15:00",
    ]  # fmt: skip


def test_a_series_of_more_than_twenty_years_goes_on() -> None:
    found = read(
        "DTSTART;TZID=Europe/Stockholm:19980113T090000\nRRULE:FREQ=YEARLY;BYDAY=2TU;BYMONTH=1"
    )

    assert days(found) == ["2027-01-12T09:00"]


def test_a_rule_in_utc_keeps_the_wall_clock_of_the_calendar_s_own_zone() -> None:
    """As Google writes it: X-WR-TIMEZONE is the zone that the rule means."""
    text = (
        "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Stockholm\nBEGIN:VEVENT\nUID:1\n"
        "DTSTART:20270323T120000Z\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    found = foreign.read(
        text.encode(),
        zone_name="Europe/Stockholm",
        first_on=date(2027, 1, 1),
        last_on=date(2027, 12, 31),
    )

    assert days(found) == ["2027-03-23T13:00", "2027-03-30T13:00"]


def test_a_daily_rule_is_cut_at_a_number() -> None:
    found = read("DTSTART:20070101T150000\nRRULE:FREQ=DAILY")

    assert len(found) == 365


@pytest.mark.parametrize(
    "octets", [b"", b"hej", b"BEGIN:VCALENDAR", b"\xff\xfe\0\0", b"BEGIN:X\nEND:Y"]
)
def test_what_is_no_calendar_is_told_of(octets: bytes) -> None:
    with pytest.raises(InvalidInput):
        foreign.read(octets, zone_name="UTC", first_on=date(2027, 1, 1), last_on=date(2027, 12, 31))


LINES = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "DTSTART:2027", "DTSTART:20270101",
     "DTSTART:20270101T100000Z", "DTEND;VALUE=DATE:20270101", "RRULE:FREQ=DAILY", "RRULE:X", "EXDATE:20270101",
     "DURATION:P1D", "DURATION:-P9999D", "RECURRENCE-ID:20270101", "STATUS:CANCELLED", " folded", "SUMMARY:ö",
     "DTSTART;TZID=Nowhere:20270101T100000", "UID:1"]
) | st.text(max_size=20)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_any_lines_are_answered(lines: list[str]) -> None:
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    try:
        found = foreign.read(
            text.encode(errors="replace"),
            zone_name="Europe/Stockholm",
            first_on=date(2027, 1, 1),
            last_on=date(2027, 12, 31),
        )
    except InvalidInput:
        return
    assert all(date(2027, 1, 1) <= one.last_on for one in found)
