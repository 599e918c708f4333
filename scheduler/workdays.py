"""Rule: which days are working days in a country, and counting by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

# Countries whose eves the holidays package does not know as "de facto": (month, day).
_EVES: dict[str, tuple[tuple[int, int], ...]] = {
    "FI": ((12, 24),),
    "NO": ((12, 24),),
    "DK": ((12, 24), (6, 5)),
}
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def free_days(country: str, year: int) -> dict[date, str]:
    """Public and de facto holidays of one year, weekends aside, each with its name in the country's language.

    Swedish Sundays are public holidays by law (1989:253) but are no news here, so they are left out.
    """
    known = getattr(holidays, country, None)
    if known is None:
        return {}
    wanted = {"public", "de_facto"} & set(known.supported_categories)
    days = holidays.country_holidays(country, years=year, categories=tuple(sorted(wanted)))
    named = {day: name for day, name in days.items() if name not in ("Söndag", "Sunday")}
    for month, day in _EVES.get(country, ()):
        named.setdefault(date(year, month, day), "")
    return named


@dataclass(frozen=True, slots=True)
class Workdays:
    """Working days of a country: Monday to Friday, neither public nor de facto holiday.

    Skärtorsdag, klämdagar and school breaks are working days (architecture.md, section 9).
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

    def clear_before(self, day: date, count: int) -> date:
        """The last day with `count` clear days between it and `day`.

        The day of notice, the day itself, Sundays and holidays are not counted (English parish councils).
        """
        left = count
        while left:
            day -= _ONE_DAY
            left -= not (day.weekday() == 6 or self.is_holiday(day))
        return day - _ONE_DAY
