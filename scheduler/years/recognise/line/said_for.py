"""Of which of a list's meetings a word speaks: "torsdagar", "första mötet", "fram till sommaren", "därefter"."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.years.recognise.line import compounds
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.nouns import MONTH, MONTHS, PERIODS
from scheduler.years.recognise.text.tokens import END, NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

MEETING, SPRING, AUTUMN, BEGINS, CLOCK, TO, AND = (
    Role.MEETING.value, Role.SPRING.value, Role.AUTUMN.value, Role.BEGINS.value, Role.CLOCK.value, Role.TO.value,
    Role.AND.value,
)  # fmt: skip
FIRST = listed(
    "first 1st första förste første ensimmäinen ensimmäiset ensimmäistä erste ersten erster erstes"
)
LAST = small.LAST | listed("final viimeiset viimeistä letzten avslutande")
NUMBERS = (
    "two två to kaksi kahta zwei", "three tre kolme kolmea drei", "four fyra fire neljä neljää vier",
    "five fem viisi viittä fünf",
)  # fmt: skip
COUNTS = {word: number for number, words in enumerate(NUMBERS, 2) for word in words.split()}
MONTH_OR_MONTHS = MONTH | MONTHS
EVERY_OTHER = {
    word: frozenset(range(first, 13, 2))
    for first, words in (
        (2, "jämna even parillisina parillisten gerade geraden like lige"),
        (1, "udda odd parittomina parittomien ungerade ungeraden ulike ulige"),
    )
    for word in words.split()
}
ONES = compounds.ONE + compounds.MEETINGS
TIMES = listed("gång gången gånger gången time kerta kerran mal gang gangen")
SUMMER = listed("sommar sommaren summer sommer sommeren kesä kesään kesän kesätauon sommarens")
# All but the meetings told of before, or with it.
REST = (small.OTHERS - {"andra", "andre", "andere", "anderen", "toinen"}) | listed(
    "annars otherwise ellers muuten muulloin sonst else rest resten loput därefter dessförinnan thereafter deretter"
    " derefter danach vorher sedan sitten övrigt øvrigt övrig øvrig"
)
# "After that", "fram till dess", "sitä ennen", "bis dahin".
THAT = listed("that then dess detta det dahin da dette siihen sitä")
EXTRA = (
    "extra", "ekstra", "ylimäär", "sonder", "außerordentlich", "extraordin", "ekstraordin", "special",
)  # fmt: skip
# "Första halvåret", "the second half of the year".
HALVES = listed(
    "halvår halvåret halvårets half vuosipuolisko vuosipuoliskolla halbjahr halbjahres halvdel halvdelen"
)
SECOND = listed("second andra annet andet andre toinen toisella zweite zweiten")
TO_JUNE, FROM_JULY = frozenset(range(1, 7)), frozenset(range(7, 13))
NEW_YEAR = listed(
    "årsskiftet årsskifte nyår nyåret nyttår nytår jahreswechsel neujahr vuodenvaihde vuodenvaihteen"
)
SECOND_OR_OTHERS = listed("andra andre andere anderen")
UP_TO, FROM_ON = small.UNTIL | small.BEFORE | {"tom"}, small.FROM | small.AFTER | {"fom"}
NEAR, REACH, MOST = 7, 3, 20
LAST_OF_SPRING, FIRST_OF_AUTUMN, LAST_OF_YEAR = 6, 7, 12


class Scope(NamedTuple):
    """The meetings of which something is said: on some weekdays, in some months, in a half of the year (the role of its
    word), the first or the last of them (counted from 0, or from -1 back), up to and with a month or from one on.
    `extra`: those that a remark calls so. `rest`: all others."""

    weekdays: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    season: int = 0
    nth: tuple[int, ...] = ()
    until: int = 0
    since: int = 0
    extra: bool = False
    rest: bool = False


EVERYBODYS = Scope()


class Said(NamedTuple):
    """A scope and where its words stand: token numbers, `last` not included."""

    first: int
    last: int
    scope: Scope


def each(parsed: Parsed) -> list[Said]:
    """All that the line says so, in order."""
    covered = parsed.covered()
    weekdays = {item.first: item.weekday.number for item in parsed.weekdays}
    months = {item.first: item.month for item in parsed.months}
    found: list[Said] = []
    for n, token in enumerate(parsed.tokens):
        if found and n < found[-1].last:
            continue
        month = months.get(n) or compounds.month_of(token) or (token.low in NEW_YEAR)
        season = token.sense.roles & (SPRING | AUTUMN)
        if n in weekdays:
            found.append(Said(n, n + 1, Scope(weekdays=frozenset({weekdays[n]}))))
        elif half := _half(parsed.tokens, n):
            found.append(half)
        elif nth := _nth(parsed.tokens, n) or _numbered(parsed.tokens, n, covered):
            found.append(nth)
        elif (every := EVERY_OTHER.get(token.low)) and _is_month(parsed.tokens[n + 1 : n + 2]):
            found.append(Said(n, n + 2, Scope(months=every)))
        elif month or token.low in SUMMER or season in (SPRING, AUTUMN):
            found.append(_of_time(parsed.tokens, n, month, season))
        elif token.low in REST or _are_others(parsed.tokens, n):
            found.append(Said(n, n + 1, Scope(rest=True)))
        elif token.low.startswith(EXTRA) and _meets(parsed.tokens[n : n + 2]):
            found.append(Said(n, n + 1, Scope(extra=True)))
        elif _is_then(parsed.tokens, n):
            found.append(Said(n - 1, n + 1, Scope(rest=True)))
    return found


def _half(tokens: list[Token], n: int) -> Said | None:
    """ "Första halvåret", "the second half of the year"."""
    first = tokens[n].low in FIRST
    behind = [t.low for t in tokens[n + 1 : n + 2]]
    if not (first or tokens[n].low in SECOND) or HALVES.isdisjoint(behind):
        return None
    return Said(n, n + 2, Scope(months=TO_JUNE if first else FROM_JULY))


def _meets(near: list[Token]) -> bool:
    """ "Extramötet", "det extra sammanträdet"."""
    return any(t.sense.roles & MEETING for t in near)


def _is_then(tokens: list[Token], n: int) -> bool:
    """ "After that", "fram till dess", but not "after that meeting"; "sitä ennen"."""
    if not n or n + 1 >= len(tokens):
        return False
    before, token, behind = tokens[n - 1], tokens[n], tokens[n + 1]
    if before.low == "sitä" and token.low in small.BEFORE:
        return True
    around = small.AROUND | small.UNTIL
    return token.low in THAT and before.low in around and not behind.sense.roles & MEETING


def _are_others(tokens: list[Token], n: int) -> bool:
    """ "De andra mötena", but not "Andra mötet", the second."""
    if tokens[n].low not in SECOND_OR_OTHERS or not n:
        return False
    behind = tokens[n + 1].low if n + 1 < len(tokens) else ""
    return tokens[n - 1].low in small.THE and not behind.endswith(compounds.ONE)


def _nth(tokens: list[Token], n: int) -> Said | None:
    """ "Första mötet", "the last, which", "de tre första mötena", "the first three meetings"."""
    is_last = tokens[n].low in LAST
    if not is_last and tokens[n].low not in FIRST:
        return None
    before, behind = _count(tokens[n - 1 : n]), _count(tokens[n + 1 : n + 2])
    count, end = before or behind or 1, n + 1 + bool(behind)
    if not _is_of_meetings(tokens, n - bool(before), end):
        return None
    nth = tuple(range(-count, 0)) if is_last else tuple(range(count))
    return Said(n - bool(before), end, Scope(nth=nth))


def _is_month(word: list[Token]) -> bool:
    return any(t.low in MONTH_OR_MONTHS for t in word)


def _numbered(tokens: list[Token], n: int, covered: list[bool]) -> Said | None:
    """ "Möte 1–3", "meetings 4 and 5": by their place in the list; hours are read by then."""
    last, numbers = n + 1, list[int]()
    while last < len(tokens) and not covered[last] and 0 < tokens[last].value <= MOST:
        numbers.append(tokens[last].value - 1)
        joint = tokens[last + 1] if last + 1 < len(tokens) else END
        if joint.low == "-" and last + 2 < len(tokens):
            numbers += range(numbers[-1] + 1, min(tokens[last + 2].value, MOST))
            last += 2
            joint = tokens[last + 1] if last + 1 < len(tokens) else END
        last += 1 + (joint.low == "," or joint.sense.roles & AND > 0)
    if not numbers or not tokens[n].sense.roles & MEETING or not tokens[n].low.endswith(ONES):
        return None
    last -= tokens[last - 1].low == ","
    return Said(n, last, Scope(nth=tuple(numbers)))


def _count(word: list[Token]) -> int:
    if not word:
        return 0
    number = word[0].value if word[0].kind is NUMBER else 0
    return number if 1 < number <= max(COUNTS.values()) else COUNTS.get(word[0].low, 0)


def _is_of_meetings(tokens: list[Token], first: int, end: int) -> bool:
    """A word for meetings follows, "första mötet", or nothing that would be first or last: "the last, which"; but no
    day of each month: "första torsdagen"."""
    behind = tokens[end : end + REACH]
    if any(t.sense.weekday or t.low in PERIODS - TIMES for t in behind[:2]):
        return False
    if any(t.sense.roles & MEETING or t.low in TIMES for t in behind):
        return True
    if behind and behind[0].sense.roles & AND and any(t.low in FIRST | LAST for t in behind):
        return True  # "the first and the last"
    alone = (
        not behind
        or behind[0].low in small.WHO
        or behind[0].low in ",.;("
        or (behind[0].sense.roles & (BEGINS | CLOCK) > 0)
    )
    led = first > 0 and tokens[first - 1].low in small.THE
    return alone and led


def _of_time(tokens: list[Token], n: int, month: int, season: int) -> Said:
    """A month, a half of the year or the summer, with a word before it that says "until" or "from … on"."""
    led = _led(tokens[max(0, n - NEAR) : n])
    up_to = next((low for low in reversed(led) if low in UP_TO), "")
    from_on = next((low for low in reversed(led) if low in FROM_ON), "")
    first = n - len(led) + led.index(up_to or from_on) if up_to or from_on else n
    if up_to and not (season and not month):
        # "Före september", "till och med juni", "fram till sommaren"
        ends = month - (up_to in small.BEFORE) if month else LAST_OF_SPRING
        ends = LAST_OF_YEAR if tokens[n].low in NEW_YEAR else ends
        return Said(first, n + 1, Scope(until=ends))
    if from_on and (month or season == AUTUMN or not season):
        past = from_on in small.AFTER and tokens[n].low not in NEW_YEAR
        begins = month + past if month else FIRST_OF_AUTUMN
        return Said(first, n + 1, Scope(since=begins))
    if month:
        return Said(n, n + 1, Scope(months=frozenset({month})))
    return Said(n, n + 1, Scope(season=season))


def _led(before: list[Token]) -> list[str]:
    """The words right before, back to a sign or a number; none of "apart from"."""
    cut = max(
        (k for k, t in enumerate(before, 1) if t.kind is not WORD and t.low != "."), default=0
    )
    led = [t.low for t in before[cut:] if t.low != "."]
    if led[-2:] == ["o", "m"]:
        led[-3:] = ["tom" if "t" in led[-3:] else "fom"]  # "t.o.m. juni", "fr.o.m. september"
    return [] if "apart" in led else led


def joined(parts: list[Said], tokens: list[Token]) -> Scope | None:
    """One scope of several that stand together: months, the first of a half-year; None where they contradict."""
    scopes = [part.scope for part in parts]
    if len(scopes) == 1:
        return scopes[0]
    if any(scope.rest for scope in scopes):
        return None
    since = {scope.since for scope in scopes} - {0}
    until = {scope.until for scope in scopes} - {0}
    if since or until:
        # "Från och med höstens första möte": its being the first says no more.
        rest = [s for s in scopes if not (s.since or s.until or s.nth == (0,))]
        one = len(since) + len(until) == 1 and not rest
        return Scope(since=max(since, default=0), until=max(until, default=0)) if one else None
    if all(scope.nth for scope in scopes):
        return Scope(
            nth=tuple(n for scope in scopes for n in scope.nth)
        )  # "the first and the last"
    nth = {scope.nth for scope in scopes} - {()}
    extra = any(scope.extra for scope in scopes)
    season = {scope.season for scope in scopes} - {0}
    months = [month for scope in scopes for month in scope.months]
    weekdays = frozenset(day for scope in scopes for day in scope.weekdays)
    if len(nth) > 1 or len(season) > 1 or (weekdays and (months or nth or season)):
        return None
    if months and (nth or season):
        return None
    if len(months) == 2 and _is_span(tokens[parts[0].last : parts[1].first]):
        first, last = months
        months = [(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)]
    if extra and len(scopes) > 1 and not months:
        return None
    found = Scope(weekdays, frozenset(months), max(season, default=0), max(nth, default=()))
    return found._replace(extra=extra)


def _is_span(between: list[Token]) -> bool:
    """ "Februari–juni", "February to June"."""
    return 0 < len(between) < REACH and all(t.low in "-–" or t.sense.roles & TO for t in between)
