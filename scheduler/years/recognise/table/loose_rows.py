"""Rows of bare dates and dashes that nothing but blanks part: "10.9. 12.9. – 4.10."."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from scheduler.years.recognise.line import cells
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.parts import ARTICLES
from scheduler.years.recognise.table.cell_names import written
from scheduler.years.recognise.table.layout import (
    MEETINGS,
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
    OF_HOURS,
    OF_OTHERS,
    OF_YEAR,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

OPEN, AND, CANCEL, NONE, MEETING = (
    Role.OPEN.value, Role.AND.value, Role.CANCEL.value, Role.NONE.value, Role.MEETING.value,
)  # fmt: skip
FEWEST_HOURS = 2


class Cell(NamedTuple):
    """Where a cell begins in its line, and where its days do in the part of it that is read; a dash has none."""

    start: int
    inner: Parsed | None = None
    firsts: tuple[int, ...] = ()


def read(table: Table, line: TableLine) -> list[Draft] | None:
    """The meetings of such a row. With fewer cells than columns nobody can tell whose they are."""
    parsed = line.parsed
    columns = table.dated()
    if not parsed.dates or not columns:
        return _hours(table, parsed)
    by_year = columns[0].use is OF_YEAR
    only_deadlines = all(c.use in (OF_DATES, OF_DEADLINES) for c in columns)
    opens = not parsed.dates[0].first
    # Beside deadlines a row may have words. With days of more columns than the head tells of, one of them is the
    # meeting's, nobody knows which.
    may_be_worded = by_year or (only_deadlines and (opens or len(parsed.dates) == len(columns)))
    noted = table.by_body() and table.columns[-1].use is OF_OTHERS
    worded = _has_words(parsed, parsed.dates[-1].last if noted else len(parsed.tokens))
    if worded and not may_be_worded:
        return None
    told = _cells(line, len(columns))
    left_open = _open_cells(parsed) if len(told) < len(columns) else {}
    told = sorted([*told, *map(Cell, left_open)])
    if len(told) != len(columns):
        if table.interrupted or (only_deadlines and sum(bool(cell.firsts) for cell in told) == 1):
            return None
        return line.refused("cells_differ", cells=len(told), columns=len(columns))
    for part in left_open.values():
        line.doubt("part_without_day", part=part)
    meetings = _meetings(line, told)
    if not any(meetings) and opens:
        # By their words all its days are deadlines.
        return line.refused("cells_unsure")
    drafts: list[Draft] = []
    for found, column in zip(meetings, columns, strict=True):
        drafts += column.give(found) if column.use is not OF_DEADLINES else []
    for draft in drafts if left_open else ():
        draft.note = None
    # "Papers by 2 May – meeting 16 May" below "Meetings and deadlines": the row's own words tell.
    return drafts or (list(chain.from_iterable(meetings)) if worded else [])


def _hours(table: Table, parsed: Parsed) -> list[Draft] | None:
    """The hours of the columns in a line of nothing else, right below their heads: "kl. 13 kl. 18"."""
    dated = table.dated()
    if any(column.use in (OF_HOURS, OF_ENDS) for column in table.columns):
        return None
    meetings = [column for column in dated if column.use in MEETINGS]
    columns = dated if len(parsed.times) == len(dated) else meetings
    if parsed.left or len(parsed.times) < FEWEST_HOURS or len(parsed.times) != len(columns):
        return None
    for column, time in zip(columns, parsed.times, strict=True):
        column.time = time if column.use in MEETINGS else column.time
    return []


def _has_words(parsed: Parsed, end: int) -> bool:
    """Words beside the days and before `end`, but for "and" between two of them, "cancelled" and "no meeting"."""
    tokens = parsed.tokens
    empty = {n for first, last in _empty(tokens) for n in range(first, last)}
    return any(
        t.kind is WORD and t.low not in ARTICLES and not t.sense.roles & (AND | CANCEL)
        for n, (t, taken) in enumerate(zip(tokens, parsed.covered(), strict=True))
        if n < end and not taken and n not in empty
    )  # fmt: skip


def _empty(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Where the empty cells of a row begin and end: dashes, "ingen", "keine Sitzung"."""
    last = 0
    for n, token in enumerate(tokens):
        none = token.kind is WORD and token.sense.roles & NONE
        if n >= last and (none or cells.is_dash(tokens, n)):
            last = n + 1
            while none and last < len(tokens) and tokens[last].sense.roles & MEETING:
                last += 1
            yield n, last


def _cells(line: TableLine, wanted: int) -> list[Cell]:
    """The cells of a row: its days, and "ingen"; and the dashes where there are too few of those, or one stands within
    a span."""
    tokens = line.parsed.tokens
    spans = list(_empty(tokens))
    empty = [Cell(tokens[first].start) for first, _ in spans]
    within = any(d.first < first < d.last for d in line.parsed.dates for first, _ in spans)
    if within or any(tokens[first].kind is WORD for first, _ in spans):
        ends = pairwise([(0, 0), *spans, (len(tokens), len(tokens))])
        parted = (_of_days(line.parse(tokens[a:b])) for (_, a), (b, _) in ends)
        return sorted([*chain.from_iterable(parted), *empty])
    found = _of_days(line.parsed)
    return found if len(found) >= wanted else sorted([*found, *empty])


def _of_days(inner: Parsed) -> list[Cell]:
    """A cell for each day, but for one behind "and", which stands in the same as the day before. Behind "24 april,"
    it may be of one list with that."""
    pairs = list(pairwise(inner.dates))
    between = [inner.tokens[a.last : b.first] for a, b in pairs]
    listed = any([t.low for t in tokens] == [","] for tokens in between)
    found: list[Cell] = []
    for item, tokens in zip(inner.dates, [[], *between], strict=False):
        if not listed and any(t.kind is WORD and t.sense.roles & AND for t in tokens):
            found[-1] = found[-1]._replace(firsts=(*found[-1].firsts, item.first))
        else:
            found.append(Cell(inner.tokens[item.first].start, inner, (item.first,)))
    return found


def _meetings(line: TableLine, told: list[Cell]) -> list[list[Draft]]:
    """The meetings of each cell; none where its words make its day no meeting's."""
    read: dict[int, dict[int, Draft]] = {}
    for cell in told:
        if cell.inner and id(cell.inner) not in read:
            read[id(cell.inner)] = {draft.item.first: draft for draft in line.meetings(cell.inner)}
    held = [(read.get(id(cell.inner), {}), cell.firsts) for cell in told]
    return [[found[first] for first in firsts if first in found] for found, firsts in held]


def _open_cells(parsed: Parsed) -> dict[int, str]:
    """Where a row that only blanks part says in words that a day is not settled, and those words: "20.12. 2nd
    meeting TBD"."""
    found: dict[int, str] = {}
    for taken, run in groupby(zip(parsed.covered(), parsed.tokens, strict=True), lambda at: at[0]):
        tokens: list[Token] = [token for _, token in run]
        if not taken and any(t.sense.roles & OPEN for t in tokens):
            found[tokens[0].start] = written(tokens, parsed.text)
    return found
