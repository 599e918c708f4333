"""Att göra: all that waits for the secretary, soonest first, each with one link to the place where it is settled.

A new kind of to-do is a function of `Facts` in SOURCES, and what it must know a field of `Facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g, url_for

from scheduler.agenda import store as agenda
from scheduler.agenda.rows import AgendaItem
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Person
from scheduler.inbox import store as inbox
from scheduler.language import Language
from scheduler.mail.rows import State
from scheduler.meetings.rows import Meeting
from scheduler.notices import listing, pause
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.listing import ListedPerson, NoticeLine, NoticeState
from scheduler.years import draft as drafts
from scheduler.years import foreign
from scheduler.years import store as years
from scheduler.years.rows import CouncilYear, ForeignCalendar
from web.language import speak
from web.secretary import request_cache

_MANY = 5
"""More dead addresses than these are one to-do."""
_AUTUMN = 10
"""From this month the next year should be planned."""
_PRESSING = 11


@dataclass(frozen=True, slots=True)
class Todo:
    """Something a person must decide; `at` is when it becomes, or became, pressing."""

    text: str
    url: str
    link: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What the to-dos of one council follow from. `letters` is how many mails wait for a person to read them."""

    council: Council
    mail: Sequence[NoticeLine]
    years: Sequence[CouncilYear]
    has_members: bool
    letters: int
    calendars: Sequence[ForeignCalendar]
    says: Language
    now: datetime
    proposals: Sequence[tuple[AgendaItem, Meeting, Person]] = ()


Source = Callable[[Facts], Iterable[Todo]]


def of_council(council: Council) -> tuple[list[Todo], Sequence[NoticeLine]]:
    """The to-dos, and the mail they were read from."""
    mail = request_cache.recent_mail(council)
    facts = Facts(
        council=council,
        mail=mail,
        years=years.of_council(g.session, council.id),
        has_members=bool(councils.members(g.session, council.id)),
        letters=inbox.waiting_count(g.session, council.id),
        calendars=years.foreign_calendars(g.session, council.id),
        says=speak(),
        now=g.now,
        proposals=agenda.proposals(g.session, council.id),
    )
    return todos(facts), mail


def of_mail(
    council: Council, mail: Sequence[NoticeLine], says: Language, *, now: datetime
) -> list[Todo]:
    """Those that are about the mail in the list."""
    return todos(Facts(council, mail, (), True, 0, (), says, now), _OF_MAIL)


def todos(facts: Facts, sources: Iterable[Source] | None = None) -> list[Todo]:
    """Of `sources`, else of all."""
    found = [todo for source in sources or SOURCES for todo in source(facts)]
    return sorted(found, key=lambda todo: todo.at)


def _waiting(of: Facts) -> Iterable[Todo]:
    """Each kallelse that waits for approval and has been asked for."""
    asked = {
        n.meeting.id
        for n in of.mail
        if n.kind is Kind.KALLELSE_REVIEW and n.meeting and n.state is not NoticeState.PLANNED
    }
    for notice in of.mail:
        meeting = notice.meeting
        if notice.state is not NoticeState.WAITING or meeting is None:
            continue
        if meeting.id in asked or notice.due_at <= of.now:
            told = of.says(
                "The notice of the meeting on %(day)s waits for you. It does not go until someone approves it.",
                day=of.says.short(meeting.starts.date),
            )
            yield Todo(told, _letter(of, notice), of.says("Read and approve"), notice.due_at)


def _troubled(of: Facts) -> Iterable[Todo]:
    """Mail that did not arrive, whose time has passed, or that is on hold though its time has come."""
    for notice in of.mail:
        name, says = _name(of, notice), of.says
        if notice.state is NoticeState.UNDELIVERED and _is_settled_by_addresses(notice):
            continue
        if notice.state is NoticeState.UNDELIVERED:
            told, link = says("%(mail)s did not reach everyone.", mail=name), says("See who")
        elif notice.state is NoticeState.MISSED and notice.reason == listing.HELD:
            told = says("%(mail)s was on hold until its time was over.", mail=name)
            link = says("See which")
        elif notice.state is NoticeState.MISSED and notice.kind is not Kind.DIGEST:
            told, link = says("%(mail)s was not sent in time.", mail=name), says("See which")
        elif _is_held_late(notice, of.now):
            told = says("%(mail)s is on hold, and its time has come.", mail=name)
            link = says("Send it or skip it")
        else:
            continue
        yield Todo(told, _letter(of, notice), link, notice.due_at)


def _is_settled_by_addresses(notice: NoticeLine) -> bool:
    """Whether whoever was not reached has a dead address, which is a to-do of its own."""
    return all(
        to.is_address_dead for to in notice.audience if to.is_lost or to.state == State.UNCERTAIN
    )


def _dead_addresses(of: Facts) -> Iterable[Todo]:
    """One for each address, however many letters did not reach it; one for all where they are many."""
    lost: dict[str, list[tuple[NoticeLine, ListedPerson]]] = {}
    for notice in of.mail:
        for to in notice.audience:
            if to.is_address_dead:
                lost.setdefault(to.email.lower(), []).append((notice, to))
    if len(lost) > _MANY:
        notices = [letters[0][0] for letters in lost.values()]
        told = of.says("Mail does not reach %(n)s addresses.", n=len(lost))
        url = _undelivered(of)
        yield Todo(told, url, of.says("See who"), min(notice.due_at for notice in notices))
        return
    for letters in lost.values():
        notice, to = letters[0]
        told = of.says.count(
            "%(n)s mail did not reach %(who)s.",
            "%(n)s mails did not reach %(who)s.",
            len(letters),
            who=f"{to.name}, {to.email}" if to.name else to.email,
        )
        url = _letter(of, notice) if len(letters) == 1 else _undelivered(of, to.person_id)
        yield Todo(told, url, of.says("See what you can do"), notice.due_at)


