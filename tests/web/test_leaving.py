"""Ending a term says which mail goes, sends one whatever the number of meetings, and is taken back for five minutes."""

import re
import zlib
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy

import icalendar
import pytest

from scheduler.councils import store, terms
from scheduler.councils.rows import Member
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import queries
from scheduler.mail.rows import OutboxMessage, State
from scheduler.notices import extra_letters
from tests import build
from tests.web.secretary import HOME, NOW, Secretary

PAGES = f"{HOME}/members"
AFTER = build.stockholm("2022-02-21 09:00")
"""The kallelse to all three meetings of February has gone."""
NIGHT = build.stockholm("2022-02-21 22:00")
DUE = AFTER + timedelta(minutes=5)
TOLD = "Ett mejl, ”Inte längre kallad”, går om det som är efter sista dagen."


@pytest.fixture
def called(sqlite, config):
    days = "Mötestider för 2022\n22 februari, 15.00\n24 februari, 15.00\n28 februari, 15.00\n"
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1), text=days)
    for day in (15, 17, 21):
        build.work(sqlite, config, build.stockholm(f"2022-02-{day} 08:00"))
    return sqlite


@pytest.fixture
def elin(called, config):
    return Secretary(called, config, AFTER)


def member(database: Database, name: str = "Member 1") -> Member:
    with reading(database) as session:
        return build.member(session, name)


def of_member(database: Database, name: str = "Member 1") -> str:
    return f"{PAGES}/{member(database, name).id}"


def leave(database: Database, last_on: str, at: datetime = AFTER) -> None:
    with writing(database, at) as session:
        council = store.council(session, "granasbra")
        term = terms.term_by_id(session, council, member(database).id)
        terms.end_term(session, term, last_on=date.fromisoformat(last_on), by=OPERATOR, now=at)


def left(database: Database) -> list[OutboxMessage]:
    with reading(database) as session:
        rows = [row for row in build.letters(database) if row.kind == "member_left"]
        return [queries.letter(session, row.id) for row in rows]


def bodies(row: OutboxMessage, kind: str) -> list[str]:
    mail = message_from_bytes(zlib.decompress(row.mime or b""), policy=policy.default)
    found = (part for part in mail.walk() if part.get_content_type() == kind)
    return [str(part.get_content()).replace("\xa0", " ") for part in found]


def parts(row: OutboxMessage) -> list[icalendar.Calendar]:
    return [icalendar.Calendar.from_ical(body) for body in bodies(row, "text/calendar")]


def text(row: OutboxMessage) -> str:
    (body,) = bodies(row, "text/plain")
    return body


def test_which_mail_goes_is_said_before_a_term_or_seat_ends(elin):
    one = of_member(elin.database)
    page, night = (elin.at(now).get(f"{one}/end") for now in (AFTER, NIGHT))
    nobody = elin.get(f"{of_member(elin.database, 'Deputy 1')}/end")

    assert "Member 1 kan ha mötena tis 22 feb 2022, tors 24 feb 2022 och mån 28 feb 2022" in page
    assert f"{TOLD} Det går kl. 09.05, fem minuter efter att du har bekräftat." in page
    assert "Det går tis 22 feb 2022 kl. 07.00" in night
    assert "Ingen får något mejl om det." in nobody
    for other in (f"{PAGES}/seats/{member(elin.database).seat_id}/end", f"{one}/replace"):
        assert TOLD in elin.get(other)
        assert "ångra" not in elin.get(other)


def test_one_letter_takes_every_meeting_after_the_last_day_out_of_the_calendar(called, config):
    leave(called, "2022-02-22")
    build.work(called, config, DUE)

    (letter,) = left(called)

    assert "http" not in text(letter)
    assert text(letter).strip().endswith("Du får mejlet för att du var kallad.")
    days = ["torsdag 24 februari 2022 kl. 15.00–17.00", "måndag 28 februari 2022 kl. 15.00–17.00"]
    assert (letter.state, letter.recipient) == ("sent", "member.1@example.org")
    assert re.findall(r"^– (\S+ \d+ \S+ \d+ kl. \S+)", text(letter), re.M) == days
    assert [str(part["METHOD"]) for part in parts(letter)] == ["CANCEL", "CANCEL"]
    uids = {str(part.events[0]["UID"]) for part in parts(letter)}
    with reading(called) as session:
        assert uids == {build.meeting(session, number).uid for number in (2, 3)}
    build.work(called, config, DUE + timedelta(days=1))
    assert len(left(called)) == 1


