"""What dates are made of: days, joints, month names and years, each read from a token on."""

from __future__ import annotations

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
)
from scheduler.years.recognise.text import spelling
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.small_words import FROM, THE
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

FIRST_YEAR, LAST_YEAR = 1990, 2099
PARENTHESIS_REACH = 12
LEANING_YEAR = 24
SHORTEST_PARTED = 4
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
PUNCTUATION = frozenset(".,;:-/()[]!?*'\"&+|=#•·_<>") | {"\t", ""}


def is_year(token: Token) -> bool:
    return token.kind is NUMBER and len(token.low) == 4 and FIRST_YEAR <= token.value <= LAST_YEAR


def is_heading_number(tokens: list[Token], item: DateItem) -> bool:
    """1.1 Sammanträden 2027: the number of a heading, not a day in January. "26.3 Extra möte" is a day."""
    if item.form is not DOT or item.last - item.first != 3:
        return False
    following = tokens[item.last]
    low = len(tokens[item.first].low) == 1 and len(tokens[item.last - 1].low) == 1
    generic = following.sense.roles & GENERIC and following.text[:1].isupper()
    if not (low and generic and following.kind is WORD):
        return False
    of_meetings = following.sense.roles & MEETING
    return bool(of_meetings) or any(map(is_year, tokens[item.last : item.last + HEADING_REACH]))


def is_moved_from(tokens: list[Token], i: int) -> bool:
    """What stands at `i` is the day from which a meeting was moved."""
    moved = any(t.sense.roles & MOVED for t in tokens[max(0, i - 3) : i])
    return moved and tokens[i - 1].low in FROM


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


def is_verb(token: Token, following: Token) -> bool:
    """ "Meetings may be held": no month."""
    return token.text == "may" and following.kind is WORD and not following.sense.month


def small(token: Token) -> bool:
    """A number of one or two digits."""
    return token.kind is NUMBER and len(token.low) <= 2


def mended(tokens: list[Token], first: int, last: int) -> tuple[tuple[str, str], ...]:
    told: tuple[tuple[str, str], ...] = ()
    for token in tokens[first:last]:
        if token.mended is not None:
            told += ((token.mended, token.low),)
    return told


def item(
    tokens: list[Token], first: int, last: int, day: Day, form: Form, until: Day | None = None
) -> DateItem:
    item = DateItem(first, last, day, form, until)
    item.struck = tokens[first].struck and all(t.struck for t in tokens[first:last])
    item.mended = mended(tokens, first, last)
    return item


def is_clock(tokens: list[Token], i: int) -> bool:
    """The number at `i` is an hour with its minutes."""
    sign, minutes = tokens[i + 1], tokens[i + 2]
    glued = not sign.gap and not minutes.gap and minutes.kind is NUMBER
    return glued and sign.low in (":", ".") and len(minutes.low) == 2


def past_ordinal(tokens: list[Token], i: int) -> int:
    token = tokens[i]
    if token.gap and token.low != "." and token.low not in APART:
        return i
    if token.low == ":" and tokens[i + 1].low in ORDINALS and not tokens[i + 1].gap:
        return i + 2
    if token.low in ORDINALS or token.low in (".", "º", "°"):
        return i + 1
    return i


