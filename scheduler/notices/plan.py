"""Rules: from a Situation to every notice it calls for; due and next are filters over that one list."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import ReplyMode
from scheduler.meetings.rows import Meeting
from scheduler.notices import (
    absences,
    agenda_changes,
    audience,
    change_recipients,
    deputies,
    due_times,
    reissue,
)
from scheduler.notices.kinds import KINDS, Kind, Letter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice

_FORTNIGHT = timedelta(days=14)
REST = timedelta(hours=6)
"""A reminder waits so long after a kallelse or change (docs/mail.md, rule 22)."""


def planned_notices(s: Situation) -> list[PlannedNotice]:
    """Every notice of the situation, issued or not, earliest first.

    Those whose time was over before they could be are left out.
    """
    if not s.year.is_published:
        return []
    found = list(meeting_notices(s, s.meeting) if s.meeting else _year_notices(s))
    return sorted(found, key=lambda notice: (notice.due_at, notice.priority, notice.key))


def due_notices(s: Situation, now: datetime) -> list[PlannedNotice]:
    """What is to be issued now, the most urgent first."""
    found = [n for n in ready_notices(s) if n.due_at <= now < n.expires_at]
    return sorted(found, key=lambda notice: (notice.priority, notice.due_at, notice.key))


def next_due_at(s: Situation, now: datetime) -> datetime | None:
    """When to look at this situation again; None where nothing is to come."""
    due = [n.due_at for n in ready_notices(s) if now < n.expires_at]
    at = deputies.next_change_at(s, now)
    return min([*due, at] if at else due, default=None)


def ready_notices(s: Situation) -> Iterable[PlannedNotice]:
    """Those that wait for nothing but their time; none while all mail of the council is paused."""
    if s.council.is_paused:
        return ()
    unissued = (n for n in planned_notices(s) if n.issue is None and not n.skipped)
    return (n for n in unissued if not n.held and not n.waits)


def _year_notices(s: Situation) -> Iterable[PlannedNotice]:
    coming = [meeting for meeting in s.meetings if not meeting.is_cancelled]
    if not coming or s.year.published_at is None:
        return
    # Changes made in the five minutes become one letter with the publishing.
    settled = max(s.year.published_at, *(meeting.revised_at for meeting in s.meetings))
    expires_at = max(meeting.starts_at for meeting in coming)
    due_at = due_times.out_of_the_night(settled + FIVE_MINUTES, s.council.zone, expires_at)
    to = audience.recipients(s, Kind.YEAR_DATES)
    dates = planned_notice(s, Kind.YEAR_DATES, "1", due_at, expires_at, to)
    for notice in (dates, *reissue.once_more(s, dates)):
        if notice.issue or due_at < expires_at:
            yield notice
    yield from change_recipients.leaving_notices(s)
    yield from _next_year(s)


def _next_year(s: Situation) -> Iterable[PlannedNotice]:
    """In November, where no later year has a meeting: it is time to plan the next one."""
    due_at = due_times.first_working_day(s, date(s.year.year, 11, 1))
    expires_at = Wall(date(s.year.year + 1, 1, 1), time(0), s.council.zone).utc()
    is_late = s.year.published_at is None or s.year.published_at >= due_at
    if s.issue(Kind.NEXT_YEAR, "1") or not (s.is_followed or is_late):
        whom = audience.recipients(s, Kind.NEXT_YEAR)
        yield planned_notice(s, Kind.NEXT_YEAR, "1", due_at, expires_at, whom)


def meeting_notices(s: Situation, meeting: Meeting) -> Iterator[PlannedNotice]:
    """Issued or not, in no order. Those whose time was over before they could be are left out."""
    change = _change(s, meeting)
    planned: list[PlannedNotice | None] = []
    if not meeting.is_cancelled:
        change, kallelse = _merged(s, meeting, change, _kallelse(s, meeting))
        call = _call_for_items(s, meeting)
        planned += [
            _date_added(s, meeting),
            call,
            _items_reminder(s, meeting, call),
            *_reviews(s, meeting, kallelse),
            kallelse,
            *_reminders(s, meeting, kallelse, change),
            _notes(s),
            _notes_approval(s),
            absences.absence_notice(s, meeting),
        ]
    planned += [
        *deputies.deputy_notices(s, meeting),
        change,
        *agenda_changes.pressed_notices(s, meeting),
    ]
    notices = {notice.key: notice for notice in planned if notice}
    for notice in list(notices.values()):
        for again in reissue.once_more(s, notice, change):
            notices.setdefault(again.key, again)
    for notice in notices.values():
        # Over before it could be due, since the meeting was published or revised so late: neither planned nor missed.
        settled_at = due_times.settled_at(meeting)
        if notice.issue or notice.expires_at > max(notice.due_at, settled_at):
            yield notice


def _notice(
    s: Situation,
    meeting: Meeting,
    kind: Kind,
    due_at: datetime,
    to: Iterable[Recipient] | None = None,
    *,
    skipped: str = "",
    expires_at: datetime | None = None,
) -> PlannedNotice:
    """A mail of the kind to its own audience, with its own expiry, unless others are given."""
    return planned_notice(
        s,
        kind,
        KINDS[kind].occasion(meeting.starts),
        due_at,
        expires_at or due_times.expires_at(s, meeting, kind),
        audience.recipients(s, kind) if to is None else to,
        skipped,
    )


def _call_for_items(s: Situation, meeting: Meeting) -> PlannedNotice:
    by_rule = due_times.rule_at(s, meeting, Kind.CALL_FOR_ITEMS)
    due_at = due_times.not_before(s, meeting, by_rule)
    was_called = any(issue.kind == Kind.CALL_FOR_ITEMS for issue in s.issued)
    notice = _notice(s, meeting, Kind.CALL_FOR_ITEMS, due_at)
    if notice.issue or not was_called or by_rule > due_times.settled_at(meeting):
        return notice
    # After a move to a nearer date the letter about the move says until when items are taken.
    return replace(notice, skipped="told_by_change")


def _items_reminder(s: Situation, meeting: Meeting, call: PlannedNotice) -> PlannedNotice:
    due_at = due_times.rule_at(s, meeting, Kind.ITEMS_REMINDER)
    # Where both are due at once, the call goes and the reminder is skipped.
    is_too_soon = _went_at(call) >= due_at or due_at <= due_times.settled_at(meeting)
    skipped = "reminds_of_nothing" if is_too_soon else ""
    return _notice(s, meeting, Kind.ITEMS_REMINDER, due_at, skipped=skipped)


def _kallelse(s: Situation, meeting: Meeting) -> PlannedNotice:
    to = audience.recipients(s, Kind.KALLELSE)
    if s.council.inform_deputies:
        everyone = audience.recipients(s, Kind.KALLELSE, Letter.KALLELSE_INFORMATION)
        to += tuple(recipient for recipient in everyone if not recipient.is_called)
    by_rule = due_times.rule_at(s, meeting, Kind.KALLELSE)
    due_at = due_times.not_before(s, meeting, by_rule)
    notice = _notice(s, meeting, Kind.KALLELSE, due_at, to)
    return replace(notice, waits=notice.issue is None and s.awaits_approval(notice.occasion))


def _reviews(s: Situation, meeting: Meeting, kallelse: PlannedNotice) -> Iterator[PlannedNotice]:
    """What the secretaries are shown before it goes.

    Where it waits for approval they are asked for it instead, and again every working day until they have given it.
    """
    kind, asks = Kind.KALLELSE_REVIEW, s.council.approve_kallelse
    to = audience.recipients(s, kind, Letter.KALLELSE_APPROVAL if asks else Letter.KALLELSE_REVIEW)
    skipped = "approved" if asks and not kallelse.waits else ""
    first = _notice(
        s,
        meeting,
        kind,
        due_times.not_before(s, meeting, due_times.rule_at(s, meeting, kind)),
        to,
        skipped="kallelse_gone" if kallelse.issue else skipped,
        expires_at=kallelse.expires_at if asks else kallelse.due_at,
    )
    yield first
    asked = s.orders(kind, first.occasion)
    if asked and kallelse.waits and not kallelse.held and not kallelse.skipped:
        yield reissue.repeat(s, first, to, due_times.next_morning(asked[-1].issued_at, s))


def _reminders(
    s: Situation, meeting: Meeting, kallelse: PlannedNotice, change: PlannedNotice | None
) -> Iterator[PlannedNotice]:
    """The reminder to reply, which ends when the day-before reminder is due, so that of both the newest goes."""
    rested_at = REST + max(_went_at(notice) for notice in (kallelse, change) if notice)
    reply, day_before = (
        _reminder(s, meeting, kind, rested_at) for kind in (Kind.REPLY_REMINDER, Kind.DAY_BEFORE)
    )
    if s.council.reply_mode == ReplyMode.REPLIES:
        newer = day_before.issue is not None or reply.due_at >= day_before.due_at
        skipped = "newer_reminder" if newer else ""
        # Nobody is reminded of a kallelse that a person keeps back.
        skipped = "kallelse_waits" if kallelse.held or kallelse.waits else skipped
        if skipped and reply.issue is None:
            yield replace(reply, skipped=skipped)
        else:
            yield replace(reply, expires_at=min(reply.expires_at, day_before.due_at))
    yield day_before


def _reminder(s: Situation, meeting: Meeting, kind: Kind, rested_at: datetime) -> PlannedNotice:
    due_at, expires_at = (
        rule(s, meeting, kind) for rule in (due_times.rule_at, due_times.expires_at)
    )
    if due_at < rested_at:
        due_at = due_times.out_of_the_night(rested_at, s.council.zone, expires_at)
    return _notice(s, meeting, kind, due_at)


def _date_added(s: Situation, meeting: Meeting) -> PlannedNotice | None:
    """For a meeting added to a published year, unless the year's own mail tells of it."""
    year_mail = [issue for issue in s.issued if issue.kind == Kind.YEAR_DATES]
    was_told = any(issue.kind == Kind.DATE_ADDED for issue in s.issued)
    if not was_told and (
        not year_mail or any(str(meeting.id) in issue.facts for issue in year_mail)
    ):
        return None
    due_at = due_times.settled_at(meeting) + FIVE_MINUTES
    due_at = due_times.out_of_the_night(due_at, s.council.zone, meeting.starts_at)
    return _notice(s, meeting, Kind.DATE_ADDED, due_at)


