"""The words around a date, and where its clause and its sentence end."""

from __future__ import annotations

from scheduler.years.recognise.line import times
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

HOUR = (Role.CLOCK | Role.HOURS | Role.AM | Role.PM).value
BEFORE_HOUR = small.AT | small.THE | set(times.NAMED)
STOPS = frozenset(".;(),–\t|")
# What follows says the same as what went before, so that the clause goes on.
THAT_IS = listed("dvs d v s alltså ie i.e eli dvs. namely nämligen")
# Lead to the number of a meeting.
COUNTED = small.THE | small.NEXT | small.LAST
# May stand between a date and the words that lead to it.
OPENERS = small.THE | small.FROM | listed("on am fram till til")


def words(tokens: list[Token]) -> list[Token]:
    """The words, but for weekdays."""
    return [t for t in tokens if t.kind is WORD and not t.sense.weekday]


def leading(before: list[Token]) -> list[Token]:
    """The words in front of a date, without those that only open it: "the", "den", "on"."""
    return [t for t in words(before) if t.low not in OPENERS]


def say(tokens: list[Token], roles: int) -> bool:
    """One of the words has one of these roles."""
    return any(t.sense.roles & roles for t in tokens)


def last(before: list[Token]) -> list[Token]:
    """The words in front of a date, from the last sign on that has words of their own behind it."""
    for i in range(len(before) - 2, -1, -1):
        if before[i].low not in STOPS or before[i + 1].low in THAT_IS or _is_nth(before, i):
            continue
        rest = before[i + 1 :]
        if not all(map(_tells_hour, words(rest))):
            return rest
        if before[i].low == ")" and "(" in [t.low for t in before[:i]]:
            return rest  # "9.2. (Winterferien), 9.3.": said of the day in front of it
    return before


def _is_nth(tokens: list[Token], i: int) -> bool:
    """The stop at `i` makes a number say which: "fra 11. møte", "der 11. Sitzung"."""
    if i == 0 or tokens[i].low != "." or tokens[i].gap or tokens[i - 1].kind is not NUMBER:
        return False
    led = i > 1 and tokens[i - 2].low in COUNTED
    return led or tokens[i + 1].text[:1].islower()


def _tells_hour(token: Token) -> bool:
    """ "Deadline: noon on 15 August": the hour stands between a label and its day."""
    return token.sense.roles & HOUR > 0 or token.low in BEFORE_HOUR


def ends_sentence(parsed: Parsed, n: int) -> bool:
    """The token is a full stop with a capital after it, and no part of a date or time."""
    if parsed.tokens[n].low != "." or n + 1 == len(parsed.tokens) or parsed.covered()[n]:
        return False
    following = parsed.tokens[n + 1]
    return following.gap > 0 and following.text[:1].isupper()


def sentence_begins(parsed: Parsed, at: int, least: int) -> int:
    """Where the sentence of the token `at` begins, or `least` where that is further back."""
    return next((n for n in range(at, least, -1) if ends_sentence(parsed, n - 1)), least)
