"""Action: one mail that came. It changes at most one answer of one member; what is doubtful waits for a person.

Nothing is ever answered by mail, so no mail of a stranger makes us write to anyone.
Source: docs/calendars.md, rules 25 to 29.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.calendars import proposal
from scheduler.calendars.answer import ANSWERS, AnsweredEvent, Attendee, CalendarPart
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.errors import NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.inbox import bounced, guess, quoted, reading, reports, store
from scheduler.inbox.reading import Incoming
from scheduler.inbox.rows import Fate, IncomingMail, Why
from scheduler.language import language
from scheduler.links import Purpose, Signer
from scheduler.meetings import replies
from scheduler.meetings.replies import GivenAnswer
from scheduler.meetings.rows import Answer, Meeting, Source

_PARTSTAT: Mapping[str, Answer] = {
    "ACCEPTED": Answer.COMING,
    "DECLINED": Answer.NO,
    "TENTATIVE": Answer.MAYBE,
    "DELEGATED": Answer.NO,
}
_RAW_OCTETS = 1_000_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be written down of a mail."""

    fate: Fate
    why: str = ""
    council: Council | None = None
    meeting: Meeting | None = None
    person: Person | None = None
    answer: str = ""
    text: str = ""


def receive(
    session: Session, octets: bytes, signer: Signer, *, envelope_to: str = "", now: datetime
) -> IncomingMail | None:
    """Reads, acts and writes down. None where the same octets came before.

    `envelope_to` is whom the mail was handed over for, where the mail server tells. Raises: nothing by what is in it.
    """
    mail = reading.read(octets, envelope_to=envelope_to)
    row = IncomingMail(
        digest=mail.digest,
        message_id=mail.message_id[:300],
        at=now,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        fate=Fate.IGNORED,
    )
    if not store.put(session, row):
        return None
    verdict = _decide(session, mail, octets, signer, now)
    row.fate, row.reason = verdict.fate, verdict.why[:200]
    row.council_id = verdict.council.id if verdict.council else None
    row.meeting_id = verdict.meeting.id if verdict.meeting else None
    row.person_id = verdict.person.id if verdict.person else None
    row.answer, row.text = verdict.answer, verdict.text[:4_000]
    row.raw = zlib.compress(octets[:_RAW_OCTETS])
    session.flush()
    return row


def _decide(
    session: Session, mail: Incoming, octets: bytes, signer: Signer, now: datetime
) -> Verdict:
    asked = _asked(session, mail, signer)
    if mail.refused:
        return _unanswered(session, mail, asked, Fate.REFUSED, mail.refused)
    if mail.is_receipt:
        return _unanswered(session, mail, asked, Fate.IGNORED, Why.RECEIPT)
    reported = _report(session, mail, octets, signer, now)
    if reported:
        return reported
    if mail.calendar is not None and mail.calendar.method in ANSWERS:
        return _calendar(session, mail, mail.calendar, asked, now)
    if mail.is_automatic:
        return _unanswered(session, mail, asked, Fate.IGNORED, Why.AUTOMATIC)
    # Many programs send the invitation back with the words that answer it.
    if mail.text or mail.calendar is None:
        return _written(session, mail, asked)
    return _unanswered(session, mail, asked, Fate.IGNORED, Why.NO_ANSWER)


def _report(
    session: Session, mail: Incoming, octets: bytes, signer: Signer, now: datetime
) -> Verdict | None:
    """None where it is no report. The code in its text counts where no person wrote it."""
    by_machine = mail.is_report or mail.is_from_nobody
    if not by_machine and not any(address.startswith("b+") for address in mail.to):
        return None
    told = reports.read(octets, mail.text if by_machine else "")
    row = bounced.letter_of(session, told, mail.to, signer, now=now) if told else None
    if told is None or row is None:
        return Verdict(Fate.IGNORED, Why.OTHER_REPORT) if mail.is_report else None
    bounced.report(session, row, told, now=now)
    return Verdict(Fate.REPORTED, Why.REPORT, person=store.person(session, row.person_id))


