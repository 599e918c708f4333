"""What must hold of the outbox after every step: the invariants, asked of the real stores and of what a server got."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from scheduler.councils import store as councils
from scheduler.db import touch
from scheduler.db.session import Database, Session, reading
from scheduler.mail import queries
from scheduler.mail.rows import LIVE, OutboxMessage, State
from scheduler.meetings.rows import Meeting
from scheduler.notices import listing, load_situation, plan
from scheduler.notices import store as notices
from scheduler.notices.kinds import KINDS, UNPLANNED, Kind
from scheduler.notices.rows import NoticeIssue, NoticeOverride
from scheduler.notices.situation import Situation
from scheduler.notices.still_valid import NOT_TRUE
from tests.property.outbox_server import Server

FINAL = frozenset(State) - {*LIVE, State.HELD}
SAID_SO = ("a person said so", "assumed", "delivered, says its server")
"""Why a letter counts as sent without its server's answer to the dot."""


@dataclass(frozen=True)
class Seen:
    """What never falls of one row."""

    state: str
    attempts: int
    ambiguous: int
    strays: int
    token: int
    asked: int


Own = tuple[str, ...]
"""When, where and whether a meeting is held, read from its row."""
Stated = dict[int, dict[int, Own]]
"""By issue and by meeting, how it stood when the letters of that issue were ordered."""


@dataclass
class Watch:
    """Compares each step with the one before."""

    database: Database
    server: Server
    rows: dict[int, Seen] = field(default_factory=dict)
    touched: dict[notices.Ref, int] = field(default_factory=dict)
    states: set[tuple[int, str]] = field(default_factory=set)
    issued: set[str] = field(default_factory=set)
    stated: Stated = field(default_factory=dict)

    def step(self, now: datetime) -> None:
        assert not self.server.found, "; ".join(self.server.found)
        with reading(self.database) as session:
            rows = queries.all_letters(session)
            new = [row for row in rows if row.id not in self.rows]
            self._given_up(session, rows, now)
            self._rows(rows)
            self._reports(rows)
            is_touched = self._touched(session)
            self._ordered(session, new, rows)
            states = {(row.id, row.state) for row in rows}
            if states != self.states or is_touched:  # else the list is what it was
                self._listed(session, rows, now)
            self.states = states
            self._held(session)
        self._copies({row.id: row for row in rows})

    def _rows(self, rows: list[OutboxMessage]) -> None:
        found = {row.id: row for row in rows}
        assert set(self.rows) <= set(found), "I1: a row is gone"
        per_person = Counter((row.issue_id, row.person_id) for row in rows)
        assert set(per_person.values()) <= {1}, "I1: two rows of one order to one person"
        for row in rows:
            new = Seen(row.state, row.attempts, row.ambiguous, row.strays, row.token, row.asked)
            old = self.rows.get(row.id)
            if old:
                for name in ("attempts", "ambiguous", "strays", "token", "asked"):
                    assert getattr(old, name) <= getattr(new, name), f"I12: {name} fell"
                by_hand = new.asked > old.asked or row.reason in SAID_SO
                is_late = old.state == State.UNCERTAIN and new.state == State.SENT
                reopened = old.state in FINAL and old.state != new.state
                assert not reopened or by_hand or is_late or row.state == State.WITHDRAWN, (
                    f"I12: {old.state} became {new.state}"
                )
            is_given_up = row.state in (State.SUPERSEDED, State.SUPPRESSED, State.EXPIRED)
            if old and old.state == State.INTENT and new.ambiguous == old.ambiguous:
                assert not is_given_up, f"I7: its dot may be out, and it counts as {row.state}"
            if row.state == State.FAILED and (old is None or old.state != State.FAILED):
                is_its_own = self.server.may_have_failed(row.id)
                assert is_its_own, "I14: a fault of the relay failed a letter"
            if row.ambiguous and (old is None or old.state != row.state):
                unsent = row.state in (State.EXPIRED, State.WITHDRAWN)
                assert not unsent, f"I7: one that may have arrived counts as {row.state}"
            self.rows[row.id] = new

    def _given_up(self, session: Session, rows: list[OutboxMessage], now: datetime) -> None:
        """None for a change that may still be taken back."""
        for row in rows:
            if row.state != State.SUPERSEDED or row.reason != NOT_TRUE or row.kind == Kind.DIGEST:
                continue
            if row.id in self.rows and self.rows[row.id].state != row.state:
                of = _meetings(session, row)
                undone_until = max(meeting.revised_at for meeting in of) + timedelta(minutes=5)
                assert now >= undone_until, f"{row.key} was given up within the five minutes"

    def _ordered(
        self, session: Session, new: list[OutboxMessage], rows: list[OutboxMessage]
    ) -> None:
        """Letters are made from what is there when they are ordered, and what is older and waits gives way to them."""
        for row in new:
            of = notices.Owner.MEETING if row.meeting_id else notices.Owner.YEAR
            ref = notices.Ref(of, row.meeting_id or row.year_id or 0)
            assert row.touched == self.touched[ref], "I6: ordered from what had been changed"
            if row.issue_id not in self.stated:
                self.stated[row.issue_id] = _standing(session, row)
        newest = {
            (row.person_id, row.meeting_id): row.issue_id
            for row in new
            if KINDS[row.kind].calendar and row.reason != SAID_SO[1]
        }
        for row in rows:
            waits = row.state in (State.QUEUED, State.CLAIMED) and not row.asked
            newer = newest.get((row.person_id, row.meeting_id), 0)
            assert not (waits and row.issue_id < newer), f"I8: {row.key} waits behind a newer one"

    def _reports(self, rows: list[OutboxMessage]) -> None:
        """Of those to the secretaries one waits at most, and of those that left no two did within an hour."""
        reports = [row for row in rows if row.kind == Kind.DIGEST and not row.asked]
        assert sum(row.state in LIVE for row in reports) <= 1, "a report behind a report"
        ordered = sorted(row.created_at for row in reports if is_perhaps_there(row))
        for one, following in pairwise(ordered):
            assert following - one >= timedelta(hours=1), "two reports in an hour"

    def _copies(self, rows: dict[int, OutboxMessage]) -> None:
        stored = Counter(dot.row_id for dot in self.server.dots if dot.stored)
        for row_id, count in stored.items():
            row = rows[row_id]
            assert count <= 1 + row.ambiguous + row.asked, "I4: doubled in silence"
            assert count <= 2 + row.asked, "I4: somebody got three"
        for row in rows.values():
            if row.state == State.SENT and row.reason not in SAID_SO:
                answered = any(d.row_id == row.id and d.answered for d in self.server.dots)
                assert answered, "I3: sent, and the server never said so"
        bytes_of: dict[int, set[str]] = defaultdict(set)
        for dot in self.server.dots:
            bytes_of[dot.row_id].add(dot.sha256)
        assert all(hashes == {rows[row_id].mime_sha256} for row_id, hashes in bytes_of.items()), (
            "I9: other bytes under one Message-ID"
        )

    def _touched(self, session: Session) -> bool:
        before = dict(self.touched)
        for ref in notices.all_refs(session):
            now = touch.read_touched(session, *ref)
            assert now >= self.touched.get(ref, 0), "I12: touched fell"
            self.touched[ref] = now
        return before != self.touched

    def _held(self, session: Session) -> None:
        """Of what was ordered since, a person had nothing against it."""
        issued = set(session.scalars(select(NoticeIssue.key)))
        of = (NoticeIssue.kind, NoticeIssue.occasion, NoticeIssue.meeting_id, NoticeIssue.year_id)
        assert len(set(session.execute(select(*of)).all())) == len(issued), "I9: ordered twice"
        said = {row.key: row for row in session.scalars(select(NoticeOverride))}
        is_paused = any(council.is_paused for council in councils.councils(session))
        for key in issued - self.issued:
            word = said.get(key)
            assert not (is_paused and key.split("/")[2] not in UNPLANNED), (
                f"{key} was ordered while all mail was paused"
            )
            assert not (word and (word.held or word.skipped)), f"{key} was ordered, and on hold"
            if "/kallelse/@" in key and self._wants_approval(session):
                is_approved = word is not None and (word.approved or word.send_at)
                assert is_approved, f"{key} was ordered without being approved"
        self.issued = issued

    def _wants_approval(self, session: Session) -> bool:
        return all(council.approve_kallelse for council in councils.councils(session))

    def _listed(self, session: Session, rows: list[OutboxMessage], now: datetime) -> None:
        shown = {
            person.row_id
            for council in councils.councils(session)
            for line in listing.list_council(session, council, now=now)
            for person in line.audience
        }
        hidden = [row.id for row in rows if row.id not in shown]
        assert not hidden, f"I15: letters {hidden} stand in no list"


