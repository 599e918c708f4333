"""Working days, and counting back by them."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.councils import notice_rules
from scheduler.councils.notice_rules import Before, Unit
from scheduler.errors import InvalidInput
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
def test_eves_and_holidays_and_saturdays_are_free(day: date) -> None:
    assert SWEDEN.is_free(day)


@pytest.mark.parametrize("day", [date(2022, 4, 14), date(2022, 5, 27), date(2022, 2, 28)])
def test_skartorsdag_bridge_days_and_school_breaks_are_working_days(day: date) -> None:
    assert not SWEDEN.is_free(day)


def test_a_country_where_parts_have_holidays_of_their_own_says_so() -> None:
    told = {
        country: holidays_note(country) for country in ("GB", "DE", "CH", "ES", "AU", "CA", "US")
    }

    assert "England" in told.pop("GB")
    assert all("the whole country" in sentence for sentence in told.values())
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
def test_days_before(rule: str, of: date, day: date) -> None:
    assert Before.parse(rule).day(of, SWEDEN) == day


def test_every_fault_of_the_rules_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as error:
        notice_rules.read_rules({"kallelse": "soon", "hour": "22:00", "day_before": "1 day"})

    assert set(error.value.fields) == {"kallelse", "hour"}


def test_a_kallelse_after_its_reminder_is_refused() -> None:
    with pytest.raises(InvalidInput):
        notice_rules.check_order(notice_rules.read_rules({"kallelse": "1 day"}), SWEDEN)


def test_the_presets_of_a_council_hold() -> None:
    notice_rules.check_order(notice_rules.PRESET, SWEDEN)
    assert Before(28, Unit.DAYS) == notice_rules.PRESET.call_for_items
