"""What must hold of the outbox after every step: the invariants, asked of the real stores and of what a server got."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from scheduler.councils import store as councils
from scheduler.db.session import Database, Session, reading
from scheduler.errors import DeliveryError
from scheduler.mail import afterwards, queries
from scheduler.mail.door import Envelope, ReplyClass, Stage
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import LIVE, Hold, OutboxMessage, State
from scheduler.meetings import lifecycle
from scheduler.meetings import store as meetings
from scheduler.notices import listing, plan
from scheduler.notices import store as notices
from scheduler.notices.kinds import TRAITS, Kind
from scheduler.notices.rows import NoticeIssue, NoticeOverride
from scheduler.notices.situation import Situation

FINAL = frozenset(State) - {*LIVE, State.HELD}
TOLD = (State.UNCERTAIN, State.FAILED, State.SUPPRESSED, State.HELD, State.EXPIRED)


@dataclass
class StepClock:
    """A clock that a rule moves."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Dot:
    """One letter handed over, whether or not its answer came back."""

    row_id: int
    sha256: str
    stored: bool
    answered: bool


@dataclass
class Line:
    """A line to a made-up server: does at each letter what `answers` says, and asks I5, I6, I8 and I10 at each dot."""

    database: Database
    clock: StepClock
    dots: list[Dot] = field(default_factory=list)
    answer: str = "taken"
    owner: str = ""
    envelope: Envelope | None = None

    def begin(self, envelope: Envelope) -> None:
        self.envelope = None
        if self.answer == "broken":
            raise RuntimeError("a fault of our own")
        refusal = {
            "gone": (ReplyClass.RELAY, Stage.CONNECT),
            "slow": (ReplyClass.SLOW, Stage.MAIL),
            "password": (ReplyClass.CONFIG, Stage.AUTH),
            "sender": (ReplyClass.CONFIG, Stage.MAIL),
            "busy": (ReplyClass.SOFT, Stage.RCPT),
            "nobody": (ReplyClass.HARD, Stage.RCPT),
            "policy": (ReplyClass.POLICY, Stage.RCPT),
        }.get(self.answer)
        if refusal:
            kind, stage = refusal
            raise DeliveryError(f"550 5.1.1 {self.answer}", reply_class=kind, stage=stage)
        self.envelope = envelope

    def dot(self) -> str:
        assert self.envelope, "a dot without a letter"
        self._ask(self.envelope)
        stored = self.answer in ("taken", "lost")
        answered = self.answer == "taken"
        sha256 = hashlib.sha256(self.envelope.octets).hexdigest()
        self.dots.append(Dot(self.envelope.row_id, sha256, stored, answered))
        self.envelope = None
        if not answered:
            raise DeliveryError("", reply_class=ReplyClass.AMBIGUOUS, stage=Stage.DOT)
        return "250 taken"

    def abandon(self) -> None:
        self.envelope = None

    def close(self) -> None:
        self.envelope = None

    def _ask(self, envelope: Envelope) -> None:
        with reading(self.database) as session:
            row = queries.letter(session, envelope.row_id)
            assert row.state == State.INTENT, f"I5: a dot in state {row.state}"
            assert row.owner == self.owner, "I5: a dot by one who no longer has the letter"
            held_for = relays.relay(session).held_for
            assert held_for not in (Hold.OPERATOR, Hold.RESTORE), "a dot while all mail is held"
            is_dead = bool(afterwards.suppressed(session, [row.recipient]))
            assert not is_dead, "a dot to an address known to be dead"
            of = (
                notices.Ref(notices.Of.MEETING, row.meeting_id)
                if row.meeting_id
                else notices.Ref(notices.Of.YEAR, row.year_id)
                if row.year_id
                else None
            )
            is_fresh = of is None or notices.touched(session, of) == row.touched
            assert is_fresh, "I6: a dot for a letter that was not looked at"
            assert self.clock.now() >= row.due_at, "I10: a dot before its time"
            assert self.clock.now() < row.expires_at, "I10: a dot after its time"
            if row.meeting_id is None or row.asked:
                return
            same = [
                dot.row_id
                for dot in self.dots
                for other in [queries.letter(session, dot.row_id)]
                if (other.meeting_id, other.recipient) == (row.meeting_id, row.recipient)
                and not other.asked
            ]
            assert max(same, default=0) <= row.id, "I8: an older letter after a newer one"


@dataclass(frozen=True)
class Seen:
    """What never falls of one row."""

    state: str
    attempts: int
    ambiguous: int
    strays: int
    token: int
    asked: int


