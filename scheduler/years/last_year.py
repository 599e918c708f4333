"""Rule: last year's meetings carried over, to the same weekday of the same month or week, at the same time."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from scheduler.meetings.rows import Meeting
from scheduler.years.pattern import nth_weekday
from scheduler.years.rows import DraftDate

_FOURTH = 4


class By(StrEnum):
    """What is the same in the new year."""

    MONTH = "month"
    WEEK = "week"


def dates(meetings: Iterable[Meeting], year: int, *, by: By) -> list[DraftDate]:
    """One date for each meeting that was not cancelled, in order; a meeting of several days keeps their number.

    A note is never carried over: it told of that meeting. A place is, where at least half of the meetings were held
    there; else the date has none of its own, and the council's counts.
    """
    found, held = [], [meeting for meeting in meetings if not meeting.is_cancelled]
    places = Counter(meeting.place for meeting in held)
    for meeting in held:
        was = meeting.moved_from.date if meeting.moved_from else meeting.starts.date
        day = carried(was, year, by=by)
        days = meeting.ends.date - meeting.starts.date
        new = DraftDate(
            day=day,
            last_day=day + days if days else None,
            start=meeting.starts.time,
            end=meeting.ends.time,
            place=meeting.place if 2 * places[meeting.place] >= len(held) else None,
        )
        found.append(new)
    return sorted(found, key=lambda new: new.day or date.max)


def carried(day: date, year: int, *, by: By) -> date:
    """The second Tuesday of February stays that; a fifth one becomes the last. Or Tuesday of week 6 stays that."""
    if by is By.MONTH:
        n = (day.day - 1) // 7 + 1
        return nth_weekday(year, day.month, n if n <= _FOURTH else -1, day.isoweekday())
    week = day.isocalendar()
    try:
        found = date.fromisocalendar(year, week.week, week.weekday)
    except ValueError:  # week 53, in a year that has none
        found = date.fromisocalendar(year, 52, week.weekday)
    # The first days of week 1 may lie in the year before, the last of week 52 in the year after.
    return found if found.year == year else carried(day, year, by=By.MONTH)
