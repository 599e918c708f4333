"""An installation that lives through its year in seconds: many councils, one worker's work, every dot looked at."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scheduler import jobs
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
from scheduler.notices.kinds import KINDS
from scheduler.notices.listing import NoticeLine
from scheduler.notices.rows import NoticeIssue
from scheduler.years import publish
from tests import build
from tests.torture.workers import LeapingClock

_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
           "december")  # fmt: skip


def councils(session: Session, count: int, *, people: int, now: datetime, first: date) -> None:
    """So many councils, each with its own people and five meetings on some working days from then to September."""
    for n in range(1, count + 1):
        of = build.council(session, now=now, slug=f"council{n}")
        listed = [build.entry(f"Person {n} {k}", line=k + 1) for k in range(1, people + 1)]
        member_import.import_members(session, of, listed, by=OPERATOR, now=now)
        planned = build.plan(session, of, 2022, _dates(first), by=OPERATOR, now=now)
        publish.publish(session, of, planned, by=OPERATOR, now=now)


def _dates(first: date) -> str:
    days: set[date] = set()
    while len(days) < 5:
        day = first + timedelta(days=random.randrange((date(2022, 9, 15) - first).days))
        if day.weekday() < 5:
            days.add(day)
    lines = [f"{day.day} {_MONTHS[day.month - 1]}, 15.00" for day in sorted(days)]
    return "Mötestider för 2022\n" + "\n".join(lines) + "\n"


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
        with reading(self.database) as session:
            self._ask(session)
        return self.transport.dot()

    def abandon(self) -> None:
        self.transport.abandon()

    def close(self) -> None:
        self.transport.close()

    def _ask(self, session: Session) -> None:
        row, now = queries.letter(session, self.row_id), self.clock.now()
        if not row.due_at <= now < row.expires_at:
            self.stale.append(f"{row.key} at {now}")
        meeting = session.get(Meeting, row.meeting_id) if row.meeting_id else None
        if meeting is None:
            return
        told, today = (
            session.get_one(NoticeIssue, row.issue_id).facts[str(meeting.id)],
            lifecycle.meeting_facts(meeting),
        )
        if KINDS[row.kind].calendar and told != today:
            self.stale.append(f"{row.key} tells {told}")
        if told["start"] != today["start"] or told["status"] != today["status"]:
            self.stale.append(f"{row.key} is of {told['start']}, now {today['start']}")


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
                starts = type(meeting.starts)(
                    meeting.starts.date + timedelta(days=random.choice([7, 14])),
                    meeting.starts.time,
                    meeting.starts.zone,
                )
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
