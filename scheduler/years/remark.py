"""Rule: the remark of a line, where its place and that it is cancelled are told beside it."""

from __future__ import annotations

import re

_LEADS = frozenset(
    ("i", "på", "in", "at", "the", "im", "am", "hos", "vid", "via", "ved", "under", "on", "by", "över", "plats",
     "plats:", "place", "place:", "lokal", "lokal:", "sted", "sted:", "paikka", "paikka:", "ort", "ort:")
)  # fmt: skip
"""Words before a place: "at the"."""

_CANCELLED = re.compile(r"\((?:inställt|cancelled)\)\s*|(?:inställt|cancelled)$", re.I)
# As the program's own table tells it, behind the remark.
_CANCELLED_BEHIND = re.compile(r"\s*\((?:inställt|cancelled)\)$", re.I)
# As the minutes print it, with a remark of its own behind the place.
_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")


def alone(note: str, place: str, *, is_cancelled: bool) -> str:
    """What it tells more than the rest: "i Rådhuset (studiebesök)" is a visit, "i Rådhuset" nothing."""
    rest = _without_place(note, place) if place else note
    if is_cancelled:
        rest = _CANCELLED.sub("", rest, count=1) if _CANCELLED.match(rest) else rest
        rest = _CANCELLED_BEHIND.sub("", rest)
    return rest[1:-1].strip() if _BRACKETS.fullmatch(rest) else rest


def _without_place(note: str, place: str) -> str:
    before, found, after = note.casefold().partition(place.casefold())
    is_first = bool(found) and _LEADS.issuperset(before.split())
    behind = note[len(note) - len(after) :].strip()
    if is_first and (not behind or (behind.startswith("(") and behind.endswith(")"))):
        return behind
    return note
