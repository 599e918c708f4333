"""Columns of meetings and of deadlines that were copied below each other, with one day a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.tokens import WORD
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

MEETING, SENT = Role.MEETING.value, (Role.DEADLINE | Role.PAPERS).value
LEADS = (Role.MEETING | Role.BEGINS).value
LONGEST_HEAD, FEWEST_DAYS, FEWEST_IN_TURNS, LONGEST_BEFORE, FEWEST_ROWS = 8, 2, 6, 62, 3
MONTH, YEAR, LONGEST_STEP = 31, 372, 150


def take_head(walk: Walk, parsed: Parsed) -> None:
    """Takes note of what a line of heads says of the columns below: True for one of meetings. A sentence that leads to
    meetings, or their hour, below a heading of papers alone, "Sagsfremstilling", heads the days instead."""
    if any(draft.note == parsed.text.strip() for draft in walk.drafts[-FEWEST_IN_TURNS:]):
        return  # the last cell of a row, as others have it behind their day
    words = [t for t in parsed.tokens if t.kind is WORD]
    if parsed.years and any(t.sense.roles & Role.AND.value for t in words):
        return  # "Traktanden und Sitzungen 2027" is a title
    walk.deadlines_told |= parsed.said & Role.DEADLINE.value > 0
    inside = bodies.inside_name(words)
    told = [
        w.sense.roles
        for n, w in enumerate(words)
        if w.sense.roles & (SENT | MEETING) and n not in inside
    ]
    sentence = len(words) > LONGEST_HEAD or parsed.tokens[-1].low in (".", ":")
    leads = told if sentence else parsed.times and not told
    if leads and parsed.said & LEADS and not parsed.said & SENT and True not in walk.columns_above:
        walk.columns_above.clear()
    if sentence:
        return
    # "Deadline to submit papers" is one head.
    walk.columns_above += [meets for meets, _ in groupby(not roles & SENT for roles in told)]


def settle(walk: Walk) -> None:
    """Drops the days of columns of deadlines; where they cannot be told from the meetings, all are doubted."""
    dropped: set[int] = set()
    held: list[Draft] = []
    for draft in walk.drafts:
        if not _goes_on(draft) or draft.columns_above:
            dropped |= _deadlines(held, walk)
            held = [draft] if len(set(draft.columns_above)) > 1 else []
        elif held:
            held.append(draft)
    dropped |= _deadlines(held, walk) | _headed_deadlines(walk)
    if dropped:
        walk.drafts = [draft for draft in walk.drafts if id(draft) not in dropped]


def settle_rows(walk: Walk) -> None:
    """Asks about the days of rows that were torn or glued together, below the one head that is left, that of the
    deadlines; the first of each row is dropped, where all have as many days."""
    drafts = walk.drafts
    dropped: set[int] = set()
    for rows in _torn_rows(drafts):
        firsts = [row[0] for row in rows]
        whole = len({len(row) for row in rows}) == 1
        if whole and are_paired([row[-1] for row in rows], firsts):
            dropped |= {id(draft) for draft in firsts}
        for draft in chain.from_iterable(rows):
            draft.headed = None
            _doubt([] if id(draft) in dropped else [draft], walk)
    if dropped:
        walk.drafts = [draft for draft in drafts if id(draft) not in dropped]


def _torn_rows(drafts: list[Draft]) -> Iterator[list[list[Draft]]]:
    """The rows below each such head: a row goes on from its deadline, and the next falls back in time."""
    starts = [n for n, draft in enumerate(drafts) if draft.columns_above]
    for first, last in pairwise([*starts, len(drafts)]):
        if drafts[first].columns_above != (False,):
            continue
        section = drafts[first].section
        rows = _runs([draft for draft in drafts[first:last] if draft.section == section])
        if len(rows) >= FEWEST_ROWS and max(map(len, rows)) >= FEWEST_DAYS:
            yield rows


def _headed_deadlines(walk: Walk) -> set[int]:
    """The days below a heading of deadlines alone: dropped where each is some weeks before its meeting in the
    list above or below, else doubted."""
    lists: list[list[Draft]] = []
    for draft in walk.drafts:
        if lists and not draft.after and _is_alone(draft) and not draft.columns_above:
            lists[-1].append(draft)
        else:
            lists.append([draft])
    dropped: set[int] = set()
    for n, days in enumerate(lists):
        if len(days) < FEWEST_DAYS or not _are_headed_as_deadlines(days, lists[n + 1 : n + 2]):
            continue
        beside = (*lists[n - 1 : n], *lists[n + 1 : n + 2])
        if any(are_paired(meetings, days) for meetings in beside):
            dropped |= {id(draft) for draft in days}
        else:
            _doubt(days, walk)
    return dropped


def _are_headed_as_deadlines(days: list[Draft], following: list[list[Draft]]) -> bool:
    """The heading of these days tells of deadlines; a title above it may tell of meetings where those follow."""
    heads = days[0].columns_above
    if not heads or heads[-1] or not _is_alone(days[0]):
        return False
    return True not in heads or any(below[0].columns_above[-1:] == (True,) for below in following)


def _doubt(days: list[Draft], walk: Walk) -> None:
    for draft in days:
        walk.marks.doubt(draft.line, Reason.of("columns_below"))


def _goes_on(draft: Draft) -> bool:
    """Nothing but the day and its weekday stands on the line."""
    return not draft.after and _is_alone(draft) and not draft.time


def _is_alone(draft: Draft) -> bool:
    """Nothing but the day, its weekday and perhaps its hour."""
    return not (draft.note or draft.labelled or draft.row or draft.item.until)


def _deadlines(held: list[Draft], walk: Walk) -> set[int]:
    if turns := _in_turns(held):
        return turns
    runs = _runs(held)
    if len(runs) < 2 or all(len(run) < FEWEST_DAYS for run in runs):
        return set()  # one column, or a list from the last day to the first
    _doubt(held, walk)
    first = 1 if held[0].columns_above[0] else 0
    meetings, deadlines = runs[1 - first :: 2], runs[first::2]
    if len(meetings) != len(deadlines) or not all(map(are_paired, meetings, deadlines)):
        return set()
    return {id(draft) for run in deadlines for draft in run}


def _in_turns(held: list[Draft]) -> set[int]:
    """The deadlines where each meeting stands beside its own, row by row."""
    if len(held) < FEWEST_IN_TURNS:
        return set()
    meets_first = held[0].columns_above[-2]
    meetings, deadlines = held[not meets_first :: 2], held[meets_first::2]
    return {id(draft) for draft in deadlines} if are_paired(meetings, deadlines) else set()


def _runs(held: list[Draft]) -> list[list[Draft]]:
    """The days parted where they fall back in time."""
    runs: list[list[Draft]] = []
    for draft in held:
        if runs and days_between(runs[-1][-1].item, draft.item) > 0:
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return runs


def days_between(one: DateItem, other: DateItem) -> int:
    """About how many days there are from one to the other; 0 or less where the other is before it."""
    first, second = one.start, other.start
    days = (second.month - first.month) * MONTH + second.day - first.day
    if first.year is not None and second.year is not None:
        return days + (second.year - first.year) * YEAR
    return days % YEAR if days % YEAR <= LONGEST_STEP else min(days, 0)


def are_paired(meetings: list[Draft], deadlines: list[Draft]) -> bool:
    """Each meeting has its deadline in the weeks before it."""
    return len(meetings) == len(deadlines) and all(
        0 < days_between(deadline.item, meeting.item) <= LONGEST_BEFORE
        for meeting, deadline in zip(meetings, deadlines, strict=True)
    )
