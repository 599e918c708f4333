"""The made-up council: GranåsBrå, 25 members of 8 organisations, this year published and next year a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from scheduler.clock import Wall
from scheduler.councils import accounts, roster, settings, store
from scheduler.councils.rows import Council, Seat
from scheduler.councils.sheet import Entry, Role
from scheduler.db.session import Database, Session, writing
from scheduler.history.rows import Actor, ActorKind
from scheduler.language import language, plain
from scheduler.rehearsal import store as clock
from scheduler.workdays import Workdays
from scheduler.years import draft, publish

BY = Actor(ActorKind.SYSTEM, name="rehearsal")
ZONE, COUNTRY, SLUG = "Europe/Stockholm", "SE", "granasbra"
SECRETARY = "brottsforebyggande@example.org"
_NOON, _MORNING = time(12), time(9)
_MONTHS = (2, 4, 6, 9, 11)

_ORGANISATIONS: dict[str, tuple[str, ...]] = {
    "Granåsens kommun": (
        "Karin Ahlsten",
        "Mats Dalvik",
        "Disa Rönnby",
        "Petter Sandås",
        "Lena Tjärn",
    ),
    "Polisen": ("Jon Myrvik", "Ewa Kallhed", "Anders Holmsjö", "Sara Vidfors"),
    "Universitetet": ("Ylva Norrgård", "Tomas Ekbäck", "Noor Haddadi"),
    "Granåsens Bostäder": ("Siv Tallgren", "Göran Mossberg", "Aino Lehtola"),
    "Hyresvärden Norrbacka": ("Rune Ängfors", "Camilla Stråbo"),
    "Räddningstjänsten": ("Ulf Brandhed", "Helena Rökås"),
    "Näringslivet i Granås": ("Fatima Younan", "Börje Handlund", "Elsa Krogsta"),
    "Föreningsrådet": ("Oskar Klubbesjö", "Maja Idrottsén", "Ivar Scoutlund"),
}
# Name, organisation they stand for, or the member they stand for in person.
_DEPUTIES = (
    ("Nils Ekhed", "Siv Tallgren"),
    ("Åsa Patrullqvist", "Polisen"),
    ("Erik Radiosjö", "Polisen"),
    ("Örjan Studiefors", "Universitetet"),
    ("Berit Reservdal", ""),
)
_ENGLISH = "Noor Haddadi"


def build(database: Database, *, now: datetime) -> None:
    """Writes the council, with noon of the day before its first meeting as the target that the first start plays to.

    `now` is the machine's: its year is published, the next one is a draft. The rehearsal's clock begins on the first
    working day of January at 09.00.
    """
    year = Wall.at(now, ZONE).date.year
    begins = Wall(_first_working_day(year), _MORNING, ZONE).utc()
    with writing(database, begins) as session:
        clock.begin(session, now=begins)
        council = _council(session, begins)
        roster.import_list(session, council, list(_entries()), by=BY, now=begins)
        _vacant_seat(session, council)
        published = draft.plan(session, council, year, dates_as_written(year), by=BY, now=begins)
        meetings = publish.publish(session, council, published, by=BY, now=begins)
        draft.plan(session, council, year + 1, dates_as_written(year + 1), by=BY, now=begins)
        until = Wall(meetings[0].starts.date - timedelta(days=1), _NOON, ZONE).utc()
        clock.aim(session, target=until)


def dates_as_written(year: int) -> str:
    """Five second Tuesdays, as a council's minutes would put them."""
    swedish = language("sv")
    lines = [f"Mötestider för {year}"]
    for month in _MONTHS:
        day = _second_tuesday(year, month)
        lines.append(
            plain(f"{swedish.weekday(day)} {day.day} {swedish.month(month)}, kl. 15.00–17.00")
        )
    return "\n".join(lines) + "\n"


def _council(session: Session, now: datetime) -> Council:
    settings.add(
        session,
        settings.NewCouncil(
            slug=SLUG,
            name="GranåsBrå",
            zone=ZONE,
            language="sv",
            reply_to=SECRETARY,
            place="Stadshuset, rum Granen, Storgatan 1",
            duration_minutes=120,
            contact="Elin Forsby, sekreterare",
        ),
        by=BY,
        now=now,
    )
    council = store.council(session, SLUG)
    accounts.add(session, SECRETARY, name="Elin Forsby", councils=[council], by=BY, now=now)
    council.about = (
        "Rådet samlar kommunen, polisen, universitetet och bostadsbolagen. Tillsammans arbetar vi för att "
        "förebygga brott och öka tryggheten i Granåsen."
    )
    return council


def _vacant_seat(session: Session, council: Council) -> None:
    position = 1 + len(store.seats(session, council.id))
    session.add(
        Seat(
            council_id=council.id, organisation="Svenska kyrkan", title="Diakon", position=position
        )
    )
    session.flush()


def _entries() -> Iterable[Entry]:
    line = 1
    for organisation, names in _ORGANISATIONS.items():
        for name in names:
            line += 1
            role = {"Karin Ahlsten": Role.CHAIR, "Jon Myrvik": Role.VICE_CHAIR}.get(
                name, Role.MEMBER
            )
            yield _entry(line, name, role, organisation, "")
    for name, stands_for in _DEPUTIES:
        line += 1
        yield _entry(line, name, Role.DEPUTY, "", stands_for)


def _entry(line: int, name: str, role: Role, organisation: str, deputy_for: str) -> Entry:
    return Entry(
        line=line,
        name=name,
        email=_address(name),
        role=role,
        organisation=organisation,
        seat="",
        deputy_for=deputy_for,
        phone="",
        language="en" if name == _ENGLISH else "sv",
        since=None,
        until=None,
    )


def _address(name: str) -> str:
    plain_name = name.lower().translate(str.maketrans("åäöé ", "aaoe."))
    return f"{plain_name}@example.org"


def _second_tuesday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)


def _first_working_day(year: int) -> date:
    day, free = date(year, 1, 1), Workdays(COUNTRY)
    while free.is_free(day):
        day += timedelta(days=1)
    return day