@dataclass
class Watch:
    """Compares each step with the one before."""

    database: Database
    line: Line
    rows: dict[int, Seen] = field(default_factory=dict)
    touched: dict[notices.Ref, int] = field(default_factory=dict)
    states: set[tuple[int, str]] = field(default_factory=set)
    may_fail: bool = False

    def step(self, now: datetime) -> None:
        with reading(self.database) as session:
            rows = queries.all_letters(session)
            self._rows(rows)
            is_touched = self._touched(session)
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
                by_hand = new.asked > old.asked or row.reason == "a person said so"
                is_late = old.state == State.UNCERTAIN and new.state == State.SENT
                reopened = old.state in FINAL and old.state != new.state
                assert not reopened or by_hand or is_late or row.state == State.WITHDRAWN, (
                    f"I12: {old.state} became {new.state}"
                )
            if row.state == State.FAILED and (old is None or old.state != State.FAILED):
                assert self.may_fail, "I14: a fault of the relay failed a letter"
            if row.ambiguous and (old is None or old.state != row.state):
                unsent = row.state in (State.EXPIRED, State.WITHDRAWN)
                assert not unsent, f"I7: one that may have arrived counts as {row.state}"
            self.rows[row.id] = new

    def _copies(self, rows: dict[int, OutboxMessage]) -> None:
        stored = Counter(dot.row_id for dot in self.line.dots if dot.stored)
        for row_id, count in stored.items():
            row = rows[row_id]
            assert count <= 1 + row.ambiguous + row.asked, "I4: doubled in silence"
            assert count <= 2 + row.asked, "I4: somebody got three"
        for row in rows.values():
            if row.state == State.SENT and row.reason != "a person said so":
                answered = any(d.row_id == row.id and d.answered for d in self.line.dots)
                assert answered, "I3: sent, and the server never said so"
        bytes_of: dict[int, set[str]] = defaultdict(set)
        for dot in self.line.dots:
            bytes_of[dot.row_id].add(dot.sha256)
        assert all(hashes == {rows[row_id].mime_sha256} for row_id, hashes in bytes_of.items()), (
            "I9: other bytes under one Message-ID"
        )

    def _touched(self, session: Session) -> bool:
        before = dict(self.touched)
        for ref in notices.all_refs(session):
            now = notices.touched(session, ref)
            assert now >= self.touched.get(ref, 0), "I12: touched fell"
            self.touched[ref] = now
        return before != self.touched

    def _held(self, session: Session) -> None:
        held = set(session.scalars(select(NoticeOverride.key).where(NoticeOverride.held)))
        issued = set(session.scalars(select(NoticeIssue.key)))
        assert not held & issued, "a mail on hold was ordered"

    def _listed(self, session: Session, rows: list[OutboxMessage], now: datetime) -> None:
        shown = {
            person.row_id
            for council in councils.councils(session)
            for line in listing.of_council(session, council, now=now)
            for person in line.audience
        }
        hidden = [row.id for row in rows if row.id not in shown]
        assert not hidden, f"I15: letters {hidden} stand in no list"


def plans(database: Database, now: datetime) -> dict[notices.Ref, tuple[int, str]]:
    """Each situation's version, and all that the plan makes of it; of what is over nobody asks any more."""
    with reading(database) as session:
        found = {ref: notices.situation(session, ref) for ref in notices.all_refs(session)}
        return {
            ref: (s.touched, _told(s))
            for ref, s in found.items()
            if s.meeting is None or s.meeting.ends_at > now
        }


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
        for n in plan.planned(s)
    ]
    return repr(lines)


def nobody_is_left_in_error(database: Database, now: datetime) -> None:
    """I7: what a person last may have got of a coming meeting is true, or somebody has been told that it may not be."""
    with reading(database) as session:
        for ref in notices.all_refs(session):
            if ref.of is notices.Of.MEETING:
                _is_in_the_know(notices.situation(session, ref), now)


def _is_in_the_know(s: Situation, now: datetime) -> None:
    meeting = s.meeting
    assert meeting
    over_at = meeting.ends_at if meeting.is_cancelled else meeting.starts_at
    if over_at <= now + timedelta(days=1) or not s.year.is_published:
        return
    stating = {
        i.id: i.facts[str(meeting.id)]
        for i in s.issued
        if TRAITS[Kind(i.kind)].tells and str(meeting.id) in i.facts
    }
    today = lifecycle.facts(meeting)
    stopped = any(n.kind is Kind.CHANGE and (n.held or n.skipped) for n in plan.planned(s))
    sitting = {member.person_id for member in s.members}
    for person_id in {row.person_id for row in s.told} & sitting:
        rows = [r for r in s.told if r.person_id == person_id and r.issue_id in stating]
        arrived = [row for row in rows if row.may_have_arrived]
        if not arrived or stating[arrived[-1].issue_id] == today:
            continue
        told = stopped or any(row.state in TOLD for row in rows if row.id > arrived[-1].id)
        told = told or arrived[-1].state in TOLD
        assert told, (
            f"I7: person {person_id} last heard {stating[arrived[-1].issue_id]}, now {today}"
        )


Rule = Callable[[], None]
__all__ = ["Dot", "Line", "StepClock", "Watch", "meetings", "nobody_is_left_in_error", "plans"]
