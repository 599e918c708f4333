"""Dates in words, and the order of names."""

from __future__ import annotations

from datetime import date, time

import pytest

from scheduler.clock import Wall
from scheduler.language import language, plain, sort_key
from tests.build import ZONE

DAY = date(2022, 2, 22)


@pytest.mark.parametrize(
    "code, short, long, week",
    [
        ("sv", "tis 22 feb 2022 kl. 15.00", "tisdag 22 februari 2022 kl. 15.00", "v. 8"),
        ("en", "Tue 22 Feb 2022, 15:00", "Tuesday 22 February 2022, 15:00", "week 8"),
    ],
)
def test_dates_in_words(code: str, short: str, long: str, week: str) -> None:
    says = language(code)

    assert plain(says.short(DAY, time(15))) == short
    assert plain(says.long(DAY, time(15))) == long
    assert plain(says.week(DAY)) == week
    assert "\N{NO-BREAK SPACE}feb" in language("sv").short(DAY)


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
