"""Action: takes one mail that came. It changes at most one answer of one member; what is doubtful waits for a person.

No mail is answered by mail, so a stranger cannot make us write to anyone.
Source: docs/calendars.md, rules 25 to 29.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.calendars.itip_reply import (
    REPLY_METHODS,
    AnsweredEvent,
    Attendee,
    CalendarPart,
    Moment,
    proposed_time_text,
    start_instant,
)
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Person
from scheduler.db.session import AlreadyThere, Session, put_or_already_there
from scheduler.errors import NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.inbox import bounces, reading, reports, store
from scheduler.inbox.quotes import own_words
from scheduler.inbox.reading import ParsedMail
from scheduler.inbox.rows import Fate, IncomingMail, Why
from scheduler.inbox.suggest_answer import suggest_answer
from scheduler.language import language
from scheduler.links import Purpose, Signer
from scheduler.meetings import replies
from scheduler.meetings import store as meetings
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
class _Asked:
    """Whom the address it came to was made for, and for which meeting."""

    meeting: Meeting
    council: Council
    person: Person


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a mail that came to no address of ours for one meeting and member."""

    council: Council | None = None
    meeting: Meeting | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is written down of a mail."""

    fate: Fate
    why: str = ""
    about: _Asked | _Known = _Known()
    answer: str = ""
    text: str = ""


def receive_mail(
    session: Session, octets: bytes, signer: Signer, *, envelope_to: str = "", now: datetime
) -> IncomingMail | None:
    """Reads the mail, acts on it and writes it down. None where the same octets came before.

    `envelope_to` is whom the mail was handed over for, where the mail server tells. Raises: nothing by what is in it.
    """
    mail = reading.read_mail(octets, envelope_to=envelope_to)
    row = IncomingMail(
        digest=mail.digest,
        message_id=mail.message_id[:300],
        at=now,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        fate=Fate.IGNORED,
    )
    try:
        put_or_already_there(session, row)
    except AlreadyThere:
        return None
    verdict = _decide(session, mail, octets, signer, now)
    about = verdict.about
    row.fate, row.reason = verdict.fate, verdict.why[:200]
    row.council_id = about.council.id if about.council else None
    row.meeting_id = about.meeting.id if about.meeting else None
    row.person_id = about.person.id if about.person else None
    row.answer, row.text = verdict.answer, verdict.text[:4_000]
    row.raw = zlib.compress(octets[:_RAW_OCTETS])
    session.flush()
    return row


def _decide(
    session: Session, mail: ParsedMail, octets: bytes, signer: Signer, now: datetime
) -> _Verdict:
    asked = _asked(session, mail, signer)
    about = asked or _writer(session, mail)
    if mail.refused:
        return _Verdict(Fate.REFUSED, mail.refused, about)
    if mail.is_receipt:
        return _Verdict(Fate.IGNORED, Why.RECEIPT, about)
    if reported := _report(session, mail, octets, signer, now):
        return reported
    if mail.calendar is not None and mail.calendar.method in REPLY_METHODS:
        return _calendar(session, mail, mail.calendar, asked, now)
    if mail.is_automatic:
        return _Verdict(Fate.IGNORED, Why.AUTOMATIC, about)
    # Many programs send the invitation back with the words that answer it.
    if not mail.text and mail.calendar is not None:
        return _Verdict(Fate.IGNORED, Why.NO_ANSWER, about)
    if about.council is None:
        return _Verdict(Fate.IGNORED, Why.UNKNOWN)
    text = own_words(mail.text)
    answer = suggest_answer(text) if asked else ""
    return _Verdict(Fate.WAITING, Why.WRITTEN, about, answer, text)


def _report(
    session: Session, mail: ParsedMail, octets: bytes, signer: Signer, now: datetime
) -> _Verdict | None:
    """None where it is no report. The code in its text counts where no person wrote it."""
    by_machine = mail.is_report or mail.is_from_nobody
    if not by_machine and not any(address.startswith("b+") for address in mail.to):
        return None
    report = reports.read_report(octets, mail.text if by_machine else "")
    row = bounces.find_letter(session, report, mail.to, signer, now=now) if report else None
    if report is None or row is None:
        return _Verdict(Fate.IGNORED, Why.OTHER_REPORT) if mail.is_report else None
    bounces.apply_report(session, row, report, now=now)
    person = session.get(Person, row.person_id)
    return _Verdict(Fate.REPORTED, Why.REPORT, _Known(person=person))


def _asked(session: Session, mail: ParsedMail, signer: Signer) -> _Asked | None:
    for address in mail.to:
        local, _, _ = address.partition("@")
        _, plus, token = local.partition("+")
        if not plus:
            continue
        try:
            claim = signer.read(Purpose.REPLY, token)
        except NotFound:
            continue
        person = session.get(Person, claim.subject)
        is_number = claim.detail.isdecimal()
        held = (
            store.meeting_and_council(session, meeting_id=int(claim.detail)) if is_number else None
        )
        if person and held:
            return _Asked(*held, person)
    return None


def _writer(session: Session, mail: ParsedMail) -> _Known:
    """A member by their address alone, and the council of their latest term."""
    person = councils.person_by_email(session, mail.sender) if mail.sender else None
    terms = councils.terms(session, person.id) if person else []
    return _Known(council=terms[-1][1], person=person) if terms else _Known()


# calendar parts


def _calendar(
    session: Session, mail: ParsedMail, part: CalendarPart, asked: _Asked | None, now: datetime
) -> _Verdict:
    if asked is None:
        return _without_token(session, mail, part)
    event = next((event for event in part.events if event.uid == asked.meeting.uid), None)
    if event is None or event.is_one_of_many:
        return _Verdict(Fate.IGNORED, Why.OTHER_MEETING, asked)
    attendee = next((a for a in event.attendees if a.address == asked.person.email.lower()), None)
    deputy = next((a for a in event.attendees if _takes_place_of(asked.person, a)), None)
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
        # Its DTSTART is the time proposed (RFC 5546 §3.2.7).
        _record(session, asked, attendee, replace(event, starts=Moment()), now)
        return _waits(asked, Why.COUNTER, Attendee("", attendee.partstat), event, time)
    return _record(session, asked, attendee, event, now)


def _proposal(asked: _Asked, part: CalendarPart, event: AnsweredEvent) -> str:
    if part.method != "COUNTER":
        return ""
    says = language(asked.council.language)
    time = proposed_time_text(event, asked.council.zone, says)
    return says("Proposed time: %(time)s", time=time) if time else ""


def _takes_place_of(member: Person, attendee: Attendee) -> bool:
    """True for one who will come in the member's place, says their calendar (RFC 5546 §3.2.2.3)."""
    return attendee.partstat == "ACCEPTED" and member.email.lower() in attendee.delegated_from


