"""Dates in a row of tokens: 2027-06-14, 14 juni, 6, 13 och 20 maj, 19–20/6, 21.–22.5., January 9, 23."""

from __future__ import annotations

from scheduler.years.recognise.line import choices, day_or_hour, numeric, parts, running
from scheduler.years.recognise.line.items import (
    LINK_AND,
    LINK_OR,
    LINK_TO,
    NAME,
    NO_LINK,
    DateItem,
    Day,
    Link,
)
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import WORD, Token

# No sentence names more days of one month; a bound keeps reading linear.
MOST_DAYS = 12
TO = parts.TO
BEHIND_COUNT = frozenset("/-,")


def at(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """The dates that begin with the number at `i`, unless it begins none."""
    sign = tokens[i + 1].low
    if sign in BEHIND_COUNT and running.counts(tokens, i, lexicon):
        return None
    if day_or_hour.closes_sentence(tokens, i) or running.counts_on(tokens, i):
        return None
    if len(tokens[i].low) > 2:
        return numeric.iso(tokens, i) or numeric.compact(tokens, i, lexicon)
    found = None
    if sign == "-":
        found = numeric.short_iso(tokens, i, lexicon) or numeric.dashed(tokens, i)
    elif sign in ("/", ".", ","):
        found = numeric.numeric(tokens, i, lexicon)
    return found or _days_of_month(tokens, i, lexicon)


def _days_of_month(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """6, 13 och 20 maj; 19–20 juni; 21.–22.5.; tisdag 3 – onsdag 4 maj."""
    days: list[DateItem] = []
    link, j = NO_LINK, i
    for _ in range(MOST_DAYS):
        if not parts.small(tokens[j]):
            return None
        after = parts.past_ordinal(tokens, j + 1)
        counted = not days and tokens[after].low == "(" and running.is_of_word(tokens, i)
        behind = after if counted else parts.past_remark(tokens, after)
        named = parts.month_at(tokens, behind, lexicon)
        days.append(parts.item(tokens, j, after, Day(tokens[j].value, 0), NAME))
        days[-1].link = link
        if named:
            month, end = named
            year, last = parts.year_after(tokens, end, signs="-/.")
            if year is None and parts.is_bare_short_year(tokens, end):
                year, last = 2000 + tokens[end].value, end + 1
            if year is None and _shortens(tokens, end, first=i, lexicon=lexicon):
                last = end + 1
            return finish(tokens, days, month, year, last)
        if len(days) > 1 and (tail := numeric.numeric(tokens, j, lexicon)):
            tail[0].swappable = tail[0].reversible = False
            days[-1].form = tail[0].form
            return finish(tokens, days, tail[0].start.month, tail[0].start.year, tail[0].last)
        link, j = next_day(tokens, j, behind)
        if link is NO_LINK:
            return None
    return None


def _shortens(tokens: list[Token], point: int, *, first: int, lexicon: Lexicon) -> bool:
    """The point belongs to the short name before it: "8. feb. sakspapirer ut". With a capital behind it closes the
    sentence, but where the day opens its line: "8. Feb. Versand der Unterlagen"."""
    stop, following = tokens[point : point + 2]
    if stop.low != "." or stop.gap or tokens[point - 1].low not in lexicon.short_months:
        return False
    opens = all(t.kind is not WORD or t.sense.weekday for t in tokens[:first])
    return following.low != "" and (opens or not following.text[:1].isupper())


def next_day(tokens: list[Token], day: int, after: int) -> tuple[Link, int]:
    """What joins the day at `day`, behind which the text goes on at `after`, to the next one, and where that is."""
    link, i = parts.joint(tokens, after)
    i = parts.past_weekday(tokens, i) if link is not NO_LINK else i
    if tokens[after].low == "/" and tokens[i].value > tokens[day].value + 1:
        link = LINK_AND  # "9./23. Februar" are two meetings
    return link, i


def finish(
    tokens: list[Token], days: list[DateItem], month: int, year: int | None, last: int
) -> list[DateItem]:
    """The days with their month and year; days joined by "to" become one range."""
    mended = parts.mended(tokens, days[-1].last, last)
    for item in days[1:]:
        item.weekday = parts.weekday_before(tokens, item.first)
    done: list[DateItem] = []
    for item in days:
        item.start.month, item.start.year = month, year
        item.mended += mended
        if item.link is LINK_TO and done and done[-1].until is None:
            done[-1].until = item.start
            done[-1].last = item.last
        else:
            item.group = days[0].first + 1 if len(days) > 1 else 0
            done.append(item)
    done[-1].last = last
    if len(done) > 1:
        choices.mark(done)
        choices.mark_listed(tokens, done)
    return done


def join(tokens: list[Token], before: DateItem, item: DateItem) -> DateItem:
    """Makes one range of two dates with a dash between; tells alternatives from lists."""
    joint, between = _between(tokens, before, item), tokens[before.last : item.first]
    if choices.parts(between) and not choices.is_of_first(between):
        item.link = LINK_OR
        choices.mark([before, item])
    elif joint is None:
        pass
    elif joint.low == "-" and before.chained:
        item.link, item.chained = LINK_AND, True
    elif joint.low == "-" or joint.sense.roles & TO:
        if joint.low != "-" and parts.is_moved_to_next(tokens, before.first):
            return item  # "flyttat från 3 mars till 10 mars"
        if before.until is None and item.until is None:
            if joint.low == "-":
                before.second, before.own_last = item, before.last
            before.until = item.start
            before.last = item.last
            before.mended += item.mended
            return before
    return item


def parted(tokens: list[Token], before: DateItem, item: DateItem) -> DateItem | None:
    """The second of two dates that were made a range, when a third comes behind a dash as well: then they
    are a list, "23/8 – 27/9 – 25/10"."""
    second = before.second
    if second is None or item.until is not None:
        return None
    joint = _between(tokens, before, item)
    if joint is None or joint.low != "-":
        return None
    before.until, before.second, before.last = None, None, before.own_last
    before.mended = before.mended[: len(before.mended) - len(second.mended)]
    for later in (second, item):
        later.link, later.chained = LINK_AND, True
    return second


def _between(tokens: list[Token], before: DateItem, item: DateItem) -> Token | None:
    """The one word or sign between two dates, but for weekdays and the like."""
    if item.first - before.last > 4:
        return None
    between = [
        t
        for t in tokens[before.last : item.first]
        if not t.sense.weekday and t.low not in parts.ARTICLES and t.low not in (".", ",")
    ]
    return between[0] if len(between) == 1 else None
