"""What speaks against a date, and where the nearest free one is."""

import re
from datetime import date

import pytest

from scheduler.clock import Wall
from scheduler.language import language
from scheduler.years import breaks, clashes
from scheduler.years.clashes import Around, Occasion

TODAY = date(2026, 11, 1)


def around(text: str = "", *, year: int = 2027) -> Around:
    said = "%(when)s är under ett skollov: %(name)s."
    spans = breaks.in_year(text, year)
    return Around("SE", TODAY, [(Occasion(*span), said, {"name": name}) for name, span in spans])


def told(day: date | Occasion, around: Around, *others: date | Occasion) -> list[str]:
    swedish = language("sv")
    return [
        swedish(found.text, **found.params).replace("\xa0", " ")
        for found in clashes.findings(own(day), around, [own(one) for one in others])
    ]


def own(one: date | Occasion) -> Occasion:
    return Occasion(one, one) if isinstance(one, date) else one


def meeting(starts: str, ends: str) -> Occasion:
    """From `2027-02-09 15:00` to `17:00`, or to `2027-02-10 17:00`."""
    ends = ends if " " in ends else f"{starts[:10]} {ends}"
    return Occasion.at(*(Wall.parse(text, "Europe/Stockholm") for text in (starts, ends)))


@pytest.mark.parametrize(
    "day, why",
    [
        (date(2027, 3, 29), "mån 29 mar 2027 är en helgdag: annandag påsk."),
        (date(2027, 6, 25), "fre 25 jun 2027 är en helgdag: midsommarafton."),
        (date(2027, 3, 25), "tors 25 mar 2027 är dagen före en helgdag: långfredagen."),
        (date(2027, 5, 7), "fre 7 maj 2027 är en klämdag."),
        (date(2027, 2, 13), "lör 13 feb 2027 är en helg."),
        (date(2027, 7, 13), "tis 13 jul 2027 är i juli, när många har semester."),
        (date(2027, 12, 28), "tis 28 dec 2027 är mellan jul och nyår."),
    ],
)
def test_a_day_off_or_nearly_is_told_by_its_name(day, why):
    assert told(day, around()) == [why]


@pytest.mark.parametrize("country", ["FI", "NO", "DK", "DE", "GB", "XX"])
def test_other_countries_have_their_own_holidays(country):
    good_friday = clashes.against_day(date(2027, 3, 26), country)
    assert list(clashes.against_day(date(2027, 2, 9), country)) == []
    assert len(list(good_friday)) == (country != "XX")


def test_two_meetings_in_one_week_are_told_of():
    monday, thursday = date(2027, 2, 8), date(2027, 2, 11)

    assert told(monday, around(), thursday) == [
        "Det finns ett möte till samma vecka, tors 11 feb 2027."
    ]


def test_the_nearest_free_date_is_of_the_same_weekday_and_as_near_as_can_be():
    kept = around("Påsklov veckan efter påsk\nLov v. 12\nLov v. 14")

    # Both 16 March and 13 April are two weeks away: the later one.
    assert clashes.nearest(own(date(2027, 3, 30)), kept, ()) == date(2027, 4, 13)


def test_no_free_date_is_offered_from_another_year_or_from_the_past():
    kept = around("Lov 2 november–24 december", year=2026)

    assert clashes.nearest(own(date(2026, 12, 31)), kept, ()) is None


@pytest.mark.parametrize(
    "starts, ends, why",
    [
        ("2026-06-04 09:00", "2026-06-06 12:00", [
            "fre 5 jun 2026 är dagen före en helgdag: nationaldagen.",
            "lör 6 jun 2026 är en helgdag: nationaldagen.",
        ]),
        ("2027-05-04 09:00", "2027-05-07 12:00", [
            "ons 5 maj 2027 är dagen före en helgdag: Kristi himmelsfärdsdag.",
            "tors 6 maj 2027 är en helgdag: Kristi himmelsfärdsdag.",
            "fre 7 maj 2027 är en klämdag.",
        ]),
        ("2027-02-12 09:00", "2027-02-14 12:00", ["lör 13 feb 2027 är en helg."]),
        ("2027-03-01 09:00", "2027-03-03 12:00", ["mån 1 mar 2027 är under ett skollov: Sportlov."]),
        ("2027-02-12 15:00", "2027-02-13 00:00", []),  # it ends when the Saturday begins
    ],
)  # fmt: skip
def test_every_day_of_a_longer_meeting_is_looked_at(starts, ends, why):
    assert told(meeting(starts, ends), around("Sportlov v. 9")) == why


