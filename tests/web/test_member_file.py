"""The people of a council as a file, and the file read again: the same people in the same places."""

from __future__ import annotations

import pytest

from scheduler.config import Config
from scheduler.councils import member_import, members_file, store
from scheduler.councils.member_import import Outcome
from scheduler.db.session import Database, reading, writing
from scheduler.files import read_text
from tests.web.test_members import HOME, NOW, Office

FILE = f"{HOME}/members.csv"


@pytest.fixture
def office(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_read_again_everyone_is_there_already(office: Office, language: str) -> None:
    answer = office.client.get(f"{FILE}?lang={language}")

    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'filename="granasbra-2021-12-01.csv"' in answer.headers["Content-Disposition"]
    read = members_file.read_members(read_text(answer.data))
    assert not read.faulty
    assert not read.ignored
    with reading(office.database) as session:
        council = store.council(session, "granasbra")
        foreseen = member_import.preview_import(session, council, read.entries, now=NOW)
    assert [one.outcome for one in foreseen] == [Outcome.UNCHANGED] * 5


def test_those_who_sit_come_first_and_deputies_as_they_are_called(office: Office) -> None:
    rows = office.client.get(f"{FILE}?lang=sv").data.decode("utf-8-sig").splitlines()

    assert rows[0] == (
        "Namn;E-postadress;Uppdrag;Organisation;Plats;Ersättare för;Telefon;Språk;Från;Till"
    )
    assert rows[1].startswith("Siv Tallgren;siv.tallgren@example.org;Ledamot;Granåsens Bostäder;")
    assert rows[3] == "Nils Ekhed;nils.ekhed@example.org;Ersättare;;;siv.tallgren@example.org;;;;"
    assert rows[4] == "Alva Storhed;alva.storhed@example.org;Ersättare;;;Polisen;;;;"
    assert rows[5] == "Otto Lavby;otto.lavby@example.org;Ersättare;;;;;;;"


def test_no_cell_is_a_formula(office: Office) -> None:
    with writing(office.database, NOW) as session:
        member = store.members(session, store.council(session, "granasbra").id)[0]
        member.person.name, member.person.phone = '=HYPERLINK("x")', "+46 70 123 45 67"

    row = office.client.get(FILE).data.decode("utf-8-sig").splitlines()[1:]

    assert any(line.startswith("\"'=HYPERLINK(") and "+46 70 123 45 67" in line for line in row)
