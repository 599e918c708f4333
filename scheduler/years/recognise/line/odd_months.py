"""Dates whose month comes first and is misspelt or torn: "Febuary 13", "Februar y 13"."""

from __future__ import annotations

from scheduler.years.recognise.line import month_first, parts
from scheduler.years.recognise.line.items import DateItem
from scheduler.years.recognise.text import spelling
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token

LAST_DAY = 31


def at(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """The dates that begin with the unknown word at `i`, if it was meant for a month."""
    token, following, after = tokens[i : i + 3]
    if token.kind is not WORD:
        return None
    if following.kind is WORD:
        return parted(tokens, i, lexicon) if after.kind is NUMBER or after.low == ":" else None
    leads = following.low == "." == after.low  # "Januari ..... 18"
    if following.low in (":", "."):
        following = after
    if not leads and not (following.kind is NUMBER and 0 < following.value <= LAST_DAY):
        return None
    if not _opens(tokens, i) or len(token.low) < spelling.SHORT_FORM:
        return None
    kept = token.low, token.sense
    parts.mend_month(token, lexicon)
    found = month_first.of(tokens, i, lexicon) if token.sense.month else None
    if not found:
        token.low, token.sense = kept
        token.mended = None
    return found


def parted(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """The dates whose month's name has a blank inside and begins at `i`."""
    token = tokens[i]
    if token.kind is not WORD or not parts.is_parted(tokens, i, lexicon):
        return None
    kept = token.low, token.sense
    parts.put_together(tokens, i, lexicon)
    found = month_first.of(tokens, i, lexicon, last=i + 2)
    if not found:
        token.low, token.sense = kept
        token.mended = None
    return found


def _opens(tokens: list[Token], i: int) -> bool:
    """The word opens the line, a cell or an entry of a list, so that it is no name in a sentence."""
    if i == 0:
        return True
    before = tokens[i - 1]
    return before.kind is SIGN or before.sense.weekday is not None
