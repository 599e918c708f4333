"""What happens to an installation from without: time, a clock that errs, reports on letters, a restore."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from scheduler import jobs
from scheduler.archive import store as archive
from scheduler.db.session import writing
from scheduler.history.rows import OPERATOR
from scheduler.inbox import bounces
from scheduler.inbox.reports import Report
from scheduler.jobs import WorkerContext
from scheduler.mail import letter_actions, queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Event, Hold
from scheduler.meetings.rows import RESTORE_RAISE
from scheduler.notices import assume_sent
from tests.property.outbox_people import People

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEAPS = [MINUTE, 6 * MINUTE, 7 * HOUR, 14 * HOUR, timedelta(days=1), timedelta(days=8)]
LATE = [timedelta(0), timedelta(0), MINUTE, 20 * MINUTE]
REPORTS = [
    Report(Event.BOUNCED, "5.1.1", "550 5.1.1 nobody here", ""),
    Report(Event.BOUNCED, "5.2.2", "552 5.2.2 full", ""),
    Report(Event.DELAYED, "4.4.1", "still trying", ""),
    Report(Event.DELIVERED, "2.0.0", "here it is", ""),
]


class World(People):
    """Needs also the worker that lives, whether some work stands at a point, an end of all workers, and a tick."""

    works: WorkerContext
    is_in_hand: Callable[[], bool]
    kill_all: Callable[[], None]
    tick: Callable[[], None]
    is_restored = False

    @rule(leap=st.sampled_from(LEAPS))
    def time_passes(self, leap: timedelta) -> None:
        self.clock.at += leap

    @rule(times=st.integers(min_value=1, max_value=3), late=st.sampled_from(LATE))
    def time_passes_until_due(self, times: int, late: timedelta) -> None:
        self.next_is_due(times, late)

    def next_is_due(self, times: int, late: timedelta) -> None:
        """The next mail's time comes, or that of the one after it, and it is ordered."""
        for _ in range(times):
            coming = jobs.next_event(self.works)
            if coming and coming > self.clock.at:
                self.clock.at = coming + late
            self.tick()

    @precondition(lambda self: not self.is_in_hand())
    @rule(step=st.sampled_from([MINUTE, HOUR]))
    def clock_steps_back(self, step: timedelta) -> None:
        """While the guard sees that it is wrong nothing is sent; then it is believed."""
        self.clock.at -= step

    @rule(told=st.sampled_from(REPORTS), newest=st.booleans())
    def bounce(self, told: Report, newest: bool) -> None:
        """A report on the newest letter that a server has taken, or on the first."""
        stored = [dot.row_id for dot in self.server.dots if dot.stored]
        if stored:
            now, row_id = self.clock.now(), stored[-1 if newest else 0]
            with writing(self.database, now) as session:
                bounces.apply_report(session, queries.letter(session, row_id), told, now=now)

    @precondition(lambda self: not self.server.is_held)
    @rule(how=st.sampled_from(["", "", "by hand", "after a restore"]))
    def hold_all(self, how: str) -> None:
        """Seldom, since nothing happens while it lasts."""
        now = self.clock.now()
        if how == "after a restore":
            self.kill_all()  # no worker lives through one
        with writing(self.database, now) as session:
            if how == "after a restore":
                archive.raise_revisions(session, RESTORE_RAISE, now=now)
                relays.hold(session, Hold.RESTORE, words="restored", now=now)
            elif how:
                letter_actions.hold_all(session, words="", by=OPERATOR, now=now)
        self.server.is_held, self.is_restored = bool(how), how == "after a restore"

    @precondition(lambda self: self.server.is_held)
    @rule()
    def resume_all(self) -> None:
        with writing(self.database, self.clock.now()) as session:
            letter_actions.resume_all(session, by=OPERATOR, now=self.clock.now())
        self.server.is_held = False

    @precondition(lambda self: self.server.is_held and self.is_restored)
    @rule(days=st.sampled_from([0, 2]))
    def take_as_sent_and_resume(self, days: int) -> None:
        now = self.clock.now()
        with writing(self.database, now) as session:
            assume_sent.assume_sent_until(session, now - timedelta(days=days), by=OPERATOR, now=now)
            letter_actions.resume_all(session, by=OPERATOR, now=now)
        self.server.is_held = False
