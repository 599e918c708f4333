"""Meetings that a line calls off or moves without their day: "Sista mötet ställs in", "Höstens möten är inställda", "No
meeting in June", "Novembermötet flyttas till den 16 november"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from scheduler.years.recognise.line import naming, said_for, sentences
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope
from scheduler.years.recognise.page import among, loose, subjects
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

CANCEL, MOVED, NONE, MEETING, EXCEPT = (
    Role.CANCEL.value, Role.MOVED.value, Role.NONE.value, Role.MEETING.value, Role.EXCEPT.value,
)  # fmt: skip
# What may come to be, does in some case, or is denied.
PERHAPS = (
    small.IF
    | small.NOT
    | listed("kan may can might could voidaan voi kann können kunna eventuellt ev vid behov")
)
# What is called off is but something beside the meeting.
BESIDE = listed(
    "samband anslutning connection conjunction forbindelse forbindelsen yhteydessä zusammenhang inför före"
)
# "Vi hoppar över juni".
SKIPS = listed("hoppar hoppas skip skips skipped hopper springer överhoppas")
REPLACED = ("ersätt", "erstatt", "erset", "replac", "korva")
MOVES = frozenset(
    (a, b)
    for a in ("skjuts", "skjutits", "skjutas", "brought", "put", "pushed", "läggs")
    for b in ("upp", "forward", "back", "fram")
)
PUT_OFF = frozenset(word for pair in MOVES for word in pair[:1])
DENIES, LONGEST = SKIPS | small.NO, 14


class Told(NamedTuple):
    """What a line tells: of which meetings, and of whose; the meeting on its new day, where they are moved."""

    line: int
    section: int
    body: str | None
    scope: Scope
    moved: bool = False
    new: Draft | None = None


def takes(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes note of a line without a day that says so in a sentence or two, and reads what else it says; whether it
    does."""
    if not parsed.said & (CANCEL | MOVED | NONE) and parsed.lows.isdisjoint(DENIES | PUT_OFF):
        return False
    parts = sentences.split(parsed) if not parsed.said & EXCEPT else [parsed]
    noted = [
        p.lows.isdisjoint(PERHAPS | BESIDE)
        and (loose.cancels_month(walk, p, number) or _note(walk, p, number))
        for p in parts
    ]
    if not any(noted):
        return False
    ends = list(accumulate(len(part.tokens) for part in parts))
    first = 0
    for is_noted, part, end in zip(
        [*noted, True], [*parts, None], [*ends, len(parsed.tokens)], strict=True
    ):
        begin = end - len(part.tokens) if part else end
        if is_noted and begin > first:
            walk.undated_line(sentences.part(parsed, first, begin), number)
        first = end if is_noted else first
    # "October 2027 – No meeting" may say more of its month.
    return len(parts) > 1 or bool(parsed.said & (CANCEL | MOVED))


def _note(walk: Walk, parsed: Parsed, number: int) -> bool:
    off = parsed.said & CANCEL or _is_none(parsed)
    moved = not off and _moves(parsed.tokens)
    if not (off or moved):
        return False
    if len(parsed.tokens) > LONGEST or not (parsed.said & MEETING or _is_none(parsed)):
        return False
    scope = said_for.joined(said_for.each(parsed), parsed.tokens)
    if scope is None or scope.rest or scope == EVERYBODYS:
        return False
    if scope.weekdays and not all(item.weekday.plural for item in parsed.weekdays):
        return False  # "To 28 Medlemsmöte inställt" is an entry of a list
    body = subjects.only_one(parsed)
    walk.called_off.append(Told(number, walk.section, body, scope, moved=bool(moved)))
    return True


def _moves(tokens: Sequence[Token]) -> bool:
    """ "Flyttas", "skjuts upp", "brought forward"."""
    pairs = pairwise(t.low for t in tokens)
    return any(t.sense.roles & MOVED for t in tokens) or any(pair in MOVES for pair in pairs)


def _is_none(parsed: Parsed) -> bool:
    """ "Inget möte i juni", "Vi hoppar över juni"."""
    skips = not parsed.lows.isdisjoint(SKIPS) and not parsed.lows.isdisjoint(small.WE)
    denied = parsed.said & MEETING and (parsed.said & NONE or not parsed.lows.isdisjoint(small.NO))
    return bool(skips or denied)


def dated(walk: Walk, parsed: Parsed, number: int, found: list[Draft]) -> None:
    """Takes note of a line that tells the new day of one meeting: "Novembermötet flyttas till den 16 november"."""
    if len(parsed.dates) != 1 or len(found) != 1:
        return
    first = parsed.dates[0].first
    led = parsed.tokens[:first]
    if not any(t.sense.roles & MEETING for t in led) or not parsed.lows.isdisjoint(PERHAPS):
        return
    replaced = any(t.sense.roles & CANCEL for t in led) and any(
        t.low.startswith(REPLACED) or t.low in small.IN_STEAD for t in led
    )
    if not (replaced or _moves(led)):
        return
    # A weekday is that of the new day.
    before = [s for s in said_for.each(parsed) if s.last <= first and not s.scope.weekdays]
    scope = said_for.joined(before, parsed.tokens) if before else None
    if scope is not None and (len(scope.months) == 1 or len(scope.nth) == 1):
        # "Augustimötet är inställt och ersätts av ett möte den 2 september"
        found[0].cancelled = found[0].cancelled and not replaced
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


def give_hours(drafts: list[Draft]) -> None:
    """The new day of a meeting that a sentence moves has its hour: "Mötet den 13 april flyttas till den 20 april"."""
    timed = {(d.item.start.month, d.item.start.day, d.body): d for d in drafts if d.time}
    for old, new in pairwise(drafts):
        moved = old.line == new.line and old.cancelled and old.in_sentence and not new.cancelled
        if moved and old.time is None and new.time is None:
            start = old.item.start
            listed = timed.get((start.month, start.day, old.body))
            if listed:
                new.time, new.end_time = listed.time, listed.end_time
