"""A made-up mail server, and what must hold when a letter is claimed, at its intent and at its dot."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import NoReturn

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.db import touch
from scheduler.db.session import Database, Session, reading
from scheduler.errors import DeliveryError
from scheduler.mail import delivery_reports, queries
from scheduler.mail.rows import LIVE, OutboxMessage, State
from scheduler.mail.send import At
from scheduler.mail.transport import Envelope, ReplyClass, Stage
from scheduler.meetings import replies
from scheduler.meetings import store as meetings
from scheduler.meetings.facts import meeting_facts
from scheduler.meetings.rows import Answer, Meeting
from scheduler.notices import still_valid
from scheduler.notices import store as notices
from scheduler.notices.kinds import KINDS, UNPLANNED, Audience, Kind
from scheduler.notices.rows import NoticeIssue
from scheduler.years.rows import CouncilYear
from tests import build

REFUSALS = {
    "gone": (ReplyClass.RELAY, Stage.CONNECT),
    "slow": (ReplyClass.SLOW, Stage.MAIL),
    "password": (ReplyClass.CONFIG, Stage.AUTH),
    "sender": (ReplyClass.CONFIG, Stage.MAIL),
    "busy": (ReplyClass.SOFT, Stage.RCPT),
    "full": (ReplyClass.MAILBOX_FULL, Stage.RCPT),
    "nobody": (ReplyClass.HARD, Stage.RCPT),
    "policy": (ReplyClass.POLICY, Stage.RCPT),
}
"""What it may say before the dot; some of it after the dot too. Else `taken`, `lost` (taken, and no answer comes back),
`torn` (not taken, and half an answer comes), or `broken`: our own program fails.
"""
_AT_THE_DOT = ("gone", "slow", "busy", "full", "policy")
ANSWERS = ("taken", "lost", "torn", "broken", *REFUSALS)
_MORNING, _NIGHT = time(7), time(21)
_PATIENCE = {"busy": timedelta(days=5), "full": timedelta(hours=24)}
_BEFORE_THE_KALLELSE = (Kind.CALL_FOR_ITEMS, Kind.ITEMS_REMINDER, Kind.KALLELSE_REVIEW)
_STATES_FACTS = (Kind.KALLELSE, Kind.CHANGE, Kind.DATE_ADDED, Kind.YEAR_DATES)


@dataclass
class StepClock:
    """A clock that a rule moves."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass
class Dot:
    """One letter handed over, whether or not its answer came back."""

    row_id: int
    sha256: str
    stored: bool
    answered: bool = False


