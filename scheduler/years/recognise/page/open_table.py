"""The table or grid that stands open: its head, and whether a line is a row of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import headings, titles
from scheduler.years.recognise.table import frames, grids, tables, word_heads

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk


def row(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line was a row of the open grid or table."""
    drafts: list[Draft] | None = None
    if walk.named_row and walk.grid is not None:
        walk.named_row = False
        walk.grid = walk.grid if grids.may_be_row(walk.grid, parsed) else None
    if walk.grid is not None:
        row = grids.read_row(walk.grid, parsed, number, walk.lexicon, walk.marks)
        name, drafts = row or (None, None)
        if name:
            walk.columns.add(name)
            walk.beside[-1].add(name)
    elif walk.table and not frames.is_other_header(parsed, walk.lexicon):
        walk.table.take_month(walk.month)
        drafts = tables.read_row(walk.table, parsed, number, walk.lexicon, walk.marks)
    if drafts is None:
        return False
    for draft in drafts:
        if draft.body:
            walk.columns.add(draft.body)
            walk.beside[-1].add(draft.body)
            titles.take_whole(walk, draft.body)
        walk.place(draft)
    return True


def header(walk: Walk, parsed: Parsed) -> bool:
    """Whether the line opens a grid or table. A line by itself in between does not end one."""
    grid = table = None
    if not parsed.dates:  # the head of a table has none
        grid = grids.header(parsed)
        if grid is None:
            table = word_heads.table(parsed, walk.lexicon)
    if grid is None and table is None:
        if (walk.grid or walk.table) and frames.ends(walk.table, parsed):
            # A name on a line of its own may belong to the row below it.
            walk.named_row = walk.grid is not None and not parsed.dates
            walk.grid = walk.grid if walk.named_row else None
            walk.table = None
        return False
    walk.grid, walk.table = grid, table
    years = headings.names_years(parsed, 0)
    if years:
        titles.take_years(walk, parsed, years)
    walk.section += 1
    named = {column.body for column in table.columns if column.body} if table else set()
    walk.beside.append(named)
    beside = table and (table.signed or table.known or table.by_gaps)
    walk.columns_above *= not beside  # not below each other
    walk.columns |= named
    return True
