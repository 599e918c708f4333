"""Any order of answers, take-backs, moves, ended terms and silence: what holds of every seat after each step.

The rules alone, without a database: `work` does with rows in memory what the worker does with those it has locked.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.clock import Wall
from scheduler.councils.rows import DeputyMode, Member, MemberRole, Seat
from scheduler.meetings.rows import COMES, Answer, CallEnd, DeputyCall, MeetingStatus, Reply
from scheduler.meetings.seating import Place, SeatState, answer_by
from scheduler.notices import deputies
from scheduler.notices.situation import Situation
from tests.build import ZONE, stockholm
from tests.unit import situations

STARTS = ("2027-03-09 15:00", "2027-03-11 15:00", "2027-03-16 10:00")
SEATS = {1: "Polisen", 2: "Polisen", 3: "Kommunen", 4: "Kommunen"}
MEMBERS, DEPUTIES = (1, 2, 3), (11, 12, 13, 14)
REFUSED = (CallEnd.DECLINED, CallEnd.SILENT)
MODES = (DeputyMode.BY_ITSELF, DeputyMode.BY_ITSELF, DeputyMode.BY_HAND)
NO_OR_YES = (Answer.NO, Answer.NO, Answer.COMING)


def term(person: int, **other: object) -> Member:
    role = MemberRole.MEMBER if "seat_id" in other else MemberRole.DEPUTY
    return situations.member(person, f"Person {person}", role=role, **other)


class Council:
    """Four seats, one of them vacant. Deputies: one of seat 1, two of organisations, two of the council."""

    def __init__(self, mode: DeputyMode) -> None:
        self.now, self.mode = stockholm("2027-02-22 09:00"), mode
        self.meeting = situations.meeting(STARTS[0])
        council = situations.council(deputy_mode=mode)
        self.empty = situations.situation(self.meeting, in_council=council)
        self.seats = {n: Seat(id=n, council_id=1, organisation=SEATS[n], position=n) for n in SEATS}
        self.terms: list[Member] = []
        for seat, person in enumerate((*MEMBERS, 5), 1):
            self._sit(person, seat)
        self.terms[-1].until_on = date(2027, 1, 31)
        self._add(term(11, deputy_for_id=1, organisation=""))
        self._add(term(12, organisation="Polisen"))
        self._add(term(13, organisation="Kommunen"))
        self._add(term(13, organisation=""))
        self._add(term(14, organisation=""))
        self.replies: list[Reply] = []
        self.calls: list[DeputyCall] = []

    def _add(self, new: Member) -> None:
        new.id = new.call_order = len(self.terms) + 1
        self.terms.append(new)

    def _sit(self, person: int, seat: int, since: date | None = None) -> None:
        new = term(person, seat_id=seat, organisation=SEATS[seat], since_on=since)
        new.seat = self.seats[seat]
        self._add(new)

    # what people do, and time

    def answer(self, person: int, given: Answer) -> None:
        self.now += timedelta(minutes=1)
        if self.is_coming():
            reply = Reply(meeting_id=1, person_id=person, answer=given, for_start=self.meeting.starts_at,
                          sequence=0, made_at=self.now, at=self.now)  # fmt: skip
            self.replies.append(reply)
        self.work()

    def whoever_is_asked_answers(self, given: Answer) -> None:
        for place in self.places():
            if place.state is SeatState.ASKED and place.call:
                self.answer(place.call.person_id, given)

    def wait(self, count: int) -> None:
        self.now += timedelta(hours=count)
        self.work()

    def move(self, start: str) -> None:
        at = Wall.parse(start, ZONE)
        if at.utc() > self.now:
            self.meeting.set_time(at, at.plus(120))
            self.meeting.revised_at = self.now
        self.work()

    def cancel_or_restore(self, status: MeetingStatus) -> None:
        self.meeting.status = status
        self.meeting.revised_at = self.now
        self.work()

    def end_term(self, person: int, days: int | None) -> None:
        """With None the person's terms run on again."""
        for own in self.terms:
            if own.person_id == person:
                own.until_on = None if days is None else self.today() + timedelta(days=days)
        self.work()

    def take_a_seat(self, person: int, seat: int) -> None:
        """A deputy, or somebody new, becomes the member on it; whoever had it leaves."""
        since = self.today() + timedelta(days=1)
        if any(own.person_id == person and not own.is_deputy for own in self.terms):
            return
        for own in self.terms:
            if own.seat_id == seat and (own.until_on is None or own.until_on >= since):
                own.until_on = self.today()
        self._sit(person, seat, since)
        self.work()

    def press_call(self, which: int) -> None:
        s = self.situation()
        choices = [(place, deputy) for place in self.places() for deputy in place.deputies]
        if choices and self.mode == DeputyMode.BY_HAND and self.is_coming():
            new = deputies.new_call(s, *choices[which % len(choices)], self.now, by_hand=True)
            if new:
                self._call(new)
        self.work()

    def press_release(self) -> None:
        for place in self.places():
            is_shown = place.state is SeatState.RETURNED or self.mode == DeputyMode.BY_HAND
            if place.call and is_shown and self.is_coming():
                self._end(place.call, CallEnd.RELEASED)
                break
        self.work()

    # what the worker does

    def work(self) -> None:
        """As `fill_seats`: what has ended, then one call at a time."""
        self.holds_by_the_rule_alone()
        for _ in range(20):
            s = self.situation()
            if ended := list(deputies.calls_to_end(s, self.now)):
                for call, why in ended:
                    self._end(call, why)
            elif new := deputies.next_call(s, self.now):
                self._call(new)
            else:
                return
        raise AssertionError("the worker never comes to rest")

    def _call(self, new: DeputyCall) -> None:
        assert self.may_be_asked(new.person_id), f"{new} is asked in vain, or twice"
        assert self._is_near(new.person_id, new.seat_id), f"{new} is of another seat"
        new.id = len(self.calls) + 1
        self.calls.append(new)

    def _end(self, call: DeputyCall, why: CallEnd) -> None:
        call.ended, call.ended_at = why, self.now

    # what must hold

    def holds_by_the_rule_alone(self) -> None:
        """Before the worker has looked, too: nobody is on two seats, no seat is shown twice."""
        places = self.places()
        held = [place.holder.person_id for place in places if place.holder]
        assert len(held) == len(set(held)), f"one person on two seats: {held}"
        assert len(places) == len({place.seat_id for place in places})

    def each_seat_has_one_or_an_explanation(self) -> None:
        self.holds_by_the_rule_alone()
        standing = [call for call in self.calls if call.stands(self.meeting)]
        assert len(standing) == len({call.person_id for call in standing})
        assert len(standing) == len({call.seat_id for call in standing})
        for place in self.places():
            assert self.is_explained(place), f"{place}"

    def no_seat_is_empty_that_a_deputy_might_fill(self) -> None:
        has_time = answer_by(self.meeting, self.situation().free, self.now)
        if self.mode != DeputyMode.BY_ITSELF or not has_time:
            return
        for place in self.places():
            if place.state is SeatState.EMPTY:
                left = [person for person in DEPUTIES if self._is_near(person, place.seat_id)]
                assert not any(map(self.may_be_asked, left)), f"{place} stays empty"

    def is_explained(self, place: Place) -> bool:
        holder, call = place.holder, place.call
        said = self.last_answer(place.member.person_id) if place.member else None
        deputy_comes = call is not None and self.last_answer(call.person_id) in COMES
        match place.state:
            case SeatState.MEMBER:
                return holder is place.member is not None and said != Answer.NO
            case SeatState.VACANT:
                return holder is place.member is None
            case SeatState.EMPTY:
                return holder is None and place.member is not None and said == Answer.NO
            case SeatState.ASKED:
                is_open = not self.is_coming() or (call is not None and call.answer_by > self.now)
                return holder is None and is_open and not deputy_comes
            case SeatState.DEPUTY:
                is_called = call is not None and holder is not None
                return is_called and call.person_id == holder.person_id and deputy_comes
            case SeatState.RETURNED:
                return holder is not None and call is not None and said != Answer.NO

    # the test's own words for it

    def may_be_asked(self, person: int) -> bool:
        """By what was asked and said, in the order it happened."""
        day = self.meeting.starts.date
        own = [t for t in self.terms if t.person_id == person and t.covers(day)]
        calls = self._calls_of(person)
        is_free = bool(own) and all(t.is_deputy for t in own) and all(c.ended for c in calls)
        if not is_free or self.last_answer(person) == Answer.NO:
            return False
        has_refused = bool(calls) and calls[-1].ended in REFUSED
        return not has_refused or self.last_answer(person) in COMES

    def last_answer(self, person: int) -> Answer | None:
        """What was said before a release is forgotten."""
        of_start = [r for r in self.replies if r.for_start == self.meeting.starts_at]
        released = [c.ended_at for c in self._calls_of(person) if c.ended == CallEnd.RELEASED]
        own = [
            Answer(r.answer)
            for r in of_start
            if r.person_id == person and all(end and r.at > end for end in released)
        ]
        return own[-1] if own else None

    def _calls_of(self, person: int) -> list[DeputyCall]:
        start = self.meeting.starts_at
        return [c for c in self.calls if c.person_id == person and c.for_start == start]

    def _is_near(self, person: int, seat: int | None) -> bool:
        day = self.meeting.starts.date
        own = [t for t in self.terms if t.person_id == person and t.is_deputy and t.covers(day)]
        return any(
            t.deputy_for_id == seat if t.deputy_for_id else t.organisation in ("", SEATS[seat or 0])
            for t in own
        )

    def situation(self) -> Situation:
        terms, calls = tuple(self.terms), tuple(self.calls)
        return replace(self.empty, members=terms, replies=tuple(self.replies), calls=calls)

    def places(self) -> list[Place]:
        return deputies.seats(self.situation(), self.now)

    def is_coming(self) -> bool:
        return not self.meeting.is_cancelled and self.meeting.starts_at > self.now

    def today(self) -> date:
        return Wall.at(self.now, ZONE).date


