"""Action: takes one mail that came. It changes at most one answer of one member; what is doubtful waits for a person.

No mail is answered by mail, so a stranger cannot make us write to anyone.
Source: docs/calendars.md, rules 25 to 29.
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

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
from scheduler.db.session import Session, put_if_new
from scheduler.history.rows import Actor, ActorKind
from scheduler.inbox import bounces, reading, reports, store
from scheduler.inbox.quotes import own_words
from scheduler.inbox.reading import ParsedMail, read_claims
from scheduler.inbox.rows import Fate, IncomingMail, Why
from scheduler.language import language
from scheduler.links import Purpose, Signer
from scheduler.meetings import replies
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Answer, Meeting, Reply, Source

_PARTSTAT: Mapping[str, Answer] = {
    "ACCEPTED": Answer.COMING,
    "DECLINED": Answer.NO,
    "TENTATIVE": Answer.MAYBE,
    "DELEGATED": Answer.NO,
}
_RAW_OCTETS = 1_000_000


class _Asked(NamedTuple):
    """Whom the address it came to was made for, and for which meeting."""

    meeting: Meeting
    council: Council
    person: Person


class _Case(NamedTuple):
    """One mail, and the row in which it is written down what it said."""

    session: Session
    mail: ParsedMail
    row: IncomingMail
    now: datetime

    def assign(self, council: Council, meeting: Meeting | None, person: Person | None) -> None:
        self.row.council_id, self.row.meeting_id = council.id, meeting.id if meeting else None
        self.row.person_id = person.id if person else None


_Verdict = tuple[Fate, str]


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
        raw=zlib.compress(octets[:_RAW_OCTETS]),
    )
    if not put_if_new(session, row):
        return None
    row.fate, row.reason = _decide(_Case(session, mail, row, now), octets, signer)
    row.text = row.text[:4_000]
    session.flush()
    return row


def _decide(case: _Case, octets: bytes, signer: Signer) -> _Verdict:
    mail, asked = case.mail, _asked(case.session, case.mail, signer)
    if asked:
        case.assign(asked.council, asked.meeting, asked.person)
    elif (person := councils.person_by_email(case.session, mail.sender)) and (
        terms := councils.terms(case.session, person.id)
    ):
        case.assign(terms[-1][1], None, person)
    if mail.refused:
        return Fate.REFUSED, mail.refused
    if mail.is_receipt:
        return Fate.IGNORED, Why.RECEIPT
    if reported := _report(case, octets, signer):
        return reported
    if mail.calendar is not None and mail.calendar.method in REPLY_METHODS:
        return _calendar(case, mail.calendar, asked)
    if mail.is_automatic:
        return Fate.IGNORED, Why.AUTOMATIC
    # Many programs send the invitation back with the words that answer it.
    if not mail.text and mail.calendar is not None:
        return Fate.IGNORED, Why.NO_ANSWER
    if case.row.council_id is None:
        return Fate.IGNORED, Why.UNKNOWN
    case.row.text = own_words(mail.text)
    return Fate.WAITING, Why.WRITTEN


def _report(case: _Case, octets: bytes, signer: Signer) -> _Verdict | None:
    """None where it is no report. The code in its text counts where no person wrote it."""
    session, mail, now = case.session, case.mail, case.now
    by_machine = mail.is_report or mail.is_from_nobody
    if not by_machine and not any(address.startswith("b+") for address in mail.to):
        return None
    report = reports.read_report(octets, mail.text if by_machine else "")
    letter = bounces.find_letter(session, report, mail.to, signer, now=now) if report else None
    if report is None or letter is None:
        return (Fate.IGNORED, Why.OTHER_REPORT) if mail.is_report else None
    bounces.apply_report(session, letter, report, now=now)
    case.row.person_id = letter.person_id
    return Fate.REPORTED, Why.REPORT


def _asked(session: Session, mail: ParsedMail, signer: Signer) -> _Asked | None:
    for claim in read_claims(mail.to, Purpose.REPLY, signer):
        person = session.get(Person, claim.subject)
        meeting_id = int(claim.detail) if claim.detail.isdecimal() else 0
        held = store.meeting_and_council(session, meeting_id=meeting_id)
        if person and held:
            return _Asked(*held, person)
    return None


# calendar parts


def _calendar(case: _Case, part: CalendarPart, asked: _Asked | None) -> _Verdict:
    if asked is None:
        return _without_token(case, part)
    event = next((event for event in part.events if event.uid == asked.meeting.uid), None)
    if event is None or event.is_one_of_many:
        return Fate.IGNORED, Why.OTHER_MEETING
    attendee = next((a for a in event.attendees if a.address == asked.person.email.lower()), None)
    deputy = next((a for a in event.attendees if _takes_place_of(asked.person, a)), None)
    if deputy:
        if attendee:
            _record(case, asked, attendee, event)
        return _offered(case, asked, deputy, event)
    time = _proposal(asked.council, part, event)
    if attendee is None:
        who = event.attendees[0] if len(event.attendees) == 1 else Attendee(case.mail.sender)
        return _waits(case, Why.OTHER_ADDRESS, who.partstat, who.address, time, event.comment)
    if part.method == "COUNTER":
        # A council's meeting is never moved by one member; but the wish is for a person to read.
        if attendee.partstat != "DECLINED":
            attendee = Attendee(attendee.address, "TENTATIVE")
        # Its DTSTART is the time proposed (RFC 5546 §3.2.7).
        _record(case, asked, attendee, replace(event, starts=Moment()))
        return _waits(case, Why.COUNTER, attendee.partstat, time, event.comment)
    return _record(case, asked, attendee, event)


def _proposal(council: Council, part: CalendarPart, event: AnsweredEvent) -> str:
    if part.method != "COUNTER":
        return ""
    says = language(council.language)
    time = proposed_time_text(event, council.zone, says)
    return says("Proposed time: %(time)s", time=time) if time else ""


def _takes_place_of(member: Person, attendee: Attendee) -> bool:
    """True for one who will come in the member's place, says their calendar (RFC 5546 §3.2.2.3)."""
    return attendee.partstat == "ACCEPTED" and member.email.lower() in attendee.delegated_from


