"""Action: the hint of a meeting or year, when to look at it again, is counted anew from its plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.db.session import Database, reading, writing
from scheduler.notices import load_situation, plan, store
from scheduler.notices.situation import Situation
from scheduler.notices.store import Ref

SOON = timedelta(minutes=1)
LATER = timedelta(hours=1)
"""So long at most is a notice put off that could not be rendered."""


def refs_with_due(database: Database, refs: Sequence[Ref], *, now: datetime) -> list[Ref]:
    """Those of one council's that have; of the others the hint is written.

    What is changed of a council has every meeting of it looked at, and of nearly all of them nothing is due: so they
    are read together. One alone is due by its hint, and is read by whoever orders it.
    """
    if len(refs) < 2:
        return list(refs)
    with reading(database) as session:
        looked = [
            (ref, plan.next_due_at(s, now), s.touched)
            for ref, s in load_situation.load_situations(session, refs)
        ]
    due = [ref for ref, next_due_at, _ in looked if next_due_at and next_due_at <= now]
    if len(due) < len(looked):
        with writing(database, now) as session:
            for ref, next_due_at, seen in looked:
                if ref not in due:
                    store.set_next_due(session, ref, next_due_at, seen=seen)
    return due


def is_put_off(hint: datetime | None, next_due_at: datetime | None, *, now: datetime) -> bool:
    """Whether something is due and is tried again a little later, on purpose, since the last try ended in a fault."""
    return bool(hint and next_due_at and next_due_at <= now < hint <= now + LATER)


def write_next_due(
    database: Database, ref: Ref, s: Situation, *, now: datetime, resting: Sequence[datetime]
) -> None:
    """`resting`: when those that are due, but could not be rendered a moment ago, are tried again."""
    next_due = plan.next_due_at(s, now)
    if next_due is not None and next_due <= now:
        next_due = max(min(resting, default=now), now + SOON)
    with writing(database, now) as session:
        store.set_next_due(session, ref, next_due, seen=s.touched)
