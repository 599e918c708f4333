"""Lists of days that were broken: the last day of a line has its month, its hour or the next day below."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line import clauses, parts
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

AND, CLOCK, TO, HOURS = Role.AND.value, Role.CLOCK.value, Role.TO.value, Role.HOURS.value
HALF = (Role.AM | Role.PM).value
# Lead to a day, and end no line by themselves.
LEADS = (small.PREPOSITIONS | small.THE | small.AUXILIARIES) | listed(
    "a an ein eine et en ett than ut ud"
)
REACH, HOUR_REACH, FEWEST_OF_LIST = 40, 8, 4
WIDE, LAST_DAY, LAST_MONTH = 2, 31, 12
HOUR_AND_SIGN, HOUR, DIGITS = 4, 3, 2


def opens_entry(tokens: list[Token]) -> bool:
    """A day and its month, or a weekday and its day, perhaps behind a number: "2. Tirsdag den 3. mars"."""
    tokens = [t for t in tokens if t.kind is not SIGN and t.low not in parts.ARTICLES]
    if len(tokens) > 1 and parts.small(tokens[0]):
        if tokens[1].sense.month or 0 < tokens[1].value <= LAST_MONTH:
            return True
        tokens = tokens[1:]
    return (
        bool(tokens) and tokens[0].sense.weekday is not None and any(map(parts.small, tokens[1:2]))
    )


def day_and_month(before: list[Token], after: list[Token]) -> bool:
    """ "17 januari, 14 februari, 13" and "mars, 24 april", "… onsdag 3." and "november og …": the last day of a list
    has its month below."""
    if _month_and_day(before, after):
        return True
    ordinal = before[-1].low in parts.APART and not before[-1].gap
    dotted = ordinal or (before[-1].low == "." and not before[-1].gap)
    before = before[:-1] if dotted else before
    if (
        len(before) < (2 if dotted else FEWEST_OF_LIST)
        or not after[0].sense.month
        or after[0].kind is not WORD
    ):
        return False
    day, joint = before[-1], before[-2]
    if not parts.small(day) or not 0 < day.value <= LAST_DAY:
        return False
    listed = joint.low == "," or joint.sense.roles & AND or joint.sense.weekday
    if dotted:
        # Not "September 8. og 29." above "Oktober 13."
        first = next(t for t in before if t.sense.month or t.kind is NUMBER)
        leads = listed or joint.low in parts.ARTICLES or joint.low == ":"
        if ordinal:  # "… are 9th" and "January", but not "Thursday 9th" in a column
            said = joint.kind is WORD and joint.text.islower() and not joint.sense.weekday
            leads = len(before) > 2 and (said or joint.low in (",", ":") or joint.sense.roles & AND)
        return bool(leads) and first.kind is NUMBER and not any(map(parts.small, after[1:2]))
    goes_on = len(after) == 1 or after[1].low in (",", ".", ";")
    goes_on = goes_on or bool(after[1].sense.roles & (AND | CLOCK))
    told = joint.sense.weekday is not None or any(t.sense.month for t in before)
    return bool(listed and goes_on) and told


def _month_and_day(before: list[Token], after: list[Token]) -> bool:
    """ "January 7, April" and "19, May 5 and …": months stand before their days."""
    month, day = before[-1], after[0]
    if not month.sense.month or month.kind is not WORD or not parts.small(day) or len(before) < 2:
        return False
    joint = before[-2]
    if joint.low in parts.APART:
        return False  # "5th January 11th January": cells of a row
    listed = joint.low == "," or joint.sense.roles & AND or joint.sense.weekday
    leads = any(a.sense.month and b.kind is NUMBER for a, b in itertools.pairwise(before))
    return bool(listed) and leads and not any(t.sense.month for t in after[1:2])


def is_listed(before: list[Token], last: Token) -> bool:
    """The line ends where its list goes on: in a comma, "and", or a weekday behind one of them."""
    if _opens_next(before):
        last = before[-2]
    return last.low == "," or last.sense.roles & AND > 0


def _opens_next(before: list[Token]) -> bool:
    """The weekday that ends the line is the next day's, as others stand before theirs; not "19 december, onsdag"."""
    if not before[-1].sense.weekday:
        return False
    return any(
        day.sense.weekday and number.kind is NUMBER for day, number in itertools.pairwise(before)
    )


