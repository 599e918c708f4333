"""Sentences about one month's meeting, behind the dates: "Mötet i april hålls på Solgården kl. 9." """

from __future__ import annotations

from dataclasses import dataclass

from scheduler.years.recognise.line import clauses, notes, places
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import MonthItem, Parsed, TimeItem
from scheduler.years.recognise.text.words import Role

MEETING, IN = Role.MEETING.value, Role.IN.value
# No such sentence is longer; a bound keeps reading linear.
LONGEST, REACH, MOST, FEWEST = 25, 6, 12, 2


@dataclass(slots=True)
class Tail:
    """What a sentence says of the meeting in a month."""

    month: int
    time: TimeItem | None
    place: str | None


def of(parsed: Parsed, first: int) -> list[Tail]:
    """The sentences after token `first` that are about the meeting of one month."""
    if not parsed.said & MEETING:
        return []
    told = [month for month in parsed.months if month.first >= first]
    return [tail for month in told[:MOST] if (tail := _tail(parsed, month, first))]


def _tail(parsed: Parsed, month: MonthItem, first: int) -> Tail | None:
    tokens = parsed.tokens
    begin = clauses.sentence_begins(parsed, month.first, max(first, month.first - REACH))
    # "Mötet i juni", "the June meeting", "kesäkuun kokous"
    if not any(t.sense.roles & MEETING for t in tokens[begin : month.last + 1]):
        return None
    behind = range(month.last, min(len(tokens), begin + LONGEST))
    last = next((n for n in behind if clauses.ends_sentence(parsed, n)), behind.stop)
    time = next((t for t in parsed.times if month.last <= t.first < last), None)
    return Tail(month.month, time, places.told_in(tokens[month.last : last], parsed.text))


def give_places(parsed: Parsed, drafts: list[Draft]) -> None:
    """Gives the meetings of a line the place that sentences behind its dates tell: one month's
    meeting its own, else all of them the same."""
    if not places.may_tell(parsed):
        return
    first = parsed.dates[-1].last
    told = of(parsed, first)
    end = notes.end_of_note(parsed, first)
    shared = None if told else places.told_in(parsed.tokens[end : end + LONGEST], parsed.text)
    for draft in drafts:
        own = (tail.place for tail in told if tail.month == draft.item.start.month)
        draft.place = next(filter(None, own), None) or draft.place or shared
    for time in parsed.times:
        _share_place(parsed, time, [draft for draft in drafts if draft.time is time])


def _share_place(parsed: Parsed, time: TimeItem, held: list[Draft]) -> None:
    """The place behind the hour of a whole list is that of all its days: "7 februari och 14 mars kl. 15 i Rådhuset"."""
    if len(held) < FEWEST or any(draft.item.last > time.first for draft in held):
        return
    tokens = parsed.tokens
    behind = range(time.last, min(len(tokens), time.last + LONGEST))
    # But not "im Gemeindehaus St. Anna".
    ends = (n for n in behind if clauses.ends_sentence(parsed, n) and len(tokens[n - 1].low) > 2)
    last = next(ends, behind.stop)
    following = next((d.first for d in parsed.dates if d.first >= time.last), last)
    place = places.told_in(tokens[time.last : min(last, following)], parsed.text)
    for draft in held:
        draft.place = draft.place or place
