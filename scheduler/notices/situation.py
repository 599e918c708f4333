"""Values: all that a rule may know of one meeting or year, and a mail that the plan knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, TypeVar

from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, Member, Person
from scheduler.mail.rows import MailedLetter, OutboxMessage
from scheduler.meetings import replies, seating
from scheduler.meetings.rows import Answer, DeputyCall, Meeting, Reply
from scheduler.notes.follow_ups import Tracked
from scheduler.notes.rows import NotesApproval
from scheduler.notices.digest.mishaps import Mishap
from scheduler.notices.kinds import KINDS, Form, Kind, Letter, base_occasion, occasion_number
from scheduler.notices.rows import CouncilText, NoticeIssue, NoticeOverride, NoticeText
from scheduler.workdays import Workdays
from scheduler.years.rows import CouncilYear

Said = TypeVar("Said", NoticeOverride, NoticeText)
BY_HAND = "by_hand"
"""The reason of what a person skipped or took off the list of what to do."""
_EACH_ITS_OWN = (Form.REVISION, Form.TERM, Form.CALL, Form.ITEM)
"""Of such a kind, no word on one mail holds for the next."""
Facts = dict[str, object]
"""What a letter states of a meeting: `facts.meeting_facts`."""


@dataclass(frozen=True)
class Situation:
    """All a rule may know of one meeting, or (meeting None) of one year with its meetings.

    `meetings`: those of the year, earliest first, and for a meeting those of the council after it too. `issued` and
    `letters` are those of this meeting and of its year's mail, oldest first; of a year, also those of its meetings to
    people whose term a person has ended. `mishaps`: what a report is to tell.
    `is_followed`: a later year has a meeting. `items`: the meeting's, proposed and declined ones too; no fact of a
    letter. `notes_at` (UTC): when its notes were published first; `follow_ups`: those of the council that are open.
    `approval`: what the chair was asked about its notes last, until those are published.
    """

    council: Council
    year: CouncilYear
    meeting: Meeting | None
    meetings: tuple[Meeting, ...]
    members: tuple[Member, ...]
    issued: tuple[NoticeIssue, ...]
    letters: tuple[MailedLetter, ...]
    keepers: tuple[Person, ...] = ()
    overrides: tuple[NoticeOverride, ...] = ()
    replies: tuple[Reply, ...] = ()
    calls: tuple[DeputyCall, ...] = ()
    texts: tuple[CouncilText, ...] = ()
    edits: tuple[NoticeText, ...] = ()
    mishaps: tuple[Mishap, ...] = ()
    is_followed: bool = False
    items: tuple[AgendaItem, ...] = ()
    presenters: tuple[Person, ...] = ()
    notes_at: datetime | None = None
    approval: NotesApproval | None = None
    follow_ups: tuple[Tracked, ...] = ()

    def letters_to(self, person_id: int) -> Sequence[MailedLetter]:
        """Oldest first."""
        return self._by_person.get(person_id, ())

    @cached_property
    def _by_person(self) -> Mapping[int, Sequence[MailedLetter]]:
        """Rules ask it for each of perhaps thousands."""
        letters = defaultdict[int, list[MailedLetter]](list)
        for row in self.letters:
            letters[row.person_id].append(row)
        return letters

    @property
    def secretaries(self) -> tuple[Person, ...]:
        """Who is mailed what the council's secretaries are: its accounts, else whoever reads the replies."""
        return self.keepers or (self.council.reply_to,)

    @property
    def subjects(self) -> tuple[Meeting, ...]:
        """What its mail is about: the meeting, or all of the year's."""
        return (self.meeting,) if self.meeting else self.meetings

    @property
    def touched(self) -> int:
        return (self.meeting or self.year).touched

    @property
    def owner(self) -> dict[str, int | None]:
        """Its meeting or year, as rows that are of one of them name it."""
        if self.meeting:
            return {"meeting_id": self.meeting.id, "year_id": None}
        return {"meeting_id": None, "year_id": self.year.id}

    @cached_property
    def free(self) -> Workdays:
        return Workdays(self.council.country)

    @cached_property
    def rules(self) -> notice_rules.NoticeRules:
        return notice_rules.read_rules(self.council.notice_rules)

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        """The items that stand on the meeting's agenda, in their order."""
        return tuple(item for item in self.items if item.status == ItemStatus.ON_AGENDA)

    @cached_property
    def called_deputies(self) -> frozenset[int]:
        """The ids of those who are called as deputies."""
        return seating.called_deputy_ids(self.meeting, self.calls) if self.meeting else frozenset()

    @cached_property
    def sitting(self) -> Sequence[Member]:
        """Everyone whose term covers the meeting's day, or some day of the year, each once."""
        if self.meeting:
            day = self.meeting.starts.date
            return seating.one_each(member for member in self.members if member.covers(day))
        first, last = date(self.year.year, 1, 1), date(self.year.year, 12, 31)
        return seating.one_each(m for m in self.members if m.covers_some_of(first, last))

    @property
    def due_follow_ups(self) -> tuple[Tracked, ...]:
        """What is to be reported back at the meeting."""
        return tuple(
            one
            for one in self.follow_ups
            if self.meeting and one.due and one.due.id == self.meeting.id
        )

    def answers(self) -> dict[int, Answer]:
        """By person id, what each has answered to the meeting's present start; nobody twice."""
        if self.meeting is None:
            return {}
        standing = replies.counted_replies(self.meeting, self.replies, self.calls)
        return {person: Answer(reply.answer) for person, reply in standing.items()}

    def key(self, kind: Kind, occasion: str) -> str:
        of = f"m{self.meeting.number}" if self.meeting else f"y{self.year.year}"
        return f"{self.council.slug}/{of}/{kind}/{occasion}"

    def override(self, kind: Kind, occasion: str) -> NoticeOverride | None:
        """The secretary's word: on this occasion, else on an earlier one of the kind that was never issued."""
        return self._standing(kind, occasion, self.overrides)

    def edited(self, kind: Kind, occasion: str, letter: Letter, code: str) -> NoticeText | None:
        """The words for this one mail, by the rule of `override`."""
        edits = [e for e in self.edits if e.letter == letter and e.language == code]
        return self._standing(kind, occasion, edits)

    def is_edited(self, kind: Kind, occasion: str) -> bool:
        """Whether some letter of this mail has words of its own."""
        return self._standing(kind, occasion, self.edits) is not None

    def _standing(self, kind: Kind, occasion: str, said: Sequence[Said]) -> Said | None:
        said = [one for one in said if one.kind == kind]
        exact = next((one for one in said if one.occasion == occasion), None)
        if exact or KINDS[kind].form in _EACH_ITS_OWN or base_occasion(occasion) != occasion:
            return exact
        earlier = (one for one in said if base_occasion(one.occasion) == one.occasion)
        return next((one for one in earlier if not self.issue(kind, one.occasion)), None)

    def awaits_approval(self, occasion: str) -> bool:
        """True where the council wants each kallelse approved and nobody has done so for this occasion itself."""
        if not self.council.approve_kallelse:
            return False
        said = self.override(Kind.KALLELSE, occasion)
        return not (said and said.occasion == occasion and (said.approved or said.send_at))

    def kallelse(self, meeting: Meeting) -> NoticeIssue | None:
        """The order of the kallelse to the meeting's present start."""
        return self.issue(Kind.KALLELSE, KINDS[Kind.KALLELSE].occasion(meeting.starts))

    def stated(self, meeting: Meeting) -> dict[int, Facts]:
        """By issue, what its letters tell of the meeting; only of those that tell of it."""
        return {
            issue.id: facts
            for issue in self.issued
            if KINDS[issue.kind].tells and (facts := issue.facts.get(str(meeting.id)))
        }

    def issue_of(self, row: OutboxMessage | MailedLetter) -> NoticeIssue:
        """The order by which the letter was made."""
        return next(issue for issue in self.issued if issue.id == row.issue_id)

    def issue(self, kind: Kind, occasion: str) -> NoticeIssue | None:
        key = self.key(kind, occasion)
        return next((issue for issue in self.issued if issue.key == key), None)

    def orders(self, kind: Kind, occasion: str) -> list[NoticeIssue]:
        """The order of the occasion, and those of it once more, oldest first."""
        base = base_occasion(occasion)
        return [i for i in self.issued if i.kind == kind and base_occasion(i.occasion) == base]

    def next_occasion(self, kind: Kind, occasion: str, *said: NoticeOverride) -> str:
        """By which it goes once more; itself where it has not gone. `said` are pressed for, gone or not."""
        base = base_occasion(occasion)
        gone = [issue.occasion for issue in self.orders(kind, base)]
        gone += [row.occasion for row in said if row.kind == kind]
        numbers = [occasion_number(one) for one in gone if base_occasion(one) == base]
        return f"{base}.{max(numbers) + 1}" if numbers else base


