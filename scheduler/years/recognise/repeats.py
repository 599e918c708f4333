"""A meeting that the text tells of more than once is kept once."""

from __future__ import annotations

from datetime import date

from scheduler.years.recognise.drafts import Marks
from scheduler.years.recognise.results import Found, Reason


def once(found: list[Found], marks: Marks) -> list[Found]:
    """The meetings without their repetitions, whose lines are marked.

    A meeting is repeated on the same date for the same body at the same hour, or where one of the
    two lines names no hour: then the hour that is named holds.
    """
    kept: list[Found] = []
    by_day: dict[tuple[date, str], list[int]] = {}
    for meeting in found:
        same = by_day.setdefault((meeting.date, (meeting.body or "").casefold()), [])
        at = next((n for n in same if _agree(kept[n], meeting)), None)
        if at is None:
            same.append(len(kept))
            kept.append(meeting)
            continue
        before = kept[at]
        marks.doubt(meeting.line, Reason.of("repeated", line=before.line))
        if before.start is None and meeting.start is not None and not before.cancelled:
            kept[at] = before._replace(start=meeting.start, end=before.end or meeting.end)
        if meeting.cancelled:
            # "Mötet den 22 maj är inställt", said after the list.
            kept[at] = kept[at]._replace(cancelled=True)
    return kept


def _agree(one: Found, other: Found) -> bool:
    return one.start == other.start or (
        (one.start is None or other.start is None) and (one.line != other.line or other.cancelled)
    )
