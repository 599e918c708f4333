"""Remarks in parentheses between the days of a list: "5 (6 pm), 12 (online) and 19 May"."""

from __future__ import annotations

from scheduler.years.recognise.line import parts, times
from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.line.parts import AND
from scheduler.years.recognise.text.small_words import PREPOSITIONS
from scheduler.years.recognise.text.tokens import WORD, Token

# Tokens of "4 (6) May".
SHORTEST = 5


def past(tokens: list[Token], i: int) -> int:
    """Where a list of days goes on behind a remark: "Jan: 18 (styrelse), 25 (valberedning)"."""
    if tokens[i].low != "(":
        return i
    for j in range(i + 1, min(i + parts.PARENTHESIS_REACH, len(tokens) - 2)):
        if tokens[j].low == ")":
            goes_on = tokens[j + 1].low in (",", "-") or tokens[j + 1].sense.roles & AND
            return j + 1 if goes_on or tokens[j + 1].sense.month else i
    return i


def is_counted(tokens: list[Token], i: int) -> bool:
    """The number may be that of the word before it: "Room 5 (main hall), 12 March"."""
    word = tokens[i - 1]
    leads = word.sense.weekday or word.low in parts.ARTICLES | PREPOSITIONS
    return i > 0 and word.kind is WORD and not leads


def hours(tokens: list[Token], i: int, last: int) -> list[TimeItem]:
    """The hours in parentheses from `i` on."""
    found: list[TimeItem] = []
    inside = False
    if last - i < SHORTEST:
        return found
    while i < last:
        low = tokens[i].low
        inside = low == "(" or (inside and low != ")")
        clock = times.at(tokens, i, after_date=True) if inside else None
        if clock:
            found.append(clock)
        i = clock.last if clock else i + 1
    return found
