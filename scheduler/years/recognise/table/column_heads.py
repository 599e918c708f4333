"""What one cell of a table's head says its column holds."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import asides, bodies, grammar, preparing, titled
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import cell_names
from scheduler.years.recognise.table.layout import (
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
    OF_GROUPS,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_WEEKS,
    Column,
    Use,
)
from scheduler.years.recognise.text.head_words import (
    DATE_WORDS,
    DATES_OR_NAMES,
    FROM,
    GROUPS,
    KINDS,
    LIKELY,
    NAMED,
    NAMES,
    NOTES,
    PLACES,
    UNTIL,
)
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import DATE, DAY, MONTH
from scheduler.years.recognise.text.nouns import WEEK as OF_WEEK
from scheduler.years.recognise.text.small_words import AT, BEFORE, FOR, LAST, OF, THE, TO
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

DEADLINE, MEETING, BODY, STALE, RECORD, HOLIDAY, WEEK, CLOCK, BEGINS, ENDS, PLACE, AND, OR = (
    Role.DEADLINE.value, Role.MEETING.value, Role.BODY.value, Role.STALE.value,
    Role.RECORD.value, Role.HOLIDAY.value, Role.WEEK.value, Role.CLOCK.value,
    Role.BEGINS.value, Role.ENDS.value, Role.PLACE.value, Role.AND.value, Role.OR.value,
)  # fmt: skip
DATED = tuple(DATE | DAY)
OF_DAY = OF | OF_WEEK | THE
OF_MEETING = OF | FOR | THE
UHR = Role.HOURS.value
PAPERS, USUALLY = Role.PAPERS.value, Role.USUALLY.value
# What a head says of the meeting itself, before "of": "Beginn der Sitzung"; what leads to it elsewhere.
ITS_OWN = MEETING | BODY | CLOCK | BEGINS | ENDS | PLACE | WEEK
LEADS = (BEFORE | OF | FOR | TO | AT) - {"under"} | listed("der")
# How heads end below which the meetings are counted: "Møte nr", "Kokousnumero".
NUMBERED = ("nr", "no", "nro", "number", "nummer", "numero")
# "Hearing date": the meeting itself, which elsewhere is something that a paper is for.
HEARD = frozenset(("hearing", "hearings"))
ONE_NOTE = listed("anteckning")
INTO = listed("kokoukseen kokouksiin kokoukselle istuntoon istunnolle")


def of(cell: list[Token], parsed: Parsed, lexicon: Lexicon) -> Column:
    words = [t for t in cell if t.kind is WORD]
    if not words:
        return Column(OF_OTHERS, head="")
    if _is_deadline(words) and not preparing.names(words):  # but "Agenda setting"
        return Column(OF_DEADLINES)
    head = cell_names.written(cell, parsed.text)
    if preparing.names(words):
        return Column(OF_DATES, head=head, prepares=True)
    alone = _of_word(words[0], head) if len(words) == 1 else None
    if found := alone or _of_names(words, head):
        return found
    if numbers_meetings(words):
        return Column(OF_OTHERS, head=head)
    inner = grammar.parse(parsed.text, cell, lexicon)
    time = inner.times[0] if inner.times else None
    weekday = inner.weekdays[0].weekday.number if len(inner.weekdays) == 1 else None
    if body := titled.of(inner):
        return Column(OF_BODY, body, time, weekday)
    numbered = any(t.kind is NUMBER for t in cell)
    if not numbered and all(t.sense.roles & (CLOCK | AND) for t in words):
        return Column(OF_HOURS)
    if use := _of_hours(words):
        return Column(use)
    if _are_places(words):
        return Column(OF_PLACES)
    if _is_for_meeting(words):
        return Column(OF_DEADLINES if inner.said & PAPERS else OF_OTHERS, head=head)
    if any(t.low in DATE_WORDS or t.sense.roles & MEETING for t in words):
        return Column(OF_DATES, time=time, weekday=None if inner.said & USUALLY else weekday)
    return Column(OF_OTHERS, head=head)


def _of_word(word: Token, head: str) -> Column | None:
    """A word alone that surely says what stands below."""
    if word.low in MONTH:
        return Column(OF_MONTHS)
    if word.sense.roles & WEEK:
        return Column(OF_WEEKS)
    if word.low in DATES_OR_NAMES:
        return Column(OF_DATES, ambiguous=True, head=head, told=True)
    if word.low in NAMES:
        return Column(OF_NAMES, head if word.sense.roles & BODY else None)
    if word.low in UNTIL or word.sense.roles & ENDS:
        return Column(OF_ENDS)
    return Column(OF_HOURS) if word.low in FROM and not bodies.is_letters(word) else None


def _of_hours(words: list[Token]) -> Use | None:
    """When the meeting begins or ends, in several words: "Slut kl.", "End time", "Mötet börjar", "Ende der Sitzung"."""
    told = [t for t in words if not t.sense.roles & (CLOCK | UHR) and t.low not in LIKELY]
    told = [t for t in told if not t.sense.roles & MEETING and t.low not in OF_MEETING]
    if len(told) == 1 and len(words) > 1:
        if told[0].low in UNTIL or told[0].sense.roles & ENDS:
            return OF_ENDS
        if told[0].low in FROM or told[0].sense.roles & BEGINS:
            return OF_HOURS
    return None


def _are_places(words: list[Token]) -> bool:
    """ "Plats", "Venue and room", "Location of meeting"; but not "Möte och plats"."""
    told = [t for t in words if t.low in PLACES or t.sense.roles & PLACE]
    rest = [t for t in words if t not in told]
    of_meeting = all(t.sense.roles & MEETING or t.low in OF_MEETING for t in rest)
    return told != [] and (of_meeting or all(t.sense.roles & AND for t in rest))


def _of_names(words: list[Token], head: str) -> Column | None:
    """Words under which names of bodies may stand."""
    if _tells_kind(words):
        return Column(OF_OTHERS, head=head, told=True)
    kinds = [t for t in words if t.low in NAMES or t.low in GROUPS]
    joins = [t for t in words if t.sense.roles & (AND | OR)]
    joined = len(words) == 1 or "/" in head or joins
    if kinds and joined and all(t in kinds or t.sense.roles & (AND | OR | BODY) for t in words):
        return Column(OF_GROUPS)
    return None


def _tells_kind(words: list[Token]) -> bool:
    """ "Typ", "Type of meeting", "Name of meeting", "Meeting type", "Meeting name"."""
    first, *rest = words
    if rest and rest[-1].low in KINDS | NAMED:
        return bool(first.sense.roles & MEETING)
    of_meetings = all(t.low in OF or t.sense.roles & MEETING for t in rest)
    return of_meetings and (first.low in KINDS or (first.low in NAMED and bool(rest)))


def numbers_meetings(words: list[Token]) -> bool:
    """ "Nr", "Møte nr.", "Sitzungsnummer": which of the year's meetings it is, "1/27", and not its day."""
    counts = words != [] and words[-1].low.endswith(NUMBERED)
    return counts and all(t.sense.roles & MEETING for t in words[:-1])


