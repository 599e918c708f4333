"""Hours on lines of their own, each of one day: right below it, or in a column copied above or below the days."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby, pairwise

from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.drafts import Draft

FEWEST_RECORDS, NEXT_LINE, FEWEST_IN_COLUMN, MOST_TRIES = 2, 2, 3, 3
# The hour of each line, those that are said of more than one line, and the lines whose hour is not sure.
Told = tuple[dict[int, Default], list[Default], frozenset[int]]
NONE: frozenset[int] = frozenset()


def of(listed: list[Default], drafts: list[Draft]) -> Told:
    """Parts the hours of single days from those said of many."""
    days = sorted({draft.line for draft in drafts})
    hours = sorted({default.line for default in listed if default.time})
    if len(days) < FEWEST_RECORDS or not _alternate(days, hours):
        below = _right_below(listed, drafts)
        return below if below[0] else _in_column(listed, drafts) or below
    by_line = {default.line: default for default in reversed(listed)}
    ends = sorted({default.line for default in listed if not default.time})
    if _alternate(hours, ends):
        for hour, end in zip(hours, ends, strict=True):
            by_line[hour].end_time = by_line[end].end_time
    return {day: by_line[hour] for day, hour in zip(days, hours, strict=True)}, listed, NONE


def _alternate(these: list[int], those: list[int]) -> bool:
    """Each of these lines has one of those before the next of its own."""
    if len(these) != len(those):
        return False
    row = [line for pair in zip(these, those, strict=True) for line in pair]
    return row == sorted(row)


def _in_column(listed: list[Default], drafts: list[Draft]) -> Told | None:
    """Hours that differ stand below each other, above or below the days: each is of the day as far from the first
    day as it is from the first hour. Where that leaves a day or an hour over, none of the days' hours are sure."""
    hours = {d.line: d for d in listed if d.alone and d.time}
    days = {d.line for d in drafts if not (d.time or d.column_time or d.cancelled)}
    lines = sorted({*(d.line for d in drafts), *hours})
    runs = [list(run) for _, run in groupby(lines, key=hours.__contains__)]
    stacked = any(_differ([hours[line] for line in run]) for run in runs if run[0] in hours)
    if (
        not stacked
        or len(days) < FEWEST_RECORDS
        or _nearest(sorted(hours)) > _nearest(sorted(days))
    ):
        return None
    records: dict[int, Default] = {}
    for above, below in zip(runs[::2], runs[1::2], strict=False):
        column, of_days = (above, below) if above[0] in hours else (below, above)
        if len(column) >= FEWEST_IN_COLUMN:
            at = _side_by_side(of_days, column, days)
            records.update((day, hours[hour]) for day, hour in at.items())
    if not days <= records.keys():
        return {}, listed, frozenset(days)
    return records, [default for default in listed if default.line not in hours], NONE


def _side_by_side(of_days: list[int], column: list[int], untimed: set[int]) -> dict[int, int]:
    """The line of each day's hour; a cancelled day may have one. Nothing where a day or an hour is over."""
    hours = set(column)
    for first in of_days[:MOST_TRIES]:
        step = column[0] - first
        at = {day: day + step for day in of_days if day + step in hours}
        if len(at) == len(column) and untimed.intersection(of_days) <= at.keys():
            return at
    return {}


def _nearest(lines: list[int]) -> int:
    """How near they come to each other: between "Start", an hour, "End" and an hour there are more lines than between
    the days."""
    return min(later - line for line, later in pairwise(lines))


def _differ(told: list[Default]) -> bool:
    return len({(d.time.start, d.time.end) for d in told if d.time}) > 1


def _right_below(listed: list[Default], drafts: list[Draft]) -> Told:
    """Most of the days that tell no hour have one alone on the line below, and these differ: each is of its day,
    and none of a day that lacks it."""
    spoken = [default for default in listed if not default.bare]
    days = sorted({draft.line for draft in drafts if not (draft.time or draft.column_time)})
    alone = [default for default in listed if default.alone]
    records = {
        days[n - 1]: default
        for default in alone
        if (n := bisect_right(days, default.line)) and default.line - days[n - 1] <= NEXT_LINE
    }
    if len(records) < len(alone) or not _differ(alone) or len(alone) * 2 <= len(days):
        return {}, spoken, NONE
    return records, [default for default in spoken if not default.alone], NONE