def test_one_who_has_been_let_go_hears_no_more_of_any_of_the_meetings(called, config):
    leave(called, "2022-02-21")
    build.work(called, config, DUE)
    for number in (2, 3):
        build.cancel(called, DUE, number=number)
    build.work(called, config, DUE + timedelta(minutes=6))

    told = {row.recipient for row in build.letters(called) if row.letter == "cancelled"}
    assert "member.1@example.org" not in told
    assert "member.2@example.org" in told
    assert len(left(called)) == 1


def test_the_end_of_a_term_is_taken_back_for_five_minutes_and_nobody_is_mailed(elin, config):
    leave(elin.database, "2022-12-31", at=build.stockholm("2022-01-10 09:00"))
    one = of_member(elin.database)
    ended = elin.press(PAGES, f"{one}/end", until="2022-02-21")
    (undo,) = re.findall(r'action="([^"]+/end/undo)"', ended)
    was = {"until": "2022-12-31"}
    due = elin.at(DUE)
    gone = due.get(f"{PAGES}?done=ended&member={member(elin.database).id}")
    too_late = due.post(PAGES, undo, **was)

    elin.press(PAGES, undo, **was)
    build.work(elin.database, config, DUE + timedelta(minutes=5))

    assert "Mejlet ”Inte längre kallad” går mån 21 feb 2022 kl. 09.05." in ended
    assert 'name="until" value="2022-12-31"' in ended
    assert "/end/undo" not in gone
    assert too_late.status_code == 409
    assert member(elin.database).until_on == date(2022, 12, 31)
    assert left(elin.database) == []
    assert "Ångrade avslutet av uppdraget för Member 1." in elin.get(f"{HOME}/log")


def test_a_letter_that_failed_goes_to_the_mended_address_about_the_same_meetings(called, config):
    leave(called, "2022-02-22")
    build.order(called, config, DUE)
    with writing(called, DUE) as session:
        (row,) = (r for r in queries.all_letters(session) if r.kind == "member_left")
        row.state = State.FAILED
        person = store.person(session, row.person_id)
        person.email = "ratt@example.org"

    with writing(called, DUE) as session:
        extra_letters.resend_letter(session, row.id, by=OPERATOR, now=DUE)
    build.work(called, config, DUE + timedelta(minutes=10))

    old, new = left(called)
    assert (old.state, new.state, new.recipient) == ("withdrawn", "sent", "ratt@example.org")
    assert [str(part["METHOD"]) for part in parts(new)] == ["CANCEL", "CANCEL"]
    assert [len(re.findall("^– ", text(one), re.M)) for one in (old, new)] == [2, 2]


def test_who_has_left_is_handed_out_and_erased_after_a_page_that_says_what_goes(called, config):
    elin, page = Secretary(called, config, AFTER), of_member(called)
    assert "Member 1 har fortfarande ett uppdrag." in elin.get(f"{page}/erase")
    assert elin.client.get(f"{page}/kept.json").location == f"{page}/erase"
    assert elin.post(f"{page}/erase", f"{page}/erase").status_code == 409
    leave(called, "2022-02-21")
    late = Secretary(called, config, AFTER + timedelta(days=40))
    link = late.app.extensions["kallelse"].links.page(member(called).person_id, 0)

    shown = late.get(f"{page}/erase")
    assert "Namn i anteckningar, närvaro, dagordningar och uppföljningar" in shown
    version = re.findall(r'name="version" value="(\d+)"', shown)[0]
    assert b"member.1@example.org" in late.client.get(f"{page}/kept.json").data
    assert late.post(f"{page}/erase", f"{page}/erase", version="0").status_code == 409
    assert not member(called).person.is_erased
    done = late.get(late.post(f"{page}/erase", f"{page}/erase", version=version).location)

    assert "Uppgifterna om Member 1 är raderade." in done
    assert "member.1@example.org" not in done
    assert "@erased.example" not in done
    assert "Raderade uppgifterna om Member 1." in late.get(f"{HOME}/log")
    assert late.client.get(page).location == f"{page}/erase"
    assert late.client.get(f"/m/{link.rpartition('/')[2]}").status_code == 410
