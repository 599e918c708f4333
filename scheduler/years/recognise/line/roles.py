"""What a date on a line is there for: a meeting, a deadline, a date that was replaced, or nothing to us."""

from __future__ import annotations

import itertools
from enum import Enum

from scheduler.years.recognise.line import (
    asides,
    clauses,
    deadlines,
    decided,
    furniture,
    no_meeting,
    papers,
    parts,
    prose,
)
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import DONE
from scheduler.years.recognise.text.tokens import SIGN, WORD, Token
from scheduler.years.recognise.text.verbs import CHANGED
from scheduler.years.recognise.text.words import Role, listed

STALE, DEADLINE, HOLIDAY, INSTEAD, EXCEPT, NONE, MEETING, MOVED, RECORD = (
    Role.STALE.value, Role.DEADLINE.value, Role.HOLIDAY.value, Role.INSTEAD.value,
    Role.EXCEPT.value, Role.NONE.value, Role.MEETING.value, Role.MOVED.value,
    Role.RECORD.value,
)  # fmt: skip
AND, RESERVE, BODY, PAPERS = (
    Role.AND.value, Role.RESERVE.value, Role.BODY.value, Role.PAPERS.value,
)  # fmt: skip
BEGINS, ENDS = Role.BEGINS.value, Role.ENDS.value
# Where a line has none of these roles and words, all its dates are meetings, but for long spans.
TELLING = (
    STALE | DEADLINE | HOLIDAY | INSTEAD | EXCEPT | NONE | MOVED | RECORD | RESERVE | BEGINS | ENDS
)
LATELY = listed("sist senast sidst senest last zuletzt viimeksi")
OBSERVED = listed("observed")
# "I stället" alone leads to the new date, "i stället för" to the old one.
TAKES_PLACE = listed("findet finden fand fanden stattfindet stattfinden")
OF = small.FOR | {"of"}
REPLACES = listed("ersätter replaces replacing korvaa erstatter ersetzt")
REPLACEMENT = listed("ersatz ersättning erstatning replacement substitute")
CONTEXT = 25
WAS_REACH = 6
LONGEST_MEETING_DAYS = 7
TELLING_WORDS = (
    decided.OF_OR_FROM | prose.ELECTIONS | decided.WROTE | DONE | {"as"} | small.WAS | parts.CHANGES
    | REPLACEMENT | decided.TODAYS | OBSERVED | small.LAST | deadlines.CLOSE | decided.DEALT
    | small.AFTER | {*decided.DAYS, "§", "§§", "beslut", "©"} | {pair[0] for pair in deadlines.HOLIDAY_PAIRS}
)  # fmt: skip


class Job(Enum):
    MEETING = "meeting"
    NOT_MEETING = "not meeting"
    # In a sentence that does not seem to be about a meeting.
    STRAY = "stray"
    REPLACED = "replaced"
    RESERVE = "in reserve"


# By these names: looking a member up in its class costs ten times as much, and it is done for every date.
A_MEETING, NO_MEETING, STRAY = Job.MEETING, Job.NOT_MEETING, Job.STRAY
REPLACED, IN_RESERVE = Job.REPLACED, Job.RESERVE


def of_dates(parsed: Parsed) -> list[Job]:
    """The job of each date of the line, in order."""
    quiet = not parsed.said & TELLING and parsed.lows.isdisjoint(TELLING_WORDS)
    quiet = quiet and not (parsed.said & PAPERS and not parsed.lows.isdisjoint(small.UNTIL))
    spans = [item for item in parsed.dates if item.until is not None]
    if quiet and not any(map(_is_long, spans)):
        jobs = [A_MEETING] * len(parsed.dates)
    else:
        jobs = _told(parsed)
    if parsed.left and (len(jobs) > 1 or parsed.said & PAPERS):
        for i, job in enumerate(jobs):
            if job is A_MEETING and papers.is_day_of(parsed, i):
                jobs[i] = NO_MEETING
            elif job is A_MEETING and asides.is_of_another(parsed, i):
                jobs[i] = STRAY
    if parsed.left and prose.is_likely(parsed):
        for i, job in enumerate(jobs):
            if job is A_MEETING and prose.strays(parsed, i):
                jobs[i] = STRAY
    return jobs


