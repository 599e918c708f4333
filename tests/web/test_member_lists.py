"""Adding people from what is no plain table: lists of who came, addresses of a mail program, cards, odd tables."""

from __future__ import annotations

import html as markup
import re
from io import BytesIO
from pathlib import Path

import pytest

from scheduler.config import Config
from scheduler.councils.rows import MemberRole
from scheduler.db.session import Database
from tests import papers
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


def field(html: str, name: str) -> str:
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*(?:<[^/][^<]*)*)</textarea>', html)
    assert found, html
    return found[1]


def rows(html: str) -> list[str]:
    return field(html, "text").splitlines()


def send(office: Office, html: str, **more: str) -> str:
    """Presses a button of the page that is shown."""
    kept = {name: field(html, name) for name in ("text", "original") if f'name="{name}"' in html}
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', html)
    answer = office.post("/add", **kept, **({"seen": seen[1]} if seen else {}), **more)
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
    assert "to be corrected" not in html
    assert "<title>Add members" in html
    assert rows(html)[0] == "Name;E-mail address;Organisation;Role;Seat"
    assert "Ludvig Rimfrosta;;polisen;Member;" in rows(html)
    assert "Ylva Snöflinga;;;Chair;" in rows(html)
    assert "Freja Lavskrika;;SDN Öster;Member;ordförande" in rows(html)
    assert field(html, "original").startswith("Närvarande\nOve Gråstensö")


def test_the_addresses_are_filled_in_and_everybody_is_added(empty: Office) -> None:
    text = "Närvarande: Anna Berg, Cia Dal (Polisen)\nFrånvarande: Dan Eld\nErsättare: Bo Ek"
    html = read(empty, text)
    n = iter(range(1, 5))
    written = re.sub(r";;", lambda _: f";p{next(n)}@example.org;", field(html, "text"), count=4)

    html = send(empty, read(empty, written, original=text), step="do")

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

    assert rows(html)[1:] == [
        "Anna Berg;anna.berg@example.org;;Member;",
        "Bo Ek;bo.ek@example.org;;Deputy;",
    ]
    assert 'data-l="Role">Deputy for the whole council<' in html
    assert ">Add 2 people</button>" in html


def test_addresses_as_a_mail_program_copies_them_and_none_is_lost(empty: Office) -> None:
    html = read(
        empty,
        'Anna Ek <anna@example.org>, "Al, Bo" <bo@example.org>; <cia@example.org>; dan@example.org',
    )

    assert rows(html)[1:] == [
        "Anna Ek;anna@example.org;;Member",
        "Bo Al;bo@example.org;;Member",
        ";cia@example.org;;",
        ";dan@example.org;;",
    ]
    assert html.count("Add a name.") == 2


def test_addresses_alone_are_nobodys_names(empty: Office) -> None:
    html = read(empty, "anna@example.org; bo@example.org")
    table = read(empty, "Namn;E-post\nanna@example.org;bo@example.org", 422)

    assert rows(html)[1:] == [";anna@example.org;;", ";bo@example.org;;"]
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

    html = page(answer, 200)
    assert rows(html) == [
        "Name;E-mail address;Organisation;Role;Seat;Phone",
        "Anna Ek;anna@example.org;Polisen;Member;Kommunpolis;070-000 00 00",
    ]


def test_those_who_are_struck_are_on_the_roll_too(empty: Office) -> None:
    html = read(empty, "Kallade:\nAnna Ek, ~~Bo Al~~, Cia Dal")

    assert [row.split(";")[0] for row in rows(html)[1:]] == ["Anna Ek", "Bo Al", "Cia Dal"]
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

    assert rows(sections)[1:] == [
        "Anna Ek;anna@example.org;Polisen;Member;",
        "Bo Al;bo@example.org;Skolan;Deputy;",
    ]
    assert rows(titled)[0] == "Namn;E-post;Uppdrag;Ersättare för;Från"
    assert 'data-l="Role">Deputy for Anna Ek<' in titled
    assert "The table was put in order." in titled
    assert field(titled, "original").startswith("Medlemmar, brotts")


def test_lines_that_name_nobody_are_told_with_why(empty: Office) -> None:
    html = read(empty, "Närvarande\nAnna Ek, Polisen\nxyzzy blubb 17 qq\nBo Al, ordförande\n")

    assert "Line 3 of the list, “xyzzy blubb 17 qq”: No person was found on this line." in html


