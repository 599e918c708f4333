"""What the letters to a deputy say: in whose place, until when to answer, and why they are not needed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from scheduler.clock import Wall
from scheduler.language import Language
from scheduler.meetings.rows import CallEnd, DeputyCall
from scheduler.meetings.seating import COMES
from scheduler.notices.deputy_notices import call_of
from scheduler.notices.situation import Recipient, Situation


def deputy_values(s: Situation, person_id: int, speak: Language) -> dict[str, str]:
    """The deputy learns for whom, never why (a reason for absence is asked of nobody)."""
    call = call_of(s, person_id)
    if call is None:
        return {"deputy_for": s.council.name, "answer_by": "", "why_released": ""}
    _, name = speak, absent_name(s, call)
    has_answered = s.answers().get(person_id) in COMES
    until = until_text(call.answer_by, s.council.zone, speak)
    why = ""  # the secretary lets a deputy go without a reason
    if call.ended == CallEnd.SILENT:
        why = _("We have not had your reply, and ask somebody else.")
    elif s.answers().get(call.instead_of_id or 0) in COMES:
        why = _("%(name)s is coming after all.", name=name)
    return {
        "deputy_for": absent_with_seat(s, call),
        "answer_by": "" if has_answered else _("Please reply by %(until)s.", until=until),
        "why_released": why,
    }


def let_go_sentence(s: Situation, to: Recipient, speak: Language) -> str:
    """For a deputy whose call was to a start that no longer holds; empty for all others."""
    own = [call for call in s.calls if call.person_id == to.person.id and not call.ended]
    if to.is_called or not own:
        return ""
    return speak(
        "You are no longer called as a deputy: the members are asked anew. We will tell you if you are needed."
    )


def absent_name(s: Situation, call: DeputyCall) -> str:
    """Who cannot come; for a vacant seat its organisation, else the council."""
    names = (m.person.name for m in s.members if m.person_id == call.instead_of_id)
    return next(names, "") or _organisation(s, call) or s.council.name


def absent_with_seat(s: Situation, call: DeputyCall) -> str:
    name, organisation = absent_name(s, call), _organisation(s, call)
    return f"{name}, {organisation}" if organisation not in ("", name) else name


def until_text(until: datetime, zone: str, speak: Language) -> str:
    """`Thursday 4 February`, the whole day; with the hour where it ends within a day."""
    wall = Wall.at(until, zone)
    if wall.time == time(0):
        return speak.long(wall.date - timedelta(days=1), year=False)
    return speak.long(wall.date, wall.time, year=False)


def _organisation(s: Situation, call: DeputyCall) -> str:
    seats = (m.organisation for m in s.members if m.seat_id == call.seat_id and not m.is_deputy)
    return next(seats, "")
