"""The caller's own council, whose name no word tells, among other bodies; and whose a text is that names one alone."""

import pytest

from scheduler.years.recognise import recognise

GRID = "Månad\tKS\tGranåsBrå\tBUN\nJanuari\t8\t9\t10\nFebruari\t5\t6\t7\nMötena börjar kl. 15.00\n"
LINES = "Kommunstyrelsen: 8 feb, 11 april\nTrygg i Granås: 9 feb\nSocialnämnden: 10 feb\n"
TITLES = "Trygg i Granås 2030\n8 feb\n\nSocialnämnden 2030\n10 feb\n"


def _bodies(text: str, own: str) -> list[str | None]:
    return [one.body for one in recognise(text, year=2030, own=[own]).found]


@pytest.mark.parametrize(
    "text, own, bodies",
    [
        (GRID, "GranåsBrå", ["KS", "GranåsBrå", "BUN"] * 2),
        (LINES, "Trygg i Granås", ["Kommunstyrelsen"] * 2 + ["Trygg i Granås", "Socialnämnden"]),
        (TITLES, "Trygg i Granås", ["Trygg i Granås", "Socialnämnden"]),
        # A name that the grammar knows changes nothing, nor does one that is a month or is not there.
        (GRID.replace("GranåsBrå", "SN"), "Socialnämnden", ["KS", "SN", "BUN"] * 2),
        (GRID.replace("GranåsBrå", "SN"), "Mars", ["KS", "SN", "BUN"] * 2),
    ],
)  # fmt: skip
def test_the_own_council_is_a_body_by_its_name(text, own, bodies):
    assert _bodies(text, own) == bodies


@pytest.mark.parametrize(
    "text, another",
    [
        ("Kommunstyrelsens sammanträden 2045\n10 januari\n7 februari\n", "Kommunstyrelsen"),
        ("Kommunstyrelsen: 10 januari 2045, 7 februari\n", "Kommunstyrelsen"),
        ("Mötestider 2045\n10 januari\n7 februari\n", None),
        ("Kommunstyrelsen: 10 januari 2045\nSocialnämnden: 7 februari\n", None),
        ("Styrelsens möten 2045\n10 januari\n", None),
        ("GranåsBrås möten 2045\n10 januari\n", None),
        ("Det händer i Granås våren 2045\n10 januari\n", None),
    ],
)
def test_a_text_of_one_body_that_is_not_ours_tells_whose_it_is(text, another):
    assert recognise(text, own=["GranåsBrå"]).another == another


def test_an_aside_with_a_day_of_its_own_is_no_remark():
    text = (
        "Möten 2029\n13 feb kl 15, Folkets hus (ärenden senast 30 januari)\n10 april kl 15, kallelse 3 april\n"
        "9 okt kl 15, budget, handlingar 2 okt\n"
    )
    found = recognise(text).found
    assert [one.note for one in found] == ["Folkets hus", None, "budget"]
