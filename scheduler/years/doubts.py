"""Rule: which of the recogniser's doubts still hold of a date, when it or another was moved or taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from scheduler.years.entries import Entry
from scheduler.years.recognise import Reason

_TWICE = "twice_a_day"
_OF_DAY = frozenset({_TWICE, "cells_unsure", "out_of_order", "unsettled", "moved", "year_unsure"})
"""What was unsure of the day that was read: another that a person has chosen since has none of it."""


def left_alone(entries: Collection[Entry], removed: Iterable[Entry]) -> frozenset[date]:
    """The days that a person has moved or taken dates from, so that not more than one stands there."""
    left = {one.was for one in entries if one.was} | {one.day for one in removed}
    stand = Counter(one.day for one in entries)
    return frozenset(day for day in left if stand[day] < 2)


def standing(entry: Entry, alone: Collection[date]) -> tuple[Reason, ...]:
    """The doubts of the date, where `alone` are the days that others have left."""
    gone = _OF_DAY if entry.was else {_TWICE} if entry.day in alone else frozenset[str]()
    return tuple(doubt for doubt in entry.doubts if doubt.code not in gone)
