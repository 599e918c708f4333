"""Days of minutes: "Protokoll från 2 april 2027". Below a plan they are none of its meetings; where a text has no
others, they are the days on which one met."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import headings
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

RECORD, MEETING = Role.RECORD.value, Role.MEETING.value
SAY_OF_MEETING = MEETING | Role.BODY.value
# "Protokollet från mötet justerades den 3 mars."
OTHERWISE = Role.STALE | Role.DEADLINE | Role.PAPERS | Role.CANCEL
BETWEEN = small.FROM | small.OF | small.THE | small.FOR | {"on", "am"}
FEWEST = 3
# Open the line that tells from when to when the meeting of the minutes was.
HOURS_OF = listed("kokousaika sammanträdestid mötestid møtetid mødetid sitzungszeit")


@dataclass(slots=True)
class Minutes:
    """Where the lines stand: at the head of minutes, in their paragraphs, or in a list of minutes."""

    # No paragraph of theirs has begun.
    at_head: bool = False
    # Below "Protokoll 3 december 2026" hours are those of that meeting, until a heading of others.
    tell_hours: bool = False
    # Paragraphs have begun: "§ 62".
    in_paragraphs: bool = False
    # Below a heading "Protokoll", and how many such headings there were.
    in_list: bool = False
    lists: int = 0
    # What lines give as the days of minutes.
    days: list[Draft] = field(default_factory=list)

    def place(self, draft: Draft) -> None:
        """Tells a meeting whether it stands at the head of minutes, or in a list of them."""
        draft.recorded = self.in_list
        draft.minuted = draft.minuted or self.at_head


def heading(
    walk: Walk, parsed: Parsed, number: int, words: int, *, named: bool, dated: bool
) -> None:
    """Whether what follows a heading of so many words stands at the head of minutes, or in a list of them. `named`,
    `dated`: the heading tells a body, or years."""
    state = walk.minutes
    of_records = parsed.said & RECORD > 0
    of_meetings = parsed.said & MEETING and parsed.tokens[0].low not in HOURS_OF
    if of_records and not walk.drafts and headings.is_head_of_minutes(parsed.tokens):
        state.at_head = True
    elif "§" in parsed.lows or words > headings.LONGEST_HEADING:
        state.at_head = False
    if of_records and parsed.dates:
        _day(walk, parsed, number)
        state.tell_hours = not walk.drafts
    elif of_meetings or dated:
        state.tell_hours = state.at_head = False
    if of_records and not parsed.dates and headings.is_of_records(parsed.tokens):
        state.in_list = True
        state.lists += 1
    elif named or parsed.roles & MEETING:
        state.in_list = False


def _day(walk: Walk, parsed: Parsed, number: int) -> None:
    """Takes note of a line that is nothing but a word for minutes, whose they are, and their day."""
    covered = parsed.covered()
    words = [t for n, t in enumerate(parsed.tokens) if t.kind is WORD and not covered[n]]
    if not words or not words[0].sense.roles & RECORD or len(parsed.dates) > 1:
        return
    if all(t.sense.roles & SAY_OF_MEETING or t.low in BETWEEN for t in words[1:]) or _ends(parsed):
        draft = Draft(number, parsed.dates[0])
        draft.heading, draft.section, draft.body = walk.heading, walk.section, walk.body
        draft.cancelled = draft.item.struck
        walk.minutes.days.append(draft)


def _ends(parsed: Parsed) -> bool:
    """ "Protokoll fört vid konstituerande möte med styrelsen den 12 december 2026": it tells of a meeting, of nothing
    else that was done, and the day ends it."""
    told = parsed.said
    is_last = parsed.dates[0].last == len(parsed.tokens)
    return is_last and bool(told & MEETING) and not told & OTHERWISE


def begins(walk: Walk, parsed: Parsed) -> None:
    """The first "§" of minutes: a day alone above it is theirs, and no meeting to come."""
    if walk.minutes.in_paragraphs or parsed.tokens[0].low != "§":
        return
    walk.minutes.in_paragraphs = True
    for draft in walk.drafts if len(walk.drafts) == 1 else ():
        draft.minuted = True


def settle(walk: Walk) -> None:
    """Makes the days of minutes meetings where there are no others, and several of them."""
    days = {(d.item.start.year, d.item.start.month, d.item.start.day) for d in walk.minutes.days}
    if walk.drafts or len(days) < FEWEST:
        return
    walk.drafts = walk.minutes.days
    walk.marks.used |= {draft.line for draft in walk.drafts}
