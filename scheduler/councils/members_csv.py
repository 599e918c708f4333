"""Rule: the people of a council as a CSV file, which reads back as the same people in the same places."""

import re
from collections.abc import Mapping, Sequence

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
_HEADERS = (
    N_("Name"), N_("E-mail address"), N_("Role"), N_("Organisation"), N_("Seat"), N_("Deputy for"), N_("Phone"),
    N_("Language"), N_("From"), N_("To"),
)  # fmt: skip
_PHONE = re.compile(r"\+[\d ()-]+")


def members_csv(members: Sequence[Member], says: Language) -> bytes:
    """Days as 2027-02-09.

    Those who sit by organisation and name, then the deputies in the order in which they are called.
    """
    sitting = [member for member in members if not member.is_deputy]
    sitting.sort(key=lambda m: (sort_key(m.organisation), sort_key(m.person.name)))
    deputies = [member for member in members if member.is_deputy]
    deputies.sort(key=lambda member: member.call_order)
    holders = {member.seat_id: member for member in sitting}
    rows = (_row(member, holders, says) for member in (*sitting, *deputies))
    return cells.csv_file([map(says, _HEADERS), *rows])


def _row(member: Member, holders: Mapping[int | None, Member], says: Language) -> Sequence[str]:
    person, seat = member.person, member.deputy_for
    stands_for = member.organisation if member.is_deputy else ""
    if seat is not None:
        holder = holders.get(seat.id)
        stands_for = holder.person.email if holder else seat.organisation
    row = (
        person.name,
        person.email,
        says(ROLE_WORDS[member.role]),
        "" if member.is_deputy else member.organisation,
        member.seat.title if member.seat else "",
        stands_for,
        person.phone,
        person.language or "",
        *(day.isoformat() if day else "" for day in (member.since_on, member.until_on)),
    )
    return [cell if _PHONE.fullmatch(cell) else cells.safe(cell) for cell in row]
