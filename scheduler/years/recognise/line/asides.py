"""Days of something else in parentheses behind a meeting's day: "12 mars (studiebesök 10 mars)"."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, papers
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.aside_words import REPLACED
from scheduler.years.recognise.text.nouns import DAY
from scheduler.years.recognise.text.small_words import BEFORE, NEW, NOW, THE
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import CONTINUES
from scheduler.years.recognise.text.words import Role, listed

AND = Role.AND.value
# What may be said of another event.
PLAIN = (Role.IN | Role.GENERIC | Role.PLACE | Role.OPEN | Role.USUALLY | Role.PAPERS).value
LONGEST = 12
SET_OFF = frozenset(",-;")
# The day in the parenthesis is one more of the same meeting.
ALSO = (NEW | NOW | THE | DAY | CONTINUES) | listed(
    "även också myös auch også samt plus alt alternativt extra am on kl"
)


def is_of_another(parsed: Parsed, i: int) -> bool:
    """Whether date `i` stands in a parenthesis behind another date, with words of its own before it that
    name neither a meeting nor a body."""
    if not i:
        return _leads(parsed)
    between = parsed.tokens[parsed.dates[i - 1].last : parsed.dates[i].first][-LONGEST:]
    if _is_prepared(between):
        return True
    opens = next((n for n in range(len(between) - 1, -1, -1) if between[n].low in ("(", ")")), None)
    if opens is None:
        if between and all(_joins(token) for token in between):
            return "(" in parsed.lows and is_of_another(parsed, i - 1)
        opens = _set_off(parsed, i, between)
        if opens is None:
            return False
    if between[opens].low == ")":
        return False
    return _is_plain(between[opens:])


def _is_prepared(between: list[Token]) -> bool:
    """The day of the meeting that this one is held before: "14/9 AU planerar inför KR 24/9"."""
    last = len(between) - 1
    while last > 0 and bodies.is_head(between[last]):
        last -= 1
    return 0 <= last < len(between) - 1 and between[last].low in BEFORE


def _is_plain(tokens: list[Token]) -> bool:
    """Words of their own, none of which speaks of meetings."""
    words = [t for t in tokens if t.kind is WORD and not t.sense.weekday]
    told = [t for t in words if t.low not in ALSO]
    plain = not any(t.low in REPLACED or t.sense.roles & ~PLAIN or bodies.is_head(t) for t in told)
    return len(told) > 0 and told[0] is words[0] and plain


def _set_off(parsed: Parsed, i: int, between: list[Token]) -> int | None:
    """Where a comma or a dash sets words off before a day that comes some weeks before the day in front of it:
    "16 mars kl. 13, leverans 2 mars"."""
    if not papers.days_between(parsed.dates[i], parsed.dates[i - 1]):
        return None
    return next((n for n in range(len(between) - 1, -1, -1) if between[n].low in SET_OFF), None)


def _leads(parsed: Parsed) -> bool:
    """ "Leverans 2 mars, sammanträde 16 mars": what the first day is for leads to the meeting."""
    if not parsed.left or not papers.leads_to_meeting(parsed):
        return False
    words = papers.label(parsed, 0)
    return bool(words) and words[0] is parsed.tokens[0] and _is_plain(words)


def _joins(token: Token) -> bool:
    return token.low in (",", ".", "den", "am") or token.sense.roles & AND > 0
