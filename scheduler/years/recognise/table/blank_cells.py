"""Tables whose cells one blank parts, and in which an empty cell is a blank of its own: below "Nämnden Fullmäktige"
stand "25.1.2027 6.2.2027" and "11.1.2027  ".

So n empty cells at the beginning or the end of a row are 2n blanks, and between two others 2n + 1. Where every row has
as many cells as the head when they are counted so, each is what its head says; else the lines are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scheduler.years.recognise.line import cells, grammar, parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import glued, grids, word_heads
from scheduler.years.recognise.table.layout import OF_BODY
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

AND, EMPTY, BLANKS, FEWEST_ROWS = Role.AND.value, 2, "  ", 2
LONGEST_HEAD, LONGEST_ROW, NEAR, MOST_ROWS = 24, 40, 5, 200
JOINS = frozenset(",/&+-")
Line = tuple[str, list[Token]]


def parted(lines: Iterable[Line], lexicon: Lexicon, marks: Marks) -> list[Line]:
    """The same lines, with tabs between the cells of such a head and of the rows below it. A row with an empty cell
    before another is pointed out."""
    told = list(lines)
    may_have = any(tokens and BLANKS in text for text, tokens in told)
    for n, (text, tokens) in enumerate(told if may_have else ()):
        cuts = _head(text, tokens, lexicon) if _leads(told, n) else []
        rows = [*enumerate(_rows(told, n, len(cuts) + 1), n + 1)] if cuts else []
        filled = [(at, row) for at, row in rows if row]
        skips = [at for at, row in filled if _skips(row, told[at][1])]
        ends = any(row[-1] == len(told[at][1]) for at, row in filled)
        if len(filled) < FEWEST_ROWS or not (skips or ends):
            continue
        told[n] = glued.with_tabs(text, tokens, cuts, lexicon)
        for at, row in filled:
            told[at] = glued.with_tabs(*told[at], row, lexicon)
        for at in skips:
            marks.doubt(at + 1, Reason.of("cells_counted"))
    return told


def _leads(lines: Sequence[Line], head: int) -> bool:
    """A row stands right below, or below a name alone."""
    below = [tokens for _, tokens in lines[head + 1 : head + NEAR] if tokens]
    return any(t.kind is NUMBER for tokens in below[:2] for t in tokens)


def _skips(cuts: list[int], tokens: list[Token]) -> bool:
    """An empty cell stands before another."""
    inner = [n for n in cuts if n < len(tokens)]
    return len(set(inner)) < len(inner) or 0 in inner


def _head(text: str, tokens: list[Token], lexicon: Lexicon) -> list[int]:
    """Where the heads of months, or of bodies, begin behind the first; nothing where the line is no such head."""
    if not 1 < len(tokens) <= LONGEST_HEAD or any(t.kind is NUMBER for t in tokens):
        return []
    if any(t.gap > 1 or t.low in "\t|" for t in tokens[1:]):
        return []
    parsed = grammar.parse(text, tokens, lexicon)
    if parsed.months:
        grid = grids.header(parsed)
        firsts = [month.first for month in parsed.months] if grid else []
        return [n for n in firsts if n] if firsts[:1] in ([0], [1]) else []
    table = word_heads.known(parsed, lexicon)
    if table is None or any(column.use is not OF_BODY for column in table.columns):
        return []
    return word_heads.firsts(parsed, lexicon)[1:]


def _rows(lines: Sequence[Line], head: int, width: int) -> list[list[int]]:
    """The cuts of each line of the table, none for a blank one and, below months, for a name above its row. Nothing
    where a line of several days right below does not fit."""
    found: list[list[int]] = []
    months = _tells_month(lines[head][1])
    named = False
    for text, tokens in lines[head + 1 : head + MOST_ROWS]:
        if not any(t.kind is NUMBER for t in tokens):
            if tokens and (named or not months or _tells_month(tokens)):
                break
            named = named or bool(tokens)
            found.append([])
            continue
        cuts = _cuts((text, tokens), lines[head])
        opens = months and not named and tokens[0].kind is WORD
        if cuts is None or len(cuts) + 1 not in (width, width + opens):
            torn = found[-1:] != [[]] and len(list(_opens(tokens))) > 1
            return [] if torn else found
        named = False
        found.append(cuts)
    return found


def _tells_month(tokens: list[Token]) -> bool:
    return any(t.sense.month for t in tokens)


def _cuts(line: Line, head: Line) -> list[int] | None:
    """Before which tokens a cell ends, as often as one does; None where the blanks are no such cells. The head may
    have blanks around it that its rows have too."""
    text, tokens = line
    lead = tokens[0].start - head[1][0].start
    trail = len(text) - tokens[-1].end - (len(head[0]) - head[1][-1].end)
    gaps = [t.gap for t in tokens[1:] if t.gap > 1]
    if len(tokens) > LONGEST_ROW or lead % 2 or trail % 2 or any(gap % 2 == 0 for gap in gaps):
        return None
    opens = set(_opens(tokens))
    found = [0] * (lead // EMPTY)
    for n, token in enumerate(tokens[1:], 1):
        wide = token.gap > 1
        found += [n] * ((token.gap + 1) // EMPTY if wide else n in opens)
    return found + [len(tokens)] * (trail // EMPTY)


def _opens(tokens: list[Token]) -> Iterator[int]:
    """The tokens behind the first that open a cell with a day or a dash; none in parentheses does."""
    inside = False
    for n, token in enumerate(tokens):
        inside = token.low == "(" or (inside and token.low != ")")
        before = tokens[n - 1]
        joined = before.low in JOINS or before.sense.roles & AND
        day = parts.small(token) and not joined
        if n and not inside and token.gap == 1 and (day or cells.is_dash(tokens, n)):
            yield n - bool(before.sense.weekday)
