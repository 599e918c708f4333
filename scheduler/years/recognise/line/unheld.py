"""Days on which meetings were to have been held, and were not: "skulle ha ägt rum den 18 mars"."""

from __future__ import annotations

from itertools import takewhile

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.clauses import sentence_begins
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

# "Skulle hållas" may tell what was decided, "skulle ha hållits" does not. For each verb what must follow it, in what
# comes before the day or, in German, behind it.
TAKEN = listed("taken been met convened happened")
BEEN = {
    "skulle": listed(
        "ägt hållits varit genomförts sammanträtt mötts vært vore holdt blitt funnet møttes været afholdt fundet"
        " avholdt"
    ),
    "should": TAKEN, "would": TAKEN,
    "hätte": listed("sollen"), "hätten": listed("sollen"),
    "olisi": listed("pidetty pitänyt kokoontunut järjestetty ollut"), "piti": listed("pitää kokoontua järjestää"),
}  # fmt: skip
REACH, TO_DAY = 4, 8
AND, MEETING = Role.AND.value, Role.MEETING.value
STOPS = frozenset(".;:!?")
JOINS = small.THE | small.AT | {","}


def of_line(parsed: Parsed) -> set[int]:
    """Which dates of the line are such days; also those that nothing but a body's name and "and" join to one."""
    found: set[int] = set()
    last = 0
    for i, item in enumerate(parsed.dates) if not parsed.lows.isdisjoint(BEEN) else ():
        opens = sentence_begins(parsed, item.first, max(last, item.first - TO_DAY))
        before = parsed.tokens[opens : item.first]
        joined = i - 1 in found and all(map(_joins, parsed.tokens[last : item.first]))
        if joined or _would(before, parsed.tokens[item.last : item.last + REACH]):
            found.add(i)
        last = item.last
    return found


def _would(before: list[Token], behind: list[Token]) -> bool:
    """The words before the day say so, or those around it: "hätte am 18. März stattfinden sollen"."""
    told = [t.low for t in before]
    at = next((n for n, low in enumerate(told) if low in BEEN), len(told))
    near = [
        *told[at + 1 :][:REACH],
        *takewhile(lambda low: low not in STOPS, (t.low for t in behind)),
    ]
    return at < len(told) and not BEEN[told[at]].isdisjoint(near)


def _joins(token: Token) -> bool:
    said = token.sense.roles & (AND | MEETING) or token.sense.weekday
    return bool(said) or bodies.is_head(token) or token.low in JOINS
