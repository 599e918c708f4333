"""Numbers that count meetings, before their days: "Møde 1 – 20. januar", "2/27 16.02.2027"."""

from __future__ import annotations

from scheduler.years.recognise.line import numeric, parts
from scheduler.years.recognise.text.head_words import DATES_OR_NAMES
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import NUMBERED_ROOMS
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import listed

# A number after one of these counts something; it is no day of the month that follows.
COUNTED = (NUMBERED_ROOMS | DATES_OR_NAMES) | listed(
    "nr no nro nummer number mötet styrelsemöte lokal punkt # § våning plan antal sid sida kap bilaga ärende"
)
# Days a meeting takes; conferences and the like take longer.
LONGEST_MEETING, LONGEST_SPAN, FIRST_SHORT_YEAR = 2, 7, 20
LAST_MONTH, LONGEST_LETTERS = 12, 5
ONE_MEETING = ("möte", "møte", "møde", "sammanträde", "sitzung", "kokous", "meeting")
NUMBER_ENDS = frozenset("-:|\t.)")


def is_of_year(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """A running number of its year, with a day behind it: "2/27 16.02.2027", "Møte 3/27 den 5. mai". An American
    writes days so."""
    year, after = tokens[i + 2 : i + 4]
    if not parts.small(year) or year.value < FIRST_SHORT_YEAR or year.gap or lexicon.first == "en":
        return False
    at = i + 3 + (after.low in NUMBER_ENDS)
    day = parts.past_weekday(tokens, at)
    if not parts.small(tokens[day]) or not (tokens[at].gap or after.low in ("\t", "|")):
        return False
    if parts.month_at(tokens, parts.past_ordinal(tokens, day + 1), lexicon):
        return True
    return numeric.numeric(tokens, day, lexicon) is not None


def is_of_term(tokens: list[Token], i: int) -> bool:
    """A running number of two years that follow each other, which no days of a month are: "02/26-27"."""
    year, dash, other = tokens[i + 2 : i + 5]
    glued = not (year.gap or dash.gap or other.gap) and dash.low == "-"
    two = len(year.low) == len(other.low) == 2 and parts.small(year) and parts.small(other)
    return glued and two and year.value > LAST_MONTH and other.value == year.value + 1


def is_numbered(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """A meeting's number in its year, with the day behind it: "Meeting 1/27 Thursday 4 March"."""
    if tokens[i - 1].low not in COUNTED or not parts.small(tokens[i + 2]):
        return False
    day = parts.past_weekday(tokens, i + 3)
    return parts.small(tokens[day]) and parts.month_at(tokens, day + 1, lexicon) is not None


def counts_meeting(tokens: list[Token], i: int) -> bool:
    """The number behind a word for a meeting, or behind a body's letters, is its number, with the day behind a dash:
    "Møde 1 – den 20. januar", "KS 3 – 18. mars", but not "Seminar 3 – 5 mars" nor "Möte 3 – 4 mars"."""
    word, day = tokens[i - 1], parts.past_weekday(tokens, i + 2)
    meets = word.sense.roles & parts.MEETING or word.low in COUNTED or _is_short(word)
    meets = word.kind is WORD and meets
    if not meets or not parts.small(tokens[day]) or not tokens[i + 2].gap:
        return False
    longest = LONGEST_MEETING if word.low.endswith(ONE_MEETING) else LONGEST_SPAN
    return day > i + 2 or not 0 < tokens[day].value - tokens[i].value <= longest


def _is_short(word: Token) -> bool:
    return word.text.isupper() and len(word.text) <= LONGEST_LETTERS
