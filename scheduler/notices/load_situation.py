"""How the plan's Situations are read: everything of a council once, then one Situation of each meeting and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import defer

from scheduler.agenda import store as agendas
from scheduler.agenda.rows import ItemStatus
from scheduler.councils import store as councils
from scheduler.councils.rows import Member, Person
from scheduler.db.session import Session
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store as notes
from scheduler.notices import store
from scheduler.notices.rows import NoticeIssue, NoticeOverride, NoticeText
from scheduler.notices.situation import Said, Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years.rows import CouncilYear

_FRESH = {"populate_existing": True}
Row = TypeVar("Row", Meeting, CouncilYear)
_Key = tuple[int | None, int | None]
"""The ids of a year and a meeting, of which one is None."""
_Wanted = Sequence[tuple[CouncilYear, Meeting | None]]


def load_situation(session: Session, ref: Ref, *, person_id: int | None = None) -> Situation:
    """All that is known of it, read anew.

    With `person_id`, members and letters of that person alone: enough to say whether a letter of theirs still holds,
    and no more work in a large council than in a small one.
    """
    ((_, situation),) = load_situations(session, [ref], person_id=person_id)
    return situation


def lock_situation(session: Session, ref: Ref) -> Situation:
    """The same, with its meeting or year locked until the transaction ends."""
    store.lock(session, ref)
    return load_situation(session, ref)


def load_situations(
    session: Session, refs: Sequence[Ref], *, person_id: int | None = None
) -> Iterator[tuple[Ref, Situation]]:
    """The same of each; those of one council follow each other, in as many queries as one takes."""
    by_id = _rows(session, Meeting, {ref.id for ref in refs if ref.owner is Owner.MEETING})
    year_ids = {m.council_year_id for m in by_id.values()}
    years = _rows(session, CouncilYear, year_ids | {r.id for r in refs if r.owner is Owner.YEAR})
    by_council: dict[int, list[tuple[Ref, CouncilYear, Meeting | None]]] = defaultdict(list)
    for ref in refs:
        meeting = by_id[ref.id] if ref.owner is Owner.MEETING else None
        year = years[meeting.council_year_id if meeting else ref.id]
        by_council[year.council_id].append((ref, year, meeting))
    for council_id, wanted in by_council.items():
        everything = meetings.of_council(session, council_id)
        of = [(year, meeting) for _, year, meeting in wanted]
        loader = _Loader(session, council_id, everything, of, person_id)
        for ref, year, meeting in wanted:
            yield ref, loader.situation(year, meeting)


def council_situations(
    session: Session, council_id: int, *, since: date | None = None, until: date | None = None
) -> list[Situation]:
    """Of every year and meeting of the council, in the order of time, in as many queries as one takes.

    With `since` and `until`, days on the council's wall: of the meetings that begin then and of the years they touch.
    """
    first, last = since or date.min, until or date.max
    query = select(CouncilYear).where(CouncilYear.council_id == council_id)
    years = session.scalars(query.order_by(CouncilYear.year).execution_options(**_FRESH)).all()
    by_id = {year.id: year for year in years}
    # Of the first year's other meetings too, which its mail is about.
    begin = date(since.year, 1, 1) if since else None
    everything = meetings.of_council(session, council_id, since=begin)
    wanted: list[tuple[CouncilYear, Meeting | None]] = [
        (year, None) for year in years if first.year <= year.year <= last.year
    ]
    wanted += [
        (by_id[meeting.council_year_id], meeting)
        for meeting in everything
        if first <= meeting.starts.date <= last
    ]
    loader = _Loader(session, council_id, everything, wanted)
    return [loader.situation(year, meeting) for year, meeting in wanted]


def situation_ref(s: Situation) -> Ref:
    return store.make_ref(s.meeting.id if s.meeting else None, s.year.id)


class _Loader:
    """What is read of a council for some of its years and meetings, and the Situation of each."""

    def __init__(
        self,
        session: Session,
        council_id: int,
        all_meetings: Sequence[Meeting],
        wanted: _Wanted,
        person_id: int | None = None,
    ) -> None:
        meeting_ids = sorted(meeting.id for _, meeting in wanted if meeting)
        given = {
            "years": sorted({year.id for year, _ in wanted}),
            "meetings": meeting_ids,
            "person": person_id,
        }
        members = tuple(councils.members(session, council_id, person_id=person_id))
        self.meetings = all_meetings
        self.issued: dict[_Key, list[NoticeIssue]] = defaultdict(list)
        self.told: dict[int, list[OutboxMessage]] = defaultdict(list)  # by issue
        self._add_letters(session, _letters(of_one=person_id is not None), given)
        # Members whose term a person has ended. Of a year, letters to them on its meetings are read too.
        self.ended = tuple(member for member in members if member.ended_at and not person_id)
        if self.ended:
            alone = [year.id for year, meeting in wanted if meeting is None]
            beyond = {m.id for m in _beyond(all_meetings, alone, self.ended)} - {*meeting_ids}
            people = {member.person_id for member in self.ended}
            if beyond:
                of_ended = {"years": [], "meetings": beyond, "people": people}
                self._add_letters(session, _letters_to_some(), of_ended)
        self.overrides = _said(session, NoticeOverride, given)
        self.edits = _said(session, NoticeText, given)
        self.items = agendas.items_of(session, meeting_ids) if meeting_ids else {}
        emails = {i.presenter_email for of in self.items.values() for i in of if i.presenter_email}
        self.by_email = councils.people_by_email(session, emails) if emails else []
        self.replies = meetings.replies_to(session, meeting_ids) if meeting_ids else {}
        published = notes.first_published(session, meeting_ids) if meeting_ids else {}
        self.notes_at = published
        self.approvals = notes.open_approvals(session, meeting_ids) if meeting_ids else {}
        self.calls = meetings.calls_to(session, meeting_ids) if meeting_ids else {}
        self.common: dict[str, Any] = {
            "council": councils.council_by_id(session, council_id),
            "members": members,
            "keepers": tuple(a.person for a in councils.accounts_of_council(session, council_id)),
            "texts": tuple(store.own_texts(session, council_id)),
            "follow_ups": tuple(notes.open_follow_ups(session, council_id, all_meetings)),
        }

    def _presenters(self, meeting: Meeting | None) -> tuple[Person, ...]:
        """Whoever is known by an address that stands at an item of the agenda."""
        items = self.items.get(meeting.id, ()) if meeting else ()
        emails = {i.presenter_email.lower() for i in items if i.status == ItemStatus.ON_AGENDA}
        return tuple(person for person in self.by_email if person.email.lower() in emails)

    def _add_letters(
        self, session: Session, letters: Select[OutboxMessage], given: dict[str, Any]
    ) -> None:
        for issue in session.scalars(_issues(), given):
            self.issued[issue.year_id, issue.meeting_id].append(issue)
        for row in session.scalars(letters, given):
            self.told[row.issue_id].append(row)

    def situation(self, year: CouncilYear, meeting: Meeting | None) -> Situation:
        """Of the meeting; of the year where that is None."""
        key = (None, meeting.id) if meeting else (year.id, None)
        issued = self._issued(year, meeting)
        told = [row for issue in issued for row in self.told[issue.id]]
        first = meeting.starts_at if meeting else None
        beside = (
            other
            for other in self.meetings
            if other.council_year_id == year.id or (first and other.starts_at > first)
        )
        return Situation(
            **self.common,
            year=year,
            meeting=meeting,
            meetings=tuple(beside),
            issued=tuple(issued),
            told=tuple(sorted(told, key=lambda row: row.id)),
            overrides=tuple(self.overrides[key]),
            replies=tuple(self.replies.get(meeting.id, ())) if meeting else (),
            calls=tuple(self.calls.get(meeting.id, ())) if meeting else (),
            edits=tuple(self.edits[key]),
            called=() if meeting else tuple(self._called(year)),
            items=tuple(self.items.get(meeting.id, ())) if meeting else (),
            presenters=self._presenters(meeting),
            notes_at=self.notes_at.get(meeting.id) if meeting else None,
            approval=self.approvals.get(meeting.id) if meeting else None,
            is_followed=any(other.starts.date.year > year.year for other in self.meetings),
        )

    def _called(self, year: CouncilYear) -> Iterator[Situation]:
        """Of the year's meetings, what those know whose term was ended."""
        people = {member.person_id for member in self.ended}
        members = tuple(m for m in self.common["members"] if m.person_id in people)
        for meeting in _beyond(self.meetings, [year.id], self.ended):
            issued = self._issued(year, meeting)
            told = [r for issue in issued for r in self.told[issue.id] if r.person_id in people]
            if any(row.method for row in told):
                yield Situation(
                    council=self.common["council"],
                    year=year,
                    meeting=meeting,
                    meetings=(meeting,),
                    members=members,
                    issued=tuple(issued),
                    told=tuple(sorted(told, key=lambda row: row.id)),
                )

    def _issued(self, year: CouncilYear, meeting: Meeting | None) -> list[NoticeIssue]:
        """The year's, and the meeting's."""
        of_meeting = self.issued[None, meeting.id] if meeting else []
        return sorted(self.issued[year.id, None] + of_meeting, key=lambda issue: issue.id)


