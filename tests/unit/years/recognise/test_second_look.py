"""What only the meetings together show to be odd is asked about, and nothing else."""

from __future__ import annotations

import pytest

from scheduler.years.recognise import recognise

ODD = {"out_of_order", "twice_a_day", "lone_year", "nobodys", "hour_unused"}


def asked(text: str) -> dict[int, set[str]]:
    """For each line that a second look asks about, why."""
    lines = recognise(text).lines
    told = {line.number: {reason.code for reason in line.reasons} & ODD for line in lines}
    return {number: codes for number, codes in told.items() if codes}


def test_a_list_that_begins_anew_again_and_again_is_asked_about_where_it_does():
    text = (
        "Möten 2027\n14 jan\n11 feb\n11 mar\n8 apr\nÖvrigt\n20 jan\n17 feb\nÖvrigt\n27 jan\n24 feb"
    )

    assert asked(text) == {7: {"out_of_order"}, 10: {"out_of_order"}}


def test_a_list_that_goes_back_and_forth_is_asked_about_as_a_whole():
    days = "9 feb 2027\n12 jan 2027\n9 mar 2027\n11 feb 2027\n13 apr 2027\n11 mar 2027\n11 maj 2027\n20 apr 2027"

    assert set(asked(f"Styrelsen\n{days}")) == set(range(2, 10))


def test_rows_whose_days_go_back_are_asked_about():
    rows = "27 februari 2027\t19 januari 2027\n23 april 2027\t22 mars 2027"

    assert asked(rows) == {1: {"out_of_order"}, 2: {"out_of_order"}}


@pytest.mark.parametrize(
    "text",
    [
        "Möten 2027\n8 dec\n10 nov\n13 okt\n8 sep",
        "Kommande möten 2027\n15 sep\n13 okt\nTidigare möten 2027\n16 jun\n12 maj\n14 apr",
        "Vår | Höst 2027\n14 jan | 19 aug\n11 feb | 16 sep\n11 mar | 14 okt",
    ],
    ids=["newest first", "earlier ones below", "half-years side by side"],
)
def test_a_list_in_another_order_that_is_its_own_is_not_asked_about(text):
    assert asked(text) == {}


def test_a_lone_day_of_another_year_is_asked_about_where_it_stands_apart():
    days = "2 feb 2027\n2 mar 2027\n6 apr 2027\n4 maj 2027\n"

    assert asked(days + "5 maj 2025") == {5: {"lone_year"}}
    assert asked("5 maj 2025\n" + days) == {}
    assert asked(days + "11 jan 2028") == {}


def test_yearly_meetings_are_each_the_only_one_of_their_year():
    assert asked("".join(f"12 feb {year}\n" for year in range(2021, 2028))) == {}


def test_a_meeting_that_is_nobodys_among_others_that_are_somebodys_is_asked_about():
    lists = "Styrelsen: 2 feb, 2 mar 2027\nArbetsutskottet: 19 jan, 16 feb 2027\n"

    assert asked(lists + "Mötestider\n20 april 2027") == {4: {"nobodys"}}
    assert asked(lists) == {}


def test_a_body_that_meets_twice_on_one_day_is_asked_about_unless_the_line_says_why():
    first = "Möten 2027\n2 feb kl. 9\n"

    assert asked(first + "2 feb kl. 13") == {2: {"twice_a_day"}, 3: {"twice_a_day"}}
    assert asked(first + "2 feb kl. 13 (budget)") == {}


def test_an_hour_that_no_meeting_has_is_asked_about_where_meetings_have_none():
    lists = (
        "Möten 2027\nArbetsutskottet möts kl. 13\nStyrelsen: 2 feb, 2 mars\nNämnden: 3 feb, 3 mars"
    )

    assert asked(lists) == {3: {"hour_unused"}, 4: {"hour_unused"}}
    assert asked(lists.replace("Styrelsen", "Arbetsutskottet")) == {}


def test_two_lines_that_each_take_back_the_other_s_day_are_answered() -> None:
    said = "Mötet är den {} november 2027 och inte den {} november.\n"
    answer = recognise(said.format(25, 26) + said.format(26, 25))
    assert [found.date.day for found in answer.found] == [25, 26]
    assert answer.warnings == (1, 2)


def test_a_span_of_weeks_alone_is_asked_about() -> None:
    assert recognise("Möten 2027\nv. 6-7\n12 april\n").errors == (2,)
