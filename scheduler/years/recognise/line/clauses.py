"""The clause that a date stands in: the words in front of it that are said of it alone."""

from __future__ import annotations

from scheduler.years.recognise.line import deadlines, times
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

HOUR = (Role.CLOCK | Role.HOURS | Role.AM | Role.PM).value
STOPS = frozenset(".;(),–\t|:")


def last(before: list[Token]) -> list[Token]:
    """The words in front of a date, from the last sign on that has words of their own behind it."""
    for i in range(len(before) - 1, -1, -1):
        if before[i].low in STOPS and i < len(before) - 1:
            if before[i + 1].low in deadlines.THAT_IS or before[i - 1].low in deadlines.THAT_IS:
                continue
            rest = before[i + 1 :]
            if any(t.kind is WORD and not t.sense.weekday and not _tells_hour(t) for t in rest):
                return rest
            if before[i].low == ")" and "(" in [t.low for t in before[:i]]:
                return rest  # "9.2. (Winterferien), 9.3.": said of the day in front of it
    return before


def _tells_hour(token: Token) -> bool:
    """ "Deadline: noon on 15 August": the hour stands between a label and its day."""
    return (
        token.sense.roles & HOUR > 0
        or token.low in times.NAMED
        or token.low in small.AT | small.THE
    )
