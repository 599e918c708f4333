"""Days of something else beside a meeting's: papers that are sent before it ("kallelse 2 februari"), a visit in
parentheses ("12 mars (studiebesök 10 mars)")."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.line.deadlines import days_between, days_go_on
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.aside_words import REPLACED, SENDING
from scheduler.years.recognise.text.nouns import DAY_OR_DATE
from scheduler.years.recognise.text.small_words import (
    ABOUT,
    BEFORE,
    FOR,
    IN_STEAD,
    NEW,
    NOTICE,
    NOW,
    THE,
)
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.verbs import CONTINUES, HELD
from scheduler.years.recognise.text.words import Role, listed

AND, PAPERS, MEETING = Role.AND.value, Role.PAPERS.value, Role.MEETING.value
IS_HELD = HELD - {"place"}
BEHIND_WEEKDAY = frozenset(",.")
BREAKS, PARENTHESES, SET_OFF = frozenset(",;(|\t.-)"), frozenset("()"), frozenset(",-;")
MOST_WORDS, FIRST_WORDS, REACH, LONGEST = 6, 3, 14, 12
# What may be said of another event.
PLAIN = (Role.IN | Role.GENERIC | Role.PLACE | Role.OPEN | Role.USUALLY | Role.PAPERS).value
# The day in the parenthesis is one more of the same meeting.
ALSO = (NEW | NOW | THE | DAY_OR_DATE | CONTINUES | FOR | NOTICE | IN_STEAD) | listed(
    "även också myös auch også samt plus alt alternativt extra am on kl"
)


def names_papers(told: list[Token]) -> bool:
    """The words name papers and nothing that is held: "kallelse skickas", "meeting papers", "notice of meeting"."""
    at = next((n for n, t in enumerate(told[:FIRST_WORDS]) if _is_paper(t)), None)
    if at is None or len(told) > MOST_WORDS:
        return False
    rest = told[at + 1 :]
    of = next((n for n, t in enumerate(rest) if t.low in ABOUT), len(rest))
    return not _is_held(rest[:of])


def _is_paper(token: Token) -> bool:
    """Beside days "agendas" are papers; as a heading they may stand for the meetings: "Agendas 2027"."""
    return bool(token.sense.roles & PAPERS) or token.low == "agendas"


def is_of_papers(parsed: Parsed, i: int) -> bool:
    """Date `i` is the day of such papers and not the meeting's."""
    if not parsed.said & PAPERS:
        return False
    told = label(parsed, 0 if _is_of_first(parsed, i) else i)
    if not names_papers(told):
        return False
    if _is_of_first(parsed, len(parsed.dates) - 1):
        # "Die Unterlagen werden am 5. März und am 2. April versandt"
        told = told + words(parsed.tokens[parsed.dates[-1].last :][:2])[:1]
    if any(t.low in SENDING for t in told):
        return True
    if i:
        return days_between(parsed.dates[i], parsed.dates[i - 1]) > 0
    return _leads_to_meeting(parsed)


def _is_of_first(parsed: Parsed, i: int) -> bool:
    """The days up to this one are one list: "Handlingar skickas den 5 januari, den 2 februari och den 2 mars"."""
    return all(days_go_on(parsed, n) for n in range(1, i + 1))


def tells_papers(parsed: Parsed) -> bool:
    """Papers are named right before the first date."""
    may_name = parsed.said & PAPERS or "agendas" in parsed.lows
    return bool(may_name) and names_papers(label(parsed, 0))


def is_all_of_papers(parsed: Parsed) -> bool:
    """The line holds a word for papers and days, and nothing else."""
    return not parsed.times and tells_papers(parsed) and are_listed(parsed)


def are_listed(parsed: Parsed) -> bool:
    """No words stand between its days."""
    return not any(label(parsed, i) for i in range(1, len(parsed.dates)))


def label(parsed: Parsed, i: int) -> list[Token]:
    """The words right before a date, back to a sign, a date or an hour."""
    first, covered = parsed.dates[i].first, parsed.covered()
    begins = first
    while begins > max(0, first - REACH):
        token, before = parsed.tokens[begins - 1], parsed.tokens[max(0, begins - 2)]
        # "Tagesordnung: Montag, 4. Januar", "Innkalling: man. 4. januar"
        weekday = token.sense.weekday or (token.low in BEHIND_WEEKDAY and before.sense.weekday)
        glued = (
            token.low == "-" and not token.gap and not parsed.tokens[begins].gap
        )  # "pre-meeting"
        if not (weekday or glued) and (covered[begins - 1] or token.low in BREAKS):
            break
        begins -= 1
    return words(parsed.tokens[begins:first])


def _leads_to_meeting(parsed: Parsed) -> bool:
    """The line's first day comes some weeks before its second, which is a meeting's by the words between."""
    if len(parsed.dates) < 2:
        return False
    first, second = parsed.dates[:2]
    between = parsed.tokens[first.last : second.first][-REACH:]
    return _is_held(between) and days_between(first, second) > 0


def _is_held(told: list[Token]) -> bool:
    return say(told, MEETING) or any(map(bodies.is_head, told))


def is_of_another(parsed: Parsed, i: int, *, listed: bool) -> bool:
    """Whether date `i` stands in a parenthesis behind another date, or behind a comma and some weeks before it ("16
    mars kl. 13, leverans 2 mars"), with words of its own before it that name neither a meeting nor a body.
    `listed`: the date before it is of another event."""
    if not i:
        # "Leverans 2 mars, sammanträde 16 mars"
        return _leads_to_meeting(parsed) and _is_plain(label(parsed, 0))
    item, earlier = parsed.dates[i], parsed.dates[i - 1]
    between = parsed.tokens[earlier.last : item.first][-LONGEST:]
    lead = next((t for t in reversed(between) if not bodies.is_head(t)), None)
    if lead and lead is not between[-1] and lead.low in BEFORE:
        return True  # "14/9 AU planerar inför KR 24/9"
    if all(t.low == "," or t.sense.roles & AND for t in between):
        return listed
    opens = _last_of(PARENTHESES, between)
    if opens is None and days_between(item, earlier):
        opens = _last_of(SET_OFF, between)
    return opens is not None and between[opens].low != ")" and _is_plain(between[opens:])


def _last_of(signs: frozenset[str], tokens: list[Token]) -> int | None:
    return next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].low in signs), None)


def _is_plain(tokens: list[Token]) -> bool:
    """Words of their own, none of which speaks of meetings."""
    told = [t for t in words(tokens) if t.low not in ALSO]
    return told != [] and not any(
        t.low in REPLACED or t.low in IS_HELD or t.sense.roles & ~PLAIN or bodies.is_head(t)
        for t in told
    )
