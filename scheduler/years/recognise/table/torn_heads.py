"""Heads of tables that stand on two lines, put together cell by cell before they are read, or each on a line of its
own above whole rows; or broken within their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from scheduler.years.recognise.line import cells, grammar
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import NUMBER, Token

SIGNS = ("\t", "|")
LONGEST, LONGEST_ALONE, FEWEST = 80, 8, 2
Line = tuple[str, list[Token]]


def joined(lines: Iterable[Line], lexicon: Lexicon) -> Iterator[Line]:
    """The same lines, as many of them; the lower half of a head holds the whole of it, and the upper
    nothing: "Sista dag för | Nämnd" and "ärenden | torsd. kl. 17.30"."""
    upper: Line | None = None
    for line in lines:
        whole = _together(upper, line, lexicon) if upper else None
        if whole:
            yield "", []
            yield whole
        elif upper:
            yield upper
        upper = None if whole else line
    if upper:
        yield upper


def in_row(lines: Iterable[Line], lexicon: Lexicon) -> Iterator[Line]:
    """The same lines, as many of them; heads one below the other, "Dag |" and "Datum |", are the head of the whole row
    below them, "måndag | 6 januari |"."""
    held: list[Line] = []
    for line in lines:
        if _is_alone(line[1]) or (held and _is_empty(line[1])):
            held.append(line)
            continue
        yield from _head_of(held, line, lexicon) if held else ()
        held = []
        yield line
    yield from held


def in_cells(lines: Iterable[Line], lexicon: Lexicon) -> Iterator[Line]:
    """The same lines, as many of them; a head whose cells were broken before their hours, as word processors copy
    them, stands on the last of its lines: "Month | Full Council", "7.30pm | Planning", "7pm"."""
    held: list[Line] = []
    for line in lines:
        if held and _goes_on(_first(line[1])) and not _is_empty(line[1]):
            held.append(line)
            continue
        yield from _whole_of(held, line, lexicon) if len(held) > 1 else held
        held = []
        if any(t.low == "\t" for t in line[1]) and all(t.kind is not NUMBER for t in line[1]):
            held.append(line)
        else:
            yield line
    yield from held


def _first(tokens: list[Token]) -> list[Token]:
    """The tokens of the first cell."""
    return list(takewhile(lambda t: t.low != "\t", tokens))


def _whole_of(held: list[Line], row: Line, lexicon: Lexicon) -> list[Line]:
    """The lines with all on the last, where that is a head of as many cells as the row below has."""
    signs = [sum(t.low == "\t" for t in tokens) for _, tokens in (*held, row)]
    if sum(signs[:-1]) != signs[-1] or all(t.kind is not NUMBER for t in row[1]):
        return held
    text = " ".join(text for text, _ in held)
    tokens = tokenise(text, lexicon, ())
    head = columns.header(grammar.parse(text, tokens, lexicon), lexicon)
    return [("", [])] * (len(held) - 1) + [(text, tokens)] if head else held


def _is_alone(tokens: list[Token]) -> bool:
    """A cell of words, perhaps with an hour, and the sign that closes it."""
    if not 1 < len(tokens) <= LONGEST_ALONE or tokens[-1].low != "|":
        return False
    *cell, _ = tokens
    numbered = any(t.kind is NUMBER for t in cell) and cells.first_time(cell) is None
    return not numbered and cell[0].kind is not NUMBER and all(t.low not in SIGNS for t in cell)


def _is_empty(tokens: list[Token]) -> bool:
    """A blank line, or a cell without a head."""
    return not tokens or [t.low for t in tokens] == ["|"]


def _head_of(held: list[Line], row: Line, lexicon: Lexicon) -> list[Line]:
    """The lines with one that is the head of the row, where they make one; blank lines may stand among them."""
    heads = [text for text, tokens in held if not _is_empty(tokens)]
    parted = cells.part(row[1]) or []
    filled = sum(map(bool, parted))
    # The names of the rows need no head, where each other cell has a day.
    named = filled == len(heads) + 1 and _are_dated(row, len(heads), lexicon)
    whole = row[1][-1:] and row[1][-1].low == "|" and (filled == len(heads) or named)
    if not whole or len(heads) < FEWEST or not any(t.kind is NUMBER for t in row[1]):
        return held
    text = ("| " if named else "") + " ".join(heads)
    tokens = tokenise(text, lexicon, ())
    head = columns.header(grammar.parse(text, tokens, lexicon), lexicon)
    return [("", [])] * (len(held) - 1) + [(text, tokens)] if head else held


def _are_dated(row: Line, days: int, lexicon: Lexicon) -> bool:
    """The row has so many days, and none in its first cell."""
    first = next((n for n, token in enumerate(row[1]) if token.low in SIGNS), 0)
    dates = grammar.parse(*row, lexicon).dates
    return len(dates) == days > 0 and dates[0].first > first


def _together(upper: Line, lower: Line, lexicon: Lexicon) -> Line | None:
    """The head that two lines make; None where the lower one is no rest of the upper."""
    sign = next((t.low for t in lower[1] if t.low in SIGNS), None)
    if sign is None or not 0 < len(upper[1]) <= LONGEST or len(lower[1]) > LONGEST:
        return None
    if any(t.kind is NUMBER for t in upper[1]):
        return None
    above, below = (cells.part(tokens) or [] for _, tokens in (upper, lower))
    if len(above) != len(below) or not any(below) or not all(map(_goes_on, below)):
        return None
    told = [_whole(upper[0], top, lower[0], rest) for top, rest in zip(above, below, strict=True)]
    text = f" {sign} ".join(told)
    text = f"| {text} |" if lower[1][0].low == upper[1][0].low == "|" else text
    tokens = tokenise(text, lexicon, ())
    table = columns.header(grammar.parse(text, tokens, lexicon), lexicon)
    return (text, tokens) if table else None


def _goes_on(cell: list[Token]) -> bool:
    """The rest of a head: words in small letters, an hour, a weekday; no day."""
    if not cell:
        return True
    numbered = any(t.kind is NUMBER for t in cell)
    if numbered and cells.first_time(cell) is None:
        return False
    return cell[0].text[:1].islower() or cell[0].kind is NUMBER


def _written(text: str, cell: list[Token]) -> str:
    return text[cell[0].start : cell[-1].end] if cell else ""


def _whole(text: str, top: list[Token], lower: str, rest: list[Token]) -> str:
    """One head: "Kommun-" and "fullmäktige" are one word."""
    if top and top[-1].low == "-":
        return _written(text, top[:-1]) + _written(lower, rest)
    return f"{_written(text, top)} {_written(lower, rest)}".strip()
