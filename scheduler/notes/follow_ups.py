"""Rule: at which meeting a follow-up stands, wherever meetings are moved or cancelled."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from scheduler.agenda.rows import AgendaItem
from scheduler.meetings.rows import Meeting
from scheduler.notes.rows import FollowUp, FollowUpReport, Outcome

_SETTLED = (Outcome.DONE, Outcome.DROPPED)
_PREVIOUS = re.compile(
    r"(föregående|förra|previous|last) .*(anteckningar|protokoll|notes|minutes)", re.IGNORECASE
)


class Tracked(NamedTuple):
    """A follow-up with what became of it. `due` is the meeting it goes to; None where it is settled, or no meeting is
    planned yet. `promised` is where it was promised, if that is among the meetings that were read."""

    follow_up: FollowUp
    reports: tuple[FollowUpReport, ...]
    promised: Meeting | None
    due: Meeting | None

    @property
    def is_open(self) -> bool:
        return not any(report.outcome in _SETTLED for report in self.reports)

    def report(self, meeting: Meeting) -> FollowUpReport | None:
        return next((one for one in self.reports if one.meeting_id == meeting.id), None)


def place_of_follow_ups(items: Sequence[AgendaItem]) -> int:
    """The number of the item below which they stand, that of the notes of the meeting before; 0: they stand first."""
    return next((n for n, item in enumerate(items, 1) if _PREVIOUS.search(item.heading)), 0)


def track(
    follow_ups: Iterable[FollowUp],
    reports: Iterable[FollowUpReport],
    meetings: Sequence[Meeting],
) -> list[Tracked]:
    """Each of them, in their order. `meetings` are all of the council, earliest first."""
    by_id = {meeting.id: meeting for meeting in meetings}
    told = list(reports)
    tracked = []
    for follow_up in follow_ups:
        own = tuple(one for one in told if one.follow_up_id == follow_up.id)
        due = _due(follow_up, own, by_id, meetings)
        tracked.append(Tracked(follow_up, own, by_id.get(follow_up.meeting_id), due))
    return tracked


def standing_at(
    tracked: Iterable[Tracked], meeting: Meeting, meetings: Sequence[Meeting], *, now: datetime
) -> list[Tracked]:
    """Those that stand on the agenda of the meeting.

    One whose meeting is over without a word about it stands on the agenda of the next meeting too.
    """
    following = next((m for m in meetings if m.ends_at > now and not m.is_cancelled), None)
    return [
        one
        for one in tracked
        if one.report(meeting)
        or one.due is meeting
        or (one.due and one.due.ends_at <= now and following is meeting)
    ]


def _due(
    follow_up: FollowUp,
    reports: Sequence[FollowUpReport],
    by_id: dict[int, Meeting],
    meetings: Sequence[Meeting],
) -> Meeting | None:
    if any(report.outcome in _SETTLED for report in reports):
        return None
    kept = [report.meeting_id for report in reports if report.outcome == Outcome.KEPT]
    handled = [by_id[key] for key in (follow_up.meeting_id, *kept) if key in by_id]
    last = max((meeting.starts_at for meeting in handled), default=None)
    chosen = by_id.get(follow_up.for_id or 0)
    if chosen and (last is None or chosen.starts_at > last):
        if not chosen.is_cancelled:
            return chosen
        last = chosen.starts_at
    later = (m for m in meetings if (last is None or m.starts_at > last) and not m.is_cancelled)
    return next(later, None)
