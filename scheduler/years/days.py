"""Rule: what makes a day a poor one to meet on in the council's country: holiday, eve, klämdag, weekend, July."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as Weekday

from scheduler.errors import N_, Fault
from scheduler.language import Word
from scheduler.workdays import Workdays, free_days

_ONE_DAY = timedelta(days=1)
_JULY, _SATURDAY = 7, 5
# Working days on which many leave early, by the package's names for them.
_SHORT_DAYS = frozenset(
    {"Twelfth Night", "Maundy Thursday", "Walpurgis Night", "All Saints' Eve", "Day before Ascension Day",
     "Day before Christmas Eve", "Day before New Year's Eve"}
)  # fmt: skip

# Words of the catalogue, as the package writes them.
NAMES = (
    N_("New Year's Day"), N_("Epiphany"), N_("Good Friday"), N_("Easter Sunday"), N_("Easter Monday"),
    N_("May Day"), N_("Ascension Day"), N_("National Day"), N_("Pentecost"), N_("Midsummer Day"),
    N_("All Saints' Day"), N_("Christmas Day"), N_("Second Day of Christmas"), N_("Midsummer Eve"),
    N_("Christmas Eve"), N_("New Year's Eve"), N_("Twelfth Night"), N_("Maundy Thursday"), N_("Walpurgis Night"),
    N_("All Saints' Eve"), N_("Day before Ascension Day"), N_("Day before Christmas Eve"),
    N_("Day before New Year's Eve"), N_("Day before National Day"),
)  # fmt: skip

_HOLIDAY = N_("%(date)s is a holiday: %(name)s.")
_EVE = N_("%(date)s is a day when many leave early: %(name)s.")
_BRIDGE = N_("%(date)s is a single working day between days off (klämdag).")
_CHRISTMAS = N_("%(date)s is between Christmas and New Year.")
_WEEKEND = N_("%(date)s is a weekend.")
_IN_JULY = N_("%(date)s is in July, when many are on holiday.")


def against(day: date, country: str) -> Iterator[Fault]:
    """What the country's calendar has against the day; nothing on an ordinary working day."""
    free, holidays_named = Workdays(country), free_days(country, day.year)
    if day in holidays_named:
        yield Fault(_HOLIDAY, {"date": day, "name": Word(holidays_named[day] or "–")})
    elif day.weekday() >= _SATURDAY:
        yield Fault(_WEEKEND, {"date": day})
    elif short := _eves(country, day.year).get(day):
        yield Fault(_EVE, {"date": day, "name": Word(short)})
    elif day.month == 12 and 27 <= day.day <= 30:
        yield Fault(_CHRISTMAS, {"date": day})
    elif free.is_free(day - _ONE_DAY) and free.is_free(day + _ONE_DAY):
        yield Fault(_BRIDGE, {"date": day})
    if day.month == _JULY:
        yield Fault(_IN_JULY, {"date": day})


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date:
    """The n-th such weekday (1 = Monday) of the month; -1 is the last."""
    begin = date(year, month, 1)
    day: date = begin + relativedelta(day=1 if n > 0 else 31, weekday=Weekday(weekday - 1)(n))
    return day


@lru_cache(maxsize=256)
def _eves(country: str, year: int) -> dict[date, str]:
    """Working days on which many leave early. Known for Sweden; other countries' packages do not tell them apart."""
    if country != "SE":
        return {}
    named = holidays.country_holidays(
        country, years=year, categories=("bank", "optional"), language="en_US"
    )
    short = {day: name.partition(" (")[0] for day, name in named.items()}
    eves = {day: name for day, name in short.items() if name in _SHORT_DAYS}
    return eves | {date(year, 6, 5): "Day before National Day"}
