"""What the ways into a draft show: the fields of a rule, last year's meetings, one meeting, a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.errors import N_, InvalidInput
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.years import last_year, pattern
from scheduler.years.entries import Draft
from scheduler.years.last_year import By

RULE_FIELDS = ("ordinals", "weekday", "months", "hours", "moves")
_ORDINALS = (
    (1, N_("First")), (2, N_("Second")), (3, N_("Third")), (4, N_("Fourth")), (-1, N_("Last")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: str
    checked: bool


@dataclass(frozen=True, slots=True)
class RuleFields:
    """`words` is the rule of the draft as a person says it; empty where it was not made by one."""

    ordinals: tuple[Option, ...]
    weekdays: tuple[Option, ...]
    months: tuple[Option, ...]
    hours: str
    moves: bool
    words: str


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's dates and what they become, by month and by week; nothing where there were none."""

    year: int
    pairs: tuple[tuple[str, str, str], ...]


def rule(draft: Draft | None, form: Mapping[str, str] | None, says: Language) -> RuleFields:
    """As typed, else as the draft's rule was, else empty."""
    kept = draft.pattern if draft else {}
    values = form if form and "weekday" in form else kept
    ordinals, months = _set(values, "ordinals"), _set(values, "months")
    return RuleFields(
        tuple(Option(str(n), says(name), str(n) in ordinals) for n, name in _ORDINALS),
        tuple(
            Option(str(n), says.weekday_named(n), values.get("weekday") == str(n))
            for n in range(1, 8)
        ),
        tuple(Option(str(n), says.month(n), str(n) in months) for n in range(1, 13)),
        values.get("hours", ""),
        bool(values.get("moves")),
        _words(kept, says),
    )


def last(meetings: Sequence[Meeting], year: int, says: Language) -> LastYear:
    shown = []
    for meeting in meetings:
        if not meeting.is_cancelled:
            day = meeting.moved_from.date if meeting.moved_from else meeting.starts.date
            by_month, by_week = (last_year.carried(day, year, by=by) for by in (By.MONTH, By.WEEK))
            shown.append((says.short(day), says.short(by_month), says.short(by_week)))
    return LastYear(year - 1, tuple(shown))


def _words(kept: Mapping[str, str], says: Language) -> str:
    try:
        text = pattern.words(pattern.read(kept), says) if kept else ""
    except InvalidInput:
        return ""
    return text[:1].upper() + text[1:]


def _set(values: Mapping[str, str], name: str) -> set[str]:
    return set(values.get(name, "").split(","))
