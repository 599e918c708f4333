"""The ways into a draft that need no text: a rule, last year's meetings, a calendar file, a single line."""

from datetime import date, time

import pytest

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.years import last_year, pattern, reading
from scheduler.years.last_year import By
from scheduler.years.pattern import Pattern
from scheduler.years.reading import OtherYears, Reading

ZONE = "Europe/Stockholm"


@pytest.mark.parametrize(
    "was, by, becomes",
    [
        (date(2026, 2, 10), By.MONTH, date(2027, 2, 9)),  # the second Tuesday
        (date(2026, 3, 31), By.MONTH, date(2027, 3, 30)),  # the fifth becomes the last
        (date(2026, 2, 10), By.WEEK, date(2027, 2, 16)),  # Tuesday of week 7
        (date(2026, 12, 29), By.WEEK, date(2027, 12, 28)),  # there is no week 53 in 2027
    ],
)
def test_a_date_is_carried_over(was, by, becomes):
    assert last_year.carried(was, 2027, by=by) == becomes


ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Stockholm:20270209T150000
DTEND;TZID=Europe/Stockholm:20270209T170000
SUMMARY:GranåsBrå
LOCATION:Stadshuset
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20270413T130000Z
DURATION:PT2H
SUMMARY:GranåsBrå
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20270608
DTEND;VALUE=DATE:20270610
SUMMARY:Internat
END:VEVENT
END:VCALENDAR
"""


def event(*lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT\n"))


def of_calendar(events: str) -> Reading:
    text = events if "VCALENDAR" in events else f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"
    return reading.read_text(text, Council(zone=ZONE), 2027)


def test_no_note_is_carried_to_the_next_year_and_a_place_only_where_most_were_held_there():
    held = [
        Meeting(
            starts=(starts := Wall(date(2026, month, 10), time(15), ZONE)),
            ends=starts.plus(120),
            place=place,
            note=note,
            status=MeetingStatus.SCHEDULED,
        )
        for month, place, note in (
            (2, "Stadshuset", ""),
            (4, "Stadshuset", "Årsmöte"),
            (6, "Hemma hos Siv", "Grillning"),
        )
    ]

    found = last_year.dates(held, 2027, by=By.MONTH)

    assert [one.place for one in found] == ["Stadshuset", "Stadshuset", None]
    assert not any(one.note for one in found)


def test_a_calendar_files_events_become_dates():
    first, second, third = of_calendar(ICS).dates

    assert (first.day, first.start, first.end, first.place, first.note) == (
        date(2027, 2, 9), time(15), time(17), "Stadshuset", "",
    )  # fmt: skip
    assert (second.day, second.start, second.end) == (date(2027, 4, 13), time(15), time(17))
    assert second.is_cancelled
    assert (third.day, third.last_day, third.start) == (date(2027, 6, 8), date(2027, 6, 9), None)
    assert third.note == "Internat"


def test_a_rule_without_an_end_gives_the_dates_of_the_year_alone():
    begun, to_come = (f"DTSTART:{start}" for start in ("20240101T090000", "20290109T090000"))
    rule = "RRULE:FREQ=MONTHLY;BYDAY=2TU;BYMONTH=2,9"
    ended = "DTSTART:20270601T090000", "RRULE:FREQ=YEARLY;COUNT=2"
    found = of_calendar(event(begun, rule) + event(to_come, rule) + event(*ended))

    assert [one.day for one in found.dates] == [
        date(2027, 2, 9), date(2027, 6, 1), date(2027, 9, 14),
    ]  # fmt: skip


@pytest.mark.parametrize("event_lines", [(), ("DTSTART:20250304T090000",), ("SUMMARY:Möte",)])
def test_a_calendar_without_a_date_of_the_year_says_so(event_lines):
    with pytest.raises(OtherYears):
        of_calendar(event(*event_lines) if event_lines else "")


def test_a_rule_may_have_several_weekdays_of_the_month_and_the_last():
    found = pattern.dates(Pattern((1, -1), 4, (2, 12), time(9)), 2027)

    assert [one.day for one in found] == [
        date(2027, 2, 4), date(2027, 2, 25), date(2027, 12, 2), date(2027, 12, 30),
    ]  # fmt: skip
