"""A council of 50 meetings and one of 1000, each with 200 people who have a calendar address of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scheduler import all_rows
from scheduler.clock import Wall
from scheduler.councils import member_import, new_council, store
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import Council
from scheduler.db import schema
from scheduler.db.session import Database, Session, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.links import Links, Signer
from scheduler.meetings.rows import Meeting
from scheduler.years.rows import CouncilYear

assert all_rows.METADATA
NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)
ZONE = "Europe/Stockholm"
SIZES = (50, 1000)
PEOPLE = 200
_NOTE = (
    "Kaffe från 14.30. Anmäl till sekreteraren om du behöver teckenspråkstolk, hörslinga eller annan hjälp, senast en "
    "vecka före mötet. Handlingarna läggs ut på mötets sida, där du också kan föreslå ärenden och se dagordningen."
)
"""Makes an event of about 750 octets, as in the measurements that the goals came from."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths of personal feeds, by the number of their events."""

    paths: dict[int, Sequence[str]]


def feed_slug(size: int) -> str:
    return f"bench-{size}"


def seed_feeds(database: Database) -> Addresses:
    """Fills an empty database; one that has been filled is used as it is."""
    schema.ensure(database, now=NOW, host="moten.example.org")
    with reading(database) as session:
        is_new = not store.councils(session)
    if is_new:
        for size in SIZES:
            with writing(database, NOW) as session:
                _council(session, size)
    return _addresses(database)


def feed_links(database: Database, base: str = "") -> Links:
    with reading(database) as session:
        return Links(base, Signer(store.installation(session).secret))


def _addresses(database: Database) -> Addresses:
    of, paths = feed_links(database), {}
    with reading(database) as session:
        for size in SIZES:
            people = [
                m.person for m in store.members(session, store.council(session, feed_slug(size)).id)
            ]
            paths[size] = [of.personal_feed(one.id, one.feed_version) for one in people]
    return Addresses(paths)


def _council(session: Session, size: int) -> None:
    settings = {
        "name": f"Rådet med {size} möten",
        "language": "sv",
        "reply_to": f"bench-{size}@example.org",
        "place": "Stadshuset, rum Granen",
    }
    slug = feed_slug(size)
    council = new_council.add_council(session, slug, ZONE, settings, by=OPERATOR, now=NOW)
    entries = [
        Entry(f"Person {n}", f"p{n}.{size}@example.org", organisation=f"Förening {n}", line=n)
        for n in range(1, PEOPLE + 1)
    ]
    member_import.import_members(session, council, entries, by=OPERATOR, now=NOW)
    _meetings(session, council, size)


def _meetings(session: Session, council: Council, size: int) -> None:
    year = CouncilYear(council_id=council.id, year=2022, status="published", published_at=NOW)
    session.add(year)
    session.flush()
    for number in range(1, size + 1):
        starts = Wall(date(2022, 1, 3) + timedelta(days=number), time(15), ZONE)
        meeting = Meeting(
            council_id=council.id,
            council_year_id=year.id,
            uid=f"m-{council.id:04}{number:016}@moten.example.org",
            number=number,
            place="Stadshuset, rum Granen",
            note=_NOTE,
            published_at=NOW,
            revised_at=NOW,
            changed_at=NOW,
            created_at=NOW,
        )
        meeting.set_time(starts, starts.plus(120))
        session.add(meeting)
    session.flush()
