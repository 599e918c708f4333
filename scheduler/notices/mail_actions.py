"""Actions: the secretary's word on a notice that has not been ordered.

Hold, resume, skip, send now, and taking it back; and taking one off the list whose time is over.
"""

from __future__ import annotations

from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict, NotFound
from scheduler.history import store as history
from scheduler.history.rows import Actor, Change
from scheduler.notices import gathering, listing, plan, store
from scheduler.notices.kinds import NEWCOMERS, Kind
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


def hold(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """It will not go until it is resumed. Raises: NotFound; Conflict where it has been ordered."""
    _set(session, council, key, "held", by=by, now=now, held=True, skipped=False, send_at=None)


def approve(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """A kallelse that waits for it goes at its time, or in five minutes where that has passed.

    Raises: NotFound; Conflict where it has been ordered, or would come too late.
    """
    _s, notice = _find(session, council, key)
    if notice.kind is not Kind.KALLELSE:
        raise NotFound
    send_at = now + FIVE_MINUTES if notice.due_at <= now else None
    if send_at and send_at >= notice.expires_at:
        raise Conflict(_OVER)
    _set(
        session, council, key, "approved", by=by, now=now, held=False, skipped=False,
        send_at=send_at, approved=True,
    )  # fmt: skip


def skip(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """It will not go at all, unless this is taken back."""
    _set(session, council, key, "skipped", by=by, now=now, held=False, skipped=True, send_at=None)


def dismiss(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """One whose time is over, ordered or not, leaves the list of what to do. Nobody gets it.

    Raises: NotFound; Conflict where it can still go.
    """
    ref = store.ref_of_key(session, council.id, key)
    if ref is None:
        raise NotFound
    store.lock(session, ref)
    s = gathering.situation(session, ref)
    line = next((one for one in listing.list_situation(s, now=now) if one.key == key), None)
    if line is None:
        raise NotFound
    if line.state is not NoticeState.MISSED:
        raise Conflict(_NOT_OVER)
    said = _word(session, s, line)
    said.held, said.skipped, said.send_at = False, True, None
    store.put_override(session, said)
    _record(session, council, key, "dismissed", by=by, now=now)


def mark_held(session: Session, council: Council, line: NoticeLine) -> None:
    """Writes down that it was over while all mail was on hold, for when it no longer is."""
    ref = store.ref_of_key(session, council.id, line.key)
    assert ref
    said = _word(session, gathering.situation(session, ref), line)
    said.held = True
    store.put_override(session, said)


def send_now(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """It goes in five minutes, whatever the plan says.

    Raises: Conflict where it would come too late, or all mail of the council is paused.
    """
    refuse_while_paused(council)
    _s, notice = _find(session, council, key)
    if now + FIVE_MINUTES >= notice.expires_at:
        raise Conflict(_OVER)
    _set(
        session,
        council,
        key,
        "sent now",
        by=by,
        now=now,
        held=False,
        skipped=False,
        send_at=now + FIVE_MINUTES,
    )


def resume(session: Session, council: Council, key: str, *, by: Actor, now: datetime) -> None:
    """Back to the plan. Raises: Conflict where its time has passed meanwhile: then a person must choose."""
    s, notice = _find(session, council, key)
    if notice.occasion.startswith(NEWCOMERS):  # the plan has no time for it
        send_now(session, council, key, by=by, now=now)
        return
    said = s.override(notice.kind, notice.occasion)
    if said is None:
        return
    if said.approved:
        said.held, said.skipped, said.send_at = False, False, None
        store.put_override(session, said)
    else:
        store.drop_override(session, said)
    again = _notice(gathering.situation(session, gathering.ref(s)), key)
    if again.due_at <= now and not again.waits:
        raise Conflict(_LATE)
    _record(session, council, key, "resumed", by=by, now=now)


def find_holder(session: Session, council: Council, line: NoticeLine) -> Change | None:
    """The change that held it, by itself or with all mail of the council; None for one that nobody held."""
    if line.reason not in (listing.HELD, listing.PAUSED):
        return None
    own, all_mail = _subject("held", line.held_key), PAUSED_ALL
    found = history.latest(session, council.id, [own], until=line.expires_at)
    return found or history.latest(session, council.id, [all_mail], until=line.expires_at)


def refuse_while_paused(council: Council) -> None:
    """Raises: Conflict while all its mail is paused: then nobody can send any."""
    if council.is_paused:
        raise Conflict(_PAUSED)


def _set(
    session: Session,
    council: Council,
    key: str,
    what: str,
    *,
    by: Actor,
    now: datetime,
    held: bool,
    skipped: bool,
    send_at: datetime | None,
    approved: bool = False,
) -> None:
    s, notice = _find(session, council, key)
    said = _word(session, s, notice)
    said.held, said.skipped, said.send_at = held, skipped, send_at
    said.approved = approved or bool(said.approved)
    store.put_override(session, said)
    _record(session, council, key, what, by=by, now=now)


def _word(session: Session, s: Situation, of: PlannedNotice | NoticeLine) -> NoticeOverride:
    """What has been said of that mail itself, or a new word that says nothing yet."""
    return store.override(session, of.key) or NoticeOverride(
        key=of.key,
        meeting_id=s.meeting.id if s.meeting else None,
        year_id=None if s.meeting else s.year.id,
        kind=of.kind,
        occasion=of.occasion,
    )


def _find(session: Session, council: Council, key: str) -> tuple[Situation, PlannedNotice]:
    ref = store.ref_of_key(session, council.id, key)
    if ref is None:
        raise NotFound
    store.lock(session, ref)
    s = gathering.situation(session, ref)
    notice = _notice(s, key)
    if notice.issue is not None:
        raise Conflict(_GONE)
    return s, notice


def _notice(s: Situation, key: str) -> PlannedNotice:
    found = next((notice for notice in plan.planned(s) if notice.key == key), None)
    if found is None:
        raise NotFound
    return found


def _record(
    session: Session, council: Council, key: str, what: str, *, by: Actor, now: datetime
) -> None:
    history.record(session, _subject(what, key), by=by, now=now, council_id=council.id)


def _subject(what: str, key: str) -> str:
    """In history."""
    return f"mail {what}: {key}"[:200]
