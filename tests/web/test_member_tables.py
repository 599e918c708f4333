"""Adding people from tables as councils keep them: members and deputies side by side."""

from __future__ import annotations

import html as markup
from io import BytesIO

import pytest

from scheduler.config import Config
from scheduler.db.session import Database
from tests import office_files
from tests.web.test_member_lists import field, read, rows, send
from tests.web.test_members import Office


@pytest.fixture
def empty(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config, ())


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Ordinarie;Ersättare\nMaria Holm;Peter Frid\nVakant;Sara Ek",
            [
                "Maria Holm;;member;;",
                "Peter Frid;;deputy;Maria Holm;",
                "Sara Ek;;deputy;;",
            ],
        ),
        (
            "Ledamot;E-post ledamot;Ersättare;E-post ersättare\n"
            "Maria Holm, ordförande;maria@example.org;Peter Frid;peter@example.org\n"
            "Eva Lund;eva@example.org;;",
            [
                "Maria Holm;maria@example.org;chair;;",
                "Peter Frid;peter@example.org;deputy;Maria Holm;",
                "Eva Lund;eva@example.org;member;;",
            ],
        ),
        (
            "Rådet 2027\n\nOrganisation\tOrdinarie\tE-post\tErsättare\tE-post\tMandat\n"
            "PRO\tMaria Holm\tmaria@example.org\tPeter Frid\tpeter@example.org\tett år",
            [
                "Maria Holm;maria@example.org;member;;PRO",
                "Peter Frid;peter@example.org;deputy;Maria Holm;PRO",
            ],
        ),
        (
            "Ledamöter\tPersonliga ersättare\tOrganisation\nMaria Holm\tPeter Frid\tPRO",
            [
                "Maria Holm;;member;;PRO",
                "Peter Frid;;deputy;Maria Holm;PRO",
            ],
        ),
    ],
)
def test_members_and_deputies_side_by_side_are_pairs(
    empty: Office, text: str, expected: list[str]
) -> None:
    html = read(empty, text)

    assert rows(html) == expected
    assert field(html, "text") == text


def test_a_pair_with_both_addresses_is_added_as_it_stands(empty: Office) -> None:
    html = read(
        empty,
        "Ordinarie\tE-post\tErsättare\tE-post\n"
        "Maria Holm\tmaria@example.org\tPeter Frid\tpeter@example.org",
    )
    assert 'data-l="Role">Deputy for Maria Holm<' in html

    send(empty, html, step="do")

    member, deputy = empty.term("Maria Holm"), empty.term("Peter Frid")
    assert (deputy.is_deputy, deputy.deputy_for_id) == (True, member.seat_id)


def test_a_column_of_marks_is_no_column_of_deputies(empty: Office) -> None:
    text = "Namn;E-post;Ersättare\nMaria Holm;maria@example.org;x\nBo Ek;bo@example.org;"

    assert rows(read(empty, text)) == ["Maria Holm;maria@example.org;;;", "Bo Ek;bo@example.org;;;"]


@pytest.mark.parametrize(
    "text, words",
    [
        ("Maria Holm (har avgått) maria@example.org\nEva Lund eva@example.org", "har avgått"),
        ("Maria Holm (slutat) maria@example.org\nEva Lund eva@example.org", "slutat"),
        ("Maria Holm, ordförande (utgår) maria@example.org\nEva Lund eva@example.org", "utgår"),
        ("Maria Holm – utträdd, maria@example.org\nEva Lund, eva@example.org", "utträdd"),
        ("Maria Holm, avgått, maria@example.org\nEva Lund, eva@example.org", "avgått"),
        ("Maria Holm (resigned) maria@example.org\nEva Lund eva@example.org", "resigned"),
        (
            "Namn;E-post;Anm\nMaria Holm;maria@example.org;Avgått 2026-05-01\nEva Lund;eva@example.org;",
            "Avgått",
        ),
        (
            "Ordinarie;E-post;Ersättare\nMaria Holm (avgått);maria@example.org;\nEva Lund;eva@example.org;Bo Ek",
            "avgått",
        ),
    ],
)
def test_who_is_said_to_have_left_waits(empty: Office, text: str, words: str) -> None:
    html = markup.unescape(empty.post("/add", text=text, step="check").text)
    send(empty, html, step="do")

    assert f"The row says “{words}”. Leave the row out" in html
    assert [term.person.name for term in empty.terms()] == ["Eva Lund"]


