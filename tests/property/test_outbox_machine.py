"""Any order of edits, ticks, dots, lost answers, crashes and leaps of time: the invariants hold after every step."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from scheduler import config as configs
from scheduler import jobs
from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import settings as council_settings
from scheduler.councils import store, terms
from scheduler.councils.rows import Council
from scheduler.councils.term_details import TermDetails
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import UserError
from scheduler.history.rows import OPERATOR
from scheduler.inbox import bounced
from scheduler.inbox.reports import Report
from scheduler.jobs import Works
from scheduler.mail import by_hand, queries
from scheduler.mail import store as outbox
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import Event
from scheduler.meetings import lifecycle, replies
from scheduler.meetings.replies import Given
from scheduler.meetings.rows import Answer, Source
from scheduler.notices import override
from tests import build, killing, postgres
from tests.conftest import NOW, _on_server
from tests.property.outbox_model import Line, StepClock, Watch, nobody_is_left_in_error, plans

EXAMPLES = int(os.environ.get("KALLELSE_TEST_EXAMPLES", "0"))
MINUTE = timedelta(minutes=1)
LEAPS = [MINUTE, 6 * MINUTE, timedelta(hours=7), timedelta(days=1), timedelta(days=8)]
POINTS = ["issue-before", "issue-after", "claim", "body", "intent", "reply", "settle"]
OFFSETS = [
    {"kallelse": "10 days"},
    {"kallelse": ""},
    {"hour": "09:30", "day_before": "2 days"},
    {"hour": "", "day_before": ""},
    {"call_for_items": "35 days", "items_reminder": "28 days"},
]
numbers = st.integers(min_value=1, max_value=2)
answers = st.sampled_from(
    ["taken"] * 6
    + ["lost", "torn", "gone", "slow", "password", "sender", "busy", "nobody", "policy", "broken"]
)


class Killed(BaseException):
    """The process is gone: no handler of ours runs."""


class OutboxMachine(RuleBasedStateMachine):
    """A council of three, two meetings; one worker at a time, killed as it pleases."""

    make: Callable[[], tuple[Database, Config]]

    @initialize(waits=st.booleans())
    def begin(self, waits: bool) -> None:
        """`waits`: a kallelse and the year's mail have just been ordered; else the year was published a moment ago."""
        self.database, self.config = type(self).make()
        self.clock = StepClock(NOW)
        text = "Mötestider för 2022\n22 februari, 15.00\n26 april, 15.00\n"
        build.seed_year(self.database, now=NOW, entries=build.people(3, 0), text=text)
        self.line = Line(self.database, self.clock)
        self.watch = Watch(self.database, self.line)
        self.crash: str | None = None
        self.meanwhile: tuple[str, Callable[[], None]] | None = None
        self.joined = 0
        if waits:
            self.clock.at = build.stockholm("2022-02-15 08:01")
        self.hire()
        while waits and jobs.issue_due(self.works):
            pass

    def hire(self) -> None:
        """A new worker, as after a death; on PostgreSQL the dead one's leases are over."""
        killing.end_leases(self.database, self.clock.now())
        self.crash = None
        self.works = Works(self.database, self.config, self.clock, at=self.pass_point)  # type: ignore[arg-type]
        self.line.owner = self.works.owner
        jobs.sweep(self.works)

    def pass_point(self, point: str) -> None:
        if self.meanwhile and self.meanwhile[0] == point:
            _, act = self.meanwhile
            self.meanwhile = None
            act()
        if point == self.crash:
            raise Killed

    def as_worker(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Killed:
            self.line.abandon()
            self.hire()
        self.crash = None

    def change(self, action: Callable[[Session, Council], object]) -> None:
        """One action of a person; where the plan is another by it, the version has risen."""
        now = self.clock.now()
        before = plans(self.database, now)
        with suppress(UserError), writing(self.database, now) as session:
            action(session, store.council(session, "granasbra"))
        for ref, (touched, told) in plans(self.database, now).items():
            if ref in before and before[ref][1] != told:
                assert touched > before[ref][0], f"{ref}: the plan changed and nobody was told"

    # the worker

    @rule(point=st.sampled_from([None, *POINTS[:2]]))
    def tick(self, point: str | None) -> None:
        self.crash = point
        self.as_worker(lambda: jobs.issue_due(self.works))

    @rule(answer=answers, point=st.sampled_from([None, None, None, *POINTS[2:]]))
    def send(self, answer: str, point: str | None) -> None:
        self.crash, self.line.answer = point, answer
        self.watch.may_fail = answer in ("nobody", "policy")
        self.as_worker(self.works.sender(self.line).send_next)

    @rule()
    def send_all(self) -> None:
        self.line.answer = "taken"
        for _ in range(20):
            if not self.works.sender(self.line).send_next():
                return

    @rule(times=st.integers(min_value=1, max_value=3))
    def answers_get_lost(self, times: int) -> None:
        """Every letter is taken and no answer comes back, over and over."""
        for _ in range(times):
            self.line.answer = "lost"
            for _ in range(8):
                if not self.works.sender(self.line).send_next():
                    break
            self.clock.at += 6 * MINUTE
            jobs.sweep(self.works)

    @rule(point=st.sampled_from(["claim", "body"]), number=numbers, cancels=st.booleans())
    def send_while_a_person_acts(self, point: str, number: int, cancels: bool) -> None:
        """Between a letter's claim and its intent its meeting becomes another."""
        act = (lambda: self.cancel(number)) if cancels else (lambda: self.move(number, 1, "13:00"))
        self.line.answer, self.meanwhile = "taken", (point, act)
        self.works.sender(self.line).send_next()
        self.meanwhile = None

    @rule(
        point=st.sampled_from(["claim", "body", "reply"]),
        answer=st.sampled_from(["taken", "busy", "policy"]),
    )
    def send_frozen(self, point: str, answer: str) -> None:
        """A worker stands still with a letter in hand while another takes over and claims; then it goes on."""
        held: list[tuple[int, str, int, str | None]] = []

        def take_over() -> None:
            killing.end_leases(self.database, self.clock.now())
            other = Works(self.database, self.config, self.clock)  # type: ignore[arg-type]
            jobs.sweep(other)
            self.clock.at += 6 * MINUTE
            with writing(self.database, self.clock.now()) as session:
                claim = outbox.claim(
                    session, owner=other.owner, rate=Rate(None), spare=False, now=self.clock.now()
                )
                if claim:
                    row = claim.row
                    held.append((row.id, row.state, row.token, row.owner))

        self.line.answer, self.meanwhile = answer, (point, take_over)
        self.watch.may_fail = answer == "policy"
        self.works.sender(self.line).send_next()
        self.meanwhile = None
        rows = {row.id: row for row in build.letters(self.database)}
        for key, *was in held:
            row = rows[key]
            assert [row.state, row.token, row.owner] == was, "I5: changed in another's hands"
        self.hire()

    @rule(dead=st.booleans())
    def bounce(self, dead: bool) -> None:
        """A report on the newest letter that a server has taken."""
        stored = [dot.row_id for dot in self.line.dots if dot.stored]
        if not stored:
            return
        status = "5.1.1" if dead else "5.2.2"
        told = Report(Event.BOUNCED, status=status, words=f"550 {status}", message_id="")
        with writing(self.database, self.clock.now()) as session:
            bounced.report(session, queries.letter(session, stored[-1]), told, now=self.clock.now())

    @rule()
    def sweep(self) -> None:
        jobs.sweep(self.works)
        with reading(self.database) as session:
            waiting = queries.all_letters(session, states=["queued"])
        assert all(row.expires_at > self.clock.now() for row in waiting), "I2: waits too long"

    @rule()
    def tick_twice(self) -> None:
        while jobs.issue_due(self.works):
            pass
        before = [(row.id, row.state) for row in build.letters(self.database)]
        jobs.issue_due(self.works)
        jobs.sweep(self.works)
        jobs.sweep(self.works)
        after = [(row.id, row.state) for row in build.letters(self.database)]
        assert len(after) == len(before), "I11: the second tick ordered more"

    @rule(leap=st.sampled_from(LEAPS))
    def time_passes(self, leap: timedelta) -> None:
        self.clock.at += leap

    # people

    @rule(
        number=numbers, days=st.sampled_from([-1, 1, 7]), hour=st.sampled_from(["13:00", "15:00"])
    )
    def move(self, number: int, days: int, hour: str) -> None:
        def action(session: Session, _council: Council) -> None:
            meeting = build.meeting(session, number)
            day = meeting.starts.date + timedelta(days=days)
            starts = Wall.parse(f"{day} {hour}", build.ZONE)
            lifecycle.move(
                session,
                meeting,
                starts=starts,
                ends=starts.plus(120),
                by=OPERATOR,
                now=self.clock.now(),
            )

        self.change(action)

    @rule(number=numbers)
    def move_back(self, number: int) -> None:
        def action(session: Session, _council: Council) -> None:
            meeting = build.meeting(session, number)
            starts = Wall.parse(f"{build.SEED_DAYS[number - 1]} 15:00", build.ZONE)
            lifecycle.move(
                session,
                meeting,
                starts=starts,
                ends=starts.plus(120),
                by=OPERATOR,
                now=self.clock.now(),
            )

        self.change(action)

    @rule(number=numbers)
    def cancel(self, number: int) -> None:
        self.change(
            lambda s, _c: lifecycle.cancel(
                s, build.meeting(s, number), by=OPERATOR, now=self.clock.now()
            )
        )

    @rule(number=numbers)
    def restore(self, number: int) -> None:
        self.change(
            lambda s, _c: lifecycle.restore(
                s, build.meeting(s, number), by=OPERATOR, now=self.clock.now()
            )
        )

    @rule(values=st.sampled_from(OFFSETS))
    def edit_offsets(self, values: dict[str, str]) -> None:
        self.change(
            lambda s, c: council_settings.change(s, c, values, by=OPERATOR, now=self.clock.now())
        )

    @rule(n=st.integers(min_value=0, max_value=2))
    def leave(self, n: int) -> None:
        def action(session: Session, council: Council) -> None:
            members = store.members(session, council.id)
            today = Wall.at(self.clock.now(), build.ZONE).date
            terms.leave(session, members[n], last_on=today, by=OPERATOR, now=self.clock.now())

        self.change(action)

    @precondition(lambda self: self.joined < 2)
    @rule()
    def join(self) -> None:
        self.joined += 1
        new = TermDetails(
            f"New {self.joined}", f"new.{self.joined}@example.org", "", "", "member", "Skolan", ""
        )
        self.change(
            lambda s, c: terms.join(
                s, c, new, since_on=date(2021, 12, 1), by=OPERATOR, now=self.clock.now()
            )
        )

    @rule(n=st.integers(min_value=0, max_value=2))
    def new_address(self, n: int) -> None:
        def action(session: Session, council: Council) -> None:
            person = store.members(session, council.id)[n].person
            person.email = f"n{len(person.email)}.{person.email}"[-60:]

        self.change(action)

    @rule(
        n=st.integers(min_value=0, max_value=2), answer=st.sampled_from([Answer.COMING, Answer.NO])
    )
    def reply(self, n: int, answer: Answer) -> None:
        self.change(
            lambda s, c: replies.record(
                s,
                build.meeting(s, 1),
                store.members(s, c.id)[n].person,
                Given(answer, Source.LINK),
                by=OPERATOR,
                now=self.clock.now(),
            )
        )

    @rule(act=st.sampled_from(["hold", "skip", "send_now", "resume"]), which=st.integers(0, 5))
    def say(self, act: str, which: int) -> None:
        def action(session: Session, council: Council) -> None:
            coming = [line.key for line in build.coming(session, council, self.clock.now())]
            if coming:
                key = coming[which % len(coming)]
                getattr(override, act)(session, council, key, by=OPERATOR, now=self.clock.now())

        self.change(action)

    @rule(holds=st.booleans())
    def hold_or_resume_all(self, holds: bool) -> None:
        with writing(self.database, self.clock.now()) as session:
            if holds:
                by_hand.hold_all(session, words="", by=OPERATOR, now=self.clock.now())
            else:
                by_hand.resume_all(session, by=OPERATOR, now=self.clock.now())
        self.line.answer = "taken"
        self.works.sender(self.line).send_next()

    @rule()
    def hold_the_next_until_it_is_due(self) -> None:
        """Its time comes, and it is not ordered; then it goes as planned."""
        now = self.clock.now()
        with reading(self.database) as session:
            coming = build.coming(session, store.council(session, "granasbra"), now)
            line = next((one for one in coming if one.due_at > now), None)
        if line is None:
            return
        self.change(lambda s, c: override.hold(s, c, line.key, by=OPERATOR, now=self.clock.now()))
        self.clock.at = line.due_at + MINUTE
        jobs.issue_due(self.works)

    @rule(again=st.booleans())
    def decide(self, again: bool) -> None:
        act = by_hand.send_again if again else by_hand.count_as_sent
        ended = [r for r in build.letters(self.database) if r.state in by_hand.MAY_GO_AGAIN]
        for row in ended[:1]:
            with suppress(UserError), writing(self.database, self.clock.now()) as session:
                act(session, row.id, by=OPERATOR, now=self.clock.now())

    def check_invariants(self, *args: object, **kwargs: object) -> None:
        super().check_invariants(*args, **kwargs)  # type: ignore[no-untyped-call]
        if hasattr(self, "watch"):
            self.watch.step(self.clock.now())
            self.watch.may_fail = False

    def teardown(self) -> None:
        """All becomes quiet: then nobody is left in error."""
        if not hasattr(self, "watch"):
            return
        with writing(self.database, self.clock.now()) as session:
            by_hand.resume_all(session, by=OPERATOR, now=self.clock.now())
        self.line.answer = "taken"
        self.hire()
        for leap in (MINUTE, 6 * MINUTE, 10 * MINUTE, timedelta(hours=11), timedelta(hours=2)):
            self.clock.at += leap
            for _ in range(30):
                jobs.sweep(self.works)
                ordered = jobs.issue_due(self.works)
                if not self.works.sender(self.line).send_next() and not ordered:
                    break
        self.watch.step(self.clock.now())
        nobody_is_left_in_error(self.database, self.clock.now())
        self.database.close()


def run(make: Callable[[], tuple[Database, Config]], *, examples: int, steps: int) -> None:
    machine = type("OutboxMachine", (OutboxMachine,), {"make": staticmethod(make)})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=EXAMPLES or examples,
            stateful_step_count=60 if EXAMPLES else steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not EXAMPLES,
            database=None,
            print_blob=True,
        ),
    )


@pytest.mark.timeout(0 if EXAMPLES else 120)
def test_the_invariants_hold_on_sqlite(tmp_path: Path, sqlite_template: Path) -> None:
    def make() -> tuple[Database, Config]:
        folder = Path(mkdtemp(dir=tmp_path))
        shutil.copyfile(sqlite_template, folder / "kallelse.db")
        return Database(f"sqlite:///{folder}/kallelse.db"), configs.load(None, folder=folder)

    run(make, examples=5, steps=25)


@pytest.mark.timeout(0 if EXAMPLES else 120)
def test_the_invariants_hold_on_postgres(
    tmp_path: Path, postgres_url: str, postgres_template: str
) -> None:
    def make() -> tuple[Database, Config]:
        name = f"t{uuid.uuid4().hex[:12]}"
        _on_server(postgres_url, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
        url = postgres.database_url(postgres_url, name)
        return Database(url), configs.load(None, folder=tmp_path)

    run(make, examples=1, steps=25)
