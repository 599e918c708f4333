"""Dates in words, and the order of names."""

from __future__ import annotations

from datetime import date, time

from scheduler.clock import Wall
from scheduler.language import language, plain, sort_key
from tests.build import ZONE

DAY = date(2022, 2, 22)


def test_swedish_dates() -> None:
    swedish = language("sv")

    assert plain(swedish.short(DAY, time(15))) == "tis 22 feb 2022 kl. 15.00"
    assert plain(swedish.long(DAY, time(15))) == "tisdag 22 februari 2022 kl. 15.00"
    assert plain(swedish.week(DAY)) == "v. 8"
    assert "\N{NO-BREAK SPACE}feb" in swedish.short(DAY)


def test_english_dates() -> None:
    english = language("en")

    assert plain(english.short(DAY, time(15))) == "Tue 22 Feb 2022, 15:00"
    assert plain(english.long(DAY, time(15))) == "Tuesday 22 February 2022, 15:00"
    assert plain(english.week(DAY)) == "week 8"


def test_from_and_to_on_one_day_and_over_several() -> None:
    starts = Wall.parse("2022-02-22 15:00", ZONE)

    assert plain(language("sv").span(starts, starts.plus(120))) == "tis 22 feb 2022 kl. 15.00–17.00"
    assert (
        plain(language("en").span(starts, starts.plus(1500)))
        == "Tue 22 Feb 2022, 15:00 – Wed 23 Feb 2022, 16:00"
    )


def test_a_language_we_have_no_texts_for_is_answered_in_english() -> None:
    assert language("fi").code == "en"


def test_names_are_sorted_as_in_swedish() -> None:
    assert sorted(["Öberg", "Åberg", "Ärlig", "Zorn", "Édith", "Eva"], key=sort_key) == [
        "Édith", "Eva", "Zorn", "Åberg", "Ärlig", "Öberg",
    ]  # fmt: skip