@dataclass
class Server:
    """What all lines lead to. `found` is what must never be: a sender would take an assertion for a fault of its own.

    `is_held`: a person has said that no mail leaves. `refused` is what each letter was told, and when.
    """

    database: Database
    clock: StepClock
    dots: list[Dot] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    refused: dict[int, list[tuple[str, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    is_held: bool = False

    def may_have_failed(self, row_id: int) -> bool:
        """I14: the server would not have this letter, or has not had it for so long."""
        said = self.refused[row_id]
        if any(answer in ("nobody", "policy") for answer, _ in said):
            return True
        for answer, patience in _PATIENCE.items():
            at = [instant for one, instant in said if one == answer]
            if at and self.clock.now() - at[0] >= patience:
                return True
        return False

    def claimed(self, row_id: int, owner: str) -> int:
        """Called right after a sender of `owner` has claimed it. Gives its token."""
        with reading(self.database) as session:
            row = queries.letter(session, row_id)
            if (row.state, row.owner) != (State.CLAIMED, owner):
                self.found.append(f"I5: claimed, and {row.state} of {row.owner}")
            if self.is_held:
                self.found.append("a letter was claimed while all mail is held")
            if row.next_try_at > self.clock.now():
                self.found.append("I10: claimed before its time")
            if any(_is_before(other, row) for other in queries.all_letters(session, states=LIVE)):
                self.found.append("I8: claimed while an older one to the same person waits")
            return row.token

    def let_pass(self, row_id: int) -> None:
        """Called when it was claimed and looked at, where it may go: not by night, if it is late already."""
        now = self.clock.now()
        local = Wall.at(now, build.ZONE)
        with reading(self.database) as session:
            row = queries.letter(session, row_id)
            meeting = session.get(Meeting, row.meeting_id) if row.meeting_id else None
            is_close = meeting is not None and meeting.starts_at - now <= timedelta(hours=24)
            morning = Wall(local.date + timedelta(days=local.time >= _NIGHT), _MORNING, local.zone)
            may_wait = not row.asked and morning.utc() < row.expires_at
            may_wait &= not (row.kind == Kind.CHANGE and is_close)
            is_late = now - row.due_at > timedelta(minutes=15)
            if may_wait and is_late and not _MORNING <= local.time < _NIGHT:
                self.found.append(f"{row.key} goes late and by night")

    def intended(self, row_id: int) -> None:
        """Called right after the intent: the letter holds, by what the plan says and by the bare facts."""
        with reading(self.database) as session:
            row = queries.letter(session, row_id)
            if row.state != State.INTENT:
                self.found.append(f"I5: {row.state} after the intent")
            if is_stale(session, row):
                self.found.append("I6: an intent for a letter that was not looked at")
            verdict, _ = still_valid.check_letter(session, row, self.clock.now(), lock=False)
            # A kallelse that is ordered touches nothing: what was ordered to go before it may go beside it.
            if verdict.final and Kind(row.kind) not in _BEFORE_THE_KALLELSE:
                self.found.append(f"I6: an intent for a letter that is {verdict.reason}")
            if why := untrue(session, row, self.clock.now()):
                self.found.append(f"I6: an intent for a letter {why}")
            paused = any(council.is_paused for council in councils.councils(session))
            if paused and row.kind not in UNPLANNED:
                self.found.append(f"{row.key}: an intent while all mail is paused")
            if not row.asked and delivery_reports.suppressed_addresses(session, [row.recipient]):
                self.found.append("an intent to an address known to be dead")


def _is_before(other: OutboxMessage, row: OutboxMessage) -> bool:
    return (
        row.meeting_id is not None
        and (other.meeting_id, other.recipient) == (row.meeting_id, row.recipient)
        and other.id < row.id
    )


def is_stale(session: Session, row: OutboxMessage) -> bool:
    if row.meeting_id:
        return touch.read_touched(session, "meeting", row.meeting_id) != row.touched
    year = notices.Ref(notices.Owner.YEAR, row.year_id or 0)
    return row.year_id is not None and touch.read_touched(session, *year) != row.touched


def untrue(session: Session, row: OutboxMessage, now: datetime) -> str:
    """What is wrong with it, asked without the plan; empty where nothing is."""
    if now >= row.expires_at:
        return "after its time"
    if now < row.due_at and not row.asked:
        return "before its time"
    if councils.person(session, row.person_id).email != row.recipient:
        return "to an old address"
    kind, facts = Kind(row.kind), session.get_one(NoticeIssue, row.issue_id).facts
    if kind is Kind.DIGEST:
        return ""  # it is looked at before the mail server is spoken to, and may be put right while it is
    if row.meeting_id is None:
        year = session.get_one(CouncilYear, row.year_id)
        of_year = [
            meeting
            for meeting in meetings.of_council(session, year.council_id)
            if meeting.council_year_id == year.id
        ]
        today = {str(one.id): meeting_facts(one) for one in of_year}
        for told in today.values():
            del told["online_url"]  # the year's dates name no digital link
        is_true = facts == today
        return "" if is_true else "that names other dates"
    meeting = session.get_one(Meeting, row.meeting_id)
    if kind in _STATES_FACTS and facts != {str(meeting.id): meeting_facts(meeting)}:
        return "that states other facts"
    if kind in (Kind.CHANGE, Kind.DATE_ADDED):
        return ""
    if kind is Kind.MEMBER_LEFT:
        return ""
    if meeting.is_cancelled:
        return "of a cancelled meeting"
    if facts[str(meeting.id)]["start"] != str(meeting.starts):
        return "that names another hour"
    return _to_the_wrong(session, row, meeting)


def _to_the_wrong(session: Session, row: OutboxMessage, meeting: Meeting) -> str:
    if KINDS[row.kind].audience is Audience.SECRETARIES:
        return ""
    terms = councils.members(session, meeting.council_id, person_id=row.person_id)
    if not any(term.covers(meeting.starts.date) for term in terms):
        return "to one who has left"
    given = meetings.replies_to(session, [meeting.id]).get(meeting.id, [])
    reply = replies.standing_replies(meeting, given).get(row.person_id)
    answer = reply.answer if reply else None
    needless: dict[str, tuple[Answer, ...]] = {
        Kind.REPLY_REMINDER: (Answer.COMING, Answer.NO),
        Kind.DAY_BEFORE: (Answer.NO,),
    }
    return "to one who has replied" if answer in needless.get(row.kind, ()) else ""


@dataclass
class Line:
    """One sender's line to the server, which does next what `answer` says. It stands at `dot` until the answer."""

    server: Server
    owner: str
    at: At
    answer: str = "taken"
    envelope: Envelope | None = None

    def begin(self, envelope: Envelope) -> None:
        self.envelope = None
        if self.answer == "broken":
            raise RuntimeError("a fault of our own")
        if self.answer in REFUSALS:
            self._refuse(envelope, *REFUSALS[self.answer])
        self.envelope = envelope

    def dot(self) -> str:
        envelope, self.envelope = self.envelope, None
        if not envelope:
            self.server.found.append("I5: a dot without a letter")
            raise AssertionError
        self._ask(envelope)
        dot = Dot(
            envelope.row_id,
            hashlib.sha256(envelope.octets).hexdigest(),
            self.answer in ("taken", "lost", "broken"),
        )
        self.server.dots.append(dot)
        self.at("dot")
        if self.answer == "broken":
            raise RuntimeError("a fault of our own")
        if not dot.stored and self.answer in _AT_THE_DOT:
            self._refuse(envelope, REFUSALS[self.answer][0], Stage.DOT)
        if not dot.stored or self.answer in ("lost", "torn"):
            raise DeliveryError("", reply_class=ReplyClass.AMBIGUOUS, stage=Stage.DOT)
        dot.answered = True
        return "250 taken"

    def _refuse(self, envelope: Envelope, kind: ReplyClass, stage: Stage) -> NoReturn:
        now = self.server.clock.now()
        self.server.refused[envelope.row_id].append((self.answer, now))
        status = "5.1.1" if self.answer == "nobody" else "5.0.0"
        raise DeliveryError(f"550 {status} {self.answer}", reply_class=kind, stage=stage)

    def abandon(self) -> None:
        self.envelope = None

    def close(self) -> None:
        self.envelope = None

    def _ask(self, envelope: Envelope) -> None:
        with reading(self.server.database) as session:
            row = queries.letter(session, envelope.row_id)
            if (row.state, row.owner) != (State.INTENT, self.owner):
                self.server.found.append(f"I5: a dot in state {row.state} of {row.owner}")
            if row.meeting_id is None or row.asked:
                return
            for dot in self.server.dots:
                other = queries.letter(session, dot.row_id)
                if _is_before(row, other) and not other.asked:
                    self.server.found.append("I8: an older letter after a newer one")
