"""Rule: which dates of a draft give way when something is read, by the page that it is read on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from scheduler.years.entries import Draft, Entry, Way


def is_read_here(entry: Entry) -> bool:
    """True where it gives way when something is read on its own year's page."""
    return entry.way is not Way.ONE and entry.origin is None


def came_from(entry: Entry, year: int) -> bool:
    """True where it gives way when something is read on the page of `year`, which is another than its own."""
    return entry.way is not Way.ONE and entry.origin == year


def as_read_here(before: Draft, dates: Iterable[Entry]) -> Draft:
    """Those that came by another year's text, and are read now at the same day and hour on their own year's page.

    From now on they are of that page, so that none stands twice and what was decided about them stays.
    """
    ways = {(one.day, one.start): one.way for one in dates}

    def here(one: Entry) -> Entry:
        way = ways.get((one.read.day, one.read.start))
        if one.origin is None or way is None:
            return one
        return dataclasses.replace(one, origin=None, way=way)

    entries, removed = map(here, before.entries), map(here, before.removed)
    return dataclasses.replace(before, entries=tuple(entries), removed=tuple(removed))
