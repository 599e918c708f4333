"""The form in which a member replies to a meeting: what it shows, and the answer read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from scheduler.clock import Wall, parse_hour
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, DeputyMode, Member, ReplyMode
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.language import Language
from scheduler.meetings.replies import NOTE_LENGTH, GivenAnswer
from scheduler.meetings.rows import Answer, DeputyCall, Meeting, Reply, Source
from scheduler.notices.deputy_values import until_text
from scheduler.workdays import Workdays
from web import meeting_line

_SEAT_OF_ABSENT = {
    DeputyMode.BY_ITSELF: N_("If you have a deputy, the deputy is called."),
    DeputyMode.BY_HAND: N_("The secretary sees it, and may call a deputy."),
    DeputyMode.NONE: "",
}
_CHOOSE = N_("Choose whether you will come.")
_MOVED = N_("The meeting has got a new time since you opened the page. Reply for the new time.")
_LONG = N_("The message is %(length)s characters long. Write at most 1,000.")
_HOUR = N_("The meeting is from %(starts)s to %(ends)s. Write an hour between them, as 15.30.")
_ORDER = N_("You cannot leave before you come. Write a later hour.")
_HOURS = ("arrives", "leaves")

_SAID: Mapping[str, str] = {
    Answer.COMING: N_("You have replied that you will come."),
    Answer.ONLINE: N_("You have replied that you will take part online."),
    Answer.NO: N_("You have replied that you cannot come."),
    Answer.MAYBE: N_("You have replied “maybe”. Choose whether you will come."),
}


@dataclass(frozen=True, slots=True)
class ReplyChoice:
    """One radio button."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """How to answer. Without `choices` there is nothing to answer, and `lines` say why.

    `start` is the time that is answered, so that an answer to an older one is noticed. `hours` are those of a part of
    the meeting, as text, by `arrives` and `leaves`; `faults` what is wrong with them.
    """

    lines: tuple[str, ...]
    choices: tuple[ReplyChoice, ...] = ()
    said: str = ""
    said_state: str = ""
    start: str = ""
    button: str = ""
    note: str = ""
    hours: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    note_error: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


def build_form(
    meeting: Meeting,
    council: Council,
    term: Member,
    standing: Reply | None,
    says: Language,
    *,
    today: date,
    asked: str = "",
    calls: Sequence[DeputyCall] = (),
) -> ReplyForm:
    """`asked` is the answer that a link in a letter names: chosen in the form, but not sent.

    `calls` are those of the person as a deputy.
    """
    call = next((call for call in calls if call.stands(meeting)), None)
    if term.is_deputy and call is None:
        return ReplyForm(
            (says("You are a deputy and need not reply. You come only if you are called."),)
        )
    last = notice_rules.read_rules(council.notice_rules).reply_by.day(
        meeting.starts.date, Workdays(council.country)
    )
    lines = []
    if call and term.is_deputy:
        lines = [_called_line(call, standing, council, says)]
    elif council.reply_mode == ReplyMode.ABSENCES:
        lines.append(says("You need only reply if you cannot come."))
    elif standing is None and last >= today:
        lines.append(says("Please reply by %(day)s.", day=says.long(last, year=False)))
    given = standing.answer if standing else ""
    chosen = {"yes": Answer.COMING, "no": Answer.NO}.get(asked, given)
    if chosen != given:
        lines.append(says("Nothing is sent until you press the button."))
    return ReplyForm(
        lines=tuple(lines),
        choices=_choices(meeting, chosen, says),
        said=_said(standing, council, says),
        said_state="warn" if standing is None or standing.answer == Answer.MAYBE else "ok",
        start=meeting.starts.text(),
        note=standing.note if standing else "",
        hours={name: _written(getattr(standing, name, None), says) for name in _HOURS},
        button=says("Change the reply") if standing else says("Send the reply"),
    )


def _called_line(call: DeputyCall, standing: Reply | None, council: Council, says: Language) -> str:
    if standing:
        return says("You are called as a deputy.")
    until = until_text(call.answer_by, council.zone, says)
    return says("You are called as a deputy. Please reply by %(until)s.", until=until)


def with_faults(shown: ReplyForm, typed: Mapping[str, str], faults: Mapping[str, str]) -> ReplyForm:
    """The form again, with what was typed and what is wrong with it."""
    answer = typed.get("answer", "")
    return replace(
        shown,
        choices=tuple(replace(c, is_chosen=c.value == answer) for c in shown.choices),
        note=typed.get("note", ""),
        hours={name: typed.get(name, "") for name in _HOURS},
        error=faults.get("answer", ""),
        note_error=faults.get("note", ""),
        faults={name: faults.get(name, "") for name in _HOURS},
    )


def parse_answer(typed: Mapping[str, str], meeting: Meeting) -> GivenAnswer:
    """The hours of one who cannot come are left out.

    Raises: InvalidInput where nothing is chosen, the message is too long, an hour is none of the meeting's, or the
    meeting has moved meanwhile.
    """
    if typed.get("start", "") != meeting.starts.text():
        raise invalid("answer", _MOVED)
    faults: dict[str, Fault] = {}
    answer, note = typed.get("answer", ""), typed.get("note", "").strip()
    if answer not in (Answer.COMING, Answer.ONLINE, Answer.NO):
        faults["answer"] = Fault(_CHOOSE)
    if len(note) > NOTE_LENGTH:
        faults["note"] = Fault(_LONG, {"length": len(note)})
    arrives, leaves = (
        None if answer == Answer.NO else _parse_hour(typed, name, meeting, faults)
        for name in _HOURS
    )
    if arrives and leaves and leaves <= arrives:
        faults["leaves"] = Fault(_ORDER)
    if faults:
        raise InvalidInput(faults)
    return GivenAnswer(Answer(answer), Source.LINK, note, arrives=arrives, leaves=leaves)


def _parse_hour(
    typed: Mapping[str, str], name: str, meeting: Meeting, faults: dict[str, Fault]
) -> time | None:
    """None where nothing is written, or, with its fault, no hour within the meeting."""
    text, starts, ends = typed.get(name, "").strip(), meeting.starts, meeting.ends
    hour = parse_hour(text)
    if hour and starts < Wall(starts.date, hour, starts.zone) < ends:
        return hour
    if text:
        faults[name] = Fault(_HOUR, {"starts": starts.time, "ends": ends.time})
    return None


def answer_sentence(standing: Reply | None, says: Language) -> str:
    """A person's answer in one sentence, for a list of meetings; empty where there is none."""
    return _answer_words(standing, says) if standing else ""


