"""Days behind their month's name: "January 9, 23 and 30, 2027", "Januari: 9, 23", "Jan-9-2027", "mars 8:e kl. 17 och
22:a"."""

from __future__ import annotations

from scheduler.years.recognise.line import dates, parts
from scheduler.years.recognise.line.items import NAME, NO_LINK, DateItem, Day
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import MEASURES
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

HOURS, NONE, AND = (Role.AM | Role.PM | Role.HOURS).value, Role.NONE.value, parts.AND
MEETING, DASHES = Role.MEETING.value, frozenset("-–")
FEWEST_LEADING, LAST_MONTH = 3, 12
# A row of dots leads to the day: "Januari ........ 21".
LEADERS = frozenset(".…_·")


def of(
    tokens: list[Token], i: int, lexicon: Lexicon, *, last: int = 0, leads: bool = False
) -> list[DateItem] | None:
    """January 9, 23 and 30, 2027; May 3–4; Januari: 9, 23. `last`: where the name ends. `leads`: all
    months of the line stand before their days."""
    dashed = _is_dashed(tokens, i)
    month, j = tokens[i].sense.month, i + 2 if dashed else _behind_month(tokens, last or i + 1)
    if _heads_days(tokens, i, j):
        j += 1
    if (
        parts.small(tokens[j])
        and tokens[j + 1].low == "."
        and (whole := dates.at(tokens, j, lexicon))
    ):
        if whole[0].until is not None:
            return None  # "joulu 24.–26.12.": Christmas
        if whole[0].start.month == month:
            whole[0].first = i  # "februari 19.2."
            return whole
    days: list[DateItem] = []
    link, end = NO_LINK, j
    while len(days) < dates.MOST_DAYS and _day_after_month(tokens, j, lexicon, leads=leads):
        end = parts.past_ordinal(tokens, j + 1)
        days.append(parts.item(tokens, j, end, Day(tokens[j].value, month), NAME))
        days[-1].link = link
        link, j = dates.next_day(tokens, j, parts.past_remark(tokens, end))
        if link is NO_LINK:
            break
    if not days:
        return None
    if lexicon.first == "en" and tokens[end - 1].low == ".":
        end -= 1  # closes the sentence
    year, last = parts.year_after(tokens, end, signs="-" if dashed else "")
    _doubt_slip(tokens, days)
    wrote = parts.mended(tokens, i, days[0].first)  # "Septemebr 15"
    days[0].weekday = parts.weekday_before(tokens, days[0].first)
    days[0].first = i
    for day in days:
        day.mended = wrote + day.mended
    return dates.finish(tokens, days, month, year, last)


def misspelt(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """The dates whose month begins at `i` and is misspelt or torn: "Febuary 13", "Februar y 13"."""
    before, (token, following, after) = tokens[i - 1], tokens[i : i + 3]
    opens = before.kind is SIGN or before.sense.weekday  # so that it is no name in a sentence
    torn = following.kind is WORD and after.kind is NUMBER
    leads = following.low in LEADERS and after.low in LEADERS
    if not torn and not (opens and (leads or NUMBER in (following.kind, after.kind))):
        return None
    kept = token.low, token.sense
    named = parts.month_at(tokens, i, lexicon)
    found = of(tokens, i, lexicon, last=named[1]) if named and token.sense.month else None
    if not found:
        token.low, token.sense = kept
        token.mended = None
    return found


def _is_dashed(tokens: list[Token], i: int) -> bool:
    """A whole date with dashes, "Sep-27-2027"; "Sep-27" may be a month and its year."""
    dash, day, again, year = tokens[i + 1 : i + 5]
    glued = not (dash.gap or day.gap or again.gap or year.gap)
    return glued and dash.low == again.low == "-" and parts.small(day) and parts.is_year(year)


def _behind_month(tokens: list[Token], i: int) -> int:
    """Where the day may stand behind a month's name: past signs, leaders, a weekday and an article."""
    for sign in (".", ":", ","):
        i += tokens[i].low == sign
    while tokens[i].low in LEADERS:
        i += 1
    day = parts.past_weekday(tokens, i)  # "January Mon 13"
    return day if parts.small(tokens[day]) else i


def _heads_days(tokens: list[Token], i: int, j: int) -> bool:
    """A month at the beginning of its line, and a dash at `j` before its days: "Januari – 14"; no span of months, and
    nothing counted, "Januari – 2 möten"."""
    dash, day, following = tokens[j : j + 3]
    if i and tokens[i - 1].kind is not SIGN:
        return False
    apart = dash.low in DASHES and dash.gap and day.gap and parts.small(day)
    counted = following.sense.roles & MEETING or following.low in MEASURES or following.sense.month
    return bool(apart) and not counted


def _doubt_slip(tokens: list[Token], days: list[DateItem]) -> None:
    """ "June 1/7" may be a slip for 1 July."""
    first, slash, second = tokens[days[0].first : days[0].first + 3]
    if slash.low == "/" and not slash.gap and second.value <= LAST_MONTH:
        for day in days[:2]:
            day.problem = Reason.of("day_or_month_first", a=first.value, b=second.value)


def months_lead(tokens: list[Token]) -> bool:
    """Each month stands before its day, so that no day is of the month behind it: "Januar 27. Februar
    ingen Marts 3."."""
    at = [n for n, token in enumerate(tokens) if token.sense.month]
    if len(at) < FEWEST_LEADING or any(t.kind is NUMBER for t in tokens[: at[0]]):
        return False
    behind = (tokens[n + 1 + (tokens[n + 1].low in (".", ":"))] for n in at)
    return all(parts.small(token) or token.sense.roles & NONE for token in behind)


def _day_after_month(tokens: list[Token], i: int, lexicon: Lexicon, *, leads: bool) -> bool:
    """The number at `i` is a day of the month before it, not an hour, and not of the next month."""
    token = tokens[i]
    if not parts.small(token) or parts.is_clock(tokens, i) or tokens[i + 1].sense.roles & HOURS:
        return False
    if tokens[i + 1].low == "/" and parts.small(tokens[i + 2]) and not tokens[i + 1].gap:
        # "March 9/23" are two days; "March 3/23" and "mars 9/3" are whole dates, with the month once more.
        month, later = max(t.sense.month for t in tokens[max(0, i - 2) : i]), tokens[i + 2].value
        return month > 0 and 0 < token.value < later and month not in (token.value, later)
    after = parts.past_ordinal(tokens, i + 1)
    leads = leads or (parts.small(tokens[after + 1]) and lexicon.first == "en")
    return token.value > 0 and (leads or not tokens[after].sense.month)


def further(tokens: list[Token], i: int, before: DateItem) -> DateItem | None:
    """Another day of the month in front, behind an hour: "mars 8:e kl. 17 och 22:a kl. 17"."""
    joint, after = tokens[i - 1], parts.past_ordinal(tokens, i + 1)
    listed = joint.low == "," or joint.sense.roles & AND
    told = tokens[after - 1].kind is WORD and parts.small(tokens[i])
    if not listed or not told or before.until or not tokens[before.first].sense.month:
        return None
    day = Day(tokens[i].value, before.start.month, before.start.year)
    return parts.item(tokens, i, after, day, NAME)
