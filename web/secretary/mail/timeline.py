"""The list of mail in the order of time, with what is far off apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.notices.listing import PAUSED, NoticeLine, NoticeState

NEAREST_GONE, NEAREST_COMING = 3, 6
"""Of the mail that has gone, and of what is to come, so many are shown without being asked for."""
_NEEDS_NOBODY = (NoticeState.PLANNED, NoticeState.SENT, NoticeState.SKIPPED)


@dataclass(frozen=True, slots=True)
class Timeline:
    """`past` and `coming` are what is nearest and what needs a person; `earlier` and `later` are folded away."""

    earlier: Sequence[NoticeLine]
    past: Sequence[NoticeLine]
    coming: Sequence[NoticeLine]
    later: Sequence[NoticeLine]


def make_timeline(mail: Sequence[NoticeLine], now: datetime, *, is_whole: bool) -> Timeline:
    """What has gone or should have, and what is to come; `is_whole` folds nothing away."""
    gone = [line for line in mail if line.due_at <= now]
    to_come = mail[len(gone) :]
    far, near = (0, len(mail)) if is_whole else (len(gone) - NEAREST_GONE, NEAREST_COMING)
    earlier = [line for line in gone[: max(far, 0)] if not _is_for_a_person(line, now)]
    later = [line for line in to_come[near:] if not _is_for_a_person(line, now)]
    return Timeline(
        earlier=earlier,
        past=[line for line in gone if line not in earlier],
        coming=[line for line in to_come if line not in later],
        later=later,
    )


def _is_for_a_person(line: NoticeLine, now: datetime) -> bool:
    """It waits, is on hold, is leaving or did not arrive: never folded away. What all mail waits for is said on top."""
    if line.reason == PAUSED and line.due_at > now:
        return False
    return line.state_at(now) not in _NEEDS_NOBODY
