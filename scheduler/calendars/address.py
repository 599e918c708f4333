"""A feed's address as it was asked for: which feed, and with which options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs

from scheduler.language import LANGUAGES

_PATH = re.compile(
    r"/(?:(?P<slug>[a-z0-9][a-z0-9-]*)/(?:calendar|meetings/(?P<number>[1-9][0-9]{0,8}))"
    r"|calendar|f/(?P<token>[a-z0-9.-]+))\.ics"
)
_MOST_ALARM = 28 * 24 * 60


class Kind(StrEnum):
    COUNCIL = "council"
    INSTALLATION = "installation"
    PERSON = "person"
    MEETING = "meeting"
    """One meeting, to put into a calendar once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`name` is the council's slug or the person's token. `code` is a language we have, None where none was chosen.

    `alarm` is minutes before the start, for a personal feed alone; None: no alarm. `number` is that of a single
    meeting, which has no other option than the language.
    """

    kind: Kind
    name: str = ""
    code: str | None = None
    deadlines: bool = False
    alarm: int | None = None
    number: int = 0


def read(path: str, query: str) -> Asked | None:
    """None where the path is no feed's. An option that cannot be understood is as if it were not there."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    given = parse_qs(query)
    asked_code = given.get("lang", [""])[-1]
    code = asked_code if asked_code in LANGUAGES else None
    if found["number"]:
        return Asked(Kind.MEETING, found["slug"], code, number=int(found["number"]))
    options = {"code": code, "deadlines": given.get("deadlines", [""])[-1] == "1"}
    if found["slug"]:
        return Asked(Kind.COUNCIL, found["slug"], **options)  # type: ignore[arg-type]
    if found["token"]:
        alarm = _alarm(given.get("alarm", [""])[-1])
        return Asked(Kind.PERSON, found["token"], alarm=alarm, **options)  # type: ignore[arg-type]
    return Asked(Kind.INSTALLATION, **options)  # type: ignore[arg-type]


def _alarm(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,5}", text) and int(text) <= _MOST_ALARM:
        return int(text)
    return None