def step(name: str, *choices: Sequence[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.tuples(st.just(name), *map(st.sampled_from, choices))


everyone = MEMBERS + DEPUTIES
steps = st.one_of(
    step("answer", MEMBERS, NO_OR_YES),
    step("answer", everyone, list(Answer)),
    step("whoever_is_asked_answers", NO_OR_YES),
    step("whoever_is_asked_answers", [Answer.COMING]),
    step("wait", [1, 8, 24, 60]),
    step("move", STARTS),
    step("cancel_or_restore", list(MeetingStatus)),
    step("end_term", everyone, [0, 3, None]),
    step("take_a_seat", (*DEPUTIES, 6), sorted(SEATS)),
    step("press_call", range(4)),
    step("press_release"),
)


NO, YES = Answer.NO, Answer.COMING
CALLED_THEN_SEATED = [("answer", 1, NO), ("whoever_is_asked_answers", YES), ("take_a_seat", 11, 4)]
SILENT_THEN_WILLING = [
    ("answer", 13, NO), ("answer", 14, NO), ("answer", 1, NO), ("wait", 60), ("wait", 8), ("answer", 11, YES),
    ("whoever_is_asked_answers", NO), ("answer", 1, YES), ("answer", 1, NO),
]  # fmt: skip
MOVED_AND_BACK = [
    ("answer", 1, NO), ("press_call", 0), ("whoever_is_asked_answers", YES), ("move", STARTS[1]), ("answer", 1, NO),
    ("press_call", 0), ("press_release",), ("move", STARTS[0]),
]  # fmt: skip


def test_whoever_was_asked_before_a_move_away_and_back_is_asked_anew():
    council = Council(DeputyMode.BY_ITSELF)
    council.answer(1, NO)
    council.move(STARTS[2])
    council.wait(64)
    council.move(STARTS[0])

    assert [call.ended for call in council.calls] == [CallEnd.RELEASED, ""]
    assert {call.person_id for call in council.calls} == {11}


@settings(max_examples=100)
@example(DeputyMode.BY_ITSELF, CALLED_THEN_SEATED)
@example(DeputyMode.BY_ITSELF, SILENT_THEN_WILLING)
@example(DeputyMode.BY_HAND, MOVED_AND_BACK)
@given(st.sampled_from(MODES), st.lists(steps, min_size=20, max_size=30))
def test_every_seat_has_one_person_or_an_explanation_after_any_order_of_steps(mode, steps):
    council = Council(mode)
    for name, *choices in steps:
        getattr(council, name)(*choices)
        council.each_seat_has_one_or_an_explanation()
        council.no_seat_is_empty_that_a_deputy_might_fill()
