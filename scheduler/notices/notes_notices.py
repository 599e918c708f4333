"""Rules: the mail about published notes, and that which asks the chair to approve them."""

from __future__ import annotations

from datetime import timedelta

from scheduler.clock import FIVE_MINUTES
from scheduler.notices import audience, due_times, reissue
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import PlannedNotice, Situation, planned_notice

_LIVE = timedelta(days=14)


def notes(s: Situation) -> PlannedNotice | None:
    """When the notes have been published: the first version alone, since a correction is read where they are."""
    if s.notes_at is None:
        return None
    return reissue.numbered_notice(s, Kind.NOTES, s.notes_at, s.notes_at + _LIVE)


def notes_approval(s: Situation) -> PlannedNotice | None:
    """Each time the chair is asked is a mail of its own; none once the chair has answered."""
    asked, to = s.approval, audience.recipients(s, Kind.NOTES_APPROVAL)
    if asked is None or not to:
        return None
    expires_at = asked.asked_at + _LIVE
    due_at = due_times.out_of_the_night(asked.asked_at + FIVE_MINUTES, s.council.zone, expires_at)
    return planned_notice(s, Kind.NOTES_APPROVAL, str(asked.number), due_at, expires_at, to)
