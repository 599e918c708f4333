"""What mail follows when a term ends, told before it does; and what takes it back."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g, url_for

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils import terms
from scheduler.councils.rows import Member
from scheduler.language import Language
from scheduler.meetings import store as meetings
from scheduler.notices import impact, load_situation
from scheduler.notices.impact import Leaving
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.store import Owner, Ref
from web.secretary import request_cache
from web.secretary.undo import Undo


def mail_told(ending: Iterable[Member], says: Language, *, can_undo: bool = False) -> list[str]:
    """What each who gets a mail is told of, and when; else that nobody does. `can_undo`: the end can be taken back."""
    coming = meetings.upcoming(g.session, g.council.id, now=g.now)
    refs = [Ref(Owner.MEETING, meeting.id) for meeting in coming]
    told = []
    for member in ending:
        found = load_situation.load_situations(g.session, refs, person_id=member.person_id)
        leaving = impact.if_ended((s for _, s in found), member, now=g.now)
        if leaving.meetings:
            told.append(f"{_holds(member, leaving, says)} {_goes(leaving, says, can_undo)}")
    return told or [says("Nobody gets a mail about it.")]


def _holds(member: Member, leaving: Leaving, says: Language) -> str:
    days = says.listed([says.short(meeting.starts.date) for meeting in leaving.meetings])
    return says.count(
        "%(name)s may have the meeting on %(days)s in the calendar.",
        "%(name)s may have the meetings on %(days)s in the calendar.",
        len(leaving.meetings),
        name=member.person.name,
        days=days,
    )


def _goes(leaving: Leaving, says: Language, can_undo: bool) -> str:
    mail, at = says(KINDS[Kind.MEMBER_LEFT].name), Wall.at(leaving.at, g.council.zone)
    what = says("One mail, “%(mail)s”, goes about what is after the last day.", mail=mail)
    if g.council.is_paused:
        waits = says("It waits until someone lets mail go again: all mail is on hold.")
        return f"{what} {waits}"
    when = (
        says("It goes at %(time)s, five minutes after you confirm.", time=says.at(at.time))
        if leaving.at == g.now + FIVE_MINUTES
        else says("It goes on %(when)s, since no mail goes out at night.", when=at)
    )
    stop = (
        says("You can take it back for five minutes.")
        if can_undo
        else says("Until then you can stop it under Mail.")
    )
    return f"{what} {when} {stop}"


def done(member: Member, says: Language) -> str:
    """When the mail goes that the end of the term has called for; empty where there is none to come."""
    for line in request_cache.recent_mail(g.council):
        is_theirs = any(to.person_id == member.person_id for to in line.audience)
        if (
            line.kind is Kind.MEMBER_LEFT
            and line.is_to_come
            and is_theirs
            and not g.council.is_paused
        ):
            at = Wall.at(line.due_at, g.council.zone)
            mail = says(KINDS[line.kind].name)
            return says(
                "The mail “%(mail)s” goes %(when)s.", mail=mail, when=says.short(at.date, at.time)
            )
    return ""


def undo(member: Member) -> Undo | None:
    """The button that takes back the end of the term, for five minutes."""
    if terms.undoable_end(g.session, member, now=g.now) is None:
        return None
    url = url_for("members.take_back", slug=g.council.slug, member_id=member.id)
    return Undo(url, {}, member.person.name)
