"""The values that the pages of a personal link show, made from rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import quote

from flask import request, url_for

from scheduler.clock import Wall
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, Member, MemberRole
from scheduler.errors import N_
from scheduler.language import LANGUAGES, Language, plain
from scheduler.meetings import replies, seating
from scheduler.meetings.rows import DeputyCall, Meeting, Reply
from scheduler.workdays import Workdays
from web import meeting_line
from web.app_state import app_state
from web.language import speak
from web.meeting_line import MeetingLine
from web.member import reply_form
from web.member.access import Sitting
from web.member.reply_form import ReplyForm

_ROLES: Mapping[MemberRole, tuple[str, str]] = {
    MemberRole.CHAIR: (N_("You are the chair."), N_("You are the chair, for %(organisation)s.")),
    MemberRole.VICE_CHAIR: (
        N_("You are the vice chair."),
        N_("You are the vice chair, for %(organisation)s."),
    ),
    MemberRole.SECRETARY: (
        N_("You are the secretary."),
        N_("You are the secretary, for %(organisation)s."),
    ),
    MemberRole.MEMBER: (N_("You are a member."), N_("You are a member for %(organisation)s.")),
    MemberRole.DEPUTY: (N_("You are a deputy."), N_("You are a deputy for %(organisation)s.")),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to. `mailto` has no subject."""

    name: str
    email: str
    mailto: str


@dataclass(frozen=True, slots=True)
class CouncilPart:
    """One council on the person's page. `first` is the next meeting that will be held, `coming` are the others.

    `reply` is what the person has answered to the first and how to answer it, at `action`.
    """

    slug: str
    name: str
    role: str
    first: MeetingLine | None
    first_title: str
    first_link: str
    reply: ReplyForm | None
    action: str
    coming: list[MeetingLine]
    nothing_planned: bool
    contact: Contact
    soonest: float
    """For sorting."""


@dataclass(frozen=True, slots=True)
class Items:
    """Sentences on how to suggest an item; `is_open`: by the form below them."""

    lines: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting to the person; `reply` and `items` are None where there is nothing to answer or suggest.

    `file` is the address of a calendar file; empty where the calendar they subscribe to has the meeting.
    """

    line: MeetingLine
    title: str
    block: str
    status: str
    online: str
    online_url: str
    note: str
    kallelse: str
    file: str
    reply: ReplyForm | None
    items: Items | None
    contact: Contact


def asked_language() -> str | None:
    """What `?lang=` asks for, so that links within the page keep it."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else None


def address(endpoint: str, token: str, **values: object) -> str:
    return url_for(endpoint, token=token, lang=asked_language(), **values)  # type: ignore[arg-type]


def address_in_other_language(endpoint: str, **values: object) -> str:
    code = "sv" if speak().code == "en" else "en"
    return url_for(endpoint, lang=code, **values)  # type: ignore[arg-type]


def _mailto(email: str, subject: str = "") -> str:
    asks = f"?subject={quote(plain(subject))}" if subject else ""
    return f"mailto:{quote(email, safe='@')}{asks}"


def _contact(council: Council) -> Contact:
    email = council.reply_to.email
    return Contact(council.contact or council.name, email, _mailto(email))


def council_part(
    sitting: Sitting,
    upcoming: Sequence[Meeting],
    answers: Sequence[Reply],
    calls: Sequence[DeputyCall],
    token: str,
    *,
    now: datetime,
) -> CouncilPart:
    """The council's coming meetings that fall within the person's term, with what they have answered."""
    says = speak()
    of = sitting.council
    mine = [meeting for meeting in upcoming if sitting.on(meeting.starts.date)]
    first = next((meeting for meeting in mine if not meeting.is_cancelled), None)
    has_begun = first is not None and first.starts_at <= now
    reply = _reply(first, sitting, answers, calls, says, now) if first else None
    may_answer = reply is not None and bool(reply.choices)

    def shown(meeting: Meeting) -> MeetingLine:
        where = address("member.meeting", token, slug=of.slug, number=meeting.number)
        whole = meeting_line.meeting_line(meeting, says, where)
        if meeting is first and reply:
            return whole
        said = reply_form.answer_sentence(
            replies.counted_replies(meeting, answers, calls).get(sitting.person_id), says
        )
        return replace(whole, notes=(*whole.notes, said)) if said else whole

    return CouncilPart(
        slug=of.slug,
        name=of.name,
        role=_role(sitting, Wall.at(now, of.zone).date, says),
        first=shown(first) if first else None,
        first_title=says("Meeting now:") if has_begun else says("Next meeting:"),
        first_link=says("Reply and suggest an item")
        if may_answer
        else says("More about the meeting"),
        reply=reply,
        action=address("member.reply", token, slug=of.slug, number=first.number) if first else "",
        coming=[shown(meeting) for meeting in mine if meeting is not first],
        nothing_planned=not mine,
        contact=_contact(of),
        soonest=first.starts_at.timestamp() if first else float("inf"),
    )


