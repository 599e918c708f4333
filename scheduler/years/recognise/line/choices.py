"""Days of which one is to be chosen: "1 or 8 May", "1, 8 or 15 May"."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line.items import LINK_OR, DateItem
from scheduler.years.recognise.line.parts import AND
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.tokens import Token


def mark(items: list[DateItem]) -> None:
    """Days joined by "or" are one meeting on a day nobody can tell."""
    for before, item in itertools.pairwise(items):
        if item.link is LINK_OR:
            before.problem = item.problem = Reason.of("several_dates")


def mark_listed(tokens: list[Token], days: list[DateItem]) -> None:
    """In "1, 8 or 15 May" the days behind commas are among those to choose from; in "1 and 8 or 15 May" not."""
    for before, item in itertools.pairwise(reversed(days)):
        between = tokens[item.last : before.first]
        listed = before.link is LINK_OR or not any(t.sense.roles & AND for t in between)
        if before.problem and listed and any(t.low == "," for t in between):
            item.problem = before.problem