# who came for whom


def test_who_came_for_another_is_told_and_turned_round(empty: Office) -> None:
    html = read(empty, "Kallade: Anna Berg (ers. Bo Ek), Cia Dal, ~~Dan Eld~~")
    assert "Anna Berg is a deputy for Bo Ek." in html
    assert "Anna Berg;;;Deputy;Bo Ek" in rows(html)

    turned = turn(empty, html)
    assert "Bo Ek is a deputy for Anna Berg." in turned
    assert {"Anna Berg;;;Member;", "Bo Ek;;;Deputy;Anna Berg"} <= {*rows(turned)}
    assert 'data-l="Role">Deputy for Anna Berg<' in turned
    assert "to be corrected" not in turned

    assert rows(turn(empty, turned)) == rows(html)


def test_a_deputy_who_served_at_one_meeting_stays_the_whole_councils(empty: Office) -> None:
    html = read(empty, (FIXTURES / "003-tabell-narv-franv" / "input.txt").read_text("utf-8"))

    assert "Valter Nävgran came for Emin Bergvattna. That tells of one meeting" in html
    assert "Valter Nävgran;;S;Deputy;" in rows(html)


def test_who_is_on_the_roll_keeps_role_and_lends_the_address(office: Office) -> None:
    html = read(office, "Närvarande: Siv Tallgren, Otto Lavby\nFrånvarande: Jon Myrvik (S)")

    assert rows(html)[1:] == [
        "Siv Tallgren;siv.tallgren@example.org;;Member;",
        "Otto Lavby;otto.lavby@example.org;;Deputy;",
        "Jon Myrvik;jon.myrvik@example.org;;Member;",
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
    assert rows(html) == ["Siv Tallgren;ny@example.org"]


def test_a_deputy_waits_for_a_member_whose_row_waits(empty: Office) -> None:
    text = (
        "Namn;E-post;Roll;Ersättare för\nAnna Ek;;Ledamot;\n"
        "Bo Al;bo@example.org;Ersättare;Anna Ek\nCia Dal;cia@example.org;Ledamot;\n"
    )
    html = read(empty, text, 422)

    assert "Waits for Anna Ek on row 2, which cannot be added yet." in html
    assert "1 person is added" in send(empty, html, step="do")
    assert [m.person.name for m in empty.terms()] == ["Cia Dal"]


# a file and a text


def test_what_is_typed_beside_a_file_is_kept_and_said_not_to_be_read(empty: Office) -> None:
    sheet = papers.xlsx([["Namn", "E-post"], ["Rut Sjöhed", "rut@example.org"]])
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
    assert rows(html) == ["Namn\tE-post", "Rut Sjöhed\trut@example.org"]


def test_faulty_rows_that_are_left_keep_their_role_in_its_column(empty: Office) -> None:
    html = read(
        empty, "Rut Sjöhed;rut@example.org;ledamot\nMaj Björnlid;maj.example.org;ersättare", 422
    )

    html = send(empty, html, step="do")

    assert rows(html) == [
        "Name;E-mail address;Role;Organisation",
        "Maj Björnlid;maj.example.org;ersättare",
    ]
    assert 'data-l="Role">Deputy for the whole council<' in html


def test_a_text_in_a_file_that_cannot_be_read_keeps_all_that_was_given(empty: Office) -> None:
    answer = empty.client.post(
        f"{HOME}/add?lang=en",
        data={
            "csrf_token": csrf(empty.get("/add")),
            "step": "check",
            "text": "Anna Ek;a@example.org",
            "original": "Närvarande: Anna Ek",
            "file": (BytesIO(b"PK\x03\x04"), "lista.xlsx"),
        },
    )

    html = page(answer, 422)
    assert field(html, "text") == "Anna Ek;a@example.org"
    assert field(html, "original") == "Närvarande: Anna Ek"


def test_a_list_of_no_meeting_says_nothing_of_those_who_were_absent(empty: Office) -> None:
    html = read(empty, "Anna Ek (ersättare för Bo Al)\nBo Al\nCia Dal")

    assert "Anna Ek is a deputy for Bo Al." in html
    assert "listed as absent" not in html
    assert "3 people lack e-mail addresses. Write them in the text field, behind the names." in html
