"""Utskick and the red line tell what did not arrive, why, and what can be done; and do it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from scheduler import config_file, jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, member_import, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.inbox import bounces
from scheduler.inbox.reports import Report
from scheduler.jobs import Works
from scheduler.mail import delivery_reports, manual, queries
from scheduler.mail import message as mails
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Event, Hold
from scheduler.notices import pause
from tests import build
from tests.conftest import NOW
from tests.mailserver import Cut, MailServer, Say
from web.app import create_app

pytestmark = pytest.mark.network
MAIL = "/admin/granasbra/mail"
KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"
DUE = build.stockholm("2021-12-01 09:05")
LATER = DUE + timedelta(minutes=10)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def smtp(tmp_path: Path, server: MailServer) -> Config:
    file = tmp_path / "config.toml"
    file.write_text(
        f'[mail]\nmode = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
        'from = "kallelse@example.org"\nper_minute = 100000\n'
    )
    return config_file.load(file, folder=tmp_path)


@pytest.fixture
def open_pages(sqlite: Database, smtp: Config) -> Callable[[datetime], FlaskClient]:
    """A browser of the secretary's, at an instant."""
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 0))
    with writing(sqlite, NOW) as session:
        kept = [store.council(session, "granasbra")]
        made = accounts.add_account(
            session, "elin@example.org", name="Elin Forsby", councils=kept, by=OPERATOR, now=NOW
        )

    def opened(now: datetime) -> FlaskClient:
        with writing(sqlite, now) as session:
            secret = accounts.begin_session(session, made, program="test", now=now)
        client = create_app(smtp, FixedClock(now), sqlite).test_client()
        with client.session_transaction() as cookie:
            cookie["account"] = secret
        return client

    return opened


def work(database: Database, config: Config, now: datetime) -> None:
    jobs.run_until_idle(Works(database, config, FixedClock(now)))


def read(client: FlaskClient, at: str = MAIL) -> str:
    answer = client.get(at)
    assert answer.status_code == 200
    return answer.text.replace("\xa0", " ")


def press(client: FlaskClient, do: str, *ids: int, to: str = f"{MAIL}/letters") -> int:
    form = read(client, f"{MAIL}/letter?key={KEY}")
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token
    data = {"csrf_token": token[1], "do": do, "id": [str(row) for row in ids]}
    return client.post(to, data=data, follow_redirects=True).status_code


def test_each_who_was_not_reached_is_told_with_the_server_s_words_and_a_remedy(
    sqlite: Database,
    smtp: Config,
    server: MailServer,
    open_pages: Callable[[datetime], FlaskClient],
) -> None:
    answers = {
        "member.1@example.org": Say("550 5.1.1 no such user"),
        "member.2@example.org": Cut(),
        "member.3@example.org": Say("450 4.2.1 busy"),
    }
    server.script = lambda stage, to: (
        answers.get(to) if stage == ("dot" if to.startswith("member.2") else "RCPT") else None
    )
    work(sqlite, smtp, DUE)
    work(sqlite, smtp, DUE + timedelta(minutes=6))
    client = open_pages(DUE + timedelta(hours=5))
    page = read(client)

    assert "Det nådde inte Member 1. Adressen member.1@example.org finns inte." in page
    assert "Mejlservern säger: ”550 5.1.1 no such user”" in page
    assert "Member 2 har kanske fått det, kanske inte" in page
    assert "Vi försöker fortfarande nå Member 3, member.3@example.org." in page
    assert "Räkna som skickat till Member 2" in page
    assert "Skicka igen till Member 1" in page
    home = read(client, "/admin/granasbra")
    assert "Årets mötestider nådde inte alla." in home  # one of them perhaps, and its address lives
    assert "1 mejl nådde inte Member 1, member.1@example.org." in home

    with writing(sqlite, DUE + timedelta(hours=5)) as session:
        pause.pause_mail(session, store.council(session, "granasbra"), by=OPERATOR, now=DUE)
    paused = read(client)
    assert "Räkna som skickat till Member 2" in paused
    assert "Skicka igen" not in paused
    with writing(sqlite, DUE + timedelta(hours=5)) as session:
        pause.resume_mail(session, store.council(session, "granasbra"), {}, by=OPERATOR, now=DUE)

    server.script = lambda _stage, _to: None
    lost = {row.recipient: row.id for row in build.letters(sqlite) if row.state != "sent"}
    assert press(client, "sent", lost["member.2@example.org"]) == 200
    assert press(client, "again", lost["member.1@example.org"]) == 200
    work(sqlite, smtp, DUE + timedelta(hours=5))

    assert {row.state for row in build.letters(sqlite)} == {"sent"}
    assert ">Skickat<" in read(client)


