"""Adding people from what is no plain table: lists of who came, addresses of a mail program, cards, odd tables."""

from __future__ import annotations

import html as markup
import json
import re
from io import BytesIO
from pathlib import Path

import pytest

from scheduler.config import Config
from scheduler.councils.rows import MemberRole
from scheduler.db.session import Database
from tests import office_files
from tests.web.test_members import ALL, HOME, Office, csrf, page

FIXTURES = Path(__file__).parents[1] / "fixtures" / "members"


@pytest.fixture
def office(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config, ALL)


@pytest.fixture
def empty(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config, ())


def read(office: Office, text: str, status: int = 200, **more: str) -> str:
    return markup.unescape(page(office.post("/add", text=text, step="check", **more), status))


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, html
    return markup.unescape(found[1])


def field(html: str, name: str) -> str:
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*(?:<[^/][^<]*)*)</textarea>', html)
    assert found, html
    return found[1]


def rows(html: str) -> list[str]:
    """Name, address, role, whom a deputy is for, and organisation of each row."""
    columns = ("name", "email", "role", "deputy_for", "organisation")
    found = re.search(r'name="rows" value="(.*)">\n', html)  # the page is unescaped
    assert found, html
    return [";".join(row.get(c, "") for c in columns) for row in json.loads(found[1])]


def send(office: Office, html: str, **more: str) -> str:
    """Presses a button of the page that is shown."""
    found = re.search(r'name="rows" value="(.*)">\n', html)
    assert found
    kept = {"rows": found[1], "text": field(html, "text"), "seen": hidden(html, "seen")}
    answer = office.post("/add", **kept, **more)
    if answer.status_code == 303:
        return office.done(answer)
    return markup.unescape(page(answer, answer.status_code))


def turn(office: Office, html: str) -> str:
    found = re.search(r'name="turn" value="([^"]+)"', html)
    assert found
    return send(office, html, turn=found[1])


# lists


def test_a_list_of_who_came_becomes_rows_that_lack_only_addresses(empty: Office) -> None:
    html = read(empty, (FIXTURES / "002-bra-stadsdel" / "input.txt").read_text("utf-8"))

    assert "The list was read as 11 people." in html
    assert "11 people lack e-mail addresses." in html
    assert 'class="note stop"' not in html
    assert "<title>Add members" in html
    assert "Ludvig Rimfrosta;;member;;polisen" in rows(html)
    assert "Ylva Snöflinga;;chair;;" in rows(html)
    assert "Freja Lavskrika;;member;;SDN Öster" in rows(html)
    assert field(html, "text").startswith("Närvarande\nOve Gråstensö")


def test_the_addresses_are_filled_in_and_everybody_is_added(empty: Office) -> None:
    text = "Närvarande: Anna Berg, Cia Dal (Polisen)\nFrånvarande: Dan Eld\nErsättare: Bo Ek"
    written = {f"row-{n}-email": f"p{n}@example.org" for n in range(1, 5)}
    html = send(empty, read(empty, text), step="look", **written)

    html = send(empty, html, step="do")

    assert "4 people are added." in html
    assert {(m.person.name, m.role) for m in empty.terms()} == {
        ("Anna Berg", MemberRole.MEMBER),
        ("Cia Dal", MemberRole.MEMBER),
        ("Dan Eld", MemberRole.MEMBER),
        ("Bo Ek", MemberRole.DEPUTY),
    }


def test_headings_before_names_with_addresses_are_no_part_of_the_names(empty: Office) -> None:
    html = read(
        empty,
        "Närvarande: Anna Berg <anna.berg@example.org>\nErsättare: Bo Ek <bo.ek@example.org>\n",
    )

    assert rows(html) == [
        "Anna Berg;anna.berg@example.org;member;;",
        "Bo Ek;bo.ek@example.org;deputy;;",
    ]
    assert 'data-l="Role">Deputy for the whole council<' in html
    assert ">Add 2 people</button>" in html


