"""What the recogniser answers: the meetings it found and what it made of every line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

REMEMBERED_REASONS = 4096


class State(StrEnum):
    """What was made of one line."""

    UNDERSTOOD = "understood"
    DOUBTED = "doubted"
    NOT_UNDERSTOOD = "not_understood"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line is doubted or not understood: a code from `reasons.TEXTS` and what fills its gaps."""

    code: str
    items: tuple[tuple[str, object], ...] = ()

    @classmethod
    @lru_cache(REMEMBERED_REASONS)  # the same is often said of many lines
    def of(cls, code: str, **params: object) -> Reason:
        """The reason `code` with the values of its placeholders: dates, times, numbers, strings."""
        return cls(code, tuple(sorted(params.items())))

    @property
    def params(self) -> Mapping[str, object]:
        return MappingProxyType(dict(self.items))


class Line(NamedTuple):
    """One line of the text, counted from 1 with blank lines, and what was made of it."""

    number: int
    text: str
    state: State
    reasons: tuple[Reason, ...] = ()


class Found(NamedTuple):
    """One meeting. `end_date` is set only when it lasts more than one day; `body` only when
    the text speaks of several bodies."""

    line: int
    date: datetime.date
    end_date: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    body: str | None = None
    place: str | None = None
    note: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """The meetings in the order of the text, and every line of it; `another`: whose all meetings are, where the text
    names one body, and that is not the caller's own."""

    found: tuple[Found, ...]
    lines: tuple[Line, ...]
    another: str | None = None

    @property
    def errors(self) -> tuple[int, ...]:
        """Numbers of the lines of which something was rejected."""
        return tuple(line.number for line in self.lines if line.state is State.NOT_UNDERSTOOD)

    @property
    def warnings(self) -> tuple[int, ...]:
        """Numbers of the lines that gave a meeting but should be looked at."""
        return tuple(line.number for line in self.lines if line.state is State.DOUBTED)
