"""What dates are made of: days, joints, month names and years, each read from a token on."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeVar

from scheduler.years.recognise.line.items import (
    DOT,
    LINK_AND,
    LINK_OR,
    LINK_TO,
    NO_LINK,
    DateItem,
    Day,
    Form,
    Link,
    TimeItem,
)
from scheduler.years.recognise.text import spelling
from scheduler.years.recognise.text.head_words import DATES_OR_NAMES
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.names import Weekday
from scheduler.years.recognise.text.small_words import AT, FROM, THE
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

T = TypeVar("T", DateItem, TimeItem)
FIRST_YEAR, LAST_YEAR = 1990, 2099
PARENTHESIS_REACH = 12
LEANING_YEAR = 24
# No hours, and of the years that are planned now.
SHORT_YEARS = range(22, 40)
CLOSES_DATE = frozenset(("", ",", ";", "\t", "|", ")"))
HALF_OF_DAY, BEFORE_HOUR = (Role.AM | Role.PM).value, AT | FROM
CLOCK, GENERIC, MEETING, MOVED = (
    Role.CLOCK.value, Role.GENERIC.value, Role.MEETING.value, Role.MOVED.value,
)  # fmt: skip
CHANGES = listed(
    "byta byter bytt bytte change changed changing endre endrer ændre ændrer ändra ändrar ändern vaihtaa muuttaa"
)
MOVED_REACH = 9
HEADING_REACH = 8
AND, OR, TO = Role.AND.value, Role.OR.value, Role.TO.value
# Ordinal endings that are no words of their own, so that a blank may stand before them: "1 st May".
APART = listed("st nd rd th")
ORDINALS = APART | listed("e a ste te dje er")
ARTICLES = THE | listed("of om")
ENTRY_ENDS = frozenset(".):")
BEFORE_MONTH = listed("of i - /")
# Roles of words that may stand beside a day in its cell, without being a name.
BESIDE_DAY = (
    Role.CLOCK | Role.AM | Role.PM | Role.HOURS | Role.AND | Role.CANCEL | Role.NONE
).value
PUNCTUATION = frozenset(".,;:-/()[]!?*'\"&+|=#•·_<>") | {"\t", ""}


def is_year(token: Token) -> bool:
    return token.kind is NUMBER and len(token.low) == 4 and FIRST_YEAR <= token.value <= LAST_YEAR


def is_half_of_word(tokens: list[Token], last: int) -> bool:
    """The month before `last` is part of a longer word: "17. mai-komité", "1 maj-firande", but not "5 maj-möte"."""
    if not tokens[last - 1].sense.month:
        return False
    dash, word = tokens[last : last + 2]
    glued = dash.low == "-" and not dash.gap and not word.gap
    told = word.sense.roles & MEETING or _is_of_time(word)
    return glued and word.text.isalpha() and word.text.islower() and not told


def _is_of_time(word: Token) -> bool:
    return word.sense.month > 0 or word.sense.weekday is not None


def is_heading_number(tokens: list[Token], item: DateItem) -> bool:
    """1.1 Sammanträden 2027: the number of a heading, not a day in January. "26.3 Extra möte" is a day."""
    first, last, following = tokens[item.first], tokens[item.last - 1], tokens[item.last]
    if item.form is not DOT or not len(first.low) == len(last.low) == 1:
        return False
    if not (following.sense.roles & GENERIC and following.text[:1].isupper()):
        return False
    several = following.sense.roles & MEETING and following.low not in DATES_OR_NAMES
    return bool(several) or any(map(is_year, tokens[item.last : item.last + HEADING_REACH]))


def is_moved_to_next(tokens: list[Token], first: int) -> bool:
    """The day at `first` is the one from which a meeting was moved, and "to" leads to the new one: no span."""
    while first and (tokens[first - 1].low in ARTICLES or tokens[first - 1].sense.weekday):
        first -= 1
    near = tokens[max(0, first - MOVED_REACH) : first]
    if not near or near[-1].sense.roles & TO:
        return False
    return any(moves(token) for token in near)


def moves(token: Token) -> bool:
    """The word says that a meeting gets another day."""
    return bool(token.sense.roles & MOVED) or token.low in CHANGES


def small(token: Token) -> bool:
    """A number of one or two digits."""
    return token.kind is NUMBER and len(token.low) <= 2


def mended(tokens: list[Token], first: int, last: int) -> tuple[tuple[str, str], ...]:
    told: tuple[tuple[str, str], ...] = ()
    for token in tokens[first:last]:
        if token.mended is not None:
            told += ((token.mended, token.low),)
    return told


def as_written(item: T, tokens: list[Token]) -> T:
    """The item, knowing what was struck and what was mended in it."""
    item.struck = tokens[item.first].struck and all(
        t.struck for t in tokens[item.first : item.last]
    )
    item.mended = mended(tokens, item.first, item.last)
    return item


def item(
    tokens: list[Token], first: int, last: int, day: Day, form: Form, until: Day | None = None
) -> DateItem:
    return as_written(DateItem(first, last, day, form, until), tokens)


def is_clock(tokens: list[Token], i: int) -> bool:
    """The number at `i` is an hour with its minutes."""
    sign, minutes = tokens[i + 1], tokens[i + 2]
    glued = not sign.gap and not minutes.gap and minutes.kind is NUMBER
    return glued and sign.low in (":", ".") and len(minutes.low) == 2


def past_ordinal(tokens: list[Token], i: int) -> int:
    token = tokens[i]
    if token.low == ":" and tokens[i + 1].low in ORDINALS:
        return i + 2
    glued = token.low in ORDINALS or token.low in ("º", "°")
    return i + (token.low == "." or token.low in APART or (glued and not token.gap))


def past_remark(tokens: list[Token], i: int) -> int:
    """Where a list of days goes on behind a remark: "Jan: 18 (styrelse), 25 (valberedning)"."""
    if tokens[i].low != "(":
        return i
    for j in range(i + 1, min(i + PARENTHESIS_REACH, len(tokens) - 2)):
        if tokens[j].low == ")":
            goes_on = tokens[j + 1].low in (",", "-") or tokens[j + 1].sense.roles & AND
            return j + 1 if goes_on or tokens[j + 1].sense.month else i
    return i


def month_at(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The month named at `i`, or after "of" or a hyphen, and the number of the token after it."""
    token, following, after = tokens[i : i + 3]
    if token.low in BEFORE_MONTH and following.sense.month and not token.sense.month:
        if token.low == "-" and (token.gap or following.gap):
            return None
        return following.sense.month, i + 2
    if token.low == "," and _stands_for_point(tokens, i):
        token.mended, token.low = token.low, "."
        return following.sense.month, i + 2
    if token.kind is not WORD:
        return None
    if is_parted(tokens, i, lexicon):
        read_as(token, token.low + following.low, f"{token.text} {following.text}", lexicon)
        return token.sense.month, i + 2
    if token.sense is NOTHING and (meant := spelling.month(token.low, lexicon.language)):
        read_as(token, meant, token.text, lexicon)
    elif token.low in lexicon.cut_months:
        read_as(token, lexicon.cut_months[token.low], token.text, lexicon)
    elif token.sense.month and _tears(following) and after.kind is WORD and not after.gap:
        token.mended = token.text + following.text + after.text
        return token.sense.month, i + 3
    return (token.sense.month, i + 1) if token.sense.month else None


