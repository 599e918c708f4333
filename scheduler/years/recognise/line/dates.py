"""Dates in a row of tokens: 2027-06-14, 14 juni, 6, 13 och 20 maj, 19–20/6, 21.–22.5., January 9, 23."""

from __future__ import annotations

from scheduler.years.recognise.line import choices, day_or_hour, numeric, parts, remarks, running
from scheduler.years.recognise.line.items import (
    LINK_AND,
    LINK_OR,
    LINK_TO,
    NAME,
    NO_LINK,
    DateItem,
    Day,
)
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import DAY
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

# No sentence names more days of one month; a bound keeps reading linear.
MOST_DAYS = 12
FEWEST_LEADING, LAST_MONTH = 3, 12
PM, NONE = (Role.AM | Role.PM).value, Role.NONE.value
AND, OR, TO = parts.AND, parts.OR, parts.TO
LONGEST_LEADERS = 200
PART = DAY | listed("del part osa teil")


def at(
    tokens: list[Token], i: int, lexicon: Lexicon, *, listed: bool = True
) -> list[DateItem] | None:
    """The dates that begin with the number at `i`, unless it begins none. `listed`: it may be one
    of several days before their month."""
    if (
        i
        and tokens[i + 1].low == "/"
        and (tokens[i - 1].low in PART or running.is_numbered(tokens, i, lexicon))
    ):
        return None  # "dag 2/2", "Meeting 1/27 Thursday 4 March"
    if tokens[i + 1].low == "/" and (
        running.is_of_year(tokens, i, lexicon) or running.is_of_term(tokens, i)
    ):
        return None
    if day_or_hour.closes_sentence(tokens, i):
        return None
    if len(tokens[i].low) > 2:
        return numeric.iso(tokens, i) or numeric.compact(tokens, i, lexicon)
    found = None
    if tokens[i + 1].low == "-":
        found = numeric.short_iso(tokens, i, lexicon)
    elif tokens[i + 1].low in ("/", ".", ","):
        found = numeric.numeric(tokens, i, lexicon)
    return found or (_days_of_month(tokens, i, lexicon) if listed else None)


def end_of_list(tokens: list[Token], i: int) -> int:
    """Where a list of days that begins at `i` and found no month ends, as far as it was read."""
    for _ in range(MOST_DAYS - 1):
        if not parts.small(tokens[i]):
            break
        link, after = parts.joint(tokens, parts.past_ordinal(tokens, i + 1))
        if link is NO_LINK:
            break
        i = parts.past_weekday(tokens, after)
    return i


