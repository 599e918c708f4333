"""What else a line says of a meeting: a note in the words of the text, and the place."""

from __future__ import annotations

from scheduler.years.recognise.bodies import covered_by_items
from scheduler.years.recognise.items import Parsed
from scheduler.years.recognise.tokens import Kind, Token
from scheduler.years.recognise.words import Role

IN, PLACE, CLOCK, AND = Role.IN.value, Role.PLACE.value, Role.CLOCK.value, Role.AND.value
EDGES = " \t,;:.-–—·•|=*>()[]&#•◦▪‣●○►→"
# A sentence before several dates speaks of all of them; it is no note on the first.
LONGEST_LABEL = 6
LONGEST_NOTE = 200
LONGEST_PLACE = 5


def of_date(parsed: Parsed, i: int, body: str | None) -> str | None:
    """The words around date `i` that are no date, time or body, or None."""
    covered = covered_by_items(parsed) if len(parsed.dates) == 1 else None
    item = parsed.dates[i]
    last = parsed.dates[i + 1].first if i + 1 < len(parsed.dates) else len(parsed.tokens)
    pieces: list[str] = []
    if i == 0:
        before = _pieces(parsed, 0, item.first, covered)
        if len(parsed.dates) == 1 or sum(len(p.split()) for p in before) <= LONGEST_LABEL:
            pieces += before
    pieces += _pieces(parsed, item.last, last, covered)
    kept = [p for p in pieces if p and any(c.isalnum() for c in p)]
    note = " ".join(kept).strip(EDGES)[:LONGEST_NOTE].strip()
    if not note or (body is not None and note.casefold() == body.casefold()):
        return None
    return None if _says_nothing(note) else note


def _says_nothing(note: str) -> bool:
    return note.casefold() in ("och", "and", "ja", "og", "und", "kl", "den", "the", "samt")


def _pieces(parsed: Parsed, first: int, last: int, covered: list[bool] | None) -> list[str]:
    taken = covered if covered is not None else _taken(parsed, first, last)
    offset = 0 if covered is not None else first
    pieces: list[str] = []
    start: Token | None = None
    end: Token | None = None
    for n in range(first, min(last, len(parsed.tokens))):
        if taken[n - offset]:
            if start and end:
                pieces.append(parsed.text[start.start : end.end].strip(EDGES))
            start = end = None
            continue
        end = parsed.tokens[n]
        start = start or end
    if start and end:
        pieces.append(parsed.text[start.start : end.end].strip(EDGES))
    return pieces


def _taken(parsed: Parsed, first: int, last: int) -> list[bool]:
    """As covered_by_items, for a stretch: a line may have thousands of dates."""
    taken = [False] * max(0, last - first)
    for item in _items_between(parsed, first, last):
        for n in range(max(first, item.first), min(last, item.last)):
            taken[n - first] = True
    return taken


def _items_between(parsed: Parsed, first: int, last: int):  # type: ignore[no-untyped-def]
    low, high = 0, len(parsed.items)
    while low < high:
        middle = (low + high) // 2
        if parsed.items[middle].last <= first:
            low = middle + 1
        else:
            high = middle
    for item in parsed.items[low:]:
        if item.first >= last:
            return
        yield item


def place_of(parsed: Parsed, i: int) -> str | None:
    """Where the meeting is, if the line says so: "i Rådhuset", "Plats: sal 3"."""
    item = parsed.dates[i]
    last = parsed.dates[i + 1].first if i + 1 < len(parsed.dates) else len(parsed.tokens)
    return place_in(parsed.tokens[item.last : last], parsed.text) or (
        place_in(parsed.tokens[: parsed.dates[0].first][:60], parsed.text)
    )


def place_in(tokens: list[Token], text: str) -> str | None:
    """The first place these tokens name."""
    for n, token in enumerate(tokens):
        if token.sense.roles & PLACE and n + 1 < len(tokens) and tokens[n + 1].low == ":":
            return _name(tokens[n + 2 :], text)
        if token.sense.roles & IN and n + 1 < len(tokens):
            following = tokens[n + 1]
            if following.text[:1].isupper() and not following.sense.month:
                return _name(tokens[n + 1 :], text)
    return None


def _name(tokens: list[Token], text: str) -> str | None:
    kept: list[Token] = []
    for token in tokens[: 2 * LONGEST_PLACE]:
        stop = token.sense.roles & CLOCK and token.low not in ("at",)
        if token.low in (",", ";", "(", ")", ".", "|", "\t", "-") or stop:
            break
        lower = token.kind is Kind.WORD and token.text[:1].islower() and not token.sense.roles
        if kept and lower and len(kept) >= 1:
            break
        kept.append(token)
    if not kept:
        return None
    return " ".join(text[kept[0].start : kept[-1].end].split())
