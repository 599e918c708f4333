"""Parts that several boards have: "Arbetsutskott" below one board and again below another is each one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scheduler.years.recognise.line import naming
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.results import Reason


def name(drafts: list[Draft], defaults: Iterable[Default], named: set[str], marks: Marks) -> None:
    """Calls each such part by its board, in the meetings and in what is said of its hours; where one
    stands above every board, nobody can tell whose it is, and the first meeting below each is doubted."""
    boards: dict[str, dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        if draft.body and naming.fold(draft.body) in naming.PARTS:
            boards[naming.fold(draft.body)][draft.board or ""].append(draft)
    whose: dict[tuple[int, str], str] = {}
    for part, below in boards.items():
        if "" in below and len(below) > 1:
            for held in below.values():
                marks.doubt(held[0].line, Reason.of("whose_part", part=held[0].body))
        elif len(below) > 1:
            for board, held in below.items():
                whose |= {(draft.section, part): board for draft in held}
    every: list[Draft | Default] = [*drafts, *defaults]
    for told in every if whose else ():
        board = whose.get((told.section, naming.fold(told.body or "")), "")
        if board and told.body:
            told.body = naming.part(board, told.body)
            named.add(told.body)
