"""Whether a date is one: that it exists, has one reading, fits its weekday and week, and is new."""

from __future__ import annotations

from datetime import date

from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import BY_WEEK, DASH, SLASH
from scheduler.years.recognise.results import Reason

# Nobody meets earlier in the morning; a digit of the hour may be lost.
FIRST_LIKELY_HOUR = 6


def settle_order(drafts: list[Draft]) -> None:
    """Day first or month first: dates that can be read in one way only decide for the others."""
    slashed = [d for d in drafts if d.item.form is SLASH or d.item.form is DASH]
    if not slashed:
        return
    day_first = any(d.item.start.day > 12 and not d.item.month_first for d in slashed)
    month_first = any(d.item.month_first for d in slashed)
    for draft in slashed:
        item = draft.item
        if not item.swappable:
            continue
        if item.weekday and item.start.year and not day_first and not month_first:
            _by_weekday(draft)
        elif month_first and not day_first:
            item.start.day, item.start.month = item.start.month, item.start.day
            item.swappable = False
        elif day_first and not month_first:
            item.swappable = False
    for draft in slashed:
        if draft.item.swappable and draft.item.problem is None:
            draft.item.problem = Reason.of(
                "day_or_month_first", a=draft.item.start.day, b=draft.item.start.month
            )


def _by_weekday(draft: Draft) -> None:
    start, weekday = draft.item.start, draft.item.weekday
    assert weekday is not None
    assert start.year is not None
    first = plausible(start.year, start.month, start.day)
    other = plausible(start.year, start.day, start.month)
    fits = [d for d in (first, other) if d and d.isoweekday() == weekday.number]
    if len(fits) == 1:
        start.month, start.day = fits[0].month, fits[0].day
        draft.item.swappable = False


def settle_dates(drafts: list[Draft], marks: Marks) -> list[Draft]:
    """The drafts whose dates exist; the lines of the others are marked."""
    kept: list[Draft] = []
    for draft in drafts:
        problem = draft.item.problem or _impossible(draft)
        if problem is not None:
            marks.fault(draft.line, problem)
        elif draft.year is not None:
            kept.append(draft)
    return kept


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
    if draft.time is None and draft.end_time is None:
        return True
    for item in (draft.time, draft.end_time):
        if item is not None and item.problem is not None and not draft.cancelled:
            marks.fault(draft.line, item.problem)
            return False
        if item is not None and item.start is not None and item.start.hour < FIRST_LIKELY_HOUR:
            marks.doubt(draft.line, Reason.of("odd_hour", hour=item.start))
        if item is not None and item.guessed:
            marks.doubt(draft.line, Reason.of("bare_hour", hour=item.start))
        for wrote, read in item.mended if item else ():
            marks.doubt(draft.line, Reason.of("mended", wrote=wrote, read=read))
    return _ends_after_start(draft, marks)


def _ends_after_start(draft: Draft, marks: Marks) -> bool:
    """Whether an end that stands by itself, in a cell of its own perhaps, is after the start."""
    start = draft.time.start if draft.time else None
    end = draft.end_time.start if draft.end_time else None
    if start is None or end is None or start < end or draft.item.until or draft.cancelled:
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
    if week is not None and draft.on.isocalendar().week != week:
        marks.doubt(
            draft.line,
            Reason.of("week_differs", date=draft.on, week=week, real=draft.on.isocalendar().week),
        )


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
