"""Whether a sentence, or a list in one, goes on with the next line."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, clauses, parts, prose
from scheduler.years.recognise.line.running import COUNTED
from scheduler.years.recognise.page import broken
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.verbs import MEETS
from scheduler.years.recognise.text.words import Role, listed

AND, CLOCK, IN, TO, BODY = (
    Role.AND.value, Role.CLOCK.value, Role.IN.value, Role.TO.value, Role.BODY.value,
)  # fmt: skip
HALF = (Role.AM | Role.PM).value
BEGINS, ENDS = Role.BEGINS.value, Role.ENDS.value
MEETING, MOVED, UNTIL = Role.MEETING.value, Role.MOVED.value, Role.UNTIL.value
NOT_LATER = small.LATEST | listed("kl klockan klo kello at by um")
# Open no line but one that goes on with a sentence.
GOES_ON = small.AND | small.AT | small.WITH | small.FROM | small.EACH | listed("alla alle all om")
# Close no heading, but a line whose day stands on the next.
HELD = (prose.HELD | MEETS) | listed(
    "skickas sendes sendt udsendes lähetetään due forfaller forfalder förfaller kokouksessa"
)
# Each opens one of the points that were decided.
POINTS = listed("att että dass daß that")
CLOSES = frozenset(".:;!?|\t")
CELLS = frozenset("\t|")
OPENING, ENTRY, REACH, FEWEST_WORDS, FEWEST_IN_SHORT = 4, 7, 40, 3, 2
WIDE, LONGEST_NUMBER_OF_DAY, LAST_DAY, YEAR = 2, 2, 31, 4


def continues(before: list[Token], after: list[Token], *, wide: bool) -> bool:
    """Whether the line `after` goes on with `before`. `wide`: the line above may have been broken for its length;
    a shorter one goes on only where it is a sentence that ends in the middle of its days."""
    if any(t.low in CELLS for t in (*before[-REACH:], *after[:REACH])):
        return False
    if before[-1].sense.roles & HALF and len(before) > 1 and before[-2].kind is NUMBER:
        return False  # "9.30 am" is an hour, and no German preposition
    opening, start, before = before[:OPENING], before[:ENTRY], before[-REACH:]
    first, last = after[0], before[-1]
    if (
        not broken.is_listed(before, last)
        and broken.opens_entry(start)
        and broken.opens_entry(after[:ENTRY])
    ):
        return False
    if broken.and_a_day(before, after) and broken.plain(opening):
        return True
    if broken.day_and_month(before, after) or broken.hour_and_end(before, after):
        return True
    if broken.is_list(before, after):
        return True
    if first.sense.roles & HALF and last.kind is NUMBER:  # "7.00" and "pm"
        return wide or before[-2:][0].low in (".", ":")
    if first.low in POINTS or (not wide and not _is_sentence(opening, before)):
        return False
    if _opens_part(before, first) and _is_open(before, last, after):
        return True
    return _runs_on(before, after, wide=wide)


def _opens_part(before: list[Token], first: Token) -> bool:
    """The next line may open with a day or an hour of the same list."""
    if (
        first.kind is NUMBER
        or first.sense.month
        or first.sense.weekday
        or first.low in parts.ARTICLES
    ):
        return True
    if first.sense.roles & (AND | CLOCK) and first.kind is WORD:
        return True
    # "Vi börjar kl. 13.30 och slutar", "senast 15.30"
    return bool(before[-1].sense.roles & (BEGINS | ENDS)) and first.low in NOT_LATER


def _is_sentence(first: list[Token], tokens: list[Token]) -> bool:
    """Words that are no part of a day or an hour open the line, and days follow."""
    opening = next((t for t in first if t.kind is not SIGN), None)
    if opening is None or opening.kind is NUMBER or opening.sense.month:
        return False
    if opening.sense.weekday and opening.sense.weekday.sure:  # "Die" may be an article
        return False
    if (
        not any(t.sense.month or t.low in ("/", ".") for t in tokens)
        and tokens[-1].kind is not NUMBER
    ):
        return False
    if len(broken.plain(tokens)) >= FEWEST_IN_SHORT or opening.sense.roles & MEETING:
        return True
    # "Arbetsutskottet: 14/2, 11/4,": a name alone has its list, too
    named = opening.sense.roles & BODY or bodies.is_letters(opening)
    named = named or any(t.low == ":" for t in first[1:])
    return bool(named) and tokens[-1].low == "," and broken.ends_in_day(tokens[:-1])


def _runs_on(before: list[Token], after: list[Token], *, wide: bool) -> bool:
    """A sentence without an end, and a line that does not open as one: "Motioner ska vara inne senast" and
    "den 5 februari", "… 25/9 och 27/11" and "i personalrummet kl. 17.30"."""
    first, last = after[0], before[-1]
    fewest = FEWEST_IN_SHORT if wide else FEWEST_WORDS
    if (first.kind is SIGN and first.low != "(") or len(broken.plain(before)) < fewest:
        return False
    if last.low == "," and len(before) > 1 and (wide or broken.ends_in_day(before[:-1])):
        return first.text.islower() or bool(first.sense.roles & (BEGINS | CLOCK))
    if broken.ends_in_day(before):
        return first.kind is WORD and first.text.islower() and _says_more(after, wide=wide)
    if wide and last.kind is NUMBER and _is_counted(before) and not first.sense.roles:
        return first.kind is WORD and not first.sense.month  # "gav 340" and "kronor"
    if not wide or last.low in CLOSES or last.kind is not WORD:
        return False
    return _leads_on(last, after)


def _says_more(after: list[Token], *, wide: bool) -> bool:
    """The line below a day tells its hour or its place, and has no day of its own."""
    if after[0].sense.roles & (CLOCK | BEGINS) or after[0].low in GOES_ON:
        return True
    if after[0].sense.weekday:
        return False
    return wide and not any(t.sense.month or t.low == "/" for t in after[:REACH])


def _is_counted(before: list[Token]) -> bool:
    """The number that ends the line stands behind a word that leads to no day: "samlade 25"."""
    if before[-1].value > LAST_DAY:
        return len(before[-1].low) < YEAR
    verb = before[-2]
    return (
        verb.kind is WORD
        and verb.text.islower()
        and not verb.sense.roles
        and verb.low not in broken.LEADS
    )


def _counts(after: list[Token]) -> bool:
    """ "25 deltagare": a number that is no day's."""
    word = after[1] if len(after) > 1 else after[0]
    if after[0].value > LAST_DAY and len(after[0].low) < YEAR:
        return True
    plainly = word.kind is WORD and not word.sense.month and not word.sense.roles
    return plainly and word.gap > 0 and word.text.islower()


