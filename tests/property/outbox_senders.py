"""Senders: letter by letter, from one point of its way to the next."""

from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from scheduler import jobs
from scheduler.mail.send import At, Sender, nothing
from scheduler.worker import SENDERS
from tests.property.outbox_server import ANSWERS, Line
from tests.property.outbox_world import MINUTE, World
from tests.property.stepper import Stepper

which = st.integers(min_value=0, max_value=SENDERS - 1)
points = st.integers(min_value=0, max_value=4)  # claim, body, intent, dot, reply
answers = st.sampled_from(["taken"] * len(ANSWERS) + list(ANSWERS))


@dataclass
class Sending:
    """What a sender has in hand: a letter, and where it `goes_on` the next, claimed along with the intent before it."""

    stepper: Stepper
    line: Line
    sender: Sender
    goes_on: bool = False
    row_id: int = 0
    along: int = 0
    tokens: dict[int, int] = field(default_factory=dict)


class Senders(World):
    """Those of the present worker; `sendings` are at work."""

    sendings: list[Sending]

    def take(self) -> Sending:
        """A sender takes the next letter, where there is one."""
        line = Line(self.server, self.works.owner, nothing)
        sender = self.works.sender(line)

        def send(at: At) -> None:
            sender.at = line.at = at
            sender.send_while(lambda: one.goes_on)

        one = Sending(Stepper(send), line, sender)
        self.sendings.append(one)
        self.go(one)
        return one

    def take_or_wait(self) -> Sending:
        """Where there is nothing to send, when the next mail is due."""
        one = self.take()
        for _ in range(4):
            if one.row_id or self.server.is_held:
                break
            self.next_is_due(1, timedelta(0))
            one = self.take()
        return one

    def go(self, one: Sending) -> None:
        """To the next point of its way."""
        was_at = one.stepper.point
        one.stepper.go_on()
        if (was_at, one.stepper.point) == ("claim", "body"):
            self.server.let_pass(one.row_id)
        if one.stepper.point == "claim":
            one.row_id = one.sender.in_hand[0]
            if one.row_id != one.along:
                self.claimed(one, one.row_id)
            one.along = 0
        elif one.stepper.point == "intent":
            self.server.intended(one.row_id)
            for along in one.sender.in_hand[1:]:
                one.along = along
                self.claimed(one, along)
        elif not one.stepper.point and one in self.sendings:
            self.sendings.remove(one)

    def claimed(self, one: Sending, row_id: int) -> None:
        """Its token has risen by this claim, and by whatever took it from another who has it in hand."""
        token = one.tokens[row_id] = self.server.claimed(row_id, one.line.owner)
        for other in self.sendings:
            is_theirs = other is not one and row_id in other.sender.in_hand
            if is_theirs and token - other.tokens[row_id] <= 1:
                self.server.found.append("I5: claimed while another has it in hand")

    def send_each(self, one: Sending, answers: list[str]) -> None:
        """A letter for each answer, in one go, where there are so many."""
        for n, answer in enumerate(answers, start=1):
            one.line.answer, one.goes_on = answer, n < len(answers)
            while one.stepper.point:
                self.go(one)
                if one.stepper.point == "claim":
                    break

    @precondition(lambda self: len(self.sendings) < SENDERS)
    @rule(points=points, answer=answers, goes_on=st.booleans())
    def claim(self, points: int, answer: str, goes_on: bool) -> None:
        self.stand(points, answer, goes_on=goes_on)

    def stand(self, points: int, answer: str, *, goes_on: bool = False) -> None:
        """A sender stands with a letter, so many points on from its claim."""
        one = self.take_or_wait()
        one.line.answer, one.goes_on = answer, goes_on
        self.go_on_by(one, points)

    def go_on_by(self, one: Sending, points: int) -> None:
        for _ in range(points):
            if one.stepper.point:
                self.go(one)

    @precondition(lambda self: self.sendings)
    @rule(n=which, answer=answers)
    def go_on(self, n: int, answer: str) -> None:
        """From claim to body, intent, dot with its reply, or settle, whichever is next."""
        one = self.sendings[n % len(self.sendings)]
        one.line.answer = answer
        self.go(one)

    @precondition(lambda self: self.sendings)
    @rule(n=which, answer=answers)
    def go_to_the_end(self, n: int, answer: str) -> None:
        self.send_each(self.sendings[n % len(self.sendings)], [answer])

    @precondition(lambda self: len(self.sendings) < SENDERS)
    @rule(answers=st.lists(answers, min_size=1, max_size=6))
    def send(self, answers: list[str]) -> None:
        self.send_each(self.take_or_wait(), answers)

    @precondition(lambda self: len(self.sendings) < SENDERS)
    @rule(times=st.integers(min_value=1, max_value=3))
    def answers_get_lost(self, times: int) -> None:
        """Every letter is taken and no answer comes back, over and over."""
        for _ in range(times):
            self.send_each(self.take_or_wait(), ["lost"] * 8)
            self.clock.at += 6 * MINUTE
            jobs.sweep(self.works)
