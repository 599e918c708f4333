"""The lists of people in tests/fixtures/members that the project wrote itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures" / "members"


def own() -> Iterator[tuple[str, str, list[str]]]:
    """Title, text, and the lines that tell who is in it."""
    for path in sorted(FIXTURES.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("=== ")[1:]:
            title, _, rest = case.partition("\n")
            text, _, expected = rest.partition("\n---\n")
            yield title, text, expected.strip().splitlines()