def _told(parsed: Parsed) -> list[Job]:
    jobs: list[Job] = []
    start = 0
    for i, item in enumerate(parsed.dates):
        following = parsed.dates[i + 1].first if i + 1 < len(parsed.dates) else len(parsed.tokens)
        opens = decided.own_sentence(parsed, max(start, item.first - CONTEXT), item.first)
        before = parsed.tokens[opens : item.first]
        before = before if i else deadlines.without_legend(before)
        after = parsed.tokens[item.last : min(following, item.last + CONTEXT)]
        if i + 1 < len(parsed.dates) and deadlines.is_next(item, parsed.dates[i + 1], after):
            after = after[:0]  # "5 juli – ansökan senast 21 juni": said of the next date
        elif following < len(parsed.tokens):
            after = after[: no_meeting.leads_on(after)]
        jobs.append(_job(item, before, after, jobs[-1] if jobs else None, first=start == 0))
        start = item.last
        if jobs[-1] is NO_MEETING and i and deadlines.is_holiday(after):
            _together(parsed, jobs, i)
    if REPLACED in jobs:
        _replaced_too(parsed, jobs)
    return jobs


def _replaced_too(parsed: Parsed, jobs: list[Job]) -> None:
    """The old day told twice: "mötet den 5 maj är flyttat från 5 maj till 12 maj"."""
    days = [(item.start.day, item.start.month) for item in parsed.dates]
    old = {day for day, job in zip(days, jobs, strict=True) if job is REPLACED}
    for i, day in enumerate(days):
        if jobs[i] is A_MEETING and day in old:
            jobs[i] = REPLACED


def _together(parsed: Parsed, jobs: list[Job], i: int) -> None:
    """23 och 24 november: lov. The day joined to the last one is no meeting either."""
    between = parsed.tokens[parsed.dates[i - 1].last : parsed.dates[i].first]
    if jobs[i - 1] is A_MEETING and len(between) == 1 and between[0].sense.roles & AND:
        jobs[i - 1] = NO_MEETING


def _job(
    item: DateItem, before: list[Token], after: list[Token], previous: Job | None, *, first: bool
) -> Job:
    if _is_long(item):
        return NO_MEETING
    clause = clauses.last(before)
    aside = previous in (None, NO_MEETING) and item.start.year is not None
    if aside and furniture.tells(clause, after):
        return NO_MEETING
    # A list keeps the job of its first date: "Sportlov 26/2, 5/3".
    if previous is not None and not any(t.kind is WORD and _says(t) for t in before):
        listed = all(t.kind is SIGN or t.sense.roles & AND for t in before)
        if listed and previous is not A_MEETING and "(" not in [t.low for t in before]:
            closes = any(t.low == ")" for t in before)
            return A_MEETING if closes else previous
    if _replaced(clause, before) or _left(before, after):
        return REPLACED
    told = decided.is_where_dealt_with(before) or decided.is_where_agreed(before)
    if told or decided.is_after(before):
        return NO_MEETING
    if previous is A_MEETING and decided.refers_back(before):
        return NO_MEETING
    if no_meeting.is_denied(before):
        return NO_MEETING
    if _is_kept(after) or (previous is not None and _in_reserve(clause)):
        return IN_RESERVE
    if previous is A_MEETING and decided.has_other_hour(before, after):
        return A_MEETING
    if (
        decided.is_decision(clause)
        or _is_stale(clause if not first else before)
        or deadlines.before_day(clause, first, before)
    ):
        return NO_MEETING
    if _holiday_aside(before, after):
        return NO_MEETING
    if decided.is_last_day(after):
        return NO_MEETING
    leads_on = deadlines.leads_on(after) or any(t.sense.roles & MOVED for t in after)
    if (
        (deadlines.after_day(after) and not leads_on)
        or no_meeting.is_said(before, after)
        or decided.on(before, after)
    ):
        return NO_MEETING
    return A_MEETING


def _holiday_aside(before: list[Token], after: list[Token]) -> bool:
    """ "(1 januari är helgdag)": a parenthesis that explains another date."""
    opens = next((n for n, t in enumerate(reversed(before), 1) if t.low in ("(", ")")), 0)
    if not opens or before[-opens].low != "(":
        return False
    if any(t.low in OBSERVED for t in before[-opens:]):
        return True
    for token in after:
        if token.low == ")":
            return False
        if token.sense.roles & HOLIDAY:
            return True
    return False


def _says(token: Token) -> bool:
    return not token.sense.weekday and not token.sense.roles & AND