def test_a_dead_address_is_one_thing_to_do_however_many_letters_it_did_not_get(
    sqlite: Database,
    smtp: Config,
    server: MailServer,
    open_pages: Callable[[datetime], FlaskClient],
) -> None:
    dead = ["member.1@example.org"]
    server.script = lambda stage, to: (
        Say("550 5.1.1 no such user") if stage == "RCPT" and to in dead else None
    )
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00", "2022-02-15 08:00"):
        work(sqlite, smtp, build.stockholm(at))
    client = open_pages(build.stockholm("2022-02-15 09:00"))

    home = read(client, "/admin/granasbra")

    assert home.count("nådde inte") == 2  # as text, and for those who only hear the link
    assert "4 mejl nådde inte Member 1, member.1@example.org." in home
    assert 'Utskick<span class="n">1<' in home
    link = re.search(r'href="([^"]+)">Se vad du kan göra', home)
    assert link
    page = read(client, link[1].replace("&amp;", "&"))
    assert page.count("<h3>") == 4
    assert page.count("Rätta adressen") == 4
    settle = re.search(r'(?:name="id" value="\d+">)+<button[^>]*>Räkna alla 4 som skickade', page)
    assert settle
    assert (
        press(
            client,
            "sent",
            *map(int, re.findall(r'value="(\d+)"', page[: settle.end()].rpartition("<form")[2])),
        )
        == 200
    )
    assert "nådde inte" not in read(client, "/admin/granasbra")


def test_many_dead_addresses_are_one_thing_to_do(
    sqlite: Database, smtp: Config, open_pages: Callable[[datetime], FlaskClient]
) -> None:
    client = open_pages(LATER)
    with writing(sqlite, NOW) as session:
        council = store.council(session, "granasbra")
        more = [build.entry(f"Other {n}") for n in range(3)]
        member_import.import_members(session, council, more, by=OPERATOR, now=NOW)
    work(sqlite, smtp, DUE)
    with writing(sqlite, DUE) as session:
        for row in queries.all_letters(session)[:6]:
            delivery_reports.mark_bounced(session, row, words="550 5.1.1 no such user", now=DUE)

    assert "Mejl når inte fram till 6 adresser." in read(client, "/admin/granasbra")


def test_a_mended_address_gets_a_letter_of_its_own(
    sqlite: Database,
    smtp: Config,
    server: MailServer,
    open_pages: Callable[[datetime], FlaskClient],
) -> None:
    server.script = lambda stage, to: (
        Say("550 5.1.1 no such user") if stage == "RCPT" and to == "member.1@example.org" else None
    )
    work(sqlite, smtp, DUE)
    (lost,) = [row.id for row in build.letters(sqlite) if row.state == "failed"]
    with writing(sqlite, LATER) as session:
        council = store.council(session, "granasbra")
        member = next(m for m in store.members(session, council.id) if m.person.name == "Member 1")
        member.person.email = "ratt@example.org"

    assert press(open_pages(LATER), "again", lost) == 200
    work(sqlite, smtp, LATER)

    states = {row.recipient: (row.state, row.key.split("/")[3]) for row in build.letters(sqlite)}
    assert states["member.1@example.org"] == ("withdrawn", "1")
    assert states["ratt@example.org"][0] == "sent"
    assert states["ratt@example.org"][1].startswith("p")


def test_the_report_leads_to_the_mail_and_stands_among_the_mail(
    sqlite: Database,
    smtp: Config,
    server: MailServer,
    open_pages: Callable[[datetime], FlaskClient],
) -> None:
    server.script = lambda stage, to: (
        Say("550 5.1.1 no such user") if stage == "RCPT" and to == "member.1@example.org" else None
    )
    work(sqlite, smtp, DUE)
    (report,) = [row for row in build.letters(sqlite) if row.kind == "digest"]
    with reading(sqlite) as session:
        packed = queries.letter(session, report.id).mime
    assert packed
    subject, text, _language = mails.unpack_words(packed)
    client = open_pages(LATER)

    assert (report.recipient, subject) == (
        "elin@example.org",
        "GranåsBrå: 1 mejl behöver din hjälp",
    )
    link = re.search(r"ordna det: http://127.0.0.1:8000(\S+)", text)
    assert link
    assert "Skicka igen till Member 1" in read(client, link[1])
    page = read(client)
    assert "Rapporten om mejl som inte gick som de skulle" in page
    own = read(client, f"{MAIL}/letter?key=granasbra/y2022/digest/1")
    assert "Mejlet till Member 1 kom inte fram." in own
    assert "Skicka igen till Elin" not in own
    assert press(client, "copy", report.id) == 409
    assert press(client, "again", report.id) == 409


