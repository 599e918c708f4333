"""Other bodies' calendars: asked for, read by the worker, kept through a bad night, compared with."""

from datetime import date, timedelta

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.fetch import Unfetchable
from scheduler.history.rows import OPERATOR
from scheduler.jobs import WorkerContext
from scheduler.years import other_calendars
from scheduler.years import store as years
from scheduler.years.rows import ForeignCalendar
from tests import build
from tests.conftest import NOW

ICS = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Sammantr\xc3\xa4de\r\n"
    b"DTSTART;TZID=Europe/Stockholm:20220222T130000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def add_calendar(database: Database, url: str = "webcal://example.org/ks.ics") -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        other_calendars.add_calendar(
            session, council, name="Kommunstyrelsen", source=url, by=OPERATOR, now=NOW
        )


def the_calendar(database: Database) -> ForeignCalendar:
    with reading(database) as session:
        (found,) = years.all_foreign_calendars(session)
        return found


def busy(database: Database) -> list[date]:
    with reading(database) as session:
        council = store.council(session, "granasbra")
        return [event.first_on for event, _ in years.foreign_events(session, council.id, 2022)]


def fetch(
    database: Database, config: Config, answers: dict[str, bytes], *, hours: float = 0
) -> int:
    """One tick, so many hours after the calendar was added."""

    def get(url: str) -> bytes:
        if url not in answers:
            raise Unfetchable("unreachable")
        return answers[url]

    at = FixedClock(NOW + timedelta(hours=hours))
    return jobs.fetch_calendars(WorkerContext(database, config, at), get)


def test_it_is_read_again_at_night_or_when_asked_for(sqlite, config):
    add_calendar(sqlite)
    answers = {"https://example.org/ks.ics": ICS}
    fetch(sqlite, config, answers)

    assert fetch(sqlite, config, answers, hours=1) == 0  # 10.00 the same day
    assert fetch(sqlite, config, answers, hours=13) == 0  # night, but read since last night
    with writing(sqlite, NOW) as session:
        years.all_foreign_calendars(session)[0].wanted_at = NOW
    assert fetch(sqlite, config, answers, hours=2) == 1
    assert fetch(sqlite, config, answers, hours=2) == 0
    assert fetch(sqlite, config, answers, hours=42) == 1  # 02.00 UTC the night after next


def test_a_bad_night_leaves_what_was_read_before(sqlite, config):
    add_calendar(sqlite)
    fetch(sqlite, config, {"https://example.org/ks.ics": ICS})

    fetch(sqlite, config, {}, hours=48)
    assert the_calendar(sqlite).fault == "unreachable"
    assert busy(sqlite) == [date(2022, 2, 22)]

    fetch(sqlite, config, {"https://example.org/ks.ics": b"<html>"}, hours=96)
    assert the_calendar(sqlite).fault == "not_ics"
    assert busy(sqlite) == [date(2022, 2, 22)]

    fetch(
        sqlite, config, {"https://example.org/ks.ics": b"BEGIN:VCALENDAR\nEND:VCALENDAR"}, hours=144
    )
    assert the_calendar(sqlite).fault == ""
    assert busy(sqlite) == []
