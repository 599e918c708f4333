"""A head of a column that is a body's name by its place: it has an hour, as the bodies beside it have."""

from __future__ import annotations

from scheduler.years.recognise import grammar
from scheduler.years.recognise.items import Parsed, TimeItem
from scheduler.years.recognise.lexicon import Lexicon
from scheduler.years.recognise.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.words import Role

# What has an hour and is no meeting of its own: coffee, a deadline, a room.
OTHERS = (Role.ASIDE | Role.DEADLINE | Role.STALE | Role.PLACE | Role.BEGINS | Role.ENDS).value


def of(cell: list[Token], parsed: Parsed, lexicon: Lexicon) -> tuple[str, TimeItem] | None:
    """The name and the hour of a cell that holds nothing else: "Resources 8am"."""
    inner = grammar.parse(parsed.text, cell, lexicon)
    if len(inner.times) != 1 or len(inner.items) != 1 or inner.said & OTHERS:
        return None
    hour = inner.times[0]
    name = cell[: hour.first]
    while name and name[-1].kind not in (WORD, NUMBER):
        name.pop()
    if hour.last < len(cell) - 1 or not name or any(t.kind is NUMBER for t in name):
        return None
    return " ".join(parsed.text[name[0].start : name[-1].end].split()), hour