def is_perhaps_there(row: OutboxMessage) -> bool:
    return row.state in (State.INTENT, State.SENT, State.UNCERTAIN) or row.ambiguous > 0


def _standing(session: Session, row: OutboxMessage) -> dict[int, Own]:
    return {meeting.id: own(meeting) for meeting in _meetings(session, row)}


def _meetings(session: Session, row: OutboxMessage) -> list[Meeting]:
    """The letter's meeting, or all of its year."""
    of = Meeting.id == row.meeting_id if row.meeting_id else Meeting.council_year_id == row.year_id
    return list(session.scalars(select(Meeting).where(of)))


def own(meeting: Meeting) -> Own:
    """Not what the product compares: it may have forgotten something."""
    when = (str(meeting.starts), str(meeting.ends))
    return (*when, meeting.place, meeting.online_url, str(meeting.status))


def plans(database: Database, now: datetime) -> dict[notices.Ref, tuple[int, str]]:
    """Each situation's version, and all that the plan makes of it; of what is over nobody asks any more."""
    with reading(database) as session:
        return {
            _ref(s): (s.touched, _told(s))
            for council in councils.councils(session)
            for s in load_situation.council_situations(session, council.id)
            if s.meeting is None or s.meeting.ends_at > now
        }


def _ref(s: Situation) -> notices.Ref:
    if s.meeting:
        return notices.Ref(notices.Owner.MEETING, s.meeting.id)
    return notices.Ref(notices.Owner.YEAR, s.year.id)


def _told(s: Situation) -> str:
    lines = [
        (
            n.key,
            n.due_at,
            n.expires_at,
            n.skipped,
            n.held,
            [(r.person.id, r.letter) for r in n.audience],
        )
        for n in plan.planned_notices(s)
    ]
    return repr(lines)
