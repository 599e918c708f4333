"""The mail that follows when a term ends: what it would be, and that which is on its way."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g

from scheduler.councils.rows import Member
from scheduler.meetings import store as meetings
from scheduler.notices import impact, load_situation
from scheduler.notices.impact import Leaving
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine
from scheduler.notices.store import Owner, Ref
from web.secretary import request_cache


def leaving_mails(ending: Iterable[Member]) -> list[tuple[Member, Leaving]]:
    """Who would get a mail if their term ended now, and about which meetings."""
    coming = meetings.upcoming(g.session, g.council.id, now=g.now)
    refs = [Ref(Owner.MEETING, meeting.id) for meeting in coming]
    mails = []
    for term in ending:
        rows = load_situation.load_situations(g.session, refs, person_id=term.person_id)
        leaving = impact.if_ended((situation for _, situation in rows), term, now=g.now)
        if leaving.meetings:
            mails.append((term, leaving))
    return mails


def coming_mail(term: Member) -> NoticeLine | None:
    """The mail that the end of the term has called for and that is still to come; none while all mail is on hold."""
    for line in () if g.council.is_paused else request_cache.recent_mail(g.council):
        is_theirs = any(to.person_id == term.person_id for to in line.audience)
        if line.kind is Kind.MEMBER_LEFT and line.is_to_come and is_theirs:
            return line
    return None
