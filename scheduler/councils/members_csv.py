"""Rule: the people of a council as a CSV file, which reads back as the same people in the same places."""

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
_HEADERS = (
    N_("Name"), N_("E-mail address"), N_("Role"), N_("Organisation"), N_("Seat"), N_("Deputy for"), N_("Phone"),
    N_("Language"), N_("From"), N_("To"),
)  # fmt: skip
_PHONE = re.compile(r"\+[\d ()-]+")


def members_csv(members: Iterable[Member], says: Language) -> bytes:
    """Days as 2027-02-09.

    Those who sit by organisation and name, then the deputies in the order in which they are called.
    """
    everyone = sorted(members, key=_place)
    holders = {member.seat_id: member for member in everyone if not member.is_deputy}
    rows = (_row(member, holders, says) for member in everyone)
    return cells.csv_file([map(says, _HEADERS), *rows])


def _place(member: Member) -> tuple[bool, int, tuple[str, ...], tuple[str, ...], int]:
    if member.is_deputy:
        return True, member.call_order, (), (), member.id
    return False, 0, sort_key(member.organisation), sort_key(member.person.name), member.id


def _row(member: Member, holders: Mapping[int | None, Member], says: Language) -> Sequence[str]:
    person, seat, stands_for = member.person, member.seat, ""
    if member.is_deputy and member.deputy_for is None:
        stands_for = member.organisation
    elif member.deputy_for is not None:
        holder = holders.get(member.deputy_for_id)
        stands_for = holder.person.email if holder else member.deputy_for.organisation
    return (
        cells.safe(person.name),
        cells.safe(person.email),
        says(ROLE_WORDS[member.role]),
        "" if member.is_deputy else cells.safe(member.organisation),
        cells.safe(seat.title) if seat and not member.is_deputy else "",
        cells.safe(stands_for),
        person.phone if _PHONE.fullmatch(person.phone) else cells.safe(person.phone),
        person.language or "",
        member.since_on.isoformat() if member.since_on else "",
        member.until_on.isoformat() if member.until_on else "",
    )
