"""Actions: the chair is asked to approve the draft as it stands, and answers; the answer holds for that text alone."""

from collections.abc import Iterable
from datetime import date, datetime

from scheduler.councils.rows import Member, MemberRole
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, invalid
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting
from scheduler.notes import draft as drafts
from scheduler.notes import store
from scheduler.notes.document import as_json, make_document
from scheduler.notes.draft import Draft
from scheduler.notes.publish import check_draft
from scheduler.notes.rows import NotesApproval

_NO_CHAIR = N_(
    "Nobody is the chair on the day of the meeting. Give a member that role under Members."
)
_ASKED_ANEW = N_("The secretary has changed the notes since. Read them again before you reply.")
_EMPTY = N_("Write what should be changed.")
_PUBLISHED = N_("The notes are published already. Write to the secretary if something is wrong.")


def find_chair(terms: Iterable[Member], day: date) -> Member | None:
    return next(
        (term for term in terms if term.role == MemberRole.CHAIR and term.covers(day)), None
    )


def ask_chair(
    session: Session, draft: Draft, terms: Iterable[Member], *, by: Actor, now: datetime
) -> None:
    """Does nothing where the chair was asked about the same text and has not replied.

    Raises: InvalidInput, as `check_draft`; (`publish`) where there is no chair.
    """
    check_draft(draft, now=now)
    meeting = draft.meeting
    chair = find_chair(terms, meeting.starts.date)
    if chair is None:
        raise invalid("publish", _NO_CHAIR)
    content, earlier = as_json(make_document(draft)), store.last_approval(session, meeting.id)
    if earlier and earlier.waits_for(chair.person_id, content):
        return
    approval = NotesApproval(
        meeting_id=meeting.id,
        number=earlier.number + 1 if earlier else 1,
        person_id=chair.person_id,
        name=chair.person.name,
        content=content,
        asked_at=now,
    )
    session.add(approval)
    flush(session, Conflict())
    drafts.record(session, meeting, "sent to the chair", by=by, now=now)


def answer_chair(
    session: Session,
    meeting: Meeting,
    remark: str,
    *,
    number: str,
    is_approved: bool,
    by: Actor,
    now: datetime,
) -> None:
    """`number` is that of the draft that was read. An approval may carry a remark too.

    Raises: InvalidInput (`remarks`); Conflict where the notes have been published.
    """
    approval = store.open_approvals(session, [meeting.id]).get(meeting.id)
    if approval is None:
        raise Conflict(_PUBLISHED)
    if str(approval.number) != number:
        raise invalid("remarks", _ASKED_ANEW)
    if not (remark or is_approved):
        raise invalid("remarks", _EMPTY)
    drafts.check_fields({"remarks": remark})
    approval.remark, approval.is_approved, approval.answered_at = remark, is_approved, now
    flush(session, Conflict())
    what = "approved" if is_approved else "returned with a remark"
    drafts.record(session, meeting, what, by=by, now=now)
