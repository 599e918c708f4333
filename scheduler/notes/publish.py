"""Actions: the notes are published as a version that never changes, corrected by a next one, or taken back at once."""

from datetime import datetime

from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, invalid
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting
from scheduler.notes import draft as drafts
from scheduler.notes import store
from scheduler.notes.document import as_json, make_document
from scheduler.notes.draft import Draft
from scheduler.notes.rows import ItemNote, NotesVersion

_EARLY = N_("The meeting has not begun. Publish the notes when it has been held.")
_CANCELLED = N_("The meeting is cancelled, so that it has no notes.")
_OPEN = N_("Fill in whether these were there: %(names)s.")
_NOTHING = N_("Nothing has been noted yet.")
_SAME = N_("Nothing has changed since version %(n)s.")
_CORRECTION = N_("Write in one line what is corrected.")
_UNAPPROVED = N_("The chair has not approved the notes as they stand now. Ask for approval first.")
_GONE = N_("The mail about the notes has gone. Publish a correction instead.")


def check_draft(draft: Draft, *, now: datetime) -> None:
    """Raises: InvalidInput with what stands in the way of publishing, by the part of the page to mend it in."""
    if draft.meeting.is_cancelled:
        raise invalid("publish", _CANCELLED)
    if draft.meeting.starts_at > now:
        raise invalid("publish", _EARLY)
    if draft.open_names:
        raise invalid("attendance", _OPEN, names=", ".join(draft.open_names))
    if not any(draft.note(item) for item in draft.items):
        raise invalid("publish", _NOTHING)


def publish_notes(
    session: Session, draft: Draft, *, correction: str, by: Actor, now: datetime
) -> NotesVersion:
    """The draft becomes the next version; what was only suggested in it is saved.

    Raises: InvalidInput, as `check_draft`; (`publish`) where the chair is to approve it first; (`correction`) where a
    later version does not say what it corrects.
    """
    check_draft(draft, now=now)
    meeting = draft.meeting
    earlier = store.versions(session, meeting.id)
    content = as_json(make_document(draft))
    if earlier and content == earlier[-1].content:
        raise invalid("publish", _SAME, n=earlier[-1].number)
    approval = store.last_approval(session, meeting.id)
    if draft.council.approve_notes and not (approval and approval.covers(content)):
        raise invalid("publish", _UNAPPROVED)
    if earlier and not correction:
        raise invalid("correction", _CORRECTION)
    drafts.check_fields({"correction": correction})
    _keep_suggested(session, draft, now=now)
    version = NotesVersion(
        meeting_id=meeting.id,
        number=len(earlier) + 1,
        content=content,
        correction=correction if earlier else "",
        published_at=now,
        published_by=by.name or "",
    )
    session.add(version)
    flush(session, Conflict())
    drafts.record(session, meeting, f"published as version {version.number}", by=by, now=now)
    return version


def _keep_suggested(session: Session, draft: Draft, *, now: datetime) -> None:
    session.add(draft.notes)
    if draft.notes.attendance_at is None:
        drafts.save_attendance(session, draft.notes, draft.called, now=now)
    for item_id, text in draft.suggested.items():
        if item_id not in draft.item_notes:
            session.add(ItemNote(item_id=item_id, text=text, saved_at=now))


def unpublish_notes(
    session: Session, meeting: Meeting, *, has_gone: bool, by: Actor, now: datetime
) -> None:
    """Takes the first version back. `has_gone`: whether the mail about it has been ordered.

    Raises: InvalidInput where that has happened, or a correction has come after it.
    """
    versions = store.versions(session, meeting.id)
    if has_gone or len(versions) != 1:
        raise invalid("publish", _GONE)
    session.delete(versions[0])
    session.flush()
    drafts.record(session, meeting, "no longer published", by=by, now=now)
