"""A head of a column that is a body's name by its place: it has an hour, as the bodies beside it have."""

from __future__ import annotations

from scheduler.years.recognise.line import grammar
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

# What has an hour and is no meeting of its own: coffee, a deadline, a room.
OTHERS = (Role.ASIDE | Role.DEADLINE | Role.STALE | Role.PLACE | Role.BEGINS | Role.ENDS).value


def of(
    cell: list[Token], parsed: Parsed, lexicon: Lexicon
) -> tuple[str, TimeItem, int | None] | None:
    """The name, the hour and perhaps the weekday of a cell that holds nothing else: "Resources 8am",
    "Gemeindevertretung, donnerstags 19.30 Uhr"."""
    inner = grammar.parse(parsed.text, cell, lexicon)
    days = inner.weekdays
    if len(inner.times) != 1 or len(days) > 1 or inner.said & OTHERS:
        return None
    if len(inner.items) != 1 + len(days) or inner.items[-1] is not inner.times[0]:
        return None
    hour = inner.times[0]
    name = cell[: inner.items[0].first]
    while name and name[-1].kind not in (WORD, NUMBER):
        name.pop()
    if hour.last < len(cell) - 1 or not name or any(t.kind is NUMBER for t in name):
        return None
    return (
        " ".join(parsed.text[name[0].start : name[-1].end].split()),
        hour,
        days[0].weekday.number if days else None,
    )
