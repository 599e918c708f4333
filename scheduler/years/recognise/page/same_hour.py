"""Meetings of which it is said that they are when the others are: "tisdag 14 mars, samma tid och plats"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.results import Found, Reason

SAME_HOUR = re.compile(
    r"\b(?:samma (?:tid|klockslag)|same time|samme (?:tid|tidspunkt|klokkeslett|klokkeslæt)|sama(?:an)? aika(?:an)?"
    r"|(?:gleiche|selbe|gleicher|selber|derselben|gleichen) (?:uhr)?zeit)",
    re.IGNORECASE,
)
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
    for n, one in enumerate(found):
        said = lines[one.line - 1]
        same = None if one.start or one.cancelled else SAME_HOUR.search(said)
        if same is None:
            continue
        others = [m for m in found if m.body == one.body and m.start and m is not one]
        as_others = AS.match(said, same.end())
        told = [m for m in found[:n] if m in others]
        before = [] if as_others else told[-1:]
        hours = {(m.start, m.end) for m in before or others}
        if len(hours) != 1:
            marks.doubt(one.line, Reason.of("same_hour"))
            continue
        start, end = hours.pop()
        like = (before or others)[0]
        place = like.place if SAME_PLACE.search(said) else one.place
        plain = one.note and len(one.note.split()) <= LONGEST_NOTE and SAME_HOUR.match(one.note)
        note = None if plain else one.note
        found[n] = one._replace(start=start, end=end, place=place, note=note)
