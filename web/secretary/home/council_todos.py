"""All to-dos of a council, by time. A subject adds its own by a function in SOURCES, which yields them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from flask import g, url_for

from scheduler.agenda import store as agenda
from scheduler.clock import Wall
from scheduler.councils.rows import Council, DeputyMode, Member
from scheduler.inbox import store as inbox
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Answer
from scheduler.meetings.seating import Place, SeatState
from scheduler.notices import absences, deputies, load_situation
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import foreign
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
    says = speak()
    if n := inbox.waiting_count(g.session, council.id):
        text = says.count("%(n)s mail waits for you.", "%(n)s mails wait for you.", n)
        url = url_for("answers.index", slug=council.slug)
        yield Todo(text, says("Read and decide"), url, g.now)


def _years(council: Council) -> Iterable[Todo]:
    """A draft that nobody has published, and in the autumn a year that nobody has planned."""
    says, today = speak(), Wall.at(g.now, council.zone).date
    planned = {row.year: row for row in years.of_council(g.session, council.id)}
    for year in (today.year, today.year + 1):
        row, url = planned.get(year), url_for("years.show", slug=council.slug, year=year)
        if row and row.is_published:
            continue
        if row and years.draft_dates(g.session, row.id):
            text = says("The year plan %(year)s is a draft. Nobody sees it yet.", year=year)
            yield Todo(text, says("Look through and publish"), url, g.now)
        elif year > today.year and today.month >= _PRESSING:
            text = says(
                "%(year)s is not planned yet. The members need the dates now, to keep the days free.",
                year=year,
            )
            first = g.now - timedelta(days=365)  # before all else
            yield Todo(text, says("Plan the year"), url, first)
        elif year > today.year and today.month >= PLANNING_MONTH:
            text = says("%(year)s is not planned yet.", year=year)
            yield Todo(text, says("Plan the year"), url, g.now)


def _calendars(council: Council) -> Iterable[Todo]:
    """A calendar that dates are compared with and that cannot be read."""
    says, url = speak(), url_for("compare.index", slug=council.slug)
    for row in years.foreign_calendars(g.session, council.id):
        why = foreign.fault(row)
        if why and row.tried_at and foreign.needs_a_person(row):
            text = says("The calendar of %(name)s could not be read.", name=row.name)
            text = f"{text} {says(why.text, **why.params)}"
            yield Todo(text, says("See the calendar"), url, row.tried_at)


def _proposals(council: Council) -> Iterable[Todo]:
    """Each item that somebody has proposed, by its meeting."""
    says = speak()
    for item, meeting, person in agenda.proposals(g.session, council.id):
        text = says(
            "%(name)s proposes an item for the meeting %(day)s: %(heading)s",
            name=person.name,
            day=meeting.starts.date,
            heading=item.heading,
        )
        url = url_for("agenda.edit", slug=council.slug, number=meeting.number)
        yield Todo(text, says("See the proposal"), url, meeting.starts_at)


def _empty_seats(council: Council) -> Iterable[Todo]:
    """Each seat that nobody takes, unless a deputy will be called to it by itself."""
    says = speak()
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
                name, day = place.member.person.name, meeting.starts.date
                text = says("%(name)s cannot come to the meeting %(day)s.", name=name, day=day)
                text = " ".join([text, _next_deputy(place.deputies), *_about(situation, place)])
                url = url_for("meetings.show", slug=council.slug, number=meeting.number)
                yield Todo(text, says("See the deputies"), f"{url}#h-deputies", meeting.starts_at)


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
            yield absences.message_line(reply, says)


def _next_deputy(in_order: Sequence[Member]) -> str:
    says = speak()
    if not in_order:
        return says("There is no deputy left to call.")
    first = in_order[0].person
    contact = ", ".join(filter(None, (first.name, first.phone)))
    return says("Next in order: %(contact)s.", contact=contact)


def _council(council: Council) -> Iterable[Todo]:
    """What the council still lacks."""
    says, slug = speak(), council.slug
    if not request_cache.members(council):
        url = url_for("members.add", slug=slug)
        yield Todo(says("The council has no members yet."), says("Paste a list"), url, g.now)
    if not council.contact:
        text = says("The public pages name nobody to ask.")
        yield Todo(text, says("Write whom to ask"), url_for("settings.index", slug=slug), g.now)


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
