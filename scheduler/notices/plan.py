"""Rules: from a Situation to every notice it calls for; due, next and missed are filters over that one list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from scheduler.clock import Wall
from scheduler.notices import audience, due_times, meeting_plan, member_left, reissue
from scheduler.notices.kinds import NEWCOMERS, Kind
from scheduler.notices.situation import PlannedNotice, Situation, planned_notice


def planned_notices(s: Situation) -> list[PlannedNotice]:
    """Every notice of the situation, issued or not, earliest first.

    Those whose time was over before they could be are left out.
    """
    if not s.year.is_published:
        return []
    found = list(meeting_plan.meeting_notices(s, s.meeting) if s.meeting else _of_year(s))
    return sorted(found, key=lambda notice: (notice.due_at, notice.priority, notice.key))


def due_notices(s: Situation, now: datetime) -> list[PlannedNotice]:
    """What is to be issued now, the most urgent first."""
    found = [n for n in ready_notices(s) if n.due_at <= now < n.expires_at]
    return sorted(found, key=lambda notice: (notice.priority, notice.due_at, notice.key))


def next_due_at(s: Situation, now: datetime) -> datetime | None:
    """When to look at this situation again; None where nothing is to come."""
    return min((n.due_at for n in ready_notices(s) if now < n.expires_at), default=None)


def ready_notices(s: Situation) -> Iterable[PlannedNotice]:
    """Those that wait for nothing but their time; none while all mail of the council is paused."""
    if s.council.is_paused:
        return ()
    unissued = (n for n in planned_notices(s) if n.issue is None and not n.skipped)
    return (n for n in unissued if not n.held and not n.waits)


def _of_year(s: Situation) -> Iterable[PlannedNotice]:
    coming = [meeting for meeting in s.meetings if not meeting.is_cancelled]
    if not coming or s.year.published_at is None:
        return
    issued = [
        issue
        for issue in s.issued
        if issue.kind == Kind.YEAR_DATES and not issue.occasion.startswith(NEWCOMERS)
    ]
    # Changes made in the five minutes become one letter with the publishing.
    settled = max(s.year.published_at, *(meeting.revised_at for meeting in s.meetings))
    expires_at = max(meeting.starts_at for meeting in coming)
    notice = reissue.numbered_notice(s, Kind.YEAR_DATES, issued, settled, expires_at)
    if notice and (notice.issue or notice.due_at < expires_at):
        yield notice
    for said in s.overrides:
        if said.kind == Kind.YEAR_DATES and said.occasion.startswith(NEWCOMERS):
            whom = audience.newcomers(s)
            due_at = said.send_at or expires_at
            yield planned_notice(s, Kind.YEAR_DATES, said.occasion, due_at, expires_at, whom)
    yield from member_left.leaving_notices(s)
    yield from _next_year(s)


def _next_year(s: Situation) -> Iterable[PlannedNotice]:
    """In November, where no later year has a meeting: it is time to plan the next one."""
    due_at = due_times.first_working_day(s, date(s.year.year, 11, 1))
    expires_at = Wall(date(s.year.year + 1, 1, 1), time(0), s.council.zone).utc()
    is_late = s.year.published_at is None or s.year.published_at >= due_at
    if s.issue(Kind.NEXT_YEAR, "1") or not (s.is_followed or is_late):
        whom = audience.recipients(s, Kind.NEXT_YEAR)
        yield planned_notice(s, Kind.NEXT_YEAR, "1", due_at, expires_at, whom)
