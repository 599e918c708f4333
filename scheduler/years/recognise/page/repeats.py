"""A meeting that the text tells of more than once is kept once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scheduler.years.recognise.line import compounds, kinds
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.results import Found, Reason

MEETINGS = compounds.ONE + compounds.MEETINGS


@dataclass(slots=True, eq=False)
class _Kept:
    """A meeting, and how it was first told of."""

    draft: Draft
    meeting: Found


def once(told: Iterable[tuple[Draft, Found]], marks: Marks) -> list[Found]:
    """The meetings without their repetitions, whose lines are marked.

    One that a list tells of right behind another, and says to be of a kind of its own, is no repetition; its line is
    marked too. A meeting is repeated on the same date for the same body at the same hour, or where one of the
    two lines names no hour: then the hour that is named holds. So it does where a sentence or a
    footnote below the list names another hour than the list's common one.
    """
    kept: list[_Kept] = []
    by_day: dict[tuple[date, str], list[_Kept]] = defaultdict(list)
    on: dict[date, list[_Kept]] = defaultdict(list)
    for draft, meeting in told:
        same = by_day[meeting.date, (meeting.body or "").casefold()]
        if draft.in_sentence and meeting.body is None and len(on[meeting.date]) == 1:
            same = on[meeting.date]  # "Sammanträdet den 18 april börjar med studiebesök"
        noted, again = (_noted(draft, same), _again(draft, same)) if same else (None, None)
        at = noted or (same and (_told_above(draft, same) or _agreeing(meeting, same))) or again
        another = at is not None and at is kept[-1] and _are_two(at, _Kept(draft, meeting))
        if another:
            marks.doubt(meeting.line, Reason.of("twice_a_day", date=meeting.date))
        if not at or another:
            kept.append(_Kept(draft, meeting))
            by_day[meeting.date, (meeting.body or "").casefold()].append(kept[-1])
            on[meeting.date].append(kept[-1])
            continue
        before = at.meeting
        if at is not noted:
            marks.doubt(meeting.line, Reason.of("repeated", line=before.line))
        corrected = before.start is None or at in (noted, again)
        if meeting.start and corrected and not before.cancelled:
            at.meeting = before._replace(start=meeting.start, end=meeting.end)
        if meeting.cancelled:
            # "Mötet den 22 maj är inställt", said after the list
            at.meeting = at.meeting._replace(cancelled=True)
    return [one.meeting for one in kept]


def _are_two(before: _Kept, after: _Kept) -> bool:
    """A list tells a day twice in a row and says of one of them what meeting it is, "9 May (Annual Parish Meeting)";
    on one line, where a remark may speak of the day again, of both."""
    both = (before, after)
    if any(one.draft.in_sentence or one.meeting.cancelled for one in both):
        return False
    notes = [one.meeting.note or "" for one in both]
    told = sum(map(_tells_kind, notes))
    return notes[0] != notes[1] and told >= 1 + (before.meeting.line == after.meeting.line)


def _tells_kind(note: str) -> bool:
    words = kinds.stems_of(note.casefold())
    held = any(word.strip(".,;()").endswith(MEETINGS) for word in note.casefold().split())
    return held and bool(words - kinds.BARE)


def _noted(draft: Draft, same: list[_Kept]) -> _Kept | None:
    """ "* 15 maj startar kl. 8.30" below a list that has a star at that day."""
    stars = draft.footnote
    return next((one for one in same if stars and one.draft.item.stars == stars), None)


def _told_above(draft: Draft, same: list[_Kept]) -> _Kept | None:
    """ "Den 8 juni börjar mötet kl. 15" above the list."""
    if draft.time is not None:
        return None
    return next((one for one in same if one.draft.in_sentence and one.draft.time), None)


def _again(draft: Draft, same: list[_Kept]) -> _Kept | None:
    """ "Mötet den 15 maj börjar kl. 8.30" below a list that gives one hour for all."""
    if not draft.in_sentence or draft.time is None:
        return None
    return next((one for one in same if one.draft.time is None), None)


def _agreeing(meeting: Found, same: list[_Kept]) -> _Kept | None:
    """One at the same hour, or where only one of the two lines names an hour."""
    for one in same:
        start, line = one.meeting.start, one.meeting.line
        open_hour = start is None or meeting.start is None
        if start == meeting.start or (open_hour and (line != meeting.line or meeting.cancelled)):
            return one
    return None
