"""Actions of a person on one mail: hold, resume, skip, approve, send now, and dismiss one whose time is over."""

from __future__ import annotations

from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, NotFound
from scheduler.history import store as history
from scheduler.history.rows import Actor, Change
from scheduler.notices import listing, load_situation, plan, store
from scheduler.notices.kinds import NEWCOMERS, PRESSED, Kind
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.notices.rows import NoticeOverride
from scheduler.notices.situation import PlannedNotice, Situation

PAUSED_ALL = "council mail paused"
"""What history calls it that all mail of a council is held."""
_GONE = N_("This mail has been ordered already, so it can no longer be changed.")
_LATE = N_("Its time has passed while it was on hold. Send it now, or skip it.")
_PAUSED = N_("All mail of the council is on hold. Let it go again before you send any.")
_NOT_OVER = N_("This mail can still go, so it stays on the list. Skip it if nobody is to get it.")
_OVER = N_("It is too late for this mail: it would arrive after what it is about.")


def load_by_key(session: Session, council: Council, key: str, *, lock: bool = False) -> Situation:
    """The meeting or year that the notice's key names. Raises: NotFound."""
    ref = store.ref_of_key(session, council.id, key)
    if ref is None:
        raise NotFound
    if lock:
        store.lock(session, ref)
    return load_situation.load_situation(session, ref)


def find_planned(s: Situation, key: str) -> PlannedNotice:
    """Raises: NotFound."""
    notice = next((notice for notice in plan.planned_notices(s) if notice.key == key), None)
    if notice is None:
        raise NotFound
    return notice


def find_unsent(
    session: Session, council: Council, key: str, *, lock: bool = False
) -> tuple[Situation, PlannedNotice]:
    """The mail of that key, which has not been ordered. Raises: NotFound, Conflict."""
    s = load_by_key(session, council, key, lock=lock)
    notice = find_planned(s, key)
    if notice.issue is not None:
        raise Conflict(_GONE)
    return s, notice


def hold(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Keeps it until it is resumed. Raises: NotFound; Conflict where it has been ordered."""
    s, notice = find_unsent(session, council, key, lock=True)
    _decide(session, s, notice, held=True)
    _record(session, council, key, "held", by=by, now=now)


def skip(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Leaves it out, unless it is resumed. Raises: as `hold`."""
    s, notice = find_unsent(session, council, key, lock=True)
    _decide(session, s, notice, skipped=True)
    _record(session, council, key, "skipped", by=by, now=now)


def approve(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Lets a kallelse go at its time, or in five minutes where that has passed.

    Raises: NotFound; Conflict where it has been ordered, or would come too late.
    """
    s, notice = find_unsent(session, council, key, lock=True)
    if notice.kind is not Kind.KALLELSE:
        raise NotFound
    send_at = now + FIVE_MINUTES if notice.due_at <= now else None
    if send_at and send_at >= notice.expires_at:
        raise Conflict(_OVER)
    _decide(session, s, notice, send_at=send_at, approved=True)
    _record(session, council, key, "approved", by=by, now=now)


def send_now(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Sends it in five minutes; `hold` takes that back.

    Raises: NotFound; Conflict where it would come too late, or all mail of the council is paused.
    """
    refuse_while_paused(council)
    s, notice = find_unsent(session, council, key, lock=True)
    if now + FIVE_MINUTES >= notice.expires_at:
        raise Conflict(_OVER)
    _decide(session, s, notice, send_at=now + FIVE_MINUTES)
    _record(session, council, key, "sent now", by=by, now=now)


def resume(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Returns it to the plan. Raises: Conflict where its time has passed: then a person must choose."""
    s, notice = find_unsent(session, council, key, lock=True)
    if notice.kind in PRESSED or notice.occasion.startswith(NEWCOMERS):
        send_now(session, council, key, by=by, now=now)
        return
    override = s.override(notice.kind, notice.occasion)
    if override is None:
        return
    if override.approved:
        override.held, override.skipped, override.send_at = False, False, None
    else:
        session.delete(override)
    flush(session, Conflict())
    replanned = find_planned(
        load_situation.load_situation(session, load_situation.situation_ref(s)), key
    )
    if replanned.due_at <= now and not replanned.waits:
        raise Conflict(_LATE)
    _record(session, council, key, "resumed", by=by, now=now)


def dismiss(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Takes one whose time is over, ordered or not, off the list of what to do. Nobody gets it.

    Raises: NotFound; Conflict where it can still go.
    """
    s = load_by_key(session, council, key, lock=True)
    line = listing.find_line(s, key, now=now)
    if line.state is not NoticeState.MISSED:
        raise Conflict(_NOT_OVER)
    _decide(session, s, line, skipped=True)
    _record(session, council, key, "dismissed", by=by, now=now)


def mark_held(session: Session, council: Council, line: NoticeLine) -> None:
    """Notes that its time was over while all mail was on hold, for when it no longer is."""
    s = load_by_key(session, council, line.key)
    row = _override(session, s, line)
    row.held = True
    flush(session, Conflict())


def find_holder(session: Session, council: Council, line: NoticeLine) -> Change | None:
    """The change that held it, by itself or with all mail of the council; None for one that nobody held."""
    if line.reason not in (listing.HELD, listing.PAUSED):
        return None
    subjects = (_subject("held", line.held_key), PAUSED_ALL)
    changes = (
        history.latest_change(session, [s], council_id=council.id, until=line.expires_at)
        for s in subjects
    )
    return next((change for change in changes if change), None)


def refuse_while_paused(council: Council) -> None:
    """Raises: Conflict while all its mail is paused: then nobody can send any."""
    if council.is_paused:
        raise Conflict(_PAUSED)


def _decide(
    session: Session,
    s: Situation,
    notice: PlannedNotice | NoticeLine,
    *,
    held: bool = False,
    skipped: bool = False,
    send_at: datetime | None = None,
    approved: bool = False,
) -> None:
    row = _override(session, s, notice)
    row.held, row.skipped, row.send_at = held, skipped, send_at
    row.approved = approved or bool(row.approved)
    flush(session, Conflict())


def _override(session: Session, s: Situation, notice: PlannedNotice | NoticeLine) -> NoticeOverride:
    """The override of that mail itself, or a new one."""
    row = next((row for row in s.overrides if row.key == notice.key), None)
    if row is None:
        row = NoticeOverride(
            key=notice.key,
            meeting_id=s.meeting.id if s.meeting else None,
            year_id=None if s.meeting else s.year.id,
            kind=notice.kind,
            occasion=notice.occasion,
        )
        session.add(row)
    return row


def _record(
    session: Session, council: Council, key: str, action: str, *, by: Actor, now: datetime
) -> None:
    history.record(session, _subject(action, key), by=by, now=now, council_id=council.id)


def _subject(action: str, key: str) -> str:
    return f"mail {action}: {key}"[:200]
