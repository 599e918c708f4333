"""Days on one line whose year closes their list: "11.11. ja 2.12.2027"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.years.recognise.line.drafts import Draft


def of(drafts: Sequence[Draft]) -> Iterator[tuple[list[Draft], Draft]]:
    """The days without a year before one that has it, and that one. Behind a day that has a year the list must begin
    anew, "25.8.2027. Rådet möts 20.1. och 17.2.2027": else they go on from that day."""
    before: Draft | None = None
    run: list[Draft] = []
    for draft in drafts:
        if draft.year is None:
            run.append(draft)
            continue
        told = draft.item.start.year or (draft.item.until and draft.item.until.year)
        if run and told and (before is None or _begins_anew(before, [*run, draft])):
            yield run, draft
        before, run = draft, []


def _begins_anew(before: Draft, run: Sequence[Draft]) -> bool:
    rises = all(_day(one) < _day(other) for one, other in pairwise(run))
    return rises and _day(run[0]) < _day(before)


def _day(draft: Draft) -> tuple[int, int]:
    return draft.item.start.month, draft.item.start.day
