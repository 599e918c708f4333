"""The people of a text as they are found: mentions first, then each person once."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Attendance(enum.StrEnum):
    """Whether somebody came; CALLED where the text does not tell."""

    PRESENT = "present"
    ABSENT = "absent"
    CALLED = "called"


class Reading(enum.Enum):
    """How a text ties a name to another: who came for whom."""

    CAME_FOR = enum.auto()
    REPLACED_BY = enum.auto()
    UNCLEAR = enum.auto()  # "(ers. X)"
    PERSONAL = enum.auto()  # stands in for the other whenever that is needed
    STAND_IN = enum.auto()  # came for the other if the other did not come, else not at all
    HAS_DEPUTY = enum.auto()  # the same, told from the other end


@dataclass(frozen=True, slots=True)
class Link:
    reading: Reading
    name: str
    party: str | None = None
    is_struck: bool = False
    remark: str = ""  # the part of the meeting it was for
    # `ersättare Bo Al`: where no attendance is told, one at every meeting
    is_by_office: bool = False
    is_bent: bool = False  # the name is in a case of Finnish: `Kari Ojalan`


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line was doubted or not understood. `code` is a key of REASON_TEXTS."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = False


@dataclass(slots=True)
class Mention:
    """A person where the text names them, before all mentions of one person become one."""

    line: int
    name: str
    section: int = 0
    status: Attendance | None = None
    role: str | None = None
    organisation: str | None = None
    party: str | None = None
    email: str | None = None
    phone: str | None = None
    is_struck: bool = False
    is_deputy: bool = False
    lacks_deputy: bool = False  # so that among deputies it is whom none stands in for
    is_approver: bool = False
    notes: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Seen:
    """A person of the text, once, at the line where they stand first."""

    line: int
    name: str
    role: str | None
    organisation: str | None
    party: str | None
    status: Attendance
    substitutes_for: str | None
    deputy_for: str | None  # whose standing deputy it is, whoever came
    deputy: bool
    listed: bool  # among the deputies, under a heading of theirs
    note: str | None
    implied: bool
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class People:
    """Everybody found, and for each doubted line why."""

    seen: tuple[Seen, ...]
    reasons: Mapping[int, tuple[Reason, ...]]

    @property
    def errors(self) -> tuple[int, ...]:
        """The lines that were not understood."""
        return tuple(n for n, why in sorted(self.reasons.items()) if any(r.is_error for r in why))

    @property
    def warnings(self) -> tuple[int, ...]:
        """The lines that were understood with a doubt."""
        return tuple(
            n for n, why in sorted(self.reasons.items()) if any(not r.is_error for r in why)
        )
