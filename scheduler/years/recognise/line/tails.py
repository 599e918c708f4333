"""Sentences about one month's meeting, behind the dates: "Mötet i april hålls på Solgården kl. 9." """

from __future__ import annotations

from dataclasses import dataclass

from scheduler.years.recognise.line import clauses, notes
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import MonthItem, Parsed, TimeItem
from scheduler.years.recognise.text.words import Role

MEETING, IN = Role.MEETING.value, Role.IN.value
# No such sentence is longer; a bound keeps reading linear.
LONGEST, REACH, MOST = 25, 6, 12


@dataclass(slots=True)
class Tail:
    """What a sentence says of the meeting in a month. `first`: the number of its first token."""

    first: int
    month: int
    time: TimeItem | None
    place: str | None


def of(parsed: Parsed, first: int) -> list[Tail]:
    """The sentences after token `first` that are about the meeting of one month."""
    if not parsed.said & MEETING or not parsed.months or parsed.months[-1].first < first:
        return []
    told = [month for month in parsed.months if month.first >= first]
    found = [_tail(parsed, month, first) for month in told[:MOST]]
    return [tail for tail in found if tail is not None]


def _tail(parsed: Parsed, month: MonthItem, first: int) -> Tail | None:
    tokens = parsed.tokens
    begin = month.first
    while begin > max(first, month.first - REACH) and not clauses.ends_sentence(parsed, begin - 1):
        begin -= 1
    # "Mötet i juni", "the June meeting", "kesäkuun kokous"
    if not any(t.sense.roles & MEETING for t in tokens[begin : month.last + 1]):
        return None
    last = month.last
    while last < min(len(tokens), begin + LONGEST) and not clauses.ends_sentence(parsed, last):
        last += 1
    time = next((t for t in parsed.times if month.last <= t.first < last), None)
    return Tail(begin, month.month, time, notes.place_in(tokens[month.last : last], parsed.text))


def give_places(parsed: Parsed, drafts: list[Draft]) -> None:
    """Gives the meetings of a line the place that sentences behind its dates tell: one month's
    meeting its own, else all of them the same."""
    first = parsed.dates[-1].last
    if first >= len(parsed.tokens) or not parsed.said & IN:
        return
    told = of(parsed, first)
    for tail in told:
        for draft in drafts:
            if draft.item.start.month == tail.month:
                draft.place = tail.place or draft.place
    end = notes.end_of_note(parsed, first)
    place = None if told else notes.place_in(parsed.tokens[end : end + LONGEST], parsed.text)
    for draft in drafts if place else ():
        draft.place = draft.place or place
