"""Other bodies' calendars: asked for, read by the worker, kept through a bad night, compared with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler import jobs
from scheduler.calendars import bounded
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.errors import InvalidInput
from scheduler.fetch import Unfetchable
from scheduler.history.rows import OPERATOR
from scheduler.jobs import Works
from scheduler.years import draft, foreign
from scheduler.years import store as years
from scheduler.years.rows import ForeignCalendar
from tests import build
from tests.conftest import NOW

ICS = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Sammantr\xc3\xa4de\r\n"
    b"DTSTART;TZID=Europe/Stockholm:20220222T130000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def add(database: Database, url: str = "webcal://example.org/ks.ics") -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        foreign.add_address(session, council, name="Kommunstyrelsen", url=url, by=OPERATOR, now=NOW)


def the_calendar(database: Database) -> ForeignCalendar:
    with reading(database) as session:
        (found,) = years.all_foreign_calendars(session)
        return found


def busy(database: Database) -> list[date]:
    with reading(database) as session:
        council = store.council(session, "granasbra")
        found = years.busy(session, council.id, 2022, zone=council.zone)
        return [one.first_on for one in found]


def run(database: Database, config: Config, answers: dict[str, bytes], *, hours: float = 0) -> int:
    """One tick, so many hours after the calendar was added."""

    def get(url: str) -> bytes:
        if url not in answers:
            raise Unfetchable("unreachable")
        return answers[url]

    at = FixedClock(NOW + timedelta(hours=hours))
    return jobs.fetch_calendars(Works(database, config, at), get)


def test_a_calendar_is_read_by_the_worker_and_its_hours_warn(
    database: Database, config: Config
) -> None:
    add(database)

    assert run(database, config, {"https://example.org/ks.ics": ICS}) == 1

    assert the_calendar(database).read_at == NOW
    with writing(database, NOW) as session:
        council = store.council(session, "granasbra")
        found = draft.plan(session, council, 2022, build.SEED, by=OPERATOR, now=NOW)
        first, second, *_ = draft.look(session, council, found, now=NOW)
    fault = first.findings[0].fault
    assert (fault.params["name"], fault.params["title"]) == ("Kommunstyrelsen", "Sammanträde")
    assert second.findings == ()


def test_it_is_read_again_at_night_or_when_asked_for(sqlite: Database, config: Config) -> None:
    add(sqlite)
    answers = {"https://example.org/ks.ics": ICS}
    run(sqlite, config, answers)

    assert run(sqlite, config, answers, hours=1) == 0  # 10.00 the same day
    assert run(sqlite, config, answers, hours=13) == 0  # night, but read since last night
    with writing(sqlite, NOW) as session:
        foreign.want(session, years.all_foreign_calendars(session)[0], now=NOW)
    assert run(sqlite, config, answers, hours=2) == 1
    assert run(sqlite, config, answers, hours=2) == 0
    assert run(sqlite, config, answers, hours=42) == 1  # 02.00 UTC the night after next


def test_a_bad_night_leaves_what_was_read_before(sqlite: Database, config: Config) -> None:
    add(sqlite)
    run(sqlite, config, {"https://example.org/ks.ics": ICS})

    run(sqlite, config, {}, hours=48)
    assert the_calendar(sqlite).fault == "unreachable"
    assert busy(sqlite) == [date(2022, 2, 22)]

    run(sqlite, config, {"https://example.org/ks.ics": b"<html>"}, hours=96)
    assert the_calendar(sqlite).fault == "not_ics"
    assert busy(sqlite) == [date(2022, 2, 22)]

    run(
        sqlite, config, {"https://example.org/ks.ics": b"BEGIN:VCALENDAR\nEND:VCALENDAR"}, hours=144
    )
    assert the_calendar(sqlite).fault == ""
    assert busy(sqlite) == []


def test_one_that_would_take_hours_is_given_up_by_the_worker_and_says_so(
    sqlite: Database, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 1)
    add(sqlite)
    rule = b"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\nEND:VEVENT"

    run(sqlite, config, {"https://example.org/ks.ics": ICS.replace(b"END:VEVENT", rule)})

    assert the_calendar(sqlite).fault == "heavy"


def test_one_with_more_events_than_are_kept_says_so(sqlite: Database, config: Config) -> None:
    add(sqlite)
    _, begin, event = ICS.partition(b"BEGIN:VEVENT")
    event = event.replace(b"END:VCALENDAR\r\n", b"").replace(b"20220222", b"20220103")
    daily = begin + event.replace(b"END:VEVENT", b"RRULE:FREQ=DAILY;COUNT=500\r\nEND:VEVENT")
    octets = b"BEGIN:VCALENDAR\r\n" + daily * 5 + b"END:VCALENDAR\r\n"

    run(sqlite, config, {"https://example.org/ks.ics": octets})

    fault = foreign.fault(the_calendar(sqlite))
    assert fault
    assert fault.text % fault.params == (
        "It holds more than 2000 events, and only 2000 of them count."
    )
    assert not foreign.has_failed(the_calendar(sqlite))


def test_a_calendar_that_was_taken_away_meanwhile_is_no_trouble(
    sqlite: Database, config: Config
) -> None:
    add(sqlite)

    def get(url: str) -> bytes:
        with writing(sqlite, NOW) as session:
            (found,) = years.all_foreign_calendars(session)
            foreign.remove(session, found, by=OPERATOR, now=NOW)
        return ICS

    assert jobs.fetch_calendars(Works(sqlite, config, FixedClock(NOW)), get) == 1
    assert busy(sqlite) == []


def test_an_address_inside_is_refused_by_the_fetch_itself(sqlite: Database, config: Config) -> None:
    add(sqlite, "http://127.0.0.1:1/ks.ics")

    jobs.fetch_calendars(Works(sqlite, config, FixedClock(NOW)))

    assert the_calendar(sqlite).fault == "private"


def test_a_council_cannot_keep_any_number(sqlite: Database) -> None:
    add(sqlite)
    with writing(sqlite, NOW) as session:
        council = store.council(session, "granasbra")
        more = {"url": "https://example.org/", "by": OPERATOR, "now": NOW}
        for n in range(foreign.MOST_CALENDARS - 1):
            more["url"] = f"https://example.org/{n}"
            foreign.add_address(session, council, name=f"Nr {n}", **more)  # type: ignore[arg-type]
        more["url"] = "https://example.org/more"
        with pytest.raises(InvalidInput):
            foreign.add_address(session, council, name="One more", **more)  # type: ignore[arg-type]


def test_one_bad_night_needs_no_person_and_three_do(sqlite: Database, config: Config) -> None:
    add(sqlite)
    run(sqlite, config, {"https://example.org/ks.ics": ICS})

    run(sqlite, config, {}, hours=42)
    assert foreign.has_failed(the_calendar(sqlite))
    assert not foreign.needs_a_person(the_calendar(sqlite))

    run(sqlite, config, {}, hours=66)
    assert foreign.needs_a_person(the_calendar(sqlite))
