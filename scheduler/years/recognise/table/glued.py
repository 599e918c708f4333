"""Tables whose cells were copied without anything between them: "Meeting dateAgenda deadline", "Januari2nd21st".

A head is parted where a capital follows a small letter; the rows below it where a word, a number or the ending of a
number meets what cannot go on with it. A row that gives another number of cells is left as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from scheduler.years.recognise.line import grammar, roles
from scheduler.years.recognise.line.parts import APART
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

LONGEST_HEAD, LONGEST_ROW, FEWEST_OF_PROSE, FEWEST_ROWS = 24, 40, 6, 3
# What may stand in a cell of its own.
KNOWN = (Role.MEETING | Role.BODY | Role.PAPERS | Role.RECORD | Role.CANCEL | Role.DEADLINE).value
# "No Meeting16th"
NONE, CANCEL = Role.NONE.value, Role.CANCEL.value
NO_DAY = (Role.NONE | Role.CANCEL | Role.MEETING).value
# A sentence has a brand's name perhaps, "InfoMentor", and a row of heads has signs of its own.
NO_HEAD = frozenset(".:;!?\t|")
Line = tuple[str, list[Token]]


def parted(lines: Iterable[Line], lexicon: Lexicon) -> Iterator[Line]:
    """The same lines, with tabs between the cells of such a head and of the rows below it."""
    for line in _parted(lines, lexicon):
        glued = _glued_words(line[1])
        yield _with(" ", *line, glued, lexicon) if glued else line


def _glued_words(tokens: list[Token]) -> list[int]:
    """Where one known word begins right behind another: "KommunstyrelsenKallelseProtokoll", but not "InfoMentor"."""
    return [
        n
        for n, (before, token) in enumerate(pairwise(tokens), 1)
        if not token.gap
        and token.kind is WORD
        and token.sense.roles & KNOWN
        and before.kind is WORD
        and before.sense.roles & KNOWN
        and token.text[:1].isupper()
        and before.text[-1].islower()
    ]


def _parted(lines: Iterable[Line], lexicon: Lexicon) -> Iterator[Line]:
    held: list[Line] = []
    head: Line | None = None
    for text, tokens in lines:
        numbered = any(t.kind is NUMBER for t in tokens) and not _is_prose(tokens)
        if head and (not tokens or numbered or _opens_in_month(tokens) or _is_off(tokens)):
            held.append((text, tokens))
            continue
        yield from _rows(held, head, lexicon)
        head = _head(text, tokens, lexicon)
        held = [(text, tokens)]
    yield from _rows(held, head, lexicon)


def _rows(held: list[Line], head: Line | None, lexicon: Lexicon) -> Iterator[Line]:
    """Head and rows with tabs, where each row has as many cells or is a cell itself; else as they were."""
    if head is None:
        yield from held
        return
    width = sum(t.low == "\t" for t in head[1])
    told = [(line, _cuts(line[1], rows=True)) for line in held[1:]]
    lines = [
        (n, cuts) for n, (line, cuts) in enumerate(told) if cuts or not _is_aside(*line, lexicon)
    ]
    filled = [cuts for _, cuts in lines]
    # What a blank line parts from the last row is none: "Page updated 12 March".
    end = max((n for n, (_, cuts) in enumerate(told, 1) if cuts), default=len(told))
    apart = end < len(told) and not told[end][0][1]
    rows = [cuts for n, cuts in lines if n < end] if apart else filled
    if by_month := _by_month(told, width):
        yield with_tabs(*held[0], [0, *_cuts(held[0][1])], lexicon)
        yield from (with_tabs(*line, cuts, lexicon) if cuts else line for line, cuts in by_month)
    elif rows and all(len(cuts) == width for cuts in rows):
        yield head
        yield from (with_tabs(*line, cuts, lexicon) if cuts else line for line, cuts in told)
    elif len(filled) > width and all(_is_cell(*line, lexicon) for line in held[1:]):
        yield head
        yield from held[1:]
    else:
        yield from held


def _by_month(told: list[tuple[Line, list[int]]], width: int) -> list[tuple[Line, list[int]]]:
    """The rows with their cuts where each opens with a month, for which there is no head: "January6th20th" below "Full
    CouncilPlanning Committee". One that lacks cells is a row all the same, and the hours of the bodies may stand above
    all of them. Nothing where that is not so."""
    rows = [cuts for (_, tokens), cuts in told if _opens_in_month(tokens)]
    whole = [cuts for cuts in rows if len(cuts) == width + 1]
    if len(whole) < FEWEST_ROWS or 2 * len(whole) <= len(rows) or max(map(len, rows)) > width + 1:
        return []
    found: list[tuple[Line, list[int]]] = []
    for line, cuts in told:
        _, tokens = line
        if _opens_in_month(tokens) and all(t.kind is not NUMBER for t in tokens):
            line, cuts = ("", []), []  # "AugustNo meeting"
        elif len(cuts) == width and not _opens_in_month(tokens):
            cuts = [0, *cuts]
        found.append((line, cuts))
    return found


def _opens_in_month(tokens: list[Token]) -> bool:
    """A month that the next cell is glued to."""
    return len(tokens) > 1 and tokens[0].sense.month > 0 and not tokens[1].gap


def _is_off(tokens: list[Token]) -> bool:
    """A row that says that nothing is held in its month: "August – No Meeting"."""
    return tokens[0].sense.month > 0 and any(t.sense.roles & (NONE | CANCEL) for t in tokens[1:])


def _is_aside(text: str, tokens: list[Token], lexicon: Lexicon) -> bool:
    """A blank line, or one that is no row: "Agenda deadline: 5 March", "August – No Meeting"."""
    return (
        not tokens
        or _is_off(tokens)
        or roles.is_deadline_alone(grammar.parse(text, tokens, lexicon))
    )


def _is_prose(tokens: list[Token]) -> bool:
    return tokens[-1].low == "." and sum(t.kind is WORD for t in tokens) >= FEWEST_OF_PROSE


def _is_cell(text: str, tokens: list[Token], lexicon: Lexicon) -> bool:
    """The line holds one day at most: it was not a row of several."""
    return len(tokens) <= LONGEST_ROW and len(grammar.parse(text, tokens, lexicon).dates) < 2


def _cuts(tokens: list[Token], *, rows: bool = False) -> list[int]:
    """Where one cell ends and the next begins with nothing between."""
    if len(tokens) > LONGEST_ROW:
        return []
    found: list[int] = []
    opened = False  # "(StVV)"
    for n, (before, token) in enumerate(pairwise(tokens), 1):
        if not token.gap and not opened and _meet(before, token, rows=rows):
            found.append(n)
        opened = before.low == "("
    return found


def _meet(before: Token, token: Token, *, rows: bool) -> bool:
    if token.kind is NUMBER:
        said = before.kind is WORD and before.sense.roles & NO_DAY > 0
        return rows and (said or before.sense.month > 0 or before.low in APART | {")"})
    if not token.text[:1].isupper():
        return False
    if before.kind is NUMBER or before.low == ")":
        return rows
    capitals = rows and before.text.isupper() and token.text[1:].islower()  # "CANCELLEDMarch"
    return capitals or before.text[-1].islower()


def _head(text: str, tokens: list[Token], lexicon: Lexicon) -> Line | None:
    """The line with tabs, where it is the head of a table then."""
    if len(tokens) > LONGEST_HEAD or any(t.kind is NUMBER or t.low in NO_HEAD for t in tokens):
        return None
    cuts = _cuts(tokens)
    if not cuts:
        return None
    told = with_tabs(text, tokens, cuts, lexicon)
    table = columns.header(grammar.parse(*told, lexicon), lexicon)
    return told if table and not table.tentative else None


def with_tabs(text: str, tokens: list[Token], cuts: list[int], lexicon: Lexicon) -> Line:
    """The line with a tab before each of these tokens, or behind the last."""
    return _with("\t", text, tokens, cuts, lexicon)


def _with(sign: str, text: str, tokens: list[Token], cuts: list[int], lexicon: Lexicon) -> Line:
    starts = [*(token.start for token in tokens), len(text)]
    ends = [0, *(starts[n] for n in cuts), len(text)]
    whole = sign.join(text[a:b] for a, b in pairwise(ends))
    moved = [bisect_right(cuts, n) for n in range(len(tokens))]  # by the tabs before
    struck = [(t.start + by, t.end + by) for t, by in zip(tokens, moved, strict=True) if t.struck]
    return whole, tokenise(whole, lexicon, tuple(struck))