class Recipient(NamedTuple):
    """One who gets the notice, by which letter.

    `calendar`: a calendar part goes with it, where answers are read. `uninvited`: that part takes the meeting out of
    their calendar, though it is held. `is_called`: the kallelse of this meeting is theirs.
    """

    person: Person
    letter: Letter
    calendar: bool = False
    uninvited: bool = False
    is_deputy: bool = False
    is_called: bool = False


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """A mail the plan knows.

    Instants are UTC. `skipped` says why it does not go; `waits`: for a person's approval; `carries` is a notice it
    stands for. `about`: the meetings it is about, where those are not all of the year's.
    """

    key: str
    kind: Kind
    occasion: str
    due_at: datetime
    expires_at: datetime
    audience: tuple[Recipient, ...]
    skipped: str = ""
    held: bool = False
    waits: bool = False
    carries: "PlannedNotice | None" = None
    issue: NoticeIssue | None = None
    about: tuple[Meeting, ...] = ()

    @property
    def priority(self) -> int:
        return KINDS[self.kind].priority


@dataclass(frozen=True, slots=True)
class OneLetter:
    """One letter of a mail: the situation it is made in, to whom it goes, and when it is made (UTC).

    A letter asks for nothing by a day that has passed then. `examples`: what some fields say in a sample.
    """

    situation: Situation
    notice: PlannedNotice
    to: Recipient
    at: datetime
    examples: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """That of the person, else of the council."""
        return self.to.person.language or self.situation.council.language


def planned_notice(
    s: Situation,
    kind: Kind,
    occasion: str,
    due_at: datetime,
    expires_at: datetime,
    to: Iterable[Recipient],
    skipped: str = "",
    about: tuple[Meeting, ...] = (),
) -> PlannedNotice:
    """A mail of the plan as the secretary's override leaves it. `skipped`: why the plan leaves it out."""
    override = s.override(kind, occasion)
    return PlannedNotice(
        s.key(kind, occasion),
        kind,
        occasion,
        override.send_at if override and override.send_at else due_at,
        expires_at,
        tuple(to),
        BY_HAND if override and override.skipped else skipped,
        held=bool(override and override.held),
        issue=s.issue(kind, occasion),
        about=about,
    )