def _answer_words(reply: Reply, says: Language) -> str:
    return " ".join(
        filter(None, (says(_SAID[reply.answer]), meeting_line.part_sentence(reply, says)))
    )


def _written(hour: time | None, says: Language) -> str:
    return says.hour(hour) if hour else ""


def thanks_sentence(standing: Reply, term: Member | None, council: Council, says: Language) -> str:
    """What has been replied, and what becomes of the seat of a member who cannot come."""
    thanks = says("Thank you. %(answer)s", answer=_answer_words(standing, says))
    is_absent = standing.answer == Answer.NO and term is not None and not term.is_deputy
    follows = _SEAT_OF_ABSENT[DeputyMode(council.deputy_mode)] if is_absent else ""
    return f"{thanks} {says(follows)}" if follows else thanks


def _said(standing: Reply | None, council: Council, says: Language) -> str:
    if standing is None:
        return says("You have not replied.")
    at = Wall.at(standing.made_at, council.zone)
    answer = _answer_words(standing, says)
    return says("%(answer)s Replied %(at)s.", answer=answer, at=says.short(at.date, at.time))


def _choices(meeting: Meeting, chosen: str, says: Language) -> tuple[ReplyChoice, ...]:
    is_hybrid = bool(meeting.online_url and meeting.place)
    coming = says("I will come, on site") if is_hybrid else says("I will come")
    labels = {Answer.COMING: coming}
    if is_hybrid:
        labels[Answer.ONLINE] = says("I will take part online")
    labels[Answer.NO] = says("I cannot come")
    return tuple(ReplyChoice(value, label, value == chosen) for value, label in labels.items())
