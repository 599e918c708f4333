"""Heads of tables that stand on two lines, put together cell by cell before they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.years.recognise.line import cells, grammar
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role

CLOCK = Role.CLOCK.value
SIGNS = ("\t", "|")
FEWEST_CELLS, LONGEST = 2, 80


def joined(
    lines: Iterable[tuple[str, list[Token]]], lexicon: Lexicon
) -> Iterator[tuple[str, list[Token]]]:
    """The same lines, as many of them; the lower half of a head holds the whole of it, and the upper
    nothing: "Sista dag för | Nämnd" and "ärenden | torsd. kl. 17.30"."""
    upper: tuple[str, list[Token]] | None = None
    for line in lines:
        whole = _together(upper, line, lexicon) if upper else None
        if whole is not None:
            yield "", []
            yield whole
            upper = None
            continue
        if upper is not None:
            yield upper
        upper = line if _may_open(line[1]) else None
        if upper is None:
            yield line
    if upper is not None:
        yield upper


def _may_open(tokens: list[Token]) -> bool:
    """Cells with words and nothing else."""
    if not FEWEST_CELLS <= len(tokens) <= LONGEST or all(t.low not in SIGNS for t in tokens):
        return False
    return not any(t.kind is NUMBER or t.sense.month for t in tokens)


def _together(
    upper: tuple[str, list[Token]], lower: tuple[str, list[Token]], lexicon: Lexicon
) -> tuple[str, list[Token]] | None:
    """The head that two lines make; None where the lower one is no rest of the upper."""
    if all(t.low not in SIGNS for t in lower[1]) or len(lower[1]) > LONGEST:
        return None
    above, below = (cells.part(tokens) or [] for _, tokens in (upper, lower))
    if len(above) != len(below) or not all(map(_goes_on, below)) or not any(below):
        return None
    if any(grammar.parse(lower[0], cell, lexicon).dates for cell in below if cell):
        return None
    told = [_cell(upper[0], top, lower[0], rest) for top, rest in zip(above, below, strict=True)]
    sign = next(t.low for t in lower[1] if t.low in SIGNS)
    text = f" {sign} ".join(told) if sign == "|" else sign.join(told)
    text = f"| {text} |" if lower[1][0].low == upper[1][0].low == "|" else text
    tokens = tokenise(text, lexicon, ())
    parsed = grammar.parse(text, tokens, lexicon)
    return (text, tokenise(text, lexicon, ())) if columns.header(parsed, lexicon) else None


def _goes_on(cell: list[Token]) -> bool:
    """The rest of a head: words in small letters, an hour, a weekday; no day."""
    if not cell:
        return True
    if any(t.sense.month for t in cell):
        return False
    hour = any(t.sense.roles & CLOCK for t in cell) or cells.first_time(cell) is not None
    if any(t.kind is NUMBER for t in cell) and not hour:
        return False
    return cell[0].text[:1].islower() or cell[0].kind is NUMBER


def _written(text: str, cell: list[Token]) -> str:
    return text[cell[0].start : cell[-1].end] if cell else ""


def _cell(text: str, top: list[Token], lower: str, rest: list[Token]) -> str:
    """One head: "Kommun-" and "fullmäktige" are one word."""
    if top and top[-1].low == "-" and rest and rest[0].text[:1].islower():
        return _written(text, top[:-1]) + _written(lower, rest)
    return f"{_written(text, top)} {_written(lower, rest)}".strip()