def _leads_on(last: Token, after: list[Token]) -> bool:
    """The last word of a wide line awaits more, or the first of the next opens no line."""
    first = after[0]
    leads = last.low in broken.LEADS or bool(last.sense.roles & (UNTIL | AND | TO | IN))
    leads = leads and last.text.islower()
    if first.kind is NUMBER and _counts(after):
        return last.text.islower() and not last.sense.roles
    day = first.kind is NUMBER or first.sense.month or first.sense.weekday
    if day or first.low in clauses.OPENERS:
        return leads or last.low in HELD or bool(last.sense.roles & MOVED)
    if first.text[:1].isupper():
        return leads or last.low in prose.THE
    return last.text[:1].islower() or first.text[:1].islower()


def _is_open(before: list[Token], last: Token, after: list[Token]) -> bool:
    """The line ends in the middle of a list or a date."""
    first = after[0]
    if last.sense.weekday and len(before) > 1:
        listed = before[-2].low in (",", ":") or bool(before[-2].sense.roles & AND)
        return listed and first.kind is NUMBER
    if last.sense.month and len(first.low) == YEAR:
        return first.kind is NUMBER
    if last.sense.roles & (BEGINS | ENDS) and first.low in NOT_LATER:
        return True
    if last.low == "," or (last.sense.roles & (AND | CLOCK) and last.kind is WORD):
        return last.gap < WIDE  # "Möte      Kl" heads two columns
    if last.low in parts.ARTICLES and len(before) > 1:
        return first.kind is NUMBER or first.sense.weekday is not None
    if last.low == "." and len(before) > 2:
        return bool(before[-2].sense.roles & CLOCK) or _awaits_month(before[:-1], first)
    return _is_open_number(before, last, after)


def _awaits_month(before: list[Token], first: Token) -> bool:
    """ "… og den 24." and "mai"."""
    day, leads = before[-1], before[-2]
    if not first.sense.month or day.kind is not NUMBER or not day.gap:
        return False
    if not 0 < day.value <= LAST_DAY or leads.kind is NUMBER or leads.sense.roles & CLOCK:
        return False
    return leads.low not in COUNTED or bool(leads.sense.roles & MEETING)


def _is_open_number(before: list[Token], last: Token, after: list[Token]) -> bool:
    first = after[0]
    leads = before[-2] if len(before) > 1 else last
    if leads.low == ":" and not last.gap:
        return False  # 06:15
    if last.kind is NUMBER and first.sense.month and 0 < last.value <= LAST_DAY:
        # "… dvs. 12" and "januari, 9 februari"; but neither "kl. 12" nor "nr. 6" nor "Jan 12" nor a cell.
        other = any(t.sense.roles & CLOCK or t.low in COUNTED for t in before[-3:-1])
        goes_on = len(after) > 1 and (after[1].low == "," or after[1].sense.roles & (AND | CLOCK))
        return last.gap == 1 and bool(goes_on or not other) and not before[-2].sense.month
    if last.kind is NUMBER and len(last.low) <= LONGEST_NUMBER_OF_DAY:
        return (
            leads.low in (",", ":", "den")
            or bool(leads.sense.weekday)
            or bool(leads.sense.roles & AND)
        )
    return False
