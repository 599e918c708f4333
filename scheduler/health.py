"""Does mail go out? What is wrong, since when, and how much waits: the same for monitoring, metrics and the pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from scheduler.db.session import Session
from scheduler.mail import heartbeats, queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, State
from scheduler.notices import load_situation, plan, store

SILENT = timedelta(seconds=60)
NOTICE_LATE = timedelta(seconds=120)
LETTER_LATE = timedelta(seconds=300)
DOWN = timedelta(seconds=300)
_MANY_STRAYS = 5
_LOOKS = 5


class Wrong(StrEnum):
    """What keeps mail from going. These keys stand in /health/delivery and in the metrics."""

    HELD = "held"
    RELAY_DOWN = "relay_down"
    CLOCK = "clock"
    NO_WORKER = "no_worker"
    NOTICE_OVERDUE = "notice_overdue"
    LETTER_OVERDUE = "letter_overdue"


class Warn(StrEnum):
    """What a person should look at, though mail goes."""

    UNCERTAIN = "uncertain"
    TROUBLE = "trouble"
    STRAYS = "strays"


class Ailment(NamedTuple):
    """`since` is UTC; `words` are those of the mail server, or of whoever holds the mail."""

    wrong: Wrong
    since: datetime
    words: str = ""
    hold: Hold | None = None


class Health(NamedTuple):
    """Ailments, the most telling first."""

    ailments: tuple[Ailment, ...]
    beat_at: datetime | None

    @property
    def is_well(self) -> bool:
        return not self.ailments


def check_health(session: Session, *, now: datetime) -> Health:
    worker = heartbeats.newest_worker(session)
    ailments = list(_ailments(session, now))
    if worker and worker.suspect_since:
        ailments.insert(0, Ailment(Wrong.CLOCK, worker.suspect_since))
    elif worker is None or now - worker.beat_at > SILENT:
        ailments.append(Ailment(Wrong.NO_WORKER, worker.beat_at if worker else now))
    return Health(tuple(ailments), worker.beat_at if worker else None)


def count_warnings(session: Session) -> dict[Warn, int]:
    return {
        Warn.UNCERTAIN: queries.count_in_state(session, State.UNCERTAIN),
        Warn.TROUBLE: len(store.troubles(session)),
        Warn.STRAYS: queries.count_strays(session, least=_MANY_STRAYS),
    }


def _ailments(session: Session, now: datetime) -> Iterator[Ailment]:
    """Those of the relay, of the plan and of the queue."""
    relay = relays.relay(session)
    if relay.held_for:
        yield Ailment(Wrong.HELD, relay.held_at or now, relay.held or "", Hold(relay.held_for))
    elif relay.failing_since and now - relay.failing_since > DOWN:
        yield Ailment(Wrong.RELAY_DOWN, relay.failing_since, relay.words)
    # A hint only says when to look, never later than what is due: the plan says whether something should have gone.
    # One that is found is enough, as every page asks this.
    before = now - NOTICE_LATE
    refs = store.refs_due(session, now=before, limit=_LOOKS)
    for s in load_situation.load_situations(session, refs):
        if due := plan.due_notices(s, before):
            yield Ailment(Wrong.NOTICE_OVERDUE, min(notice.due_at for notice in due))
            break
    claimable = queries.next_try_at(session)
    if claimable and now - claimable > LETTER_LATE:
        yield Ailment(Wrong.LETTER_OVERDUE, claimable)
