"""Which dates of a line are off: struck, cancelled, or moved to another day."""

from __future__ import annotations

import itertools
from bisect import bisect_left

from scheduler.years.recognise.line import parts, prose
from scheduler.years.recognise.line.items import DateItem, Parsed, TimeItem
from scheduler.years.recognise.line.roles import A_MEETING, REPLACEMENT, REPLACES, Job
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import REPLACED
from scheduler.years.recognise.text.nouns import DAY_OR_DATE
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

CANCEL, MOVED, TO = Role.CANCEL.value, Role.MOVED.value, Role.TO.value
DAY_WORDS = DAY_OR_DATE | listed("tid aika")
MOVED_WITHIN = 14
# Stand right before the new day in Finnish.
DIRECT = listed("muutettu vaihdettu siirretty aikaistettu lykätty korvataan siirretään")
LEADS = (small.BY | small.WITH | small.UNTIL | small.FOR) | listed(
    "auf mot mod imod gegen fram forward päivään päivälle pidettäväksi"
)
# But not "was", which leads to the old date.
PASSED_OVER = (small.AUXILIARIES - small.WAS | small.NOW) | listed(
    "( , - . : ! > → ➔ ➜ = fram frem forward obs nb note notera observera huom achtung bemerk bemærk"
)
"""What may stand between the old date and the word that it is moved."""
BEFORE_NEW_DAY = 6
ARROW = frozenset("-=>→➔➜⇒»")
# One of these stands where a day is moved without a word of moving.
NOW = small.NOW | small.IN_STEAD | {"neu"}
HINTS = small.NEW | NOW | ARROW - {"-", "="}
# Before the word that some other meeting is off, which is why this one is held, and what may stand between.
HELD_FOR = (small.AFTER | small.IN_STEAD | REPLACES | REPLACEMENT) | listed(
    "following statt anstelle anstatt anledning foranledning anledn grund grunn due because wegen aufgrund"
)
BEFORE_OFF = small.THE | small.OF | small.FOR | small.TO
OFF_BEFORE_NOUN = listed("peruutetun perutun peruuntuneen")  # "… kokouksen tilalla"


def is_moved(parsed: Parsed, item: DateItem) -> bool:
    """Another date follows to which the meeting was moved: "14/2 flyttat till 21/2"."""
    if (
        _moved_to_next(parsed, item)
        or _moved_before(parsed, item)
        or _arrow_leads(parsed, item)
        or _held_now(parsed, item)
    ):
        return True
    hours = {n for time in _times_near(parsed, item) for n in range(time.first, time.last)}
    reach = range(item.last, min(len(parsed.tokens), item.last + MOVED_WITHIN))
    rest = [n for n in reach if n not in hours and not _is_passed_over(parsed.tokens[n])]
    if len(rest) > 2 and _new_day(parsed, rest):
        return True
    if len(rest) < 2 or not parsed.tokens[rest[0]].sense.roles & MOVED:
        return _verb_last(parsed, item)
    leads = bool(parsed.tokens[rest[1]].sense.roles & TO)
    to = _next(parsed, item)
    return leads or (to is not None and to.first == rest[1])


def _times_near(parsed: Parsed, item: DateItem) -> list[TimeItem]:
    """The hours that begin within reach behind a date."""
    first, last = (
        bisect_left(parsed.times, at, key=lambda time: time.first)
        for at in (item.last, item.last + MOVED_WITHIN)
    )
    return parsed.times[first:last]


def _is_passed_over(token: Token) -> bool:
    """ "Inställt, nytt datum 23 mars"."""
    return token.low in PASSED_OVER or bool(token.sense.roles & CANCEL)


def _next(parsed: Parsed, item: DateItem) -> DateItem | None:
    at = bisect_left(parsed.dates, item.last, key=lambda other: other.first)
    return parsed.dates[at] if at < len(parsed.dates) else None


def _moved_to_next(parsed: Parsed, item: DateItem) -> bool:
    """ "April 8 – Spring Break, meeting moved to April 15": the new day stands right behind the word."""
    to = _next(parsed, item)
    if to is None or to.first - item.last > MOVED_WITHIN:
        return False
    before = parsed.tokens[max(item.last, to.first - BEFORE_NEW_DAY) : to.first]
    at = next((n for n, t in enumerate(before) if t.sense.roles & MOVED or t.low in REPLACED), None)
    if at is None:
        return False
    if before[-1].low in DIRECT:
        return True
    if any(
        a.low in small.NEW and b.low in DAY_WORDS for a, b in itertools.pairwise(before[at + 1 :])
    ):
        return True  # "on jouduttu siirtämään, uusi aika on"
    return any((t.sense.roles & TO and t.low != "-") or t.low in LEADS for t in before[at + 1 :])


def _moved_before(parsed: Parsed, item: DateItem) -> bool:
    """ "På grund av sjukdom flyttas mötet 10 mars till 17 mars": the word stands before the old day."""
    to = _next(parsed, item)
    if to is None or not parts.is_moved_to_next(parsed.tokens, item.first):
        return False
    between = [t for t in parsed.tokens[item.last : to.first] if not _leads_day(t)]
    return len(between) == 1 and bool(between[0].sense.roles & TO) and between[0].low != "-"


