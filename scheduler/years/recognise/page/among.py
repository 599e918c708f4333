"""Which days of the list a scope means: those on Tuesdays, the last, those from September on."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.line.defaults import FIRST_HALF, SECOND_HALF
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.said_for import EVERYBODYS, EXTRA, Scope
from scheduler.years.recognise.page import weekly
from scheduler.years.recognise.text.words import Role

SPRING = Role.SPRING.value
Day = tuple[int, int, int]


def days(scope: Scope, section: int, drafts: Sequence[Draft]) -> frozenset[tuple[int, int]]:
    """Their months and days; counted among the meetings of the section in which it is said, where that has any. The
    years of the drafts are known."""
    held = [draft for draft in drafts if not draft.cancelled]
    inside = [draft for draft in held if draft.section == section] or held
    if scope.weekdays:
        inside = [draft for draft in inside if weekly.weekday(draft) in scope.weekdays]
    if scope.extra:
        inside = [draft for draft in inside if _is_extra(draft)]
    if held_in := _months(scope):
        inside = [draft for draft in inside if draft.item.start.month in held_in]
    counted = _counted(scope, sorted({_day(draft) for draft in inside}))
    return frozenset((month, day) for _, month, day in counted)


def months(scope: Scope) -> frozenset[int]:
    """The months it means, where it says no more than those: what is said of one of them alone is stronger."""
    sole = scope._replace(months=frozenset(), season=0) == EVERYBODYS
    return _months(scope) if sole else frozenset()


def _months(scope: Scope) -> frozenset[int]:
    if scope.season:
        return FIRST_HALF if scope.season == SPRING else SECOND_HALF
    return scope.months


def _is_extra(draft: Draft) -> bool:
    """A remark calls it so: "28 september (extra)"."""
    words = f"{draft.note or ''} {draft.below or ''}".casefold().split()
    return any(word.strip("(,.").startswith(EXTRA) for word in words)


def _counted(scope: Scope, held: list[Day]) -> list[Day]:
    if scope.nth:
        return [held[n] for n in scope.nth if -len(held) <= n < len(held)]
    if not (scope.until or scope.since):
        return held
    turns = next((n for n, day in enumerate(held) if _is_past(scope, day, held[0])), len(held))
    return held[:turns] if scope.until else held[turns:]


def _is_past(scope: Scope, day: Day, first: Day) -> bool:
    """The day is past the month up to which it is said, or has come to that from which on it is: counted from the
    first of the list, "till och med december" of one that begins in August."""
    months = (day[0] - first[0]) * 12 + day[1] - first[1]
    if scope.until:
        return months > (scope.until - first[1]) % 12
    return months >= (scope.since - first[1]) % 12


def _day(draft: Draft) -> Day:
    start = draft.item.start
    return draft.year or 0, start.month, start.day
