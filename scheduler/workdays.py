"""Rule: the working days of a country, and days counted by them."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays

from scheduler.errors import N_

# Countries whose eves the holidays package does not know as "de facto": (month, day).
_EVES: dict[str, tuple[tuple[int, int], ...]] = {
    "FI": ((12, 24),),
    "NO": ((12, 24),),
    "DK": ((12, 24), (6, 5)),
}
# Where few holidays are the whole country's, whose count: the package's code. England's, also since clear days
# are counted as its parish councils do.
_REGIONS: dict[str, str] = {"GB": "ENG"}
_A_YEAR = 2027
"""As any other: the rules of holidays seldom change."""
_ONE_DAY = timedelta(days=1)
_REGION = N_(
    "The public holidays are those of England. Write others that you keep clear of among the school holidays."
)
_NO_REGION = N_(
    "The public holidays are those of the whole country. Write those of your region among the school holidays."
)


@lru_cache(maxsize=256)
def holidays_note(country: str) -> str:
    """A sentence (a msgid) for a country where some holidays are those of a part of it alone; else empty."""
    if country in _REGIONS:
        return _REGION
    known = getattr(holidays, country, None)
    everywhere = set(free_days(country, _A_YEAR))
    for part in known.subdivisions if known else ():
        if not everywhere.issuperset(
            holidays.country_holidays(country, subdiv=part, years=_A_YEAR)
        ):
            return _NO_REGION
    return ""


@lru_cache(maxsize=256)
def free_days(country: str, year: int) -> dict[date, str]:
    """Public and de facto holidays of one year, weekends aside, each with its English name where the package has one.

    Swedish Sundays are public holidays by law (1989:253) but are no news here, so they are left out.
    """
    known = getattr(holidays, country, None)
    if known is None:
        return {}
    wanted = {"public", "de_facto"} & set(known.supported_categories)
    days = holidays.country_holidays(
        country,
        subdiv=_REGIONS.get(country),
        years=year,
        categories=tuple(sorted(wanted)),
        language="en_US" if "en_US" in known.supported_languages else None,
    )
    named = {day: name for day, name in days.items() if name != "Sunday"}
    for month, day in _EVES.get(country, ()):
        named.setdefault(date(year, month, day), "")
    return named


class Workdays(NamedTuple):
    """Working days of a country: Monday to Friday, neither public nor de facto holiday.

    Skärtorsdag, klämdagar and school breaks are working days.
    """

    country: str

    def is_free(self, day: date) -> bool:
        return day.weekday() >= 5 or self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        return day in free_days(self.country, day.year)

    def on_or_before(self, day: date) -> date:
        """The day itself where it is a working day, else the nearest working day before it."""
        while self.is_free(day):
            day -= _ONE_DAY
        return day

    def before(self, day: date, count: int) -> date:
        """The working day `count` working days before `day`, which is not itself counted."""
        for _ in range(count):
            day = self.on_or_before(day - _ONE_DAY)
        return day

    def after(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`, which is not itself counted."""
        for _ in range(count):
            day += _ONE_DAY
            while self.is_free(day):
                day += _ONE_DAY
        return day

    def clear_before(self, day: date, count: int) -> date:
        """The last day with `count` clear days between it and `day`.

        The day of notice, the day itself, Sundays and holidays are not counted (English parish councils).
        """
        left = count
        while left:
            day -= _ONE_DAY
            left -= not (day.weekday() == 6 or self.is_holiday(day))
        return day - _ONE_DAY
