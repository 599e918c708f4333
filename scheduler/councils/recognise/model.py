"""Values of the reader of people lists."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

DOUBTS = ("part_not_read", "name_or_body", "lost_columns", "no_mark", "both_marks", "struck_out")
_ERRORS = ("not_understood", "cells_do_not_count", "both_statuses", *DOUBTS[2:5])


class Attendance(enum.StrEnum):
    """Whether somebody came; CALLED where the text does not tell."""

    PRESENT = "present"
    ABSENT = "absent"
    CALLED = "called"


class Fact(NamedTuple):
    """One thing that is told of somebody. `kind` is a field of Details; an Attendance; deputy, or listed (below a
    heading for deputies); a section of words.txt that ties them to the one whose name is the text; or one of DOUBTS."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line was doubted or not read. `code` is a key of reasons.REASON_TEXTS."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        return self.code in _ERRORS


class Mention(NamedTuple):
    """A person at one place of the text, before all mentions of one person become one."""

    line: int
    name: str
    status: Attendance | None = None
    facts: tuple[Fact, ...] = ()
    is_implied: bool = False

    def has(self, kind: str) -> bool:
        return any(fact.kind == kind for fact in self.facts)


class LineRead(NamedTuple):
    """What one line gave. Neither mentions nor reasons: nothing about people stands on it."""

    number: int
    mentions: tuple[Mention, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Details(NamedTuple):
    """What is told of one person besides the name."""

    role: str | None = None
    organisation: str | None = None
    party: str | None = None
    note: str | None = None
    email: str | None = None
    phone: str | None = None


class Seen(NamedTuple):
    """A person of the text, once, at the line where they stand first. `deputy_for` is whose standing deputy it is;
    `listed` stands below a heading for deputies; `implied` is named only beside a deputy."""

    line: int
    name: str
    details: Details
    status: Attendance
    substitutes_for: str | None
    deputy_for: str | None
    deputy: bool
    listed: bool
    implied: bool


class People(NamedTuple):
    """Everybody found, and why a line was not understood (an error) or doubted (a warning)."""

    seen: tuple[Seen, ...]
    reasons: Mapping[int, tuple[Reason, ...]]

    @property
    def errors(self) -> tuple[int, ...]:
        return tuple(n for n, why in self.reasons.items() if any(r.is_error for r in why))

    @property
    def warnings(self) -> tuple[int, ...]:
        return tuple(n for n, why in self.reasons.items() if not all(r.is_error for r in why))
