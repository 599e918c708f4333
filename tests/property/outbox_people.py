"""What people do while mail is on its way: the rules of the state machine that are theirs."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from scheduler.clock import Wall
from scheduler.councils import council_settings, store, terms
from scheduler.councils.rows import Council, Member
from scheduler.councils.term_rules import TermDetails
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import UserError
from scheduler.history.rows import OPERATOR
from scheduler.mail import letter_actions
from scheduler.meetings import lifecycle, replies
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Answer, Meeting, Reply, Source
from scheduler.notices import mail_actions, pause
from scheduler.years import store as years
from tests import build
from tests.property.outbox_model import plans
from tests.property.outbox_server import Server, StepClock

OFFSETS = [
    {"kallelse": "10 days"},
    {"kallelse": ""},
    {"hour": "09:30", "day_before": "2 days"},
    {"hour": "", "day_before": ""},
    {"call_for_items": "35 days", "items_reminder": "28 days"},
    {"approve_kallelse": "yes"},
    {"approve_kallelse": "no"},
    {"inform_deputies": "yes"},
]
WORDS = [
    mail_actions.hold,
    mail_actions.skip,
    mail_actions.send_now,
    mail_actions.resume,
    mail_actions.approve,
]
CHANGES = [
    "day before",
    "day after",
    "week after",
    "hour",
    "back",
    "room",
    "cancel",
    "restore",
    "undo",
]
EDITS = ["create", "join", "leave", "address", "address", "coming", "no"]
DAYS_AHEAD = [3, 12, 40, 60]
MOST_MEETINGS, MOST_MEMBERS = 5, 6
numbers = st.integers(min_value=1, max_value=3)
members = st.integers(min_value=0, max_value=3)
Action = Callable[[Session, Council], object]


class People(RuleBasedStateMachine):
    """Needs `database`, `clock` and `server`."""

    database: Database
    clock: StepClock
    server: Server

    def change(self, action: Action) -> None:
        """One action of a person; where the plan is another by it, the version has risen."""
        now = self.clock.now()
        before = plans(self.database, now)
        try:
            with writing(self.database, now) as session:
                action(session, store.council(session, "granasbra"))
        except UserError:
            return
        for ref, (touched, told) in plans(self.database, now).items():
            if ref in before and before[ref][1] != told:
                assert touched > before[ref][0], f"{ref}: the plan changed and nobody was told"

    @rule(number=numbers, what=st.sampled_from(CHANGES))
    def change_meeting(self, number: int, what: str) -> None:
        self.change(self.to_meeting(number, what))

    def to_meeting(self, number: int, what: str) -> Action:
        acts = {
            "cancel": lifecycle.cancel,
            "restore": lifecycle.restore,
            "undo": lifecycle.take_back,
        }

        def action(session: Session, _council: Council) -> None:
            meeting, now = build.meeting(session, number), self.clock.now()
            if what in acts:
                acts[what](session, meeting, by=OPERATOR, now=now)
                return
            starts, place = _moved(meeting, what)
            ends = starts.plus(120)
            lifecycle.move(
                session, meeting, starts=starts, ends=ends, place=place, by=OPERATOR, now=now
            )

        return action

    @rule(what=st.sampled_from(EDITS), number=numbers, n=members)
    def edit(self, what: str, number: int, n: int) -> None:
        """The year, the roster, the settings, an answer."""
        acts = {
            "create": lambda s, c: self._create(s, c, days=DAYS_AHEAD[n]),
            "join": lambda s, c: self._join(s, c, role="deputy" if n == 0 else "member"),
            "leave": lambda s, c: self._leave(s, _member(s, c, n)),
            "address": lambda s, c: self._readdress(_member(s, c, n)),
            "coming": lambda s, c: self._reply(s, number, _member(s, c, n), Answer.COMING),
            "no": lambda s, c: self._reply(s, number, _member(s, c, n), Answer.NO),
        }
        self.change(acts[what])

    @rule(values=st.sampled_from(OFFSETS))
    def edit_offsets(self, values: dict[str, str]) -> None:
        self.change(
            lambda s, c: council_settings.change_settings(
                s, c, values, by=OPERATOR, now=self.clock.now()
            )
        )

    def _create(self, session: Session, council: Council, days: int) -> None:
        """A meeting more in the published year."""
        if meetings.next_number(session, council.id) > MOST_MEETINGS:
            return
        # A year has no meeting of another.
        today = max(Wall.at(self.clock.now(), build.ZONE).date, date(2021, 12, 31))
        starts = Wall.parse(f"{today + timedelta(days=days)} 10:00", build.ZONE)
        lifecycle.add_meeting(
            session,
            council,
            council_year_id=years.get(session, council.id, 2022).id,
            starts=starts,
            ends=starts.plus(60),
            place="Stadshuset",
            by=OPERATOR,
            now=self.clock.now(),
        )

    def _join(self, session: Session, council: Council, role: str) -> None:
        number = len(store.members(session, council.id)) + 1
        if number > MOST_MEMBERS:
            return
        email = f"new.{number}@example.org"
        new = TermDetails(
            f"New {number}", email, role=role, organisation="Skolan", since_on=date(2021, 12, 1)
        )
        terms.join_council(session, council, new, by=OPERATOR, now=self.clock.now())

    def _leave(self, session: Session, member: Member) -> None:
        today = Wall.at(self.clock.now(), build.ZONE).date
        terms.end_term(session, member, last_on=today, by=OPERATOR, now=self.clock.now())

    def _readdress(self, member: Member) -> None:
        member.person.email = f"n{len(member.person.email)}.{member.person.email}"[-60:]

    def _reply(self, session: Session, number: int, member: Member, answer: Answer) -> None:
        meeting, given = build.meeting(session, number), Reply(answer=answer, source=Source.LINK)
        now = self.clock.now()
        replies.record_reply(session, meeting, member.person, given, by=OPERATOR, now=now)

    @rule(word=st.sampled_from(WORDS), which=st.integers(0, 5))
    def say(self, word: Callable[..., None], which: int) -> None:
        """A word on a mail that has not been ordered."""

        def action(session: Session, council: Council) -> None:
            coming = [line.key for line in build.coming(session, council, self.clock.now())]
            if coming:
                key = coming[which % len(coming)]
                word(session, council, key, by=OPERATOR, now=self.clock.now())

        self.change(action)

    @rule()
    def hold_the_next_until_it_is_due(self) -> None:
        """Its time comes, and it must not be ordered."""
        now = self.clock.now()
        with reading(self.database) as session:
            coming = build.coming(session, store.council(session, "granasbra"), now)
            line = next((one for one in coming if one.due_at > now), None)
        if line is None:
            return
        self.change(
            lambda s, c: mail_actions.hold(s, c, line.key, by=OPERATOR, now=self.clock.now())
        )
        self.clock.at = line.due_at + timedelta(minutes=1)

    @rule()
    def pause_all_or_let_it_go(self) -> None:
        """By turns."""
        now = self.clock.now()

        def action(session: Session, council: Council) -> None:
            act = pause.resume_mail if council.is_paused else pause.pause_mail
            act(session, council, by=OPERATOR, now=now)

        self.change(action)

    @rule(again=st.booleans())
    def decide(self, again: bool) -> None:
        act = letter_actions.send_again if again else letter_actions.count_as_sent
        rows = build.letters(self.database)
        ended = [row for row in rows if row.state in letter_actions.MAY_GO_AGAIN or row.bounced_at]
        for row in ended[:1]:
            with suppress(UserError), writing(self.database, self.clock.now()) as session:
                act(session, row.id, by=OPERATOR, now=self.clock.now())


def _member(session: Session, council: Council, n: int) -> Member:
    sitting = store.members(session, council.id)
    return sitting[n % len(sitting)]


def _moved(meeting: Meeting, what: str) -> tuple[Wall, str]:
    """The start and place that it gets."""
    days = {"day before": -1, "day after": 1, "week after": 7}
    if what in days:
        day = meeting.starts.date + timedelta(days=days[what])
        return Wall.parse(f"{day} 15:00", build.ZONE), meeting.place
    if what == "hour":
        return Wall.parse(f"{meeting.starts.date} 13:00", build.ZONE), meeting.place
    if what == "back" and meeting.number <= len(build.SEED_DAYS):
        return Wall.parse(f"{build.SEED_DAYS[meeting.number - 1]} 15:00", build.ZONE), meeting.place
    return meeting.starts, "Granen" if what == "room" and meeting.place != "Granen" else "Tallen"
