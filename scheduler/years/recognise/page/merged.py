"""Names that stand once, before the first of their days, as in a table whose cells were merged: "Council 14 January",
"10 March", "Planning Committee 11 February", "5 May"."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.page import fronts

FEWEST_BODIES = 2


def name(drafts: list[Draft], named: set[str]) -> None:
    """Gives days without a name that of the day above them, where the days go back in time at such names alone."""
    if not _are_merged(drafts):
        return
    body = ""
    for draft in drafts:
        if draft.words_first:
            body = draft.front or draft.before or ""
            draft.note = fronts.beyond(draft.note, body)
            named.add(body)
        draft.body = body


def _are_merged(drafts: list[Draft]) -> bool:
    heads = [draft for draft in drafts if draft.words_first]
    bodies = {draft.front for draft in heads if draft.front_is_body}
    lists = sum(not below.words_first for head, below in pairwise(drafts) if head.words_first)
    # A name with one day is that of an occasion: "Annual Parish Meeting".
    if (
        min(len(bodies), lists) < FEWEST_BODIES
        or not drafts[0].words_first
        or len(heads) == len(drafts)
    ):
        return False
    names = {draft.before for draft in heads}
    if None in names or len(names) < len(heads) or any(map(_names_itself, drafts)):
        return False
    falls = [below for above, below in pairwise(drafts) if _date(below) < _date(above)]
    return bool(falls) and all(draft.words_first for draft in falls)


def _names_itself(draft: Draft) -> bool:
    """Words behind its day name its body."""
    return not draft.words_first and (draft.labelled or draft.front is not None)


def _date(draft: Draft) -> tuple[int, int, int]:
    return draft.item.start.year or 0, draft.item.start.month, draft.item.start.day
