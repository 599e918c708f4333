"""Action: the secretary's list of school holidays is kept as she writes it."""

from __future__ import annotations

from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.years import breaks, store
from scheduler.years.rows import SchoolBreaks


def keep(session: Session, council: Council, text: str, *, by: Actor, now: datetime) -> None:
    """Raises: InvalidInput, a fault for each line that is not understood."""
    breaks.read(text)
    kept = store.school_breaks(session, council.id)
    if kept is None:
        kept = SchoolBreaks(council_id=council.id)
        session.add(kept)
    before = kept.text
    kept.text, kept.changed_at = text.strip(), now
    flush(session, Conflict())
    history.record(
        session,
        "school holidays changed",
        by=by,
        now=now,
        council_id=council.id,
        before={"text": before or ""},
        after={"text": kept.text},
    )
