"""Pasted people become rows of a members file; a line that was not read is a row to mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.councils import pasted_people
from scheduler.councils.pasted_people import Pair, Pasted

OWN = Path(__file__).parents[2] / "fixtures" / "members" / "own.txt"


def read(text: str) -> Pasted:
    return pasted_people.read_people(text, ())


def told(text: str) -> list[tuple[str, str, str]]:
    """Name, role and whom a deputy is for."""
    rows = read(text).rows
    return [(row["name"], row.get("role", ""), row.get("deputy_for", "")) for row in rows]


def test_who_came_or_not_changes_no_role() -> None:
    text = "Närvarande: Anna Ek, ordförande, Bo Al\nFrånvarande: Cia Dal\nErsättare: Dan Eld (för Cia Dal)"

    assert told(text) == [
        ("Anna Ek", "chair", ""),
        ("Bo Al", "member", ""),
        ("Cia Dal", "member", ""),
        ("Dan Eld", "deputy", ""),
    ]
    assert read(text).served == (Pair("Dan Eld", "Cia Dal"),)


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
    found = read(text)

    turned = pasted_people.turned_round(found.rows, Pair(deputy, other))

    assert found.pairs == (Pair(deputy, other),)
    assert [*pasted_people.current_pairs(turned, found.pairs)] == [Pair(other, deputy)]
    back = pasted_people.turned_round(turned, Pair(other, deputy))
    assert [*pasted_people.current_pairs(back, found.pairs)] == [Pair(deputy, other)]


@pytest.mark.parametrize("words", ["dep. for", "deputy for", "ersättare för", "suppleant för"])
def test_who_is_a_deputy_for_another_is_not_the_one_stood_in_for(words: str) -> None:
    assert told(f"Lars Holm ({words} Eva Lund)\nEva Lund\nMaria Ek, Polisen") == [
        ("Lars Holm", "deputy", "Eva Lund"),
        ("Eva Lund", "member", ""),
        ("Maria Ek", "member", ""),
    ]


def test_a_chair_of_another_body_is_not_the_councils() -> None:
    rows = read("Närvarande\nAnna Ek, ordförande\nBo Al, ordförande SDN Öster\n").rows

    assert [(row["role"], row.get("seat", "")) for row in rows] == [
        ("chair", ""),
        ("member", "ordförande"),
    ]


@pytest.mark.parametrize(
    "text, is_list",
    [
        ("Anna Ek;a@example.org;Polisen", False),
        ("Rådet 2022\n\nNamn;E-post\nAnna Ek;a@example.org", False),
        ("Anna Ek;a@example.org\nErsättare\nBo Al;b@example.org", True),
        ("Namn;E-post\nLedamöter\nAnna Ek;a@example.org\nErsättare;\nBo Al;b@example.org", True),
        ("Närvarande: Anna Ek;a@example.org", True),
        ("Anna Ek, a@example.org, Bo Al, b@example.org", True),
        ("Anna Ek <a@example.org>", True),
        ("Anna Ek\n" * 20_000, False),
    ],
)
def test_plain_rows_and_tables_are_read_as_a_members_file(text: str, is_list: bool) -> None:
    assert (read(text).people is not None) == is_list
    assert read(text).rows or read(text).fault


def test_a_line_that_is_not_read_stays_in_its_place_as_a_row_to_mend() -> None:
    rows = read(
        "Eva Lund eva@example.org\nkarin@example.org PRO\nännu en till\nBo Al bo@example.org"
    ).rows

    assert [row.get("written") or row["name"] for row in rows] == [
        "Eva Lund",
        "karin@example.org PRO",
        "ännu en till",
        "Bo Al",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Berg, Anna <anna@example.org>\nLund, Eva <eva@example.org>",
        "Berg, Anna anna@example.org\nLund, Eva eva@example.org",
    ],
)
def test_a_family_name_first_is_turned_before_an_address(text: str) -> None:
    assert [row["name"] for row in read(text).rows] == ["Anna Berg", "Eva Lund"]


def test_every_list_waits_in_a_field_and_comes_back_the_same() -> None:
    for case in OWN.read_text(encoding="utf-8").split("=== ")[1:]:
        rows = read(case.partition("\n")[2].partition("\n---\n")[0]).rows

        assert pasted_people.kept_rows(pasted_people.written_rows(rows)) == [*rows]


@pytest.mark.parametrize("text", ["", "x", "{}", "3", '["a", 1, {"name": 2}]', "[" * 9999])
def test_what_is_no_kept_row_gives_none_that_counts(text: str) -> None:
    assert not any(pasted_people.kept_rows(text))


@given(st.text(alphabet=st.sampled_from('ab@.;,:\t\n\r"<> -0å\0\u2028~') | st.characters()))
def test_nothing_makes_it_fail(rest: str) -> None:
    for text in (rest, "namn;e-post;från\n" + rest, "Närvarande:\n" + rest, "x\nnamn;org\n" + rest):
        rows = read(text).rows
        pasted_people.turned_round(rows, Pair("a", "b"))
        assert pasted_people.kept_rows(pasted_people.written_rows(rows)) == [*rows]
