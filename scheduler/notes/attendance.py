"""Rule: who was called and was there, as the answers have it before anything is noted."""

from collections.abc import Iterable, Mapping

from scheduler.councils.rows import Member, Person, ReplyMode
from scheduler.language import sort_key
from scheduler.meetings.rows import Answer
from scheduler.notes.rows import Attendance, Presence

_BY_ANSWER = {
    Answer.COMING: Presence.PRESENT,
    Answer.ONLINE: Presence.PRESENT,
    Answer.NO: Presence.ABSENT,
}


def attendance_by_answers(
    meeting_id: int,
    people: Iterable[Person],
    answers: Mapping[int, str],
    terms: Iterable[Member],
    mode: str,
    substitutes: Mapping[int, str],
) -> list[Attendance]:
    """Rows, not yet saved, of those called, by surname. `substitutes`: by person, the name of the deputy who comes.

    Whoever has not answered is left open; where only absences are told, they were there.
    """
    organisations = {term.person_id: term.organisation for term in terms if not term.is_deputy}
    silent = Presence.PRESENT if mode == ReplyMode.ABSENCES else ""
    rows = []
    for position, person in enumerate(
        sorted(people, key=lambda one: surname_key(one.name)), start=1
    ):
        given = answers.get(person.id)
        presence = _BY_ANSWER.get(Answer(given), "") if given else silent
        name = substitutes.get(person.id, "") if presence == Presence.ABSENT else ""
        row = new_attendance(
            meeting_id, position, person.name, Presence.REPLACED if name else presence
        )
        row.person_id, row.organisation = person.id, organisations.get(person.id, "")
        row.replaced_by = name
        rows.append(row)
    return rows


def new_attendance(meeting_id: int, position: int, name: str, presence: str) -> Attendance:
    """A row that is not saved yet; `position` counts from 1."""
    return Attendance(
        meeting_id=meeting_id,
        position=position,
        name=name,
        organisation="",
        presence=presence,
        replaced_by="",
    )


def surname_key(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return sort_key(name.rpartition(" ")[2]), sort_key(name)
