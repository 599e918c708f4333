"""Who is asked to a meeting that a calendar program exported (RFC 5545), and what each answered."""

from __future__ import annotations

import re

from scheduler.councils.recognise import lists, names, remarks, turned, vcards
from scheduler.councils.recognise.values import Attendance, Mention

_PERSON = re.compile(
    r"(?:ATTENDEE|ORGANIZER)((?:;[\w-]+=(?:\"[^\"]*\"|[^\";:]*))+):(.*)", re.IGNORECASE
)
_PARAMETER = re.compile(r";([\w-]+)=(?:\"([^\"]*)\"|([^\";:]*))")
_NO_PERSONS = frozenset(("ROOM", "RESOURCE", "GROUP"))


def people(lines: list[str]) -> list[Mention]:
    """Everybody asked who has a name, at the line where they stand; the organiser among them.

    Who declined is absent; of the others nobody has come yet.
    """
    found = [(n, _PERSON.fullmatch(line)) for n, line in vcards.unfolded(lines)]
    return [m for n, asked in found if asked and (m := _person(n, asked[1], asked[2]))]


def _person(line: int, parameters: str, address: str) -> Mention | None:
    told = {key.upper(): quoted or plain for key, quoted, plain in _PARAMETER.findall(parameters)}
    if told.get("CUTYPE", "").upper() in _NO_PERSONS:
        return None
    row = lists.pieces(turned.line(told.get("CN", "")), line)
    mention = next(lists.people(row, one_each=True), None)
    if not mention or names.is_place(mention.name) or remarks.is_vacant(mention.name):
        return None
    has_declined = told.get("PARTSTAT", "").upper() == "DECLINED"
    mention.status = Attendance.ABSENT if has_declined else None
    scheme, _, local = address.strip().partition(":")
    mention.email = local if scheme.casefold() == "mailto" and local else mention.email
    return mention
