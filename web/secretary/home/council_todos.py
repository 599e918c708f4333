"""All to-dos of a council, by time. A subject adds its own by a function in SOURCES, which yields them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from flask import g

from scheduler.agenda import store as agenda
from scheduler.clock import Wall
from scheduler.councils.rows import Council, DeputyMode
from scheduler.inbox import store as inbox
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Answer
from scheduler.meetings.seating import Place, SeatState
from scheduler.notices import absences, deputies, load_situation
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import other_calendars
from scheduler.years import store as years
from scheduler.years.rows import PLANNING_MONTH
from web.language import speak
from web.secretary import request_cache
from web.secretary.deputies.seat_story import seat_stories
from web.secretary.home.mail_todos import MAIL_SOURCES
from web.secretary.home.todo import Todo, TodoSource, by_time
from web.secretary.members.todos import member_todos
from web.secretary.notes.todos import notes_todos

_PRESSING = 11


def council_todos(council: Council) -> list[Todo]:
    return by_time(council, SOURCES)


def _incoming_mail(council: Council) -> Iterable[Todo]:
    """Answers by mail that could not be taken by themselves."""
    if n := inbox.waiting_count(g.session, council.id):
        yield Todo("incoming_mail", g.now, {"n": n})


def _years(council: Council) -> Iterable[Todo]:
    """A draft that nobody has published, and in the autumn a year that nobody has planned."""
    today = Wall.at(g.now, council.zone).date
    planned = {row.year: row for row in years.of_council(g.session, council.id)}
    for year in (today.year, today.year + 1):
        row = planned.get(year)
        if row and row.is_published:
            continue
        if row and years.draft_dates(g.session, row.id):
            yield Todo("draft", g.now, {"year": year})
        elif year > today.year and today.month >= _PRESSING:
            before_all_else = g.now - timedelta(days=365)
            yield Todo("unplanned_pressing", before_all_else, {"year": year})
        elif year > today.year and today.month >= PLANNING_MONTH:
            yield Todo("unplanned", g.now, {"year": year})


def _calendars(council: Council) -> Iterable[Todo]:
    """A calendar that dates are compared with and that cannot be read."""
    for row in years.foreign_calendars(g.session, council.id):
        why = other_calendars.fault(row)
        if why and row.tried_at and other_calendars.needs_a_person(row):
            yield Todo("calendar", row.tried_at, {"name": row.name, "why": why})


def _proposals(council: Council) -> Iterable[Todo]:
    """Each item that somebody has proposed, by its meeting; after that while a later one may have it."""
    coming = meetings.upcoming(g.session, council.id, now=g.now)
    has_coming = any(not meeting.is_cancelled for meeting in coming)
    for item, meeting, person in agenda.proposals(g.session, council.id):
        about = {"item": item, "meeting": meeting, "person": person}
        if has_coming or meeting.ends_at > g.now:
            yield Todo("proposal", meeting.starts_at, about)


def _empty_seats(council: Council) -> Iterable[Todo]:
    """Each seat that nobody takes, unless a deputy will be called to it by itself."""
    coming = [m.id for m in meetings.upcoming(g.session, council.id, now=g.now)]
    replies = meetings.replies_to(g.session, coming) if coming else {}
    refs = [
        Ref(Owner.MEETING, meeting_id)
        for meeting_id, given in replies.items()
        if any(reply.answer == Answer.NO for reply in given)
    ]
    for situation in load_situation.load_situations(g.session, refs):
        meeting = situation.meeting
        for story in seat_stories(situation, meeting, g.now) if meeting else ():
            place = story.place
            goes_by_itself = council.deputy_mode == DeputyMode.BY_ITSELF and story.may_call
            if meeting and place.member and place.state is SeatState.EMPTY and not goes_by_itself:
                about = {"meeting": meeting, "place": place, "more": list(_about(situation, place))}
                yield Todo("empty_seat", meeting.starts_at, about)


def _about(s: Situation, place: Place) -> Iterator[str]:
    """How many of the organisation come, and what the member wrote."""
    assert s.meeting
    assert place.member
    says = speak()
    if place.organisation:
        seats, answers = deputies.seats(s, g.now), s.answers()
        yield absences.organisation_line(place.organisation, seats, answers, says) + "."
    for reply in absences.absences(s, s.meeting):
        if reply.person_id == place.member.person_id and reply.note:
            yield says("Message: %(note)s", note=reply.note)


def _council(council: Council) -> Iterable[Todo]:
    """What the council still lacks."""
    if not request_cache.members(council):
        yield Todo("no_members", g.now)
    if not council.contact:
        yield Todo("no_contact", g.now)


SOURCES: tuple[TodoSource, ...] = (
    *MAIL_SOURCES,
    _incoming_mail,
    _years,
    _calendars,
    _proposals,
    _empty_seats,
    notes_todos,
    member_todos,
    _council,
)
