"""Days of the list on which another line says that no meeting is held, or that another day replaces: "Inget möte den
11 mars", "18 mars (ersätter 11 mars)"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import naming, no_meeting, roles
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.page import subjects
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

AND = Role.AND.value
BETWEEN = small.NOT | small.THE | listed(", men but mutta aber utan sondern on vaan")
TAKEN_BACK, REACH = (roles.REPLACED, roles.NONE_HELD), 4


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a sentence takes back, and whose it is, where that tells: the body it names, or its own meeting's.
    `own`: the meetings that it tells of."""

    line: int
    item: DateItem
    about: str | None
    own: Sequence[Draft]


def note(walk: Walk, parsed: Parsed, number: int, found: Sequence[Draft]) -> None:
    """Takes note of the days that a line takes back."""
    if len(found) == len(parsed.dates) or not parsed.left:
        return
    about = subjects.only_one(parsed)
    for n, (item, job) in enumerate(zip(parsed.dates, roles.of_dates(parsed), strict=True)):
        # "Jag kan inte den 26/2" takes nothing back.
        denied = no_meeting.is_denied(parsed.tokens[max(0, item.first - REACH) : item.first])
        corrected = denied and _is_corrected(parsed, n)
        if corrected:
            walk.marks.doubt(number, Reason.of("moved"))
        if job in TAKEN_BACK and (not denied or corrected):
            walk.taken_back.append(Day(number, item, about, found))


def _is_corrected(parsed: Parsed, n: int) -> bool:
    """Right behind the day that is meant: "Mötet är den 25 november och inte den 26 november"."""
    if not n or roles.of_dates(parsed)[n - 1] is not roles.A_MEETING:
        return False
    first, last = parsed.dates[n - 1].last, parsed.dates[n].first
    covered = parsed.covered()
    between = (t for k, t in enumerate(parsed.tokens[first:last], first) if not covered[k])
    return all(t.low in BETWEEN or t.sense.roles & AND or t.sense.weekday for t in between)


def settle(walk: Walk) -> None:
    """Cancels the one meeting of such a day that stands on another line, and points it out."""
    _drop_old_days(walk)
    by_day: dict[tuple[int, int], list[Draft]] = defaultdict(list)
    for draft in walk.drafts if walk.taken_back else ():
        by_day[draft.item.start.month, draft.item.start.day].append(draft)
    for day in walk.taken_back:
        start = day.item.start
        meant = [d for d in by_day[start.month, start.day] if _is_meant(d, day)]
        for draft in meant if not any(d.cancelled for d in meant) else ():
            draft.cancelled = draft.cancelled or len(meant) == 1
            walk.marks.doubt(draft.line, Reason.of("off_elsewhere", line=day.line))
        new = day.own[0].item.start if len(meant) == len(day.own) == 1 else None
        # Which the list does not have yet; two lines that each take back the other's day lead nowhere.
        if new and len(by_day[new.month, new.day]) == 1 and meant[0].in_place_of is None:
            day.own[0].in_place_of = meant[0]


def _drop_old_days(walk: Walk) -> None:
    """Of two days of which a line says that one was moved to the other, and not which, that one is the old one that is
    off on a line of its own: "3.10. (siirretty 26.9.)" and "26.9. peruttu"."""
    off = {_key(draft) for draft in walk.drafts if draft.cancelled and not draft.moved_with}
    gone: set[int] = set()
    for draft in walk.drafts:
        old = draft.moved_with
        if old and not draft.item.struck and not old.cancelled and _key(old) in off:
            draft.cancelled = False
            gone.add(id(old))
    walk.drafts = [draft for draft in walk.drafts if id(draft) not in gone]


def _key(draft: Draft) -> tuple[int, int, str | None]:
    return draft.item.start.month, draft.item.start.day, draft.body


def _is_meant(draft: Draft, day: Day) -> bool:
    own = any(draft is told for told in day.own)
    if own or len({draft.item.start.year, day.item.start.year} - {None}) > 1:
        return False
    if day.own and day.own[0].body and draft.body:
        return naming.alike(day.own[0].body, draft.body)
    return not (day.about and draft.body) or naming.alike(day.about, draft.body)
