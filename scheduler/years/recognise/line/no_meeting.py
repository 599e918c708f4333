"""Words behind a day, or right before it, that no meeting is held then, "5 mars inget möte", "9. mars (møtefri)", and
those that meetings are held at need alone."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.clauses import HOUR, OPENERS, leading, say, words
from scheduler.years.recognise.text import verbs
from scheduler.years.recognise.text.small_words import BUT, NO, NOT
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

NONE, MEETING, CANCEL, IN, WEEK = (
    Role.NONE.value, Role.MEETING.value, Role.CANCEL.value, Role.IN.value, Role.WEEK.value,
)  # fmt: skip
NONE_REACH = 10
# Days without a meeting, by the word itself; and the day that a meeting has.
FREE = (
    "møtefri", "mødefri", "mötesfri", "sammanträdesfri", "sitzungsfrei", "tagungsfrei", "kokousvapaa",
)  # fmt: skip
TERMS = listed("termin termine")
# Finnish bodies that there is none of; what is planned, or not.
NONE_OF = ("kuntaa", "valtuustoa", "hallitusta", "jaostoa", "neuvostoa")
PLANNED = verbs.PLANNED | {"business"}
AS_NEEDED = frozenset(
    (a, b)
    for a in ("vid", "ved", "etter", "efter", "bei", "nach", "as", "if", "when", "where")
    for b in ("behov", "bedarf", "needed", "required", "necessary")
)
# "Glöm inte mötet den 3 maj!"
FORGET, REMINDS_WITHIN = listed("glöm glöms glem gløym"), 6
WHEN_NEEDED = listed("tarvittaessa")
NONE_OR_NOT = NO | NOT
# Before "not".
SET_OFF = BUT | listed("( , -")
CELL_SIGNS = frozenset("|\t.;")


def leads_on(after: list[Token]) -> int | None:
    """Where words begin behind a day that deny the next one: "7 mai (ikke 14 mai)". None where there are none."""
    last = len(after) - 1
    while last > 0 and (after[last].low in OPENERS or after[last].sense.weekday):
        last -= 1
    denied = last > 0 and after[last].low in NOT and after[last - 1].low in SET_OFF
    return last if denied else None


def is_as_needed(tokens: list[Token]) -> bool:
    """Meetings are held only when there is need of one: "vid behov", "as required"."""
    lows = [t.low for t in tokens]
    pairs = itertools.pairwise(lows)
    return not (AS_NEEDED.isdisjoint(pairs) and WHEN_NEEDED.isdisjoint(lows))


def is_denied(before: list[Token]) -> bool:
    """ "Not" stands right before the day: "ikke 14. mai", "dock inte den 16 mars"."""
    told = leading(before)
    return told != [] and told[-1].low in NOT and not say(told, CANCEL)


def is_said(before: list[Token], after: list[Token]) -> bool:
    """No meeting is held that day: "5 mars inget möte", "21.2. ei kokousta"."""
    told = (t for t in words(after) if not t.sense.roles & HOUR)
    if any(t.low.startswith(FREE) for t in itertools.islice(told, 1)):
        return True  # "9. mars (møtefri)"
    reach = after[:NONE_REACH]
    if say(after[-1:], MEETING) and "(" in [t.low for t in after]:
        reach = []  # "May 13 (no meeting May 27)"
    if any(
        (b.sense.month or b.sense.roles & WEEK) and a.sense.roles & IN
        for a, b in itertools.pairwise(reach)
    ):
        reach = []  # "9 mars (inget möte i april)", "19. januar, ingen møder i uge 4"
    near = [] if any(t.low in FORGET for t in before[-REMINDS_WITHIN:]) else before[-4:]
    for tokens in (near, reach) if not say(after, CANCEL) else ():
        for n, token in enumerate(tokens):
            rest = tokens[n + 1 :]
            held = say(rest, MEETING) or any(t.low in TERMS for t in rest[:1])
            if held and token.kind is WORD and token.sense.roles & NONE:
                return True
    return _none_at_all(after)


def _none_at_all(after: list[Token]) -> bool:
    """ "16 mars: inget", "16 March – no council": nothing more is said right behind the day; but "16 March, no 5", and
    "16. mars (ikke TU)" is another's."""
    clause = itertools.takewhile(lambda t: t.low not in CELL_SIGNS, after)
    told = [t for t in clause if t.kind is WORD]
    if not told or told[0].low not in NONE_OR_NOT or any(t.kind is NUMBER for t in after[:3]):
        return False
    of_none = told[0].low in NO
    return all(
        t.low.endswith(NONE_OF) or t.low in PLANNED or (of_none and bodies.is_head(t))
        for t in told[1:]
    )
