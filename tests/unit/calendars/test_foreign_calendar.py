"""Somebody else's calendar: what it takes, repeats, and what a hostile one may not do."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days, ParsedEvent

DAYS = Days(date(2027, 1, 1), date(2027, 12, 31))


def parse_event(event: str, more: str = "", *, head: str = "VERSION:2.0") -> list[ParsedEvent]:
    text = (
        f"BEGIN:VCALENDAR\n{head}\nBEGIN:VEVENT\nUID:1\n{event}\nEND:VEVENT\n{more}END:VCALENDAR\n"
    )
    return parse_events(text.encode())


def parse_events(octets: bytes) -> list[ParsedEvent]:
    return foreign_calendar.parse_calendar(octets, DAYS, zone_name="Europe/Stockholm").events


def days(found: list[ParsedEvent]) -> list[str]:
    return [one.starts.text() if one.starts else one.first_on.isoformat() for one in found]


IN_STOCKHOLM = "TZID=Europe/Stockholm"


def moved(occasion: str, to: str, *, of_range: str = "") -> str:
    """Another VEVENT of the series."""
    return (
        f"BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;{of_range}{IN_STOCKHOLM}:{occasion}\n"
        f"DTSTART;{IN_STOCKHOLM}:{to}\nEND:VEVENT\n"
    )


SERIES = {
    "weekly over summer time, but for one day": (
        f"DTSTART;{IN_STOCKHOLM}:20270322T130000\nRRULE:FREQ=WEEKLY;UNTIL=20270412T110000Z\n"
        f"EXDATE;{IN_STOCKHOLM}:20270405T130000",
        "", "2027-03-22T13:00 2027-03-29T13:00 2027-04-12T13:00",
    ),
    "begun over twenty years ago": (
        f"DTSTART;{IN_STOCKHOLM}:19980113T090000\nRRULE:FREQ=YEARLY;BYDAY=2TU;BYMONTH=1",
        "", "2027-01-12T09:00",
    ),
    "one occasion moved": (
        f"DTSTART;{IN_STOCKHOLM}:20270201T130000\nRRULE:FREQ=WEEKLY;COUNT=3",
        moved("20270208T130000", "20270209T140000"),
        "2027-02-01T13:00 2027-02-09T14:00 2027-02-15T13:00",
    ),
    "moved from one occasion on": (
        f"DTSTART;{IN_STOCKHOLM}:20270201T130000\nRRULE:FREQ=WEEKLY;COUNT=4",
        moved("20270215T130000", "20270215T150000", of_range="RANGE=THISANDFUTURE;"),
        "2027-02-01T13:00 2027-02-08T13:00 2027-02-15T15:00 2027-02-22T15:00",
    ),
    "several hours of a day": (
        "DTSTART:20270209T090000\nRRULE:FREQ=DAILY;COUNT=4;BYHOUR=9,15",
        "", "2027-02-09T09:00 2027-02-09T15:00 2027-02-10T09:00 2027-02-10T15:00",
    ),
    "days added": (
        f"DTSTART;{IN_STOCKHOLM}:20270209T150000\nRDATE;{IN_STOCKHOLM}:20270413T150000,20270914T160000",
        "", "2027-02-09T15:00 2027-04-13T15:00 2027-09-14T16:00",
    ),
    "whole days added": (
        "DTSTART;VALUE=DATE:20270209\nRDATE;VALUE=DATE:20270413", "", "2027-02-09 2027-04-13",
    ),
    "a period added": (
        "DTSTART:20270209T150000\nRDATE;VALUE=PERIOD:20270413T150000/PT4H",
        "", "2027-02-09T15:00 2027-04-13T15:00",
    ),
    "taken away by its day": ("DTSTART:20270209T150000\nEXDATE;VALUE=DATE:20270209", "", ""),
    "a start without a zone": ("DTSTART:20270209T150000", "", "2027-02-09T15:00"),
    "a start in UTC": ("DTSTART:20270209T150000Z", "", "2027-02-09T16:00"),
    "another year": ("DTSTART:20260209T150000", "", ""),
    "no start": ("SUMMARY:No start", "", ""),
    "a rule that never matches": (
        "DTSTART:20270209T150000\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "", "2027-02-09T15:00",
    ),
    **{
        f"a rule of no sense, {rule}": (f"DTSTART:20270209T150000\nRRULE:{rule}", "", "")
        for rule in ("FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=WEEKLY;BYDAY=XX", "FREQ=NEVER")
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SERIES)
def test_an_event_gives_its_days(name):
    event, more, expected = SERIES[name]

    assert days(parse_event(event, more)) == expected.split()


def test_a_rule_in_utc_keeps_the_wall_clock_of_the_calendar_s_own_zone():
    """As Google writes it: X-WR-TIMEZONE is the zone that the rule means."""
    event = "DTSTART:20270323T120000Z\nRRULE:FREQ=WEEKLY;COUNT=2"

    found = parse_event(event, head="X-WR-TIMEZONE:Europe/Stockholm")

    assert days(found) == ["2027-03-23T13:00", "2027-03-30T13:00"]


def test_what_says_nothing_of_its_time_is_left_aside():
    alarm = "BEGIN:VALARM\nDURATION:PT5H\nTRIGGER:-PT1H\nEND:VALARM"
    found = parse_event(
        f'X-ALT-DESC;FMTTYPE=text/html:<p>\n DTSTART:1999\nDTSTART;TZID="(UTC+01:00)":20270209T1500\n 00\n{alarm}'
    )

    assert days(found) == ["2027-02-09T15:00"]
    assert found[0].ends is None


LINES = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "DTSTART:2027", "DTSTART:20270101",
     "DTSTART:20270101T100000Z", "DTEND;VALUE=DATE:20270101", "RRULE:FREQ=DAILY", "RRULE:X", "EXDATE:20270101",
     "DURATION:P1D", "DURATION:-P9999D", "RECURRENCE-ID:20270101", "STATUS:CANCELLED", " folded", "SUMMARY:ö",
     "DTSTART;TZID=Nowhere:20270101T100000", "UID:1"]
) | st.text(max_size=20)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_any_lines_are_answered(lines):
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    try:
        found = parse_events(text.encode(errors="replace"))
    except ValueError:
        return
    assert all(date(2027, 1, 1) <= one.last_on for one in found)
