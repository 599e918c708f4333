"""Rules: the mail about published notes, and that which asks the chair to approve them."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler.clock import FIVE_MINUTES
from scheduler.notices import audience, due_times
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import PlannedNotice, Situation, planned_notice

_LIVE = timedelta(days=14)


def notes(s: Situation) -> PlannedNotice | None:
    """When the notes have been published: the first version alone, since a correction is read where they are."""
    if s.notes_at is None:
        return None
    return _notice(s, Kind.NOTES, "1", s.notes_at)


def notes_approval(s: Situation) -> PlannedNotice | None:
    """Each time the chair is asked is a mail of its own; none once the chair has answered."""
    asked = s.approval
    if asked is None or not audience.recipients(s, Kind.NOTES_APPROVAL):
        return None
    return _notice(s, Kind.NOTES_APPROVAL, str(asked.number), asked.asked_at)


def _notice(s: Situation, kind: Kind, occasion: str, at: datetime) -> PlannedNotice:
    due_at = due_times.out_of_the_night(at + FIVE_MINUTES, s.council.zone, at + _LIVE)
    return planned_notice(s, kind, occasion, due_at, at + _LIVE, audience.recipients(s, kind))