def _notes(s: Situation) -> PlannedNotice | None:
    """Of the first version alone, since a correction is read where they are."""
    return _of_notes(s, Kind.NOTES, "1", s.notes_at) if s.notes_at else None


def _notes_approval(s: Situation) -> PlannedNotice | None:
    """Each time the chair is asked is a mail of its own; none once the chair has answered."""
    asked = s.approval
    if asked is None or not audience.recipients(s, Kind.NOTES_APPROVAL):
        return None
    return _of_notes(s, Kind.NOTES_APPROVAL, str(asked.number), asked.asked_at)


def _of_notes(s: Situation, kind: Kind, occasion: str, at: datetime) -> PlannedNotice:
    due_at = due_times.out_of_the_night(at + FIVE_MINUTES, s.council.zone, at + _FORTNIGHT)
    to = audience.recipients(s, kind)
    return planned_notice(s, kind, occasion, due_at, at + _FORTNIGHT, to)


def _change(s: Situation, meeting: Meeting) -> PlannedNotice | None:
    """Whoever may hold an older version is owed the newer one; issued only when somebody is owed it."""
    if meeting.change_number == 0:
        return None
    occasion = f"r{meeting.change_number}"
    to = tuple(change_recipients.owed_recipients(s, meeting))
    if not to and s.issue(Kind.CHANGE, occasion) is None:
        return None
    due_at = due_times.settled_at(meeting) + FIVE_MINUTES
    expires_at = meeting.ends_at if meeting.is_cancelled else meeting.starts_at
    if meeting.starts_at - due_at > timedelta(hours=24):
        due_at = due_times.out_of_the_night(due_at, s.council.zone, expires_at)
    elif due_at >= expires_at:
        due_at = due_times.settled_at(meeting)  # no five minutes are left to take it back in
    return planned_notice(s, Kind.CHANGE, occasion, due_at, expires_at, to)


def _merged(
    s: Situation, meeting: Meeting, change: PlannedNotice | None, kallelse: PlannedNotice
) -> tuple[PlannedNotice | None, PlannedNotice]:
    """Where both are due together the change is the kallelse, also for those who are owed no change."""
    is_kept_back = kallelse.held or kallelse.waits or kallelse.skipped
    if change is None or change.issue or kallelse.issue or is_kept_back:
        return change, kallelse
    # By the rule, not by due_at: the quiet hours may have moved either.
    if due_times.rule_at(s, meeting, Kind.KALLELSE) > change.due_at:
        return change, kallelse
    told = {recipient.person.id for recipient in change.audience}
    others = tuple(r for r in kallelse.audience if r.person.id not in told)
    both = replace(change, audience=change.audience + others, carries=kallelse)
    return both, replace(kallelse, skipped="told_by_change")


def _went_at(notice: PlannedNotice) -> datetime:
    return notice.issue.issued_at if notice.issue else notice.due_at
