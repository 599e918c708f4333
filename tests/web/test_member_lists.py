"""People are added from pasted tables and lists, and from files: seen first, mended, asked about, then added."""

import re
from io import BytesIO
from pathlib import Path

import pytest

from scheduler.councils.rows import MemberRole
from tests import build, office_files
from tests.web.office import ADD, ALL, Office, rows
from tests.web.secretary import said, text

FIXTURES = Path(__file__).parents[1] / "fixtures" / "members"


@pytest.fixture
def empty(sqlite, config):
    return Office(sqlite, config, ())


# rows of a table


def rows_of_25() -> str:
    written = [f"Person {n};person{n}@example.org;Org {n % 9};Ledamot" for n in range(1, 26)]
    written[2] = "Maj Björnlid;maj.bjornlid.example.org;Polisen;Ledamot"
    written[6] = "Ivar Nyfors;ivar@example.org;Polisen;Ordfrande"
    return "\r\n".join(written)


def test_of_25_rows_two_wait_and_are_corrected_where_they_stand(empty, config):
    page = empty.paste(rows_of_25())

    assert 'href="#row-3">Row 3, Maj Björnlid: The address lacks an @.' in page
    assert 'href="#row-7">Row 7, Ivar Nyfors: The role “Ordfrande” is not known.' in page
    assert page.count("Will be added") == 23
    assert empty.terms() == []

    page = empty.submit(page, step="do")
    assert "23 people are added. No mail has been sent. 2 rows are left." in said(page)
    assert len(empty.terms()) == 23

    mended = {"row-1-email": "maj.bjornlid@example.org", "row-2-role": "chair"}
    page = empty.submit(empty.submit(page, step="look", **mended), step="do")
    assert "2 people are added. No mail has been sent." in said(page)
    build.work(empty.database, config, build.stockholm("2021-12-02 09:00"))
    assert (len(empty.terms()), build.letters(empty.database)) == (25, [])


def test_what_has_not_been_shown_is_not_added(empty):
    empty.paste("Rut Sjöhed;rut@example.org", step="do", seen="0")

    assert empty.terms() == []


def test_a_preview_says_what_changes_and_what_is_there(office):
    page = office.paste(
        "Namn;E-post;Organisation;Telefon;Roll;Språk;Till\n"
        "Siv Tallgren;siv.tallgren@example.org;Granåsens Bostäder;;;;\n"
        "Jon Myrvik;jon.myrvik@example.org;Ek & Co;070-000 00 00;Ordf;en;2022-12-31\n"
    )

    assert (page.count("Is there already"), page.count("Will be updated")) == (1, 1)
    for told in (
        "Organisation: Polisen becomes Ek & Co",
        "Phone: empty becomes 070-000 00 00",
        "Role: Member becomes Chair",
        "Language: empty becomes English",
        "Last day: empty becomes Sat 31 Dec 2022",
    ):
        assert told in said(page)
    assert ">Add or update 1 person</button>" in page


