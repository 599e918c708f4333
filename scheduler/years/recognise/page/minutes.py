"""Days of minutes: "Protokoll från 2 april 2027". Below a plan they are none of its meetings; where a text has no
others, they are the days on which one met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

RECORD, SAY_OF_MEETING = Role.RECORD.value, (Role.MEETING | Role.BODY).value
BETWEEN = small.FROM | small.OF | small.THE | small.FOR | {"on", "am"}
FEWEST = 3
# Open the line that tells from when to when the meeting of the minutes was.
HOURS_OF = listed("kokousaika sammanträdestid mötestid møtetid mødetid sitzungszeit")


def take(walk: Walk, parsed: Parsed, number: int) -> None:
    """Takes note of a line that is nothing but a word for minutes, whose they are, and their day."""
    covered = parsed.covered()
    words = [t for n, t in enumerate(parsed.tokens) if t.kind is WORD and not covered[n]]
    if not words or not words[0].sense.roles & RECORD or len(parsed.dates) > 1:
        return
    if all(t.sense.roles & SAY_OF_MEETING or t.low in BETWEEN for t in words[1:]):
        draft = Draft(number, parsed.dates[0])
        draft.heading, draft.section, draft.body = walk.heading, walk.section, walk.body
        draft.cancelled = draft.item.struck
        walk.minuted.append(draft)


def begins(walk: Walk, parsed: Parsed) -> None:
    """The first "§" of minutes: a day alone above it is theirs, and no meeting to come."""
    if walk.in_paragraphs or parsed.tokens[0].low != "§":
        return
    walk.in_paragraphs = True
    for draft in walk.drafts if len(walk.drafts) == 1 else ():
        draft.minuted = True


def settle(walk: Walk) -> None:
    """Makes the days of minutes meetings where there are no others, and several of them."""
    days = {(d.item.start.year, d.item.start.month, d.item.start.day) for d in walk.minuted}
    if walk.drafts or len(days) < FEWEST:
        return
    walk.drafts = walk.minuted
    walk.marks.used |= {draft.line for draft in walk.drafts}
