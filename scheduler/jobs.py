"""What one tick does, as functions of the database, the config and the clock."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.request import urlopen

from scheduler import fetch
from scheduler.clock import Clock, is_synchronised, seconds_awake
from scheduler.config import Config, MailMode
from scheduler.councils import renewal, settings
from scheduler.councils import store as councils
from scheduler.db.session import Database, Session, reading, server_now, writing
from scheduler.errors import InvalidInput, KallelseError, MailboxFault
from scheduler.fetch import Unfetchable
from scheduler.inbox import store as inbox
from scheduler.mail import deliver, heartbeats, queries, sweeping
from scheduler.mail.capture import Capture
from scheduler.mail.clock_guard import STEP, ClockGuard
from scheduler.mail.door import Door
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import Hold, State
from scheduler.mail.smtp import Patience, SmtpDoor
from scheduler.meetings import store as meetings
from scheduler.notices import desk as desks
from scheduler.notices import gathering, health, holds, issue, plan
from scheduler.notices import store as notices
from scheduler.notices.desk import Desk
from scheduler.notices.digest import order as digest
from scheduler.notices.kinds import Kind
from scheduler.notices.store import Ref
from scheduler.years import foreign
from scheduler.years import store as years

log = logging.getLogger("kallelse")
_TICK_SECONDS = 8.0
_AFTER_A_FAULT = timedelta(minutes=1)
_BATCH = 100
_SILENCE, _LONG_SILENCE, _WAIT = timedelta(minutes=10), timedelta(hours=72), timedelta(minutes=10)
_MUCH = 200
_PING_SECONDS = 10
_CALENDARS = 5


def run_id() -> str:
    """Names one run of one worker."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Works:
    """All that a worker needs. Made once; every function below reads the clock once per turn."""

    database: Database
    config: Config
    clock: Clock
    owner: str = field(default_factory=run_id)
    at: deliver.At = deliver.nothing
    patience: Patience = field(default_factory=Patience)

    @property
    def rate(self) -> Rate:
        """The brakes are off where mail is captured."""
        captured = self.config.mail.mode is MailMode.CAPTURE
        return Rate(None if captured else self.config.mail.per_minute)

    def desk(self) -> Desk:
        with reading(self.database) as session:
            return desks.desk(
                session,
                base_url=self.config.site.url,
                mail=self.config.mail,
                secret=self.config.site.secret(),
            )

    def door(self) -> Door:
        mail = self.config.mail
        return (
            Capture(mail.folder) if mail.mode is MailMode.CAPTURE else SmtpDoor(mail, self.patience)
        )

    def sender(self, door: Door, *, spare: bool = False) -> deliver.Sender:
        return deliver.Sender(
            database=self.database,
            clock=self.clock,
            door=door,
            holds=holds.look,
            owner=self.owner,
            rate=self.rate,
            at=self.at,
            spare=spare,
            fickle=(Kind.DIGEST,),
        )


def issue_due(works: Works) -> bool:
    """Orders what is due, for at most 8 s; True where there was anything to look at, so that more may be left."""
    began = time.monotonic()
    now = works.clock.now()
    with reading(works.database) as session:
        may_order = relays.may_order(session)
        refs = notices.refs_due(session, now=now, limit=_BATCH) if may_order else []
    desk = works.desk() if refs else None
    for ref in refs:
        assert desk
        _issue_all(works, ref, desk, now)
        if time.monotonic() - began > _TICK_SECONDS:
            break
    return bool(refs)


def _issue_all(works: Works, ref: Ref, desk: Desk, now: datetime) -> None:
    try:
        while key := issue.issue_next(works.database, ref, desk, now=now, at=works.at):
            log.info("issued %s", key)
    except KallelseError:
        raise
    except Exception:  # one failing notice must not stop the next
        log.exception("could not issue for %s %s", ref.of, ref.id)
        with writing(works.database, now) as session:
            notices.rest(session, ref, until=now + _AFTER_A_FAULT)


def tell_secretaries(works: Works) -> bool:
    """Orders the report on letters that came to grief, where no earlier one has told of them. True where it did."""
    with reading(works.database) as session:
        found = digest.councils_to_tell(session, now=works.clock.now())
    return _tell(works, found)


