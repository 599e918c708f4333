"""A council's year, the dates of its draft, and what they are compared with."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.clock import Wall
from scheduler.db.base import Base, Json, Versioned

PLANNING_MONTH = 10
"""From this month of a year the next one should be planned."""
PLACE_MOST, NOTE_MOST = 300, 500
"""Characters; what is longer in a text is cut."""


class YearStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Way(StrEnum):
    """How a date came into the draft."""

    TEXT = "text"
    RULE = "rule"
    LAST_YEAR = "last_year"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Source:
    """`text` is what was read, `file` the name of the file it stood in. `rule` are the fields of the rule.

    `bodies` counts the meetings of each body that the text names, where there are several; `body` is the chosen one.
    `another` is the one body that the text names, where that is not the council.
    `elsewhere` are the dates of other years, each with its `date`, hours and place and the `line` that says it.
    `remarks` are lines that gave no date, with what is to be said of them; nothing of those about no meeting.
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
    remarks: list[dict[str, Any]] = field(default_factory=list)
    past: str = ""
    form: str = ""
    last_position: int = 0


class CouncilYear(Base, Versioned):
    """One per council and year; published stays published. `draft` is the draft's `source`, as JSON."""

    __tablename__ = "council_year"
    __table_args__ = (UniqueConstraint("council_id", "year"), Index(None, "next_due_at"))
    TOUCHES = {"council": "council_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    year: Mapped[int]
    draft: Mapped[Json] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(String(20), default=YearStatus.DRAFT)
    published_at: Mapped[datetime | None]
    touched: Mapped[int] = mapped_column(default=0)
    next_due_at: Mapped[datetime | None]

    @property
    def is_published(self) -> bool:
        return self.status == YearStatus.PUBLISHED

    @property
    def source(self) -> Source:
        """Without what an earlier version kept there."""
        known = {one.name for one in fields(Source)}
        return Source(**{name: value for name, value in self.draft.items() if name in known})

    @source.setter
    def source(self, source: Source) -> None:
        self.draft = asdict(source)


class DraftDate(Base):
    """One date of a year's draft; without `day`, a line of the text that was not read.

    `position` is its number in forms and commands: unique in the draft, and never given to another date. `text` is the
    line as it was written. `doubts` are the recogniser's reasons (`doubts.py`); `settled` names those, and the clashes,
    that a person has said may stand. Without `place` or `online_url` it has the council's. `is_changed`: a person has
    changed it since it was read.
    """

    __tablename__ = "draft_date"
    __table_args__ = (UniqueConstraint("year_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("council_year.id"))
    position: Mapped[int]
    way: Mapped[str] = mapped_column(String(20))
    source_line: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    day: Mapped[date | None]
    last_day: Mapped[date | None]
    start: Mapped[time | None]
    end: Mapped[time | None]
    place: Mapped[str | None] = mapped_column(String(PLACE_MOST))
    online_url: Mapped[str | None] = mapped_column(String(500))
    note: Mapped[str] = mapped_column(String(NOTE_MOST), default="")
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    doubts: Mapped[list[Any]] = mapped_column(JSON, default=list)
    settled: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_changed: Mapped[bool] = mapped_column(default=False)
    is_removed: Mapped[bool] = mapped_column(default=False)

    @property
    def is_planned(self) -> bool:
        """Whether it is a date of the plan."""
        return self.day is not None and not self.is_removed


class SchoolBreaks(Base, Versioned):
    """The school holidays a council keeps clear of, one a line as its secretary writes them. At most one a council."""

    __tablename__ = "school_breaks"

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime]


class ForeignCalendar(Base):
    """Another body's calendar that a council's plan is compared with: by `url`, or once from a file (`url` empty).

    The worker fetches it each night, and when `wanted_at` is set: a request never does. `fault` says in the words of
    `other_calendars.TEXTS` why the last try failed; the events of the last good one stay.
    """

    __tablename__ = "foreign_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(1000), default="")
    wanted_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]


class ForeignEvent(Base):
    """Something in a foreign calendar. Without `starts` it takes the whole day, or several."""

    __tablename__ = "foreign_event"
    __table_args__ = (Index(None, "calendar_id", "first_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("foreign_calendar.id"))
    title: Mapped[str] = mapped_column(String(300), default="")
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts: Mapped[Wall | None]
