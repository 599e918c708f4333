"""The recogniser's reasons as a draft's rows keep them, and what they say of a date."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any

from scheduler.db import json_values
from scheduler.errors import Fault
from scheduler.language import Weekday
from scheduler.years.recognise import REASONS, Reason

CONTRADICTIONS = frozenset({"weekday_differs", "week_differs"})
"""A person must settle these before the year is published."""
TWICE = "twice_a_day"
_DATE, _TIME = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d\d:\d\d:\d\d")


def to_json(reasons: Iterable[Reason]) -> list[Any]:
    """Each as its code and its parameters; a date or a time is written as ISO 8601 has it."""
    return [
        [reason.code, {name: json_values.to_json(value) for name, value in reason.items}]
        for reason in reasons
    ]


def from_json(kept: Iterable[Any]) -> tuple[Reason, ...]:
    return tuple(
        Reason.of(code, **{name: _value(value) for name, value in params.items()})
        for code, params in kept
    )


def is_sound(kept: object) -> bool:
    """Whether a stranger's JSON is a list of reasons that can be shown."""
    try:
        assert isinstance(kept, list)
        return all(isinstance(reason.code, str) and fault(reason) for reason in from_json(kept))
    except (AssertionError, AttributeError, TypeError, ValueError):
        return False


def fault(reason: Reason) -> Fault:
    """What the recogniser says of a line, ready to be shown in a language. A row may hold a code of an older reader."""
    params = dict(reason.params)
    if "weekday" in params:
        params["weekday"] = Weekday(int(str(params["weekday"])))
    return Fault(REASONS.get(reason.code, REASONS["meeting_unsure"]), params)


def contradiction(reasons: Iterable[Reason]) -> Reason | None:
    return next((reason for reason in reasons if reason.code in CONTRADICTIONS), None)


def possible_days(day: date, claim: Reason) -> Iterator[date]:
    """The days that a contradicted date may mean: itself, and the one of the weekday, or week, that was written."""
    yield day
    week = day.isocalendar()
    if "weekday" in claim.params:
        yield day + timedelta(days=int(str(claim.params["weekday"])) - week.weekday)
        return
    try:
        yield date.fromisocalendar(week.year, int(str(claim.params["week"])), week.weekday)
    except ValueError:  # a week that the year does not have
        return


def _value(kept: Any) -> object:
    if isinstance(kept, str) and _DATE.fullmatch(kept):
        return date.fromisoformat(kept)
    return time.fromisoformat(kept) if isinstance(kept, str) and _TIME.fullmatch(kept) else kept
