"""Rule: one mail of the plan, as the secretary's word on it leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import PlannedNotice, Recipient, Situation


def made(
    s: Situation,
    kind: Kind,
    occasion: str,
    due_at: datetime,
    expires_at: datetime,
    to: Iterable[Recipient],
    skipped: str = "",
    about: tuple[Meeting, ...] = (),
) -> PlannedNotice:
    """Due at the plan's instant, unless she has said otherwise. `skipped`: why the plan leaves it out."""
    said = s.override(kind, occasion)
    return PlannedNotice(
        s.key(kind, occasion),
        kind,
        occasion,
        said.send_at if said and said.send_at else due_at,
        expires_at,
        tuple(to),
        "by_hand" if said and said.skipped else skipped,
        held=bool(said and said.held),
        issue=s.issue(kind, occasion),
        about=about,
    )
