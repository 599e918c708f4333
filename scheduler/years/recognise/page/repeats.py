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
        noted = again = None
        if draft.footnote:
            # "* 15 maj startar kl. 8.30" below a list that has a star at that day.
            noted = next((n for n in same if draft.footnote == drafts[n].item.stars), None)
        if noted is not None:
            kept[noted] = _cancelled_by(_at_hour_of(kept[noted], meeting), meeting)
            continue
        if draft.in_sentence and draft.time is not None:
            # "Mötet den 15 maj börjar kl. 8.30" below a list that gives one hour for all.
            again = next((n for n in same if drafts[n].time is None), None)
        at = again
        if draft.time is None and draft.end_time is None:
            # "Den 8 juni börjar mötet kl. 15" above the list
            at = next((n for n in same if drafts[n].in_sentence and drafts[n].time), None)
        for n in same if at is None or at == again else ():
            if _agree(kept[n], meeting):
                at = n
                break
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
