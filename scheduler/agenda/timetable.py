"""Rule: when each item begins, by the minutes of those before it."""

from collections.abc import Sequence

from scheduler.agenda.rows import AgendaItem
from scheduler.clock import Wall
from scheduler.meetings.rows import Meeting


def start_times(starts: Wall, minutes: Sequence[int | None]) -> list[Wall | None]:
    """One for each item: known as long as every item before it has minutes, and only where any item has them."""
    times: list[Wall | None] = []
    at: Wall | None = starts if any(minutes) else None
    for n in minutes:
        times.append(at)
        at = at.plus(n) if at and n else None
    return times


def item_times(meeting: Meeting, items: Sequence[AgendaItem]) -> list[Wall | None]:
    return start_times(meeting.starts, [item.minutes for item in items])


def meeting_minutes(meeting: Meeting) -> int:
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
