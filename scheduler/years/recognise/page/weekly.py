"""Whose the days are that nobody is named for, where each body has a weekday of its own: "Utskottet möts tisdagar,
nämnden torsdagar"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise

from scheduler.years.recognise.line import inflections
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.said_for import Scope
from scheduler.years.recognise.page.checks import plausible

FEWEST_BODIES = 2


def give(drafts: list[Draft], said: list[Default], named: set[str]) -> None:
    """Gives each such day to the body of its weekday, written or told by its date. `said`: what is said once for many
    meetings; `named` takes the bodies."""
    told: dict[int, dict[str, str]] = defaultdict(dict)
    for default in said:
        if default.weekday is not None and default.body:
            told[default.weekday].setdefault(inflections.stem(default.body), default.body)
    by_weekday = {day: names for day, names in told.items() if len(names) == 1}
    if len({stem for names in by_weekday.values() for stem in names}) < FEWEST_BODIES:
        return
    held = {inflections.stem(draft.body) for draft in drafts if draft.body}
    for draft in drafts:
        on = weekday(draft)
        for stem, name in by_weekday.get(on, {}).items():
            if draft.body is None or (stem not in held and _falls_out(draft, told, on)):
                draft.body = name
                named.add(name)


def part(said: list[Default], drafts: list[Draft]) -> None:
    """Lines right below each other that tell the hour of one weekday each are of the meetings on that day alone:
    "Tisdagar: 17.30–19.30", "Torsdagar: 12.00–13.00"."""
    days = sorted(draft.line for draft in drafts)

    def beside(above: Default, below: Default) -> bool:
        same = (above.section, above.body) == (below.section, below.body)
        return same and bisect_left(days, above.line) == bisect_left(days, below.line)

    told = [d for d in said if d.weekday is not None and d.time and not d.usually]
    parted = [
        pair for pair in pairwise(told) if beside(*pair) and pair[0].weekday != pair[1].weekday
    ]
    for default in {id(d): d for pair in parted for d in pair}.values():
        default.scope = Scope(weekdays=frozenset({default.weekday or 0}))
        default.weekday = None


def _falls_out(draft: Draft, told: dict[int, dict[str, str]], on: int) -> bool:
    """The heading above it is of a body that meets on another weekday: the last of several lines that tell these."""
    stem = inflections.stem(draft.body or "")
    own = {day for day, names in told.items() if stem in names}
    return not draft.labelled and bool(own) and on not in own


def weekday(draft: Draft) -> int:
    """The weekday that a draft is said to be on, else that of its date; 0 where it cannot be told."""
    if draft.item.weekday:
        return draft.item.weekday.number
    on = plausible(draft.year or 0, draft.item.start.month, draft.item.start.day)
    return on.isoweekday() if on else 0