@pytest.mark.parametrize(
    "written, told",
    [
        (" ", "No one was found here. Write one person per line"),
        ("Namn;E-post\nanna@example.org;bo@example.org", "is more than a name."),
        ("Namn;E-post;Ersättare för\nBo Al;bo@example.org;Ingen alls", "seat called “Ingen alls”"),
        ("Namn;E-post;Anm\nBo Al;bo@example.org;Avgått", "The row says “Avgått”. Leave the row out"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(empty, written, told):
    page = empty.paste(written)

    assert "<title>Error: " in page
    assert told in said(page)


def test_a_deputy_waits_for_a_member_whose_row_waits(empty):
    page = empty.paste(
        "Namn;E-post;Roll;Ersättare för\nAnna Ek;;Ledamot;\n"
        "Bo Al;bo@example.org;Ersättare;Anna Ek\nCia Dal;cia@example.org;Ledamot;\n"
    )

    assert "no organisation with a seat called “Anna Ek” yet. Correct that row first" in said(page)
    assert "1 person is added" in empty.submit(page, step="do")
    assert [member.person.name for member in empty.terms()] == ["Cia Dal"]


# lists


def test_addresses_are_filled_in_kept_in_another_language_and_everybody_is_added(empty):
    page = empty.paste(
        "Närvarande: Anna Berg, Cia Dal (Polisen)\nFrånvarande: Dan Eld\nErsättare: Bo Ek (för Dan Eld)"
    )
    written = {f"row-{n}-email": f"p{n}@example.org" for n in range(1, 5)}

    page = empty.submit(empty.submit(page, step="speak", **written), step="do")

    assert "4 people are added." in page
    assert {(member.person.name, member.role) for member in empty.terms()} == {
        ("Anna Berg", MemberRole.MEMBER),
        ("Cia Dal", MemberRole.MEMBER),
        ("Dan Eld", MemberRole.MEMBER),
        ("Bo Ek", MemberRole.DEPUTY),
    }


def test_a_line_that_names_nobody_is_mended_or_left_out(empty):
    page = empty.paste("Närvarande\nAnna Ek, Polisen\nxyzzy blubb 17 qq\nBo Al, ordförande\n")
    assert [row.split(";")[0] for row in rows(page)] == ["Anna Ek", "", "Bo Al"]
    assert "As written: xyzzy blubb 17 qq" in page

    mended = {
        "row-2-name": "Cia Dal",
        "row-2-email": "c@example.org",
        "row-1-email": "a@example.org",
    }
    page = empty.submit(page, step="look", out="3", **mended)

    assert rows(page) == ["Anna Ek;a@example.org;member;;Polisen", "Cia Dal;c@example.org;;;"]
    assert "2 people are added." in empty.submit(page, step="do")


def test_who_came_for_another_is_told_and_turned_round(empty):
    page = empty.paste("Kallade: Anna Berg (ers. Bo Ek), Cia Dal, ~~Dan Eld~~")
    assert "Read as: Anna Berg came for Bo Ek." in said(page)
    assert "Anna Berg;;deputy;Bo Ek;" in rows(page)

    turned = empty.submit(page, turn="1")
    assert {"Anna Berg;;member;;", "Bo Ek;;deputy;Anna Berg;"} <= {*rows(turned)}

    number = 1 + [row.split(";")[0] for row in rows(turned)].index("Bo Ek")
    assert rows(empty.submit(turned, turn=str(number))) == rows(page)


def test_who_is_on_the_roll_keeps_role_and_lends_the_address(office):
    page = office.paste("Närvarande: Siv Tallgren, Otto Lavby\nFrånvarande: Jon Myrvik (S)")

    assert rows(page) == [
        "Siv Tallgren;siv.tallgren@example.org;member;;",
        "Otto Lavby;otto.lavby@example.org;deputy;;",
        "Jon Myrvik;jon.myrvik@example.org;member;;",
    ]
    assert page.count("Is there already") == 3


def test_of_two_on_the_roll_with_one_name_a_list_takes_neither(office):
    page = office.paste("Siv Tallgren;ny@example.org")
    (answer,) = re.findall(r'name="yes" value="([^"]+)"', page)
    office.submit(page, step="do", yes=answer)

    page = office.paste("Närvarande: Siv Tallgren, Otto Lavby")

    assert rows(page)[0] == "Siv Tallgren;;member;;"


# rows with a question


def test_a_name_on_the_roll_with_another_address_is_asked_about(office):
    page = office.paste("Siv Tallgren;ny@example.org\nRut Sjöhed;rut@example.org")
    assert "on the council already, with the address siv.tallgren@example.org." in page
    assert f'href="{office.term_page("Siv Tallgren")}"' in page
    assert ">Add 1 person</button>" in page

    page = office.submit(page, step="do")
    assert "1 person is added. No mail has been sent. 1 row is left." in said(page)
    assert rows(page) == ["Siv Tallgren;ny@example.org;;;"]
    assert len(office.terms()) == len(ALL) + 1

    (answer,) = re.findall(r'name="yes" value="([^"]+)"', page)
    assert "1 person is added" in office.submit(page, step="do", yes=answer)
    assert sum(member.person.name == "Siv Tallgren" for member in office.terms()) == 2


@pytest.mark.parametrize(
    "row, question",
    [
        (
            "Siv Tallgren;siv.tallgren@example.org;ersättare",
            "Siv Tallgren would have a seat and be a deputy too.",
        ),
        (
            "Otto Lavby;otto.lavby@example.org;ledamot",
            "Otto Lavby would have a seat and be a deputy too.",
        ),
        ("A Ny;a@example.org;ordf", "Jon Myrvik is chair already."),
    ],
)
def test_what_may_be_a_slip_is_asked_before_it_is_added(office, row, question):
    office.submit(office.paste("Jon Myrvik;jon.myrvik@example.org;ordf"), step="do")
    page = office.paste(row)

    assert question in page
    assert page.count('name="yes"') == 1


# files


def a_card() -> bytes:
    lines = (
        "BEGIN:VCARD", "VERSION:3.0", "FN:Anna Ek", "N:Ek;Anna;;;", "ORG:Polisen", "TITLE:Kommunpolis",
        "EMAIL:anna@example.org", "TEL:070-000 00 00", "END:VCARD", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode()


STRUCK = [["Namn", "E-post"], ["~~Peter Frid~~", "p@example.org"], ["Bo Al", "bo@example.org"]]


@pytest.mark.parametrize(
    "octets, row, told",
    [
        ("Namn;E-post\r\nÅsa Ek;asa@example.org".encode("cp1252"), "Åsa Ek;asa@example.org;;;", "Will be added"),
        (a_card(), "Anna Ek;anna@example.org;;;Polisen", "Will be added"),
        (office_files.xlsx(STRUCK), "Bo Al;bo@example.org;member;;", "Peter Frid is struck out, and left out here."),
        (office_files.docx(["Rådet"], STRUCK), "Bo Al;bo@example.org;member;;", "Peter Frid is struck out"),
    ],
    ids=["text", "card", "spreadsheet", "document"],
)  # fmt: skip
def test_a_file_is_read_as_pasted_text_is(empty, octets, row, told):
    page = empty.paste("Ada Ny;ada@example.org", file=(BytesIO(octets), "rådet"))

    assert rows(page) == [row]
    assert told in page
    assert "The file was read. What stood in the field was not, and is kept below." in page
    assert re.search(r'name="typed"[^>]*>Ada Ny;ada@example.org</textarea>', page)


def test_a_file_that_cannot_be_read_keeps_all_that_was_given(empty):
    file = (BytesIO(b"PK\x03\x04"), "lista.xlsx")
    given = {"text": "Anna Ek;a@example.org", "rows": '[{"name": "Bo Al"}]'}

    answer = empty.post(ADD, step="check", file=file, **given)

    assert answer.status_code == 422
    assert ">Anna Ek;a@example.org</textarea>" in text(answer)
    assert rows(text(answer)) == ["Bo Al;;;;"]
