"""Action: a due notice becomes letters in the outbox, once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid

from scheduler.config import MailMode
from scheduler.councils.rows import Person
from scheduler.db import touch
from scheduler.db.session import Database, Session, reading, writing
from scheduler.mail import delivery_reports, flood, message
from scheduler.mail import store as outbox
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.lifecycle import meeting_facts
from scheduler.meetings.rows import Meeting
from scheduler.notices import compose, load_situation, next_due, plan, render, store
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Recipient, Situation
from scheduler.notices.store import Ref

_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter before it has a row; `octets` is None where it could not be rendered, and `error` says why."""

    person: Person
    letter: str
    message_id: str
    octets: bytes | None
    method: str = ""
    error: str = ""


def issue_next(
    database: Database, ref: Ref, setup: MailSetup, *, now: datetime, at: Callable[[str], None]
) -> str | None:
    """Orders the most urgent due notice of one meeting or year, and gives its key; None where nothing is due.

    Letters are rendered before the writing transaction; if the situation has moved since, they are thrown away and the
    notice stays due. `at` is told the points where tests kill. Source: docs/mail.md, rules 3 and 4.
    """
    with reading(database) as session:
        troubles = store.troubles(session)
        s = load_situation.load_situation(session, ref)
    waiting = [
        n for n in plan.due(s, now) if not (t := troubles.get(n.key)) or t.next_try_at <= now
    ]
    if not waiting:
        resting = [troubles[n.key].next_try_at for n in plan.due(s, now) if n.key in troubles]
        next_due.write_next_due(database, ref, s, now=now, resting=resting)
        return None
    notice = waiting[0]
    with writing(database, now) as session:
        starts = troubles[notice.key].starts if notice.key in troubles else 0
        rest = next_due.LATER if starts >= _PATIENCE else next_due.SOON
        store.note_start(session, notice.key, next_try_at=now + rest)
    drafts = [draft_letter(s, notice, recipient, setup, now) for recipient in notice.audience]
    at("issue-before")
    try:
        with writing(database, now) as session:
            if store.lock(session, ref) == s.touched:
                _order(session, s, notice, drafts, setup, now)
            store.clear_trouble(session, notice.key)
    except Exception as error:
        with writing(database, now) as session:
            store.note_error(session, notice.key, f"{type(error).__name__}: {error}")
        raise
    at("issue-after")
    return notice.key


def _order(
    session: Session,
    s: Situation,
    notice: PlannedNotice,
    drafts: list[Draft],
    setup: MailSetup,
    now: datetime,
) -> None:
    issued = issue_row(s, notice.kind, notice.occasion, now, notice.about)
    if not store.put_issue(session, issued):
        return
    if notice.carries:
        store.put_issue(session, issue_row(s, *notice.carries, now))
    rows = put_letters(session, notice, issued, drafts, setup, now, touched=s.touched)
    if setup.mail.mode is MailMode.SMTP and setup.mail.flood_stop:
        flood.hold_excess(session, rows, now=now)
    if KINDS[notice.kind].calendar:
        meetings = notice.about or ((s.meeting,) if s.meeting else ())
        store.supersede(
            session,
            meeting_ids=[meeting.id for meeting in meetings],
            people=[draft.person.id for draft in drafts],
            before=issued.id,
            reason=f"newer: {issued.key}",
        )
    if s.meeting is None:
        # It tells of the year's meetings: who has been told of one decides what is due of it.
        touch.make_due(session, "council_year", s.year.id)


def put_letters(
    session: Session,
    notice: PlannedNotice,
    issued: NoticeIssue,
    drafts: list[Draft],
    setup: MailSetup,
    now: datetime,
    *,
    touched: int = 0,
) -> list[OutboxMessage]:
    """The letters of an order that was just made: queued, or at their end where they cannot go."""
    suppressed = {}
    if notice.kind is not Kind.SIGN_IN:  # it also goes to an address that came back before
        suppressed = delivery_reports.suppressed_addresses(
            session, [draft.person.email for draft in drafts]
        )
    rows = [_row(notice, issued, draft, now, suppressed, touched) for draft in drafts]
    outbox.add_letters(session, rows)
    # A bounce must name its letter, so the row's id is in the envelope's sender where bounces are read.
    bounces = (setup.mail.bounces or "").partition("@")[2]
    for row in rows:
        row.envelope_from = (
            setup.links.envelope_sender(bounces, row.id) if bounces else setup.mail.sender
        )
    session.flush()
    return rows