def is_list(before: list[Token], after: list[Token]) -> bool:
    """Nothing but days, the last of which is below: "18/2, 8/4, 14/5," and "27/9 og 2/12 kl. 17"."""
    last, first = before[-1], after[0]
    if len(before) < FEWEST_OF_LIST or last.gap >= WIDE or before[0].kind is SIGN:
        return False
    if goes_on := _opens_next(before):
        before, last = before[:-1], before[-2]
    joins = last.low == "," or (last.sense.roles & AND and last.kind is WORD)
    opens = first.kind is NUMBER or first.sense.weekday or first.low in parts.ARTICLES
    if not joins and first.sense.roles & AND and first.kind is WORD:
        before, joins, opens = [*before, first], True, True
    words = [t for t in plain(before) if t.low not in LEADS]
    if not joins or not opens or len(words) > 1 or any(t.sense.roles & CLOCK for t in before):
        return False
    return (
        ends_in_day(before[:-1])
        and sum(t.low == "," for t in before) + (last.low != ",") + goes_on > 1
    )


def hour_and_end(before: list[Token], after: list[Token]) -> bool:
    """ "… är kl. 13.00-" and "15.30.", "… börjar kl." and "19", "… jeweils 19" and "Uhr."."""
    last, first = before[-1], after[0]
    if (first.low == "uhr" and last.kind is NUMBER) or _is_hour_and_end(before, after):
        return True
    if last.low == "." and not last.gap and before[-2:-1] and before[-2].sense.roles & CLOCK:
        return first.kind is NUMBER and any(t.kind is NUMBER for t in before)
    spans = len(before) > FEWEST_OF_LIST and last.low == "-" and not last.gap
    clock = any(t.sense.roles & CLOCK and t.kind is WORD for t in before[-HOUR_REACH:])
    return spans and clock and before[-2].kind is NUMBER and first.kind is NUMBER


def _is_hour_and_end(before: list[Token], after: list[Token]) -> bool:
    """ "19. aug 19:00 –" and "21:30" alone, "7 pm –" and "9.30 pm"."""
    if before[-1].low != "-" or len(before) < HOUR_AND_SIGN:
        return False
    if after[-1].sense.roles & HALF and before[-2].sense.roles & HALF:
        return len(after) <= HOUR + 1 and all(t.kind is NUMBER for t in (before[-3], after[0]))
    begin, sign, minutes = before[-HOUR_AND_SIGN:-1]
    if len(after) < HOUR or (len(after) > HOUR and not after[HOUR].sense.roles & HOURS):
        return False
    hour, same, rest = after[:HOUR]
    told = all(t.kind is NUMBER for t in (begin, minutes, hour, rest))
    written = all(len(t.low) == DIGITS for t in (minutes, rest)) and hour.value > begin.value
    return told and written and sign.low == same.low and sign.low in (":", ".")


def plain(tokens: list[Token]) -> list[Token]:
    """The words of a line that say something of their own."""
    return [
        t
        for t in tokens[-REACH:]
        if t.kind is WORD and len(t.low) > 1 and not t.sense.month and not t.sense.weekday
        and not t.sense.roles & (CLOCK | AND | TO) and t.low not in clauses.OPENERS
    ]  # fmt: skip


def _is_day(token: Token) -> bool:
    return bool(token.sense.month) or (token.kind is NUMBER and 0 < token.value <= LAST_DAY)


def ends_in_day(before: list[Token]) -> bool:
    """The line ends in "4 maj", "27/11", "24.3."."""
    last = before[-1]
    if last.low == "." and len(before) > 2:
        month = before[-2]  # "18.00." is an hour
        return 0 < month.value <= LAST_MONTH and not month.gap and before[-3].low == "."
    if last.sense.month:
        return True
    return len(before) > 2 and _is_day(last) and before[-2].low in ("/", ".") and not last.gap


def and_a_day(before: list[Token], after: list[Token]) -> bool:
    """ "10 februari, 4 maj" and "och 21 juni kl. 18"."""
    if not (after[0].sense.roles & AND and after[0].kind is WORD) or not ends_in_day(before):
        return False
    return any(t.kind is NUMBER for t in after[1:4])