def test_addresses_as_a_mail_program_copies_them_and_none_is_lost(empty: Office) -> None:
    html = read(
        empty,
        'Anna Ek <anna@example.org>, "Al, Bo" <bo@example.org>; <cia@example.org>; dan@example.org',
    )

    assert rows(html) == [
        "Anna Ek;anna@example.org;member;;",
        "Bo Al;bo@example.org;member;;",
        ";cia@example.org;;;",
        ";dan@example.org;;;",
    ]
    assert len(re.findall(r'id="row-\d-name-err"', html)) == 2


def test_addresses_alone_are_nobodys_names(empty: Office) -> None:
    html = read(empty, "anna@example.org; bo@example.org")
    table = read(empty, "Namn;E-post\nanna@example.org;bo@example.org", 422)

    assert rows(html) == [";anna@example.org;;;", ";bo@example.org;;;"]
    assert "Add a name." in html
    assert "Add a name." in table


def test_address_cards_are_read_from_a_file(empty: Office) -> None:
    lines = (
        "BEGIN:VCARD", "VERSION:3.0", "FN:Anna Ek", "N:Ek;Anna;;;", "ORG:Polisen", "TITLE:Kommunpolis",
        "EMAIL:anna@example.org", "TEL:070-000 00 00", "END:VCARD", "",
    )  # fmt: skip
    card = "\r\n".join(lines)
    answer = empty.client.post(
        f"{HOME}/add?lang=en",
        data={
            "csrf_token": csrf(empty.get("/add")),
            "step": "check",
            "file": (BytesIO(card.encode()), "anna.vcf"),
        },
    )

    html = markup.unescape(page(answer, 200))
    assert rows(html) == ["Anna Ek;anna@example.org;;;Polisen"]
    assert '"seat": "Kommunpolis"' in html


def test_those_who_are_struck_are_on_the_roll_too(empty: Office) -> None:
    html = read(empty, "Kallade:\nAnna Ek, ~~Bo Al~~, Cia Dal")

    assert [row.split(";")[0] for row in rows(html)] == ["Anna Ek", "Bo Al", "Cia Dal"]
    assert "Those who are struck out or listed as absent are among them." in html


def test_headings_of_sections_and_a_title_above_a_table(empty: Office) -> None:
    sections = read(
        empty,
        "Ordinarie ledamöter\nAnna Ek\tanna@example.org\tPolisen\nErsättare\nBo Al\tbo@example.org\tSkolan\n",
    )
    titled = read(
        empty,
        "Medlemmar, brottsförebyggande rådet\n\nNamn;E-post;Uppdrag;Ersättare för;Från\n"
        "Anna Ek;anna@example.org;Ordförande;;\nBo Al;bo@example.org;Ersättare;Anna Ek;2022-01-01\n",
    )

    assert rows(sections) == [
        "Anna Ek;anna@example.org;member;;Polisen",
        "Bo Al;bo@example.org;deputy;;Skolan",
    ]
    assert '"since": "2022-01-01"' in titled
    assert 'data-l="Role">Deputy for Anna Ek<' in titled
    assert field(titled, "text").startswith("Medlemmar, brotts")


def test_a_line_that_names_nobody_is_a_row_to_mend_in_its_place(empty: Office) -> None:
    html = read(empty, "Närvarande\nAnna Ek, Polisen\nxyzzy blubb 17 qq\nBo Al, ordförande\n")

    assert [row.split(";")[0] for row in rows(html)] == ["Anna Ek", "", "Bo Al"]
    assert "No person was found here. Write the name, or leave the row out." in html
    assert "As written: xyzzy blubb 17 qq" in html

    mended = {
        "row-2-name": "Cia Dal",
        "row-2-email": "cia@example.org",
        "row-1-name": "Anna Ek",
        "row-1-email": "a@example.org",
    }
    html = send(empty, html, step="look", out="3", **mended)

    assert rows(html) == ["Anna Ek;a@example.org;member;;Polisen", "Cia Dal;cia@example.org;;;"]
    assert "2 people are added." in send(empty, html, step="do")


