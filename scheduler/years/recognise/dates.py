"""Dates in a row of tokens: 2027-06-14, 14 juni, 6, 13 och 20 maj, 19–20/6, 21.–22.5., January 9, 23."""

from __future__ import annotations

import itertools

from scheduler.years.recognise import spelling
from scheduler.years.recognise.items import DateItem, Day, Form, Link
from scheduler.years.recognise.lexicon import Lexicon
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.tokens import Kind, Token
from scheduler.years.recognise.words import Role, listed

FIRST_YEAR, LAST_YEAR = 1990, 2099
# No sentence names more days of one month; a bound keeps reading linear.
MOST_DAYS = 12
PARENTHESIS_REACH = 12
LONGEST_LEADERS = 200
AND, OR, TO, PM = Role.AND.value, Role.OR.value, Role.TO.value, (Role.AM | Role.PM).value
ORDINALS = listed("st nd rd th e a ste te dje er")
ARTICLES = listed("den the of om d")
# A number after one of these counts something; it is no day of the month that follows.
COUNTED = listed(
    "nr no nro nummer number möte mötet sammanträde styrelsemöte sal rum lokal punkt # § meeting room"
    " sitzung møte møde kokous våning plan antal sid sida kap bilaga ärende"
)
MEASURES = listed("% kr sek eur € timmar timme tim mkr mnkr milj miljoner km m kg mb kb min")
PUNCTUATION = frozenset(".,;:-/()[]!?*'\"&+|=#•·_<>") | {"\t", ""}
SIX_DIGITS_IN = frozenset({"sv", "nb", "da", "fi"})


def is_year(token: Token) -> bool:
    return (
        token.kind is Kind.NUMBER and len(token.low) == 4 and FIRST_YEAR <= token.value <= LAST_YEAR
    )


def small(token: Token) -> bool:
    """A number of one or two digits."""
    return token.kind is Kind.NUMBER and len(token.low) <= 2


def at(
    tokens: list[Token], i: int, lexicon: Lexicon, *, listed: bool = True
) -> list[DateItem] | None:
    """The dates that begin with the number at `i`, unless it begins none. `listed`: it may be one
    of several days before their month."""
    token = tokens[i]
    if len(token.low) > 2:
        return _iso(tokens, i) or _compact(tokens, i, lexicon)
    return (
        _short_iso(tokens, i, lexicon)
        or _numeric(tokens, i, lexicon)
        or (_days_of_month(tokens, i, lexicon) if listed else None)
    )


def end_of_list(tokens: list[Token], i: int) -> int:
    """Where a list of days that begins at `i` and found no month ends, as far as it was read."""
    for _ in range(MOST_DAYS - 1):
        if not small(tokens[i]):
            break
        link, after = _joint(tokens, _past_ordinal(tokens, i + 1))
        if link is Link.NONE:
            break
        i = _past_weekday(tokens, after)
    return i


def _mended(tokens: list[Token], first: int, last: int) -> tuple[tuple[str, str], ...]:
    return tuple((t.mended, t.low) for t in tokens[first:last] if t.mended is not None)


def _item(
    tokens: list[Token], first: int, last: int, day: Day, form: Form, until: Day | None = None
) -> DateItem:
    item = DateItem(first, last, day, form, until)
    item.struck = all(t.struck for t in tokens[first:last])
    item.mended = _mended(tokens, first, last)
    return item


def _iso(tokens: list[Token], i: int) -> list[DateItem] | None:
    year, sign, month, again, day = tokens[i : i + 5]
    if not is_year(year) or sign.low not in ("-", "/", ".") or again.low != sign.low:
        return None
    if not (small(month) and small(day)):
        return None
    apart = sign.gap or month.gap or again.gap or day.gap
    if apart and (sign.low != "-" or len(month.low) != 2 or len(day.low) != 2):
        return None
    start = Day(day.value, month.value, year.value)
    end = tokens[i + 6]
    joint = tokens[i + 5].low in ("-", "/") and not end.gap
    if joint and small(end) and not _is_clock(tokens, i + 6):
        until = Day(end.value, month.value, year.value)
        return [_item(tokens, i, i + 7, start, Form.ISO, until)]
    return [_item(tokens, i, i + 5, start, Form.ISO)]


def _is_clock(tokens: list[Token], i: int) -> bool:
    """The number at `i` is an hour with its minutes."""
    sign, minutes = tokens[i + 1], tokens[i + 2]
    glued = not sign.gap and not minutes.gap and minutes.kind is Kind.NUMBER
    return glued and sign.low in (":", ".") and len(minutes.low) == 2