def month_at(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The month named at `i`, or after "of" or a hyphen, and the number of the token after it."""
    token = tokens[i]
    if not token.sense.month and token.low in BEFORE_MONTH and tokens[i + 1].sense.month:
        if token.low == "-" and (token.gap or tokens[i + 1].gap):
            return None
        i, token = i + 1, tokens[i + 1]
    elif token.low == "," and _stands_for_point(tokens, i):
        token.mended, token.low = token.low, "."
        i, token = i + 1, tokens[i + 1]
    if token.kind is not WORD:
        return None
    following = tokens[i + 1]
    if following.kind is WORD and is_parted(tokens, i, lexicon):
        put_together(tokens, i, lexicon)
        return token.sense.month, i + 2
    if token.sense is NOTHING:
        mend_month(token, lexicon)
    if not token.sense.month:
        return None
    if token.low in lexicon.cut_months and token.mended is None:
        return _cut_month(tokens, i, lexicon)
    if following.low not in PUNCTUATION and _is_torn(tokens, i):
        token.mended = token.text + tokens[i + 1].text + tokens[i + 2].text
        return token.sense.month, i + 3
    return token.sense.month, i + 1


def _stands_for_point(tokens: list[Token], i: int) -> bool:
    """The comma at `i`, right behind a weekday and its day or a day in a list of whole ones, is no list's:
    "torsdag 5, januari 2027"."""
    day, comma, month, following = tokens[i - 1 : i + 3]
    before = tokens[max(0, i - 4) : i - 1]
    weekday = any(t.sense.weekday and not t.sense.weekday.plural for t in before)
    only = all(t.sense.weekday or t.low in ARTICLES or t.low in (".", ",") for t in before)
    if comma.gap or not small(day) or not month.sense.month or small(following):
        return False
    # "3. februar, 3, marts, 31. marts": the day before has its month
    joint, last = (tokens[i - 2], tokens[i - 3]) if i > 2 else (day, day)
    listed = (joint.low == "," or joint.sense.roles & AND) and last.sense.month
    return bool(listed) or ((weekday or i == 1) and only)


def is_parted(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """A blank stands inside the month's name that begins at `i`: "fe bruari"."""
    rest = tokens[i + 1]
    if rest.kind is not WORD or rest.gap != 1:
        return False
    if rest.sense is not NOTHING and rest.low != "h":
        return False
    whole = tokens[i].low + rest.low
    return len(whole) >= SHORTEST_PARTED and whole in lexicon.months


def put_together(tokens: list[Token], i: int, lexicon: Lexicon) -> None:
    """Reads the token at `i` and the next as one name."""
    token = tokens[i]
    token.mended = f"{token.text} {tokens[i + 1].text}"
    token.low += tokens[i + 1].low
    token.sense = lexicon.sense(token.low)


def _cut_month(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int]:
    """The beginning of a month's name, the rest of which may stand behind a blank: "janu ari"."""
    token, following = tokens[i], tokens[i + 1]
    whole = lexicon.cut_months[token.low]
    together = token.low + following.low == whole
    token.mended = f"{token.text} {following.text}" if together else token.text
    token.low = whole
    return token.sense.month, i + 1 + together


def _is_torn(tokens: list[Token], i: int) -> bool:
    """The sign behind the token, which is no punctuation, stands inside the name: "sept€mber"."""
    sign, rest = tokens[i + 1], tokens[i + 2]
    return sign.kind is SIGN and not sign.gap and not rest.gap and rest.kind is WORD


def mend_month(token: Token, lexicon: Lexicon) -> None:
    meant = spelling.month(token.low, lexicon.language)
    if meant:
        token.mended, token.low, token.sense = token.text, meant, lexicon.sense(meant)


def joint(tokens: list[Token], i: int) -> tuple[Link, int]:
    """What joins two days, and where the second begins."""
    token = tokens[i]
    if token.sense.weekday and token.sense.roles & TO and tokens[i - 1].low in ENTRY_ENDS:
        return NO_LINK, i  # "1. to 25.3": Thursday, behind the number of an entry
    if token.low == "-" or token.sense.roles & TO:
        return LINK_TO, i + 1
    if token.low == ",":
        if tokens[i + 1].sense.roles & AND:
            return LINK_AND, i + 2
        if tokens[i + 1].sense.roles & OR:
            return LINK_OR, i + 2
        return LINK_AND, i + 1
    glued = not token.gap and not tokens[i + 1].gap
    told = i > 0 and (glued or tokens[i - 1].kind is not NUMBER)  # "2nd / 9th May", but not "2 / 9"
    if token.low == "/" and told and small(tokens[i + 1]):
        return LINK_TO, i + 1  # 10./11. April
    if token.sense.roles & AND:
        # "24 och och 30 november"
        return LINK_AND, i + 1 + bool(tokens[i + 1].sense.roles & AND)
    if token.sense.roles & OR:
        return LINK_OR, i + 1 + (tokens[i + 1].low == "." and not tokens[i + 1].gap)
    return NO_LINK, i


def past_weekday(tokens: list[Token], i: int) -> int:
    if tokens[i].sense.weekday:
        i += 1
        i += tokens[i].low == "."  # "So., 19. Oktober" has both
        i += tokens[i].low == ","
    return i + 1 if tokens[i].low in ARTICLES else i


def year_after(
    tokens: list[Token], i: int, *, signs: str, glued: bool = False
) -> tuple[int | None, int]:
    """The year written after a date, also behind a parenthesis, and the number of the token after it."""
    token = tokens[i]
    if is_year(token):
        return token.value, i + 1
    if glued and small(token) and len(token.low) == 2 and not token.gap:
        return 2000 + token.value, i + 1
    if token.kind is not SIGN or not token.low:
        return None, i
    following = tokens[i + 1]
    if token.low in signs + "," and is_year(following):
        if token.low == "/" and following.gap:
            return None, i
        # 14/6-2027-2028 has no single year
        return following.value, i + 2
    if token.low in "'-/." and token.low in signs + "'":
        two = small(following) and len(following.low) == 2
        two = two and (not following.gap or _closes_spaced(tokens, i))
        two = two and not _opens_second(tokens, i + 1)
        likely = token.low == "'" or 10 <= following.value <= 49
        # "12/3 -25": a dash that leans on the number is no span.
        glued = token.low != "-" or not token.gap
        if not glued and following.value >= LEANING_YEAR:
            after, digits = tokens[i + 2 : i + 4]
            opens_day = after.sense.month or (digits.kind is NUMBER and not digits.gap)
            glued = not opens_day
        if two and likely and glued and not is_clock(tokens, i + 1):
            return 2000 + following.value, i + 2
    if token.low == "-" and following.low == "'" and small(tokens[i + 2]):
        return 2000 + tokens[i + 2].value, i + 3
    if token.low == "(":
        return _year_behind_parenthesis(tokens, i)
    return None, i


def _opens_second(tokens: list[Token], i: int) -> bool:
    """The number at `i` is the day of a second date: "13/1-14/1", "13/1-14.1."."""
    sign, month = tokens[i + 1 : i + 3]
    glued = sign.low in ("/", ".") and not sign.gap and not month.gap
    return glued and small(month) and 1 <= month.value <= 12


def _closes_spaced(tokens: list[Token], i: int) -> bool:
    """27/8 - 24 kl. 17: the year stands behind a dash with blanks, and before an hour or nothing."""
    after = tokens[i + 2]
    return tokens[i].gap > 0 and (after.low == "" or bool(after.sense.roles & CLOCK))


def _year_behind_parenthesis(tokens: list[Token], i: int) -> tuple[int | None, int]:
    """1st May (Annual) 2024. The parenthesis stays outside the date, so that it can be its note."""
    for j in range(i + 1, min(i + PARENTHESIS_REACH, len(tokens) - 1)):
        if tokens[j].low == ")":
            year = tokens[j + 1]
            return (year.value, i) if is_year(year) else (None, i)
    return None, i
