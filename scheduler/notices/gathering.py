"""How the plan's Situations are read: everything of a council once, then one Situation of each meeting and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Member, Person
from scheduler.db.session import Session
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting, Reply
from scheduler.notices.rows import CouncilText, NoticeIssue, NoticeOverride, NoticeText
from scheduler.notices.situation import Said, Situation
from scheduler.notices.store import Of, Ref, own_texts
from scheduler.notices.store import ref as as_ref
from scheduler.years.rows import CouncilYear

_FRESH = {"populate_existing": True}
_Key = tuple[int | None, int | None]
"""The ids of a year and a meeting, of which one is None."""


def situation(session: Session, ref: Ref, *, person_id: int | None = None) -> Situation:
    """All that is known of it, read anew.

    With `person_id`, members and letters of that person alone: enough to say whether a letter of theirs still holds,
    and no more work in a large council than in a small one.
    """
    ((_, found),) = of_refs(session, [ref], person_id=person_id)
    return found


def of_refs(
    session: Session, refs: Sequence[Ref], *, person_id: int | None = None
) -> Iterator[tuple[Ref, Situation]]:
    """The same of each; those of one council follow each other, in as many queries as one takes."""
    by_id = _meetings(session, [ref.id for ref in refs if ref.of is Of.MEETING])
    year_of = {
        ref: by_id[ref.id].council_year_id if ref.of is Of.MEETING else ref.id for ref in refs
    }
    years = _years(session, set(year_of.values()))
    by_council: dict[int, list[Ref]] = defaultdict(list)
    for ref in refs:
        by_council[years[year_of[ref]].council_id].append(ref)
    for council_id, its in by_council.items():
        wanted = [
            (years[year_of[ref]], by_id[ref.id] if ref.of is Of.MEETING else None) for ref in its
        ]
        everything = meetings.of_council(session, council_id)
        read = _read(session, council_id, everything, wanted, person_id=person_id)
        for ref, (year, meeting) in zip(its, wanted, strict=True):
            yield ref, read.situation(year, meeting)


def _meetings(session: Session, ids: Collection[int]) -> dict[int, Meeting]:
    if not ids:
        return {}
    query = select(Meeting).where(Meeting.id.in_(ids)).execution_options(**_FRESH)
    return {meeting.id: meeting for meeting in session.scalars(query)}


def _years(session: Session, ids: Collection[int]) -> dict[int, CouncilYear]:
    query = select(CouncilYear).where(CouncilYear.id.in_(ids)).execution_options(**_FRESH)
    return {year.id: year for year in session.scalars(query)}


def situations(
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


def ref(s: Situation) -> Ref:
    return as_ref(s.meeting.id if s.meeting else None, s.year.id)


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
    of_them = or_(NoticeIssue.year_id.in_(year_ids), NoticeIssue.meeting_id.in_(meeting_ids))
    issued: dict[_Key, list[NoticeIssue]] = defaultdict(list)
    for issue in session.scalars(select(NoticeIssue).where(of_them).order_by(NoticeIssue.id)):
        issued[issue.year_id, issue.meeting_id].append(issue)
    letters = (
        select(OutboxMessage)
        .where(OutboxMessage.issue_id.in_(select(NoticeIssue.id).where(of_them)))
        .options(defer(OutboxMessage.mime, raiseload=True))
        .order_by(OutboxMessage.id)
        .execution_options(**_FRESH)
    )
    if person_id is not None:
        letters = letters.where(OutboxMessage.person_id == person_id)
    told: dict[int, list[OutboxMessage]] = defaultdict(list)
    for row in session.scalars(letters):
        told[row.issue_id].append(row)
    return _Read(
        council=councils.council_by_id(session, council_id),
        meetings=all_meetings,
        members=tuple(councils.members(session, council_id, person_id=person_id)),
        keepers=tuple(councils.keepers(session, council_id)),
        texts=tuple(own_texts(session, council_id)),
        issued=issued,
        told=told,
        overrides=_said(session, NoticeOverride, year_ids, meeting_ids),
        edits=_said(session, NoticeText, year_ids, meeting_ids),
        replies=meetings.replies_to(session, meeting_ids) if meeting_ids else {},
    )


def _said(
    session: Session, row: type[Said], year_ids: Sequence[int], meeting_ids: Sequence[int]
) -> dict[_Key, list[Said]]:
    """The newest first: of two for an occasion the later word counts."""
    query = (
        select(row)
        .where(or_(row.year_id.in_(year_ids), row.meeting_id.in_(meeting_ids)))
        .order_by(row.id.desc())
        .execution_options(**_FRESH)
    )
    found: dict[_Key, list[Said]] = defaultdict(list)
    for one in session.scalars(query):
        found[one.year_id, one.meeting_id].append(one)
    return found
