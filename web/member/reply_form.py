"""The form in which a member replies to a meeting, and what there is to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from scheduler.clock import Wall, parse_hour
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, Member
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.language import Language
from scheduler.meetings.replies import NOTE_LENGTH
from scheduler.meetings.rows import Answer, DeputyCall, Meeting, Reply, Source
from web import forms
from web.forms import PageForm

_CHOOSE = N_("Choose whether you will come.")
_MOVED = N_("The meeting has got a new time since you opened the page. Reply for the new time.")
_LONG = N_("The message is %(length)s characters long. Write at most 1,000.")
_HOUR = N_("The meeting is from %(starts)s to %(ends)s. Write an hour between them, as 15:30.")
_ORDER = N_("You cannot leave before you come. Write a later hour.")
_HOURS = ("arrives", "leaves")


class ReplyForm(PageForm):
    """`start` is the time that is answered, so that an answer to an older one is noticed."""

    start = HiddenField()
    answer = RadioField(N_("Your reply"), validate_choice=False)
    arrives = forms.line(N_("I come later, at"), N_("As 15:30."), optional=True, class_="w-s")
    leaves = forms.line(N_("I leave earlier, at"), N_("As 15:30."), optional=True, class_="w-s")
    note = forms.text(
        N_("Message to the secretary"),
        N_("Only the secretary sees it. Write nothing sensitive, for example about illness."),
        optional=True,
        class_="short w-l",
        rows="2",
    )

    def fit(self, meeting: Meeting) -> None:
        """Its choices: for a meeting that may also be joined from afar, which way one comes."""
        is_hybrid = bool(meeting.online_url and meeting.place)
        self.answer.choices = [
            SelectChoice(
                Answer.COMING.value, N_("I will come, on site") if is_hybrid else N_("I will come")
            ),
            *(
                [SelectChoice(Answer.ONLINE.value, N_("I will take part online"))]
                if is_hybrid
                else []
            ),
            SelectChoice(Answer.NO.value, N_("I cannot come")),
        ]

    def given_answer(self, meeting: Meeting) -> Reply:
        """The hours of one who cannot come are left out.

        Raises: InvalidInput where nothing is chosen, the message is too long, an hour is none of the meeting's, or the
        meeting has moved meanwhile.
        """
        typed = self.texts()
        if typed["start"] != meeting.starts.text():
            raise invalid("answer", _MOVED)
        faults: dict[str, Fault] = {}
        answer, note = typed["answer"], typed["note"]
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
        return Reply(answer=answer, source=Source.LINK, note=note, arrives=arrives, leaves=leaves)


def _parse_hour(
    typed: Mapping[str, str], name: str, meeting: Meeting, faults: dict[str, Fault]
) -> time | None:
    """None where nothing is written, or, with its fault, no hour within the meeting."""
    text, starts, ends = typed[name], meeting.starts, meeting.ends
    hour = parse_hour(text)
    if hour and starts < Wall(starts.date, hour, starts.zone) < ends:
        return hour
    if text:
        faults[name] = Fault(_HOUR, {"starts": starts.time, "ends": ends.time})
    return None


@dataclass(frozen=True, slots=True)
class OwnReply:
    """What a person has to answer to a meeting, and has answered. `form` is None for a deputy who is not called.

    `call` is the one by which a deputy comes; `reply_by` is the last day. `is_changed`: the form shows another answer
    than the standing one.
    """

    standing: Reply | None
    call: DeputyCall | None
    reply_by: date
    form: ReplyForm | None
    is_changed: bool = False


def own_reply(
    meeting: Meeting,
    council: Council,
    term: Member,
    standing: Reply | None,
    calls: Sequence[DeputyCall],
    says: Language,
    *,
    asked: str = "",
) -> OwnReply:
    """`asked` is the answer that a link in a letter names: chosen in the form, but not sent.

    `calls` are those of the person as a deputy.
    """
    call = next((call for call in calls if term.is_deputy and call.stands(meeting)), None)
    reply_by = notice_rules.council_day(council, "reply_by", meeting.starts.date)
    if term.is_deputy and call is None:
        return OwnReply(standing, None, reply_by, None)
    given = standing.answer if standing else ""
    chosen = {"yes": Answer.COMING.value, "no": Answer.NO.value}.get(asked, given)
    values: dict[str, Any] = {
        "start": meeting.starts.text(),
        "answer": chosen,
        "note": standing.note if standing else "",
    }
    for name in _HOURS:
        hour = getattr(standing, name, None)
        values[name] = says.hour(hour) if hour else ""
    form = ReplyForm(formdata=None, data=values)
    form.fit(meeting)
    return OwnReply(standing, call, reply_by, form, is_changed=chosen != given)
