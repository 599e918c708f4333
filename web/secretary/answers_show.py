"""From answers, and mail that waits for the secretary, to what her pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council, Person
from scheduler.errors import N_
from scheduler.inbox.rows import IncomingMail, Why
from scheduler.language import Language, sort_key
from scheduler.meetings import replies
from scheduler.meetings.rows import Answer, Meeting, Reply, Source
from scheduler.meetings.seating import serves, substitutes_of
from scheduler.notices import audience
from scheduler.notices.situation import Situation

ANSWERS: Mapping[str, str] = {
    Answer.COMING: N_("Will come"),
    Answer.ONLINE: N_("Will take part online"),
    Answer.NO: N_("Cannot come"),
    Answer.MAYBE: N_("Maybe"),
}
_STATE = {Answer.COMING: "ok", Answer.ONLINE: "ok", Answer.NO: "stop", Answer.MAYBE: "warn"}
_FROM: Mapping[str, str] = {
    Source.LINK: N_("on the page"),
    Source.CALENDAR: N_("from the calendar"),
    Source.MAIL: N_("by mail"),
    Source.SECRETARY: N_("noted by the secretary"),
}
_WHY: Mapping[str, str] = {
    Why.WRITTEN: N_("A person has written. Read it, and note what they reply."),
    Why.COUNTER: N_("Proposes another time. The meeting is not moved by it."),
    Why.DEPUTY_OFFERS: N_(
        "Somebody else offers to come in the member's place. "
        "The reply you choose is the member's; you decide who serves."
    ),
    Why.OTHER_ADDRESS: N_(
        "The reply came from another address than the member's. Is it from them?"
    ),
    Why.NO_TOKEN: N_(
        "The reply did not come to the address of the invitation, so it may be forged. "
        "Is it from them?"
    ),
}
_NO_EFFECT: Mapping[str, str] = {
    Why.OLD_TIME: N_("The reply is to a time that no longer holds."),
    Why.NOTHING_NEW: N_("It says the same as before, or is older than the reply we have."),
    Why.NO_ANSWER: N_("There is no reply in it."),
    Why.OTHER_MEETING: N_("It is about another meeting than the one it was sent to."),
    Why.OVER: N_("The meeting was over."),
    Why.CANCELLED: N_("The meeting was cancelled."),
    Why.AUTOMATIC: N_("It was written by a machine, for example because the person is away."),
    Why.UNKNOWN: N_("The sender's address is not a member's."),
    Why.OTHER_REPORT: N_("It is a mail server's report about none of our mail."),
    Why.RECEIPT: N_("It is a receipt that a mail was read."),
    Why.TOO_LARGE: N_("The mail is larger than 25 MB."),
}
_DAMAGED = N_("The mail is damaged.")


@dataclass(frozen=True, slots=True)
class Line:
    """What one member has answered; `when` tells when and from where. `deputies` may stand in for one who cannot."""

    name: str
    answer: str
    state: str
    when: str
    note: str
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class OfMeeting:
    """`action` is empty where no answer can be noted any more."""

    summary: str
    organisations: list[str]
    answered: list[Line]
    silent: list[Line]
    people: list[Option]
    answers: list[Option]
    action: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that waits. `meetings` is empty where it is known which one it is about."""

    id: int
    heading: str
    why: str
    when: str
    sender: str
    subject: str
    text: list[str]
    about: str
    meetings: list[Option]
    answers: list[Option]
    action: str


@dataclass(frozen=True, slots=True)
class NoEffect:
    """A mail that changed nothing; `action` lays one aside that could not be read."""

    id: int
    who: str
    when: str
    why: str
    action: str


def of_meeting(
    council: Council, s: Situation, meeting: Meeting, says: Language, *, now: datetime
) -> OfMeeting:
    """Who has answered what, of those who were called, by name. Nobody is missing from a cancelled meeting."""
    standing = replies.standing_replies(meeting, s.replies)
    people = sorted(audience.called_people(s, meeting), key=lambda person: sort_key(person.name))
    if meeting.is_cancelled:
        people = [person for person in people if person.id in standing]
    lines = [_line(person.name, standing.get(person.id), council, says) for person in people]
    if not meeting.is_cancelled:
        lines = [
            _with_deputies(line, person.id, standing.get(person.id), s, meeting)
            for line, person in zip(lines, people, strict=True)
        ]
    is_open = not meeting.is_cancelled and meeting.ends_at > now
    return OfMeeting(
        summary=""
        if meeting.is_cancelled
        else _summary([standing.get(person.id) for person in people], says),
        organisations=_by_organisation(s, meeting, standing, people, says),
        answered=[line for line in lines if line.state],
        silent=[line for line in lines if not line.state],
        people=[Option(str(person.id), person.name) for person in people],
        answers=options(meeting, says),
        action=url_for("answers.note", slug=council.slug, number=meeting.number)
        if is_open and people
        else "",
    )


def summary(s: Situation, meeting: Meeting, says: Language) -> str:
    """How many come; empty until the kallelse has been ordered, and for a cancelled meeting."""
    if meeting.is_cancelled or audience.called_ids(s, meeting) is None:
        return ""
    standing = replies.standing_replies(meeting, s.replies)
    return _summary([standing.get(one.id) for one in audience.called_people(s, meeting)], says)


