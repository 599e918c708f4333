"""Rule: who was at which of a year's meetings, as it was noted on the day."""

from collections.abc import Iterable, Sequence

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


def attendance_lines(
    rows: Iterable[Attendance], held: Sequence[Meeting], says: Language
) -> list[Sequence[str]]:
    """Organisation, name, and a word for each meeting, empty where they were not called; by organisation and surname.

    A person is told apart by row id where there is one, else by name.
    """
    by_person: dict[tuple[object, str], dict[int, Attendance]] = {}
    for row in rows:
        key = row.person_id or row.name, row.organisation
        by_person.setdefault(key, {})[row.meeting_id] = row
    lines = [
        [organisation, list(noted.values())[-1].name]
        + [_word(noted.get(meeting.id), says) for meeting in held]
        for (_, organisation), noted in by_person.items()
    ]
    return sorted(lines, key=lambda line: (sort_key(line[0]), surname_key(line[1])))


def _word(row: Attendance | None, says: Language) -> str:
    if row is None or not row.presence:
        return ""
    return says(_WORDS[Presence(row.presence)], name=row.replaced_by)


def attendance_csv(
    lines: Iterable[Sequence[str]], held: Sequence[Meeting], says: Language
) -> bytes:
    head = [says("Organisation"), says("Name"), *(m.starts.date.isoformat() for m in held)]
    return cells.csv_file([head, *(map(cells.safe, line) for line in lines)])
