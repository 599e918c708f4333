"""Rule: the people of a council as a CSV file, which reads back as the same people in the same places."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from scheduler.councils import cells
from scheduler.councils.rows import Member, MemberRole
from scheduler.errors import N_
from scheduler.language import Language, sort_key

ROLE_WORDS: Mapping[str, str] = {
    MemberRole.CHAIR: N_("Chair"),
    MemberRole.VICE_CHAIR: N_("Vice chair"),
    MemberRole.SECRETARY: N_("Secretary"),
    MemberRole.MEMBER: N_("Member"),
    MemberRole.DEPUTY: N_("Deputy"),
}
_PHONE = re.compile(r"\+[\d ()-]+")


def members_csv(members: Iterable[Member], says: Language) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as Excel opens it; days as 2027-02-09.

    Those who sit by organisation and name, then the deputies in the order in which they are called.
    """
    everyone = list(members)
    sitting = [m for m in everyone if not m.is_deputy]
    holders = {m.seat_id: m for m in sitting}
    deputies = [m for m in everyone if m.is_deputy]
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow(_headers(says))
    for member in sorted(sitting, key=_place):
        sheet.writerow(_row(member, holders, says))
    for member in sorted(deputies, key=lambda m: (m.call_order, m.id)):
        sheet.writerow(_row(member, holders, says))
    return out.getvalue().encode("utf-8-sig")


def _headers(says: Language) -> Sequence[str]:
    return (
        says("Name"),
        says("E-mail address"),
        says("Role"),
        says("Organisation"),
        says("Seat"),
        says("Deputy for"),
        says("Phone"),
        says("Language"),
        says("From"),
        says("To"),
    )


def _row(member: Member, holders: Mapping[int | None, Member], says: Language) -> Sequence[str]:
    person = member.person
    is_phone = _PHONE.fullmatch(person.phone)
    return (
        cells.safe(person.name),
        cells.safe(person.email),
        says(ROLE_WORDS[member.role]),
        "" if member.is_deputy else cells.safe(member.organisation),
        cells.safe(member.seat.title) if member.seat and not member.is_deputy else "",
        cells.safe(_stands_for(member, holders)) if member.is_deputy else "",
        person.phone if is_phone else cells.safe(person.phone),
        person.language or "",
        member.since_on.isoformat() if member.since_on else "",
        member.until_on.isoformat() if member.until_on else "",
    )


def _stands_for(member: Member, holders: Mapping[int | None, Member]) -> str:
    """Whom the deputy is called for: a person by address, an organisation, or empty for the whole council."""
    if member.deputy_for is None:
        return member.organisation
    holder = holders.get(member.deputy_for_id)
    return holder.person.email if holder else member.deputy_for.organisation


def _place(member: Member) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return sort_key(member.organisation), sort_key(member.person.name)
