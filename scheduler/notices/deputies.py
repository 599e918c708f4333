"""Rules: the deputies of a meeting: which calls end, who is called next, the letters about it and what those say."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import DeputyMode, Member
from scheduler.language import Language
from scheduler.meetings import seating
from scheduler.meetings.rows import COMES, CallEnd, DeputyCall, Meeting
from scheduler.meetings.seating import Place, SeatState
from scheduler.notices import audience, change_recipients, due_times
from scheduler.notices.kinds import Kind, Letter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice

_TOLD = (CallEnd.RELEASED, CallEnd.SILENT)
"""How a call ends of which the deputy is told: who said no knows."""


def seats(s: Situation, now: datetime) -> list[Place]:
    """Who serves on which seat of the situation's meeting."""
    assert s.meeting
    return seating.places_at(s.meeting, s.members, s.replies, s.calls, now=now)


def calls_to_end(s: Situation, now: datetime) -> Iterator[tuple[DeputyCall, CallEnd]]:
    """None while all mail of the council is paused: nobody could be told."""
    if s.meeting is None or not s.calls or _rests(s, now):
        return
    yield from seating.calls_to_end(
        s.meeting, seats(s, now), s.members, s.replies, s.calls, now=now
    )


def next_call(s: Situation, now: datetime) -> DeputyCall | None:
    """The first seat that is empty, with the next deputy, where the council has them called by themselves."""
    by_itself = s.council.deputy_mode == DeputyMode.BY_ITSELF
    if s.meeting is None or not by_itself or not s.replies or _rests(s, now):
        return None
    empty = (p for p in seats(s, now) if p.state == SeatState.EMPTY and p.deputies)
    calls = (new_call(s, place, place.deputies[0], now) for place in empty)
    return next((call for call in calls if call), None)


def new_call(
    s: Situation, place: Place, deputy: Member, now: datetime, *, by_hand: bool = False
) -> DeputyCall | None:
    """None where no time is left for a letter and an answer: then the secretary telephones."""
    assert s.meeting
    until = seating.answer_by(s.meeting, s.free, now)
    if until is None or place.seat_id is None:
        return None
    member_id = place.member.person_id if place.member else None
    return DeputyCall(
        meeting_id=s.meeting.id,
        seat_id=place.seat_id,
        person_id=deputy.person_id,
        instead_of_id=member_id,
        for_start=s.meeting.starts_at,
        called_at=now,
        answer_by=until,
        by_hand=by_hand,
        ended="",
    )


def next_change_at(s: Situation, now: datetime) -> datetime | None:
    """When a call ends, or the next deputy is to be called; `now` where that is due. UTC."""
    if s.meeting is None or _rests(s, now):
        return None
    if is_due(s, now):
        return now
    waiting = [c.answer_by for c in s.calls if c.stands(s.meeting) and c.answer_by > now]
    return min(waiting, default=None)


def is_due(s: Situation, now: datetime) -> bool:
    """Whether a call ends now, or somebody is to be called."""
    return bool(next(calls_to_end(s, now), None) or next_call(s, now))


def _rests(s: Situation, now: datetime) -> bool:
    assert s.meeting
    is_over = s.meeting.is_cancelled or s.meeting.starts_at <= now
    return is_over or s.council.is_paused or not s.year.is_published


def deputy_notices(s: Situation, meeting: Meeting) -> Iterator[PlannedNotice]:
    """Of each call its letter, and after it what takes it back, where the first may have arrived."""
    for call in s.calls:
        occasion = call_occasion(call, meeting)
        stands = call.stands(meeting)
        if stands or s.issue(Kind.DEPUTY_CALL, occasion):
            to = audience.recipients(s, Kind.DEPUTY_CALL) if stands else ()
            own = (recipient for recipient in to if recipient.person.id == call.person_id)
            due_at = _due_at(meeting, call.called_at)
            yield planned_notice(s, Kind.DEPUTY_CALL, occasion, due_at, meeting.starts_at, own)
        if call.ended in _TOLD and call.ended_at and call.for_start == meeting.starts_at:
            due_at, released = _due_at(meeting, call.ended_at), _released(s, meeting, call)
            if released or s.issue(Kind.DEPUTY_RELEASED, occasion):
                yield planned_notice(
                    s, Kind.DEPUTY_RELEASED, occasion, due_at, meeting.starts_at, released
                )


