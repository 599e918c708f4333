"""What of earlier notes stands on the agenda of a meeting: those of the meeting before, and what is reported back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from scheduler.agenda.rows import AgendaItem
from scheduler.db.session import Session
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store
from scheduler.notes.follow_ups import Tracked, place_of_follow_ups, standing_at

_BACK = N_("Report back: %(what)s")


class OnAgenda(NamedTuple):
    """`after` is the number of the item of the notes of the meeting before, below which all stands; 0: there is none.

    `previous` is the latest earlier meeting whose notes are published.
    """

    follow_ups: tuple[Tracked, ...] = ()
    after: int = 0
    previous: Meeting | None = None

    def lines(self, says: Language) -> Mapping[int, Sequence[str]]:
        """What stands below which item, as text."""
        lines = [says(_BACK, what=one.follow_up.words) for one in self.follow_ups]
        return {self.after: lines} if lines else {}


def notes_on_agenda(
    session: Session, meeting: Meeting, items: Sequence[AgendaItem], *, now: datetime
) -> OnAgenda:
    tracked = store.tracked_follow_ups(session, meeting.council_id)
    held = meetings.of_council(session, meeting.council_id) if tracked else []
    standing = standing_at(tracked, meeting, held, now=now)
    previous = store.meeting_before(session, meeting)
    return OnAgenda(tuple(standing), place_of_follow_ups(items), previous)
