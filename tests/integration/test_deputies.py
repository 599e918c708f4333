"""A meeting of 25 as it goes: declines, silence, a yes taken back, a move; letters and seats as written by hand."""

import re
from collections import defaultdict
from datetime import datetime, timedelta

import icalendar
import pytest

from scheduler import jobs
from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import council_settings
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import MemberRole
from scheduler.db.session import Database, reading, writing
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.rows import Answer
from scheduler.meetings.seating import SeatState
from scheduler.notices import deputies, load_situation
from scheduler.notices.kinds import Kind
from scheduler.notices.store import Owner, Ref
from tests import build
from tests.conftest import NOW, ON_SQLITE
from tests.web.test_leaving import parts, text

DEPUTY = MemberRole.DEPUTY
MEMBERS = 23  # and two with names of their own
KALLELSE = build.stockholm("2022-02-15 08:00")

STORY = """
2022-02-15 10:12 Siv Tallgren: no
2022-02-15 11:00 Noor Haddadi: no
2022-02-15 12:00 Member 1: no
2022-02-15 13:00 Member 2: no
2022-02-15 14:00 Nils Ekhed: yes
2022-02-16 09:00 Deputy 1: yes
2022-02-17 08:00 reminders go
2022-02-18 00:00 Omar Lind and Deputy 2 have said nothing
2022-02-18 07:00 the night is over
2022-02-18 10:00 Deputy 3: yes
2022-02-18 10:05 Deputy 4: no
2022-02-18 11:00 Member 1: yes
2022-02-18 13:00 Member 3: no
2022-02-18 14:00 Deputy 1: yes
2022-02-18 15:00 Member 4: no
2022-02-19 09:00 Deputy 5: yes
"""
SEATS = {
    "Siv Tallgren": "deputy Nils Ekhed",
    "Noor Haddadi": "deputy Deputy 3",
    "Member 1": "member Member 1",
    "Member 2": "deputy Deputy 5",
    "Member 3": "deputy Deputy 1",
    "Member 4": "empty",
}
LETTERS = {
    "Nils Ekhed": ["15 10:12 deputy_call REQUEST", "20 12:05 change CANCEL", "22 10:00 deputy_call REQUEST"],
    "Omar Lind": [
        "15 11:00 deputy_call REQUEST", "17 08:00 reply_reminder", "18 07:00 deputy_released CANCEL", "20 12:05 change",
    ],
    "Deputy 1": [
        "15 12:00 deputy_call REQUEST", "18 11:00 deputy_released CANCEL", "18 13:00 deputy_call REQUEST",
        "20 12:05 change CANCEL",
    ],
    "Deputy 2": [
        "15 13:00 deputy_call REQUEST", "17 08:00 reply_reminder", "18 07:00 deputy_released CANCEL", "20 12:05 change",
    ],
    "Deputy 3": ["18 07:00 deputy_call REQUEST", "20 12:05 change CANCEL"],
    "Deputy 4": ["18 07:00 deputy_call REQUEST", "20 12:05 change CANCEL"],
    "Deputy 5": ["18 10:05 deputy_call REQUEST", "20 12:05 change CANCEL"],
    "Siv Tallgren": ["15 08:00 kallelse REQUEST", "20 12:05 change REQUEST", "22 08:00 kallelse REQUEST"],
    "Member 3": [
        "15 08:00 kallelse REQUEST", "17 08:00 reply_reminder", "20 12:05 change REQUEST", "22 08:00 kallelse REQUEST",
    ],
    f"Member {MEMBERS}": ["15 08:00 kallelse REQUEST", "20 12:05 change REQUEST", "22 08:00 kallelse REQUEST"],
}  # fmt: skip


def people() -> list[Entry]:
    entry = build.entry
    members = [
        entry(f"Member {n}", line=n + 3, organisation="Kommunen") for n in range(1, MEMBERS + 1)
    ]
    deputies = [
        entry(f"Deputy {n}", line=n + 30, role=DEPUTY, organisation="") for n in range(1, 6)
    ]
    return [
        entry("Siv Tallgren", line=2),
        entry("Noor Haddadi", line=3),
        *members,
        entry("Nils Ekhed", line=28, role=DEPUTY, deputy_for="Siv Tallgren"),
        entry("Omar Lind", line=29, role=DEPUTY, deputy_for="Polisen"),
        *deputies,
    ]


@pytest.fixture
def council(database, config):
    """Its kallelse to the meeting of 22 February 2022, 15.00, has gone; deputies are called by themselves."""
    build.seed_year(database, now=NOW, entries=people())
    build.act(database, NOW, council_settings.change_settings, {"deputy_mode": "by_itself"})
    for morning in ("2022-01-25", "2022-02-01", "2022-02-15"):
        build.work(database, config, build.stockholm(f"{morning} 08:00"))
    for n in range(5, MEMBERS + 1):
        answer(database, f"Member {n}", Answer.COMING, KALLELSE + timedelta(minutes=n))
    return database


def answer(database: Database, name: str, given: Answer, at: datetime) -> None:
    with writing(database, at) as session:
        build.reply(session, given, at, name=name)


def play(database: Database, config: Config, story: str) -> None:
    for line in story.strip().splitlines():
        at, (name, _, said) = build.stockholm(line[:16]), line[17:].partition(": ")
        if said:
            answer(database, name, Answer.COMING if said == "yes" else Answer.NO, at)
        work(database, config, at)


def work(database: Database, config: Config, at: datetime) -> None:
    """Without the memory of build.work, which would keep the database of each step for nobody."""
    jobs.run_until_idle(build.works(database, config, at))


