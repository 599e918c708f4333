"""The secretary calls a deputy by one press, reads how it came about, and lets one go who is not needed."""

import re
from dataclasses import replace

import pytest

from scheduler.config import Config
from scheduler.councils import council_settings
from scheduler.councils.rows import MemberRole
from scheduler.db.session import Database, reading, writing
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings.rows import Answer
from scheduler.notices.kinds import Kind
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, hidden_fields
from tests.web.test_leaving import bodies

FIRST = f"{HOME}/meetings/1"
CALLED = build.stockholm("2022-02-15 08:00")


@pytest.fixture
def council(sqlite: Database, config: Config) -> Database:
    """The kallelse to the meeting of 22 February 2022, 15.00, has gone."""
    nils = build.entry("Nils Ekhed", line=4, role=MemberRole.DEPUTY, deputy_for="Siv Tallgren")
    entries = [
        build.entry("Siv Tallgren", line=2, organisation="Polisen"),
        build.entry("Noor Haddadi", line=3, organisation="Kommunen"),
        replace(nils, phone="070-000 00 01"),
        build.entry("Omar Lind", line=5, role=MemberRole.DEPUTY, organisation=""),
    ]
    build.seed_year(sqlite, now=NOW, entries=entries)
    build.work(sqlite, config, CALLED)
    answer(sqlite, "Siv Tallgren", Answer.NO, "2022-02-15 10:12", "Är på kurs")
    return sqlite


def answer(database: Database, name: str, given: Answer, at: str, note: str = "") -> None:
    now = build.stockholm(at)
    with writing(database, now) as session:
        build.reply(session, given, now, name=name, note=note)


def press(elin: Secretary, what: str) -> str:
    """Presses the button of the meeting's page that says so."""
    forms = re.findall(r'<form method="post" action="([^"]+)">(.*?)</form>', elin.get(FIRST), re.S)
    action, form = next((action, form) for action, form in forms if f">{what}</button>" in form)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = elin.client.post(action, data=fields, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).replace("\xa0", " ")


def test_a_deputy_is_called_by_one_press_and_let_go_when_the_member_comes_after_all(
    council: Database, config: Config
) -> None:
    elin = Secretary(council, config, build.stockholm("2022-02-15 10:20"))
    todo = elin.get(HOME)
    called = press(elin, "Kalla Nils Ekhed")
    build.work(council, config, build.stockholm("2022-02-15 10:26"))
    answer(council, "Nils Ekhed", Answer.COMING, "2022-02-15 11:00")
    filled = elin.at(build.stockholm("2022-02-15 11:05")).get(FIRST)
    notes = elin.at(build.stockholm("2022-02-15 11:05")).get(f"{FIRST}/notes")
    let_go = press(elin.at(build.stockholm("2022-02-15 11:10")), "Nils Ekhed behövs inte")
    build.work(council, config, build.stockholm("2022-02-15 11:20"))

    assert (
        "Siv Tallgren kan inte komma till mötet tis 22 feb 2022. Näst i tur: Nils Ekhed, 070-"
        in todo
    )
    assert "Nils Ekhed är kallad i stället för Siv Tallgren" in called
    assert "ska svara senast torsdag 17 februari." in called  # as the mail says it
    assert "Nils Ekhed kommer i stället för Siv Tallgren." in filled
    assert "tis 15 feb 2022 kl. 10.12: Siv Tallgren kan inte" in filled
    assert 'value="Nils Ekhed"' in notes  # who came for whom, before anything is noted
    assert "Siv Tallgren kan inte komma, och ingen är kallad." in let_go
    letters = [row for row in build.letters(council) if "nils.ekhed" in row.recipient]
    assert [row.kind for row in letters[-2:]] == [Kind.DEPUTY_CALL, Kind.DEPUTY_RELEASED]
    with reading(council) as session:
        said = " ".join(bodies(session.get_one(OutboxMessage, letters[-1].id), "text/plain"))
    assert "Du behövs inte som ersättare" in said
    assert "kommer själv" not in said  # Siv does not


def test_a_press_on_an_old_page_calls_nobody_twice(council: Database, config: Config) -> None:
    elin = Secretary(council, config, build.stockholm("2022-02-15 10:20"))
    old = elin.get(FIRST)
    press(elin, "Kalla Omar Lind")
    form = re.findall(r'/deputies/call">(.*?)</form>', old, re.S)[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    assert "Ersättare, i turordning: Nils Ekhed, 070-000 00 01; Omar Lind" in old
    assert elin.client.post(f"{FIRST}/deputies/call", data=fields).status_code == 409
    assert "Omar Lind är kallad i stället för Siv Tallgren" in elin.get(FIRST)


def test_too_late_for_mail_the_page_and_the_to_do_say_whom_to_telephone(
    council: Database, config: Config
) -> None:
    elin = Secretary(council, config, build.stockholm("2022-02-21 16:00"))

    assert "Ring i den här ordningen: Nils Ekhed, 070-000 00 01; Omar Lind" in elin.get(FIRST)
    assert "Kalla Nils Ekhed" not in elin.get(FIRST)


@pytest.mark.parametrize(
    "mode, follows",
    [
        ("by_hand", "Sekreteraren ser det och kan kalla en ersättare."),
        ("by_itself", "Har du en ersättare kallas den."),
        ("none", ""),
    ],
)
def test_whoever_cannot_come_reads_what_becomes_of_the_seat(
    council: Database, config: Config, mode: str, follows: str
) -> None:
    build.act(council, NOW, council_settings.change_settings, {"deputy_mode": mode})
    elin = Secretary(council, config, build.stockholm("2022-02-15 10:20"))
    client, page = elin.app.test_client(), elin.member_page(1)
    data = hidden_fields(client.get(page).text) | {"answer": "no"}
    answer = client.post(f"{page}/reply", data=data, follow_redirects=True).text

    said = [s for s in ("Sekreteraren ser det", "Har du en ersättare") if s in answer]
    assert "Du har svarat att du inte kan komma." in answer
    assert follows in answer
    assert len(said) == bool(follows)
    assert ("h-deputies" in elin.get(FIRST)) is (mode != "none")


def test_where_deputies_are_called_by_themselves_nobody_is_let_go_whose_seat_is_empty(
    council: Database, config: Config
) -> None:
    """The worker would call the same deputy again."""
    build.act(council, NOW, council_settings.change_settings, {"deputy_mode": "by_itself"})
    build.work(council, config, build.stockholm("2022-02-15 10:26"))
    page = Secretary(council, config, build.stockholm("2022-02-15 10:30")).get(FIRST)

    assert "Nils Ekhed är kallad i stället för Siv Tallgren" in page
    assert "Nils Ekhed behövs inte" not in page
