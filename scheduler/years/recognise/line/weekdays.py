"""The weekday written beside a date."""

from __future__ import annotations

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.items import (
    DateItem,
    Parsed,
    WeekdayItem,
)
from scheduler.years.recognise.text import spelling
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.names import Weekday
from scheduler.years.recognise.text.small_words import NOTICE, PREPOSITIONS, THE, WITH
from scheduler.years.recognise.text.tokens import END, NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

# A weekday farther behind a date than this speaks of something else.
FARTHEST_WEEKDAY = 6
AND = Role.AND.value
MOST_BETWEEN = 3  # "Ons. d. 11. januar"
WIDE, LONGEST_REMARK = 2, 12
BEFORE_DAY = frozenset((".", ",", "den", "\t", "|"))
CLOSES, SIGNS_BEHIND_DATE, MOST_SIGNS = (
    frozenset((")", "", ",", "\t", "|", ";")),
    frozenset("(,-.;|\t"),
    2,
)
SMALL = WITH | THE
WEEK, CLOCK_OR_WEEK = Role.WEEK.value, (Role.CLOCK | Role.WEEK).value
BETWEEN = frozenset((*",.()|\td", "den", "the"))


def give(parsed: Parsed, lexicon: Lexicon) -> None:
    """Gives each date the weekday written beside it; a misspelt one before a date is mended."""
    if parsed.left:
        _mend_before(parsed, lexicon)
    if not parsed.weekdays:
        return
    upcoming = iter(parsed.dates)
    last: DateItem | None = None
    following = next(upcoming, None)
    for weekday_item in sorted(parsed.weekdays, key=lambda w: w.first):
        while following and following.first <= weekday_item.first:
            last, following = following, next(upcoming, None)
        _attach(weekday_item, last, following, parsed.tokens)


def _mend_before(parsed: Parsed, lexicon: Lexicon) -> None:
    tokens = parsed.tokens
    for item in parsed.dates:
        before = item.first - 1
        if before > 0 and tokens[before].low in (".", ","):
            before -= 1
        token = tokens[before]
        if before < 0 or token.kind is not WORD or token.sense is not NOTHING:
            continue
        meant = spelling.weekday(token.low, lexicon.language)
        if meant and (weekday := lexicon.sense(meant).weekday):
            item.mended += ((token.text, meant),)
            parts.read_as(token, meant, token.text, lexicon)
            parsed.weekdays.append(WeekdayItem(before, before + 1, weekday))


def _attach(
    item: WeekdayItem, last: DateItem | None, following: DateItem | None, tokens: list[Token]
) -> None:
    weekday, first, end = item.weekday, item.first, item.last
    if weekday.plural:
        return
    aside = last and last.last == first - 1 and tokens[first - 1].low == "("
    leads = following and following.first == end  # "(mandag 21/5 er fridag)"
    if last and last.weekday is None and aside and not leads:
        last.weekday = weekday
        return
    near = following and following.first - end <= MOST_BETWEEN
    if near and last and tokens[end].low == ")" and _is_inside(tokens[last.last : first]):
        near = False  # "23 april (OBS tisdag), 27 maj"
    if following and following.weekday is None and near:
        if first > 1 and _is_run(tokens[first - 2 : first]):
            return  # torsdag–fredag 19–20 juni: the first of them is the first day's
        between = tokens[end : following.first]
        plain = all(t.low in BETWEEN for t in between)
        if plain or _is_run(between[1::-1]) or _is_cell(between, tokens[following.first]):
            following.weekday = weekday
            return
    if last and last.weekday is None and last.until is None:
        between = tokens[last.last : min(first, last.last + FARTHEST_WEEKDAY + 1)]
        prose = any(
            t.kind is WORD and len(t.low) > 3 and not t.sense.roles and t.low not in NOTICE
            for t in between
        )
        if len(between) <= FARTHEST_WEEKDAY and not prose and all(t.low != "." for t in between):
            last.weekday = weekday


def _is_inside(between: list[Token]) -> bool:
    """What follows stands in the parenthesis that opens right behind a date."""
    signs = [t.low for t in between[:LONGEST_REMARK]]
    return signs[:1] == ["("] and ")" not in signs


def _is_run(tokens: list[Token]) -> bool:
    """A weekday and what joins it to another."""
    weekday, joint = tokens if len(tokens) == 2 else (END, END)
    joined = joint.low in ("-", "/") or joint.sense.roles & AND > 0
    return joined and weekday.sense.weekday is not None


def _is_cell(between: list[Token], day: Token) -> bool:
    """The number of a meeting stands in a cell between its weekday and its day: "Torsdag   1   7 april"."""
    if [t.low for t in between[::2]] == ["\t", "\t"]:
        return parts.small(between[1])
    return len(between) == 1 and parts.small(between[0]) and min(between[0].gap, day.gap) >= WIDE


def is_day(tokens: list[Token], i: int, weekday: Weekday, date_end: int) -> bool:
    """The word at `i` is a weekday and no other word. `date_end`: where the last date or week ended."""
    if _is_half_of_name(tokens, i):
        return False
    if weekday.sure or _is_of_pair(tokens, i):
        return True
    following = tokens[i + 1]
    short = following.low == "." and tokens[i + 2].low == ","  # "Mo., 20. Januar"
    after = tokens[i + (3 if short else 1 + (following.low in BEFORE_DAY))]
    # "to", "so", "on" are words; beside a date they are days.
    if after.kind is NUMBER or after.low in ("den", "the", "d") or after.sense.month:
        return True
    if after.sense.roles & WEEK and tokens[i].low not in SMALL | PREPOSITIONS:
        return True  # "tis v. 6"
    # "2027-03-09 ons Styrelsemöte"
    # But not "mit Mittagessen", "die Sitzung entfällt".
    opens = after.text[:1].isupper() and tokens[i].low not in SMALL
    closed = following.low in CLOSES or after.sense.roles & CLOCK_OR_WEEK or opens
    behind = date_end >= 0 and i - date_end <= MOST_SIGNS
    return bool(closed and behind and all(t.low in SIGNS_BEHIND_DATE for t in tokens[date_end:i]))


def _is_of_pair(tokens: list[Token], i: int) -> bool:
    """ "ma–to": short names joined by a dash and nothing else are both weekdays."""
    before, (dash, other) = tokens[i - 1], tokens[i + 1 : i + 3]
    if dash.low == "-" and not dash.gap and other.sense.weekday:
        return not other.gap
    glued = before.low == "-" and not before.gap and not tokens[i].gap
    return glued and tokens[i - 2].sense.weekday is not None


def _is_half_of_name(tokens: list[Token], i: int) -> bool:
    """ "Keski-Uusimaa": a weekday cut short, but joined to a capitalised word that is none."""
    dash, other = tokens[i + 1 : i + 3]
    glued = dash.low == "-" and not dash.gap and not other.gap
    return glued and other.text[:1].isupper() and other.sense is NOTHING
