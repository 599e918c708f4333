"""Rule: who was at which of a year's meetings, as it was noted on the day."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from scheduler.councils import cells
from scheduler.errors import N_
from scheduler.language import Language, sort_key
from scheduler.meetings.rows import Meeting
from scheduler.notes.attendance import surname_key
from scheduler.notes.rows import Attendance, Presence

_WORDS = {
    Presence.PRESENT: N_("present"),
    Presence.ABSENT: N_("absent"),
    Presence.REPLACED: N_("replaced by %(name)s"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person in one organisation, with a word for each meeting; empty where they were not called."""

    name: str
    organisation: str
    words: tuple[str, ...]
    times_present: int


def attendance_lines(
    rows: Iterable[Attendance], held: Sequence[Meeting], says: Language
) -> list[Line]:
    """By organisation, then surname. A person is told apart by row id where there is one, else by name."""
    by_person: dict[tuple[object, str], dict[int, Attendance]] = {}
    for row in rows:
        key = row.person_id or row.name, row.organisation
        by_person.setdefault(key, {})[row.meeting_id] = row
    lines = [
        Line(
            next(reversed(noted.values())).name,
            organisation,
            tuple(_word(noted.get(meeting.id), says) for meeting in held),
            sum(row.presence == Presence.PRESENT for row in noted.values()),
        )
        for (_, organisation), noted in by_person.items()
    ]
    return sorted(lines, key=lambda line: (sort_key(line.organisation), surname_key(line.name)))


def _word(row: Attendance | None, says: Language) -> str:
    if row is None or not row.presence:
        return ""
    return says(_WORDS[Presence(row.presence)], name=row.replaced_by)


def attendance_csv(lines: Iterable[Line], held: Sequence[Meeting], says: Language) -> bytes:
    """UTF-8 with a mark in front, as Excel wants it."""
    text = StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    days = [meeting.starts.date.isoformat() for meeting in held]
    table.writerow([says("Organisation"), says("Name"), *days])
    for line in lines:
        table.writerow([cells.safe(cell) for cell in (line.organisation, line.name, *line.words)])
    return text.getvalue().encode("utf-8-sig")