def _arrow_leads(parsed: Parsed, item: DateItem) -> bool:
    """ "11 mars → 18 mars": nothing but an arrow stands before the new date."""
    i, arrow = item.last, False
    times = {time.first: time.last for time in _times_near(parsed, item)}
    while i < len(parsed.tokens) and (parsed.tokens[i].low in (",", "(") or i in times):
        i = times.get(i, i + 1)
    while i < len(parsed.tokens) and parsed.tokens[i].low in ARROW:
        arrow = arrow or parsed.tokens[i].low != "-"
        i += 1
    to = _next(parsed, item)
    return arrow and to is not None and to.first == i


def _held_now(parsed: Parsed, item: DateItem) -> bool:
    """ "The meeting scheduled for 12 May will now take place on 19 May"."""
    to = _next(parsed, item)
    if to is None or to.first - item.last > MOVED_WITHIN:
        return False
    between = {token.low for token in parsed.tokens[item.last : to.first]}
    last = to.first - 1
    while last > item.last and _leads_day(parsed.tokens[last]):
        last -= 1
    if parsed.tokens[last].low in NOW:
        return True  # "16 March, now 23 March"
    return not between.isdisjoint(NOW) and not between.isdisjoint(prose.HELD)


def _leads_day(token: Token) -> bool:
    return token.low in ("on", "den", "the", "am", ",", ":") or token.sense.weekday is not None


def _verb_last(parsed: Parsed, item: DateItem) -> bool:
    """German: "7.10. auf den 14.10. verlegt"."""
    to = _next(parsed, item)
    if to is None or to.last >= len(parsed.tokens):
        return False
    between = [token.low for token in parsed.tokens[item.last : to.first]]
    if "auf" not in between:
        return False
    hours = {n for time in parsed.times for n in range(time.first, time.last)}
    behind = range(to.last, min(len(parsed.tokens), to.last + MOVED_WITHIN))
    verb = next((parsed.tokens[n] for n in behind if n not in hours), None)
    return verb is not None and bool(verb.sense.roles & MOVED)


def is_put_off(parsed: Parsed, item: DateItem) -> bool:
    """ "Mötet den 13 mars skjuts upp": moved, and the line's only date is not the new one."""
    if not parsed.said & MOVED or len(parsed.dates) > 1:
        return False
    before = parsed.tokens[max(0, item.first - BEFORE_NEW_DAY) : item.first]
    return not any(t.sense.roles & TO for t in before if t.low != "-")


def _new_day(parsed: Parsed, rest: list[int]) -> bool:
    """ "9 mars, ny tid: 10 mars": the two words stand right between two dates."""
    new, word, following = (parsed.tokens[n] for n in rest[:3])
    if new.low not in small.NEW or word.low not in DAY_WORDS:
        return False
    return any(other.first == rest[2] for other in parsed.dates) or bool(following.sense.weekday)


def cancelled(parsed: Parsed, jobs: list[Job]) -> set[int]:
    """Which dates of the line are struck through or said to be cancelled."""
    items = parsed.dates
    found = {i for i, item in enumerate(items) if item.struck}
    if not parsed.said & CANCEL:
        return found
    meetings = [i for i, job in enumerate(jobs) if job is A_MEETING]
    k, only = -1, meetings[0] if len(meetings) == 1 else None
    for n, _token in enumerate(parsed.tokens):
        while k + 1 < len(items) and items[k + 1].first <= n:
            k += 1
        if not cancels(parsed.tokens, n):
            if k + 1 < len(items) and _is_of_next(parsed.tokens, n, items[k + 1]):
                found |= {k + 1} & set(meetings)
            continue
        if only is not None:
            found.add(only)
        elif k >= 0:
            found |= _group(parsed, k)
        elif meetings:
            found.update(meetings)
    return found


def _group(parsed: Parsed, k: int) -> set[int]:
    group = parsed.dates[k].group
    if not group:
        return {k}
    return {i for i in range(max(0, k - 12), k + 1) if parsed.dates[i].group == group}


def cancels(tokens: list[Token], i: int) -> bool:
    """The word says that this meeting is off, and no other one: "inställt", "ställs in", "fällt aus"."""
    if not tokens[i].sense.roles & CANCEL or tokens[i].low in OFF_BEFORE_NOUN:
        return False
    denied = i > 0 and tokens[i - 1].low in ("ej", "inte", "not", "nicht", "ikke", "ei")
    return not denied and not _is_of_another(tokens, i)


def _is_of_next(tokens: list[Token], i: int, item: DateItem) -> bool:
    """ "22 februari (efter inställt möte 15 februari)": the day behind is the one that is off."""
    near = item.first - i <= BEFORE_NEW_DAY
    return near and tokens[i].sense.roles & CANCEL > 0 and _is_of_another(tokens, i)


def _is_of_another(tokens: list[Token], i: int) -> bool:
    """ "(following cancellation in May)", "ersätter det inställda mötet": why this one is held."""
    before = i - 1
    while before >= 0 and tokens[before].low in BEFORE_OFF:
        before -= 1
    return before >= 0 and tokens[before].low in HELD_FOR