def _beyond(
    of: Iterable[Meeting], year_ids: Collection[int], ended: Iterable[Member]
) -> list[Meeting]:
    """Meetings of those years that some term which a person ended does not reach."""
    ends = [member.until_on for member in ended if member.until_on]
    return [
        meeting
        for meeting in of
        if meeting.council_year_id in year_ids and ends and meeting.starts.date > min(ends)
    ]


def _rows(session: Session, row: type[Row], ids: set[int]) -> dict[int, Row]:
    return {one.id: one for one in session.scalars(_by_id(row), {"ids": ids})} if ids else {}


def _said(session: Session, row: type[Said], given: dict[str, Any]) -> dict[_Key, list[Said]]:
    """The newest first: of two for an occasion the later word counts."""
    said: dict[_Key, list[Said]] = defaultdict(list)
    for word in session.scalars(_words(row), given):
        said[word.year_id, word.meeting_id].append(word)
    return said


# The queries, each made once: every letter asks them all, and to make them takes as long as to ask them.


@cache
def _by_id(row: type[Row]) -> Select[Row]:
    return select(row).where(row.id.in_(_given("ids"))).execution_options(**_FRESH)


@cache
def _issues() -> Select[NoticeIssue]:
    return select(NoticeIssue).where(_of_them(NoticeIssue)).order_by(NoticeIssue.id)


@cache
def _letters(*, of_one: bool) -> Select[OutboxMessage]:
    issues = select(NoticeIssue.id).where(_of_them(NoticeIssue))
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.issue_id.in_(issues))
        .options(defer(OutboxMessage.mime, raiseload=True))
        .order_by(OutboxMessage.id)
        .execution_options(**_FRESH)
    )
    return query.where(OutboxMessage.person_id == bindparam("person")) if of_one else query


@cache
def _letters_to_some() -> Select[OutboxMessage]:
    return _letters(of_one=False).where(OutboxMessage.person_id.in_(_given("people")))


@cache
def _words(row: type[Said]) -> Select[Said]:
    return select(row).where(_of_them(row)).order_by(row.id.desc()).execution_options(**_FRESH)


def _of_them(row: type[NoticeIssue] | type[Said]) -> ColumnElement[bool]:
    return or_(row.year_id.in_(_given("years")), row.meeting_id.in_(_given("meetings")))


def _given(ids: str) -> BindParameter[Any]:
    return bindparam(ids, expanding=True)
