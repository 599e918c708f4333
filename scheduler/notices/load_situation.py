"""How the plan's Situations are read: everything of a council once, then one Situation of each meeting and year."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select

from scheduler.agenda import store as agendas
from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.clock import Wall
from scheduler.councils import notice_rules
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.mail import queries
from scheduler.mail.queries import MAILED_LETTERS, MailedLetters
from scheduler.mail.rows import MailedLetter, OutboxMessage
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store as notes
from scheduler.notes.rows import NotesApproval
from scheduler.notices import audience, store
from scheduler.notices.kinds import Kind
from scheduler.notices.rows import NoticeIssue, NoticeOverride, NoticeText
from scheduler.notices.situation import Said, Situation
from scheduler.notices.store import Owner, Ref
from scheduler.workdays import Workdays
from scheduler.years.rows import CouncilYear

LATELY = timedelta(days=2)
_Key = tuple[int | None, int | None]
"""The ids of a year and a meeting, of which one is None."""
_Wanted = Sequence[tuple[CouncilYear, Meeting | None]]
_FRESH = {"populate_existing": True}


def _of_them(row: type[NoticeIssue] | type[Said]) -> ColumnElement[bool]:
    return or_(row.year_id.in_(_given("years")), row.meeting_id.in_(_given("meetings")))


def _given(ids: str) -> BindParameter[Any]:
    return bindparam(ids, expanding=True)


def _words(row: type[Said]) -> Select[Said]:
    return select(row).where(_of_them(row)).order_by(row.id.desc()).execution_options(**_FRESH)


# Made once: every letter asks them all, and to make them takes as long as to ask them.
_ISSUES = select(NoticeIssue).where(_of_them(NoticeIssue)).order_by(NoticeIssue.id)
_LETTERS = MAILED_LETTERS.where(
    OutboxMessage.issue_id.in_(select(NoticeIssue.id).where(_of_them(NoticeIssue)))
)
_LETTERS_TO_SOME = _LETTERS.where(OutboxMessage.person_id.in_(_given("people")))
# Those that `audience.called_ids` counts.
_CALLING_LETTERS = _LETTERS.where(
    OutboxMessage.letter.in_(audience.CALLING) | (OutboxMessage.kind == Kind.CHANGE)
)
DATES_LETTERS = _LETTERS.where(OutboxMessage.kind == Kind.YEAR_DATES)
_MEETINGS = select(Meeting).where(Meeting.id.in_(_given("ids"))).execution_options(**_FRESH)
_YEARS = select(CouncilYear).where(CouncilYear.id.in_(_given("ids"))).execution_options(**_FRESH)
_OVERRIDES, _EDITS = _words(NoticeOverride), _words(NoticeText)


def load_situation(session: Session, ref: Ref, *, person_id: int | None = None) -> Situation:
    """All that is known of one meeting or year, read anew.

    With `person_id`, members, letters and replies of that person alone: enough to say whether a letter of theirs still
    holds, and no more work in a large council than in a small one.
    """
    (situation,) = load_situations(session, [ref], person_id=person_id)
    return situation


def lock_situation(session: Session, ref: Ref) -> Situation:
    """The same, with its meeting or year locked until the transaction ends."""
    store.lock_touched(session, ref)
    return load_situation(session, ref)


def load_called(session: Session, of: Sequence[Meeting]) -> Iterator[Situation]:
    """Of each of the meetings whose kallelse was ordered: enough to say who was called and what they answered."""
    ids = store.ordered_meetings(session, [meeting.id for meeting in of], Kind.KALLELSE)
    refs = [Ref(Owner.MEETING, meeting.id) for meeting in of if meeting.id in ids]
    return load_situations(session, refs, letters=_CALLING_LETTERS)


def load_situations(
    session: Session,
    refs: Sequence[Ref],
    *,
    person_id: int | None = None,
    letters: MailedLetters = _LETTERS,
) -> Iterator[Situation]:
    """The same of each, in as many queries as one: in the order of `refs` where all are of one council; else those
    of one council follow each other.

    With a narrower query of `letters` there are no others, and nothing that only the plan asks.
    """
    ids = {owner: {ref.id for ref in refs if ref.owner is owner} for owner in Owner}
    rows = session.scalars(_MEETINGS, {"ids": ids[Owner.MEETING]}) if ids[Owner.MEETING] else ()
    by_id = {meeting.id: meeting for meeting in rows}
    year_ids = ids[Owner.YEAR] | {meeting.council_year_id for meeting in by_id.values()}
    years = {year.id: year for year in session.scalars(_YEARS, {"ids": year_ids})}
    by_council: dict[int, list[tuple[CouncilYear, Meeting | None]]] = defaultdict(list)
    for ref in refs:
        meeting = by_id[ref.id] if ref.owner is Owner.MEETING else None
        year = years[meeting.council_year_id if meeting else ref.id]
        by_council[year.council_id].append((year, meeting))
    for council_id, wanted in by_council.items():
        first = date(min(year.year for year, _ in wanted), 1, 1)
        everything = meetings.of_council(session, council_id, since=first)
        loader = _Loader(session, council_id, everything, wanted, person_id, letters)
        yield from (loader.situation(year, meeting) for year, meeting in wanted)


def find_open(
    council: Council, also: Collection[Ref], *, now: datetime
) -> Callable[[CouncilYear | Meeting], bool]:
    """Which meetings and years have mail to look at now: those in `also`, and those with mail due within two days.

    Besides, years that are not over, and meetings not over since two days whose first mail by the rules may have gone.
    All of them while all mail is on hold.
    """
    last, soon, today = (Wall.at(at, council.zone) for at in (now - LATELY, now + LATELY, now))
    rules, free = notice_rules.read_rules(council.notice_rules), Workdays(council.country)

    def is_open(row: CouncilYear | Meeting) -> bool:
        if isinstance(row, Meeting):
            ref, is_over = Ref(Owner.MEETING, row.id), row.ends_at <= last.utc()
            is_near = not is_over and rules.first_day(row.starts.date, free) <= today.date
        else:
            ref, is_near = Ref(Owner.YEAR, row.id), row.year >= last.date.year
        is_due = row.next_due_at is not None and row.next_due_at <= soon.utc()
        return is_near or is_due or ref in also or council.is_paused

    return is_open


def council_situations(
    session: Session,
    council_id: int,
    *,
    since: date | None = None,
    is_wanted: Callable[[CouncilYear | Meeting], bool] = lambda _row: True,
) -> list[Situation]:
    """Of every year and meeting of the council, in the order of time.

    With `since`, a day on the council's wall: of the meetings that begin from then on and of the years they touch.
    """
    first = since or date.min
    query = select(CouncilYear).where(CouncilYear.council_id == council_id)
    years = session.scalars(query.order_by(CouncilYear.year).execution_options(**_FRESH))
    refs = [Ref(Owner.YEAR, y.id) for y in years if first.year <= y.year and is_wanted(y)]
    refs += [
        Ref(Owner.MEETING, meeting.id)
        for meeting in meetings.of_council(session, council_id, since=since)
        if first <= meeting.starts.date and is_wanted(meeting)
    ]
    return list(load_situations(session, refs))


class _Loader:
    """What is read of a council for some of its years and meetings, and the Situation of each."""

    def __init__(
        self,
        session: Session,
        council_id: int,
        all_meetings: Sequence[Meeting],
        wanted: _Wanted,
        person_id: int | None = None,
        letters: MailedLetters = _LETTERS,
    ) -> None:
        self.overrides: Mapping[_Key, Sequence[NoticeOverride]] = {}
        self.edits: Mapping[_Key, Sequence[NoticeText]] = {}
        self.items: Mapping[int, Sequence[AgendaItem]] = {}
        self.by_email: Sequence[Person] = ()
        self.notes_at: Mapping[int, datetime] = {}
        self.approvals: Mapping[int, NotesApproval] = {}
        ids = sorted(meeting.id for _, meeting in wanted if meeting)
        given = {"years": sorted({year.id for year, _ in wanted}), "meetings": ids}
        members = tuple(councils.members(session, council_id, person_id=person_id))
        self.meetings = all_meetings
        self.issued: dict[_Key, list[NoticeIssue]] = defaultdict(list)
        self.letters: dict[int, list[MailedLetter]] = defaultdict(list)  # by issue
        query = _LETTERS_TO_SOME if person_id else letters
        self._add_letters(session, query, given | {"people": [person_id]})
        # Members whose term a person has ended. Of a year, letters to them on its meetings are read too.
        self.ended = tuple(member for member in members if member.ended_at and not person_id)
        alone = [year.id for year, meeting in wanted if meeting is None]
        if beyond := {m.id for m in self._beyond(alone)} - {*ids}:
            people = [member.person_id for member in self.ended]
            owners = {"years": [], "meetings": beyond}
            self._add_letters(session, _LETTERS_TO_SOME, {**owners, "people": people})
        self.replies = meetings.replies_to(session, ids, person_id=person_id) if ids else {}
        self.calls = meetings.calls_to(session, ids) if ids else {}
        self.common: dict[str, Any] = {
            "council": councils.council_by_id(session, council_id),
            "members": members,
            "keepers": tuple(a.person for a in councils.accounts_of_council(session, council_id)),
        }
        if letters is _LETTERS:
            self._read_for_plan(session, council_id, given)

    def _read_for_plan(self, session: Session, council_id: int, given: dict[str, Any]) -> None:
        self.overrides = _said(session, _OVERRIDES, given)
        self.edits = _said(session, _EDITS, given)
        if ids := given["meetings"]:
            self.items = agendas.items_of(session, ids)
            self.notes_at = notes.first_published(session, ids)
            self.approvals = notes.open_approvals(session, ids)
        emails = {i.presenter_email for of in self.items.values() for i in of if i.presenter_email}
        self.by_email = councils.people_by_email(session, emails) if emails else []
        self.common["texts"] = tuple(store.own_texts(session, council_id))
        self.common["follow_ups"] = tuple(notes.open_follow_ups(session, council_id))

    def _add_letters(self, session: Session, query: MailedLetters, given: dict[str, Any]) -> None:
        for issue in session.scalars(_ISSUES, given):
            self.issued[issue.year_id, issue.meeting_id].append(issue)
        for letter in queries.mailed_letters(session, query, given):
            self.letters[letter.issue_id].append(letter)

    def situation(self, year: CouncilYear, meeting: Meeting | None) -> Situation:
        """Of the meeting; of the year where that is None."""
        key = (None, meeting.id) if meeting else (year.id, None)
        first, meeting_id = (meeting.starts_at, meeting.id) if meeting else (None, 0)
        items = tuple(self.items.get(meeting_id, ()))
        on_agenda = {i.presenter_email.lower() for i in items if i.status == ItemStatus.ON_AGENDA}
        issued, letters = self._letters(year, meeting)
        return Situation(
            **self.common,
            year=year,
            meeting=meeting,
            meetings=tuple(
                other
                for other in self.meetings
                if other.council_year_id == year.id or (first and other.starts_at > first)
            ),
            issued=issued,
            letters=letters,
            overrides=tuple(self.overrides.get(key, ())),
            replies=tuple(self.replies.get(meeting_id, ())),
            calls=tuple(self.calls.get(meeting_id, ())),
            edits=tuple(self.edits.get(key, ())),
            items=items,
            presenters=tuple(p for p in self.by_email if p.email.lower() in on_agenda),
            notes_at=self.notes_at.get(meeting_id),
            approval=self.approvals.get(meeting_id),
            is_followed=any(other.starts.date.year > year.year for other in self.meetings),
        )

    def _letters(
        self, year: CouncilYear, meeting: Meeting | None
    ) -> tuple[tuple[NoticeIssue, ...], tuple[MailedLetter, ...]]:
        """The orders of the year and of the meeting, and their letters, oldest first.

        Of a year alone, with those of its meetings that some term which a person ended does not reach.
        """
        keys = [(None, m.id) for m in ([meeting] if meeting else self._beyond([year.id]))]
        orders = (issue for key in [(year.id, None), *keys] for issue in self.issued[key])
        issued = sorted(orders, key=lambda issue: issue.id)
        letters = [row for issue in issued for row in self.letters[issue.id]]
        return tuple(issued), tuple(sorted(letters, key=lambda row: row.id))

    def _beyond(self, year_ids: Collection[int]) -> list[Meeting]:
        """Meetings of those years that some term which a person ended does not reach."""
        ends = [member.until_on for member in self.ended if member.until_on]
        return [
            meeting
            for meeting in self.meetings
            if meeting.council_year_id in year_ids and ends and meeting.starts.date > min(ends)
        ]


def _said(session: Session, query: Select[Said], given: dict[str, Any]) -> dict[_Key, list[Said]]:
    """The newest first: of two for an occasion the later word counts."""
    said: dict[_Key, list[Said]] = defaultdict(list)
    for word in session.scalars(query, given):
        said[word.year_id, word.meeting_id].append(word)
    return said