def call_occasion(call: DeputyCall, meeting: Meeting) -> str:
    return f"c{call.id}@{meeting.starts.text()}"


def call_of(s: Situation, person_id: int) -> DeputyCall | None:
    """The person's newest call to the meeting's present start, ended or not."""
    meeting = s.meeting
    own = [c for c in s.calls if c.person_id == person_id]
    return next((c for c in reversed(own) if meeting and c.for_start == meeting.starts_at), None)


def _released(s: Situation, meeting: Meeting, call: DeputyCall) -> tuple[Recipient, ...]:
    """Whoever was called, where that may have reached them and nothing since has called them again."""
    rows = change_recipients.letters_about(s, call.person_id, meeting)
    order = s.issue(Kind.DEPUTY_CALL, call_occasion(call, meeting))
    if not any(order and row.issue_id == order.id and row.may_have_arrived for row in rows):
        return ()
    holds = change_recipients.calendar_may_hold(rows)
    return tuple(
        Recipient(
            to.person, Letter.DEPUTY_RELEASED, calendar=holds, uninvited=holds, is_deputy=True
        )
        for to in audience.recipients(s, Kind.DEPUTY_RELEASED)
        if to.person.id == call.person_id
    )


def _due_at(meeting: Meeting, at: datetime) -> datetime:
    """At once by day; at night only where the meeting is within 24 hours (docs/mail.md, rule 21)."""
    at = max(at, due_times.settled_at(meeting) + FIVE_MINUTES)
    if meeting.starts_at - at <= timedelta(hours=24):
        return at
    return due_times.out_of_the_night(at, meeting.starts.zone, meeting.starts_at)


def deputy_values(s: Situation, person_id: int, speak: Language) -> dict[str, str]:
    """The deputy learns for whom, never why (a reason for absence is asked of nobody)."""
    call = call_of(s, person_id)
    if call is None:
        return {"deputy_for": s.council.name, "answer_by": "", "why_released": ""}
    _, name, organisation = speak, absent_name(s, call), _organisation(s, call)
    has_answered = s.answers().get(person_id) in COMES
    until = until_text(call.answer_by, s.council.zone, speak)
    why = ""  # the secretary lets a deputy go without a reason
    if call.ended == CallEnd.SILENT:
        why = _("We have not had your reply, and ask somebody else.")
    elif s.answers().get(call.instead_of_id or 0) in COMES:
        why = _("%(name)s is coming after all.", name=name)
    return {
        "deputy_for": f"{name}, {organisation}" if organisation not in ("", name) else name,
        "answer_by": "" if has_answered else _("Please reply by %(until)s.", until=until),
        "why_released": why,
    }


def own_reply_day(s: Situation, person_id: int, speak: Language) -> dict[str, str]:
    """The last day to reply of a called deputy, which the call told; nothing for all others."""
    call = call_of(s, person_id)
    if call is None or call.ended:
        return {}
    return {
        "reply_by": until_text(call.answer_by, s.council.zone, speak),
        "reply_by_short": until_text(call.answer_by, s.council.zone, speak, is_short=True),
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


def until_text(until: datetime, zone: str, speak: Language, *, is_short: bool = False) -> str:
    """`Thursday 4 February`, the whole day; with the hour where it ends within a day."""
    wall, words = Wall.at(until, zone), speak.short if is_short else speak.long
    if wall.time == time(0):
        return words(wall.date - timedelta(days=1), year=False)
    return words(wall.date, wall.time, year=False)


def _organisation(s: Situation, call: DeputyCall) -> str:
    seats = (m.organisation for m in s.members if m.seat_id == call.seat_id and not m.is_deputy)
    return next(seats, "")
