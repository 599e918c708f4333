"""Actions: order a due notice, once, by writing its letters to the outbox."""

import hashlib
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.utils import make_msgid

from scheduler.config import MailMode
from scheduler.councils.rows import Person
from scheduler.db import touch
from scheduler.db.session import Database, Session, put_if_new, reading, writing
from scheduler.mail import delivery_reports, flood, message
from scheduler.mail import store as outbox
from scheduler.mail.message import Mail
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.facts import meeting_facts, without_link
from scheduler.notices import compose, load_situation, plan, render, store
from scheduler.notices.agenda_changes import snapshot
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import OneLetter, PlannedNotice, Situation
from scheduler.notices.store import Ref

_PATIENCE = 5
_SOON = timedelta(minutes=1)
LATER = timedelta(hours=1)
"""So long at most is a notice put off that could not be ordered."""
_TELL_AGENDA = (Kind.KALLELSE, Kind.AGENDA_CHANGED)


def order_next(
    database: Database, ref: Ref, setup: MailSetup, *, now: datetime, at: Callable[[str], None]
) -> str | None:
    """Tries to order the most urgent due notice of one meeting or year, and gives its key: ask again. Where nothing is
    due it writes when to look next, and gives None.

    Letters are rendered before the writing transaction; if the situation has moved since, they are thrown away and the
    notice stays due. `at` is told the points where tests kill. Source: docs/mail.md, rules 3 and 4.
    """
    with reading(database) as session:
        troubles = store.troubles(session)
        s = load_situation.load_situation(session, ref)
    due = [(notice, troubles.get(notice.key)) for notice in plan.due_notices(s, now)]
    resting = [trouble.next_try_at for _, trouble in due if trouble and trouble.next_try_at > now]
    if len(resting) == len(due):
        _write_next_due(database, ref, s, resting, now)
        return None
    notice, trouble = next((n, t) for n, t in due if not t or t.next_try_at <= now)
    with writing(database, now) as session:
        starts = trouble.starts if trouble else 0
        rest = LATER if starts >= _PATIENCE else _SOON
        store.note_start(session, notice.key, starts=starts + 1, next_try_at=now + rest)
    letters = [make_letter(OneLetter(s, notice, to, now), setup) for to in notice.audience]
    at("issue-before")
    try:
        with writing(database, now) as session:
            if store.lock_touched(session, ref) == s.touched:
                _order(session, s, notice, letters, setup, now)
            store.clear_trouble(session, notice.key)
    except Exception as error:
        with writing(database, now) as session:
            store.note_error(session, notice.key, f"{type(error).__name__}: {error}")
        raise
    at("issue-after")
    return notice.key


def _write_next_due(
    database: Database, ref: Ref, s: Situation, resting: Iterable[datetime], now: datetime
) -> None:
    """`resting`: when those that are due, but could not be ordered a moment ago, are tried again."""
    next_due_at = plan.next_due_at(s, now)
    if next_due_at is not None and next_due_at <= now:
        next_due_at = max(min(resting, default=now), now + _SOON)
    with writing(database, now) as session:
        store.set_next_due(session, ref, next_due_at, seen=s.touched)


def _order(
    session: Session,
    s: Situation,
    notice: PlannedNotice,
    letters: list[OutboxMessage],
    setup: MailSetup,
    now: datetime,
) -> None:
    issued = issue_row(s, notice, now)
    if not put_order(session, issued, letters, setup):
        return
    if notice.carries:
        put_if_new(session, issue_row(s, notice.carries, now))
    if setup.mail.mode is MailMode.SMTP and setup.mail.flood_stop:
        flood.hold_excess(session, letters, now=now)
    if KINDS[notice.kind].calendar:
        store.supersede(
            session,
            meeting_ids=[meeting.id for meeting in notice.about or s.subjects],
            people=[letter.person_id for letter in letters],
            before=issued.id,
            reason=f"newer: {issued.key}",
        )
    if s.meeting is None:
        # It tells of the year's meetings: who has been told of one decides what is due of it.
        touch.make_due(session, "council_year", s.year.id)


def put_order(
    session: Session, issued: NoticeIssue, letters: list[OutboxMessage], setup: MailSetup
) -> bool:
    """Writes an order and its letters: queued, or at their end where they cannot go. False where another was first."""
    if not put_if_new(session, issued):
        return False
    suppressed = {}
    if issued.kind != Kind.SIGN_IN:  # it also goes to an address that came back before
        addresses = [letter.recipient for letter in letters]
        suppressed = delivery_reports.suppressed_addresses(session, addresses)
    for letter in letters:
        letter.issue_id = issued.id
        letter.meeting_id, letter.year_id = issued.meeting_id, issued.year_id
        letter.envelope_from = setup.mail.sender
        reason = suppressed.get(letter.recipient.lower())
        if reason is not None and letter.state == State.QUEUED:
            letter.state, letter.reason = State.SUPPRESSED, reason[:200]
    outbox.add_letters(session, letters)
    if domain := (setup.mail.bounces or "").partition("@")[2]:
        for letter in letters:  # a bounce names its letter by the row's id
            letter.envelope_from = setup.links.envelope_sender(domain, letter.id)
        session.flush()
    return True


def issue_row(s: Situation, notice: PlannedNotice, now: datetime) -> NoticeIssue:
    stated = {str(meeting.id): meeting_facts(meeting) for meeting in notice.about or s.subjects}
    # These name no digital link, so another one makes them no less true.
    if notice.kind == Kind.YEAR_DATES:
        stated = {key: without_link(facts) for key, facts in stated.items()}
    return NoticeIssue(
        key=notice.key,
        kind=notice.kind,
        occasion=notice.occasion,
        **s.owner,
        revision=s.meeting.sequence if s.meeting else 0,
        facts=stated,
        agenda=snapshot(s.agenda) if notice.kind in _TELL_AGENDA else None,
        issued_at=now,
    )


def make_letter(
    letter: OneLetter, setup: MailSetup, words: RenderedLetter | None = None
) -> OutboxMessage:
    """Not yet written to the outbox; failed where it cannot be rendered. `words`: what it says, where that is given."""
    message_id, to = make_msgid(domain=setup.message_domain), letter.to
    row = letter_row(letter.notice, to.person, to.letter, message_id, letter.at)
    row.touched = letter.situation.touched
    try:
        made = words or render.render_letter(letter, setup.links)
        pack_mail(row, compose.build_mail(letter, made, message_id, setup))
    except Exception as error:  # noqa: BLE001  one letter that cannot be made must not stop the others
        row.state, row.reason = State.FAILED, f"render: {type(error).__name__}: {error}"[:200]
    return row


def letter_row(
    notice: PlannedNotice, person: Person, letter: str, message_id: str, now: datetime
) -> OutboxMessage:
    return OutboxMessage(
        key=f"{notice.key}/{person.email}",
        message_id=message_id,
        kind=notice.kind,
        letter=letter,
        person_id=person.id,
        recipient=person.email,
        method="",
        priority=notice.priority,
        state=State.QUEUED,
        due_at=notice.due_at,
        next_try_at=now,
        expires_at=notice.expires_at,
        touched=0,
        created_at=now,
    )


def pack_mail(row: OutboxMessage, mail: Mail) -> None:
    """Writes the mail's bytes into its row. Raises: ValueError where no mail can be made of it."""
    octets = message.octets(mail)
    row.mime, row.mime_sha256 = zlib.compress(octets), hashlib.sha256(octets).hexdigest()
    row.method = mail.calendars[0][0] if mail.calendars else ""
