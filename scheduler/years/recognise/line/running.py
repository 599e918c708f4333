"""Numbers that count meetings, before their days: "Møde 1 – 20. januar", "2/27 16.02.2027"."""

from __future__ import annotations

from scheduler.years.recognise.line import numeric, parts
from scheduler.years.recognise.text.head_words import DATES_OR_NAMES
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.nouns import DAY, NUMBERED_ROOMS
from scheduler.years.recognise.text.small_words import PREPOSITIONS
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import listed

# A number after one of these counts something; it is no day of the month that follows.
COUNTED = (NUMBERED_ROOMS | DATES_OR_NAMES) | listed(
    "nr no nro nummer number mötet styrelsemöte lokal punkt # § våning plan antal sid sida kap bilaga ärende"
)
SMALL = parts.ARTICLES | PREPOSITIONS
# Days a meeting takes; conferences and the like take longer.
LONGEST_MEETING, LONGEST_SPAN, FIRST_SHORT_YEAR = 2, 7, 20
LAST_MONTH, LONGEST_LETTERS, HALF = 12, 5, 3
ONE_MEETING = ("möte", "møte", "møde", "sammanträde", "sitzung", "kokous", "meeting")
# Days and papers in parts: "dag 2/2".
PART = DAY | listed("del part osa teil")
NUMBER_ENDS = frozenset("-:|\t.)")


def counts(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """The number at `i` counts a meeting, a room or the like, and is no day of a month."""
    before, sign = tokens[i - 1], tokens[i + 1]
    if sign.low == ",":
        return before.low in COUNTED  # "Lokal 3, 12 mars"
    if sign.low == "-":
        return sign.gap > 0 and _counts_meeting(tokens, i)
    part = before.low in PART and before.text != "OSA"  # which asks for a reply
    return part or _is_of_term(tokens, i) or _is_of_year(tokens, i, lexicon)


def counts_on(tokens: list[Token], i: int) -> bool:
    """The second half of a meeting's number, with a dash set apart behind it: "Møte nr. 2/12 – 14. juni"."""
    word = tokens[i - 4] if i > HALF and tokens[i - 3].low == "." else tokens[max(0, i - 3)]
    told = word.low in COUNTED or bool(word.sense.roles & parts.MEETING)
    glued = tokens[i - 1].low == "/" and not tokens[i].gap and not tokens[i - 1].gap
    return told and i >= HALF and glued and tokens[i + 1].low == "-" and tokens[i + 1].gap > 0


def is_of_word(tokens: list[Token], i: int) -> bool:
    """The number, with a remark behind it, is that of the word or the month before it: "Room 5 (main hall), 12 March",
    "Storgatan 13 (Folkets hus), 20 maj", "September 14. (budget) Oktober 5."."""
    word = tokens[i - 1]
    unknown = word.kind is WORD and word.sense is NOTHING
    named = unknown and word.low not in SMALL
    return named or word.low in COUNTED or word.sense.month > 0


def _is_of_year(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """A running number of its year, with a day behind it: "2/27 16.02.2027", "Møte 3/27 den 5. mai". Without a word
    before it, an American writes days so."""
    year, after = tokens[i + 2 : i + 4]
    sure = year.value >= FIRST_SHORT_YEAR and lexicon.first != "en"
    word = tokens[i - 2] if tokens[i - 1].low == "." else tokens[i - 1]  # "nr. 2/27"
    if not parts.small(year) or not (sure or word.low in COUNTED):
        return False
    at = i + 3 + (after.low in NUMBER_ENDS)
    day = parts.past_weekday(tokens, at)
    if not parts.small(tokens[day]) or not (tokens[at].gap or after.low in ("\t", "|")):
        return False
    if parts.month_at(tokens, parts.past_ordinal(tokens, day + 1), lexicon):
        return True
    return numeric.numeric(tokens, day, lexicon) is not None


def _is_of_term(tokens: list[Token], i: int) -> bool:
    """A running number of two years that follow each other, which no days of a month are: "02/26-27"."""
    year, dash, other = tokens[i + 2 : i + 5]
    two = len(year.low) == len(other.low) == 2 and dash.low == "-" and not dash.gap
    return two and year.value > LAST_MONTH and other.value == year.value + 1


def _counts_meeting(tokens: list[Token], i: int) -> bool:
    """The number behind a word for a meeting, or behind a body's letters, is its number, with the day behind a dash:
    "Møde 1 – den 20. januar", "KS 3 – 18. mars", but not "Seminar 3 – 5 mars" nor "Möte 3 – 4 mars"."""
    word, day = tokens[i - 1], parts.past_weekday(tokens, i + 2)
    letters = word.kind is WORD and word.text.isupper() and len(word.text) <= LONGEST_LETTERS
    meets = word.sense.roles & parts.MEETING or word.low in COUNTED or letters
    if not meets or not parts.small(tokens[day]):
        return False
    longest = LONGEST_MEETING if word.low.endswith(ONE_MEETING) else LONGEST_SPAN
    return day > i + 2 or not 0 < tokens[day].value - tokens[i].value <= longest