def _offered(session: Session, asked: _Asked, deputy: Attendee, event: AnsweredEvent) -> _Verdict:
    """The one who gave the place away seems not to come; who serves instead is for a person to decide."""
    person = _member(session, asked.council, {deputy.address})
    name = f"{person.name} ({deputy.address})" if person else deputy.address
    says = language(asked.council.language)
    offer = says("%(name)s offers to come instead.", name=name)
    text = "\n".join(filter(None, (offer, event.comment)))
    return _Verdict(Fate.WAITING, Why.DEPUTY_OFFERS, asked, Answer.NO, text)


def _record(
    session: Session, asked: _Asked, attendee: Attendee, event: AnsweredEvent, now: datetime
) -> _Verdict:
    meeting, person = asked.meeting, asked.person
    answer = _PARTSTAT.get(attendee.partstat)
    if answer is None:
        return _Verdict(Fate.IGNORED, Why.NO_ANSWER, asked)
    if meeting.ends_at <= now:
        return _Verdict(Fate.IGNORED, Why.OVER, asked, answer)
    if meeting.is_cancelled:
        return _Verdict(Fate.IGNORED, Why.CANCELLED, asked, answer)
    note = event.comment
    if attendee.partstat == "DELEGATED":
        says = language(asked.council.language)
        note = says("Wants to be replaced by %(address)s.", address=attendee.delegated_to or "?")
    start = _answered_start(session, asked, event)
    given = GivenAnswer(
        answer,
        Source.CALENDAR,
        note=note,
        sequence=meeting.sequence if event.sequence is None else event.sequence,
        made_at=event.made_at,
        for_start=start,
    )
    by = Actor(ActorKind.PERSON, person.id, person.name)
    if replies.record_reply(session, meeting, person, given, by=by, now=now) is None:
        return _Verdict(Fate.IGNORED, Why.NOTHING_NEW, asked, answer)
    if start != meeting.starts_at:
        return _Verdict(Fate.KEPT, Why.OLD_TIME, asked, answer)
    return _Verdict(Fate.APPLIED, "", asked, answer, note)


def _answered_start(session: Session, asked: _Asked, event: AnsweredEvent) -> datetime:
    """The start (UTC) that was answered: DTSTART, else that of the revision that SEQUENCE names.

    An answer with neither is about the present revision where it was made after that (RFC 5546 §2.1.5). So is a
    deputy's without DTSTART, whose SEQUENCE counts the calls too. Source: docs/calendars.md, rule 27.
    """
    meeting = asked.meeting
    if starts := start_instant(event, meeting.starts.zone):
        return starts
    calls = meetings.calls_of(session, asked.person.id)
    if event.sequence is None or any(call.meeting_id == meeting.id for call in calls):
        is_present = event.made_at is None or event.made_at >= meeting.revised_at
    else:
        is_present = event.sequence >= meeting.sequence
    if is_present:
        return meeting.starts_at
    issue = store.issue_of_revision(session, meeting.id, event.sequence or 0)
    facts = issue.facts.get(str(meeting.id)) if issue else None
    if facts is None:
        return meeting.created_at  # a time nobody was told of: kept, and never counted
    return Wall.parse(str(facts["start"]).split()[0], meeting.starts.zone).utc()


def _without_token(session: Session, mail: ParsedMail, part: CalendarPart) -> _Verdict:
    """Known by its UID and a member's address, but not proved: for a person to decide, never applied."""
    event = part.events[0] if part.events else AnsweredEvent()
    held = store.meeting_and_council(session, uid=event.uid) if event.uid else None
    if held is None:
        return _Verdict(Fate.IGNORED, Why.UNKNOWN)
    meeting, council = held
    addresses = {mail.sender, *(attendee.address for attendee in event.attendees)}
    person = _member(session, council, addresses)
    if person is None:
        return _Verdict(Fate.IGNORED, Why.UNKNOWN, _Known(council, meeting))
    attendee = next((a for a in event.attendees if a.address == person.email.lower()), None)
    seems = attendee or Attendee(mail.sender)
    asked = _Asked(meeting, council, person)
    return _waits(asked, Why.NO_TOKEN, seems, event, _proposal(asked, part, event))


def _member(session: Session, council: Council, addresses: set[str]) -> Person | None:
    members = councils.members(session, council.id)
    return next((m.person for m in members if m.person.email.lower() in addresses), None)


def _waits(
    asked: _Asked, why: Why, who: Attendee, event: AnsweredEvent, time: str = ""
) -> _Verdict:
    answer = _PARTSTAT.get(who.partstat, "")
    text = "\n".join(filter(None, (who.address, time, event.comment)))
    return _Verdict(Fate.WAITING, why, asked, answer, text)
