"""Rule: the item that has the next year's meeting dates, and how they are written there."""

import re
from collections.abc import Iterable

from scheduler.clock import Wall
from scheduler.language import Language, plain

_DATES = re.compile(r"^(?:mötestider|meeting dates)\b.*?\b(20\d\d)\b", re.IGNORECASE)


def year_of_dates(heading: str) -> int | None:
    """The year whose dates the item is about."""
    match = _DATES.match(heading.strip())
    return int(match[1]) if match else None


def dates_as_note(starts: Iterable[Wall], says: Language) -> str:
    """`22 februari, 15.00`, one a line, as the year plan reads them too."""
    lines = (f"{at.date.day} {says.month(at.date.month)}, {says.hour(at.time)}" for at in starts)
    return plain("\n".join(lines))
