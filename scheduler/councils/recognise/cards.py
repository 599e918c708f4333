"""A page of cards: a name, below it what the person is, then numbers and addresses, and a blank line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.councils.recognise import headings, marks, names

_REACHED = re.compile(r"[^\W\d_][\w. -]{1,14}:|\S+@\S+|[+0]?\d[\d ()/-]{5,}$")
FEWEST = 2


def joined(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines with their numbers, what each card says of its person behind the name.

    So `Formand` below a name is hers and no heading of who follows. One such card may be a list
    and its next heading, so there must be others.
    """
    texts = [marks.clean(raw) for _, raw in lines]
    told = {at for at in range(1, len(texts)) if _is_office(texts, at)}
    if len(told) < FEWEST:
        return [*lines]
    return [
        (number, f"{raw.rstrip()}, {texts[at + 1]}" if at + 1 in told else raw)
        for at, (number, raw) in enumerate(lines)
        if at not in told
    ]


def _is_office(texts: Sequence[str], at: int) -> bool:
    """The line is an office or place on the council, below a name that begins a card."""
    if not texts[at] or not texts[at - 1] or (at > 1 and texts[at - 2]):
        return False
    after = texts[at + 1] if at + 1 < len(texts) else ""
    _, name, rest = names.split(texts[at - 1])
    if not name or rest or (after and not _REACHED.match(after)):
        return False
    found = headings.of(texts[at])
    is_said = bool(found) and not texts[at].endswith(":")
    return is_said and not (found and (found.status or found.is_other_matter))
