"""Dates of the page or paper that a list stands on: "Sidan ändrades 2026-11-12", "Document date 12/11/2026"."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.text.aside_words import DONE, PAGE
from scheduler.years.recognise.text.nouns import DATE
from scheduler.years.recognise.text.small_words import AT, BY, LAST, LATEST
from scheduler.years.recognise.text.tokens import WORD, Token
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
    "next senaste nästa page sidan sist viimeisin seuraava dokument document by ref seneste sidst zuletzt letztes"
    " dokuments"
)
ALONE = listed("as of at per")
MOST_WORDS, MOST_BEHIND = 6, 4


def tells(before: list[Token], after: list[Token]) -> bool:
    """Nothing but such words, and perhaps who did it, stands before a date, and little behind it."""
    words = [t for t in before if t.kind is WORD and not t.sense.weekday]
    behind = [t for t in after if t.kind is WORD]
    if len(behind) > MOST_BEHIND or any(t.sense.roles & (MEETING | MOVED) for t in behind):
        return False
    return is_said(words)


def is_said(words: list[Token]) -> bool:
    if not 0 < len(words) <= MOST_WORDS:
        return False
    by = next((n for n, t in enumerate(words) if n and _leads_to_who(words, n)), len(words))
    who = words[by + 1 :] if by < len(words) else []
    said = [t for t in words[:by] if _tells(t) or not (t.low in PAGE or bodies.is_head(t))]
    if not all(_is_name(t) for t in who):
        return False
    if not said:  # "As of", "As at"
        return bool(words) and words[0].low == "as" and words[-1].low in ALONE
    if all(t.low in SHY for t in said):
        return any(t.low in OF_PAGE for t in words)
    return all(map(_tells, said))


def _tells(token: Token) -> bool:
    return token.low in DONE or bool(token.sense.roles & STALE)


def _leads_to_who(words: list[Token], n: int) -> bool:
    """Behind it stands who did it: "by Kim Exempel", "at Full Council"."""
    return words[n].low in BY or (words[n].low in AT and any(map(bodies.is_head, words[n + 1 :])))


def _is_name(token: Token) -> bool:
    named = token.text[:1].isupper() or token.low in PAGE or bodies.is_head(token)
    return named and not token.sense.roles & (MEETING | MOVED)
