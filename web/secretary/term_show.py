"""From one term to the pages that edit, end and replace it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from scheduler.councils.members_csv import ROLE_WORDS
from scheduler.councils.rows import Council, Member, MemberRole
from scheduler.errors import Fault
from scheduler.language import LANGUAGES, Language
from web.secretary import conflict, stands_for
from web.secretary.member_words import (
    Option,
    Told,
    Written,
    calling_order,
    duty_of,
    errors_of,
    last_day,
    told_of,
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term in its form. `values` and `errors` are by field.

    `roles` is empty for a deputy, who has no seat; `stands_for` is empty for everyone else. `mail_url` is that of the
    mail to the person.
    """

    name: str
    email: str
    about: str
    is_shared: bool
    has_seat: bool
    values: Mapping[str, str]
    errors: Mapping[str, str]
    faults: list[Told]
    roles: list[Option]
    languages: list[Option]
    stands_for: list[Option]
    end_url: str
    replace_url: str
    mail_url: str
    seen: str


def term(
    council: Council,
    member: Member,
    written: Written | None,
    faults: Mapping[str, Fault],
    says: Language,
    choices: list[Option],
    *,
    is_shared: bool,
    today: date,
) -> Term:
    values = _values(member) | dict(written or {})
    errors = errors_of(faults, says, *_values(member))
    roles = [role for role in ROLE_WORDS if role != MemberRole.DEPUTY]
    tongues = {"": says("The council's language"), **LANGUAGES}
    is_over = member.until_on is not None and member.until_on < today
    slug, person = council.slug, member.person
    return Term(
        name=person.name,
        email=person.email,
        about=duty_of(member, says),
        is_shared=is_shared,
        has_seat=member.seat is not None,
        values=values,
        errors=errors,
        faults=told_of(errors),
        roles=[Option(r, says(ROLE_WORDS[r]), r == values["role"]) for r in roles]
        if member.seat
        else [],
        languages=[Option(c, text, c == values["language"]) for c, text in tongues.items()],
        stands_for=choices,
        end_url="" if is_over else url_for("members.ending", slug=slug, member_id=member.id),
        replace_url=url_for("members.replacing", slug=slug, member_id=member.id),
        mail_url=url_for("mail.index", slug=slug, person=person.id),
        seen=conflict.mark(_values(member)),
    )


def differences(
    member: Member, written: Written, choices: list[Option], says: Language
) -> tuple[list[conflict.Field], str]:
    """For the Conflict page: the term as it is beside what was written, and the mark of what is saved."""
    theirs = _values(member)
    tongues = {"": says("The council's language"), **LANGUAGES}
    roles = {str(role): says(word) for role, word in ROLE_WORDS.items()}
    words = {
        "language": tongues,
        "role": roles,
        "stands_for": {option.value: option.text for option in choices},
    }
    labels = {
        "name": says("Name"),
        "email": says("E-mail address"),
        "phone": says("Phone"),
        "language": says("Language"),
        "role": says("Role"),
        "organisation": says("Organisation"),
        "stands_for": says("Deputy for"),
        "title": says("Name of the seat"),
        "until": says("Last day"),
    }
    fields = [
        conflict.Field(
            name,
            label,
            theirs[name],
            written[name],
            theirs_in_words=words.get(name, {}).get(theirs[name], ""),
            yours_in_words=words.get(name, {}).get(written[name], ""),
        )
        for name, label in labels.items()
        if name in written
    ]
    return fields, conflict.mark(theirs)


def _values(member: Member) -> dict[str, str]:
    person = member.person
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language or "",
        "role": str(member.role),
        "organisation": member.organisation,
        "stands_for": stands_for.value(member) if member.is_deputy else "",
        "title": member.seat.title if member.seat else "",
        "until": member.until_on.isoformat() if member.until_on else "",
    }


@dataclass(frozen=True, slots=True)
class Ending:
    """What happens when a term or a seat ends, before it does; `replace_url` and `seat_url` are other ways, if any."""

    title: str
    name: str
    button: str
    consequences: list[str]
    until: str
    errors: Mapping[str, str]
    faults: list[Told]
    back_url: str
    replace_url: str = ""
    seat_url: str = ""


def ending(
    council: Council,
    member: Member,
    everyone: Iterable[Member],
    until: str,
    faults: Mapping[str, Fault],
    says: Language,
    *,
    mail: list[str],
    today: date,
) -> Ending:
    """`mail` are sentences on which mail goes."""
    name = member.person.name
    consequences = [says("After the last day %(name)s is not called to meetings.", name=name)]
    if member.seat is not None:
        consequences.append(says("The seat is vacant until someone else gets it."))
        if names := _deputies(member, everyone, today):
            consequences.append(says("Deputies who stay with the seat: %(names)s.", names=names))
    consequences.append(says("The name is kept in what is written about earlier meetings."))
    consequences += mail
    errors = errors_of(faults, says, "until")
    return Ending(
        title=says("End the term: %(name)s", name=name),
        name=name,
        button=says("End the term"),
        consequences=consequences,
        until=until,
        errors=errors,
        faults=told_of(errors),
        back_url=url_for("members.member", slug=council.slug, member_id=member.id),
        replace_url=url_for("members.replacing", slug=council.slug, member_id=member.id),
        seat_url=url_for("members.ending_seat", slug=council.slug, seat_id=member.seat_id)
        if member.seat_id
        else "",
    )


@dataclass(frozen=True, slots=True)
class Replacing:
    """`mail` are sentences on which mail goes to the one before."""

    name: str
    about: str
    deputies: str
    mail: list[str]
    values: Mapping[str, str]
    errors: Mapping[str, str]
    faults: list[Told]
    back_url: str


def replacing(
    council: Council,
    member: Member,
    everyone: Iterable[Member],
    written: Written,
    faults: Mapping[str, Fault],
    says: Language,
    *,
    mail: list[str],
    today: date,
) -> Replacing:
    errors = errors_of(faults, says, "name", "email", "since")
    return Replacing(
        name=member.person.name,
        about=duty_of(member, says),
        deputies=_deputies(member, everyone, today),
        mail=mail,
        values={"name": "", "email": "", "since": ""} | dict(written),
        errors=errors,
        faults=told_of(errors),
        back_url=url_for("members.member", slug=council.slug, member_id=member.id),
    )


def _deputies(member: Member, everyone: Iterable[Member], today: date) -> str:
    """The names of the seat's own deputies."""
    if member.seat_id is None:
        return ""
    own = (m for m in everyone if m.deputy_for_id == member.seat_id and last_day(m) >= today)
    return ", ".join(m.person.name for m in sorted(own, key=calling_order))