def _reply(
    found: Meeting,
    sitting: Sitting,
    answers: Sequence[Reply],
    calls: Sequence[DeputyCall],
    says: Language,
    now: datetime,
) -> ReplyForm | None:
    """None once the meeting has begun."""
    of, term = sitting.council, sitting.on(found.starts.date)
    if term is None or found.starts_at <= now:
        return None
    standing = replies.counted_replies(found, answers, calls).get(sitting.person_id)
    today = Wall.at(now, of.zone).date
    return reply_form.build_form(found, of, term, standing, says, today=today, calls=calls)


def _role(sitting: Sitting, today: date, says: Language) -> str:
    """What the person is today, else what they will be."""
    term = sitting.on(today) or max(sitting.terms, key=lambda one: one.since_on or today)
    without, of = _ROLES[MemberRole(term.role)]
    return says(of, organisation=term.organisation) if term.organisation else says(without)


def meeting_page(
    found: Meeting,
    sitting: Sitting,
    token: str,
    standing: Reply | None,
    calls: Sequence[DeputyCall],
    *,
    now: datetime,
    asked: str = "",
    wants_file: bool = True,
    takes_items: Meeting | None = None,
) -> MeetingPage:
    """`standing` is the person's answer that counts. `wants_file`: no calendar they subscribe to has the meeting.

    `takes_items` is the meeting that items are proposed to now: this one, or a later one.
    """
    says = speak()
    of = sitting.council
    here = address("member.meeting", token, slug=of.slug, number=found.number)
    whole = meeting_line.meeting_line(found, says, here)
    if found.is_cancelled:
        whole = replace(whole, told=says("The meeting is cancelled. You need not do anything."))
    today = Wall.at(now, of.zone).date
    term = sitting.on(found.starts.date)
    is_open = not found.is_cancelled and found.starts_at > now
    reply = None
    if is_open and term:
        reply = reply_form.build_form(
            found, of, term, standing, says, today=today, asked=asked, calls=calls
        )
    online = found.online_url if term else ""
    is_linked = online.startswith(("http://", "https://"))
    return MeetingPage(
        line=whole,
        title=says("Meeting %(day)s", day=says.long(found.starts.date)),
        block=f"big {whole.state}".strip(),
        status=meeting_line.status_word(found, whole, says, now),
        online="" if is_linked else online,
        online_url=online if is_linked else "",
        note=found.note,
        kallelse=_when_called(found, of, term, says, today) if is_open and term else "",
        file=_file(found, of, token) if is_open and term and wants_file else "",
        reply=reply,
        items=_items(found, of, takes_items, says, today) if is_open and term else None,
        contact=_contact(of),
    )


def _when_called(found: Meeting, of: Council, term: Member, says: Language, today: date) -> str:
    """Empty for a deputy, but where the council lets deputies know of the kallelse."""
    day = _rules(of).kallelse.day(found.starts.date, Workdays(of.country))
    if day <= today or of.is_paused or not (seating.serves(term) or of.inform_deputies):
        return ""
    return says("The notice of meeting comes on %(day)s.", day=says.long(day, year=False))


def _file(found: Meeting, of: Council, token: str) -> str:
    """A council that is not public has its meetings behind the personal link only."""
    if of.is_public:
        return meeting_line.meeting_file(app_state().links, of, found.number, speak())
    return address("member.calendar_file", token, slug=of.slug, number=found.number)


def items_close_on(found: Meeting, of: Council) -> date:
    """The last day to suggest items, the whole day counted."""
    free = Workdays(of.country)
    return found.items_close_on or _rules(of).items_deadline.day(found.starts.date, free)


def takes_items(found: Meeting, of: Council, *, now: datetime) -> bool:
    is_open = not found.is_cancelled and found.ends_at > now
    return is_open and Wall.at(now, of.zone).date <= items_close_on(found, of)


def _items(
    found: Meeting, of: Council, takes: Meeting | None, says: Language, today: date
) -> Items:
    email, last = of.reply_to.email, items_close_on(found, of)
    day = says.long(last, year=False)
    if last < today:
        over = says("The last day to suggest items was %(day)s.", day=day)
        urgent = says("Is it urgent? Write to %(email)s.", email=email)
        if takes is None:
            return Items((over, urgent), is_open=False)
        later = says(
            "What you suggest now goes to the meeting on %(day)s.",
            day=says.long(takes.starts.date, year=False),
        )
        return Items((over, later, urgent), is_open=True)
    sentences = (
        says("The last day to suggest items is %(day)s.", day=day),
        says("The secretary decides what comes on the agenda."),
    )
    return Items(sentences, is_open=True)


def _rules(of: Council) -> notice_rules.NoticeRules:
    return notice_rules.read_rules(of.notice_rules)
