"""Meetings that a line calls off or moves without their day: "Sista mötet ställs in", "Höstens möten är inställda", "No
meeting in June", "Novembermötet flyttas till den 16 november"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scheduler.years.recognise.line import naming, said_for, sentences
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope
from scheduler.years.recognise.page import among, subjects
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

CANCEL, MOVED, NONE, MEETING, EXCEPT = (
    Role.CANCEL.value, Role.MOVED.value, Role.NONE.value, Role.MEETING.value, Role.EXCEPT.value,
)  # fmt: skip
# What may come to be, or does in some case.
PERHAPS = small.IF | listed(
    "kan may can might could voidaan voi kann können kunna eventuellt ev vid behov"
)
# "Vi hoppar över juni".
SKIPS = listed("hoppar hoppas skip skips skipped hopper springer överhoppas")
DENIES, LONGEST = SKIPS | small.NO, 14


class Told(NamedTuple):
    """What a line tells: of which meetings, and of whose; the meeting on its new day, where they are moved."""

    line: int
    section: int
    body: str | None
    scope: Scope
    moved: bool = False
    new: Draft | None = None


def undated(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes note of a line without a day that says so of some meetings; whether it says no more."""
    if not parsed.said & (CANCEL | MOVED | NONE) and parsed.lows.isdisjoint(DENIES):
        return False
    if parsed.said & EXCEPT:
        return False
    noted = [_note(walk, part, number) for part in sentences.split(parsed)]
    # "October 2027 – No meeting" may say more of its month.
    return any(noted) and not parsed.times and bool(parsed.said & (CANCEL | MOVED))


def _note(walk: Walk, parsed: Parsed, number: int) -> bool:
    off = parsed.said & CANCEL or _is_none(parsed)
    moved = not off and parsed.said & MOVED
    if not (off or moved) or not parsed.lows.isdisjoint(PERHAPS):
        return False
    if len(parsed.tokens) > LONGEST or not (parsed.said & MEETING or _is_none(parsed)):
        return False
    scope = said_for.joined(said_for.each(parsed), parsed.tokens)
    if scope is None or scope.rest or scope == EVERYBODYS:
        return False
    body = subjects.only_one(parsed)
    walk.called_off.append(Told(number, walk.section, body, scope, moved=bool(moved)))
    return True


def _is_none(parsed: Parsed) -> bool:
    """ "Inget möte i juni", "Vi hoppar över juni"."""
    skips = not parsed.lows.isdisjoint(SKIPS) and not parsed.lows.isdisjoint(small.WE)
    denied = parsed.said & MEETING and (parsed.said & NONE or not parsed.lows.isdisjoint(small.NO))
    return bool(skips or denied)


def dated(walk: Walk, parsed: Parsed, number: int, found: list[Draft]) -> None:
    """Takes note of a line that tells the new day of one meeting: "Novembermötet flyttas till den 16 november"."""
    if len(parsed.dates) != 1 or len(found) != 1 or not parsed.said & MOVED:
        return
    first = parsed.dates[0].first
    before = [said for said in said_for.each(parsed) if said.last <= first]
    led = parsed.tokens[:first]
    if not any(t.sense.roles & MEETING for t in led) or not any(t.sense.roles & MOVED for t in led):
        return
    scope = said_for.joined(before, parsed.tokens) if before else None
    if scope is not None and (len(scope.months) == 1 or len(scope.nth) == 1):
        walk.called_off.append(
            Told(number, walk.section, found[0].body, scope, moved=True, new=found[0])
        )


def settle(told: list[Told], drafts: list[Draft], marks: Marks) -> None:
    """Calls them off, or asks about them, now that the years of all days are known."""
    for one in told:
        others = [draft for draft in drafts if draft is not one.new]
        if one.body:
            same = [d for d in others if d.body and naming.alike(d.body, one.body)]
            others = same or others
        days = among.days(one.scope, one.section, others)
        meant = [d for d in others if (d.item.start.month, d.item.start.day) in days]
        for draft in meant:
            if one.moved:
                marks.doubt(draft.line, Reason.of("moved"))
                draft.cancelled = draft.cancelled or (one.new is not None and len(meant) == 1)
            else:
                draft.cancelled = True
                marks.doubt(draft.line, Reason.of("cancelled_below"))
        if meant:
            marks.used.add(one.line)
        if one.new and len(meant) == 1 and one.new.time is None:
            one.new.time, one.new.end_time = meant[0].time, meant[0].end_time