@pytest.mark.parametrize("lang, words", [("sv", "Uppdrag"), ("en", "Role")])
def test_what_is_wrong_is_mended_in_fields_with_labels(
    empty: Office, lang: str, words: str
) -> None:
    text = "Rut Sjöhed;rut.example.org;hövding;Polisen\nKim"
    token = csrf(empty.get("/add"))
    answer = empty.client.post(
        f"{HOME}/add?lang={lang}", data={"csrf_token": token, "step": "check", "text": text}
    )

    html = markup.unescape(page(answer, answer.status_code))
    for name in ("1-name", "1-email", "1-role", "1-organisation", "2-name", "2-email"):
        assert f'<label for="row-{name}">' in html
    assert f'<label for="row-1-role">{words}</label>' in html
    assert html.count("<fieldset") == html.count("<legend") == 2


def test_what_is_mended_stays_when_the_page_is_shown_in_another_language(empty: Office) -> None:
    html = read(empty, "Närvarande: Anna Ek")

    html = send(empty, html, step="speak", **{"row-1-email": "anna@example.org"})

    assert rows(html) == ["Anna Ek;anna@example.org;member;;"]


# who came for whom


def test_who_came_for_another_is_told_and_turned_round(empty: Office) -> None:
    html = read(empty, "Kallade: Anna Berg (ers. Bo Ek), Cia Dal, ~~Dan Eld~~")
    assert "Anna Berg is a deputy for Bo Ek." in html
    assert "Anna Berg;;deputy;Bo Ek;" in rows(html)

    turned = turn(empty, html)
    assert "Bo Ek is a deputy for Anna Berg." in turned
    assert {"Anna Berg;;member;;", "Bo Ek;;deputy;Anna Berg;"} <= {*rows(turned)}
    assert 'data-l="Role">Deputy for Anna Berg<' in turned
    assert 'class="note stop"' not in turned

    assert rows(turn(empty, turned)) == rows(html)


def test_a_deputy_who_served_at_one_meeting_stays_the_whole_councils(empty: Office) -> None:
    html = read(empty, (FIXTURES / "003-tabell-narv-franv" / "input.txt").read_text("utf-8"))

    assert "Valter Nävgran came for Emin Bergvattna. That tells of one meeting" in html
    assert "Valter Nävgran;;deputy;;S" in rows(html)


def test_who_is_on_the_roll_keeps_role_and_lends_the_address(office: Office) -> None:
    html = read(office, "Närvarande: Siv Tallgren, Otto Lavby\nFrånvarande: Jon Myrvik (S)")

    assert rows(html) == [
        "Siv Tallgren;siv.tallgren@example.org;member;;",
        "Otto Lavby;otto.lavby@example.org;deputy;;",
        "Jon Myrvik;jon.myrvik@example.org;member;;",
    ]
    assert html.count("Is there already") == 3


# rows without headers


def test_a_role_may_come_before_the_organisation(empty: Office) -> None:
    html = read(
        empty, "Ada Ny\tada@example.org\tersättare\nBo Al\tbo@example.org\tledamot\tPolisen"
    )

    assert 'data-l="Role">Deputy for the whole council<' in html
    assert 'data-l="Organisation">Polisen<' in html
    assert 'data-l="Organisation">ersättare<' not in html


# rows with a question


def test_a_name_on_the_roll_with_another_address_is_asked_about(office: Office) -> None:
    row = "Siv Tallgren;ny.adress@example.org;ledamot;Granåsens Bostäder"
    html = read(office, row)
    siv = office.term("Siv Tallgren").id

    assert "already, with the address siv.tallgren@example.org." in html
    assert f'href="/admin/granasbra/members/{siv}"' in html
    waits = send(office, html, step="do")
    assert "Is this right?" in waits
    assert len(office.terms()) == len(ALL)

    answer = re.search(r'name="yes" value="([^"]+)"', html)
    assert answer
    assert "1 person is added" in send(office, html, step="do", yes=answer[1])
    assert sum(m.person.name == "Siv Tallgren" for m in office.terms()) == 2


