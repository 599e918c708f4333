"""Meetings of which it is said that they are when the others are: "tisdag 14 mars, samma tid och plats"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.results import Found, Reason

SAME_HOUR = re.compile(
    r"\b(?:samma (?:tid|klockslag)|same time|samme (?:tid|tidspunkt|klokkeslett|klokkeslæt)|sama(?:an)? aika(?:an)?"
    r"|(?:gleiche|selbe|gleicher|selber|derselben|gleichen) (?:uhr)?zeit)",
    re.IGNORECASE,
)
Hours = tuple[datetime.time, datetime.time | None]
LONGEST_NOTE = 4  # "samma tid och plats"
# "Samma klockslag som på våren": as of which is told, and cannot be followed.
AS = re.compile(r"\s+(?:som|as|wie|kuin)\b", re.IGNORECASE)
SAME_PLACE = re.compile(
    r"\b(?:samma (?:tid och )?(?:plats|ställe|lokal)|same (?:time and )?(?:place|venue)"
    r"|samme (?:tid og )?(?:sted|lokale)|sama(?:ssa)? (?:aika ja )?paik(?:ka|assa)"
    r"|gleiche[rn]? (?:zeit und )?ort)\b",
    re.IGNORECASE,
)


def take(found: list[Found], lines: Sequence[str], marks: Marks) -> None:
    """Gives such a meeting the hours of the one told before it, else those of all others; where they have several, or
    none, it is asked about."""
    timed: dict[str | None, dict[Hours, Found]] = {}
    for one in found:
        if one.start:
            timed.setdefault(one.body, {}).setdefault((one.start, one.end), one)
    before: dict[str | None, Found] = {}
    for n, one in enumerate(found):
        said = lines[one.line - 1]
        same = None if one.start or one.cancelled else SAME_HOUR.search(said)
        if same:
            others = timed.get(one.body, {})
            like = None if AS.match(said, same.end()) else before.get(one.body)
            like = like or (next(iter(others.values())) if len(others) == 1 else None)
            if like is None:
                marks.doubt(one.line, Reason.of("same_hour"))
            else:
                one = found[n] = _like(one, like, said)
        if one.start:
            before[one.body] = one


def _like(one: Found, other: Found, said: str) -> Found:
    plain = one.note and len(one.note.split()) <= LONGEST_NOTE and SAME_HOUR.match(one.note)
    return one._replace(
        start=other.start,
        end=other.end,
        place=other.place if SAME_PLACE.search(said) else one.place,
        note=None if plain else one.note,
    )
