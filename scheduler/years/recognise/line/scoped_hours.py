"""Hours of which a line says for which meetings they are: "Tisdagar kl. 17, torsdagar kl. 12", "All meetings begin at 3
pm except the last, which begins at noon", "Fram till sommaren kl. 15, därefter kl. 16"."""

from __future__ import annotations

from dataclasses import replace

from scheduler.years.recognise.line import said_for, scoped, sentences, starts, whose
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import Scope
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

SAYS_OF_MEETINGS = (Role.MEETING | Role.ALL | Role.BEGINS).value
FEWEST = 2
# A line with no other words than these tells of nothing else.
PLAIN = (
    small.PREPOSITIONS | small.AND | small.THE | small.AT | said_for.REST | said_for.FIRST | said_for.LAST
    | said_for.SUMMER | said_for.EVERY_OTHER.keys() | said_for.MONTH_OR_MONTHS | said_for.COUNTS.keys()
    | listed("respektive dagar days så de fram")
)  # fmt: skip


def of_line(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """What a line without dates says so, and of all other meetings; empty where it says none so, or of no more than
    halves of the year and months, which sentences tell. A name of a body in it may be whose the hour is."""
    if not parsed.times or whose.subjects(parsed):
        return []
    told = scoped.pairs(parsed, _hours(parsed))
    own = len(told) > 1 or any(scope.nth for scope, _ in told)
    if not own or not any(_is_own(scope) for scope, _ in told) or not _is_of_meetings(parsed):
        return []
    if not all(start for _, (start, _) in told):
        return []
    plain = Default(line, section, None, None, body)
    return [
        replace(plain, time=start, end_time=end, scope=scope._replace(rest=False))
        for scope, (start, end) in told
    ]


def behind(parsed: Parsed) -> Parsed | None:
    """What stands behind the last date of a line, where it tells hours so; None where it does not."""
    last = parsed.dates[-1].last
    if not parsed.times or parsed.times[-1].first < last or len(parsed.tokens) - last < FEWEST:
        return None
    tail = sentences.behind(parsed, last)
    return tail if len(of_line(tail, 0, 0, None)) >= FEWEST else None


def _hours(parsed: Parsed) -> list[scoped.Value[starts.Pair]]:
    found: list[scoped.Value[starts.Pair]] = []
    for start, end in starts.of_sentence(parsed):
        both = [time for time in (start, end) if time]
        found.append(scoped.Value(both[0].first, both[-1].last, (start, end)))
    return found


def _is_own(scope: Scope) -> bool:
    """It is said of other meetings than a half of the year's or a month's."""
    own = scope.weekdays or scope.nth or scope.until or scope.since or scope.rest
    return bool(own) or len(scope.months) > 1


def _is_of_meetings(parsed: Parsed) -> bool:
    """A word says so, or hardly any word stands there: "Telefontid: tisdagar 9–11, torsdagar 13–15" is of none."""
    if parsed.said & SAYS_OF_MEETINGS or not parsed.lows.isdisjoint(small.WE):
        return True
    told = zip(parsed.tokens, parsed.covered(), strict=True)
    return not any(_is_strange(token) for token, covered in told if not covered)


def _is_strange(token: Token) -> bool:
    known = token.sense.roles or token.sense.weekday or token.low in PLAIN
    return token.kind is WORD and not known