def seats(database: Database, at: datetime) -> dict[str, str]:
    """By the member whose seat it is, its state and who serves."""
    with reading(database) as session:
        meeting = build.meeting(session, 1)
        s = load_situation.load_situation(session, Ref(Owner.MEETING, meeting.id))
        return {
            place.member.person.name: " ".join(
                [place.state, *([place.holder.person.name] if place.holder else [])]
            )
            for place in deputies.seats(s, at)
            if place.member
        }


def letters_to(database: Database, since: datetime) -> dict[str, list[str]]:
    """By the name in the address, of each letter when it was due, its kind and method."""
    found = defaultdict(list)
    for row in sorted(build.letters(database), key=lambda row: row.id):
        if row.due_at >= since:
            at = Wall.at(row.created_at, build.ZONE)
            what = f"{at.date.day} {at.time:%H:%M} {row.kind} {row.method}"
            found[row.recipient.partition("@")[0]].append(what.strip())
    return found


def invitations_to(database: Database, name: str) -> list[icalendar.Component]:
    """What the calendar parts of the letters to that address hold, oldest first."""
    with reading(database) as session:
        rows = [session.get_one(OutboxMessage, row.id) for row in build.letters(database)]
        own = [row for row in rows if row.recipient == f"{name}@example.org"]
        return [event for row in own for part in parts(row) for event in part.walk("VEVENT")]


def test_a_meeting_of_25_with_six_declines_two_silent_deputies_a_take_back_and_a_move(
    council, config
):
    play(council, config, STORY)
    before = build.stockholm("2022-02-20 11:00")
    others = {f"Member {n}": f"member Member {n}" for n in range(5, MEMBERS + 1)}
    assert seats(council, before) == SEATS | others

    moved = build.stockholm("2022-02-20 12:00")
    build.move(council, "2022-03-01 15:00", moved)
    work(council, config, moved + timedelta(minutes=5))
    assert set(seats(council, moved).values()) == {
        f"member {name}" for name in seats(council, moved)
    }
    work(council, config, build.stockholm("2022-02-22 08:00"))
    play(council, config, "2022-02-22 10:00 Siv Tallgren: no\n2022-02-22 10:30 Nils Ekhed: yes")

    told = letters_to(council, KALLELSE)
    assert {name: told[name.lower().replace(" ", ".")] for name in LETTERS} == LETTERS
    assert (
        seats(council, build.stockholm("2022-02-22 11:00"))["Siv Tallgren"] == "deputy Nils Ekhed"
    )
    assert len(build.letters(council, Kind.DEPUTY_CALL)) == 9
    events = invitations_to(council, "deputy.1")
    assert [int(event["SEQUENCE"]) for event in events] == [1, 2, 3, 4]
    changes = [event["LAST-MODIFIED"].dt for event in events]
    assert changes == sorted(set(changes))


@ON_SQLITE
def test_a_called_deputy_is_reminded_of_the_last_day_that_the_call_told(council, config):
    play(council, config, "2022-02-15 11:00 Noor Haddadi: no\n2022-02-17 08:00 reminders go")

    with reading(council) as session:
        rows = [session.get_one(OutboxMessage, row.id) for row in build.letters(council)]
        mails = [(row.recipient, text(row).replace("\N{NO-BREAK SPACE}", " ")) for row in rows]
    by_omar = [
        re.findall(r"[Ss]vara senast (\w+ \d+ \w+)", body)
        for to, body in mails
        if to.startswith("omar")
    ]
    by_member = [body for to, body in mails if to.startswith("member.3@")][-1]
    assert by_omar[-2:] == [["torsdag 17 februari"]] * 2
    assert "Svara senast fredag 18 februari." in by_member


@ON_SQLITE
def test_the_secretary_is_told_who_cannot_come_once_an_hour_and_not_at_night(council, config):
    play(council, config, """
2022-02-15 10:12 Siv Tallgren: no
2022-02-15 10:14 Noor Haddadi: no
2022-02-15 10:17 the mail goes
2022-02-15 10:30 Member 1: no
2022-02-15 11:16 the hour is not over
2022-02-15 11:17 the mail goes
2022-02-15 20:58 Member 2: no
2022-02-16 06:59 it is night
2022-02-16 07:00 the mail goes
2022-02-16 09:00 Member 3: no
2022-02-16 09:04 Member 3: yes
2022-02-16 09:10 nothing is left to tell
""")  # fmt: skip
    build.act(council, NOW, council_settings.change_settings, {"tell_declines": "no"})
    play(council, config, "2022-02-17 10:00 Member 4: no\n2022-02-17 10:10 no mail goes")

    mails = build.letters(council, Kind.ABSENCE)
    at = [Wall.at(row.created_at, build.ZONE).text()[8:] for row in mails]
    assert at == ["15T10:17", "15T11:17", "16T07:00"]
    assert {row.recipient for row in mails} == {"bra@example.org"}
    assert {row.state for row in mails} == {State.SENT}


@ON_SQLITE
def test_with_less_than_a_day_left_nobody_is_called_by_letter_and_a_seat_taken_back_waits(
    council, config
):
    play(council, config, "2022-02-17 10:00 Siv Tallgren: no\n2022-02-17 11:00 Nils Ekhed: yes")
    play(council, config, "2022-02-21 15:30 Siv Tallgren: yes\n2022-02-21 15:40 Noor Haddadi: no")

    now = build.stockholm("2022-02-21 16:00")
    assert seats(council, now)["Siv Tallgren"] == f"{SeatState.RETURNED} Nils Ekhed"
    assert seats(council, now)["Noor Haddadi"] == SeatState.EMPTY
    assert not build.letters(council, Kind.DEPUTY_RELEASED)
