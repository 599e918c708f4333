"""Days of which one is to be chosen: "1 or 8 May", "1, 8 or 15 May"."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line.items import LINK_OR, DateItem
from scheduler.years.recognise.line.parts import AND, ARTICLES, OR
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text import spelling
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

REACH, CELLS = 12, frozenset("\t|;")
POSSIBLY = listed("eventuellt eventuelt evt")
OF_HOURS = (Role.CLOCK | Role.AM | Role.PM).value


def mark(items: list[DateItem]) -> None:
    """Days joined by "or" are one meeting on a day nobody can tell."""
    for before, item in itertools.pairwise(items):
        if item.link is LINK_OR:
            before.problem = item.problem = Reason.of("several_dates")


def parts(between: list[Token]) -> bool:
    """What stands between two days says that one of them is to be chosen: "2 May at 7 pm or 9 May", "2 May (or 9 May)",
    "2 May or, failing that, 9 May"; also misspelt: "2 May - atl 9 May"."""
    if len(between) > REACH or any(t.low in CELLS for t in between):
        return False
    told = [
        t
        for t in between
        if t.kind is WORD and not t.sense.weekday and not t.sense.roles & OF_HOURS
    ]
    if not told or told[-1].sense.roles & OR:
        return bool(told)
    if len(told) == 1 and told[0].sense is NOTHING and spelling.is_meant_for(told[0].low, small.OR):
        return True
    behind = between[between.index(told[0]) :]
    return told[0].sense.roles & OR > 0 and all(t.kind is not NUMBER for t in behind)


def is_of_first(between: list[Token]) -> bool:
    """The last word between two days is said of the first: "(16 november eventuellt), 25 november"."""
    n = max((n for n, t in enumerate(between) if t.kind is WORD), default=None)
    if n is None:
        return False
    closes = next((t.low for t in between[n + 1 :] if t.low != "."), "")
    return closes == ")" or (closes == "," and between[n].low in POSSIBLY)


def mark_listed(tokens: list[Token], days: list[DateItem]) -> None:
    """In "1, 8 or 15 May" the days behind commas are among those to choose from; in "1 and 8 or 15 May" not."""
    for before, item in itertools.pairwise(reversed(days)):
        between = tokens[item.last : before.first]
        listed = before.link is LINK_OR or not any(t.sense.roles & AND for t in between)
        if before.problem and listed and any(t.low == "," for t in between):
            item.problem = before.problem


def mark_pair(tokens: list[Token], first: DateItem, second: DateItem) -> None:
    """Two whole dates with a stroke between, "8.1./11.1.", may be two meetings, a span or a choice. More of them are a
    list, and one day in two languages is one."""
    between = tokens[first.last : second.first]
    told = [t.low for t in between if not t.sense.weekday and t.low not in ARTICLES]
    days = [(item.start.day, item.start.month) for item in (first, second)]
    if told == ["/"] and days[0] != days[1] and not second.group:
        second.link = LINK_OR
        mark([first, second])
