"""Where a draft's dates came from, and what of that is not among them: kept as JSON in `CouncilYear.draft`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any

from scheduler.db.base import Json
from scheduler.years import doubts
from scheduler.years.recognise import Reason
from scheduler.years.rows import CouncilYear


@dataclass(frozen=True, slots=True)
class NewDate:
    """What becomes a row of a draft, with the columns of `DraftDate`; without `day`, a line that was not read."""

    day: date | None
    last_day: date | None = None
    start: time | None = None
    end: time | None = None
    place: str | None = None
    note: str = ""
    is_cancelled: bool = False
    source_line: int = 0
    text: str = ""
    doubts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """`text` is what was read, `file` the name of the file it stood in. `rule` are the fields of the rule.

    `bodies` counts the meetings of each body that the text names, where there are several; `body` is the chosen one.
    `another` is the one body that the text names, where that is not the council.
    `elsewhere` are the dates of other years, each with its `date`, hours and place and the `line` that says it.
    `skipped` are lines about no meeting; `remarks` are lines with what is to be said of them.
    `past` says what becomes of dates that have passed: `keep`, `drop`, or nothing yet.
    `form` is the mark of the form by which the year was published.
    `last_position` is the highest that a date has had.
    """

    text: str = ""
    file: str = ""
    rule: dict[str, str] = field(default_factory=dict)
    bodies: list[list[Any]] = field(default_factory=list)
    body: str = ""
    another: str = ""
    elsewhere: list[dict[str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    past: str = ""
    form: str = ""
    last_position: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a way in gives: the dates of the year, and what is to be known of them all."""

    dates: list[NewDate]
    source: Source


def source_of(council_year: CouncilYear | None) -> Source:
    return Source(**council_year.draft) if council_year else Source()


def to_json(source: Source) -> Json:
    """Only what differs from a draft of which nothing is known."""
    empty = asdict(Source())
    return {name: value for name, value in asdict(source).items() if value != empty[name]}


def is_sound(kept: Json) -> bool:
    """Whether a stranger's JSON is a `Source`, with each field of its kind."""
    known = asdict(Source())
    if any(type(known.get(name, ...)) is not type(value) for name, value in kept.items()):
        return False
    source = Source(**kept)
    try:
        texts = [*source.skipped, *source.rule.values(), *(body for body, _ in source.bodies)]
        texts += [one[key] for one in source.elsewhere for key in ("date", "line")]
        texts += [one["text"] for one in source.remarks]
        reasons = [one["doubts"] for one in source.remarks]
    except (KeyError, TypeError, ValueError):
        return False
    return all(isinstance(text, str) for text in texts) and all(map(doubts.is_sound, reasons))
