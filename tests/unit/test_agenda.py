"""An agenda as it is pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.agenda.item import Item
from scheduler.agenda.pasted import read_agenda
from web.secretary.agenda.forms import arranged

MATTERS = [
    Item("Föregående mötesanteckningar", "Information"),
    Item("Trygghetsmätning", "Samtal", "Rut Ek, professor, Umeå universitet"),
    Item("Övriga frågor"),
]


@pytest.mark.parametrize(
    "text",
    [
        "Ärende\tOmfattning\tFöredragande\nFöregående mötesanteckningar\tInformation\t\n"
        "Trygghetsmätning\tSamtal\tRut Ek, professor, Umeå universitet\nÖvriga frågor\t\t",
        "Nr\tÄrende\tFöredragande\tOmfattning\n1\tFöregående mötesanteckningar\t\tInformation\n"
        "2\tTrygghetsmätning\tRut Ek, professor, Umeå universitet\tSamtal\n3\tÖvriga frågor\t\t",
        "| Ärende | Omfattning | Föredragande |\n|---|---|---|\n| Föregående mötesanteckningar | Information | |\n"
        "| Trygghetsmätning | Samtal | Rut Ek, professor, Umeå universitet |\n| Övriga frågor | | |",
        "1. Föregående mötesanteckningar\tInformation\n2. Trygghetsmätning\tSamtal\t"
        "Rut Ek, professor, Umeå universitet\n\n3. Övriga frågor",
    ],
)
def test_a_table_is_read_by_its_head_and_lines_by_their_order(text):
    assert read_agenda(text) == MATTERS


def test_one_heading_a_line_loses_its_number_and_nothing_else():
    found = read_agenda("§ 1 Mötet öppnas\n- 2027 års budget\n3) Övrigt\n* Mötet avslutas")

    assert [item.heading for item in found] == [
        "Mötet öppnas",
        "2027 års budget",
        "Övrigt",
        "Mötet avslutas",
    ]


@given(st.text(alphabet=st.sampled_from("aÄ1.\t|\n-§ ") | st.characters()))
def test_nothing_makes_it_fail_and_a_line_gives_one_item_at_most(text):
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]

    assert len(read_agenda(text)) <= len(lines)


@pytest.mark.parametrize(
    "do, order",
    [("up-1", "bac"), ("down-1", "acb"), ("remove-0", "bc"), ("up-0", "abc"), ("down-9", "abc")],
)
def test_a_press_moves_or_removes_one_row(do, order):
    rows = [Item(letter) for letter in "abc"]

    assert "".join(item.heading for item in arranged(rows, do)) == order
