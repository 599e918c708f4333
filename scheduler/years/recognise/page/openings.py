"""What opens a line: an hour, a greeting, or the day of an entry, as in the line above it."""

from __future__ import annotations

from scheduler.years.recognise.line import grammar, parts
from scheduler.years.recognise.text import plain_stems
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

BODY, CLOCK, MEETING = Role.BODY.value, Role.CLOCK.value, Role.MEETING.value
HOUR, UNTIL = (Role.AM | Role.PM | Role.HOURS).value, small.UNTIL | small.TO
# Before an hour or a day, also at the end of the line above it.
LEADS = (
    small.PREPOSITIONS | small.THE | small.AUXILIARIES | small.LATEST | small.WHEN | small.WHO
) | listed("a an ein eine et en ett than ut ud henholdsvis respectively jeweils vastaavasti")
ENTRY, HOUR_AND_SIGN = 7, 4
# Before the first word of a line.
EMPTY = grammar.END[:HOUR_AND_SIGN]


def is_greeting(first: Token, second: Token) -> bool:
    """The Finnish "hei" opens a letter, unless days follow it: it is July as well."""
    return plain_stems.opens(first.low, "") and second.kind is not NUMBER


def opens_with_hour(line: list[Token]) -> bool:
    """ "kl. 18", "ab 15 Uhr", "von 15 bis 17 Uhr", "11.45 am"."""
    told = [t for t in line[:ENTRY] if t.kind is not SIGN]
    if len(told) > 2 and told[0].low in small.FROM and told[2].low in UNTIL:
        return told[1].kind is NUMBER
    first = next((n for n, t in enumerate(told[:2]) if t.kind is NUMBER), None)
    if first is None or (first and not told[0].sense.roles & CLOCK and told[0].low not in LEADS):
        return False
    behind = told[first + 1 : first + 3]
    return (first and told[0].sense.roles & CLOCK > 0) or any(t.sense.roles & HOUR for t in behind)


def opens_with_span(line: list[Token]) -> bool:
    """ "18:00-20:00, 23 February 18:00-20:00", "9.00–11.00 Uhr"."""
    line = [*line[: 2 * HOUR_AND_SIGN], *EMPTY]
    begins = (
        line[0].kind is NUMBER and parts.is_clock(line, 0) and line[HOUR_AND_SIGN - 1].low == "-"
    )
    return begins and parts.is_clock(line, HOUR_AND_SIGN)


def open_alike(lines: tuple[list[Token], list[Token]]) -> bool:
    """Both lines open with a day, written in the same way, with a month, "Januari: KS 12" and "Februari: KS 9", or the
    first with a misspelt one, "Febrari 18" and "Mars 11", or with what is held on the day behind it, "Årsmøde:
    2017-09-12 og" and "Bestyrelsesmøde #2: 2017-10-03": entries of a list."""
    if all(map(_leads_to_day, lines)):
        return True
    forms = [[t for t in line[:ENTRY] if t.kind is not SIGN][:2] for line in lines]
    if all(form and form[0].sense.month for form in forms):
        return True
    kinds = [[(t.kind, t.sense.month > 0, bool(t.sense.weekday)) for t in form] for form in forms]
    named = (len(form) > 1 and form[0].kind is WORD and parts.small(form[1]) for form in forms)
    if sum(t.kind is not SIGN for t in lines[0]) == 2 and all(named):
        return True
    return kinds[0] == kinds[1] and (WORD, False, False) not in kinds[0]


def _leads_to_day(line: list[Token]) -> bool:
    """ "Bestyrelsesmøde #2: 2017-10-03"."""
    colon = next((n for n, t in enumerate(line[: ENTRY - 1]) if t.low == ":"), 0)
    day = line[colon + 1 : colon + 2]
    named = any(t.kind is WORD and t.sense.roles & (MEETING | BODY) for t in line[:colon])
    return named and any(t.gap > 0 and (t.kind is NUMBER or bool(t.sense.weekday)) for t in day)
