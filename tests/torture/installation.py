"""An installation that lives through its year in seconds: many councils, one worker's work, every dot looked at."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scheduler import jobs
from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import member_import, store
from scheduler.db.session import Database, Session, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.jobs import WorkerContext
from scheduler.mail import queries
from scheduler.mail.transport import Envelope, Transport
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Meeting
from scheduler.notices import listing, load_situation, plan
from scheduler.notices import store as notices
from scheduler.notices.listing import NoticeLine
from tests import build
from tests.property.outbox_server import untrue
from tests.torture.workers import LeapingClock


def councils(session: Session, count: int, *, people: int, now: datetime, first: date) -> None:
    """So many councils, each with its own people and five meetings on some working days from then to September."""
    for n in range(1, count + 1):
        of = build.council(session, now=now, slug=f"council{n}")
        listed = [build.entry(f"Person {n} {k}", line=k + 1) for k in range(1, people + 1)]
        member_import.import_members(session, of, listed, by=OPERATOR, now=now)
        build.publish_year(session, of, 2022, _dates(first), now=now)


def _dates(first: date) -> str:
    days: set[date] = set()
    while len(days) < 5:
        day = first + timedelta(days=random.randrange((date(2022, 9, 15) - first).days))
        if day.weekday() < 5:
            days.add(day)
    return "Mötestider för 2022\n" + "\n".join(f"{day} kl. 15.00" for day in sorted(days))


@dataclass
class Asking:
    """A transport that asks at each dot whether the letter may go now; what it may not is kept in `stale`."""

    transport: Transport
    database: Database
    clock: LeapingClock
    stale: list[str] = field(default_factory=list)
    row_id: int = 0

    def begin(self, envelope: Envelope) -> None:
        self.row_id = envelope.row_id
        self.transport.begin(envelope)

    def dot(self) -> str:
        now = self.clock.now()
        with reading(self.database) as session:
            row = queries.letter(session, self.row_id)
            if why := untrue(session, row, now):
                self.stale.append(f"{row.key} went at {now} {why}")
        return self.transport.dot()

    def abandon(self) -> None:
        self.transport.abandon()

    def close(self) -> None:
        self.transport.close()


@dataclass
class Installation:
    """`live` does what a worker does until then; people may `fidget` at any time."""

    database: Database
    config: Config
    clock: LeapingClock
    transport: Asking = field(init=False)
    works: WorkerContext = field(init=False)
    touched: set[int] = field(default_factory=set)
    """Meetings that were moved or cancelled."""

    def __post_init__(self) -> None:
        self.works = WorkerContext(self.database, self.config, self.clock)  # type: ignore[arg-type]
        self.transport = Asking(self.works.transport(), self.database, self.clock)

    def live(self, until: datetime) -> None:
        """Everything that comes due, at its time."""
        while self.clock.now() < until:
            self._work()
            coming = jobs.next_event(self.works) or until
            now = self.clock.now()
            ahead = min(coming, until) - now
            # What is due and does not go waits for the mail server, or for a hold to end.
            self.clock.leap(ahead if ahead > timedelta(0) else timedelta(seconds=15))
            jobs.beat(self.works, version="torture", ticks={})

    def _work(self) -> None:
        while True:
            jobs.sweep(self.works)
            ordered = jobs.issue_due(self.works)
            if not jobs.send_all(self.works, self.transport) and not ordered:
                return

    def fidget(self, count: int) -> None:
        """People move and cancel some of the meetings to come."""
        now = self.clock.now()
        with writing(self.database, now) as session:
            coming = [m for m in self._meetings(session) if m.starts_at > now + timedelta(days=1)]
            for meeting in random.sample(coming, min(count, len(coming))):
                if meeting.is_cancelled:
                    continue
                self.touched.add(meeting.id)
                if random.random() < 0.5:
                    lifecycle.cancel(session, meeting, by=OPERATOR, now=now)
                    continue
                day = meeting.starts.date + timedelta(days=random.choice([7, 14]))
                starts = Wall(day, meeting.starts.time, build.ZONE)
                ends = starts.plus(120)
                lifecycle.move(session, meeting, starts=starts, ends=ends, by=OPERATOR, now=now)

    def _meetings(self, session: Session) -> list[Meeting]:
        refs = [ref.id for ref in notices.all_refs(session) if ref.owner is notices.Owner.MEETING]
        return [session.get_one(Meeting, key) for key in refs]

    def would_be_missed(self, since: datetime, until: datetime) -> dict[str, int]:
        """Keys of what comes due then and is over then, with the meeting's id, as the plan stands now."""
        found = {}
        with reading(self.database) as session:
            for ref in notices.all_refs(session):
                for n in plan.planned_notices(load_situation.load_situation(session, ref)):
                    is_open = n.issue is None and not n.skipped and n.audience
                    if is_open and since < n.due_at and n.expires_at <= until:
                        found[n.key] = ref.id if ref.owner is notices.Owner.MEETING else 0
        return found

    def listed(self) -> dict[str, NoticeLine]:
        """Every line of every council's Utskick, by key."""
        now = self.clock.now()
        with reading(self.database) as session:
            return {
                line.key: line
                for council in store.councils(session)
                for line in listing.list_council(session, council, now=now)
            }