def options(meeting: Meeting, says: Language, chosen: str = "") -> list[Option]:
    """What a person may answer; online only where the meeting is."""
    kinds = [Answer.COMING, Answer.NO]
    if meeting.online_url:
        kinds.insert(1, Answer.ONLINE)
    return [Option(kind, says(ANSWERS[kind]), kind == chosen) for kind in kinds]


def waiting(
    council: Council,
    mails: Sequence[IncomingMail],
    names: Mapping[int, str],
    meetings: Sequence[Meeting],
    says: Language,
    *,
    now: datetime,
) -> list[Waiting]:
    by_id = {meeting.id: meeting for meeting in meetings}
    coming = [m for m in meetings if m.ends_at > now and not m.is_cancelled]
    return [_waiting(council, mail, names, by_id, coming, says) for mail in mails]


def no_effect(
    council: Council, mails: Sequence[IncomingMail], names: Mapping[int, str], says: Language
) -> list[NoEffect]:
    return [
        NoEffect(
            id=mail.id,
            who=_who(mail, names, says),
            when=_when(mail.at, council, says),
            why=_why_no_effect(mail, says),
            action=url_for("answers.file", slug=council.slug, mail_id=mail.id),
        )
        for mail in mails
    ]


def _who(mail: IncomingMail, names: Mapping[int, str], says: Language) -> str:
    name = names.get(mail.person_id or 0, mail.sender_name)
    if name and mail.sender:
        return f"{name} ({mail.sender})"
    return name or mail.sender or says("Unknown sender")


def _why_no_effect(mail: IncomingMail, says: Language) -> str:
    why = says(_NO_EFFECT.get(mail.reason, _DAMAGED))
    return f"{says(ANSWERS[mail.answer])}. {why}" if mail.answer in ANSWERS else why


def _waiting(
    council: Council,
    mail: IncomingMail,
    names: Mapping[int, str],
    by_id: Mapping[int, Meeting],
    coming: Sequence[Meeting],
    says: Language,
) -> Waiting:
    about = by_id.get(mail.meeting_id) if mail.meeting_id else None
    can_answer = (about in coming) if about else bool(coming)
    name = names.get(mail.person_id or 0, mail.sender_name or mail.sender)
    day = says.short(about.starts.date) if about else ""
    choose = [] if about else coming
    of = about or next((m for m in coming if m.online_url), coming[0] if coming else None)
    why = says(_WHY.get(mail.reason, _WHY[Why.WRITTEN]))
    if about and not can_answer:
        why = says("The meeting is over or cancelled, so no reply counts any more.")
    return Waiting(
        id=mail.id,
        heading=says("%(name)s, about %(day)s", name=name, day=day) if about else name,
        why=why,
        when=_when(mail.at, council, says),
        sender=mail.sender,
        subject=mail.subject,
        text=[line for line in mail.text.split("\n") if line.strip()],
        about=day,
        meetings=[
            Option(str(m.number), says.short(m.starts.date), n == 0) for n, m in enumerate(choose)
        ],
        answers=options(of, says, mail.answer) if of and can_answer else [],
        action=url_for("answers.file", slug=council.slug, mail_id=mail.id),
    )


def _line(name: str, reply: Reply | None, council: Council, says: Language) -> Line:
    if reply is None:
        return Line(name, says("No reply"), "", "", "")
    answer = Answer(reply.answer)
    when = _when(reply.made_at, council, says)
    told = says("%(when)s, %(source)s", when=when, source=says(_FROM[reply.source]))
    return Line(name, says(ANSWERS[answer]), _STATE[answer], told, reply.note)


def _with_deputies(
    line: Line, person_id: int, reply: Reply | None, s: Situation, meeting: Meeting
) -> Line:
    if reply is None or reply.answer != Answer.NO:
        return line
    found = substitutes_of(person_id, s.members, meeting.starts.date)
    told = (", ".join(filter(None, (one.person.name, one.person.phone))) for one in found)
    return replace(line, deputies=tuple(told))


def _by_organisation(
    s: Situation,
    meeting: Meeting,
    standing: Mapping[int, Reply],
    people: Sequence[Person],
    says: Language,
) -> list[str]:
    """`Polisen: 0 av 2 kommer`, of each organisation; nothing where there is one alone, or none."""
    called = {person.id for person in people}
    counts: dict[str, list[bool]] = {}
    for member in s.members:
        if (
            member.person_id in called
            and serves(member, s.called_deputies)
            and member.covers(meeting.starts.date)
        ):
            reply = standing.get(member.person_id)
            comes = reply is not None and reply.answer in (Answer.COMING, Answer.ONLINE)
            counts.setdefault(member.organisation, []).append(comes)
    named = sorted((name for name in counts if name), key=sort_key)
    if meeting.is_cancelled or len(named) < 2:
        return []
    return [
        says(
            "%(organisation)s: %(n)s of %(all)s will come",
            organisation=name,
            n=sum(counts[name]),
            all=len(counts[name]),
        )
        for name in named
    ]


def _summary(found: Sequence[Reply | None], says: Language) -> str:
    n = [reply.answer if reply else "" for reply in found]
    coming, no = sum(a in (Answer.COMING, Answer.ONLINE) for a in n), sum(a == Answer.NO for a in n)
    return says(
        "%(coming)s will come, %(no)s cannot, %(silent)s have not replied.",
        coming=coming,
        no=no,
        silent=len(n) - coming - no,
    )


def _when(at: datetime, council: Council, says: Language) -> str:
    wall = Wall.at(at, council.zone)
    return says.short(wall.date, wall.time)
