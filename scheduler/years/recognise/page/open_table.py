"""The table or grid that stands open: its head, and whether a line is a row of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import fronts, headings, titles
from scheduler.years.recognise.table import frames, grids, tables, word_heads

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk


def row(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line was a row of the open grid or table."""
    if walk.unnamed.below_blank and _heads_another(parsed):
        walk.grid, walk.table, walk.named_row = None, None, False
        return False
    if walk.grid and walk.named_row and not grids.may_be_row(walk.grid, parsed):
        walk.grid = None
    named_above, walk.named_row = walk.named_row, False
    name: str | None = None
    drafts: list[Draft] | None = None
    if walk.grid:
        row = grids.read_row(walk.grid, parsed, number, walk.lexicon, walk.marks)
        name, drafts = row or (None, None)
    elif walk.table and not frames.is_other_header(walk.table, parsed, walk.lexicon):
        walk.table.take_month(walk.month)
        drafts = tables.read_row(walk.table, parsed, number, walk.lexicon, walk.marks)
    if drafts is None:
        return False
    names = {named for named in (name, *(draft.body for draft in drafts)) if named}
    walk.columns |= names
    walk.beside[-1] |= names
    if walk.table and not walk.table.signed:
        fronts.label_row(drafts, parsed)
    if len(parsed.dates) > 1:
        walk.columns_above.clear()  # the days stand side by side, each below its own head
    for draft in drafts:
        if draft.body:
            titles.take_whole(walk, draft.body)
        walk.place(draft)
    if named_above and drafts:
        walk.body = None  # the name above was the row's, and heads nothing more
    return True


def _heads_another(parsed: Parsed) -> bool:
    """A heading of its own, "Nämndens möten 2028 kl. 18", and no cells, nor a sentence about the table's days."""
    if parsed.dates or parsed.months or not parsed.years or not parsed.lows.isdisjoint("\t|;"):
        return False
    return parsed.tokens[-1].low != "." and headings.is_of_meetings(parsed)


def header(walk: Walk, parsed: Parsed) -> bool:
    """Whether the line opens a grid or table. A line by itself in between does not end one."""
    # The head of a table has no dates, nor a week's number in front: "v. 23 | datum kommer | studiebesök".
    grid = None if parsed.dates else grids.header(parsed)
    entry = parsed.dates or (parsed.weeks and not parsed.weeks[0].first)
    table = None if grid or entry else word_heads.table(parsed, walk.lexicon)
    if not grid and not table:
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
    walk.columns |= named
    walk.beside.append(named)
    if table and (table.signed or table.known or table.by_gaps or table.by_body()):
        walk.columns_above.clear()  # not below each other
    return True
