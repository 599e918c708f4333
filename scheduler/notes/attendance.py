"""Rule: who was called and was there, as the answers have it before anything is noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.councils.rows import Member, Person, ReplyMode
from scheduler.language import sort_key
from scheduler.meetings.rows import Answer
from scheduler.notes.rows import Attendance, Presence


@dataclass(frozen=True, slots=True)
class Called:
    """One row of the attendance. `key` names it in a form: `p` and the person's id, or `r` and the row's."""

    key: str
    name: str
    organisation: str = ""
    presence: str = ""
    replaced_by: str = ""
    person_id: int | None = None


def as_called(row: Attendance) -> Called:
    key = f"p{row.person_id}" if row.person_id else f"r{row.id}"
    return Called(key, row.name, row.organisation, row.presence, row.replaced_by, row.person_id)


def attendance_by_answers(
    people: Iterable[Person],
    answers: Mapping[int, str],
    terms: Iterable[Member],
    mode: str,
    substitutes: Mapping[int, str],
) -> list[Called]:
    """Those called, by surname. `substitutes`: by person, the name of the deputy who comes in their place.

    Whoever has not answered is left open; where only absences are told, they were there.
    """
    organisations = {term.person_id: term.organisation for term in terms if not term.is_deputy}
    silent = Presence.PRESENT if mode == ReplyMode.ABSENCES else ""
    by_answer = {
        Answer.COMING: Presence.PRESENT,
        Answer.ONLINE: Presence.PRESENT,
        Answer.NO: Presence.ABSENT,
    }
    rows = []
    for person in people:
        presence = by_answer.get(Answer(answers[person.id]), "") if person.id in answers else silent
        name = substitutes.get(person.id, "") if presence == Presence.ABSENT else ""
        rows.append(
            Called(
                f"p{person.id}",
                person.name,
                organisations.get(person.id, ""),
                Presence.REPLACED if name else presence,
                name,
                person_id=person.id,
            )
        )
    return sorted(rows, key=lambda row: surname_key(row.name))


def surname_key(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return sort_key(name.rpartition(" ")[2]), sort_key(name)
