"""Rules: every notice that one meeting calls for, from the call for items to the day before, and what a change owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import ReplyMode
from scheduler.meetings.rows import Meeting
from scheduler.notices import audience, change_recipients, due_times, reissue
from scheduler.notices.kinds import Kind, Letter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice

LAST_MINUTES = timedelta(minutes=15)
"""A reminder lives until 15 minutes before the start."""
REST = timedelta(hours=6)
"""A reminder waits so long after a kallelse or change (docs/mail.md, rule 22)."""


def meeting_notices(s: Situation, meeting: Meeting) -> Iterable[PlannedNotice]:
    """Issued or not, in no order. Those whose time was over before they could be are left out."""
    change = _change(s, meeting)
    if meeting.is_cancelled:
        if change:
            yield change
        yield from reissue.repeated_change(s, meeting, change)
        yield from reissue.readdressed_notices(s)
        return
    kallelse = _kallelse(s, meeting)
    is_kept_back = kallelse.held or kallelse.waits or kallelse.skipped
    is_free = kallelse.issue is None and not is_kept_back
    both_open = change and change.issue is None and is_free
    # By the rule, not by due_at: the quiet hours may have moved either.
    if change and both_open and due_times.rule_at(s, meeting, s.rules.kallelse) <= change.due_at:
        change, kallelse = _merged(change, kallelse)
    call = _call_for_items(s, meeting)
    candidates = [
        _date_added(s, meeting),
        call,
        *_calls_anew(s, meeting, call, kallelse),
        _items_reminder(s, meeting, call),
        *_reviews(s, meeting, kallelse),
        kallelse,
        *_reminders(s, meeting, kallelse, change),
        change,
        *reissue.repeated_change(s, meeting, change),
        *reissue.readdressed_notices(s),
    ]
    for notice in candidates:
        # Over before it could be due, since the meeting was published or revised so late: neither planned nor missed.
        over = notice is None or notice.expires_at <= max(
            notice.due_at, due_times.settled_at(meeting)
        )
        if notice and (notice.issue or not over):
            yield notice


def _call_for_items(s: Situation, meeting: Meeting) -> PlannedNotice:
    by_rule = due_times.rule_at(s, meeting, s.rules.call_for_items)
    called_before = any(issue.kind == Kind.CALL_FOR_ITEMS for issue in s.issued)
    to, skipped = _asked_for_items(s, meeting), ""
    if called_before and by_rule <= due_times.settled_at(meeting):
        # After a move to a nearer date the letter about the move says until when items are taken.
        to = reissue.uncalled(s, to)
        skipped = "" if to else "told_by_change"
    return planned_notice(
        s,
        Kind.CALL_FOR_ITEMS,
        f"@{meeting.starts.date.isoformat()}",
        due_times.not_before(s, meeting, by_rule),
        due_times.end_of(due_times.items_close_on(s, meeting), s.council.zone),
        to,
        skipped=skipped,
    )


def _calls_anew(
    s: Situation, meeting: Meeting, call: PlannedNotice, kallelse: PlannedNotice
) -> Iterable[PlannedNotice]:
    """For those whose call for items was stopped on its way: the hour was moved, the deadline is still to come."""
    again = reissue.uncalled(s, _asked_for_items(s, meeting))
    if again and call.issue and not kallelse.issue:
        due_at = due_times.not_before(
            s, meeting, due_times.rule_at(s, meeting, s.rules.call_for_items)
        )
        yield reissue.next_number(s, call, again, due_at)


def _asked_for_items(s: Situation, meeting: Meeting) -> tuple[Recipient, ...]:
    return audience.everyone(s, meeting.starts.date, Kind.CALL_FOR_ITEMS, Letter.CALL_FOR_ITEMS)


def _items_reminder(s: Situation, meeting: Meeting, call: PlannedNotice) -> PlannedNotice:
    due_at = due_times.rule_at(s, meeting, s.rules.items_reminder)
    called_at = call.issue.issued_at if call.issue else call.due_at
    # Both due at once: the first goes and the reminder is skipped.
    skipped = (
        "reminds_of_nothing"
        if called_at >= due_at or due_at <= due_times.settled_at(meeting)
        else ""
    )
    return planned_notice(
        s,
        Kind.ITEMS_REMINDER,
        call.occasion,
        due_at,
        call.expires_at,
        audience.everyone(s, meeting.starts.date, Kind.ITEMS_REMINDER, Letter.ITEMS_REMINDER),
        skipped=skipped,
    )


def _kallelse(s: Situation, meeting: Meeting) -> PlannedNotice:
    to = audience.called(s, meeting, Letter.KALLELSE, calendar=True)
    if s.council.inform_deputies:
        to += audience.informed(s, meeting, Letter.KALLELSE_INFORMATION)
    notice = planned_notice(
        s,
        Kind.KALLELSE,
        _at_start(meeting),
        due_times.not_before(s, meeting, due_times.rule_at(s, meeting, s.rules.kallelse)),
        meeting.starts_at,
        to,
    )
    return replace(notice, waits=notice.issue is None and s.awaits_approval(notice.occasion))


def _reviews(s: Situation, meeting: Meeting, kallelse: PlannedNotice) -> Iterable[PlannedNotice]:
    """What the secretaries are shown before it goes.

    Where it waits for approval they are asked for it instead, and again every working day until they have given it.
    """
    kallelse_on = s.rules.kallelse.day(meeting.starts.date, s.free)
    due_at = s.rules.at(s.rules.kallelse_review, kallelse_on, zone=s.council.zone, free=s.free)
    asks = s.council.approve_kallelse
    letter = Letter.KALLELSE_APPROVAL if asks else Letter.KALLELSE_REVIEW
    to = tuple(Recipient(person, letter) for person in s.secretaries)
    expires_at = kallelse.expires_at if asks else kallelse.due_at
    skipped = "approved" if asks and not kallelse.waits else ""
    skipped = "kallelse_gone" if kallelse.issue else skipped
    occasion = _at_start(meeting)
    first = planned_notice(
        s,
        Kind.KALLELSE_REVIEW,
        occasion,
        due_times.not_before(s, meeting, due_at),
        expires_at,
        to,
        skipped,
    )
    yield first
    last, n = first.issue, 2
    while last and (again := s.issue(Kind.KALLELSE_REVIEW, f"{n}{occasion}")):
        last, n = again, n + 1
    if last and kallelse.waits and not kallelse.held and not kallelse.skipped:
        next_at = due_times.next_morning(last.issued_at, s)
        yield planned_notice(s, Kind.KALLELSE_REVIEW, f"{n}{occasion}", next_at, expires_at, to)


def _reminders(
    s: Situation, meeting: Meeting, kallelse: PlannedNotice, change: PlannedNotice | None
) -> Iterable[PlannedNotice]:
    """The reminder to reply and the day-before reminder.

    Of the two only the newest goes, where both are due at once.
    """
    told_at = max(_when(notice) for notice in (kallelse, change) if notice)
    expires_at = meeting.starts_at - LAST_MINUTES
    made = []
    for kind, whom, due_at in (
        (
            Kind.REPLY_REMINDER,
            audience.unanswered(s, meeting, Letter.REPLY_REMINDER),
            due_times.reply_reminder_at(s, meeting),
        ),
        (
            Kind.DAY_BEFORE,
            audience.expected(s, meeting, Letter.DAY_BEFORE),
            due_times.rule_at(s, meeting, s.rules.day_before),
        ),
    ):
        if due_at < told_at + REST:
            due_at = due_times.out_of_the_night(told_at + REST, s.council.zone, expires_at)
        to = audience.not_muted(whom, kind)
        made.append(planned_notice(s, kind, _at_start(meeting), due_at, expires_at, to))
    reply, day_before = made
    if s.council.reply_mode == ReplyMode.REPLIES:
        newer = day_before.issue is not None or reply.due_at >= day_before.due_at
        skipped = "newer_reminder" if newer else ""
        # Nobody is reminded of a kallelse that a person keeps back.
        skipped = "kallelse_waits" if kallelse.held or kallelse.waits else skipped
        yield replace(reply, skipped=skipped) if skipped and reply.issue is None else reply
    yield day_before


def _date_added(s: Situation, meeting: Meeting) -> PlannedNotice | None:
    """For a meeting added to a published year, unless the year's own mail tells of it."""
    year_mail = [issue for issue in s.issued if issue.kind == Kind.YEAR_DATES]
    own = [issue for issue in s.issued if issue.kind == Kind.DATE_ADDED]
    if not own and (not year_mail or any(str(meeting.id) in issue.facts for issue in year_mail)):
        return None
    to = audience.everyone(s, meeting.starts.date, Kind.DATE_ADDED, Letter.DATE_ADDED)
    return reissue.numbered_notice(
        s, Kind.DATE_ADDED, own, to, due_times.settled_at(meeting), meeting.starts_at
    )