def _offered(case: _Case, asked: _Asked, deputy: Attendee, event: AnsweredEvent) -> _Verdict:
    """The one who gave the place away seems not to come; who serves instead is for a person to decide."""
    person = _member(case.session, asked.council, {deputy.address})
    name = f"{person.name} ({deputy.address})" if person else deputy.address
    says = language(asked.council.language)
    offer = says("%(name)s offers to come instead.", name=name)
    return _waits(case, Why.DEPUTY_OFFERS, "DECLINED", offer, event.comment)


def _record(case: _Case, asked: _Asked, attendee: Attendee, event: AnsweredEvent) -> _Verdict:
    meeting, person = asked.meeting, asked.person
    answer = _PARTSTAT.get(attendee.partstat)
    if answer is None:
        return Fate.IGNORED, Why.NO_ANSWER
    case.row.answer = answer
    if meeting.ends_at <= case.now:
        return Fate.IGNORED, Why.OVER
    if meeting.is_cancelled:
        return Fate.IGNORED, Why.CANCELLED
    note = event.comment
    if attendee.partstat == "DELEGATED":
        says = language(asked.council.language)
        note = says("Wants to be replaced by %(address)s.", address=attendee.delegated_to or "?")
    start = _answered_start(case.session, asked, event)
    given = Reply(
        answer=answer,
        source=Source.CALENDAR,
        note=note,
        sequence=meeting.sequence if event.sequence is None else event.sequence,
        made_at=event.made_at,
        for_start=start,
    )
    by = Actor(ActorKind.PERSON, person.id, person.name)
    if not replies.record_reply(case.session, meeting, person, given, by=by, now=case.now):
        return Fate.IGNORED, Why.NOTHING_NEW
    if start != meeting.starts_at:
        return Fate.KEPT, Why.OLD_TIME
    case.row.text = note
    return Fate.APPLIED, ""


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


def _without_token(case: _Case, part: CalendarPart) -> _Verdict:
    """Known by its UID and a member's address, but not proved: for a person to decide, never applied."""
    event = part.events[0] if part.events else AnsweredEvent()
    held = store.meeting_and_council(case.session, uid=event.uid) if event.uid else None
    if held is None:
        return Fate.IGNORED, Why.UNKNOWN
    meeting, council = held
    addresses = {case.mail.sender, *(attendee.address for attendee in event.attendees)}
    person = _member(case.session, council, addresses)
    case.assign(council, meeting, person)
    if person is None:
        return Fate.IGNORED, Why.UNKNOWN
    attendee = next((a for a in event.attendees if a.address == person.email.lower()), None)
    seems, time = attendee or Attendee(case.mail.sender), _proposal(council, part, event)
    return _waits(case, Why.NO_TOKEN, seems.partstat, seems.address, time, event.comment)


def _member(session: Session, council: Council, addresses: set[str]) -> Person | None:
    members = councils.members(session, council.id)
    return next((m.person for m in members if m.person.email.lower() in addresses), None)


def _waits(case: _Case, why: Why, partstat: str, *lines: str) -> _Verdict:
    case.row.answer = _PARTSTAT.get(partstat, "")
    case.row.text = "\n".join(filter(None, lines))
    return Fate.WAITING, why
