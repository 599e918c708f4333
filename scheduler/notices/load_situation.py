"""How the plan's Situations are read: everything of a council once, then one Situation of each meeting and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import defer

from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Member, Person
from scheduler.db.session import Session
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting, Reply
from scheduler.notices.rows import CouncilText, NoticeIssue, NoticeOverride, NoticeText
from scheduler.notices.situation import Said, Situation
from scheduler.notices.store import Owner, Ref, make_ref, own_texts
from scheduler.years.rows import CouncilYear

_FRESH = {"populate_existing": True}
Row = TypeVar("Row", Meeting, CouncilYear)
_Key = tuple[int | None, int | None]
"""The ids of a year and a meeting, of which one is None."""


def load_situation(session: Session, ref: Ref, *, person_id: int | None = None) -> Situation:
    """All that is known of it, read anew.

    With `person_id`, members and letters of that person alone: enough to say whether a letter of theirs still holds,
    and no more work in a large council than in a small one.
    """
    ((_, found),) = load_situations(session, [ref], person_id=person_id)
    return found


def load_situations(
    session: Session, refs: Sequence[Ref], *, person_id: int | None = None
) -> Iterator[tuple[Ref, Situation]]:
    """The same of each; those of one council follow each other, in as many queries as one takes."""
    by_id = _meetings(session, [ref.id for ref in refs if ref.owner is Owner.MEETING])
    year_of = {
        ref: by_id[ref.id].council_year_id if ref.owner is Owner.MEETING else ref.id for ref in refs
    }
    years = _years(session, set(year_of.values()))
    by_council: dict[int, list[Ref]] = defaultdict(list)
    for ref in refs:
        by_council[years[year_of[ref]].council_id].append(ref)
    for council_id, its in by_council.items():
        wanted = [
            (years[year_of[ref]], by_id[ref.id] if ref.owner is Owner.MEETING else None)
            for ref in its
        ]
        everything = meetings.of_council(session, council_id)
        read = _read(session, council_id, everything, wanted, person_id=person_id)
        for ref, (year, meeting) in zip(its, wanted, strict=True):
            yield ref, read.situation(year, meeting)


def _meetings(session: Session, ids: Collection[int]) -> dict[int, Meeting]:
    found = session.scalars(_by_id(Meeting), {"ids": ids}) if ids else ()
    return {meeting.id: meeting for meeting in found}


def _years(session: Session, ids: Collection[int]) -> dict[int, CouncilYear]:
    return {year.id: year for year in session.scalars(_by_id(CouncilYear), {"ids": ids})}


def council_situations(
    session: Session, council_id: int, *, since: date | None = None, until: date | None = None
) -> list[Situation]:
    """Of every year and meeting of the council, in the order of time, in as many queries as one takes.

    With `since` and `until`, days on the council's wall: of the meetings that begin then and of the years they touch.
    """
    first, last = since or date.min, until or date.max
    years = session.scalars(
        select(CouncilYear)
        .where(CouncilYear.council_id == council_id)
        .order_by(CouncilYear.year)
        .execution_options(populate_existing=True)
    ).all()
    by_id = {year.id: year for year in years}
    # Of the first year's other meetings too, which its mail is about.
    everything = meetings.of_council(
        session, council_id, since=date(since.year, 1, 1) if since else None
    )
    held = [
        (by_id[meeting.council_year_id], meeting)
        for meeting in everything
        if first <= meeting.starts.date <= last
    ]
    wanted: list[tuple[CouncilYear, Meeting | None]] = [
        (year, None) for year in years if first.year <= year.year <= last.year
    ]
    wanted += held
    read = _read(session, council_id, everything, wanted)
    return [read.situation(year, meeting) for year, meeting in wanted]


def situation_ref(s: Situation) -> Ref:
    return make_ref(s.meeting.id if s.meeting else None, s.year.id)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a council for some of its years and meetings."""

    council: Council
    meetings: Sequence[Meeting]
    members: tuple[Member, ...]
    keepers: tuple[Person, ...]
    texts: tuple[CouncilText, ...]
    issued: dict[_Key, list[NoticeIssue]]
    told: dict[int, list[OutboxMessage]]
    """By issue."""
    overrides: dict[_Key, list[NoticeOverride]]
    edits: dict[_Key, list[NoticeText]]
    replies: dict[int, list[Reply]]
    """By meeting."""
    ended: frozenset[int]
    """The ids of those whose term a person has ended; of a year, letters to them on its meetings are read too."""

    def situation(self, year: CouncilYear, meeting: Meeting | None) -> Situation:
        """Of the meeting; of the year where that is None."""
        key = (None, meeting.id) if meeting else (year.id, None)
        issued = self._issued(year, meeting)
        told = [row for issue in issued for row in self.told[issue.id]]
        return Situation(
            council=self.council,
            year=year,
            meeting=meeting,
            meetings=tuple(self._beside(year, meeting)),
            members=self.members,
            issued=tuple(issued),
            told=tuple(sorted(told, key=lambda row: row.id)),
            overrides=tuple(self.overrides[key]),
            keepers=self.keepers,
            replies=tuple(self.replies.get(meeting.id, ())) if meeting else (),
            texts=self.texts,
            edits=tuple(self.edits[key]),
            called=() if meeting else tuple(self._called(year)),
        )

    def _called(self, year: CouncilYear) -> Iterator[Situation]:
        """Of the year's meetings, what those know whose term was ended."""
        members = tuple(member for member in self.members if member.person_id in self.ended)
        for meeting in _beyond(self.meetings, [year.id], members):
            issued = self._issued(year, meeting)
            told = [
                row
                for issue in issued
                for row in self.told[issue.id]
                if row.person_id in self.ended
            ]
            if any(row.method for row in told):
                told.sort(key=lambda row: row.id)
                yield Situation(
                    self.council, year, meeting, (meeting,), members, tuple(issued), tuple(told)
                )

    def _issued(self, year: CouncilYear, meeting: Meeting | None) -> list[NoticeIssue]:
        """The year's, and the meeting's."""
        of_meeting = self.issued[None, meeting.id] if meeting else []
        return sorted(self.issued[year.id, None] + of_meeting, key=lambda issue: issue.id)

    def _beside(self, year: CouncilYear, meeting: Meeting | None) -> list[Meeting]:
        """The year's, and those after the meeting."""
        first = meeting.starts_at if meeting else None
        return [
            one
            for one in self.meetings
            if one.council_year_id == year.id or (first and one.starts_at > first)
        ]


