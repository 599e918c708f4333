"""Dates of the page or paper that a list stands on: "Sidan ändrades 2026-11-12", "Document date 12/11/2026"."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.aside_words import DONE, PAGE
from scheduler.years.recognise.text.nouns import DATE
from scheduler.years.recognise.text.small_words import AT, BY, LAST, LATEST
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.verbs import TO_HOLD
from scheduler.years.recognise.text.words import Role, listed

STALE, MEETING, MOVED = (
    Role.STALE.value, Role.MEETING.value, Role.MOVED.value,
)  # fmt: skip
# Also something to meet about, or a body; beside one of the next they are of the page.
SHY = listed(
    "revision review release creation ändring endring ændring änderung muutos översyn verification order minute"
    " resolution"
)
OF_PAGE = (LAST | LATEST | DATE) | listed(
    "next senaste nästa page sidan sist viimeisin seuraava dokument document by ref seneste sidst zuletzt"
    " dokuments"
)
LEADS_TO_WHO = BY | AT
MOST_WORDS = 6
# Before the number of a page, which may be followed by how many there are: "2 av 7", "2/7".
PAGES = listed("sida sidan sid page side seite sivu blad blatt")
NUMBERED = ([True], [True, False, True])
LONGEST_PAGE = 5


def tells(before: list[Token], after: list[Token]) -> bool:
    """Nothing but such words, and perhaps who did it, stands before a date, and no meeting behind it. In Norwegian and
    Danish "at" opens what was decided: "vedtok at møtene holdes 2027-04-08"."""
    held = any(t.low in TO_HOLD for t in before)
    return not held and is_said(words(before)) and not say(after, MEETING | MOVED)


def is_said(told: list[Token]) -> bool:
    if not 0 < len(told) <= MOST_WORDS:
        return False
    # "Agreed at Full Council", "published by Kim Exempel"
    by = next((n for n, t in enumerate(told) if n and t.low in LEADS_TO_WHO), len(told))
    said = [t for t in told[:by] if _tells(t) or not (t.low in PAGE or bodies.is_head(t))]
    if not said:
        return told[0].low == "as"  # "As of", "As at"
    if all(t.low in SHY for t in said):
        return any(t.low in OF_PAGE for t in told)
    return all(map(_tells, said))


def _tells(token: Token) -> bool:
    return token.low in DONE or bool(token.sense.roles & STALE)


def heads_page(parsed: Parsed) -> bool:
    """The line has one day and ends in the number of a page: "Kommunstyrelsen 2026-11-03 2(7)", "Board, 3 November
    2026, page 2 of 7"."""
    behind = [t.low for t in parsed.tokens[parsed.dates[-1].last :]][-LONGEST_PAGE:]
    if len(parsed.dates) > 1 or parsed.dates[0].start.year is None:
        return False
    if ends_in_page(parsed.tokens):
        return True
    at = next((n for n, low in enumerate(behind) if low in PAGES), None)
    return at is not None and [low.isdigit() for low in behind[at + 1 :]] in NUMBERED


def ends_in_page(tokens: list[Token]) -> bool:
    """ "Tekniska nämnden    Anteckningar    1 (5)"."""
    behind = [t.low for t in tokens[-LONGEST_PAGE:]]
    return "".join("0" if low.isdigit() else low for low in behind).endswith("0(0)")