def _days_of_month(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """6, 13 och 20 maj; 19–20 juni; 21.–22.5.; tisdag 3 – onsdag 4 maj."""
    if i and tokens[i - 1].low in running.COUNTED and tokens[i + 1].low == ",":
        return None
    if i and tokens[i + 1].low == "-" and tokens[i + 1].gap and running.counts_meeting(tokens, i):
        return None
    days: list[DateItem] = []
    link, j = NO_LINK, i
    for _ in range(MOST_DAYS):
        if not parts.small(tokens[j]):
            return None
        after = parts.past_ordinal(tokens, j + 1)
        named = parts.month_at(tokens, after, lexicon)
        behind = after
        if not named and (days or not remarks.is_counted(tokens, i)):
            behind = remarks.past(tokens, after)
            named = parts.month_at(tokens, behind, lexicon)
        if not days and not named and parts.joint(tokens, behind)[0] is NO_LINK:
            return None
        day = parts.item(tokens, j, after, Day(tokens[j].value, 0), NAME)
        day.link = link
        days.append(day)
        if named:
            month, end = named
            year, last = parts.year_after(tokens, end, signs="-/,.'")
            return _finish(tokens, days, month, year, last)
        if len(days) > 1:
            tail = numeric.numeric(tokens, j, lexicon)
            if tail:
                tail[0].swappable = False
                days[-1].form = tail[0].form
                return _finish(tokens, days, tail[0].start.month, tail[0].start.year, tail[0].last)
        link, j = parts.joint(tokens, behind)
        if link is NO_LINK:
            return None
        j = parts.past_weekday(tokens, j)
        if tokens[after].low == "/" and tokens[j].value > day.start.day + 1:
            link = LINK_AND  # "9./23. Februar" are two meetings
    return None


def _finish(
    tokens: list[Token], days: list[DateItem], month: int, year: int | None, last: int
) -> list[DateItem]:
    """The days with their month and year; days joined by "to" become one range."""
    mended = parts.mended(tokens, days[-1].last, last)
    if len(days) == 1:
        (day,) = days
        day.start.month, day.start.year = month, year
        day.mended += mended
        day.last = last
        return days
    done: list[DateItem] = []
    for item in days:
        item.start.month, item.start.year = month, year
        item.mended += mended
        if item.link is LINK_TO and done and done[-1].until is None:
            done[-1].until = item.start
            done[-1].last = item.last
            continue
        item.group = days[0].first + 1
        done.append(item)
    done[-1].last = last
    if len(done) > 1:
        choices.mark(done)
        choices.mark_listed(tokens, done)
    return done


def month_first(
    tokens: list[Token], i: int, lexicon: Lexicon, *, last: int = 0, leads: bool = False
) -> list[DateItem] | None:
    """January 9, 23 and 30, 2027; May 3–4; Januari: 9, 23. `last`: where the name ends. `leads`: all
    months of the line stand before their days."""
    month, j = tokens[i].sense.month, last or i + 1
    for sign in (".", ":", ","):
        if tokens[j].low == sign and not tokens[j].gap:
            j += 1
    j = _past_leaders(tokens, j)
    weekday = tokens[j].sense.weekday
    if weekday and not weekday.plural and parts.small(tokens[j + 1]):
        j += 1  # "January Mon 13"
    if tokens[j].low in parts.ARTICLES:
        j += 1
    again = parts.small(tokens[j]) and tokens[j + 1].low == "." and tokens[j + 2].value == month
    if again:
        found = at(tokens, j, lexicon)  # "februari 19.2."
        for item in found or ():
            item.first = min(item.first, i)
        return found
    if parts.small(tokens[j]) and tokens[j + 1].low == "." and tokens[j + 2].low == "-":
        whole = at(tokens, j, lexicon)
        if whole and whole[0].until is not None:
            return None  # "joulu 24.–26.12.": Christmas
    days: list[DateItem] = []
    link = NO_LINK
    end = j
    for _ in range(MOST_DAYS):
        if not _day_after_month(tokens, j, lexicon, leads=leads) or tokens[j + 1].low == "uhr":
            break  # "Juni: 16 Uhr"
        after = parts.past_ordinal(tokens, j + 1)
        if tokens[after - 1].low == "." and after > j + 1 and lexicon.first == "en":
            after -= 1
        days.append(parts.item(tokens, j, after, Day(tokens[j].value, month), NAME))
        days[-1].link, end = link, after
        link, j = parts.joint(tokens, remarks.past(tokens, after))
        if link is NO_LINK:
            break
        if tokens[after].low == "/" and tokens[j].value > days[-1].start.day + 1:
            link = LINK_AND
    if not days:
        return None
    year, last = parts.year_after(tokens, end, signs="',")
    first, slash, second = tokens[days[0].first : days[0].first + 3]
    days[0].first = i
    if slash.low == "/" and not slash.gap and second.value <= LAST_MONTH:
        # "June 1/7" may be a slip for 1 July
        for day in days[:2]:
            day.problem = Reason.of("day_or_month_first", a=first.value, b=second.value)
    return _finish(tokens, days, month, year, last)


def _past_leaders(tokens: list[Token], i: int) -> int:
    """Behind a row of dots that leads to the day: "Januari ........ 21"."""
    j = i
    while tokens[j].low in (".", "…", "_", "·") and j - i < LONGEST_LEADERS:
        j += 1
    return j if j - i > 1 or tokens[i].low == "…" else i


def months_lead(tokens: list[Token]) -> bool:
    """Each month stands before its day, so that no day is of the month behind it: "Januar 27. Februar
    ingen Marts 3."."""
    at = [n for n, token in enumerate(tokens) if token.sense.month]
    if len(at) < FEWEST_LEADING or any(t.kind is NUMBER for t in tokens[: at[0]]):
        return False
    behind = [tokens[n + 1 + (tokens[n + 1].low in (".", ":"))] for n in at]
    told = [parts.small(token) for token in behind]
    return any(told) and all(
        told or token.sense.roles & NONE for told, token in zip(told, behind, strict=True)
    )


def _day_after_month(tokens: list[Token], i: int, lexicon: Lexicon, *, leads: bool) -> bool:
    """The number at `i` is a day of the month before it, not an hour, and not of the next month."""
    token = tokens[i]
    half = tokens[i + 1].sense.roles & PM or (
        tokens[i + 1].low in ("a", "p") and tokens[i + 2].low == "."
    )
    if not parts.small(token) or parts.is_clock(tokens, i) or half:
        return False
    if tokens[i + 1].low == "/" and parts.small(tokens[i + 2]) and not tokens[i + 1].gap:
        # "March 9/23" are two days; "March 3/23" and "mars 9/3" are whole dates, with the month once more.
        month, later = max(t.sense.month for t in tokens[max(0, i - 2) : i]), tokens[i + 2].value
        return month > 0 and 0 < token.value < later and month not in (token.value, later)
    after = parts.past_ordinal(tokens, i + 1)
    following = tokens[after]
    leads = leads or (parts.small(tokens[after + 1]) and lexicon.first == "en")
    if following.sense.month and not leads:
        return False
    return token.value > 0


def further(tokens: list[Token], i: int, before: DateItem) -> DateItem | None:
    """Another day of the month in front, behind an hour: "mars 8:e kl. 17 och 22:a kl. 17"."""
    joint, after = tokens[i - 1], parts.past_ordinal(tokens, i + 1)
    if not parts.small(tokens[i]) or before.until is not None:
        return None
    listed = joint.sense.roles & AND or joint.low == ","
    told = tokens[after - 1].kind is WORD and after > i + 1
    if not (listed and told and tokens[before.first].sense.month):
        return None
    day = Day(tokens[i].value, before.start.month, before.start.year)
    return parts.item(tokens, i, after, day, NAME)


def join(tokens: list[Token], before: DateItem, item: DateItem) -> DateItem:
    """Makes one range of two dates with a dash between; tells alternatives from lists."""
    joint = _between(tokens, before, item)
    if joint is None:
        if choices.parts(tokens[before.last : item.first]):
            item.link = LINK_OR
            choices.mark([before, item])
        return item
    if joint.low == "-" and before.chained:
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
    elif joint.sense.roles & OR:
        item.link = LINK_OR
        choices.mark([before, item])
    elif joint.sense.roles & AND:
        item.link = LINK_AND
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
