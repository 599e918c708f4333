"""Why a line is doubted or not understood, and the sentences that say so."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, Self

REMEMBERED_REASONS = 4096


class Reason(NamedTuple):
    """Why a line is doubted or not understood: a code of REASONS and what fills its gaps."""

    code: str
    items: tuple[tuple[str, object], ...] = ()

    @classmethod
    @lru_cache(REMEMBERED_REASONS)  # the same is often said of many lines
    def of(cls, code: str, **params: object) -> Self:
        """The reason `code` with the values of its placeholders: dates, times, numbers, strings."""
        return cls(code, tuple(sorted(params.items())))

    @property
    def params(self) -> Mapping[str, object]:
        return MappingProxyType(dict(self.items))


def N_(text: str) -> str:
    """Marks a string for translation where it stands; it is translated where it is shown."""
    return text


REASONS: dict[str, str] = {
    # Told of a table's head, which is no fault.
    "columns_not_used": N_(
        "Columns that are not used here: %(unused)s. The dates are those of “%(used)s”."
    ),
    # Not read: nothing is taken from the unclear part.
    "no_year": N_("The year is missing. Write the year in the heading or in the date."),
    "no_day": N_("The day or the month is missing. Write the whole date, as 14 June."),
    "no_such_day": N_("There is no %(day)s/%(month)s in %(year)s. Check the day and the month."),
    "no_such_time": N_("There is no time %(time)s. Write the time as 15:30."),
    "ends_before_start": N_(
        "The meeting ends (%(end)s) before it begins (%(start)s). Check the times."
    ),
    "range_backwards": N_(
        "The last day, %(last)s, is not after the first, %(first)s. Check the dates."
    ),
    "several_dates": N_("There is more than one date to choose from. Keep the one that holds."),
    "day_or_month_first": N_(
        "%(a)s/%(b)s can be read in two ways. Write the month as a word, as in 14 June."
    ),
    "cells_unsure": N_(
        "It is not clear which column each part of the row is in. Write the row with a tab or a | between its cells,"
        " and a dash in each empty cell."
    ),
    "left_out": N_(
        "The date does not seem to be that of a coming meeting, and was left out. Add it if it is one."
    ),
    "calendar_code": N_(
        "This is a calendar's code. Save the whole calendar as a file whose name ends in .ics, and read that file."
    ),
    "too_long": N_(
        "The text has more than %(most)s lines, and was not read. Take only the part with the dates."
    ),
    # Doubted: a meeting was read, but it should be looked at.
    "meeting_unsure": N_("Words on the line were not understood. Check that this is a meeting."),
    "part_left_out": N_(
        "A part of the line was not understood. Check that no date or time is missing."
    ),
    "nobodys": N_(
        "It is not clear whose meeting this is. Check that it is yours, and take it out if it is not."
    ),
    "hour_unsure": N_("It is not certain when this meeting begins. Check the time."),
    "year_unsure": N_("The year is not certain. It was taken to be %(year)s."),
    "weekday_differs": N_("%(date)s is not a %(weekday)s. Check the date and the weekday."),
    "week_differs": N_("%(date)s is in week %(real)s, not week %(week)s. Check the date."),
    "repeated": N_("The same meeting stands on line %(line)s too. It is kept once."),
    "twice_a_day": N_("There are two meetings on %(date)s. Check that both are, and whose."),
    "out_of_order": N_(
        "This day is before the one above it in the list. Check the date, and whose meeting it is."
    ),
    "off_unsure": N_("Something is said to be cancelled here. Check which meetings will be held."),
    "moved": N_("The meeting is said to be moved. Check the date."),
    "unsettled": N_("The date is not settled. Check that it holds."),
}
"""By their codes: what is wrong with a line, and what to do."""
