"""Any order of edits, ticks, claims, intents, dots, lost answers, deaths and leaps of time, one step at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from scheduler import jobs
from scheduler.clock import Wall
from scheduler.config import Config, MailMode
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.jobs import WorkerContext
from scheduler.mail import letter_actions, queries
from scheduler.mail.rows import State
from scheduler.meetings.rows import Meeting
from scheduler.notices import pause
from scheduler.worker import SENDERS
from tests import build, kills
from tests.conftest import NOW
from tests.property.outbox_model import Watch
from tests.property.outbox_people import EDITS, members, numbers
from tests.property.outbox_quiet import all_have_ended, nobody_is_left_in_error
from tests.property.outbox_senders import Senders, Sending, answers, points
from tests.property.outbox_server import Server, StepClock, is_stale
from tests.property.outbox_world import HOUR, MINUTE
from tests.property.stepper import Stepper

Place = tuple[Database, Config, Callable[[], None]]
"""An empty database, a config whose mail is captured, and what takes the database away."""


class OutboxMachine(Senders):
    """A council of four, two meetings and more; workers of two senders and one tick, that die as it pleases."""

    make: Callable[[], Place]

    @initialize(waits=st.booleans(), brakes=st.booleans())
    def begin(self, waits: bool, brakes: bool) -> None:
        """`waits`: a kallelse and the year's mail have just been ordered; else the year was published a moment ago.

        `brakes`: rate, breaker and flood stop are those of a real mail server.
        """
        self.database, self.calm, self.take_away = type(self).make()
        mail = self.calm.mail.model_copy(update={"mode": MailMode.SMTP})
        self.config = self.calm.model_copy(update={"mail": mail}) if brakes else self.calm
        self.clock = StepClock(NOW)
        text = "Mötestider för 2022\n22 februari, 15.00\n26 april, 15.00\n14 juni, 15.00\n"
        build.seed_year(self.database, now=NOW, entries=build.people(3, 1), text=text)
        self.server = Server(self.database, self.clock)
        self.watch = Watch(self.database, self.server)
        self.sendings = []
        self.ticking: Stepper | None = None
        self.frozen: list[Sending | Stepper] = []
        if waits:
            self.clock.at = build.stockholm("2022-02-15 08:01")
        self.hire()
        for _ in range(50 if waits else 0):
            if not jobs.issue_due(self.works):
                break

    def is_in_hand(self) -> bool:
        return bool(self.sendings or self.ticking or self.frozen)

    def kill_all(self) -> None:
        steppers = [one.stepper if isinstance(one, Sending) else one for one in self.frozen]
        steppers += [one.stepper for one in self.sendings] + (
            [self.ticking] if self.ticking else []
        )
        for stepper in steppers:
            stepper.kill()
        self.sendings, self.frozen, self.ticking = [], [], None
        self.hire()

    def hire(self) -> None:
        """A new worker with nothing in hand."""
        self.works = WorkerContext(self.database, self.config, self.clock)  # type: ignore[arg-type]

    # a worker and its end

    def tick(self) -> None:
        jobs.issue_due(self.works)

    @rule(tells=st.booleans())
    def tick_step_by_step(self, tells: bool) -> None:
        """From before an order to after it, and to the next. `tells`: of a report to the secretaries."""
        works, job = self.works, jobs.tell_secretaries if tells else jobs.issue_due
        if self.ticking is None:
            self.ticking = Stepper(lambda at: job(replace(works, at=at)))
        self.ticking.go_on()
        if not self.ticking.point:
            self.ticking = None

    @precondition(lambda self: self.ticking is None and not self.server.is_held)
    @rule(what=st.sampled_from(EDITS), number=numbers, n=members)
    def edit_while_it_is_ordered(self, what: str, number: int, n: int) -> None:
        """The next mail is due, its letters have been made, and what they were made from changes."""
        coming = jobs.next_event(self.works)
        self.clock.at = max(coming or self.clock.at, self.clock.at)
        self.tick_step_by_step(tells=False)
        self.edit(what, number, n)
        if self.ticking:
            self.tick_step_by_step(tells=False)

    @precondition(lambda self: len(self.sendings) < SENDERS)
    @rule(what=st.sampled_from(["leave", "address", "coming", "no"]), is_begun=st.booleans())
    def edit_while_it_is_sent(self, what: str, is_begun: bool) -> None:
        """What is said of the very person whose letter is in hand, before or after its body has gone."""
        one = self.take_or_wait()
        self.go_on_by(one, int(is_begun))
        self.watch.step(self.clock.now())  # before what has been ordered meanwhile is changed
        with reading(self.database) as session:
            row = queries.letter_or_none(session, one.row_id)
            sitting = [
                m.person_id for m in store.members(session, store.council(session, "granasbra").id)
            ]
            of = session.get(Meeting, row.meeting_id) if row and row.meeting_id else None
        if row and row.person_id in sitting:
            self.edit(what, of.number if of else 1, sitting.index(row.person_id))
        self.send_each(one, ["taken"])

    @rule(points=points, answer=answers)
    def kill(self, points: int, answer: str) -> None:
        """Another takes its place; on PostgreSQL the dead one's leases are not over yet."""
        self.must_be_at_work(points, answer)
        for one in self.sendings:
            one.stepper.kill()
        if self.ticking:
            self.ticking.kill()
        self.sendings, self.ticking = [], None
        self.hire()

    def must_be_at_work(self, points: int, answer: str) -> None:
        if not self.sendings and not self.ticking:
            self.stand(points, answer)

    @rule(points=points, answer=answers, taken_over=st.none() | points, wakes=st.booleans())
    def freeze(self, points: int, answer: str, taken_over: int | None, wakes: bool) -> None:
        """It stands still, and another begins. One that wakes so late between intent and dot does no dot."""
        self.must_be_at_work(points, answer)
        for one in self.sendings:
            if one.stepper.point == "intent":
                one.stepper.kill()
            elif one.stepper.point:
                self.frozen.append(one)
        if self.ticking:
            self.frozen.append(self.ticking)
        self.sendings, self.ticking = [], None
        self.hire()
        if taken_over is not None:
            self.take_over(taken_over)
        while wakes and self.frozen:
            self.wake(answer)

    def take_over(self, points: int) -> None:
        """What the frozen have in hand is another's now, who stands so many points on; letters before it go."""
        theirs = {one.row_id for one in self.frozen if isinstance(one, Sending)}
        self.leases_end()
        self.clock.at += 6 * MINUTE
        for _ in range(10):
            one = self.take()
            if one.row_id in theirs:
                self.go_on_by(one, points)
            if not one.row_id or one.row_id in theirs:
                return
            self.send_each(one, ["taken"])

    @precondition(lambda self: self.frozen)
    @rule(answer=answers)
    def thaw(self, answer: str) -> None:
        self.wake(answer)

    def wake(self, answer: str) -> None:
        """It goes on where it stood; what another has taken meanwhile stays the other's."""
        ours = self.in_hand()
        one = self.frozen.pop(0)
        if isinstance(one, Sending):
            self.send_each(one, [answer])
        while isinstance(one, Stepper) and one.point:
            one.go_on()
        assert ours <= self.in_hand(), "I5: changed in another's hands"

    def in_hand(self) -> set[tuple[int, str, int]]:
        """The letters that the present worker has, with their states and tokens."""
        return {
            (row.id, row.state, row.token)
            for row in build.letters(self.database)
            if row.owner == self.works.owner and row.state in (State.CLAIMED, State.INTENT)
        }

    def leases_end(self) -> None:
        """Those of the dead and the frozen."""
        kills.end_leases(self.database, self.clock.now(), but=self.works.owner)
        self.sweep()

    @rule(what=st.sampled_from(["sweep", "tick", "twice", "tell", "leases", "recount"]))
    def tick_or_sweep(self, what: str) -> None:
        {
            "sweep": self.sweep,
            "tick": self.tick,
            "twice": self.tick_twice,
            "tell": self.tell,
            "recount": self.recount,
            "leases": self.leases_end,
        }[what]()

    def sweep(self) -> None:
        now = self.clock.now()
        jobs.sweep(self.works)
        with reading(self.database) as session:
            waiting = queries.all_letters(session, states=[State.QUEUED])
            stale = [row for row in waiting if row.next_try_at <= now and is_stale(session, row)]
        assert all(row.expires_at > now for row in waiting), "I2: waits too long"
        assert not stale, "I6: waits to be looked at"

    def recount(self) -> None:
        assert not jobs.recount(self.works, tells=False), "something due would not be seen in time"

    def tell(self) -> None:
        jobs.tell_secretaries(self.works)

    def tick_twice(self) -> None:
        for _ in range(50):
            if not jobs.issue_due(self.works):
                break
        before = [row.id for row in build.letters(self.database)]
        jobs.issue_due(self.works)
        self.sweep()
        self.sweep()
        after = [row.id for row in build.letters(self.database)]
        assert after == before, "I11: the second tick ordered more"

    # what is asked

    def check_invariants(self, *args: object, **kwargs: object) -> None:
        super().check_invariants(*args, **kwargs)  # type: ignore[no-untyped-call]
        if hasattr(self, "watch"):
            self.watch.step(self.clock.now())

    def teardown(self) -> None:
        """All becomes quiet: then every letter has ended and nobody is left in error."""
        if not hasattr(self, "watch"):
            return
        try:
            self.kill_all()
            if not self.server.found:
                self.quiet()
        finally:
            self.database.close()
            self.take_away()

    def quiet(self) -> None:
        self.server.is_held = False
        with writing(self.database, self.clock.now()) as session:
            letter_actions.resume_all(session, by=OPERATOR, now=self.clock.now())
            council = store.council(session, "granasbra")
            pause.resume_mail(session, council, by=OPERATOR, now=self.clock.now())
        self.config = self.calm
        self.hire()
        kills.end_leases(self.database, self.clock.now())
        for leap in (MINUTE, 6 * MINUTE, 10 * MINUTE, 11 * HOUR, 2 * HOUR, self.until_noon):
            self.clock.at += leap if isinstance(leap, timedelta) else leap()
            self.until_idle()
        self.watch.step(self.clock.now())
        self.recount()
        all_have_ended(self.database)
        nobody_is_left_in_error(self.database, self.clock.now(), self.watch.stated)

    def until_noon(self) -> timedelta:
        """The next on the council's wall, when what waited for the morning has gone."""
        today = Wall.at(self.clock.now(), build.ZONE)
        noon = Wall.parse(f"{today.date + timedelta(days=1)} 12:00", build.ZONE)
        return noon.utc() - self.clock.now()

    def until_idle(self) -> None:
        for _ in range(30):
            jobs.sweep(self.works)
            ordered = jobs.issue_due(self.works)
            one = self.take()
            self.send_each(one, ["taken"] * 20)
            if not one.row_id and not ordered and not jobs.tell_secretaries(self.works):
                break