@pytest.mark.parametrize(
    "text",
    [
        "Namn\tE-post\n~~Peter Frid~~\t~~peter@example.org~~\nMaria Holm\tmaria@example.org",
        "~~Peter Frid~~\tpeter@example.org\nMaria Holm\tmaria@example.org",
        "Ordinarie\tE-post\tErsättare\nMaria Holm\tmaria@example.org\t~~Peter Frid~~",
        "Rådet\nNamn\tE-post\nMaria Holm\t~~m@example.org~~ maria@example.org\n~~Peter~~ ~~Frid~~\t",
    ],
)
def test_whoever_is_struck_in_a_table_is_left_out_and_said_to_be(empty: Office, text: str) -> None:
    html = read(empty, text)
    send(empty, html, step="do")

    assert "is struck out, and left out here." in html
    assert "~~" not in "".join(rows(html))
    told = [(term.person.name, term.person.email) for term in empty.terms()]
    assert told == [("Maria Holm", "maria@example.org")]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_names_struck_in_the_table_of_a_file_are_left_out(empty: Office, kind: str) -> None:
    table = [["Namn", "E-post"], ["~~Peter Frid~~", "p@example.org"], ["Bo Al", "bo@example.org"]]
    octets = office_files.xlsx(table) if kind == "xlsx" else office_files.docx(["Rådet"], table)

    html = read(empty, "", file=(BytesIO(octets), "rådet"))

    assert rows(html) == ["Bo Al;bo@example.org;member;;"]
    assert "Peter Frid is struck out, and left out here." in html


def test_a_row_with_an_organisation_alone_tells_where_those_below_are_from(empty: Office) -> None:
    html = read(
        empty,
        "Namn\tE-post\nPolisen\t\nAnna Berg\tanna@example.org\nErsättare Polisen\t\nBo Al\tbo@example.org\n"
        "PRO\t\nEva Lund\teva@example.org",
    )

    assert rows(html) == [
        "Anna Berg;anna@example.org;member;;Polisen",
        "Bo Al;bo@example.org;deputy;Polisen;Polisen",
        "Eva Lund;eva@example.org;member;;PRO",
    ]
    assert 'data-l="Role">Deputy for Polisen<' in html


def test_deputies_of_an_organisation_without_a_member_are_the_whole_councils(empty: Office) -> None:
    html = read(
        empty, "Namn;E-post\nAnna Berg;anna@example.org\nErsättare Polisen;\nBo Al;bo@example.org"
    )

    assert rows(html)[1] == "Bo Al;bo@example.org;deputy;;Polisen"


def test_deputies_beneath_each_organisation_are_for_that_one(empty: Office) -> None:
    html = read(
        empty,
        "Namn;E-post;Organisation\nPolisen;;\nAnna Berg;a@example.org;\nErsättare;;\nBo Al;b@example.org;\n"
        "PRO;;\nEva Lund;e@example.org;\nErsättare;;\nPeter Frid;p@example.org;",
    )

    assert [row.split(";")[3] for row in rows(html)] == ["", "Polisen", "", "PRO"]


def test_the_deputy_of_one_who_has_left_is_not_said_to_have_left(empty: Office) -> None:
    html = read(
        empty,
        "Ordinarie;E-post;Ersättare;E-post\n"
        "Maria Holm (avgått);maria@example.org;Peter Frid;peter@example.org\n"
        "Eva Lund;eva@example.org;Bo Ek (avgått);bo@example.org",
    )

    assert rows(html)[1] == "Peter Frid;peter@example.org;deputy;Maria Holm;"
    assert html.count('<p class="err">Error: The row says “avgått”. Leave the row out') == 2
    assert "“Maria Holm” is neither a member's e-mail address or name" in html
