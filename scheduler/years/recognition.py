"""Rule: how long a text may be; and what was recognised in it, which takes seconds and so is remembered for a while."""

from __future__ import annotations

from functools import lru_cache

from scheduler.errors import N_, invalid
from scheduler.years.recognise import Recognised, recognise

MOST_CHARACTERS = 200_000
"""A hundred printed pages, read in a few seconds."""

_LONG = N_(
    "The text has %(n)s characters, and at most %(most)s can be read. Take only the part with the dates."
)
_REMEMBERED = 8


@lru_cache(_REMEMBERED)
def recognised(text: str, *, language: str, year: int, own: str = "") -> Recognised:
    """The same as `recognise`. A view asks before its transaction is opened, so that inside it is there at once.

    `own`: what the council is called.
    """
    return recognise(text, language=language, year=year, own=(own,) if own else ())


def must_fit(text: str) -> None:
    """Raises: InvalidInput (`text`) where it is too long."""
    if len(text) > MOST_CHARACTERS:
        raise invalid("text", _LONG, n=len(text), most=MOST_CHARACTERS)
