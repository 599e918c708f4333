"""Whether a letter that waits is still true: `verdict` is the rule, `check_letter` reads what it asks for."""

from datetime import datetime, timedelta

from scheduler.clock import FIVE_MINUTES
from scheduler.councils import store as councils
from scheduler.db import touch
from scheduler.db.session import Session
from scheduler.mail import delivery_reports
from scheduler.mail.rows import ADDRESS_CHANGED, OutboxMessage, State
from scheduler.mail.store import STILL_TRUE, Verdict
from scheduler.meetings.facts import facts_still_hold, meeting_facts
from scheduler.notices import audience, due_times, load_situation, store
from scheduler.notices.digest import report
from scheduler.notices.kinds import KINDS, UNPLANNED, Kind, Letter, Validity
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import Situation

NOT_TRUE = "no longer true"
_LATE = timedelta(minutes=15)
_DAY_AND_NIGHT = (Kind.CHANGE, Kind.DEPUTY_CALL, Kind.DEPUTY_RELEASED)


def check_letter(
    session: Session, row: OutboxMessage, now: datetime, *, lock: bool = True
) -> tuple[Verdict, int]:
    """The verdict, and the `touched` it was read at; with `lock` under the lock of the letter's meeting or year.

    Without it, `touched` is read first: whatever changes while the rest is read makes it another.
    """
    if row.meeting_id is None and row.year_id is None:
        return _asked_for(session, row, now), row.touched
    ref = store.make_ref(row.meeting_id, row.year_id)
    touched = touch.read_touched(session, *ref, lock=lock)
    s = load_situation.load_situation(session, ref, person_id=row.person_id)
    found = verdict(s, row, now)
    is_report = found == STILL_TRUE and row.kind == Kind.DIGEST
    if is_report and not report.report_still_holds(session, s.council, row.issue_id, now=now):
        found = Verdict(State.SUPERSEDED, NOT_TRUE)
    if found == STILL_TRUE:
        dead = delivery_reports.suppressed_addresses(session, [row.recipient])
        found = next((Verdict(State.SUPPRESSED, reason) for reason in dead.values()), found)
    return found, touched


def _asked_for(session: Session, row: OutboxMessage, now: datetime) -> Verdict:
    """A letter that a person asked for goes by day and night, to the address they have.

    What tells of another address goes to both.
    """
    if row.expires_at <= now:
        return Verdict(State.EXPIRED, "past its time")
    is_theirs = councils.person(session, row.person_id).email == row.recipient
    if row.kind != Kind.ADDRESS_CHANGED and not is_theirs:
        return Verdict(State.WITHDRAWN, ADDRESS_CHANGED)
    return STILL_TRUE


def verdict(s: Situation, row: OutboxMessage, now: datetime) -> Verdict:
    """Source: docs/mail.md, rule 13."""
    if row.expires_at <= now:
        return Verdict(State.EXPIRED, "past its time")
    to = audience.recipient_of(s, row)
    if to is None:
        return Verdict(State.WITHDRAWN, "no longer to have it")
    if to.person.email != row.recipient:
        return Verdict(State.WITHDRAWN, ADDRESS_CHANGED)
    if not _is_true(s, row, s.issue_of(row)):
        # Within five minutes the change may be taken back, and then this letter is right again.
        settled_at = max(due_times.settled_at(meeting) for meeting in s.subjects) + FIVE_MINUTES
        return (
            Verdict(later=settled_at) if now < settled_at else Verdict(State.SUPERSEDED, NOT_TRUE)
        )
    if s.council.is_paused and row.kind not in UNPLANNED:
        return Verdict(later=now + FIVE_MINUTES)  # looked at again by then
    return _by_night(s, row, now)


def _is_true(s: Situation, row: OutboxMessage, issue: NoticeIssue) -> bool:
    validity, meeting = KINDS[row.kind].validity, s.meeting
    if validity is Validity.ALWAYS:
        return True
    today = {str(meeting.id): meeting_facts(meeting) for meeting in s.subjects}
    if validity is Validity.SAME_FACTS:
        return issue.facts.keys() == today.keys() and all(
            facts_still_hold(issue.facts[key], today[key]) for key in today
        )
    if validity is Validity.UNPLANNED_YEAR:
        return not s.is_followed
    if validity is Validity.OUT_OF_TERM:  # of all meetings that it names, whenever those are held
        days = [m.starts.date for m in s.subjects if str(m.id) in issue.facts]
        terms = [member for member in s.members if member.person_id == row.person_id]
        return not any(member.covers(day) for member in terms for day in days)
    if meeting is None or meeting.is_cancelled:
        return False
    if validity is Validity.UNTIL_KALLELSE and s.kallelse(meeting):
        return False
    if row.kind == Kind.KALLELSE_REVIEW:
        # It says that the kallelse goes by itself, or that it waits: one of the two.
        waits = s.awaits_approval(KINDS[Kind.KALLELSE].occasion(meeting.starts))
        if waits is not (row.letter == Letter.KALLELSE_APPROVAL):
            return False
    # What invites items is of the day, but its words name the hour too.
    return bool(issue.facts[str(meeting.id)]["start"] == str(meeting.starts))


def _by_night(s: Situation, row: OutboxMessage, now: datetime) -> Verdict:
    """A letter that has become late waits for the morning, where that still helps."""
    morning = due_times.after_quiet_hours(now, s.council.zone)
    if row.asked or morning == now or now - row.due_at <= _LATE or morning >= row.expires_at:
        return STILL_TRUE
    close = s.meeting is not None and s.meeting.starts_at - now <= timedelta(hours=24)
    if row.kind in _DAY_AND_NIGHT and close:
        return STILL_TRUE
    return Verdict(later=morning)