# answers


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom the address it came to was made for, and for which meeting."""

    meeting: Meeting
    council: Council
    person: Person


def _asked(session: Session, mail: Incoming, signer: Signer) -> _Asked | None:
    for address in mail.to:
        local, _, _ = address.partition("@")
        _, plus, token = local.partition("+")
        if not plus:
            continue
        try:
            claim = signer.read(Purpose.REPLY, token)
        except NotFound:
            continue
        person = store.person(session, claim.subject)
        found = store.meeting(session, int(claim.detail)) if claim.detail.isdigit() else None
        if person and found:
            return _Asked(found[0], found[1], person)
    return None


def _calendar(
    session: Session, mail: Incoming, part: CalendarPart, asked: _Asked | None, now: datetime
) -> Verdict:
    if asked is None:
        return _without_token(session, mail, part)
    event = part.event(asked.meeting.uid)
    if event is None or event.uid != asked.meeting.uid or event.is_one_of_many:
        return _of(asked, Fate.IGNORED, Why.OTHER_MEETING)
    attendee = next((a for a in event.attendees if a.address == asked.person.email.lower()), None)
    deputy = next((a for a in event.attendees if _offers(a, asked.person)), None)
    if deputy:
        if attendee:
            _record(session, asked, attendee, event, now)
        return _offered(session, asked, deputy, event)
    time = _proposal(asked, part, event)
    if attendee is None:
        who = event.attendees[0] if len(event.attendees) == 1 else Attendee(mail.sender)
        return _waits(asked, Why.OTHER_ADDRESS, who, event, time)
    if part.method == "COUNTER":
        # A council's meeting is never moved by one member; but the wish is for a person to read.
        if attendee.partstat != "DECLINED":
            attendee = Attendee(attendee.address, "TENTATIVE")
        _record(session, asked, attendee, event, now)
        return _waits(asked, Why.COUNTER, Attendee("", attendee.partstat), event, time)
    return _record(session, asked, attendee, event, now)


def _proposal(asked: _Asked, part: CalendarPart, event: AnsweredEvent) -> str:
    if part.method != "COUNTER":
        return ""
    says = language(asked.council.language)
    time = proposal.words(event, asked.council.zone, says)
    return says("Proposed time: %(time)s", time=time) if time else ""


def _offers(attendee: Attendee, member: Person) -> bool:
    """True for one who will come in the member's place, says their calendar (RFC 5546 §3.2.2.3)."""
    return attendee.partstat == "ACCEPTED" and member.email.lower() in attendee.delegated_from


def _offered(session: Session, asked: _Asked, deputy: Attendee, event: AnsweredEvent) -> Verdict:
    """The one who gave the place away seems not to come; who serves instead is for a person to decide."""
    found = _member(session, asked.council, {deputy.address})
    name = f"{found.name} ({deputy.address})" if found else deputy.address
    says = language(asked.council.language)
    told = says("%(name)s offers to come instead.", name=name)
    text = "\n".join(part for part in (told, event.comment) if part)
    return _of(asked, Fate.WAITING, Why.DEPUTY_OFFERS, Answer.NO, text)


def _record(
    session: Session, asked: _Asked, attendee: Attendee, event: AnsweredEvent, now: datetime
) -> Verdict:
    meeting, person = asked.meeting, asked.person
    answer = _PARTSTAT.get(attendee.partstat)
    if answer is None:
        return _of(asked, Fate.IGNORED, Why.NO_ANSWER)
    if meeting.ends_at <= now:
        return _of(asked, Fate.IGNORED, Why.OVER, answer)
    if meeting.is_cancelled:
        return _of(asked, Fate.IGNORED, Why.CANCELLED, answer)
    note = event.comment
    if attendee.partstat == "DELEGATED":
        says = language(asked.council.language)
        note = says("Wants to be replaced by %(address)s.", address=attendee.delegated_to or "?")
    start = _answered_start(session, asked, event)
    given = GivenAnswer(
        answer,
        Source.CALENDAR,
        note=note,
        sequence=meeting.revision if event.sequence is None else event.sequence,
        made_at=event.made_at,
        for_start=start,
    )
    by = Actor(ActorKind.PERSON, person.id, person.name)
    made = replies.record_reply(session, meeting, person, given, by=by, now=now)
    if made is None:
        return _of(asked, Fate.IGNORED, Why.NOTHING_NEW, answer)
    if start != meeting.starts_at:
        return _of(asked, Fate.KEPT, Why.OLD_TIME, answer)
    return _of(asked, Fate.APPLIED, "", answer, note)


