"""The text for the minutes: what stands on each line, and the remark that is read back from it."""

from __future__ import annotations

import pytest

from scheduler.language import language
from scheduler.years import minutes, remark
from scheduler.years.printed import Printed


def printed(*dates: Printed, code: str = "sv") -> list[str]:
    return minutes.text(dates, 2027, language(code)).splitlines()[1:]


@pytest.mark.parametrize(
    "note, place, off, told",
    [
        ("i Rådhuset", "Rådhuset", False, ""),
        ("at the Town Hall", "Town Hall", False, ""),
        ("i Rådhuset (studiebesök)", "Rådhuset", False, "studiebesök"),
        ("i Rådhuset (inställt) (budget (preliminär))", "Rådhuset", True, "budget (preliminär)"),
        ("inställt", "", True, ""),
        ("inställt", "", False, "inställt"),
        ("studiebesök i Rådhuset hos polisen", "Rådhuset", False, "studiebesök i Rådhuset hos polisen"),
        ("(a) och (b)", "", False, "(a) och (b)"),
        ("heldag", "Rådhuset", False, "heldag"),
    ],
)  # fmt: skip
def test_a_remark_is_what_is_told_beside_the_place(
    note: str, place: str, off: bool, told: str
) -> None:
    assert remark.alone(note, place, is_cancelled=off) == told
