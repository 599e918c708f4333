"""Sends letters one by one: claim, look, body, intent, dot, settle (docs/mail.md, rules 11 to 14)."""

import hashlib
import logging
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from scheduler.clock import Clock, seconds_awake
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import DeliveryError, TryLater
from scheduler.mail import expiry, store
from scheduler.mail.relay import refusals
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import OutboxMessage
from scheduler.mail.store import Claim, Verdict
from scheduler.mail.transport import Envelope, Transport


class LetterCheck(Protocol):
    """Whether a letter is still true, and the `touched` this was read at; with `lock` under its meeting's or year's."""

    def __call__(
        self, session: Session, row: OutboxMessage, now: datetime, *, lock: bool = True
    ) -> tuple[Verdict, int]: ...


At = Callable[[str], None]

log = logging.getLogger("kallelse")
LATE = timedelta(minutes=15)
_DOT_WITHIN_SECONDS = 5.0
_CLAIM_HOLDS_SECONDS = 1.0
"""A letter claimed along that has waited longer behind a slow server: all mail may have been held meanwhile."""
_SETTLE_AGAIN_SECONDS = 1.0
_DAMAGED, _FROZEN = "the row's bytes are damaged", "frozen before the dot"


def nothing(_point: str) -> None:
    """The product does nothing at the points where tests kill it."""


