"""Actions of a person on one mail: hold, resume, skip, approve, send now, and dismiss one whose time is over."""

from datetime import datetime
from typing import Any

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, NotFound
from scheduler.history import store as history
from scheduler.history.rows import Actor, Change
from scheduler.notices import listing, load_situation, plan, store
from scheduler.notices.kinds import PRESSED, Kind
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.notices.rows import NoticeOverride
from scheduler.notices.situation import BY_HAND, PlannedNotice, Situation

PAUSED_ALL = "council mail paused"
"""What history calls it that all mail of a council is held."""
SENT_NOW = "sent now"
_GONE = N_("This mail has been ordered already, so it can no longer be changed.")
_LATE = N_("Its time has passed while it was on hold. Send it now, or skip it.")
_PAUSED = N_("All mail of the council is on hold. Let it go again before you send any.")
_NOT_OVER = N_("This mail can still go, so it stays on the list. Skip it if nobody is to get it.")
OVER = N_("It is too late for this mail: it would arrive after what it is about.")


def load_by_key(session: Session, council: Council, key: str, *, lock: bool = False) -> Situation:
    """The meeting or year that the notice's key names. Raises: NotFound."""
    ref = store.ref_of_key(session, council.id, key)
    if ref is None:
        raise NotFound
    load = load_situation.lock_situation if lock else load_situation.load_situation
    return load(session, ref)


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
    _decide(session, s, notice, "held", by, now, held=True)


def skip(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Leaves it out, unless it is resumed. Raises: as `hold`."""
    s, notice = find_unsent(session, council, key, lock=True)
    _decide(session, s, notice, "skipped", by, now, skipped=True)


def approve(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Lets a kallelse go at its time, or in five minutes where that has passed.

    Raises: NotFound; Conflict where it has been ordered, or would come too late.
    """
    s, notice = find_unsent(session, council, key, lock=True)
    if notice.kind is not Kind.KALLELSE:
        raise NotFound
    send_at = now + FIVE_MINUTES if notice.due_at <= now else None
    if send_at and send_at >= notice.expires_at:
        raise Conflict(OVER)
    _decide(session, s, notice, "approved", by, now, send_at=send_at, approved=True)


def send_now(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Sends it in five minutes; `hold` takes that back.

    Raises: NotFound; Conflict where it would come too late, or all mail of the council is paused.
    """
    refuse_while_paused(council)
    s, notice = find_unsent(session, council, key, lock=True)
    if now + FIVE_MINUTES >= notice.expires_at:
        raise Conflict(OVER)
    _decide(session, s, notice, SENT_NOW, by, now, send_at=now + FIVE_MINUTES)


def resume(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Returns it to the plan. Raises: Conflict where its time has passed: then a person must choose."""
    s, notice = find_unsent(session, council, key, lock=True)
    if notice.kind in PRESSED:
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
    replanned = find_planned(load_by_key(session, council, key), key)
    if replanned.due_at <= now and not replanned.waits:
        raise Conflict(_LATE)
    record_action(session, council, key, "resumed", by, now)


def dismiss(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Takes one whose time is over, ordered or not, off the list of what to do. Nobody gets it.

    Raises: NotFound; Conflict where it can still go.
    """
    s = load_by_key(session, council, key, lock=True)
    line = listing.find_line(s, key, now=now)
    if line.state is not NoticeState.MISSED:
        raise Conflict(_NOT_OVER)
    _decide(session, s, line, "dismissed", by, now, skipped=True)


def press(
    session: Session, s: Situation, kind: Kind, occasion: str, *, by: Actor, now: datetime
) -> str:
    """Has a mail go in five minutes that the plan has no time for, and gives its key.

    Raises: Conflict where another press was first.
    """
    key = s.key(kind, occasion)
    send_at = now + FIVE_MINUTES
    session.add(NoticeOverride(key=key, **s.owner, kind=kind, occasion=occasion, send_at=send_at))
    flush(session, Conflict())
    record_action(session, s.council, key, SENT_NOW, by, now)
    return key


def mark_held(session: Session, council: Council, line: NoticeLine) -> None:
    """Notes that its time was over while all mail was on hold, for when it no longer is."""
    _override(session, load_by_key(session, council, line.key), line).held = True
    flush(session, Conflict())


def find_holder(session: Session, council: Council, line: NoticeLine) -> Change | None:
    """The change that held it, by itself or with all mail of the council, or left it out; None where nobody did."""
    if line.reason == BY_HAND:
        chosen = [_subject(action, line.key) for action in ("skipped", "dismissed")]
        return history.latest_change(session, chosen, council_id=council.id)
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
    action: str,
    by: Actor,
    now: datetime,
    **said: Any,
) -> None:
    """`said` holds of it from now on. What was said before no longer does, but for an approval."""
    row = _override(session, s, notice)
    for column, value in {"held": False, "skipped": False, "send_at": None, **said}.items():
        setattr(row, column, value)
    flush(session, Conflict())
    record_action(session, s.council, notice.key, action, by, now)


def _override(session: Session, s: Situation, notice: PlannedNotice | NoticeLine) -> NoticeOverride:
    """The override of that mail itself, or a new one."""
    key, kind, occasion = notice.key, notice.kind, notice.occasion
    row = next((row for row in s.overrides if row.key == key), None)
    if row is None:
        row = NoticeOverride(key=key, **s.owner, kind=kind, occasion=occasion)
        session.add(row)
    return row


def record_action(
    session: Session, council: Council, key: str, action: str, by: Actor, now: datetime
) -> None:
    history.record(session, _subject(action, key), by=by, now=now, council_id=council.id)


def _subject(action: str, key: str) -> str:
    return f"mail {action}: {key}"[:200]
