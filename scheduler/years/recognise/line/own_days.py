"""Bodies that have a weekday each: "Utskottet möts tisdagar kl. 13 och nämnden torsdagar kl. 18"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from scheduler.years.recognise.line import starts, whose
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.items import Parsed, TimeItem, WeekdayItem

FEWEST = 2
Weekly = list[tuple[str, WeekdayItem]]


def of_sentence(parsed: Parsed) -> Weekly:
    """The bodies of a sentence where each stands before a weekday of its own; none where they and the weekdays do not
    take turns."""
    days = parsed.weekdays
    if len({day.weekday.number for day in days}) < max(FEWEST, len(days)):
        return []
    named = whose.subjects(parsed)
    row = [n for (first, _), day in zip(named, days, strict=False) for n in (first, day.first)]
    if len(named) != len(days) or row != sorted(row):
        return []
    return [(name[:1].upper() + name[1:], day) for (_, name), day in zip(named, days, strict=True)]


def each(weekly: Weekly, pairs: starts.Pairs, told: Default) -> list[Default]:
    """What is `told` of all, for each body with its weekday and the hour behind that, or the one hour of them all."""
    days = [day.first for _, day in weekly]
    of_day: dict[int, tuple[TimeItem | None, TimeItem | None]] = {}
    for start, end in pairs:
        hour = start or end
        at = bisect_left(days, hour.first) - 1 if hour else -1
        of_day.setdefault(at, (start, end))
    common = pairs[0] if len(pairs) == 1 else (None, None)
    return [
        replace(told, body=name, weekday=day.weekday.number, time=start, end_time=end)
        for n, (name, day) in enumerate(weekly)
        for start, end in (of_day.get(n, common),)
    ]
