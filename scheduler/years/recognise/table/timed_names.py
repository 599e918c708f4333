"""A head of a column that is a body's name by its place: it has an hour, as the bodies beside it have."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, grammar
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

# What has an hour and is no meeting of its own: coffee, a deadline, a room.
OTHERS = (Role.ASIDE | Role.DEADLINE | Role.STALE | Role.PLACE | Role.BEGINS | Role.ENDS).value


def of(
    cell: list[Token], parsed: Parsed, lexicon: Lexicon
) -> tuple[str, TimeItem, int | None] | None:
    """The name, the hour and perhaps the weekday of a cell that holds nothing else: "Resources 8am",
    "Gemeindevertretung, donnerstags 19.30 Uhr"."""
    inner = grammar.parse(parsed.text, cell, lexicon)
    name = [t for t in cell[: inner.items[0].first if inner.items else 0] if t.kind is WORD]
    if len(inner.times) != 1 or inner.said & OTHERS or not name or len(inner.items) > 2:
        return None
    weekday = inner.weekdays[0].weekday.number if inner.weekdays else None
    return bodies.text_of(name[0], name[-1], parsed.text), inner.times[0], weekday
