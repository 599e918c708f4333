"""Somebody else's calendar in the reader's own process: the same answer, and no more than its bound."""

import resource
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days, ParsedCalendar, UnreadableCalendar
from scheduler.files import read_file

DAYS = Days(date(2027, 1, 1), date(2029, 12, 31))
NEVER = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"


def calendar(*events: str) -> bytes:
    parts = [f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events)]
    return f"BEGIN:VCALENDAR\n{''.join(parts)}END:VCALENDAR\n".encode()


def whole(octets: bytes) -> ParsedCalendar:
    return foreign_calendar.read_calendar(octets, DAYS, zone_name="Europe/Stockholm")


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("octets, reason", [
    (b"hej", "not_ics"), (b"BEGIN:VCALENDAR", "not_ics"), (b"x" * (foreign_calendar.MOST_OCTETS + 1), "large"),
])  # fmt: skip
def test_what_is_no_calendar_or_too_large_is_told_of(octets, reason):
    with pytest.raises(UnreadableCalendar) as caught:
        whole(octets)

    assert caught.value.reason == reason
    assert caught.value.fields["file"].params == {"mb": 5}


def test_a_thousand_daily_events_are_read_up_to_the_number_that_is_kept():
    read = whole(calendar(*["DTSTART:20070101T090000\nRRULE:FREQ=DAILY"] * 1000))

    assert (len(read.events), read.is_cut) == (foreign_calendar.MOST_EVENTS, True)


def test_of_eight_with_rules_that_never_match_two_are_read_within_the_bound_and_six_refused(
    monkeypatch,
):
    """One such rule took 2.3 s of processor time in the web process, 5,000 were allowed, and all ran at once."""
    monkeypatch.setattr(foreign_calendar, "SECONDS", 1)
    monkeypatch.setattr(read_file, "SECONDS_TO_WAIT", 0.2)
    octets = calendar(*[f"DTSTART:20270101T090000\nRRULE:{NEVER}"] * 150)
    began = seconds_of_children()

    def reason(_: int) -> str:
        with pytest.raises(UnreadableCalendar) as caught:
            whole(octets)
        return caught.value.reason

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(reason, range(8))) == ["busy"] * 6 + ["heavy"] * 2
    assert seconds_of_children() - began < 2 * (foreign_calendar.SECONDS + 1)
