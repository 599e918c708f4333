"""Rules: when a notice is due and until when it may go, in the council's days and outside its nights."""

from datetime import UTC, date, datetime, time, timedelta

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils import notice_rules
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import KINDS, Expiry, Kind
from scheduler.notices.situation import Situation


def items_close_on(s: Situation, meeting: Meeting) -> date:
    """The last local date for items, the whole day counted."""
    return meeting.items_close_on or rule_day(s, meeting, "items_deadline")


def rule_day(s: Situation, meeting: Meeting, offset: str) -> date:
    """The local date that the council's offset of that name gives."""
    return s.rules.day(offset, meeting.starts.date, s.free)


def rule_at(s: Situation, meeting: Meeting, kind: Kind) -> datetime:
    """The instant that the council's offset for the kind gives; for the review it counts from the kallelse. UTC."""
    reviews = kind is Kind.KALLELSE_REVIEW
    of = rule_day(s, meeting, "kallelse") if reviews else meeting.starts.date
    return Wall(s.rules.day(KINDS[kind].offset, of, s.free), s.rules.hour, s.council.zone).utc()


def expires_at(s: Situation, meeting: Meeting, kind: Kind) -> datetime:
    """Until when a mail of the kind may go, where no rule decides otherwise. UTC."""
    match KINDS[kind].expiry:
        case Expiry.SHORTLY_BEFORE:
            return meeting.starts_at - timedelta(minutes=15)
        case Expiry.ITEMS_DEADLINE:
            day = items_close_on(s, meeting) + timedelta(days=1)
            return Wall(day, time(0), s.council.zone).utc()
    return meeting.starts_at


def settled_at(meeting: Meeting) -> datetime:
    """When it was published or last revised: nothing of it is due before that and five minutes."""
    changed_at = meeting.online_changed_at or meeting.published_at
    return max(meeting.published_at, meeting.revised_at, changed_at)


def next_morning(at: datetime, s: Situation) -> datetime:
    """The council's hour on the working day after that instant. UTC."""
    return first_working_day(s, Wall.at(at, s.council.zone).date + timedelta(days=1))


def first_working_day(s: Situation, day: date) -> datetime:
    """The council's hour on that day, or on the first working day after it. UTC."""
    while s.free.is_free(day):
        day += timedelta(days=1)
    return Wall(day, s.rules.hour, s.council.zone).utc()


def not_before(s: Situation, meeting: Meeting, due_at: datetime) -> datetime:
    """The rule's instant, but nothing within the five minutes in which a person may take it back."""
    floor = settled_at(meeting) + FIVE_MINUTES
    return due_at if due_at >= floor else out_of_the_night(floor, s.council.zone, meeting.starts_at)


def out_of_the_night(at: datetime, zone: str, expires_at: datetime) -> datetime:
    """What falls in the quiet hours waits for 07, where that still helps."""
    morning = after_quiet_hours(at, zone)
    return morning if morning < expires_at else at


def after_quiet_hours(at: datetime, zone: str) -> datetime:
    """The instant itself by day; between 21 and 07 of the zone's wall clock the next 07:00. UTC."""
    local = Wall.at(at, zone)
    if notice_rules.QUIET_TO <= local.time < notice_rules.QUIET_FROM:
        return at.astimezone(UTC)
    day = local.date + timedelta(days=local.time >= notice_rules.QUIET_FROM)
    return Wall(day, notice_rules.QUIET_TO, zone).utc()