def _tell(works: Works, council_ids: Iterable[int]) -> bool:
    """One council's fault keeps no other from being told."""
    now, told = works.clock.now(), False
    with reading(works.database) as session:
        ids = list(council_ids) if relays.may_order(session) else []
    desk = works.desk() if ids else None
    for council_id in ids:
        assert desk
        try:
            key = digest.tell(works.database, council_id, desk, now=now, at=works.at)
        except KallelseError:
            raise
        except Exception:
            log.exception("could not tell the secretaries of council %s", council_id)
            continue
        if key:
            log.info("issued %s", key)
            told = True
    return told


def send_all(works: Works, door: Door) -> int:
    """Sends until nothing can be claimed. Gives the number of letters taken in hand."""
    return works.sender(door).send_while(lambda: True)


def sweep(works: Works) -> None:
    deliver.sweep(works.database, owner=works.owner, holds=holds.look, clock=works.clock)


def beat(
    works: Works, *, version: str, ticks: dict[str, str], in_hand: Collection[int] = ()
) -> None:
    """The worker lives; the letters it has in hand stay its own."""
    now = works.clock.now()
    with writing(works.database, now) as session:
        heartbeats.beat(session, works.owner, version=version, ticks=ticks, now=now)
        sweeping.renew(session, owner=works.owner, in_hand=in_hand)


def clock_is_suspect(works: Works, guard: ClockGuard, *, version: str) -> bool:
    """Asks the guard, and remembers what it says where every process and page can see it."""
    awake, now = seconds_awake(), works.clock.now()
    with reading(works.database) as session:
        worker = heartbeats.newest_worker(session)
        beat_at = worker.beat_at if worker else None
        agrees = _second_source_agrees(works, session, now)
    was_suspect = guard.suspect_since is not None
    if not guard.look(now, awake, beat_at=beat_at, agrees=agrees):
        if was_suspect:
            with writing(works.database, now) as session:
                sweeping.undo_wrong_clock(session, now=now)
        return False
    assert guard.suspect_since
    with writing(works.database, now) as session:
        if heartbeats.suspect(session, works.owner, version=version, since=guard.suspect_since):
            return True
        sweeping.undo_wrong_clock(session, now=now)
    guard.accept(now, awake)
    return False


def _second_source_agrees(works: Works, session: Session, now: datetime) -> bool:
    """The clock of another machine's database, else the flag by which the system says that it follows one."""
    theirs = server_now(session) if works.database.is_elsewhere else None
    if theirs is not None:
        return abs(theirs - now) <= STEP
    return is_synchronised()


def hold_after_silence(works: Works) -> bool:
    """At a worker's start: after long silence, or where much is due after one, mail waits ten minutes.

    So that someone may stop it. True where it does.
    """
    if works.config.mail.mode is MailMode.CAPTURE:
        return False
    now = works.clock.now()
    with reading(works.database) as session:
        worker = heartbeats.newest_worker(session)
        silence = now - worker.beat_at if worker else timedelta(0)
        due = _due(session, now) if _SILENCE < silence <= _LONG_SILENCE else 0
    if silence <= _LONG_SILENCE and due <= _MUCH:
        return False
    with writing(works.database, now) as session:
        words = f"silent for {silence}, {due} mails due" if due else f"silent for {silence}"
        log.error("all mail waits ten minutes: %s", words)
        return relays.hold(session, Hold.SILENCE, words=words, now=now, until=now + _WAIT)


def _due(session: Session, now: datetime) -> int:
    """Letters that would leave at once: those that wait, and those the plan would order."""
    count = queries.count(session, State.QUEUED)
    for ref in notices.refs_due(session, now=now, limit=_BATCH):
        s = gathering.situation(session, ref)
        count += sum(len(notice.audience) for notice in plan.due(s, now))
    return count


def ping(works: Works) -> bool:
    """Tells whoever listens that mail goes; says nothing while it does not, so that the silence is noticed."""
    url = works.config.health.ping_url
    if url is None:
        return False
    with reading(works.database) as session:
        if not health.look(session, now=works.clock.now()).is_well:
            return False
    try:
        with urlopen(url, timeout=_PING_SECONDS) as answer:
            return bool(answer.status < 400)
    except OSError as error:
        log.warning("the ping was not taken: %s", error)
        return False