def read_as(token: Token, low: str, wrote: str, lexicon: Lexicon) -> None:
    """Takes a misspelt word for the one that was meant."""
    token.mended, token.low, token.sense = wrote, low, lexicon.sense(low)


def _tears(sign: Token) -> bool:
    """It stands inside a name and is no punctuation: "sept€mber"."""
    return sign.kind is SIGN and not sign.gap and sign.low not in PUNCTUATION


def _stands_for_point(tokens: list[Token], i: int) -> bool:
    """The comma at `i`, right behind a weekday and its day or a day in a list of whole ones, is no list's:
    "torsdag 5, januari 2027"."""
    day, comma, month, following = tokens[i - 1 : i + 3]
    if comma.gap or not small(day) or not month.sense.month or small(following):
        return False
    before = tokens[max(0, i - 4) : i - 1]
    if all(t.sense.weekday or t.low in ARTICLES or t.low in (".", ",") for t in before):
        return True
    # "3. februar, 3, marts, 31. marts": the day before has its month
    last, joint = before[-2:] if len(before) > 1 else (day, day)
    return last.sense.month > 0 and (joint.low == "," or joint.sense.roles & AND > 0)


def is_parted(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """A blank stands inside the month's name that begins at `i`: "fe bruari"."""
    rest = tokens[i + 1]
    if rest.kind is not WORD or (rest.sense is not NOTHING and rest.low != "h"):
        return False
    return tokens[i].low + rest.low in lexicon.months


def joint(tokens: list[Token], i: int) -> tuple[Link, int]:
    """What joins two days, and where the second begins."""
    token, following = tokens[i : i + 2]
    if token.sense.weekday and tokens[i - 1].low in ENTRY_ENDS:
        return NO_LINK, i  # "1. to 25.3": Thursday, behind the number of an entry
    if token.low == "-" or token.sense.roles & TO:
        return LINK_TO, i + 1
    if token.low == "/" and small(following):
        # "10./11. April", "2nd / 9th May", but not "2 / 9"
        told = not (token.gap or following.gap) or tokens[i - 1].kind is not NUMBER
        return (LINK_TO, i + 1) if told else (NO_LINK, i)
    comma = token.low == ","
    if comma and following.sense.roles & OR:
        return LINK_OR, i + 2
    if comma or token.sense.roles & AND:
        # "24 och och 30 november"
        return LINK_AND, i + 1 + bool(following.sense.roles & AND)
    if token.sense.roles & OR:
        return LINK_OR, i + 1 + (following.low == ".")  # "15 el. 22 februari"
    return NO_LINK, i


def past_weekday(tokens: list[Token], i: int) -> int:
    if tokens[i].sense.weekday:
        i += 1
        i += 2 * (tokens[i].low == "-" and tokens[i + 1].sense.weekday is not None)  # "to–fr 6–7"
        i += tokens[i].low == "."  # "So., 19. Oktober" has both
        i += tokens[i].low == ","
    return i + 1 if tokens[i].low in ARTICLES else i


def weekday_before(tokens: list[Token], day: int) -> Weekday | None:
    """The weekday right before a day that is told with others of its month: the second in "to 6, fr 7 maj"."""
    at = day - 1
    for signs in (ARTICLES, {","}, {"."}):
        at -= tokens[at].low in signs
    if tokens[at - 1].low == "-" and tokens[at - 2].sense.weekday:
        at -= 2  # "to–fr 6–7": the first of them is the first day's
    weekday = tokens[at].sense.weekday
    return None if weekday is None or weekday.plural else weekday


def year_after(
    tokens: list[Token], i: int, *, signs: str, glued: bool = False
) -> tuple[int | None, int]:
    """The year written after a date, and the number of the token after it. `signs`: those that may stand before one of
    two digits, besides "'", and before one of four, besides ",". `glued`: two digits need none."""
    token, following = tokens[i : i + 2]
    if is_year(token):
        return token.value, i + 1
    if glued and small(token) and len(token.low) == 2:
        return 2000 + token.value, i + 1
    if token.low in signs + "," and is_year(following):
        # 14/6-2027-2028 has no single year
        return (None, i) if token.low == "/" and following.gap else (following.value, i + 2)
    if token.low in signs + "'" and _is_short_year(tokens, i):
        return 2000 + following.value, i + 2
    return (_year_behind_parenthesis(tokens, i) if token.low == "(" else None), i


def is_bare_short_year(tokens: list[Token], i: int) -> bool:
    """Two digits behind a month's name are a year, "01 Jan 27", where they are no hour and nothing counted."""
    year, following, after = tokens[i : i + 3]
    if year.gap != 1 or len(year.low) != 2 or year.value not in SHORT_YEARS:
        return False
    if following.kind is WORD:
        leads = following.sense.roles & CLOCK or following.low in BEFORE_HOUR
        return bool(leads or following.sense.weekday)
    if following.kind is NUMBER:
        hour = is_clock(tokens, i + 1) or after.sense.roles & HALF_OF_DAY
        return bool(hour or following.gap > 1)
    colon = following.low == ":" and after.gap > 0
    return colon or following.low in CLOSES_DATE or following.gap > 0


def _year_behind_parenthesis(tokens: list[Token], i: int) -> int | None:
    """ "1st May (Annual) 2027". The parenthesis stays outside the date, so that it can be its note."""
    for closing, year in pairwise(tokens[i + 1 : i + PARENTHESIS_REACH]):
        if closing.low == ")":
            return year.value if is_year(year) else None
    return None


def _is_short_year(tokens: list[Token], i: int) -> bool:
    """Two digits behind the sign at `i` are a year: "3/9-27", but not "13/1-14/1" nor "3/9 - 27/9"."""
    sign, year, after, digits = tokens[i : i + 4]
    if not small(year) or len(year.low) != 2 or is_clock(tokens, i + 1):
        return False
    likely = sign.low == "'" or 10 <= year.value <= 49
    opens_day = after.low in ("/", ".") and not digits.gap and small(digits)
    told = not year.gap
    if sign.low == "-" and sign.gap:
        # "27/8 - 24 kl. 17": before an hour or nothing; "12/3 -25": a dash that leans on the number is no span.
        closes = after.low == "" or after.sense.roles & CLOCK
        told = year.value >= LEANING_YEAR and bool(closes or told)
    return likely and told and not opens_day and not after.sense.month
