"""Pasted people become rows of a members file; a line that was not read is a row to mend."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.councils import members_file, pasted_people
from scheduler.councils.addresses import NO_ADDRESS
from scheduler.councils.pasted_people import Pasted

FIXTURES = Path(__file__).parents[2] / "fixtures" / "members"
CASES = (FIXTURES / "rows.txt").read_text(encoding="utf-8").split("=== ")[1:]
OWN = (FIXTURES / "own.txt").read_text(encoding="utf-8").split("=== ")[1:]
COLUMNS = ("name", "email", "role", "deputy_for", "organisation")


def paste(text: str) -> Pasted:
    return pasted_people.read_people(text, ())


def written_rows(pasted: Pasted) -> list[str]:
    """The rows, what is wrong with them but that an address lacks, and who is struck out."""
    lines = [";".join(row.get(column, "") for column in COLUMNS) for row in pasted.rows]
    for entry in members_file.read_rows(enumerate(pasted.rows, 1)):
        faults = (fault for fault in entry.faults.values() if fault.text != NO_ADDRESS)
        lines += [f"row {entry.line}: {fault.text % fault.params}" for fault in faults]
    struck = (reason.params["name"] for _, reason in pasted.doubts if reason.code == "struck_out")
    return lines + [f"struck {name}" for name in dict.fromkeys(struck)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_a_list_becomes_rows(case):
    text, _, expected = case.partition("\n")[2].partition("\n---\n")

    assert written_rows(paste(text)) == expected.strip().split("\n")


@pytest.mark.parametrize(
    "text, is_list",
    [
        ("Anna Ek;a@example.org;Polisen", False),
        ("Rådet 2022\n\nNamn;E-post\nAnna Ek;a@example.org", False),
        ("Anna Ek;a@example.org\nErsättare\nBo Al;b@example.org", True),
        ("Namn;E-post\nLedamöter\nAnna Ek;a@example.org\nErsättare;\nBo Al;b@example.org", True),
        ("Närvarande: Anna Ek;a@example.org", True),
        ("Anna Ek <a@example.org>", True),
        ("Anna Ek\n" * 20_000, False),
    ],
)
def test_plain_rows_and_tables_are_read_as_a_members_file(text, is_list):
    assert paste(text).is_list == is_list


def test_every_list_waits_in_a_field_and_comes_back_the_same():
    for case in OWN:
        rows = paste(case.partition("\n")[2].partition("\n---\n")[0]).rows

        assert pasted_people.kept_rows(pasted_people.written_rows(rows)) == [*rows]


@pytest.mark.parametrize("text", ["", "x", "{}", "3", '["a", 1, {"name": 2}]', "[" * 9999])
def test_what_is_no_kept_row_gives_none_that_counts(text):
    assert not any(pasted_people.kept_rows(text))


@given(st.text(alphabet=st.sampled_from('ab@.;,:\t\n\r"<> -0å\0\u2028~') | st.characters()))
def test_nothing_makes_it_fail(rest):
    for text in (rest, "namn;e-post;från\n" + rest, "Närvarande:\n" + rest, "x\nnamn;org\n" + rest):
        pasted = paste(text)
        for entry in members_file.read_rows(pasted.numbered):
            for fault in entry.faults.values():
                assert fault.text % fault.params
        pasted_people.turned_round(pasted.rows, 1)
        assert pasted_people.kept_rows(pasted_people.written_rows(pasted.rows)) == [*pasted.rows]