def recount(works: Works, *, tells: bool = True) -> int:
    """Computes every hint anew; one that was wrong is an error in the log. Gives how many were.

    With `tells` the secretaries are told of what it sees gone wrong, where no report has done so.
    """
    wrong, troubled = 0, set[int]()
    with reading(works.database) as session:
        refs = notices.all_refs(session)
    for ref in refs:
        now = works.clock.now()
        # Read without a lock, under which no letter could leave; written only where nothing was touched since.
        with reading(works.database, snapshot=True) as session:
            s = gathering.situation(session, ref)
            true, hint = plan.next_due_at(s, now), notices.hint(session, ref)
            if tells and digest.has_mishaps(s, now=now):
                troubled.add(s.council.id)
        if true is not None and (hint is None or hint > max(true, now)):
            wrong += 1
            log.error("wrong hint for %s %s: %s, should be %s", ref.of, ref.id, hint, true)
        if true != hint:
            with writing(works.database, now) as session:
                notices.set_next_due(session, ref, true, seen=s.touched)
    if wrong:
        with writing(works.database, works.clock.now()) as session:
            heartbeats.note_wrong_hints(session, works.owner, wrong)
    if tells:
        _tell(works, sorted(troubled))
    return wrong


def tidy(works: Works) -> None:
    """Moves each feed's first day, about 400 days back; ends the links of those who have left; forgets raw mail."""
    now = works.clock.now()
    with writing(works.database, now) as session:
        for council in councils.councils(session):
            days = [meeting.starts.date for meeting in meetings.of_council(session, council.id)]
            settings.move_feed_window(session, council, days, now=now)
        renewal.end_links(session, now=now)
        inbox.forget_raw(session, now=now)


def fetch_calendars(works: Works, get: Callable[[str], bytes] = fetch.get) -> int:
    """Reads other bodies' calendars that are due, a few at a time. Gives how many were tried."""
    now = works.clock.now()
    with reading(works.database) as session:
        ids = foreign.due(years.all_foreign_calendars(session), now=now)[:_CALENDARS]
    for calendar_id in ids:
        _fetch(works, calendar_id, get)
    return len(ids)


def _fetch(works: Works, calendar_id: int, get: Callable[[str], bytes]) -> None:
    """No transaction stands open while the network is waited for."""
    now = works.clock.now()
    with writing(works.database, now) as session:
        errand = foreign.begin(session, calendar_id, now=now)
    if errand is None:
        return
    fault = ""
    try:
        events = foreign.events(get(errand.url), zone=errand.zone, now=now)
    except Unfetchable as error:
        fault = error.code
    except InvalidInput:
        fault = "not_ics"
    with writing(works.database, now) as session:
        if fault:
            log.warning("calendar %s was not read: %s", calendar_id, fault)
            foreign.failed(session, calendar_id, fault)
        else:
            foreign.keep(session, calendar_id, events, now=now)


def read_inbox(works: Works) -> int:
    """Reads the mailbox that takes answers and returned letters. Gives the mails read; 0 where none is set."""
    from scheduler.inbox import imap  # its libraries are slow to load, and few processes read mail

    box = works.config.inbox
    if box.host is None:
        return 0
    try:
        return imap.read_all(works.database, box, works.desk().links.signer, now=works.clock.now())
    except MailboxFault as error:
        log.warning("%s", error)
        return 0


def run_until_idle(works: Works) -> int:
    """What `worker --once` and a rehearsal do: rounds until nothing is due or claimable. Gives the letters sent."""
    door, count = works.door(), 0
    try:
        while True:
            sweep(works)
            ordered = issue_due(works)
            handled = send_all(works, door)
            count += handled
            if not ordered and not handled and not tell_secretaries(works):
                return count
    finally:
        door.close()


def next_event(works: Works) -> datetime | None:
    """The earliest instant at which there will be something to do: a notice or a letter that waits. UTC."""
    with reading(works.database) as session:
        instants = [notices.earliest_due(session), queries.next_try_at(session)]
    return min((at for at in instants if at is not None), default=None)
