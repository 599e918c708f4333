"""Rows of a file: cells in quotation marks, and rows that commas part."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.years.entries import Way, entry
from scheduler.years.recognise import recognise
from scheduler.years.recognise.text import file_rows

QUOTED = 'Datum{0}Tid{0}Plats{0}Anm\n2030-02-12{0}15:00-17:00{0}"Sal A{0} plan 2"{0}"Budget{0} ""extra"""\n'


@pytest.mark.parametrize("sign", [";", ","])
def test_a_cell_in_quotation_marks_may_hold_the_sign_that_parts_the_others(sign: str) -> None:
    (found,) = recognise(QUOTED.format(sign)).found

    assert (found.place, found.note) == (f"Sal A{sign} plan 2", f'Budget{sign} "extra"')


def test_no_quotation_mark_stays_with_a_place() -> None:
    text = 'Datum\tTid\tPlats\n2030-02-12\t15.00\t"Sal A; plan 2"\n2030-03-12\t15.00\tSal B\n'

    for rows in (text, text.replace("; plan 2", "").replace("\t", ";")):
        assert '"' not in "".join(found.place or "" for found in recognise(rows).found)
    (alone,) = recognise('2030-02-12;15:00;"Sal A"').found
    assert alone.place == "Sal A"
    (said,) = recognise('14 april 2030 kl. 15, "Sal A"').found
    assert said.place == "Sal A"


def test_a_row_of_several_lines_stands_on_the_first_of_them() -> None:
    rows = ['2030-02-12;"Sal A', 'plan 2"', '2030-03-12;"Sal B"', "Vi ses; välkommen"]

    assert file_rows.told(rows) == ["2030-02-12\tSal A plan 2", "", "2030-03-12\tSal B", rows[3]]


@pytest.mark.parametrize(
    "text",
    [
        '"Hej", sade hon.\n"Nej", sade han.', '12" skärm; 14" skärm', "jan 8,15,22\nfeb 5,12,19",
        'Mötet "Budget"; 3 mars',
    ],
)  # fmt: skip
def test_a_sentence_is_no_row(text: str) -> None:
    assert file_rows.told(text.split("\n")) == text.split("\n")


@pytest.mark.parametrize("sign", ["\t", ";", ","])
def test_a_row_that_ends_in_an_empty_month_is_whole(sign: str) -> None:
    months = "Råd\tJan\tFeb\tMar\tApr\tMaj\tJun\tAug\tSep\tOkt\tNov\tDec"
    row = "Brå\t–\t8\t–\t11\t–\t13\t–\t12\t–\t14\t"

    read = recognise(f"{months}\n{row}\n".replace("\t", sign), year=2030)

    assert [found.date for found in read.found] == [
        date(2030, 2, 8), date(2030, 4, 11), date(2030, 6, 13), date(2030, 9, 12), date(2030, 11, 14),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["Anteckning", "Anteckningar", "Anteckning, syns för alla"])
@pytest.mark.parametrize("sign", ["\t", ";"])
def test_a_column_of_notes_may_be_called_as_the_page_calls_them(head: str, sign: str) -> None:
    rows = (
        f"Datum\tTid\tPlats\t{head}\n2030-02-12\t15.00\tSal A\tBudget\n2030-03-12\t15.00\tSal A\t\n"
    )

    read = recognise(rows.replace("\t", sign))

    assert [(found.place, found.note) for found in read.found] == [
        ("Sal A", "Budget"),
        ("Sal A", None),
    ]


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_where_a_date_stands_is_no_note_in_the_programs_own_table(sign: str) -> None:
    rows = (
        "Datum\tStart\tSlut\tPlats\tAnmärkning\tLäge\n"
        "2030-02-12\t15:00\t17:00\tSal A\tBudget\tutkast\n"
        "2030-03-12\t15:00\t17:00\tSal A\t\tutkast, inte avgjort\n"
        "2030-04-09\t15:00\t17:00\tSal A\tVal\tinställt\n"
        "2030-05-14\t\t\tSal A\tBesök\tutkast, inte avgjort\n"
    )

    read = recognise(rows.replace("\t", sign))

    notes = [entry(found, (), way=Way.FILE).note for found in read.found]
    assert notes == ["Budget", "", "Val", "Besök"]
    assert [found.cancelled for found in read.found] == [False, False, True, False]
    assert read.found[3].start is None
    assert read.warnings == (3, 5)
