"""What the program's own text and table of a draft tell beside a date: that it is a draft, or is not settled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.years.recognise.text import file_rows
from scheduler.years.recognise.text.words import listed

FIRST, LAST = listed("datum date"), listed("läge status")
DRAFT = listed("utkast draft")
UNSETTLED = frozenset(("utkast, inte avgjort", "draft, not settled"))
CANCELLED = listed("inställt cancelled")
FEWEST_CELLS = 4
MARKED = re.compile(r"(?<=\S) \(\?\)\s*$")


def told(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """The lines without it, and the numbers, counted from 1, of those whose date is not settled. That a meeting is
    cancelled stands in brackets then."""
    found, unsettled = list(lines), list[int]()
    sign = ""
    for n, line in enumerate(lines):
        if not line.strip():
            sign = ""
        elif sign:
            before, _, state = line.rstrip("\r\n").rpartition(sign)
            state = state.strip(' "').casefold()
            if state in DRAFT | UNSETTLED:
                found[n] = before + sign
            elif state in CANCELLED:
                found[n] = f"{before}{sign}({state})"
            if state in UNSETTLED:
                unsettled.append(n + 1)
        else:
            sign = _sign(line)
        if MARKED.search(found[n]):
            found[n] = MARKED.sub("", found[n])
            unsettled.append(n + 1)
    return found, unsettled


def _sign(head: str) -> str:
    """What parts the cells below such a head; empty where it is none."""
    for sign in "\t;":
        cells = [cell.casefold() for cell in file_rows.cells(head.strip(), sign)]
        if len(cells) >= FEWEST_CELLS and cells[0] in FIRST and cells[-1] in LAST:
            return sign
    return ""