def _is_long(item: DateItem) -> bool:
    """Some weeks are a holiday or a term of office, not a meeting."""
    if item.until is None or not item.until.month:
        return False
    begins, ends = (item.start.month, item.start.day), (item.until.month, item.until.day)
    if ends <= begins and item.until.year and item.start.year == item.until.year:
        return False  # "13.2.2027 – 30.1.2027" is no span at all, and is to be told
    if item.start.year and (item.until.year or 0) > item.start.year + 1:
        return True
    months = (item.until.month - item.start.month) % 12
    return months * 31 + item.until.day - item.start.day > LONGEST_MEETING_DAYS


def _replaced(clause: list[Token], before: list[Token]) -> bool:
    words = [t for t in clause if t.kind is WORD and not t.sense.weekday][-4:]
    if any(t.low in small.FROM for t in words[-2:]) and any(map(parts.moves, clause)):
        return True
    if (
        words
        and words[-1].low in small.WAS
        and any(t.sense.roles & MOVED for t in before[-WAS_REACH:])
    ):
        return True  # "(OBS flyttat, var 10 mars)"
    if _replaces(clause):
        return True
    if any(t.low in small.FROM for t in words[-3:]) and words[0].low in CHANGED:
        return True  # "has been changed from the original 12/2 date"
    said = [t for t in words[-3:] if t.sense.roles & INSTEAD]
    if said and said[-1].low == "statt" and any(t.low in TAKES_PLACE for t in before):
        return False  # "findet statt", not "statt des 12. Mai"
    if said and said[-1].low in small.IN_STEAD and words[-1].low not in OF:
        return False  # "hålls i stället den 5 juni"
    return bool(said) and not any(t.sense.roles & MEETING for t in words)


def _replaces(clause: list[Token]) -> bool:
    """ "16 mars, ersätter mötet den 9 mars", "als Ersatz für den 9. März"."""
    words = [
        t.low
        for t in clause
        if t.kind is WORD and not t.sense.weekday and t.low not in prose.OPENERS
        and not t.sense.roles & MEETING
    ]  # fmt: skip
    if not words:
        return False
    if words[-1] in REPLACES:
        return True
    return words[-1] in small.FOR and len(words) > 1 and words[-2] in REPLACEMENT


def _left(before: list[Token], after: list[Token]) -> bool:
    """ "Kokous on siirretty 10.2. päivältä": Finnish says behind the day that it is the old one."""
    return (
        after[:1] != []
        and after[0].low == "päivältä"
        and any(t.sense.roles & MOVED for t in before)
    )


def _in_reserve(clause: list[Token]) -> bool:
    """A day kept for the case that the meeting before it cannot be held."""
    words = [t for t in clause if t.kind is WORD and not t.sense.weekday]
    return any(t.sense.roles & RESERVE for t in words[-3:])


def _is_kept(after: list[Token]) -> bool:
    """ "Den 31 mars reserveras för fortsatt möte"."""
    return bool(after) and after[0].low.startswith("reserver")


def _is_stale(before: list[Token]) -> bool:
    if decided.opens_list(before):
        return False
    if before and (before[0].low in ("beslut", "©") or any(t.low == "beslut" for t in before[-2:])):
        return True
    if any(t.sense.roles & (STALE | RECORD | EXCEPT) for t in before):
        return True
    if any(t.sense.roles & HOLIDAY for t in before) and not deadlines.held_around(before):
        return True
    words = [t.low for t in before if t.kind is WORD]
    leads = [low for low in words[-3:] if low not in prose.OPENERS]
    if (leads and leads[-1] in prose.ELECTIONS) or _is_election_to(before):
        return True  # "the General Election on 4th July"
    if any(a in LATELY and b in CHANGED for a, b in itertools.pairwise(words)):
        return True  # "sist endret"
    if not deadlines.HOLIDAY_PAIRS.isdisjoint(itertools.pairwise(words)):
        return True
    return decided.begins_or_ends(before)


def _is_election_to(before: list[Token]) -> bool:
    """ "Valget til ældrerådet den": of those who are to sit there."""
    words = [t for t in before if t.kind is WORD and t.low not in ("den", "am", "on", "the", "d")]
    if len(words) < 3 or not words[-1].sense.roles & BODY:
        return False
    return words[-2].low in small.TO and words[-3].low in prose.ELECTIONS