def _is_for_meeting(words: list[Token]) -> bool:
    """ "Notification of agenda item for board meeting", "Tema för mötet", "Asiat kokoukseen": what is said or done
    for the meeting, and not its day."""
    at = next((n for n, t in enumerate(words) if t.low in LEADS), len(words) - 1)
    led = words[at].low in INTO or any(t.sense.roles & MEETING for t in words[at + 1 :])
    its_own = any(t.sense.roles & ITS_OWN or t.low in DATE_WORDS for t in words[:at])
    return at > 0 and led and not its_own


def _is_deadline(words: list[Token]) -> bool:
    if words[0].low in NOTES and (len(words) == 1 or words[0].low in ONE_NOTE):
        return False  # "Anteckningar", which are minutes elsewhere; "Anteckning, syns för alla"
    if words[0].low in HEARD or any(t.sense.roles & BEGINS for t in words):
        return False
    if any(t.low in LAST for t in words[:2]) or asides.names_papers(words) or _is_for_papers(words):
        return True
    return any(t.sense.roles & (DEADLINE | STALE | RECORD | HOLIDAY) for t in words)


def _is_for_papers(words: list[Token]) -> bool:
    """ "Final date for papers", "Dato for indkaldelse"."""
    return any(a.low in FOR and b.sense.roles & PAPERS for a, b in pairwise(words))


def tells_dates(cell: list[Token]) -> bool:
    """A word for dates is in the head, or is the end of one: "Sitzungstermin", "Møtedato"."""
    return any(
        t.low in DATE_WORDS or (t.sense.roles & MEETING and t.low.endswith(DATED)) for t in cell
    )


def tells_day_alone(cell: list[Token]) -> bool:
    """ "Day", "Day of the week": the weekday, where another column has the dates."""
    words = [t for t in cell if t.kind is WORD]
    return bool(words) and words[0].low in DAY and all(t.low in OF_DAY for t in words[1:])