def _read(
    session: Session,
    council_id: int,
    all_meetings: Sequence[Meeting],
    of: Sequence[tuple[CouncilYear, Meeting | None]],
    *,
    person_id: int | None = None,
) -> _Read:
    year_ids = sorted({year.id for year, _ in of})
    meeting_ids = sorted(meeting.id for _, meeting in of if meeting)
    of_them = {"years": year_ids, "meetings": meeting_ids, "person": person_id}
    issued: dict[_Key, list[NoticeIssue]] = defaultdict(list)
    for issue in session.scalars(_issues(), of_them):
        issued[issue.year_id, issue.meeting_id].append(issue)
    told: dict[int, list[OutboxMessage]] = defaultdict(list)
    for row in session.scalars(_letters(of_one=person_id is not None), of_them):
        told[row.issue_id].append(row)
    members = tuple(councils.members(session, council_id, person_id=person_id))
    ended = frozenset(member.person_id for member in members if member.ended_at)
    if person_id is None and ended:
        alone = [year.id for year, meeting in of if meeting is None]
        beyond = {m.id for m in _beyond(all_meetings, alone, members)}.difference(meeting_ids)
        beyond_them = {"years": [], "meetings": beyond, "people": ended}
        for issue in session.scalars(_issues(), beyond_them):
            issued[None, issue.meeting_id].append(issue)
        for row in session.scalars(_letters_to_some(), beyond_them):
            told[row.issue_id].append(row)
    return _Read(
        council=councils.council_by_id(session, council_id),
        meetings=all_meetings,
        members=members,
        keepers=tuple(councils.keepers(session, council_id)),
        texts=tuple(own_texts(session, council_id)),
        issued=issued,
        told=told,
        overrides=_said(session, NoticeOverride, of_them),
        edits=_said(session, NoticeText, of_them),
        replies=meetings.replies_to(session, meeting_ids) if meeting_ids else {},
        ended=ended if person_id is None else frozenset(),
    )


def _beyond(
    of: Iterable[Meeting], year_ids: Collection[int], members: Iterable[Member]
) -> list[Meeting]:
    """Meetings of those years that some term of theirs, which a person ended, does not reach."""
    ends = [member.until_on for member in members if member.ended_at and member.until_on]
    return [
        meeting
        for meeting in of
        if meeting.council_year_id in year_ids and ends and meeting.starts.date > min(ends)
    ]


def _said(session: Session, row: type[Said], of_them: dict[str, Any]) -> dict[_Key, list[Said]]:
    """The newest first: of two for an occasion the later word counts."""
    found: dict[_Key, list[Said]] = defaultdict(list)
    for one in session.scalars(_words(row), of_them):
        found[one.year_id, one.meeting_id].append(one)
    return found


# The questions, each made once: every letter asks them all, and to make them takes as long as to ask them.


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
