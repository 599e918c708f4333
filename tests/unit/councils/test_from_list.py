"""Recognised people become rows of a members file, and tables that are not plain become so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.councils import cells, from_list, headed, sheet
from scheduler.councils.from_list import Listed, Pair
from scheduler.councils.recognise import recognise
from scheduler.language import Language
from tests.unit.councils import lists

EN, SV = Language("en"), Language("sv")


def listed(text: str) -> Listed:
    return from_list.listed(recognise(text), text, ())


def told(text: str) -> list[tuple[str, str, str]]:
    """Name, role and whom a deputy is for."""
    return [(row["name"], row["role"], row["deputy_for"]) for row in listed(text).rows]


@pytest.mark.parametrize("says", [SV, EN])
def test_every_list_that_is_recognised_reads_back_as_a_members_file(says: Language) -> None:
    for title, text, _ in lists.own():
        of = listed(text)
        read = sheet.read(from_list.as_text(of.rows, says))
        entries = {e.line: e for e in (*read.entries, *read.faulty)}

        assert {f.code for f in read.faults} <= {
            "no_address",
            "no_name",
            "empty",
            "address_in_name",
        }, title
        assert [e.name for _, e in sorted(entries.items())] == [
            "" if "@" in r["name"] else r["name"] for r in of.rows
        ], title


def test_who_came_or_not_changes_no_role() -> None:
    text = "Närvarande: Anna Ek, ordförande, Bo Al\nFrånvarande: Cia Dal\nErsättare: Dan Eld (för Cia Dal)"

    assert told(text) == [
        ("Anna Ek", "chair", ""),
        ("Bo Al", "member", ""),
        ("Cia Dal", "member", ""),
        ("Dan Eld", "deputy", ""),
    ]
    assert listed(text).served == (Pair("Dan Eld", "Cia Dal"),)


@pytest.mark.parametrize(
    "text, deputy, other",
    [
        ("Kallade: Anna Ek (ers. Bo Al), ~~Cia Dal~~", "Anna Ek", "Bo Al"),
        ("Kallade: Cia Dal, ~~Anna Ek~~ (ers. Bo Al)", "Bo Al", "Anna Ek"),
        ("Anna Ek (ersättare Bo Al)\nCia Dal", "Bo Al", "Anna Ek"),
    ],
)
def test_who_came_for_another_is_a_deputy_and_can_be_turned_round(
    text: str, deputy: str, other: str
) -> None:
    of = listed(text)
    rows = from_list.as_text(of.rows, SV)

    turned = from_list.turned(rows, Pair(deputy, other))

    assert of.pairs == (Pair(deputy, other),)
    assert [*from_list.ways(rows, of.pairs)] == [Pair(deputy, other)]
    assert [*from_list.ways(turned, of.pairs)] == [Pair(other, deputy)]
    assert from_list.turned(turned, of.pairs[0]) == rows


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Maria Holm-\nPeter Frid", ["Maria Holm", "Peter Frid"]),
        (
            "Maria Holm maria@example.org\n-Peter Frid-\nJonas Kvist jonas@example.org\nSara Lund sara@example.org",
            ["Maria Holm", "Peter Frid", "Jonas Kvist", "Sara Lund"],
        ),
        ("Eva Ek-\nDal eva@example.org\nBo Al bo@example.org", ["Eva Ek-Dal", "Bo Al"]),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_swallows_nobody(text: str, expected: list[str]) -> None:
    assert [name for name, _, _ in told(text)] == expected


@pytest.mark.parametrize("words", ["dep. for", "deputy for", "ersättare för", "suppleant för"])
@pytest.mark.parametrize("mark", [" ({})", ", {}"])
def test_who_is_a_deputy_for_another_is_not_the_one_stood_in_for(words: str, mark: str) -> None:
    text = f"Lars Holm{mark.format(f'{words} Eva Lund')}\nEva Lund\nMaria Ek, Polisen"

    assert told(text) == [
        ("Lars Holm", "deputy", "Eva Lund"),
        ("Eva Lund", "member", ""),
        ("Maria Ek", "member", ""),
    ]


def test_a_chair_of_another_body_is_not_the_councils() -> None:
    text = "Närvarande\nAnna Ek, ordförande\nBo Al, ordförande SDN Öster\n"

    assert [(r["role"], r["seat"]) for r in listed(text).rows] == [
        ("chair", ""),
        ("member", "ordförande"),
    ]


@pytest.mark.parametrize(
    "text, is_list",
    [
        ("Anna Ek;a@example.org;Polisen", False),
        ("Anna Ek;a@example.org;ersättare\n\nBo Al;b.example.org", False),
        ("Anna Ek;a@example.org\nErsättare\nBo Al;b@example.org", True),
        ("Närvarande: Anna Ek;a@example.org", True),
        ("Anna Ek, a@example.org, Bo Al, b@example.org", True),
        ("Anna Ek <a@example.org>", True),
        ("", False),
        ("Anna Ek\n" * 20_000, False),
    ],
)
def test_plain_rows_are_left_to_the_sheet(text: str, is_list: bool) -> None:
    assert from_list.is_list(text) == is_list


@pytest.mark.parametrize(
    "text, plain",
    [
        ("Namn;E-post\nA;a@x.se", "Namn;E-post\nA;a@x.se"),
        ("\n\nNamn;E-post\nA;a@x.se\n", "\n\nNamn;E-post\nA;a@x.se\n"),
        ("Rådet, 2022\n\nNamn;E-post\nA;a@x.se", "Namn;E-post\nA;a@x.se"),
        (
            "Namn;E-post\nLedamöter\nA;a@x.se\nErsättare;\nB;b@x.se",
            "Namn;E-post;Uppdrag\nA;a@x.se;\nB;b@x.se;Ersättare",
        ),
        (
            "Namn;Roll;E-post\nA;;a@x.se\nErsättare\nNamn;Roll;E-post\nB;;b@x.se\nC;ordf;c@x.se",
            "Namn;Roll;E-post\nA;;a@x.se\nB;Ersättare;b@x.se\nC;ordf;c@x.se",
        ),
        ("Namn;Förening\nA;PRO", "Namn;Förening;E-postadress\nA;PRO;"),
        ("Namn;Parti;Närv\nA;S;X", None),
        ("Anna Ek;a@x.se", None),
        ("Närvarande: Anna Ek", None),
        ("", None),
    ],
)
def test_a_table_begins_with_its_headings(text: str, plain: str | None) -> None:
    assert headed.plain(text, SV) == plain
    assert plain is None or headed.plain(plain, SV) == plain


@given(st.text(alphabet=st.sampled_from('ab@.;,:\t\n\r"<> -0å\0\u2028~') | st.characters()))
def test_nothing_makes_it_fail(rest: str) -> None:
    for text in (rest, "namn;e-post;från\n" + rest, "Närvarande:\n" + rest, "x\nnamn;org\n" + rest):
        headed.plain(text, SV)
        if from_list.is_list(text):
            rows = from_list.as_text(listed(text).rows, SV)
            from_list.turned(rows, Pair("a", "b"))
            assert [*cells.rows(rows)]


def test_a_written_row_reads_back_as_the_same_cells() -> None:
    row = ("Ek; Anna", 'the "one"', "", "a, b")

    assert next(cells.rows(cells.written(row, ";") + "\n;;;")).cells == row


def test_lines_that_are_not_read_stay_in_their_place_as_rows_to_correct() -> None:
    of = listed(
        "Eva Lund eva@example.org\nPRO Karin karin@example.org\nKim\nxyzzy 17\nBo Al bo@example.org"
    )

    assert [(row["name"], row["email"]) for row in of.rows] == [
        ("Eva Lund", "eva@example.org"),
        ("PRO Karin karin@example.org", "karin@example.org"),
        ("Kim", ""),
        ("Bo Al", "bo@example.org"),
    ]
    assert [(f.name, f.code) for f in sheet.read(from_list.as_text(of.rows, SV)).faults] == [
        ("PRO Karin karin@example.org", "address_in_name"),
        ("Kim", "no_address"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Berg, Anna anna@example.org\nEva Lund eva@example.org",
        "Berg, Anna <anna@example.org>\nLund, Eva <eva@example.org>",
        "Berg, Anna anna@example.org\nLund, Eva eva@example.org",
        "BERG Anna anna@example.org\nLUND Eva eva@example.org",
        "BERGLUND Anna anna@example.org\nEva Lund eva@example.org",
    ],
)
def test_a_family_name_first_is_turned_before_an_address(text: str) -> None:
    assert [row["name"].replace("lund", "") for row in listed(text).rows] == [
        "Anna Berg",
        "Eva Lund",
    ]
    assert from_list.is_list(text)
