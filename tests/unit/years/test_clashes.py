"""What speaks against a date, and where the nearest free one is."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.clock import Wall
from scheduler.errors import InvalidInput
from scheduler.language import language
from scheduler.years import breaks, clashes, days
from scheduler.years.clashes import Around, Busy, Shared

TODAY = date(2026, 11, 1)


def around(text: str = "", **more: object) -> Around:
    return Around(country="SE", today=TODAY, breaks=breaks.read(text), **more)  # type: ignore[arg-type]


def told(day: date, around: Around, *planned: date) -> list[str]:
    swedish = language("sv")
    return [
        swedish(found.fault.text, **found.fault.params).replace("\xa0", " ")
        for found in clashes.against(day, around, planned)
    ]


@pytest.mark.parametrize(
    "day, why",
    [
        (date(2027, 3, 29), "mån 29 mar 2027 är en helgdag: annandag påsk."),
        (date(2027, 6, 25), "fre 25 jun 2027 är en helgdag: midsommarafton."),
        (date(2027, 3, 25), "tors 25 mar 2027 slutar många tidigt: skärtorsdagen."),
        (date(2027, 5, 7), "fre 7 maj 2027 är en klämdag."),
        (date(2027, 2, 13), "lör 13 feb 2027 är en helg."),
        (date(2027, 7, 13), "tis 13 jul 2027 är i juli, när många har semester."),
        (date(2027, 12, 28), "tis 28 dec 2027 är mellan jul och nyår."),
    ],
)
def test_a_day_off_or_nearly_is_told_by_its_name(day: date, why: str) -> None:
    assert told(day, around()) == [why]


def test_an_ordinary_tuesday_is_free() -> None:
    assert told(date(2027, 2, 9), around("Sportlov v. 9")) == []


@pytest.mark.parametrize("country", ["FI", "NO", "DK", "DE", "GB", "XX"])
def test_other_countries_have_their_own_holidays(country: str) -> None:
    assert [found.key for found in days.of(date(2027, 2, 9), country)] == []
    assert country == "XX" or [found.key for found in days.of(date(2027, 3, 26), country)] == [
        "holiday"
    ]


def test_the_secretarys_school_holidays_count() -> None:
    kept = around("Sportlov v. 9\nLovdag 2027-05-04")

    assert told(date(2027, 3, 2), kept) == ["tis 2 mar 2027 är under ett skollov: Sportlov."]
    assert told(date(2027, 5, 4), kept) == ["tis 4 maj 2027 är under ett skollov: Lovdag."]
    assert told(date(2028, 5, 4), kept) == []


def test_two_meetings_in_one_week_are_told_of() -> None:
    monday, thursday = date(2027, 2, 8), date(2027, 2, 11)

    assert told(monday, around(), monday, thursday) == [
        "Det finns ett möte till samma vecka, tors 11 feb 2027."
    ]


def test_members_who_sit_elsewhere_that_day_are_counted() -> None:
    starts = Wall.parse("2027-02-09 14:00", "Europe/Stockholm")
    shared = Shared("pensionar", "Pensionärsrådet", starts, 4)

    assert told(date(2027, 2, 9), around(shared=[shared])) == [
        "4 av ledamöterna sitter även i Pensionärsrådet, som möter samma dag kl. 14.00."
    ]


def test_another_bodys_calendar_counts_for_its_day_alone() -> None:
    busy = Busy(
        1, "Kommunstyrelsen", "Sammanträde", date(2027, 2, 9), date(2027, 2, 9),
        Wall.parse("2027-02-09 13:00", "Europe/Stockholm"),
    )  # fmt: skip

    assert told(date(2027, 2, 9), around(busy=[busy])) == [
        "Kommunstyrelsen har ”Sammanträde” samma dag kl. 13.00."
    ]
    assert told(date(2027, 2, 10), around(busy=[busy])) == []


def test_the_nearest_free_date_is_of_the_same_weekday_and_as_near_as_can_be() -> None:
    kept = around("Påsklov veckan efter påsk\nLov v. 12\nLov v. 14")

    # Both 16 March and 13 April are two weeks away: the later one.
    assert clashes.nearest(date(2027, 3, 30), kept, ()) == date(2027, 4, 13)


def test_no_free_date_is_offered_from_another_year_or_from_the_past() -> None:
    assert clashes.nearest(date(2026, 12, 31), around("Lov 2 november–24 december"), ()) is None


@pytest.mark.parametrize(
    "line, first, last",
    [
        ("Sportlov v. 9", date(2027, 3, 1), date(2027, 3, 5)),
        ("Sportlov, vecka 8–9", date(2027, 2, 22), date(2027, 3, 5)),
        ("Påsklov veckan före påsk", date(2027, 3, 22), date(2027, 3, 26)),
        ("Easter the week after Easter", date(2027, 3, 29), date(2027, 4, 2)),
        ("Lovdag 2027-05-07", date(2027, 5, 7), date(2027, 5, 7)),
        ("Lov 3–5 maj", date(2027, 5, 3), date(2027, 5, 5)),
        ("Sommarlov 15 juni–15 augusti", date(2027, 6, 15), date(2027, 8, 15)),
    ],
)
def test_a_line_of_the_school_holidays_is_read(line: str, first: date, last: date) -> None:
    (one,) = breaks.read(line)

    assert list(one.spans(2027)) == [(first, last)]


def test_christmas_holidays_pass_new_year() -> None:
    (one,) = breaks.read("Jullov 21 dec–8 jan")

    assert list(one.spans(2027)) == [
        (date(2026, 12, 21), date(2027, 1, 8)),
        (date(2027, 12, 21), date(2028, 1, 8)),
    ]


@pytest.mark.parametrize("line", ["Sportlov", "Lov v. 60", "Lov 31 april", "Lov 2027-02-30", "9"])
def test_a_line_that_is_not_understood_is_named(line: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        breaks.read(f"Höstlov v. 44\n{line}")

    assert list(caught.value.fields) == ["line 2"]


def test_every_county_has_a_list_to_begin_with() -> None:
    assert len(breaks.COUNTIES) == 21
    for county in breaks.COUNTIES:
        assert len(breaks.read(breaks.preset(county))) == 5
