"""What the meeting's page tells of each seat that its member does not take: who is called, and how it came about."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from scheduler.councils.rows import DeputyMode, Person
from scheduler.meetings.rows import Answer, DeputyCall, Meeting
from scheduler.meetings.seating import Place, SeatState
from scheduler.notices import deputies
from scheduler.notices.situation import Situation


class SeatEvent(NamedTuple):
    """`what`: an Answer, `called`, or a CallEnd. `call` is set for the last two."""

    at: datetime
    what: str
    person: Person | None
    call: DeputyCall | None = None


class SeatStory(NamedTuple):
    """`may_call`: there is time for a letter and a reply; else the secretary telephones."""

    place: Place
    deputy: Person | None
    may_call: bool
    events: Sequence[SeatEvent]


def seat_stories(s: Situation, meeting: Meeting, now: datetime) -> list[SeatStory]:
    """Seats that somebody cannot take, or that a deputy was called to. None where the council calls no deputies."""
    if meeting.is_cancelled or s.council.deputy_mode == DeputyMode.NONE:
        return []
    people = {term.person_id: term.person for term in s.members}
    return [
        _story(s, meeting, place, people, now)
        for place in deputies.seats(s, now)
        if place.call or place.state is SeatState.EMPTY or _calls(s, meeting, place)
    ]


def _story(
    s: Situation, meeting: Meeting, place: Place, people: dict[int, Person], now: datetime
) -> SeatStory:
    deputy = people.get(place.call.person_id) if place.call else None
    is_over = meeting.starts_at <= now
    may_call = bool(
        place.deputies
        and not is_over
        and deputies.new_call(s, place, place.deputies[0], now, by_hand=True)
    )
    calls = _calls(s, meeting, place)
    asked = {call.person_id for call in calls} | (
        {place.member.person_id} if place.member else set()
    )
    events = [
        SeatEvent(reply.made_at, Answer(reply.answer), people.get(reply.person_id))
        for reply in s.replies
        if reply.person_id in asked and reply.for_start == meeting.starts_at
    ]
    for call in calls:
        person = people.get(call.person_id)
        events.append(SeatEvent(call.called_at, "called", person, call))
        if call.ended_at and call.ended != "declined":  # the reply itself is told
            events.append(SeatEvent(call.ended_at, call.ended, person, call))
    return SeatStory(place, deputy, may_call, sorted(events, key=lambda event: event.at))


def _calls(s: Situation, meeting: Meeting, place: Place) -> list[DeputyCall]:
    return [
        call
        for call in s.calls
        if call.seat_id == place.seat_id and call.for_start == meeting.starts_at
    ]