def _undelivered(of: Facts, person: int | None = None) -> str:
    """The list of what did not arrive, to all or to one."""
    state = NoticeState.UNDELIVERED.value
    return url_for("mail.index", slug=of.council.slug, state=state, person=person)


def _is_held_late(notice: NoticeLine, now: datetime) -> bool:
    return (
        notice.state is NoticeState.HELD
        and notice.reason != listing.PAUSED
        and notice.due_at <= now
    )


def _paused(of: Facts) -> Iterable[Todo]:
    """That all mail is paused stands on every page; that some is late because of it is for a person to settle."""
    late = pause.late_lines(of.mail, of.now)
    if late:
        told = of.says.count(
            "%(n)s mail should have gone, but all mail is on hold.",
            "%(n)s mails should have gone, but all mail is on hold.",
            len(late),
        )
        url = url_for("mail.going", slug=of.council.slug)
        yield Todo(told, url, of.says("Decide what to do"), late[0].due_at)


def _doubtful(of: Facts) -> Iterable[Todo]:
    """Answers by mail that could not be taken by themselves."""
    if of.letters:
        told = of.says.count("%(n)s mail waits for you.", "%(n)s mails wait for you.", of.letters)
        url = url_for("answers.index", slug=of.council.slug)
        yield Todo(told, url, of.says("Read and decide"), of.now)


def _years(of: Facts) -> Iterable[Todo]:
    """A draft that nobody has published, and in the autumn a year that nobody has planned."""
    today = Wall.at(of.now, of.council.zone).date
    known = {year.year: year for year in of.years}
    for year in (today.year, today.year + 1):
        url = url_for("years.show", slug=of.council.slug, year=year)
        draft = known.get(year)
        if draft is not None and not draft.is_published and not _is_blank(draft):
            told = of.says("The year plan %(year)s is a draft. Nobody sees it yet.", year=str(year))
            yield Todo(told, url, of.says("Look through and publish"), of.now)
        elif not (draft and draft.is_published) and year > today.year and today.month >= _AUTUMN:
            told, at = of.says("%(year)s is not planned yet.", year=str(year)), of.now
            if today.month >= _PRESSING:  # before all else
                at -= timedelta(days=365)
                told = of.says(
                    "%(year)s is not planned yet. The members need the dates now, to keep the days free.",
                    year=str(year),
                )
            yield Todo(told, url, of.says("Plan the year"), at)


def _is_blank(year: CouncilYear) -> bool:
    """True where its draft was emptied."""
    kept = drafts.of(year)
    return kept.is_blank and not kept.typed


def _unread(of: Facts) -> Iterable[Todo]:
    """A calendar that dates are compared with and that cannot be read."""
    for one in of.calendars:
        why = foreign.fault(one)
        if why and one.tried_at and foreign.needs_a_person(one):
            told = of.says("The calendar of %(name)s could not be read.", name=one.name)
            url = url_for("compare.index", slug=of.council.slug)
            told = f"{told} {of.says(why.text, **why.params)}"
            yield Todo(told, url, of.says("See the calendar"), one.tried_at)


def _proposals(of: Facts) -> Iterable[Todo]:
    """Each item that somebody has proposed, by its meeting."""
    for item, meeting, person in of.proposals:
        told = of.says(
            "%(name)s proposes an item for the meeting %(day)s: %(heading)s",
            name=person.name,
            day=of.says.short(meeting.starts.date),
            heading=item.heading,
        )
        url = url_for("agenda.edit", slug=of.council.slug, number=meeting.number)
        yield Todo(told, url, of.says("See the proposal"), meeting.starts_at)


def _council(of: Facts) -> Iterable[Todo]:
    """What the council still lacks."""
    slug, says = of.council.slug, of.says
    if not of.has_members:
        url = url_for("members.add", slug=slug)
        yield Todo(says("The council has no members yet."), url, says("Paste a list"), of.now)
    if not of.council.contact:
        told = says("The public pages name nobody to ask.")
        url = url_for("settings.index", slug=slug)
        yield Todo(told, url, says("Write whom to ask"), of.now)


_OF_MAIL: tuple[Source, ...] = (_waiting, _troubled, _dead_addresses, _paused)
SOURCES: tuple[Source, ...] = (
    *_OF_MAIL,
    _doubtful,
    _years,
    _unread,
    _proposals,
    _council,
)


def _letter(of: Facts, notice: NoticeLine) -> str:
    """The mail's own page; the whole list for one that nobody would get."""
    slug = of.council.slug
    if not notice.audience:
        return url_for("mail.index", slug=slug)
    return url_for("mail.letter", slug=slug, key=notice.key)


def _name(of: Facts, notice: NoticeLine) -> str:
    name = of.says(KINDS[notice.kind].name)
    if notice.meeting is None:
        return name
    day = of.says.short(notice.meeting.starts.date)
    return of.says("%(mail)s for the meeting on %(day)s", mail=name, day=day)
