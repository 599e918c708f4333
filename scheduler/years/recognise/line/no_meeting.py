"""Words behind a day, or right before it, that no meeting is held then: "5 mars inget möte", "9. mars (møtefri)"."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.text import verbs
from scheduler.years.recognise.text.small_words import BUT, NO, NOT, THE
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

NONE, MEETING, CANCEL, BODY, IN, WEEK = (
    Role.NONE.value, Role.MEETING.value, Role.CANCEL.value, Role.BODY.value, Role.IN.value, Role.WEEK.value,
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
NOTHING_HELD = NO | NOT
# Between "not" and the day, and before "not".
OPENERS = THE | listed("on am på")
SET_OFF = BUT | listed("( , -")
CELL_SIGNS = frozenset("|\t.;")


def leads_on(after: list[Token]) -> int | None:
    """Where words begin behind a day that deny the next one: "7 mai (ikke 14 mai)". None where there are none."""
    last = len(after) - 1
    while last >= 0 and (after[last].low in OPENERS or after[last].sense.weekday):
        last -= 1
    denied = last > 0 and after[last].low in NOT and not after[last].sense.roles & CANCEL
    return last if denied and after[last - 1].low in SET_OFF else None


def is_denied(before: list[Token]) -> bool:
    """ "Not" stands right before the day: "ikke 14. mai", "dock inte den 16 mars"."""
    words = [t for t in before if t.kind is WORD and not t.sense.weekday]
    while words and words[-1].low in OPENERS:
        words.pop()
    if not words or words[-1].low not in NOT:
        return False
    return not any(t.sense.roles & CANCEL for t in words)


def is_said(before: list[Token], after: list[Token]) -> bool:
    """No meeting is held that day: "5 mars inget möte", "21.2. ei kokousta"."""
    reach = after[:NONE_REACH]
    if len(after) > 1 and after[-1].sense.roles & MEETING and "(" in [t.low for t in after]:
        reach = []  # "May 13 (no meeting May 27)"
    if any(
        (b.sense.month or b.sense.roles & WEEK) and a.sense.roles & IN
        for a, b in itertools.pairwise(reach)
    ):
        reach = []  # "9 mars (inget möte i april)", "19. januar, ingen møder i uge 4"
    first = next((t for t in after if t.kind is WORD and not t.sense.weekday), None)
    if first is not None and first.low.startswith(FREE):
        return True  # "9. mars (møtefri)"
    for tokens in (before[-4:], reach):
        for token, following in itertools.pairwise(tokens):
            if token.sense.roles & NONE and token.kind is WORD:
                near = tokens[tokens.index(following) :]
                named = following.sense.roles & BODY or following.low in TERMS
                if (named or any(t.sense.roles & MEETING for t in near)) and not _cancelled_near(
                    after
                ):
                    return True
    return _none_at_all(after)


def _none_at_all(after: list[Token]) -> bool:
    """ "16 mars: inget", "16 March – no council": nothing more is said right behind the day."""
    words = [
        t for t in itertools.takewhile(lambda t: t.low not in CELL_SIGNS, after) if t.kind is WORD
    ]
    if not words or not words[0].sense.roles & NONE or after[0].low in ("|", "\t"):
        return False
    rest = words[1:]
    if any(t.kind is NUMBER for t in after[:3]):
        return False
    held = rest and (
        bodies.is_head(rest[0]) or rest[0].low.endswith(NONE_OF) or rest[0].low in PLANNED
    )
    return words[0].low in NOTHING_HELD and (not rest or (len(rest) == 1 and bool(held)))


def _cancelled_near(after: list[Token]) -> bool:
    return any(t.sense.roles & CANCEL for t in after)
