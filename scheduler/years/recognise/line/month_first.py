"""Days behind their month's name: "January 9, 23 and 30, 2027", "Januari: 9, 23", "mars 8:e kl. 17 och 22:a"."""

from __future__ import annotations

from scheduler.years.recognise.line import dates, parts, remarks
from scheduler.years.recognise.line.items import LINK_AND, NAME, NO_LINK, DateItem, Day
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

PM, NONE, AND = (Role.AM | Role.PM).value, Role.NONE.value, parts.AND
FEWEST_LEADING, LAST_MONTH, LONGEST_LEADERS = 3, 12, 200


def of(
    tokens: list[Token], i: int, lexicon: Lexicon, *, last: int = 0, leads: bool = False
) -> list[DateItem] | None:
    """January 9, 23 and 30, 2027; May 3–4; Januari: 9, 23. `last`: where the name ends. `leads`: all
    months of the line stand before their days."""
    month, j = tokens[i].sense.month, _behind_month(tokens, last or i + 1)
    again = parts.small(tokens[j]) and tokens[j + 1].low == "." and tokens[j + 2].value == month
    if again:
        found = dates.at(tokens, j, lexicon)  # "februari 19.2."
        for item in found or ():
            item.first = min(item.first, i)
        return found
    if parts.small(tokens[j]) and tokens[j + 1].low == "." and tokens[j + 2].low == "-":
        whole = dates.at(tokens, j, lexicon)
        if whole and whole[0].until is not None:
            return None  # "joulu 24.–26.12.": Christmas
    days: list[DateItem] = []
    link = NO_LINK
    end = j
    for _ in range(dates.MOST_DAYS):
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
    year, last = parts.year_after(tokens, end, signs="")
    _doubt_slip(tokens, days)
    days[0].first = i
    return dates.finish(tokens, days, month, year, last)


def _behind_month(tokens: list[Token], i: int) -> int:
    """Where the day may stand behind a month's name: past signs, leaders, a weekday and an article."""
    for sign in (".", ":", ","):
        if tokens[i].low == sign and not tokens[i].gap:
            i += 1
    i = _past_leaders(tokens, i)
    weekday = tokens[i].sense.weekday
    if weekday and not weekday.plural and parts.small(tokens[i + 1]):
        i += 1  # "January Mon 13"
    return i + (tokens[i].low in parts.ARTICLES)


def _doubt_slip(tokens: list[Token], days: list[DateItem]) -> None:
    """ "June 1/7" may be a slip for 1 July."""
    first, slash, second = tokens[days[0].first : days[0].first + 3]
    if slash.low == "/" and not slash.gap and second.value <= LAST_MONTH:
        for day in days[:2]:
            day.problem = Reason.of("day_or_month_first", a=first.value, b=second.value)


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
    if not parts.small(token) or parts.is_clock(tokens, i) or tokens[i + 1].sense.roles & PM:
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
