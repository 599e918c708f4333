"""From seats and what was written to the pages that add one person and end a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from scheduler.councils import seats
from scheduler.councils.members_csv import ROLE_WORDS
from scheduler.councils.rows import Council, Member, MemberRole, Seat
from scheduler.errors import Fault
from scheduler.language import LANGUAGES, Language
from web.secretary import stands_for
from web.secretary.member_words import Option, Told, errors_of, told_of
from web.secretary.term_show import Ending

_FIELDS = (
    "name",
    "email",
    "phone",
    "language",
    "role",
    "organisation",
    "title",
    "stands_for",
    "since",
)


@dataclass(frozen=True, slots=True)
class Joining:
    """The form for one new person. `values` and `errors` are by field."""

    values: Mapping[str, str]
    errors: Mapping[str, str]
    faults: list[Told]
    roles: list[Option]
    languages: list[Option]
    stands_for: list[Option]
    back_url: str


def joining(
    council: Council,
    seats: Sequence[Seat],
    people: Sequence[Member],
    written: Mapping[str, str],
    faults: Mapping[str, Fault],
    says: Language,
    *,
    today: date,
) -> Joining:
    values = dict.fromkeys(_FIELDS, "") | {"role": str(MemberRole.MEMBER)} | dict(written)
    errors = errors_of(faults, says, *_FIELDS)
    tongues = {"": says("The council's language"), **LANGUAGES}
    return Joining(
        values=values,
        errors=errors,
        faults=told_of(errors),
        roles=[Option(r, says(word), r == values["role"]) for r, word in ROLE_WORDS.items()],
        languages=[Option(c, text, c == values["language"]) for c, text in tongues.items()],
        stands_for=stands_for.options(seats, people, values["stands_for"], says, today=today),
        back_url=url_for("members.index", slug=council.slug),
    )


def seat_ending(
    council: Council,
    seat: Seat,
    people: Sequence[Member],
    until: str,
    faults: Mapping[str, Fault],
    says: Language,
    *,
    mail: list[str],
    today: date,
) -> Ending:
    """What happens when a seat ends, before it does; `mail` are sentences on which mail goes."""
    ended = seats.ended_with_seat(people, seat, last_on=today)
    consequences = [says("The seat is no longer among those of the council after its last day.")]
    for member in ended:
        name = member.person.name
        if member.seat_id == seat.id:
            consequences.append(says("The term of %(name)s ends with it.", name=name))
        else:
            consequences.append(says("%(name)s, a deputy for the seat, ends with it.", name=name))
    consequences += mail
    errors = errors_of(faults, says, "until")
    name = seat_name(seat, says)
    return Ending(
        title=says("End the seat: %(name)s", name=name),
        name=name,
        button=says("End the seat"),
        consequences=consequences,
        until=until,
        errors=errors,
        faults=told_of(errors),
        back_url=url_for("members.index", slug=council.slug),
    )


def seat_name(seat: Seat, says: Language) -> str:
    return ", ".join(part for part in (seat.title, seat.organisation) if part) or says("Seat")
