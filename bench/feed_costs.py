"""G2: making a feed of 1000 events, beside the icalendar library's own plain way, by processor time."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import icalendar

from bench import feed_sample
from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.feed_server import FeedServer
from scheduler.config import Site
from scheduler.councils import store as councils
from scheduler.db.session import Database, reading
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting

_REQUEST = FeedRequest(FeedKind.COUNCIL, feed_sample.feed_slug(1000))


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds of processor time, medians: the plain way; ours from nothing, as after each change."""

    plain: float
    first: float


def measure_costs(database: Database, rounds: int) -> Costs:
    """The database's own work counts as ours; the plain way gets its rows for nothing."""
    with reading(database) as session:
        rows = meetings.of_council(
            session, councils.council(session, feed_sample.feed_slug(1000)).id
        )
    plain = [_cost(lambda: _plainly(rows)) for _ in range(rounds)]
    first = [_cost(lambda: _feed(_server(database))) for _ in range(rounds)]
    return Costs(statistics.median(plain), statistics.median(first))


def _server(database: Database) -> FeedServer:
    return FeedServer(
        database,
        feed_sample.feed_links(database, "https://moten.example.org"),
        Site(),
    )


def _feed(server: FeedServer) -> bytes:
    return server.octets(server.state(_REQUEST))[1]


def _plainly(rows: list[Meeting]) -> bytes:
    """As the library's documentation shows it, with the same properties."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//bench//EN")
    calendar.add("version", "2.0")
    for row in rows:
        event = icalendar.Event()
        event.add("uid", row.uid)
        event.add("dtstamp", row.changed_at)
        event.add("created", row.created_at)
        event.add("last-modified", row.changed_at)
        event.add("sequence", row.revision)
        event.add("dtstart", row.starts.local())
        event.add("dtend", row.ends.local())
        event.add("summary", "Rådet med 1000 möten")
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        event.add("class", "PUBLIC")
        event.add("x-microsoft-cdo-busystatus", "BUSY")
        event.add("location", row.place)
        url = f"https://moten.example.org/{feed_sample.feed_slug(1000)}/meetings/{row.number}"
        event.add("description", f"{row.note}\n{url}")
        event.add("url", url)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    octets: bytes = calendar.to_ical()
    return octets


def _cost(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000
