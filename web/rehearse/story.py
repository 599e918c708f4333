"""From the rehearsal's clock and what was sent to the bar on every page and the story beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import g, request, url_for

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Member
from scheduler.db.session import Session
from scheduler.errors import N_
from scheduler.language import Language, sort_key
from scheduler.links import Links
from scheduler.notices import listing
from scheduler.notices.kinds import KINDS
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.rehearsal import steps
from scheduler.rehearsal.rows import RehearsalState
from scheduler.rehearsal.steps import Step
from web.rehearse import page_data

_STEPS: Mapping[Step, str] = {
    Step.MAIL: N_("To the next mail"),
    Step.DAY: N_("To tomorrow"),
    Step.MEETING: N_("To the next meeting"),
    Step.YEAR: N_("To the end of the year"),
}
_NEXT, _PAST = 5, 40


@dataclass(frozen=True, slots=True)
class Button:
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands on top of every page in a rehearsal. `playing` says how far the step has come; empty when done.

    `resume` is where mail is let go again; empty where it is not all paused.
    """

    day: str
    playing: str
    steps: list[Button]
    resume: str
    here: str
    mailbox: str
    story: str
    has_start: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A mail that went, or will: when, what, to how many and why; `url` shows the letters."""

    when: str
    what: str
    people: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Player:
    """One whose part can be played."""

    name: str
    role: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """One council's story, the newest first; what is older stands in the mailbox."""

    name: str
    admin: str
    is_paused: bool
    past: list[Event]
    coming: list[Event]
    players: list[Player]


def bar(
    at: RehearsalState, paused: Council | None, zone: str, says: Language, has_start: bool
) -> Bar:
    """With `paused` there is no next mail to step to."""
    g.is_playing = at.is_playing
    wall = Wall.at(at.now, zone)
    done = at.played - at.played_before
    playing = ""
    if at.is_playing:
        total = max(at.expected, done)
        playing = (
            says("Playing: %(done)s of %(total)s mails.", done=done, total=total)
            if total
            else says("Playing.")
        )
    here = request.full_path.rstrip("?") if request.method == "GET" else "/rehearsal"
    return Bar(
        day=says.long(wall.date, wall.time),
        playing=playing,
        steps=[
            Button(step, says(name))
            for step, name in _STEPS.items()
            if not (paused and step is Step.MAIL)
        ],
        resume=url_for("mail.resume", slug=paused.slug) if paused else "",
        here=here,
        mailbox=page_data.address("mailbox"),
        story=page_data.address("story_page"),
        has_start=has_start,
    )


def council_stories(session: Session, links: Links, says: Language, *, now: datetime) -> list[Part]:
    """Of each council."""
    coming = steps.planned_mail(session, now=now)
    return [
        _part(session, council, coming, links, says, now) for council in councils.councils(session)
    ]


def _part(
    session: Session,
    council: Council,
    coming: Iterable[NoticeLine],
    links: Links,
    says: Language,
    now: datetime,
) -> Part:
    lines = listing.list_council(session, council, now=now)
    went = (NoticeState.SENT, NoticeState.SENDING, NoticeState.UNDELIVERED)
    past = [line for line in lines if line.state in went and line.audience]
    own = [line for line in coming if line.key.startswith(f"{council.slug}/")]
    members = councils.members(session, council.id)
    return Part(
        name=council.name,
        admin=f"/admin/{council.slug}",
        is_paused=council.is_paused,
        past=[_event(line, council, says) for line in past[: -_PAST - 1 : -1]],
        coming=[_event(line, council, says) for line in own[:_NEXT]],
        players=_players(members, links, says),
    )


def _event(line: NoticeLine, council: Council, says: Language) -> Event:
    at = Wall.at(line.due_at, council.zone)
    what, reason = says(KINDS[line.kind].name), KINDS[line.kind].reason
    day, n = "", 0
    if line.meeting:
        day = says.short(line.meeting.starts.date)
        n = (line.meeting.starts.date - at.date).days
    people = len(line.audience)
    return Event(
        when=says.short(at.date, at.time),
        what=what,
        people=says.count("to %(n)s person", "to %(n)s people", people),
        why=says(reason, day=day, n=n) if reason else "",
        url=page_data.address("mailbox", mailing="/".join(line.key.split("/")[:3])),
    )


def _players(members: Iterable[Member], links: Links, says: Language) -> list[Player]:
    people = {member.person_id: member for member in members}
    found = [
        Player(
            member.person.name,
            says("deputy") if member.is_deputy else member.organisation,
            links.page(member.person_id, member.person.link_version),
        )
        for member in people.values()
    ]
    return sorted(found, key=lambda player: sort_key(player.name))