@pytest.mark.parametrize(
    "row, question",
    [
        ("Siv Tallgren;siv.tallgren@example.org;ersättare", "Siv Tallgren has a seat already."),
        ("Otto Lavby;otto.lavby@example.org;ledamot", "Otto Lavby is already a deputy."),
        ("A Ny;a@example.org;ordf\nB Ny;b@example.org;ordf", "A Ny is chair already."),
        ("A Ny;a@example.org\nA Ny;b@example.org", "A Ny is also on row 1, with another address."),
    ],
)
def test_what_may_be_a_slip_is_asked_before_it_is_added(
    office: Office, row: str, question: str
) -> None:
    html = read(office, row)

    assert question in html
    assert html.count('name="yes"') == 1


def test_rows_without_a_question_are_added_and_the_others_wait(office: Office) -> None:
    html = read(office, "Siv Tallgren;ny@example.org\nRut Sjöhed;rut@example.org")
    assert ">Add 1 person</button>" in html

    html = send(office, html, step="do")

    assert "1 person is added. No mail has been sent. 1 row is left." in html
    assert rows(html) == ["Siv Tallgren;ny@example.org;;;"]


def test_a_deputy_waits_for_a_member_whose_row_waits(empty: Office) -> None:
    text = (
        "Namn;E-post;Roll;Ersättare för\nAnna Ek;;Ledamot;\n"
        "Bo Al;bo@example.org;Ersättare;Anna Ek\nCia Dal;cia@example.org;Ledamot;\n"
    )
    html = read(empty, text, 422)

    assert "Waits for Anna Ek on row 1, which cannot be added yet." in html
    assert "1 person is added" in send(empty, html, step="do")
    assert [m.person.name for m in empty.terms()] == ["Cia Dal"]


# a file and a text


def test_what_is_typed_beside_a_file_is_kept_and_said_not_to_be_read(empty: Office) -> None:
    sheet = office_files.xlsx([["Namn", "E-post"], ["Rut Sjöhed", "rut@example.org"]])
    answer = empty.client.post(
        f"{HOME}/add?lang=en",
        data={
            "csrf_token": csrf(empty.get("/add")),
            "step": "check",
            "text": "Ada Ny;ada@example.org",
            "file": (BytesIO(sheet), "lista.xlsx"),
        },
    )

    html = page(answer, 200)
    assert "The file was read. What stood in the field was not, and is kept below." in html
    assert field(html, "typed") == "Ada Ny;ada@example.org"
    assert rows(markup.unescape(html)) == ["Rut Sjöhed;rut@example.org;;;"]


def test_faulty_rows_that_are_left_keep_their_role_in_its_column(empty: Office) -> None:
    html = read(
        empty, "Rut Sjöhed;rut@example.org;ledamot\nMaj Björnlid;maj.example.org;ersättare", 422
    )

    html = send(empty, html, step="do")

    assert rows(html) == ["Maj Björnlid;maj.example.org;ersättare;;"]
    assert 'data-l="Role">Deputy for the whole council<' in html


def test_a_text_in_a_file_that_cannot_be_read_keeps_all_that_was_given(empty: Office) -> None:
    answer = empty.client.post(
        f"{HOME}/add?lang=en",
        data={
            "csrf_token": csrf(empty.get("/add")),
            "step": "check",
            "text": "Anna Ek;a@example.org",
            "rows": '[{"name": "Bo Al"}]',
            "file": (BytesIO(b"PK\x03\x04"), "lista.xlsx"),
        },
    )

    html = page(answer, 422)
    assert field(html, "text") == "Anna Ek;a@example.org"
    assert rows(markup.unescape(html)) == ["Bo Al;;;;"]


def test_a_list_of_no_meeting_says_nothing_of_those_who_were_absent(empty: Office) -> None:
    html = read(empty, "Anna Ek (ersättare för Bo Al)\nBo Al\nCia Dal")

    assert "Anna Ek is a deputy for Bo Al." in html
    assert "listed as absent" not in html
    assert "3 people lack e-mail addresses. Write them below." in html