def test_what_others_have_on_a_later_day_of_a_longer_meeting_is_told_with_its_day():
    at = Wall.parse("2027-02-10 14:00", "Europe/Stockholm")
    retreat = meeting("2027-02-09 09:00", "2027-02-10 16:00")
    board = Occasion(at.date, at.date, at)
    fair = Occasion(date(2027, 2, 1), date(2027, 2, 26))
    others = Around("SE", TODAY, [(one, "On %(when)s", {}) for one in (board, fair)])

    assert told(retreat, others) == [
        "On ons 10 feb 2027 kl. 14.00", "On tis 9 feb 2027",
    ]  # fmt: skip


def test_a_longer_meeting_is_free_only_where_all_its_days_are():
    # A week later its Friday would be a holiday, and a week earlier one of our own.
    longer = meeting("2027-03-17 09:00", "2027-03-19 16:00")
    taken = meeting("2027-03-12 09:00", "11:00")

    assert clashes.nearest(longer, around("Lov 17–19 mars"), [taken]) == date(2027, 3, 31)


SCHOOL_BREAKS = [
    ("Sportlov v. 9", "20270301–0305"),
    ("Sportlov, vecka 8–9", "20270222–0305"),
    ("Påsklov veckan före påsk", "20270322–0326"),
    ("Easter the week after Easter", "20270329–0402"),
    ("Lovdag 2027-05-07", "20270507–0507"),
    ("Lov 3.–5. maj", "20270503–0505"),
    ("Lov 7/5", "20270507–0507"),
    ("Jullov 20 dec 2026–8 jan 2027", "20261220–0108"),
    ("Jullov 21/12-8/1", "20261221–0108 20271221–0108"),  # over New Year, twice in the year
    ("Sommarlov 15 juni t.o.m. 15 augusti", "20270615–0815"),
    ("Sommarlov 15 June to 15 August", "20270615–0815"),
    ("Sommarlov 2027-06-15 -- 2027-08-15", "20270615–0815"),
    ("Sommarlov v. 24 till v. 32", "20270614–0813"),
    ("Sportlov v. 9 och 10", "20270301–0305 20270308–0312"),
    ("Höstlov 2027 v. 44", "20271101–1105"),
    ("Påsklov veckan före påsk, 2027-04-05", "20270322–0326 20270405–0405"),
    ("Lov 3–4 maj, 7 maj 2027", "20270503–0504 20270507–0507"),
]


@pytest.mark.parametrize("line, days", SCHOOL_BREAKS)
def test_a_line_of_the_school_holidays_is_read(line, days):
    assert breaks.lines(line) == [(line, re.split(r"[ ,]", line)[0])]
    assert [
        f"{first:%Y%m%d}–{last:%m%d}" for first, last in breaks.spans(line, 2027)
    ] == days.split()


@pytest.mark.parametrize("line", [
    "Sportlov 26 feb - 22 feb", "Sportlov v. 10–9", "Sportlov", "Lov v. 60", "Lov 31 april", "Lov 2027-02-30", "9",
    "v. 9", "Lov 7 maj, någon gång", "Jullov v. 53 2027", "Lov 2027-03-05–2027-03-01", "Sportlov v 7 v 8",
    "Sportlov v. 8, Höstlov v. 44", "Höstlov: v 44 (26–30 okt)", "Sommarlov från 15 juni",
    "Lov 3–4, 7 maj 2027", "Jullov 20 dec–8 jan 2027",
])  # fmt: skip
def test_a_line_that_is_not_read_whole_is_not_understood(line):
    assert breaks.lines(line) == [(line, "")]
    assert breaks.spans(line, 2027) == ()


def test_a_line_that_was_kept_and_is_not_understood_any_more_stops_no_plan():
    kept = breaks.in_year("Sportlov 26 feb - 22 feb\nHöstlov v. 44", 2027)

    assert [name for name, _ in kept] == ["Höstlov"]


def test_every_county_has_a_list_to_begin_with():
    assert len(breaks.COUNTIES) == 21
    for county in breaks.COUNTIES:
        assert len(dict(breaks.in_year(breaks.preset(county), 2027))) == 5
