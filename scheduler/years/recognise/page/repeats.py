"""A meeting that the text tells of more than once is kept once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.results import Found, Reason


def once(told: Iterable[tuple[Draft, Found]], marks: Marks) -> list[Found]:
    """The meetings without their repetitions, whose lines are marked.

    A meeting is repeated on the same date for the same body at the same hour, or where one of the
    two lines names no hour: then the hour that is named holds. So it does where a sentence or a
    footnote below the list names another hour than the list's common one.
    """
    kept: list[Found] = []
    drafts: list[Draft] = []
    by_day: dict[tuple[date, str], list[int]] = defaultdict(list)
    for draft, meeting in told:
        same = by_day[meeting.date, (meeting.body or "").casefold()]
        nobody = by_day.get((meeting.date, ""))
        if not same and nobody and meeting.cancelled and draft.in_sentence:
            same = nobody if len(nobody) == 1 else same  # told above without its body
        if not same:
            same.append(len(kept))
            kept.append(meeting)
            drafts.append(draft)
            continue
        noted = _noted(draft, drafts, same)
        if noted is not None:
            kept[noted] = _cancelled_by(_at_hour_of(kept[noted], meeting), meeting)
            continue
        again = _again(draft, drafts, same)
        at = _told_before(draft, meeting, drafts, kept, same, again)
        if at is None:
            same.append(len(kept))
            kept.append(meeting)
            drafts.append(draft)
            continue
        before = kept[at]
        marks.doubt(meeting.line, Reason.of("repeated", line=before.line))
        if at == again and not before.cancelled:
            kept[at] = _at_hour_of(before, meeting)
        elif before.start is None and meeting.start is not None and not before.cancelled:
            kept[at] = before._replace(start=meeting.start, end=before.end or meeting.end)
        kept[at] = _cancelled_by(kept[at], meeting)
    return kept


def _noted(draft: Draft, drafts: list[Draft], same: list[int]) -> int | None:
    """ "* 15 maj startar kl. 8.30" below a list that has a star at that day."""
    if not draft.footnote:
        return None
    return next((n for n in same if draft.footnote == drafts[n].item.stars), None)


def _again(draft: Draft, drafts: list[Draft], same: list[int]) -> int | None:
    """ "Mötet den 15 maj börjar kl. 8.30" below a list that gives one hour for all."""
    if not draft.in_sentence or draft.time is None:
        return None
    return next((n for n in same if drafts[n].time is None), None)


def _told_before(
    draft: Draft,
    meeting: Found,
    drafts: list[Draft],
    kept: list[Found],
    same: list[int],
    again: int | None,
) -> int | None:
    """Which of the `same` day's meetings is told of again."""
    at = again
    if draft.time is None and draft.end_time is None:
        # "Den 8 juni börjar mötet kl. 15" above the list
        at = next((n for n in same if drafts[n].in_sentence and drafts[n].time), None)
    if at is None or at == again:
        at = next((n for n in same if _agree(kept[n], meeting)), at)
    return at


def _cancelled_by(before: Found, later: Found) -> Found:
    """ "Mötet den 22 maj är inställt", said after the list."""
    return before._replace(cancelled=True) if later.cancelled else before


def _agree(one: Found, other: Found) -> bool:
    return one.start == other.start or (
        (one.start is None or other.start is None) and (one.line != other.line or other.cancelled)
    )


def _at_hour_of(before: Found, later: Found) -> Found:
    if later.start is None:
        return before
    return before._replace(start=later.start, end=later.end)
