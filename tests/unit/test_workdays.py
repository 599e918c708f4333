"""Working days, and counting back by them."""

from datetime import date

import pytest

from scheduler.councils.notice_rules import Before
from scheduler.workdays import Workdays, holidays_note

SWEDEN = Workdays("SE")


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 6, 24),
        date(2022, 12, 24),
        date(2022, 12, 31),
        date(2022, 6, 6),
        date(2022, 4, 18),
        date(2022, 5, 28),
    ],
)
def test_eves_and_holidays_and_saturdays_are_free(day):
    assert SWEDEN.is_free(day)


def test_a_country_where_parts_have_holidays_of_their_own_says_so():
    notes = {country: holidays_note(country) for country in ("GB", "DE", "CH", "ES", "US")}

    assert "England" in notes.pop("GB")
    assert all("the whole country" in sentence for sentence in notes.values())
    assert [holidays_note(country) for country in ("SE", "NO", "DK", "XX")] == [""] * 4


@pytest.mark.parametrize(
    "rule,of,day",
    [
        ("7 days", date(2022, 4, 25), date(2022, 4, 14)),
        ("5 veckor", date(2022, 9, 13), date(2022, 8, 9)),
        ("1 week", date(2022, 9, 13), date(2022, 9, 6)),
        ("2 working days", date(2022, 4, 19), date(2022, 4, 13)),
        ("2 arbetsdagar", date(2022, 6, 7), date(2022, 6, 2)),
        ("3 clear days", date(2022, 2, 22), date(2022, 2, 17)),
        ("thursday", date(2022, 2, 22), date(2022, 2, 17)),
        ("tisdag", date(2022, 2, 22), date(2022, 2, 15)),
    ],
)
def test_days_before(rule, of, day):
    assert Before.parse(rule).day(of, SWEDEN) == day