def issue_test(
    session: Session,
    s: Situation,
    to: Recipient,
    made: RenderedLetter,
    setup: MailSetup,
    *,
    occasion: str,
    now: datetime,
) -> str:
    """One letter to one of the secretaries, at once and by the same way as every other; gives its key.

    It is a mail of its own kind, which tells nobody of a meeting and owes nobody anything. `occasion` tells two apart:
    a second press with the same one sends nothing. The caller has locked the meeting or year of `s` before reading it.
    """
    key = s.key(Kind.TEST, occasion)
    notice = PlannedNotice(key, Kind.TEST, occasion, now, now + KINDS[Kind.TEST].lives, (to,))
    issue_extra(session, s, notice, setup, now=now, words=made)
    return key


def issue_extra(
    session: Session,
    s: Situation,
    notice: PlannedNotice,
    setup: MailSetup,
    *,
    now: datetime,
    words: RenderedLetter | None = None,
) -> bool:
    """An order of its own beside the plan's, to the one in its audience. False where another press was first.

    `words`: what it says; else it is written as the plan's would be now.
    """
    (to,) = notice.audience
    issued = issue_row(s, notice.kind, notice.occasion, now, notice.about)
    if not store.put_issue(session, issued):
        return False
    draft = draft_letter(s, notice, to, setup, now, words)
    put_letters(session, notice, issued, [draft], setup, now, touched=s.touched)
    return True


def issue_row(
    s: Situation, kind: Kind, occasion: str, now: datetime, about: Iterable[Meeting] = ()
) -> NoticeIssue:
    """`about`: the meetings it is about, where those are not the one of `s`, or all of its year."""
    told = {
        str(meeting.id): meeting_facts(meeting)
        for meeting in about or (s.meeting and (s.meeting,)) or s.meetings
    }
    return NoticeIssue(
        key=s.key(kind, occasion),
        kind=kind,
        occasion=occasion,
        meeting_id=s.meeting.id if s.meeting else None,
        year_id=None if s.meeting else s.year.id,
        revision=s.meeting.revision if s.meeting else 0,
        facts=told,
        issued_at=now,
    )


def _row(
    notice: PlannedNotice,
    issued: NoticeIssue,
    draft: Draft,
    now: datetime,
    suppressed: dict[str, str],
    touched: int,
) -> OutboxMessage:
    address = draft.person.email
    state, reason = State.QUEUED, ""
    if draft.octets is None:
        state, reason = State.FAILED, f"render: {draft.error}"[:200]
    elif address.lower() in suppressed:
        state, reason = State.SUPPRESSED, suppressed[address.lower()][:200]
    return OutboxMessage(
        key=f"{issued.key}/{address}",
        message_id=draft.message_id,
        issue_id=issued.id,
        kind=notice.kind,
        letter=draft.letter,
        meeting_id=issued.meeting_id,
        year_id=issued.year_id,
        person_id=draft.person.id,
        recipient=address,
        method=draft.method,
        envelope_from="",
        mime=zlib.compress(draft.octets) if draft.octets else None,
        mime_sha256=hashlib.sha256(draft.octets).hexdigest() if draft.octets else None,
        priority=notice.priority,
        state=state,
        reason=reason,
        due_at=notice.due_at,
        next_try_at=now,
        expires_at=notice.expires_at,
        touched=touched,
        created_at=now,
    )


def draft_letter(
    s: Situation,
    notice: PlannedNotice,
    to: Recipient,
    setup: MailSetup,
    now: datetime,
    words: RenderedLetter | None = None,
) -> Draft:
    """One letter of the notice, with an error in place of its bytes where it cannot be made."""
    message_id = make_msgid(domain=setup.message_domain)
    try:
        letter = words or render.render_letter(s, notice, to, setup.links, now=now)
        mail = compose.build_mail(s, notice, to, letter, message_id, setup, now)
        octets = message.octets(mail)
    except Exception as error:  # noqa: BLE001  one letter that cannot be made must not stop the others
        return Draft(
            to.person, to.letter, message_id, None, error=f"{type(error).__name__}: {error}"
        )
    return Draft(
        to.person, to.letter, message_id, octets, mail.calendar[0] if mail.calendar else ""
    )
