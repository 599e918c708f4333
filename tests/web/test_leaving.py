"""Ending a term says which mail goes, sends one whatever the number of meetings, and is taken back for five minutes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy

import icalendar
import pytest
from flask.testing import FlaskClient

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, store, terms
from scheduler.councils.rows import Member
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import queries
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings import lifecycle
from scheduler.notices import compose, resend
from tests import build
from tests.conftest import NOW
from web.app import create_app

PAGES = "/admin/granasbra/members"
AFTER = build.stockholm("2022-02-21 09:00")
"""The kallelse to all three meetings of February has gone."""
NIGHT = build.stockholm("2022-02-21 22:00")
DUE = AFTER + timedelta(minutes=5)
TOLD = "Ett mejl, ”Inte längre kallad”, går om det som är efter sista dagen."
Open = Callable[[datetime], FlaskClient]


@pytest.fixture
def called(sqlite: Database, config: Config) -> Database:
    days = "Mötestider för 2022\n22 februari, 15.00\n24 februari, 15.00\n28 februari, 15.00\n"
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1), text=days)
    for morning in build.every_morning(date(2022, 2, 1), AFTER.date()):
        build.work(sqlite, config, morning)
    return sqlite


@pytest.fixture
def page_at(called: Database, config: Config) -> Iterator[Open]:
    with writing(called, NOW) as session:
        council = store.council(session, "granasbra")
        account = accounts.add_account(
            session,
            "elin@example.org",
            name="Elin Forsby",
            councils=[council],
            by=OPERATOR,
            now=NOW,
        )
        secret = accounts.begin_session(session, account, program="test", now=AFTER)
    with ExitStack() as stack:
        yield lambda at: stack.enter_context(_signed_in(called, config, at, secret))


@contextmanager
def _signed_in(
    database: Database, config: Config, at: datetime, secret: str
) -> Iterator[FlaskClient]:
    with create_app(config, FixedClock(at), database).test_client() as client:
        with client.session_transaction() as cookie:
            cookie["account"] = secret
        yield client


def read(client: FlaskClient, at: str) -> str:
    answer = client.get(at)
    assert answer.status_code == 200
    return answer.text.replace("\xa0", " ")


def post(client: FlaskClient, at: str, status: int = 200, **fields: str) -> str:
    token = re.search(r'name="csrf_token" value="([^"]+)"', read(client, PAGES))
    assert token
    form = {"csrf_token": token[1]} | fields
    answer = client.post(at, data=form, follow_redirects=True)
    assert answer.status_code == status
    return answer.text.replace("\xa0", " ")


def member(database: Database, name: str = "Member 1") -> Member:
    with reading(database) as session:
        everyone = store.members(session, store.council(session, "granasbra").id)
    return next(one for one in everyone if one.person.name == name)


def of_member(database: Database, name: str = "Member 1") -> str:
    return f"{PAGES}/{member(database, name).id}"


def leave(database: Database, last_on: str, at: datetime = AFTER, name: str = "Member 1") -> None:
    with writing(database, at) as session:
        found = terms.term_by_id(
            session, store.council(session, "granasbra"), member(database, name).id
        )
        terms.end_term(session, found, last_on=date.fromisoformat(last_on), by=OPERATOR, now=at)


def left(database: Database) -> list[OutboxMessage]:
    with reading(database) as session:
        rows = [row for row in build.letters(database) if row.kind == "member_left"]
        return [queries.letter(session, row.id) for row in rows]


def parts(row: OutboxMessage) -> list[icalendar.Calendar]:
    mail = message_from_bytes(zlib.decompress(row.mime or b""), policy=policy.default)
    of_calendar = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    return [icalendar.Calendar.from_ical(part.get_payload(decode=True)) for part in of_calendar]


def text(row: OutboxMessage) -> str:
    mail = message_from_bytes(zlib.decompress(row.mime or b""), policy=policy.default)
    plain = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    return str(plain.get_content()).replace("\xa0", " ")


def test_which_mail_goes_is_said_before_a_term_ends(called: Database, page_at: Open) -> None:
    page = read(page_at(AFTER), f"{of_member(called)}/end")

    assert "Member 1 kan ha mötena tis 22 feb 2022, tors 24 feb 2022 och mån 28 feb 2022" in page
    assert f"{TOLD} Det går kl. 09.05, fem minuter efter att du har bekräftat." in page
    assert "Du kan ångra i fem minuter." in page
    assert "Det går tis 22 feb 2022 kl. 07.00" in read(page_at(NIGHT), f"{of_member(called)}/end")
    nobody = read(page_at(AFTER), f"{of_member(called, 'Deputy 1')}/end")
    assert "Ingen får något mejl om det." in nobody


def test_so_it_is_before_a_seat_ends_or_changes_hands(called: Database, page_at: Open) -> None:
    seat = member(called).seat_id

    for page in (f"{PAGES}/seats/{seat}/end", f"{of_member(called)}/replace"):
        told = read(page_at(AFTER), page)
        assert TOLD in told
        assert "Till dess kan du stoppa det under Utskick." in told
        assert "ångra" not in told


def test_one_letter_takes_every_meeting_after_the_last_day_out_of_the_calendar(
    called: Database, config: Config
) -> None:
    leave(called, "2022-02-22")
    build.work(called, config, DUE)

    (letter,) = left(called)

    days = ["torsdag 24 februari 2022 kl. 15.00–17.00", "måndag 28 februari 2022 kl. 15.00–17.00"]
    assert (letter.state, letter.recipient) == ("sent", "member.1@example.org")
    assert re.findall(r"^– (\S+ \d+ \S+ \d+ kl. \S+)", text(letter), re.M) == days
    assert [str(part["METHOD"]) for part in parts(letter)] == ["CANCEL", "CANCEL"]
    uids = {str(part.events[0]["UID"]) for part in parts(letter)}
    with reading(called) as session:
        assert uids == {build.meeting(session, number).uid for number in (2, 3)}
    build.work(called, config, DUE + timedelta(days=1))
    assert len(left(called)) == 1


def test_the_letter_to_one_who_has_left_says_nothing_of_a_personal_link(
    called: Database, config: Config
) -> None:
    leave(called, "2022-02-21")
    build.work(called, config, DUE)

    (letter,) = left(called)

    told = text(letter)
    assert "http" not in told
    assert "personlig" not in told
    assert told.strip().endswith("Du får mejlet för att du var kallad.")


def test_one_who_has_been_let_go_hears_no_more_of_any_of_the_meetings(
    called: Database, config: Config
) -> None:
    leave(called, "2022-02-21")
    build.work(called, config, DUE)
    with writing(called, DUE) as session:
        for number in (2, 3):
            lifecycle.cancel(session, build.meeting(session, number), by=OPERATOR, now=DUE)
    build.work(called, config, DUE + timedelta(minutes=6))

    told = {row.recipient for row in build.letters(called) if row.letter == "cancelled"}
    assert "member.1@example.org" not in told
    assert "member.2@example.org" in told
    assert len(left(called)) == 1


def test_the_end_of_a_term_is_taken_back_for_five_minutes_and_nobody_is_mailed(
    called: Database, config: Config, page_at: Open
) -> None:
    client, one = page_at(AFTER), of_member(called)
    ended = post(client, f"{one}/end", until="2022-02-21")
    assert "Mejlet ”Inte längre kallad” går mån 21 feb 2022 kl. 09.05." in ended
    undo = re.search(r'action="([^"]+/end/undo)"', ended)
    assert undo

    back = post(client, undo[1])
    build.work(called, config, DUE + timedelta(minutes=5))

    assert "Member 1 är kvar som förut." in back
    assert member(called).until_on is None
    assert left(called) == []
    assert "Ångrade avslutet av uppdraget för Member 1." in read(client, "/admin/granasbra/log")
    post(client, undo[1], status=409)


def test_it_is_not_taken_back_when_its_mail_is_due_or_another_has_the_seat(
    called: Database, page_at: Open
) -> None:
    one = of_member(called)
    post(page_at(AFTER), f"{one}/end", until="2022-02-21")
    shown = f"{PAGES}?done=ended&member={member(called).id}"
    assert "/end/undo" in read(page_at(AFTER), shown)
    assert "/end/undo" not in read(page_at(DUE), shown)
    post(page_at(DUE), f"{one}/end/undo", status=409)

    given = {"name": "Rut Sjöhed", "email": "rut@example.org", "since": "2022-02-22"}
    post(page_at(AFTER), f"{one}/replace", **given)

    post(page_at(AFTER), f"{one}/end/undo", status=409)


def test_taken_back_it_lasts_as_long_as_it_did_before(called: Database, page_at: Open) -> None:
    leave(called, "2022-12-31", at=build.stockholm("2022-01-10 09:00"))
    one = of_member(called)
    post(page_at(AFTER), f"{one}/end", until="2022-02-21")

    post(page_at(AFTER), f"{one}/end/undo")

    assert member(called).until_on == date(2022, 12, 31)


def test_whoever_sits_again_while_the_letter_waits_does_not_get_it(
    called: Database, config: Config
) -> None:
    leave(called, "2022-02-21", at=NIGHT)
    leave(called, "2022-12-31", at=NIGHT + timedelta(hours=1))
    build.work(called, config, build.stockholm("2022-02-22 07:00"))

    assert left(called) == []


def test_a_letter_that_failed_goes_to_the_mended_address_about_the_same_meetings(
    called: Database, config: Config
) -> None:
    leave(called, "2022-02-22")
    while jobs.issue_due(build.works(called, config, DUE)):
        pass
    with writing(called, DUE) as session:
        (row,) = (r for r in queries.all_letters(session) if r.kind == "member_left")
        row.state = State.FAILED
        person = store.person(session, row.person_id)
        person.email = "ratt@example.org"

    with writing(called, DUE) as session:
        desk = compose.mail_setup(session, base_url="https://moten.example.org", mail=config.mail)
        resend.resend_letter(session, row.id, desk, by=OPERATOR, now=DUE)
    build.work(called, config, DUE + timedelta(minutes=10))

    old, new = left(called)
    assert (old.state, new.state, new.recipient) == ("withdrawn", "sent", "ratt@example.org")
    assert [str(part["METHOD"]) for part in parts(new)] == ["CANCEL", "CANCEL"]
    assert [len(re.findall("^– ", text(one), re.M)) for one in (old, new)] == [2, 2]


def test_a_letter_stopped_since_the_address_has_changed_goes_to_the_new_one(
    called: Database, config: Config
) -> None:
    leave(called, "2022-02-22")
    while jobs.issue_due(build.works(called, config, DUE)):
        pass
    with writing(called, DUE) as session:
        store.person(session, member(called).person_id).email = "ratt@example.org"

    for minutes in (0, 6, 12):
        build.work(called, config, DUE + timedelta(minutes=minutes))

    old, new = left(called)
    assert (old.state, new.state, new.recipient) == ("withdrawn", "sent", "ratt@example.org")
    assert len(parts(new)) == 2
