"""Plain functions that make what a test is about, with sensible defaults."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from scheduler import jobs
from scheduler.clock import FixedClock, Wall
from scheduler.config import Config, MailMode
from scheduler.councils import accounts, member_import, new_council, passwords, store
from scheduler.councils.account_rows import Account
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import Council, Member, MemberRole, Person
from scheduler.db.session import Database, Session, writing
from scheduler.history.rows import OPERATOR, Actor
from scheduler.jobs import WorkerContext
from scheduler.mail import queries
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings import lifecycle, replies
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Answer, Meeting, Reply, Source
from scheduler.notes import store as notes
from scheduler.notes.document import Row, as_json, make_document
from scheduler.notes.draft import Draft, new_notes
from scheduler.notes.rows import NotesApproval, NotesVersion
from scheduler.notices import listing
from scheduler.years import draft, publish
from scheduler.years import reading as years_reading
from scheduler.years.rows import CouncilYear, Way
from tests.snapshots import run_once

T = TypeVar("T")
ZONE = "Europe/Stockholm"
SEED = (
    "Mötestider för 2022\n22 februari, 15.00\n26 april, 15.00\n14 juni, 15.00\n"
    "20 september 15.00\n13 december 15.00\n"
)
SEED_DAYS = (
    date(2022, 2, 22),
    date(2022, 4, 26),
    date(2022, 6, 14),
    date(2022, 9, 20),
    date(2022, 12, 13),
)


def stockholm(text: str) -> datetime:
    """`2022-02-15 08:00` on the wall in Stockholm, as UTC."""
    return Wall.parse(text, ZONE).utc()


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def council(
    session: Session,
    *,
    now: datetime,
    slug: str = "granasbra",
    name: str = "GranåsBrå",
    language: str = "sv",
    zone: str = ZONE,
    reply_to: str = "bra@example.org",
    country: str = "",
) -> Council:
    settings = {
        "name": name,
        "language": language,
        "reply_to": reply_to,
        "place": "Stadshuset, rum Granen",
        "contact": "Elin Forsby, sekreterare",
        "country": country,
    }
    new_council.add_council(session, slug, zone, settings, by=OPERATOR, now=now)
    return store.council(session, slug)


def entry(name: str, *, line: int = 2, role: MemberRole = MemberRole.MEMBER, organisation: str | None = None,
          deputy_for: str = "", email: str = "", language: str = "") -> Entry:  # fmt: skip
    """Of the police unless another organisation is given; a deputy of the council."""
    if organisation is None:
        organisation = "" if role == MemberRole.DEPUTY else "Polisen"
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    return Entry(
        name, address, role=role, organisation=organisation, language=language, line=line, deputy_for=deputy_for
    )  # fmt: skip


def people(members: int = 25, deputies: int = 5) -> list[Entry]:
    """`Member 1` … and `Deputy 1` …, with addresses at example.org."""
    sitting = [entry(f"Member {n}", line=n + 1) for n in range(1, members + 1)]
    standing = [
        entry(f"Deputy {n}", line=members + n + 1, role=MemberRole.DEPUTY)
        for n in range(1, deputies + 1)
    ]
    return sitting + standing


def seed_year(
    database: Database,
    *,
    now: datetime,
    entries: Iterable[Entry] | None = None,
    text: str = SEED,
    year: int = 2022,
) -> None:
    """The council of the minutes: 25 members, 5 deputies, five meetings in 2022, published."""
    listed = tuple(people() if entries is None else entries)

    def do() -> None:
        with writing(database, now) as session:
            of = council(session, now=now)
            member_import.import_members(session, of, list(listed), by=OPERATOR, now=now)
            planned = plan(session, of, year, text, by=OPERATOR, now=now)
            publish.publish(session, of, planned, by=OPERATOR, now=now)

    run_once(database, None, ("seed", now, listed, text, year), do)


def add_tallvik(database: Database, now: datetime, *, language: str) -> None:
    """A second council with one meeting, where Member 1 sits too."""
    with writing(database, now) as session:
        other = council(session, now=now, slug="tallvik", name="Tallviks råd", language=language)
        member_import.import_members(session, other, people(1, 0), by=OPERATOR, now=now)
        publish_year(session, other, 2022, "24 mars 2022 kl. 9.00", now=now)


def account(
    session: Session,
    councils: Iterable[Council],
    *,
    now: datetime,
    email: str = "elin@example.org",
    name: str = "Elin Forsby",
    password: str = "",
) -> Account:
    """Of a secretary, who keeps these councils."""
    made = accounts.add_account(
        session, email, name=name, councils=list(councils), by=OPERATOR, now=now
    )
    if password:
        hashed = passwords.hashed(password)
        accounts.set_password(session, made, password_hash=hashed, by=OPERATOR, now=now)
    return made


def plan(
    session: Session, council: Council, year: int, text: str, *, by: Actor, now: datetime
) -> CouncilYear:
    """A draft of the text, in place of what came into it before."""
    read = years_reading.read_text(text, council, year)
    return draft.replace_dates(
        session, council, year, read, Way.TEXT, by=by, now=now, may_replace=True
    )


def publish_year(
    session: Session, council: Council, year: int, text: str, *, now: datetime
) -> list[Meeting]:
    planned = plan(session, council, year, text, by=OPERATOR, now=now)
    return publish.publish(session, council, planned, by=OPERATOR, now=now)


def act(
    database: Database,
    at: datetime,
    action: Callable[..., T],
    *args: object,
    by: Actor = OPERATOR,
    **more: object,
) -> T:
    """One action on GranåsBrå, in a transaction of its own."""
    with writing(database, at) as session:
        return action(session, store.council(session, "granasbra"), *args, by=by, now=at, **more)


def clock(now: datetime) -> FixedClock:
    return FixedClock(now)


def works(database: Database, config: Config, now: datetime) -> WorkerContext:
    return WorkerContext(database, config, FixedClock(now))


def work(database: Database, config: Config, now: datetime) -> int:
    """What `worker --once` does. Gives the letters taken in hand."""

    def do() -> int:
        return jobs.run_until_idle(works(database, config, now))

    if config.mail.mode is not MailMode.CAPTURE:
        return do()
    settings = repr(config).replace(str(config.mail.folder.parent), "")
    return run_once(database, config.mail.folder, ("work", now, settings), do)


def every_morning(first: date, last: date) -> Iterable[datetime]:
    """08:00 in Stockholm of each day, as UTC."""
    day = first
    while day <= last:
        yield Wall(day, time(8), ZONE).utc()
        day += timedelta(days=1)


def order(database: Database, config: Config, now: datetime) -> None:
    """All that is due, and the mail server has none of it yet."""
    while jobs.issue_due(works(database, config, now)):
        pass


def letters(database: Database, kind: str = "") -> list[OutboxMessage]:
    with writing(database, utc(2022, 1, 1)) as session:
        return [row for row in queries.all_letters(session) if kind in ("", row.kind)]


def meeting(session: Session, number: int, slug: str = "granasbra") -> Meeting:
    return meetings.by_number(session, store.council(session, slug).id, number)


def member(session: Session, name: str = "Member 1") -> Member:
    """Their latest term."""
    found = store.members(session, store.council(session, "granasbra").id)
    return next(term for term in reversed(found) if term.person.name == name)


def reply(
    session: Session,
    answer: Answer,
    now: datetime,
    *,
    name: str = "Member 1",
    number: int = 1,
    **more: Any,
) -> None:
    """By their personal link."""
    given, person = Reply(answer=answer, source=Source.LINK, **more), member(session, name).person
    replies.record_reply(session, meeting(session, number), person, given, by=OPERATOR, now=now)


def on_meeting(
    database: Database,
    at: datetime,
    action: Callable[..., T],
    *args: object,
    number: int = 1,
    by: Actor = OPERATOR,
    **more: object,
) -> T:
    """One action on that meeting of GranåsBrå, in a transaction of its own."""
    with writing(database, at) as session:
        return action(session, meeting(session, number), *args, by=by, now=at, **more)


def move(database: Database, to: str, at: datetime, *, lasts: int = 120, **more: Any) -> None:
    """The meeting begins at `to` on the wall instead, and lasts so many minutes."""
    starts = Wall.parse(to, ZONE)
    on_meeting(database, at, lifecycle.move, starts=starts, ends=starts.plus(lasts), **more)


def cancel(database: Database, at: datetime, **more: Any) -> None:
    on_meeting(database, at, lifecycle.cancel, **more)


def captured(config: Config) -> list[Path]:
    return sorted((config.mail.folder / "new").iterdir())


def earlier_years(
    session: Session, council: Council, years: Iterable[int], *, a_year: int, now: datetime
) -> None:
    """Published years with so many meetings each, at most 48, on the 5th, 12th, 19th and 26th of the months."""
    for year in years:
        row = CouncilYear(
            council_id=council.id, year=year, status="published", published_at=now, draft={}
        )
        session.add(row)
        session.flush()
        for n in range(a_year):
            starts = Wall(date(year, n % 12 + 1, 5 + 7 * (n // 12)), time(15), ZONE)
            lifecycle.add_meeting(
                session,
                council,
                council_year_id=row.id,
                starts=starts,
                ends=starts.plus(120),
                place="Stadshuset, rum Granen, Storgatan 1",
                by=OPERATOR,
                now=now,
                may_be_past=True,
            )


def coming(session: Session, council: Council, now: datetime) -> list[listing.NoticeLine]:
    """What the list of mail still has to come."""
    lines = listing.list_council(session, council, now=now)
    return [line for line in lines if line.audience and line.audience[0].row_id is None]


def add_published_notes(session: Session, council: Council, meeting: Meeting) -> None:
    """Notes of one word, published when the meeting began."""
    row = Row("Budget", "Antas.")
    content = as_json(
        replace(make_document(Draft(council, meeting, new_notes(meeting))), rows=(row,))
    )
    at = meeting.starts_at
    session.add(NotesVersion(meeting_id=meeting.id, number=1, content=content, published_at=at))
    session.flush()


def add_asked_chair(session: Session, meeting: Meeting, chair: Person) -> None:
    """The chair has been asked to approve a correction of those notes."""
    (version,) = notes.versions(session, meeting.id)
    at = meeting.ends_at
    session.add(
        NotesApproval(
            meeting_id=meeting.id, number=1, person_id=chair.id, name=chair.name,
            content=version.content, asked_at=at,
        )
    )  # fmt: skip
    session.flush()