@dataclass(slots=True)
class Sender:
    """One sender. `check` is the plan's word on whether a letter still makes sense; `at` is for tests.

    A `spare` sender waits while the mail server asks us to go slowly. Letters of the `fickle` kinds are looked at each
    time before they go: what they tell changes without their meeting or year being touched.
    """

    database: Database
    clock: Clock
    transport: Transport
    check: LetterCheck
    owner: str
    rate: Rate
    at: At = nothing
    spare: bool = False
    fickle: tuple[str, ...] = ()
    _letter: Claim | None = field(default=None, init=False)
    _next: Claim | None = field(default=None, init=False)
    _next_since: float = field(default=0, init=False)
    """Seconds awake at which `_next` was claimed."""
    _is_news: bool = field(default=False, init=False)
    """Whether the relay would hear something new by this letter being taken. Asked before the dot: a kill between the
    reply and its settling costs a copy, so nothing is asked there."""

    @property
    def in_hand(self) -> list[int]:
        """Ids of the letters that are ours at the moment; another thread may ask."""
        return [claim.row.id for claim in (self._letter, self._next) if claim]

    def send_while(self, goes_on: Callable[[], bool]) -> int:
        """Sends letters until there is none to claim or `goes_on` says no. Gives how many were taken in hand.

        The next letter is claimed in the transaction of the intent before it: a commit less for each letter, and
        nothing between the dot and the writing of its outcome.
        """
        count = 0
        while letter := self._take():
            self._carry(letter, goes_on)
            count += 1
            if not goes_on():
                break
        self._letter = None
        self._put_back()
        return count

    def _take(self) -> Claim | None:
        """The letter claimed along, or one claimed now, or None."""
        if self._next and seconds_awake() - self._next_since > _CLAIM_HOLDS_SECONDS:
            with reading(self.database) as session:
                is_resting = relays.is_resting(session, now=self.clock.now())
            if is_resting:
                self._put_back()
        self._letter, self._next = self._next, None
        if self._letter is None:
            now = self.clock.now()
            with writing(self.database, now) as session:
                claim = self._claim(session, now)
            self._letter = claim
        return self._letter

    def _claim(self, session: Session, now: datetime) -> Claim | None:
        return store.claim(session, owner=self.owner, rate=self.rate, spare=self.spare, now=now)

    def _put_back(self) -> None:
        """Frees the letter that was claimed along and does not go now."""
        letter, self._next = self._next, None
        if letter:
            row = letter.row
            at, reply = row.next_try_at, row.last_reply
            self._settle(lambda s, _now: store.requeue(s, row, at=at, reply=reply, counts=False))

    def _carry(self, letter: Claim, goes_on: Callable[[], bool]) -> None:
        row = letter.row
        try:
            self.at("claim")
            is_late = self.clock.now() - row.due_at > LATE
            was_tried = row.ambiguous or row.attempts
            needs_look = letter.is_stale or is_late or was_tried or row.kind in self.fickle
            if not needs_look or self.look(row):
                self._send(row, goes_on)
        except Exception as error:
            reply = f"{type(error).__name__}: {error}"
            log.exception("mail %s", row.id)
            self.transport.abandon()
            self._settle(lambda s, now: store.record_own_fault(s, row, reply=reply, now=now))
            self._put_back()

    def look(self, row: OutboxMessage) -> bool:
        """Asks once more whether the letter makes sense; True where it may still go."""
        now = self.clock.now()
        with reading(self.database) as session:
            verdict, touched = self.check(session, row, now, lock=False)
        if verdict == store.STILL_TRUE and touched == row.touched:
            # Nothing to write down, and the intent asks for this `touched` under the lock. So many who are late at
            # once do not wait for each other.
            return True
        with writing(self.database, now) as session:
            verdict, touched = self.check(session, row, now)
            store.apply_verdict(session, row, verdict, touched=touched)
        row.touched = touched
        return verdict == store.STILL_TRUE

    def _send(self, row: OutboxMessage, goes_on: Callable[[], bool]) -> None:
        """The body, the intent, the final dot, and what the server said, written down."""
        octets = zlib.decompress(row.mime or b"")
        if hashlib.sha256(octets).hexdigest() != row.mime_sha256:
            self._settle(lambda s, _now: store.mark_failed(s, row, reason=_DAMAGED, reply=""))
            return
        try:
            self.transport.begin(Envelope(row.id, row.envelope_from, row.recipient, octets))
            self.at("body")
            if not self._intend(row, goes_on):
                return
            reply = self.transport.dot()
        except DeliveryError as error:
            refusal = error
            self._settle(lambda s, now: refusals.apply_refusal(s, row, refusal, now=now))
            self._put_back()
            return
        self.at("reply")
        self._settle(lambda s, now: self._record_success(s, row, reply, now))
        self.at("settle")

    def _intend(self, row: OutboxMessage, goes_on: Callable[[], bool]) -> bool:
        """The intent, committed; False where the letter must not go, and then no dot follows."""
        now, began = self.clock.now(), seconds_awake()
        try:
            with writing(self.database, now) as session:
                is_ours = store.record_intent(session, row, now=now)
                self._is_news = relays.success_is_news(session, now=now)
                following = self._claim(session, now) if is_ours and goes_on() else None
        except TryLater:
            is_ours = False
        else:
            self._next, self._next_since = following, seconds_awake()
        if not is_ours:
            self.transport.abandon()
            self._settle(lambda s, now: self._look_and_requeue(s, row, now))
            return False
        self.at("intent")
        if seconds_awake() - began <= _DOT_WITHIN_SECONDS:
            return True
        # A process that was frozen here may have lost the letter to another.
        self.transport.abandon()
        self._settle(lambda s, at: store.requeue(s, row, at=at, reply=_FROZEN, counts=False))
        self._put_back()
        return False

    def _look_and_requeue(self, session: Session, row: OutboxMessage, now: datetime) -> None:
        """Writes down why the intent was refused; where the letter is still true, it goes back."""
        verdict, touched = self.check(session, row, now)
        store.apply_verdict(session, row, verdict, touched=touched)
        store.requeue(session, row, at=now, reply="", counts=False)

    def _record_success(
        self, session: Session, row: OutboxMessage, reply: str, now: datetime
    ) -> None:
        store.mark_sent(session, row, reply=reply, now=now)
        if self._is_news:
            relays.record_success(session, now=now)

    def _settle(self, outcome: Callable[[Session, datetime], object]) -> None:
        """Writes the outcome; tries until the database takes it, and claims nothing meanwhile."""
        while True:
            now = self.clock.now()
            try:
                with writing(self.database, now) as session:
                    outcome(session, now)
                return
            except TryLater:
                time.sleep(_SETTLE_AGAIN_SECONDS)


def sweep(database: Database, *, owner: str, check: LetterCheck, clock: Clock) -> None:
    """Orphans go back, what is past its time expires, what was touched is looked at."""
    now = clock.now()
    with writing(database, now) as session:
        expiry.release_orphans(session, owner=owner, now=now)
        expiry.expire_overdue(session, now=now)
    with reading(database) as session:
        stale = expiry.stale_letters(session)
    for row in stale:
        with writing(database, now) as session:
            verdict, touched = check(session, row, now)
            store.apply_verdict(session, row, verdict, touched=touched)
