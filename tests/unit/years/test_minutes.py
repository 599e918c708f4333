"""The text for the minutes: what stands on each line, and the remark that is read back from it."""

from __future__ import annotations

import pytest

from scheduler.clock import Wall
from scheduler.language import language
from scheduler.years import minutes, remark
from scheduler.years.printed import Printed


def one(day: str, place: str = "Stadshuset", note: str = "", *, off: bool = False) -> Printed:
    starts = Wall.parse(f"{day} 15:00", "Europe/Stockholm")
    return Printed(starts, starts.plus(120), place, note, off)


def printed(*dates: Printed, code: str = "sv") -> list[str]:
    return minutes.text(dates, 2027, language(code)).splitlines()[1:]


def test_each_line_tells_its_hours_another_place_than_the_usual_and_the_remark() -> None:
    elsewhere = one("2027-04-13", "Rådhuset", "Internat")
    off = one("2027-06-08", "Rådhuset", "Internat", off=True)
    dates = one("2027-02-09", note="studiebesök på Samhall"), one("2027-03-09"), elsewhere, off

    assert printed(*dates) == [
        "tisdag 9 februari kl. 15.00–17.00 (studiebesök på Samhall)",
        "tisdag 9 mars kl. 15.00–17.00",
        "tisdag 13 april kl. 15.00–17.00 i Rådhuset (Internat)",
        "tisdag 8 juni kl. 15.00–17.00 i Rådhuset (inställt) (Internat)",
        "Plats: Stadshuset",
    ]
    assert printed(*dates, code="en")[2] == "Tuesday 13 April 15:00–17:00 at Rådhuset (Internat)"


def test_a_meeting_that_ends_on_a_later_day_at_an_earlier_hour_tells_both_days_in_full() -> None:
    begins, ends = (
        Wall.parse(text, "Europe/Stockholm") for text in ("2027-06-09 13:00", "2027-06-10 12:00")
    )

    assert printed(Printed(begins, ends)) == [
        "onsdag 9 juni 2027 kl. 13.00 – torsdag 10 juni 2027 kl. 12.00"
    ]


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
