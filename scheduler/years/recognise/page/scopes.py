"""Of which meetings an hour that is said once holds, as only the other hours and all the days tell: "Mötet börjar kl.
18" beside "Kvällen inleds kl. 17", "Årsmötet i mars" where March has two meetings."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from scheduler.years.recognise.line import kinds
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.defaults import FIRST_HALF, SECOND_HALF
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.said_for import EVERYBODYS
from scheduler.years.recognise.page import among
from scheduler.years.recognise.text.words import Role

SPRING = Role.SPRING.value
# An autumn term may end after New Year.
AUTUMN_TERM = SECOND_HALF | {1, 2}
NEXT_LINE, MOST_IN_MONTH, FEWEST_KINDS = 2, 40, 2


def settle(listed: list[Default], drafts: list[Draft]) -> list[Default]:
    """The defaults that are said of meetings, each of no more of them than it is."""
    kept = _among(_without_before(_without_programme(listed, drafts)), drafts)
    _part_year(kept)
    _part_months(kept, drafts)
    _forget_since(kept, drafts)
    _join_kinds(kept, drafts)
    return kept


def _without_programme(listed: list[Default], drafts: list[Draft]) -> list[Default]:
    """Hours of several points line under line are of none of the meetings; but each may stand below its own day."""
    days = {draft.line for draft in drafts}
    points = sorted({(d.line, d.time.start) for d in listed if d.point and d.time and d.time.start})
    inside = {
        line
        for (line, hour), (below, later) in pairwise(points)
        if below - line <= NEXT_LINE and hour != later and days.isdisjoint(range(line, below))
        for line in (line, below)
    }
    return [default for default in listed if default.line not in inside]


def _without_before(listed: list[Default]) -> list[Default]:
    """ "Kvällen inleds kl. 17" is not said of the meeting, where a line right below tells when that begins."""
    told = {default.line for default in listed if default.of_meeting and default.time}
    return [
        default
        for default in listed
        if not default.may_be_before
        or told.isdisjoint(range(default.line + 1, default.line + 1 + NEXT_LINE))
    ]


def _among(listed: list[Default], drafts: list[Draft]) -> list[Default]:
    """What is said of some meetings of the list is said of their days; of none of them, of nothing."""
    kept: list[Default] = []
    for default in listed:
        if months := among.months(default.scope):
            default.months = months
            kept.append(default)
            continue
        if default.scope != EVERYBODYS:
            default.days = among.days(default.scope, default.section, drafts)
        if default.days or default.scope == EVERYBODYS:
            kept.append(default)
    return kept


def _part_year(listed: list[Default]) -> None:
    """What is said of spring's meetings is said of none in autumn, nor the other way round; where each has an hour of
    its own, each is of its half."""
    told = {default.season for default in listed} - {0}
    for default in listed:
        spring = default.season == SPRING
        if default.season and len(told) > 1:
            default.months = FIRST_HALF if spring else SECOND_HALF
        elif default.season and default.time and not (default.months or default.unless):
            default.months = FIRST_HALF if spring else AUTUMN_TERM


def _part_months(listed: list[Default], drafts: list[Draft]) -> None:
    """An hour said of a month's one meeting by its name, "Årsmötet i mars", is that of the day beside which the name
    stands, where the month has others."""
    named = [d for d in listed if d.one_of_month and len(d.months) == 1]
    held: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts if named else ():
        held[draft.item.start.month].append(draft)
    for default in named:
        (month,) = default.months
        days = held[month][:MOST_IN_MONTH]
        fitting = [
            d for d in days if default.one_of_month <= kinds.stems_of(d.note, d.below, d.body)
        ]
        if len(fitting) < len(days):
            default.days = frozenset((month, draft.item.start.day) for draft in fitting)


def _forget_since(listed: list[Default], drafts: list[Draft]) -> None:
    """ "Effective July 1, 2019" above meetings of later years says so of them all."""
    year = min((draft.year for draft in drafts if draft.year), default=0)
    for default in listed:
        if default.since and default.since < year:
            default.days = frozenset()


def _join_kinds(listed: list[Default], drafts: list[Draft]) -> None:
    """Sentences that each tell one kind's hour are read as one that tells them all, where the list has meetings of more
    than one of them: "Regular meetings begin at 7 p.m." above "Work sessions begin at 5:30 p.m."."""
    plain = [d for d in listed if d.time and not (d.months or d.days or d.stars or d.code)]
    told = [d for d in plain if d.kind]
    every = tuple({d.kind.stems: d.kind for d in told if d.kind}.values())
    if not every:
        return
    held = {kinds.told_by(every, draft.note, draft.below, draft.body) for draft in drafts}
    for default in told:
        if len(held - {None}) >= FEWEST_KINDS:
            default.kinds = every
        if usual := _usual_beside(default, plain):
            default.kinds, default.otherwise = every, True
            default.time, default.end_time = usual.time, usual.end_time
            usual.kinds, usual.otherwise = every, True


def _usual_beside(default: Default, plain: list[Default]) -> Default | None:
    """What is said of all meetings, or of the usual ones, near a sentence about one kind: "All meetings start at 6:30.
    Work sessions begin at 5:00"."""
    if default.kind is None or default.kind.is_usual:
        return None
    near = [
        d for d in plain
        if d is not default and d.body in (None, default.body) and d.section == default.section
        and abs(d.line - default.line) <= NEXT_LINE and (d.kind is None or d.kind.is_usual)
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None