def _change(s: Situation, meeting: Meeting) -> PlannedNotice | None:
    """Whoever may hold an older version is owed the newer one; issued only when somebody is owed it."""
    occasion = f"r{meeting.revision}"
    issue = s.issue(Kind.CHANGE, occasion)
    to = tuple(change_recipients.owed_recipients(s, meeting))
    if meeting.revision == 0 or (issue is None and not to):
        return None
    due_at = due_times.settled_at(meeting) + FIVE_MINUTES
    expires_at = meeting.ends_at if meeting.is_cancelled else meeting.starts_at
    if meeting.starts_at - due_at > timedelta(hours=24):
        due_at = due_times.out_of_the_night(due_at, s.council.zone, expires_at)
    elif due_at >= expires_at:
        due_at = due_times.settled_at(meeting)  # no five minutes are left to take it back in
    return planned_notice(s, Kind.CHANGE, occasion, due_at, expires_at, to)


def _merged(change: PlannedNotice, kallelse: PlannedNotice) -> tuple[PlannedNotice, PlannedNotice]:
    """A kallelse due together with a change: the change is the kallelse, also for those who are owed no change."""
    told = {recipient.person.id for recipient in change.audience}
    others = tuple(r for r in kallelse.audience if r.person.id not in told)
    both = replace(
        change, audience=change.audience + others, carries=(kallelse.kind, kallelse.occasion)
    )
    return both, replace(kallelse, skipped="told_by_change")


def _at_start(meeting: Meeting) -> str:
    return f"@{meeting.starts.text()}"


def _when(notice: PlannedNotice) -> datetime:
    return notice.issue.issued_at if notice.issue else notice.due_at
