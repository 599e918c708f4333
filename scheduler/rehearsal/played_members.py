"""Action: what the made-up members do when they are called: most reply by page or calendar, and one address is dead."""

import re
import zlib
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.db.session import Session, reading, writing
from scheduler.history.rows import Actor, ActorKind
from scheduler.inbox import bounces, receive
from scheduler.inbox.reports import Report
from scheduler.jobs import WorkerContext
from scheduler.links import Signer
from scheduler.mail import queries
from scheduler.mail.rows import Event, MailedLetter, OutboxMessage, State
from scheduler.meetings import replies
from scheduler.meetings.rows import Answer, Meeting, Reply, Source
from scheduler.notices import load_situation
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import Situation
from scheduler.rehearsal.sample_council import SECRETARY

_CANNOT_COME = "siv.tallgren@example.org"
_DEAD_ADDRESS = "maja.idrottsen@example.org"
_GONE = Report(Event.BOUNCED, "5.1.1", "550 5.1.1 user unknown", ())
_EIGHTH, _THIRD = 8, 3
"""Each eighth never replies, and of the others each third does so from a calendar."""


def act(context: WorkerContext) -> int:
    """Does what is due by now; gives how many of them did something."""
    now = context.clock.now()
    with reading(context.database) as session:
        if not any(_acts_at(row) <= now for row, _ in _asked(session, now)):
            return 0
    signer = context.mail_setup().links.signer
    with writing(context.database, now) as session:
        due = [(row, meeting) for row, meeting in _asked(session, now) if _acts_at(row) <= now]
        return sum(_do(session, row, meeting, signer, now) for row, meeting in due)


def next_act_at(session: Session, now: datetime) -> datetime | None:
    """When the next of them does something, after now. UTC."""
    return min((at for row, _ in _asked(session, now) if (at := _acts_at(row)) > now), default=None)


def _asked(session: Session, now: datetime) -> list[tuple[MailedLetter, Meeting]]:
    """Invitations of the made-up council that came, and ask for a reply that has not been given.

    Only those that tell of a meeting as it stands, and none to a deputy who is no longer called.
    """
    asked = []
    for council in councils.councils(session):
        if council.reply_to.email == SECRETARY:
            since = Wall.at(now, council.zone).date
            for s in load_situation.council_situations(session, council.id, since=since):
                if s.meeting and s.meeting.starts_at > now and not s.meeting.is_cancelled:
                    asked += [(row, s.meeting) for row in s.letters if _asks(s, s.meeting, row)]
    return asked


def _asks(s: Situation, meeting: Meeting, row: MailedLetter) -> bool:
    replied = {reply.person_id for reply in s.replies if reply.for_start == meeting.starts_at}
    return (
        (row.state, row.method, row.bounced_at) == (State.SENT, "REQUEST", None)
        and row.person_id % _EIGHTH != 0
        and row.person_id not in replied
        and s.issue_of(row).revision == meeting.sequence
        and (row.kind != Kind.DEPUTY_CALL or row.person_id in s.called_deputies)
    )


def _acts_at(row: MailedLetter) -> datetime:
    """One to six hours after the letter came, each at a time of their own, whatever the steps."""
    assert row.sent_at
    return row.sent_at + timedelta(minutes=60 + row.person_id * 37 % 300)


def _do(
    session: Session, letter: MailedLetter, meeting: Meeting, signer: Signer, now: datetime
) -> bool:
    row = queries.letter(session, letter.id)
    if row.recipient == _DEAD_ADDRESS:
        bounces.apply_report(session, row, _GONE, now=now)
        return True
    is_absent = row.recipient == _CANNOT_COME
    if row.person_id % _THIRD == 0 and not is_absent:
        octets = _calendar_reply(row, now)
        return receive.receive_mail(session, octets, signer, now=now) is not None
    person = councils.person(session, row.person_id)
    note = "Jag är på utbildning den dagen." if is_absent else ""
    answer = Answer.NO if is_absent else Answer.COMING
    given = Reply(answer=answer, source=Source.LINK, note=note)
    by = Actor(ActorKind.PERSON, person.id, person.name)
    return replies.record_reply(session, meeting, person, given, by=by, now=now)


def _calendar_reply(row: OutboxMessage, now: datetime) -> bytes:
    """The invitation sent back with a yes (RFC 5546 §3.2.3)."""
    sent = message_from_bytes(zlib.decompress(row.mime or b""), policy=policy.SMTP)
    part = next(p for p in sent.walk() if p.get_content_type() == "text/calendar")
    text = re.sub(r"\r?\n[ \t]", "", part.get_content())
    text = re.sub(r"DTSTAMP:\w+", f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", text)
    text = text.replace("METHOD:REQUEST", "METHOD:REPLY")
    text = text.replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
    organizer = re.search(r"(?m)^ORGANIZER.*mailto:(\S+)", text)
    assert organizer
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = row.recipient, organizer[1], "Accepterat"
    mail["Message-ID"] = f"<reply-{row.id}@example.org>"
    mail.set_content(text, subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()
