"""Rule: how long before a meeting each mail goes, and at what hour; a council's settings over its preset."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Self

from scheduler.clock import parse_hour
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.workdays import Workdays


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working days"
    CLEAR_DAYS = "clear days"
    WEEKDAY = "weekday"


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SWEDISH_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WORDS = {
    Unit.DAYS: ("day", "days", "dag", "dagar"),
    Unit.WORKING_DAYS: ("working day", "working days", "arbetsdag", "arbetsdagar"),
    Unit.CLEAR_DAYS: ("clear day", "clear days", "hel dag", "hela dagar"),
}
_WEEKS = ("week", "weeks", "vecka", "veckor")


@dataclass(frozen=True, slots=True)
class Before:
    """So long before a day: `28 days`, `2 working days`, `3 clear days`, or `thursday`: the last one before it."""

    count: int
    unit: Unit

    def day(self, of: date, free: Workdays) -> date:
        """The local date. One that falls on a weekend or holiday moves back to the working day before."""
        match self.unit:
            case Unit.DAYS:
                day = of - timedelta(days=self.count)
            case Unit.WORKING_DAYS:
                return free.before(of, self.count)
            case Unit.CLEAR_DAYS:
                day = free.clear_before(of, self.count)
            case Unit.WEEKDAY:
                day = of - timedelta(days=(of.weekday() - self.count - 1) % 7 + 1)
        return free.on_or_before(day)

    def __str__(self) -> str:
        if self.unit is Unit.WEEKDAY:
            return WEEKDAYS[self.count]
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `28 days`, `4 veckor`, `2 working days`, `2 arbetsdagar`, `thursday`. Raises: ValueError."""
        words = " ".join(text.lower().split())
        for names in (WEEKDAYS, _SWEDISH_WEEKDAYS):
            if words in names:
                return cls(names.index(words), Unit.WEEKDAY)
        found = re.fullmatch(r"(\d{1,3}) ?(\D+)", words)
        if found and found[2] in _WEEKS:
            return cls(7 * int(found[1]), Unit.DAYS)
        for unit, units in _WORDS.items():
            if found and found[2] in units:
                return cls(int(found[1]), unit)
        raise ValueError(text)


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """The preset of a råd; each is a setting of the council."""

    call_for_items: Before = Before(28, Unit.DAYS)
    items_reminder: Before = Before(21, Unit.DAYS)
    items_deadline: Before = Before(14, Unit.DAYS)
    kallelse: Before = Before(7, Unit.DAYS)
    kallelse_review: Before = Before(2, Unit.WORKING_DAYS)
    reply_reminder: Before = Before(3, Unit.WORKING_DAYS)
    reply_by: Before = Before(2, Unit.WORKING_DAYS)
    day_before: Before = Before(1, Unit.DAYS)
    hour: time = time(8)

    def day(self, key: str, of: date, free: Workdays) -> date:
        """The day of one mail, or the last day of that name.

        The reminder to reply goes at least a working day before the last day to reply, whatever was saved.
        """
        day: date = getattr(self, key).day(of, free)
        if key == "reply_reminder":
            return min(day, free.before(self.day("reply_by", of, free), 1))
        return day

    def first_day(self, of: date, free: Workdays) -> date:
        """None of the mails is due before that: the review of the kallelse counts from its day, so all do here."""
        of = self.day("kallelse", of, free)
        return min(self.day(key, of, free) for key in KEYS if key != "hour")


KEYS = tuple(field.name for field in fields(NoticeRules))
PRESET = NoticeRules()
QUIET_FROM, QUIET_TO = time(21), time(7)
"""No mail between these hours of the council's zone (docs/mail.md, rule 21)."""

_OFFSET = N_(
    "Write %(key)s as 7 days, 5 weeks, 2 working days, 3 clear days or a weekday such as Thursday."
)
_HOUR = N_("Write the hour as 08:00, between 07:00 and 20:59: no mail goes out at night.")
_ORDER = N_("%(earlier)s must come before %(later)s. Change one of them.")


def read_rules(stored: Mapping[str, str]) -> NoticeRules:
    """The preset with the council's own settings over it. Raises: InvalidInput with every fault at once."""
    values: dict[str, Before | time] = {}
    faults: dict[str, Fault] = {}
    for key, text in stored.items():
        try:
            values[key] = _hour(text) if key == "hour" else Before.parse(text)
        except ValueError:
            faults[key] = Fault(_HOUR if key == "hour" else _OFFSET, {"key": key})
    if faults:
        raise InvalidInput(faults)
    return replace(PRESET, **values)  # type: ignore[arg-type]


def council_day(council: Council, key: str, day: date) -> date:
    """The day of one mail, or the last day of that name, for a meeting of the council on `day`."""
    return read_rules(council.notice_rules).day(key, day, Workdays(council.country))


def check_order(rules: NoticeRules, free: Workdays) -> None:
    """Raises: InvalidInput where one mail would come after the one it prepares, shown on an ordinary Wednesday."""
    wednesday = date(2026, 10, 14)
    order = [
        "call_for_items",
        "items_reminder",
        "items_deadline",
        "kallelse",
        "reply_reminder",
        "day_before",
    ]
    # The last day to reply may lie on either side of the reminder the day before.
    for earlier, later in (*pairwise(order), ("reply_reminder", "reply_by")):
        first, then = (getattr(rules, key).day(wednesday, free) for key in (earlier, later))
        if first > then or (first == then and later not in ("items_deadline", "day_before")):
            raise InvalidInput({later: Fault(_ORDER, {"earlier": earlier, "later": later})})


def _hour(text: str) -> time:
    at = parse_hour(text.strip())
    if at is None or not QUIET_TO <= at < QUIET_FROM:
        raise ValueError(text)
    return at