def test_one_that_came_back_is_settled_when_another_goes_to_the_mended_address(
    sqlite: Database, smtp: Config, open_pages: Callable[[datetime], FlaskClient]
) -> None:
    work(sqlite, smtp, DUE)
    with writing(sqlite, DUE) as session:
        row = next(r for r in queries.all_letters(session) if r.recipient == "member.1@example.org")
        told = Report(Event.BOUNCED, status="5.1.1", words="no such user", message_ids=())
        bounces.apply_report(session, row, told, now=DUE)
        people = store.members(session, store.council(session, "granasbra").id)
        next(m for m in people if m.person.name == "Member 1").person.email = "ratt@example.org"

    assert press(open_pages(LATER), "again", row.id) == 200
    work(sqlite, smtp, LATER)

    assert not [row for row in build.letters(sqlite) if row.kind == "digest"]
    assert "nådde inte" not in read(open_pages(LATER), "/admin/granasbra")


def test_letters_of_others_and_made_up_words_are_not_found(
    sqlite: Database, smtp: Config, open_pages: Callable[[datetime], FlaskClient]
) -> None:
    work(sqlite, smtp, DUE)
    client = open_pages(LATER)

    assert press(client, "again", 999) == 404
    assert press(client, "destroy", 1) == 404
    assert press(client, "again") == 404
    assert press(client, "again", 1) == 409  # it has been sent
    assert client.post(f"{MAIL}/letters", data={"do": "again", "id": "1"}).status_code == 403


@pytest.mark.parametrize(
    "why, words",
    [
        (
            Hold.PASSWORD,
            "Mejlservern tar inte emot vårt lösenord. 4 mejl väntar. Ingenting är förlorat.",
        ),
        (Hold.OPERATOR, "Alla utskick är pausade av den som sköter tjänsten. 4 mejl väntar."),
        (Hold.REFUSED, "Mejlservern tar inte emot våra mejl."),
    ],
)
def test_one_red_line_in_plain_words_on_every_page(
    sqlite: Database,
    smtp: Config,
    open_pages: Callable[[datetime], FlaskClient],
    why: Hold,
    words: str,
) -> None:
    jobs.issue_due(build.works(sqlite, smtp, DUE))
    with writing(sqlite, DUE) as session:
        relays.hold(session, why, words="535 5.7.8 nope", now=DUE, until=LATER)
    client = open_pages(DUE)

    for at in ("/admin/granasbra", MAIL, "/admin/granasbra/members", "/admin/granasbra/meetings"):
        page = read(client, at)
        assert words in page
        assert "5.7.8" not in page  # the operator's business; no token can hold it by chance
    with writing(sqlite, DUE) as session:
        manual.resume_all(session, by=OPERATOR, now=DUE)
    assert "note stop" not in read(client)


def test_a_late_worker_and_what_was_missed_are_told(
    sqlite: Database, smtp: Config, open_pages: Callable[[datetime], FlaskClient]
) -> None:
    assert "Mejl som skulle ha gått är försenade." in read(open_pages(LATER))
    work(sqlite, smtp, DUE)
    assert "försenade" not in read(open_pages(LATER))

    page = read(open_pages(build.stockholm("2022-02-23 10:00")))

    assert page.count("Det gick inte att") == 0
    assert "Det kunde inte gå innan tiden var ute, tis 22 feb 2022 kl. 15.00." in page


def test_a_held_mail_says_what_happens_if_nobody_lets_it_go(
    sqlite: Database, smtp: Config, open_pages: Callable[[datetime], FlaskClient]
) -> None:
    work(sqlite, smtp, DUE)
    client = open_pages(build.stockholm("2022-01-10 10:00"))
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', read(client, f"{MAIL}/letter?key={KEY}")
    )
    assert token
    client.post(MAIL, data={"csrf_token": token[1], "key": KEY, "do": "hold"})

    told = "Om ingen släpper det före tis 22 feb 2022 kl. 15.00 får ingen det."
    assert told in read(client)
    assert told in read(client, f"{MAIL}/letter?key={KEY}")
