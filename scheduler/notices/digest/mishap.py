"""Values: a mail that did not go as it should, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import Kind

TOLD_AFTER = timedelta(hours=4)
"""A letter that waits for a mail server is told of when it has waited so long."""


class Fate(StrEnum):
    """What a person should know of a letter; the last three are of a whole mail, HELD of a letter too."""

    BOUNCED = "bounced"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"
    LATE = "late"
    SENT_LATE = "sent_late"
    MISSED = "missed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Mishap:
    """One letter to one person, `who`, or one mail to `count` people.

    `id` tells it from every other of the council, now and later: the same letter that is sent again and fails again is
    another. `mail` is the key of the notice. `due_at` and `sent_at` (UTC) are of a kallelse that went late.
    """

    id: str
    fate: Fate
    mail: str
    kind: Kind
    meeting: Meeting | None
    who: str = ""
    count: int = 1
    due_at: datetime | None = None
    sent_at: datetime | None = None