def _compact(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """20270614, and 270614 where that is how a date is noted down."""
    digits = tokens[i].low
    if len(digits) == 8:
        day = Day(int(digits[6:]), int(digits[4:6]), int(digits[:4]))
    elif len(digits) == 6 and lexicon.first in SIX_DIGITS_IN:
        day = Day(int(digits[4:]), int(digits[2:4]), 2000 + int(digits[:2]))
    else:
        return None
    likely = 2010 <= (day.year or 0) <= 2049 and 1 <= day.month <= 12 and 1 <= day.day <= 31
    personal = tokens[i + 1].low == "-" and len(tokens[i + 2].low) == 4
    return [_item(tokens, i, i + 1, day, Form.ISO)] if likely and not personal else None


def _short_iso(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """27-06-14: year first in the North, day first elsewhere; 14-06-2027 everywhere."""
    a, sign, b, again, c = tokens[i : i + 5]
    if sign.low != "-" or again.low != "-" or not small(b) or c.kind is not Kind.NUMBER:
        return None
    if sign.gap or b.gap or again.gap or c.gap:
        return None
    if is_year(c):
        item = _item(tokens, i, i + 5, Day(a.value, b.value, c.value), Form.DASH)
        return [_swap(item, lexicon)]
    if not small(c) or not (len(a.low) == len(b.low) == len(c.low) == 2):
        return None
    if lexicon.first == "sv" or a.value > 31:
        return [_item(tokens, i, i + 5, Day(c.value, b.value, 2000 + a.value), Form.ISO)]
    return [_item(tokens, i, i + 5, Day(a.value, b.value, 2000 + c.value), Form.DASH)]


def _swap(item: DateItem, lexicon: Lexicon) -> DateItem:
    """Marks what an American would read the other way; only English is written in both orders."""
    a, b = item.start.day, item.start.month
    item.swappable = lexicon.first == "en" and a <= 12 and b <= 12 and a != b
    if b > 12 >= a and (lexicon.first == "en" or item.start.year is not None):
        item.start.day, item.start.month = b, a
        item.month_first = True
    return item


def _numeric(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    sign = tokens[i + 1].low
    if sign == "/":
        return _slashed(tokens, i, lexicon)
    if sign == ".":
        return _dotted(tokens, i)
    return None


def _slashed(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    a, sign, b = tokens[i : i + 3]
    if not small(b) or bool(sign.gap) != bool(b.gap) or (sign.gap and b.value > 12):
        return None
    if b.value == a.value + 1 and not sign.gap and _month_at(tokens, i + 3, lexicon):
        return None  # 10/11 april: two days
    if a.value > 12 and b.value == a.value + 1:  # 16/17 is a year
        return None
    year, last = _year_after(tokens, i + 3, signs="/-.")
    if year is None and (b.value > 12 or b.value == 0):
        if lexicon.first != "en" and (a.value > 31 or b.value > 31):
            return None
        if b.value > 31 or a.value > 31:
            return None
    item = _item(tokens, i, last, Day(a.value, b.value, year), Form.SLASH)
    return [_swap(item, lexicon)]


def _dotted(tokens: list[Token], i: int) -> list[DateItem] | None:
    a, _, b, dot = tokens[i : i + 4]
    if not small(b) or tokens[i + 1].gap:
        return None
    closed = dot.low == "." and not dot.gap
    if b.gap:
        # "6. 3. 2027", but not "1. 14 juni"
        if closed and is_year(tokens[i + 4]):
            day = Day(a.value, b.value, tokens[i + 4].value)
            return [_item(tokens, i, i + 5, day, Form.DOT)]
        return None
    if closed:
        year, last = _year_after(tokens, i + 4, signs="", glued=not tokens[i + 4].gap)
        if year is None and not 1 <= b.value <= 12 and len(b.low) == 2 and b.value > 31:
            return None
        if year is None and (b.value == 0 or b.value > 12) and a.value < 24:
            return None  # "kl 9.30." at the end of a sentence
        return [_item(tokens, i, last, Day(a.value, b.value, year), Form.DOT)]
    year, last = _year_after(tokens, i + 3, signs="-")
    if year is None and (not 1 <= b.value <= 12 or a.value > 31 or a.value == 0):
        return None
    if year is None and tokens[i + 3].low in MEASURES:
        return None
    return [_item(tokens, i, last, Day(a.value, b.value, year), Form.DOT)]


def _days_of_month(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """6, 13 och 20 maj; 19–20 juni; 21.–22.5.; tisdag 3 – onsdag 4 maj."""
    if i and tokens[i - 1].low in COUNTED and tokens[i + 1].low == ",":
        return None
    days: list[DateItem] = []
    link, j = Link.NONE, i
    for _ in range(MOST_DAYS):
        if not small(tokens[j]):
            return None
        after = _past_ordinal(tokens, j + 1)
        if (
            not days
            and _joint(tokens, after)[0] is Link.NONE
            and not _month_at(tokens, after, lexicon)
        ):
            return None
        days.append(_item(tokens, j, after, Day(tokens[j].value, 0), Form.NAME))
        days[-1].link = link
        named = _month_at(tokens, after, lexicon)
        if named:
            month, end = named
            year, last = _year_after(tokens, end, signs="-/,.'")
            return _finish(tokens, days, month, year, last)
        if len(days) > 1:
            tail = _numeric(tokens, j, lexicon)
            if tail:
                tail[0].swappable = False
                days[-1].form = tail[0].form
                return _finish(tokens, days, tail[0].start.month, tail[0].start.year, tail[0].last)
        link, j = _joint(tokens, after)
        if link is Link.NONE:
            return None
        j = _past_weekday(tokens, j)
    return None


def _past_ordinal(tokens: list[Token], i: int) -> int:
    token = tokens[i]
    if token.gap and token.low != ".":
        return i
    if token.low == ":" and tokens[i + 1].low in ORDINALS and not tokens[i + 1].gap:
        return i + 2
    if token.low in ORDINALS or token.low in (".", "º", "°"):
        return i + 1
    return i


def _month_at(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The month named at `i`, or after "of" or a hyphen, and the number of the token after it."""
    token = tokens[i]
    if token.low in ("of", "i", "-", "/", "of the") and tokens[i + 1].sense.month:
        if token.low == "-" and (token.gap or tokens[i + 1].gap):
            return None
        i, token = i + 1, tokens[i + 1]
    if token.kind is not Kind.WORD:
        return None
    if not token.sense.month and not token.sense.roles and token.sense.weekday is None:
        _mend_month(token, lexicon)
    if not token.sense.month:
        return None
    if token.low in lexicon.cut_months and token.mended is None:
        return _cut_month(tokens, i, lexicon)
    if _is_torn(tokens, i):
        token.mended = token.text + tokens[i + 1].text + tokens[i + 2].text
        return token.sense.month, i + 3
    return token.sense.month, i + 1


def _cut_month(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int]:
    """The beginning of a month's name, the rest of which may stand behind a blank: "janu ari"."""
    token, following = tokens[i], tokens[i + 1]
    whole = lexicon.cut_months[token.low]
    together = token.low + following.low == whole
    token.mended = f"{token.text} {following.text}" if together else token.text
    token.low = whole
    return token.sense.month, i + 1 + together


def _is_torn(tokens: list[Token], i: int) -> bool:
    """A sign that belongs in no word stands inside the name: "sept€mber"."""
    sign, rest = tokens[i + 1], tokens[i + 2]
    odd = sign.kind is Kind.SIGN and sign.low not in PUNCTUATION
    return odd and not sign.gap and not rest.gap and rest.kind is Kind.WORD


def _mend_month(token: Token, lexicon: Lexicon) -> None:
    meant = spelling.month(token.low, lexicon.language)
    if meant:
        token.mended, token.low, token.sense = token.text, meant, lexicon.sense(meant)


def _joint(tokens: list[Token], i: int) -> tuple[Link, int]:
    """What joins two days, and where the second begins."""
    token = tokens[i]
    if token.low == "-" or token.sense.roles & TO:
        return Link.TO, i + 1
    if token.low == ",":
        if tokens[i + 1].sense.roles & AND:
            return Link.AND, i + 2
        if tokens[i + 1].sense.roles & OR:
            return Link.OR, i + 2
        return Link.AND, i + 1
    if token.low == "/" and i and not token.gap and not tokens[i + 1].gap and small(tokens[i + 1]):
        return Link.TO, i + 1  # 10./11. April
    if token.sense.roles & AND:
        return Link.AND, i + 1
    if token.sense.roles & OR:
        return Link.OR, i + 1 + (tokens[i + 1].low == "." and not tokens[i + 1].gap)
    return Link.NONE, i


def _past_weekday(tokens: list[Token], i: int) -> int:
    if tokens[i].sense.weekday:
        i += 2 if tokens[i + 1].low in (".", ",") else 1
    return i + 1 if tokens[i].low in ARTICLES else i


def _finish(
    tokens: list[Token], days: list[DateItem], month: int, year: int | None, last: int
) -> list[DateItem]:
    """The days with their month and year; days joined by "to" become one range."""
    end = days[-1].last
    mended = _mended(tokens, end, last)
    done: list[DateItem] = []
    for item in days:
        item.start.month, item.start.year = month, year
        item.mended += mended
        if item.link is Link.TO and done and done[-1].until is None:
            done[-1].until = item.start
            done[-1].last = item.last
            continue
        item.group = days[0].first + 1 if len(days) > 1 else 0
        done.append(item)
    done[-1].last = last
    alternatives(done)
    return done


def alternatives(items: list[DateItem]) -> None:
    """Days joined by "or" are one meeting on a day nobody can tell."""
    for before, item in itertools.pairwise(items):
        if item.link is Link.OR:
            before.problem = item.problem = Reason.of("several_dates")


def _year_after(
    tokens: list[Token], i: int, *, signs: str, glued: bool = False
) -> tuple[int | None, int]:
    """The year written after a date, also behind a parenthesis, and the number of the token after it."""
    token = tokens[i]
    if is_year(token):
        return token.value, i + 1
    if glued and small(token) and len(token.low) == 2 and not token.gap:
        return 2000 + token.value, i + 1
    following = tokens[i + 1]
    if token.low and token.low in signs + "," and is_year(following):
        if token.low == "/" and following.gap:
            return None, i
        # 14/6-2027-2028 has no single year
        return following.value, i + 2
    if token.low and token.low in "'-/." and token.low in signs + "'":
        two = small(following) and len(following.low) == 2 and not following.gap
        likely = token.low == "'" or 10 <= following.value <= 49
        glued = token.low != "-" or not token.gap
        if two and likely and glued and not _is_clock(tokens, i + 1):
            return 2000 + following.value, i + 2
    if token.low == "-" and following.low == "'" and small(tokens[i + 2]):
        return 2000 + tokens[i + 2].value, i + 3
    if token.low == "(":
        return _year_behind_parenthesis(tokens, i)
    return None, i


def _year_behind_parenthesis(tokens: list[Token], i: int) -> tuple[int | None, int]:
    """1st May (Annual) 2024. The parenthesis stays outside the date, so that it can be its note."""
    for j in range(i + 1, min(i + PARENTHESIS_REACH, len(tokens) - 1)):
        if tokens[j].low == ")":
            year = tokens[j + 1]
            return (year.value, i) if is_year(year) else (None, i)
    return None, i


def month_first(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """January 9, 23 and 30, 2027; May 3–4; Januari: 9, 23."""
    month, j = tokens[i].sense.month, i + 1
    for sign in (".", ":", ","):
        if tokens[j].low == sign and not tokens[j].gap:
            j += 1
    j = _past_leaders(tokens, j)
    if tokens[j].low in ARTICLES:
        j += 1
    days: list[DateItem] = []
    link = Link.NONE
    end = j
    for _ in range(MOST_DAYS):
        if not _day_after_month(tokens, j, lexicon):
            break
        after = _past_ordinal(tokens, j + 1)
        if tokens[after - 1].low == "." and after > j + 1 and lexicon.first == "en":
            after -= 1
        days.append(_item(tokens, j, after, Day(tokens[j].value, month), Form.NAME))
        days[-1].link, end = link, after
        link, j = _joint(tokens, _past_parenthesis(tokens, after))
        if link is Link.NONE:
            break
    if not days:
        return None
    year, last = _year_after(tokens, end, signs="',")
    days[0].first = i
    return _finish(tokens, days, month, year, last)


def _past_leaders(tokens: list[Token], i: int) -> int:
    """Behind a row of dots that leads to the day: "Januari ........ 21"."""
    j = i
    while tokens[j].low in (".", "…", "_", "·") and j - i < LONGEST_LEADERS:
        j += 1
    return j if j - i > 1 or tokens[i].low == "…" else i


def _past_parenthesis(tokens: list[Token], i: int) -> int:
    """Where a list of days goes on behind a remark: "Jan: 18 (styrelse), 25 (valberedning)"."""
    if tokens[i].low != "(":
        return i
    for j in range(i + 1, min(i + PARENTHESIS_REACH, len(tokens) - 2)):
        if tokens[j].low == ")":
            return j + 1 if tokens[j + 1].low == "," else i
    return i


def _day_after_month(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """The number at `i` is a day of the month before it, not an hour, and not of the next month."""
    token = tokens[i]
    if not small(token) or _is_clock(tokens, i) or tokens[i + 1].sense.roles & PM:
        return False
    if tokens[i + 1].low == "/" and small(tokens[i + 2]) and not tokens[i + 1].gap:
        return False
    after = _past_ordinal(tokens, i + 1)
    following = tokens[after]
    if following.sense.month and not (small(tokens[after + 1]) and lexicon.first == "en"):
        return False
    return token.value > 0
