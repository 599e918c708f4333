"""Rule: "the second Tuesday of February, April and June, 15.00–17.00" and a year become dates."""

from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as Weekday

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.years import typed
from scheduler.years.rows import DraftDate

ORDINALS = (1, 2, 3, 4, -1)

_WHICH = N_("Choose which of the month's weekdays it is, such as the second.")
_WEEKDAY = N_("Choose a weekday.")
_MONTHS = N_("Choose at least one month.")


class Pattern(NamedTuple):
    """Which weekdays (1 = Monday) of which months; `ordinals` counts them in the month, -1 the last."""

    ordinals: tuple[int, ...]
    weekday: int
    months: tuple[int, ...]
    start: time
    end: time | None = None


def read_pattern(fields: Mapping[str, str]) -> Pattern:
    """From the form's fields. `ordinals` and `months` are numbers with commas between.

    Raises: InvalidInput with every fault.
    """
    faults: dict[str, Fault] = {}
    ordinals, months = _numbers(fields, "ordinals"), _numbers(fields, "months")
    weekday = _numbers(fields, "weekday")
    if not ordinals or not set(ordinals) <= set(ORDINALS):
        faults["ordinals"] = Fault(_WHICH)
    if len(weekday) != 1 or not 1 <= weekday[0] <= 7:
        faults["weekday"] = Fault(_WEEKDAY)
    if not months or not all(1 <= month <= 12 for month in months):
        faults["months"] = Fault(_MONTHS)
    try:
        hours = typed.hours("hours", fields.get("hours", ""))
    except InvalidInput as error:
        faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    order = tuple(n for n in ORDINALS if n in ordinals)
    return Pattern(order, weekday[0], tuple(sorted(set(months))), *hours)


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date:
    """The n-th such weekday (1 = Monday) of the month; -1 is the last."""
    begin = date(year, month, 1)
    day: date = begin + relativedelta(day=1 if n > 0 else 31, weekday=Weekday(weekday - 1)(n))
    return day


def dates(pattern: Pattern, year: int) -> list[DraftDate]:
    """The year's dates by the rule, in order."""
    days = {
        nth_weekday(year, month, n, pattern.weekday)
        for month in pattern.months
        for n in pattern.ordinals
    }
    return [DraftDate(day=day, start=pattern.start, end=pattern.end) for day in sorted(days)]


def words(pattern: Pattern, says: Language) -> str:
    """The rule as a person says it."""
    hours = says.hours(pattern.start, pattern.end) if pattern.end else says.at(pattern.start)
    return says(
        "%(which)s in %(months)s, %(hours)s",
        which=says.nth_weekday(pattern.ordinals, pattern.weekday),
        months=says.listed(says.month(month) for month in pattern.months),
        hours=hours,
    )


def _numbers(fields: Mapping[str, str], name: str) -> tuple[int, ...]:
    parts = [part.strip() for part in fields.get(name, "").split(",")]
    return tuple(int(part) for part in parts if part.lstrip("-").isdecimal() and len(part) < 4)