def _answered_start(session: Session, asked: _Asked, event: AnsweredEvent) -> datetime:
    """The start (UTC) that the answered revision had: an older one with the same start is an answer to this one.

    Without a SEQUENCE it is about today's where it was made after our last invitation (RFC 5546 §2.1.5).
    """
    meeting, revision = asked.meeting, event.sequence
    if revision is None:
        sent = store.invitations(session, meeting.id, asked.person.id)
        is_later = not sent or event.made_at is None or event.made_at >= sent[0].created_at
        if is_later or len(sent) < 2:
            return meeting.starts_at
        issue = store.issue(session, sent[1].issue_id)
    elif revision >= meeting.revision:
        return meeting.starts_at
    else:
        issue = store.stated(session, meeting.id, revision)
    told = issue.facts.get(str(meeting.id)) if issue else None
    if told is None:
        return meeting.created_at  # a time nobody was told of: kept, and never counted
    return Wall.parse(str(told["start"]).split()[0], meeting.starts.zone).utc()


def _without_token(session: Session, mail: Incoming, part: CalendarPart) -> Verdict:
    """Known by its UID and a member's address, but not proved: for a person to decide, never applied."""
    event = part.events[0] if part.events else AnsweredEvent()
    found = store.meeting_by_uid(session, event.uid) if event.uid else None
    if found is None:
        return Verdict(Fate.IGNORED, Why.UNKNOWN)
    meeting, council = found
    addresses = {mail.sender, *(attendee.address for attendee in event.attendees)}
    person = _member(session, council, addresses)
    if person is None:
        return Verdict(Fate.IGNORED, Why.UNKNOWN, council, meeting)
    attendee = next((a for a in event.attendees if a.address == person.email.lower()), None)
    seems = attendee or Attendee(mail.sender)
    asked = _Asked(meeting, council, person)
    return _waits(asked, Why.NO_TOKEN, seems, event, _proposal(asked, part, event))


def _member(session: Session, council: Council, addresses: set[str]) -> Person | None:
    members = councils.members(session, council.id)
    return next((m.person for m in members if m.person.email.lower() in addresses), None)


def _written(session: Session, mail: Incoming, asked: _Asked | None) -> Verdict:
    """A person's own words: shown to the secretary, with what they seem to say."""
    text = quoted.own_words(mail.text)
    if asked:
        answer = guess.answer(text)
        return Verdict(
            Fate.WAITING, Why.WRITTEN, asked.council, asked.meeting, asked.person, answer, text
        )
    person, council = _writer(session, mail)
    if council is None:
        return Verdict(Fate.IGNORED, Why.UNKNOWN)
    return Verdict(Fate.WAITING, Why.WRITTEN, council=council, person=person, text=text)


def _writer(session: Session, mail: Incoming) -> tuple[Person | None, Council | None]:
    """A member by their address alone, and the council of their latest term."""
    person = councils.person_by_email(session, mail.sender) if mail.sender else None
    terms = councils.terms(session, person.id) if person else []
    return (person, terms[-1][1]) if terms else (None, None)


def _unanswered(
    session: Session, mail: Incoming, asked: _Asked | None, fate: Fate, why: str
) -> Verdict:
    """It changes nothing; but whose it is, is told, so that a person can look for what it said."""
    if asked:
        return _of(asked, fate, why)
    person, council = _writer(session, mail)
    return Verdict(fate, why, council, person=person)


def _of(asked: _Asked, fate: Fate, why: str, answer: str = "", text: str = "") -> Verdict:
    return Verdict(fate, why, asked.council, asked.meeting, asked.person, answer, text)


def _waits(asked: _Asked, why: Why, who: Attendee, event: AnsweredEvent, time: str = "") -> Verdict:
    answer = _PARTSTAT.get(who.partstat, "")
    told = "\n".join(part for part in (who.address, time, event.comment) if part)
    return _of(asked, Fate.WAITING, why, answer, told)
