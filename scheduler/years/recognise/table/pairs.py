"""A meeting and behind it its deadline on each line, with no head above them: "18 January   4 January". A text that
tells of deadlines has told what the earlier day of each is; meetings in two columns go on from one to the other."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Link
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import blocks

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

PAIR, FEWEST_ROWS = 2, 3


def settle(walk: Walk) -> None:
    """Drops the deadlines, and points out each line that has one; in a text with a table its heads have told them."""
    if walk.beside or not walk.deadlines_told:
        return
    rows = [list(row) for _, row in groupby(walk.drafts, lambda draft: draft.line)]
    pairs = [row for row in rows if _is_pair(row)]
    if len(pairs) < FEWEST_ROWS or not blocks.are_paired(*map(list, zip(*pairs, strict=True))):
        return
    dropped = {id(late) for _, late in pairs}
    walk.drafts = [draft for draft in walk.drafts if id(draft) not in dropped]
    for _, late in pairs:
        walk.marks.doubt(late.line, Reason.of("columns_below"))


def _is_pair(row: list[Draft]) -> bool:
    """Two days of one body and nothing else, with no sign or word between them."""
    if len(row) != PAIR or row[0].body != row[1].body:
        return False
    return all(
        d.item.link is Link.NONE and not (d.item.group or d.note or d.labelled or d.time)
        for d in row
    )
