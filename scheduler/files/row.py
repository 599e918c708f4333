"""Rule: a row's cells as a line with tabs, in which an empty cell at the end is not lost."""

from __future__ import annotations

from collections.abc import Sequence


def line(cells: Sequence[str]) -> str:
    """All of its cells; one that holds nothing is a blank line, and one whose first cell alone does is a heading, which
    has no tabs behind it."""
    return "\t".join(cells) if any(cells[1:]) else "".join(cells[:1])
