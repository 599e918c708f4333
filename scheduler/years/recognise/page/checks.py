"""Whether a date is one: that it exists, has one reading, fits its weekday and week, and is new."""

from __future__ import annotations

from datetime import date

from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import BY_WEEK, DASH, SLASH, DateItem, TimeItem
from scheduler.years.recognise.results import Reason

# Nobody meets earlier in the morning; a digit of the hour may be lost.
FIRST_LIKELY_HOUR, MONTHS = 6, 12


def one_way(item: DateItem) -> bool | None:
    """Whether the day of a date stands first, where its signs leave that open and its numbers do not; else None."""
    if item.form is not SLASH and item.form is not DASH:
        return None
    return False if item.month_first else True if item.start.day > MONTHS else None


def settle_order(drafts: list[Draft], told: set[bool | None]) -> None:
    """Day first or month first: dates that can be read in one way only decide for the others, else their weekdays.
    `told`: what those of the whole text say, its deadlines too."""
    slashed = [d.item for d in drafts if d.item.form is SLASH or d.item.form is DASH]
    told = told.union(map(one_way, slashed))
    day_first, month_first = True in told, False in told
    if month_first and not day_first:
        for item in slashed:
            if item.reversible:
                item.start.day, item.start.month = item.start.month, item.start.day
    swappable = [item for item in slashed if item.swappable]
    if day_first == month_first:
        orders = {} if day_first else _by_weekdays(swappable)
    else:
        orders = dict.fromkeys(swappable, day_first)
    for item in swappable:
        start = item.start
        if item not in orders:
            item.problem = item.problem or Reason.of(
                "day_or_month_first", a=start.day, b=start.month
            )
        elif not orders[item]:
            start.day, start.month = start.month, start.day


def _by_weekdays(items: list[DateItem]) -> dict[DateItem, bool]:
    """Whether the day stands first, for each date whose weekday is written. A list has one order: where weekdays speak
    for both, one of them is wrong, and most of them decide."""
    found = {item: told for item in items if (told := _by_weekday(item)) is not None}
    first = sum(found.values())
    if not 0 < first < len(found):
        return found
    return {} if 2 * first == len(found) else dict.fromkeys(found, 2 * first > len(found))


def _by_weekday(item: DateItem) -> bool | None:
    """Whether the day stands first, if the weekday fits one order alone."""
    start = item.start
    if not item.weekday or not start.year:
        return None
    orders = ((start.month, start.day), (start.day, start.month))
    on = [plausible(start.year, month, day) for month, day in orders]
    fits = [day is not None and day.isoweekday() == item.weekday.number for day in on]
    return fits[0] if fits[0] != fits[1] else None


def settle_dates(drafts: list[Draft], marks: Marks) -> list[Draft]:
    """The drafts whose dates exist; the lines of the others are marked, and those in which a date was mended."""
    kept: list[Draft] = []
    for draft in drafts:
        _doubt_mended(draft, draft.item, marks)
        problem = draft.item.problem or _impossible(draft)
        if problem is not None:
            marks.fault(draft.line, problem)
        elif draft.year is not None:
            kept.append(draft)
    return kept


def _doubt_mended(draft: Draft, item: DateItem | TimeItem, marks: Marks) -> None:
    for wrote, read in item.mended:
        marks.doubt(draft.line, Reason.of("mended", wrote=wrote, read=read))


def _impossible(draft: Draft) -> Reason | None:
    start, until = draft.item.start, draft.item.until
    # Without a year a day can still be one that no year has.
    year = draft.year if draft.year is not None else 2024
    if draft.item.form is BY_WEEK and draft.item.week and draft.item.weekday:
        draft.on = week_day(year, draft.item.week, draft.item.weekday.number)
        return None if draft.on else Reason.of("no_such_week", year=year, week=draft.item.week)
    draft.on = plausible(year, start.month, start.day)
    if draft.on is None:
        return Reason.of("no_such_day", day=start.day, month=start.month, year=year)
    if until is None:
        return None
    until_year = draft.until_year if draft.until_year is not None else year
    draft.until = plausible(until_year, until.month, until.day)
    if draft.until is None:
        return Reason.of("no_such_day", day=until.day, month=until.month, year=until_year)
    if draft.until <= draft.on:
        return Reason.of("range_backwards", first=draft.on, last=draft.until)
    return None


def times_hold(draft: Draft, marks: Marks) -> bool:
    """Whether the draft's own times are times; marks the line when not. A cancelled meeting's
    hours are nobody's concern."""
    for item in filter(None, (draft.time, draft.end_time)):
        if item.problem is not None and not draft.cancelled:
            marks.fault(draft.line, item.problem)
            return False
        if item.start is not None and item.start.hour < FIRST_LIKELY_HOUR:
            marks.doubt(draft.line, Reason.of("odd_hour", hour=item.start))
        if item.guessed:
            marks.doubt(draft.line, Reason.of("bare_hour", hour=item.start))
        _doubt_mended(draft, item, marks)
    return _ends_after_start(draft, marks)


def _ends_after_start(draft: Draft, marks: Marks) -> bool:
    """Whether an end that stands by itself, in a cell of its own perhaps, is after the start."""
    start = draft.time.start if draft.time else None
    end = draft.end_time.start if draft.end_time else None
    if start is None or end is None or start < end or draft.item.until:
        return True
    marks.fault(draft.line, Reason.of("ends_before_start", start=start, end=end))
    return False


def weekday_and_week(draft: Draft, expected: int | None, marks: Marks) -> None:
    """Marks a date that is not the weekday, or not in the week, that the text says."""
    assert draft.on is not None
    own = draft.item.weekday
    said = own.number if own else expected
    if said is not None and draft.on.isoweekday() != said:
        marks.doubt(draft.line, Reason.of("weekday_differs", date=draft.on, weekday=said))
    week = draft.item.week
    real = draft.on.isocalendar().week
    if week is not None and week != real:
        marks.doubt(draft.line, Reason.of("week_differs", date=draft.on, week=week, real=real))


def week_day(year: int, week: int, weekday: int) -> date | None:
    """The date of a weekday in an ISO week, or None when the year has no such week."""
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None


def plausible(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
