"""Hours of which a line says for which meetings they are: "Tisdagar kl. 17, torsdagar kl. 12", "All meetings begin at 3
pm except the last, which begins at noon", "Fram till sommaren kl. 15, därefter kl. 16"."""

from __future__ import annotations

from dataclasses import replace

from scheduler.years.recognise.line import said_for, scoped, sentences, starts, whose
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

SAYS_OF_MEETINGS = (Role.MEETING | Role.ALL | Role.BEGINS).value
ENDS = Role.ENDS.value
FEWEST, NEAR = 2, 3
ALL_DAY = ("heldag", "heldags", "ganztäg", "kokopäivä", "halvdagsutflykt")
AWAY_DAYS = frozenset((("away", "day"), ("full-day", "meeting"), ("all-day", "meeting")))
# A line with no other words than these tells of nothing else.
PLAIN = (
    small.PREPOSITIONS | small.AND | small.THE | small.AT | said_for.REST | said_for.FIRST | said_for.LAST
    | said_for.SUMMER | said_for.EVERY_OTHER.keys() | said_for.MONTH_OR_MONTHS | said_for.COUNTS.keys()
    | listed("respektive dagar days så de fram")
)  # fmt: skip


def of_sentences(
    parsed: Parsed, line: int, section: int, body: str | None
) -> tuple[list[Default], list[Parsed]]:
    """What sentences of a line without dates say so, and the sentences with hours that say none so."""
    found: list[Default] = []
    taken: set[int] = set()
    for first, last, part in scoped.ranges(parsed) if parsed.times else ():
        if taken.isdisjoint(range(first, last)) and (told := of_line(part, line, section, body)):
            found += told
            taken |= {*range(first, last)}
    rest = enumerate(sentences.split(parsed)) if found else ()
    return found, [part for n, part in rest if n not in taken and part.times]


def of_line(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """What one says so, and of all other meetings; empty where it says none so, or of no more than halves of the year
    and months, which sentences tell. A name of a body in it may be whose the hour is."""
    if not parsed.times or any(at < parsed.times[-1].last for at, _ in whose.subjects(parsed)):
        return []
    hours = _hours(parsed)
    told = scoped.pairs(parsed, hours)
    if not told and (others := scoped.excepted(parsed, hours)) and not others.months:
        told = [(EVERYBODYS, hours[0].told), (others, (TimeItem(0, 0, None, unknown=True), None))]
    general = next((hour for scope, hour in told if scope == EVERYBODYS), (None, None))
    told = [(scope, _ended(parsed, hour, general)) for scope, hour in told]
    own = len(told) > 1 or any(scope.nth for scope, _ in told)
    seasons = {scope.season for scope, _ in told} - {0}
    some = len(seasons) > 1 or any(_is_own(scope) for scope, _ in told)
    if not own or not some or not _is_of_meetings(parsed):
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
    if len(parsed.times) < FEWEST or parsed.times[-FEWEST].first < last:
        return None
    tail = sentences.behind(parsed, last)
    return tail if len(of_line(tail, 0, 0, None)) >= FEWEST else None


def all_day(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """Of meetings that last a day the hour of the others does not hold: "Årets sista möte är ett heldagsmöte"."""
    found: list[Default] = []
    for part in sentences.split(parsed):
        at = next((n for n, t in enumerate(part.tokens) if _is_all_day(part.tokens, n)), None)
        if (
            at is None
            or not (part.said & SAYS_OF_MEETINGS)
            or any(t.first > at for t in part.times)
        ):
            continue
        said = [
            one for one in said_for.each(part) if not any(t.first > one.first for t in part.times)
        ]
        scope = said_for.joined(said, part.tokens) if said else None
        if scope and not scope.rest and scope != EVERYBODYS:
            unknown = TimeItem(0, 0, None, unknown=True)
            found.append(Default(line, section, unknown, None, body, scope=scope))
    return found


def _is_all_day(tokens: list[Token], n: int) -> bool:
    pair = tuple(t.low for t in tokens[n : n + 2])
    return tokens[n].low.startswith(ALL_DAY) or pair in nouns.ALL_DAY_PAIRS or pair in AWAY_DAYS


def _ended(parsed: Parsed, hour: starts.Pair, general: starts.Pair) -> starts.Pair:
    """Where only its end is another, it begins with the others: "kl. 13–16, förutom marsmötet som slutar kl. 15"."""
    start = hour[0]
    if hour == general or start is None or hour[1] or start.end or not general[0]:
        return hour
    near = parsed.tokens[max(0, start.first - NEAR) : start.first]
    return (general[0], start) if any(t.sense.roles & ENDS for t in near) else hour


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
