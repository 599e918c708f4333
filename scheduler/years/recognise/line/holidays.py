"""Days on which something else is: a holiday, a break, the beginning of a term."""

from __future__ import annotations

from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role, listed

HOLIDAY, MEETING, CLOCK = Role.HOLIDAY.value, Role.MEETING.value, Role.CLOCK.value
NEAR = 3
CLAUSE_ENDS = frozenset(".,;:|\t-(")
AROUND = small.AROUND | {"i"}
# What follows upon the meeting: "därefter sommaruppehåll".
THEN = listed("därefter sedan deretter derefter then thereafter danach anschließend sitten")
# Lead to the place of a meeting, which may be named after a feast: "in the Memorial Hall".
PLACED = small.AT | {"the"}
# Beside the name of a holiday they say when or where a meeting is.
SAY_WHEN = AROUND | PLACED | THEN
IS_SOME = small.IS | small.SOME
HOLIDAY_PAIRS = frozenset(
    (
        ("half", "term"), ("good", "friday"), ("presidents", "day"), ("columbus", "day"), ("peoples", "day"),
        ("independence", "day"), ("boxing", "day"), ("mlk", "day"), ("patriots", "day"), ("election", "day"),
        ("polling", "day"), ("inset", "day"), ("reading", "week"), ("remembrance", "sunday"), ("luther", "king"),
        ("new", "year"), ("röd", "dag"), ("röda", "dagar"), ("hjärtans", "dag"),
        ("deutschen", "einheit"), ("första", "maj"),
    )
)  # fmt: skip
# What a meeting is the last one before. "Jul" is also short for July.
FEASTS = listed(
    "jul julen sommar sommaren sommeren summer sommer kesää kesälomaa joulua årsskiftet vuodenvaihdetta"
    " nyår nytår nyttår"
)
# How those who meet keep a feast.
KEPT = listed(
    "lunch luncheon dinner supper breakfast brunch party social reception gathering potluck mingle celebration buffet"
)
# What a term, a season or a course does: verbs, and not "start" of a meeting.
BEGINS_OR_ENDS = listed(
    "börjar startar inleds slutar avslutas begin begins commence commences starts end ends conclude concludes alkaa"
    " alkavat päättyy päättyvät begynner starter slutter avsluttes begynder afsluttes beginnt beginnen endet enden"
)


def opens(after: list[Token]) -> bool:
    """The first word behind a date is that of a holiday: "Easter", "closed"; but not "Christmas meeting", "Christmas
    lunch" nor "closed session"."""
    told = words(after)[:2]
    if tuple(t.low for t in after[:2]) in HOLIDAY_PAIRS and not say(words(after)[2:3], MEETING):
        return True  # "1 maj Första maj"
    kept = told[1:] and told[1].low in KEPT
    return say(told[:1], HOLIDAY) and not kept and not say(told[1:], MEETING)


def held_around(before: list[Token]) -> bool:
    """ "Sista mötet före jul 12 december": a meeting, and a holiday that only says when. "Stängt: styrelsemöte": one
    that is closed to others."""
    told = words(before)
    at = next((n for n, t in enumerate(told) if t.sense.roles & HOLIDAY), 0)
    return say(told[at + 1 :], MEETING) or any(
        t.low in AROUND for t in told[max(0, at - NEAR) : at]
    )


def is_named(told: list[Token]) -> bool:
    """Mid-Semester Break; but not "planering inför sommarlov" nor "sista mötet före jul"."""
    while len(told) > 1 and told[0].low in IS_SOME:
        told = told[1:]  # "is a bank holiday"
    around = any(t.low in SAY_WHEN for t in told)
    return len(told) <= NEAR and say(told[-1:], HOLIDAY) and not around


def begins_or_ends(told: list[Token], after: list[Token]) -> bool:
    """Something else than a meeting begins or ends that day, and no more is said: "Spring term begins", "läsåret
    slutar"."""
    if (
        not 1 < len(told) <= NEAR
        or told[-1].low not in BEGINS_OR_ENDS
        or say(told, MEETING)
        or say(told[:-1], CLOCK)
    ):
        return False
    behind = after[after.index(told[-1]) + 1 :]
    return not behind or behind[0].low in CLAUSE_ENDS


def is_ordinal(tokens: list[Token], n: int) -> bool:
    """The number or the dot at `n` is that of a holiday which has several days: "er 2. pinsedag"."""
    n -= tokens[n].low == "."
    return tokens[n].kind is NUMBER and say(tokens[n + 2 : n + 3], HOLIDAY)
