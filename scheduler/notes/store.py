"""How notes are asked for."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import aliased

from scheduler.db.session import Session
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.notes.follow_ups import Tracked, track
from scheduler.notes.rows import (
    Attendance,
    FollowUp,
    FollowUpReport,
    ItemNote,
    MeetingNotes,
    NotesApproval,
    NotesVersion,
)

_LATELY = timedelta(days=60)
_PUBLISHED_SINCE = exists().where(
    NotesVersion.meeting_id == NotesApproval.meeting_id,
    NotesVersion.published_at >= NotesApproval.asked_at,
)


def notes_of(session: Session, meeting_id: int) -> MeetingNotes | None:
    query = select(MeetingNotes).where(MeetingNotes.meeting_id == meeting_id)
    return session.scalars(query).one_or_none()


def attendance_of(session: Session, *meeting_ids: int) -> list[Attendance]:
    """By meeting, in the order of the list of those called."""
    query = select(Attendance).where(Attendance.meeting_id.in_(meeting_ids))
    query = query.order_by(Attendance.meeting_id, Attendance.position, Attendance.id)
    return list(session.scalars(query))


def item_notes(session: Session, item_ids: Collection[int]) -> dict[int, ItemNote]:
    """By item, of those that have a note."""
    query = select(ItemNote).where(ItemNote.item_id.in_(sorted(item_ids)))
    return {note.item_id: note for note in session.scalars(query)}


def kept_items(session: Session, item_ids: Collection[int]) -> set[int]:
    """Of these items, those that have a note or a follow-up, and may not be deleted."""
    noted = select(ItemNote.item_id).where(ItemNote.item_id.in_(item_ids), ItemNote.text != "")
    promised = select(FollowUp.item_id).where(FollowUp.item_id.in_(item_ids))
    return set(session.scalars(noted.union(promised)))


def delete_empty_notes(session: Session, item_ids: Collection[int]) -> None:
    """The notes without a word of these items, which are about to be deleted."""
    session.execute(delete(ItemNote).where(ItemNote.item_id.in_(item_ids), ItemNote.text == ""))


def follow_ups(session: Session, council_id: int) -> list[FollowUp]:
    """All of the council, settled ones too, in the order they were promised."""
    query = select(FollowUp).where(FollowUp.council_id == council_id).order_by(FollowUp.id)
    return list(session.scalars(query))


def reports(session: Session, council_id: int) -> list[FollowUpReport]:
    query = select(FollowUpReport).where(FollowUpReport.council_id == council_id)
    return list(session.scalars(query.order_by(FollowUpReport.id)))


def tracked_follow_ups(session: Session, council_id: int) -> list[Tracked]:
    """Each with what became of it."""
    rows = follow_ups(session, council_id)
    if not rows:
        return []
    held = meetings.of_council(session, council_id)
    return track(rows, reports(session, council_id), held)


def open_follow_ups(session: Session, council_id: int) -> list[Tracked]:
    """Those that no meeting has settled."""
    return [one for one in tracked_follow_ups(session, council_id) if one.is_open]


def first_published(session: Session, meeting_ids: Iterable[int]) -> dict[int, datetime]:
    """By meeting, when its notes were published first (UTC)."""
    query = select(NotesVersion.meeting_id, NotesVersion.published_at).where(
        NotesVersion.meeting_id.in_(sorted(meeting_ids)), NotesVersion.number == 1
    )
    return dict(session.execute(query).all())


def noted_meetings(session: Session, council_ids: Collection[int]) -> list[Meeting]:
    """Those whose notes are published, the latest first."""
    query = select(Meeting).where(
        Meeting.council_id.in_(council_ids), Meeting.id.in_(select(NotesVersion.meeting_id))
    )
    return list(session.scalars(query.order_by(Meeting.starts_at.desc())))


def versions(session: Session, meeting_id: int) -> list[NotesVersion]:
    """What has been published, the first version first."""
    query = select(NotesVersion).where(NotesVersion.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(NotesVersion.number)))


def last_approval(session: Session, meeting_id: int) -> NotesApproval | None:
    """The draft that the chair was asked about last."""
    query = select(NotesApproval).where(NotesApproval.meeting_id == meeting_id)
    return session.scalars(query.order_by(NotesApproval.number.desc()).limit(1)).first()


def open_approvals(session: Session, meeting_ids: Iterable[int]) -> dict[int, NotesApproval]:
    """By meeting, the same, where no version has been published since."""
    query = select(NotesApproval).where(
        NotesApproval.meeting_id.in_(sorted(meeting_ids)), ~_PUBLISHED_SINCE
    )
    return {a.meeting_id: a for a in session.scalars(query.order_by(NotesApproval.number))}


def meetings_to_approve(session: Session, person_id: int) -> list[Meeting]:
    """Those whose notes wait for this person's reply, earliest first."""
    later = aliased(NotesApproval)
    asked_anew = exists().where(
        later.meeting_id == NotesApproval.meeting_id, later.number > NotesApproval.number
    )
    query = (
        select(Meeting)
        .join(NotesApproval, NotesApproval.meeting_id == Meeting.id)
        .where(NotesApproval.person_id == person_id, NotesApproval.answered_at.is_(None))
        .where(~_PUBLISHED_SINCE, ~asked_anew)
    )
    return list(session.scalars(query.order_by(Meeting.starts_at)))


def unpublished(session: Session, council_id: int, *, now: datetime) -> list[Meeting]:
    """Meetings that are over, of which notes were begun and never published or wait for approval, earliest first.

    Where notes are published, also those of late that came after and have none.
    """
    published, asked = select(NotesVersion.meeting_id), select(NotesApproval.meeting_id)
    noted = select(func.max(Meeting.starts_at)).where(
        Meeting.council_id == council_id, Meeting.id.in_(published)
    )
    is_missed = (Meeting.starts_at > noted.scalar_subquery()) & (Meeting.ends_at > now - _LATELY)
    is_begun = Meeting.id.in_(select(MeetingNotes.meeting_id))
    query = (
        select(Meeting)
        .where(Meeting.council_id == council_id, Meeting.ends_at <= now)
        .where(is_begun | (is_missed & (Meeting.status != MeetingStatus.CANCELLED)))
        .where(Meeting.id.not_in(published) | Meeting.id.in_(asked.where(~_PUBLISHED_SINCE)))
    )
    return list(session.scalars(query.order_by(Meeting.starts_at)))


def meeting_before(session: Session, meeting: Meeting) -> Meeting | None:
    """The council's latest earlier meeting whose notes have been published."""
    query = (
        select(Meeting)
        .join(NotesVersion, NotesVersion.meeting_id == Meeting.id)
        .where(Meeting.council_id == meeting.council_id, Meeting.starts_at < meeting.starts_at)
        .order_by(Meeting.starts_at.desc())
    )
    return session.scalars(query.limit(1)).first()
