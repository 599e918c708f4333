"""The made-up council: GranåsBrå, 25 members of 8 organisations, this year published and next year a draft."""

from datetime import date, datetime, time, timedelta
from importlib import resources
from pathlib import Path

from dateutil.relativedelta import TU, relativedelta

from scheduler.clock import Wall
from scheduler.councils import (
    accounts,
    member_import,
    members_file,
    new_council,
    pasted_people,
    store,
)
from scheduler.councils.rows import Council, DeputyMode, Seat
from scheduler.db.session import Database, Session, writing
from scheduler.language import language, plain
from scheduler.papers.folder import FileFolder
from scheduler.rehearsal import store as rehearsal
from scheduler.rehearsal.sample_agendas import BY, STANDING, write_agendas
from scheduler.workdays import Workdays
from scheduler.years import draft, publish, reading
from scheduler.years.rows import CouncilYear, Way

ZONE = "Europe/Stockholm"
SECRETARY = "brottsforebyggande@example.org"
_NOON, _MORNING = time(12), time(9)
_MONTHS = (2, 4, 6, 9, 11)


def build_council(database: Database, files: Path, *, now: datetime) -> None:
    """Writes the council, and its papers into the folder `files`.

    Noon of the day before its first meeting is the target that the first start plays to.
    `now` is the machine's: its year is published, the next one is a draft. The rehearsal's clock begins on the first
    working day of January at 09.00.
    """
    year = Wall.at(now, ZONE).date.year
    first = Workdays("SE").after(date(year - 1, 12, 31), 1)
    begins = Wall(first, _MORNING, ZONE).utc()
    members = (resources.files("scheduler.rehearsal") / "members.csv").read_text("utf-8")
    with writing(database, begins) as session:
        rehearsal.add_state(session, now=begins)
        council = _add_council(session, begins)
        entries = members_file.read_rows(pasted_people.read_people(members, ()).numbered)
        member_import.import_members(session, council, entries, by=BY, now=begins)
        title, position = "Diakon", 1 + len(store.seats(session, council.id))
        seat = Seat(
            council_id=council.id, organisation="Svenska kyrkan", title=title, position=position
        )
        session.add(seat)  # vacant
        published, _ = (_plan(session, council, one, begins) for one in (year, year + 1))
        meetings = publish.publish(session, council, published, by=BY, now=begins)
        write_agendas(session, council, meetings, FileFolder(files), now=begins)
        until = Wall(meetings[0].starts.date - timedelta(days=1), _NOON, ZONE).utc()
        rehearsal.set_target(session, until)


def _plan(session: Session, council: Council, year: int, now: datetime) -> CouncilYear:
    read = reading.read_text(dates_as_written(year), council, year)
    return draft.replace_dates(session, council, year, read, Way.TEXT, by=BY, now=now)


def dates_as_written(year: int) -> str:
    """Five second Tuesdays, as a council's minutes would put them."""
    swedish = language("sv")
    lines = [f"Mötestider för {year}"]
    for month in _MONTHS:
        day = date(year, month, 1) + relativedelta(weekday=TU(2))
        lines.append(f"{swedish.weekday(day)} {day.day} {swedish.month(month)}, kl. 15.00–17.00")
    return plain("\n".join(lines) + "\n")


def _add_council(session: Session, now: datetime) -> Council:
    settings = {
        "name": "GranåsBrå",
        "language": "sv",
        "reply_to": SECRETARY,
        "place": "Stadshuset, rum Granen, Storgatan 1",
        "contact": "Elin Forsby, sekreterare",
    }
    new_council.add_council(session, "granasbra", ZONE, settings, by=BY, now=now)
    council = store.council(session, "granasbra")
    accounts.add_account(session, SECRETARY, name="Elin Forsby", councils=[council], by=BY, now=now)
    council.deputy_mode = DeputyMode.BY_ITSELF
    council.about = (
        "Rådet samlar kommunen, polisen, universitetet och bostadsbolagen. Tillsammans arbetar vi för att "
        "förebygga brott och öka tryggheten i Granåsen."
    )
    council.standing_items = STANDING
    return council
