"""Rules: from a Situation to every notice it calls for; due, next and missed are filters over that one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils import rules
from scheduler.councils.rows import Council, Member, Person, ReplyMode
from scheduler.mail.rows import LIVE, OutboxMessage, State
from scheduler.meetings.lifecycle import facts
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import TRAITS, Kind, Letter
from scheduler.notices.rows import NoticeIssue, NoticeOverride
from scheduler.workdays import Workdays
from scheduler.years.rows import CouncilYear

LAST_MINUTES = timedelta(minutes=15)
"""A reminder lives until 15 minutes before the start."""
Facts = dict[str, object]
"""What a letter states of a meeting: `lifecycle.facts`."""
REST = timedelta(hours=6)
"""A reminder waits so long after a kallelse or change (reliability.md, section 8)."""


@dataclass(frozen=True, slots=True)
class Situation:
    """All a rule may know of one meeting, or (meeting None) of one year with its meetings.

    `meetings`: those of the year, earliest first, and for a meeting those of the council after it too. `issued` and
    `told` are those of this meeting and of its year's mail, oldest first.
    """

    council: Council
    year: CouncilYear
    meeting: Meeting | None
    meetings: tuple[Meeting, ...]
    members: tuple[Member, ...]
    issued: tuple[NoticeIssue, ...]
    told: tuple[OutboxMessage, ...]
    keepers: tuple[Person, ...] = ()
    overrides: tuple[NoticeOverride, ...] = ()

    @property
    def secretaries(self) -> tuple[Person, ...]:
        """Who is mailed what the council's secretaries are: its accounts, else whoever reads the replies."""
        return self.keepers or (self.council.reply_to,)

    @property
    def touched(self) -> int:
        return (self.meeting or self.year).touched

    @property
    def free(self) -> Workdays:
        return Workdays(self.council.country)

    @property
    def rules(self) -> rules.NoticeRules:
        return rules.read(self.council.notice_rules)

    def key(self, kind: Kind, occasion: str) -> str:
        of = f"m{self.meeting.number}" if self.meeting else f"y{self.year.year}"
        return f"{self.council.slug}/{of}/{kind}/{occasion}"

    def override(self, kind: Kind, occasion: str) -> NoticeOverride | None:
        """The secretary's word: on this occasion, else on an earlier one of the kind that was never issued."""
        mine = [
            o
            for o in self.overrides
            if o.kind == kind and o.meeting_id == (self.meeting and self.meeting.id)
        ]
        exact = next((o for o in mine if o.occasion == occasion), None)
        moved = (
            o for o in mine if kind is not Kind.CHANGE and self.issue(kind, o.occasion) is None
        )
        return exact or next(moved, None)

    def issue(self, kind: Kind, occasion: str) -> NoticeIssue | None:
        key = self.key(kind, occasion)
        return next((issue for issue in self.issued if issue.key == key), None)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who gets the notice, by which letter; `calendar` where a calendar part goes with it."""

    person: Person
    letter: Letter
    calendar: bool = False
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """A mail the plan knows.

    Instants are UTC. `skipped` says why it does not go; `carries` is a notice it stands for.
    """

    key: str
    kind: Kind
    occasion: str
    due_at: datetime
    expires_at: datetime
    audience: tuple[Recipient, ...]
    skipped: str = ""
    held: bool = False
    carries: tuple[Kind, str] | None = None
    issue: NoticeIssue | None = None

    @property
    def priority(self) -> int:
        return TRAITS[self.kind].priority


def planned(s: Situation) -> list[PlannedNotice]:
    """Every notice of the situation, issued or not, earliest first.

    Those whose time was over before they could be are left out.
    """
    if not s.year.is_published:
        return []
    found = list(_of_meeting(s, s.meeting) if s.meeting else _of_year(s))
    return sorted(found, key=lambda notice: (notice.due_at, notice.priority, notice.key))


def due(s: Situation, now: datetime) -> list[PlannedNotice]:
    """What is to be issued now, the most urgent first."""
    found = [n for n in _open(s) if not n.held and n.due_at <= now < n.expires_at]
    return sorted(found, key=lambda notice: (notice.priority, notice.due_at, notice.key))


def next_due_at(s: Situation, now: datetime) -> datetime | None:
    """When to look at this situation again; None where nothing is to come."""
    return min((n.due_at for n in _open(s) if not n.held and now < n.expires_at), default=None)


def missed(s: Situation, now: datetime) -> list[PlannedNotice]:
    """What should have gone and is now too late, for the secretary to decide about."""
    return [n for n in _open(s) if n.audience and n.expires_at <= now]


def _open(s: Situation) -> Iterable[PlannedNotice]:
    return (n for n in planned(s) if n.issue is None and not n.skipped)


# one meeting


def _of_meeting(s: Situation, meeting: Meeting) -> Iterable[PlannedNotice]:
    change = _change(s, meeting)
    if meeting.is_cancelled:
        if change:
            yield change
        return
    kallelse = _kallelse(s, meeting)
    both_open = change and change.issue is None and kallelse.issue is None and not kallelse.held
    # By the rule, not by due_at: the quiet hours may have moved either.
    if change and both_open and _rule_at(s, meeting, s.rules.kallelse) <= change.due_at:
        change, kallelse = _merged(change, kallelse)
    call = _call_for_items(s, meeting)
    candidates = [
        _date_added(s, meeting),
        call,
        _items_reminder(s, meeting, call),
        _review(s, meeting, kallelse),
        kallelse,
        *_reminders(s, meeting, kallelse, change),
        change,
    ]
    for notice in candidates:
        # Over before it could be due, since the meeting was published or revised so late: neither planned nor missed.
        over = notice is None or notice.expires_at <= max(notice.due_at, _settled_at(meeting))
        if notice and (notice.issue or not over):
            yield notice


def _notice(
    s: Situation,
    kind: Kind,
    occasion: str,
    due_at: datetime,
    expires_at: datetime,
    audience: Iterable[Recipient],
    skipped: str = "",
) -> PlannedNotice:
    said = s.override(kind, occasion)
    if said and said.skipped:
        skipped = "by_hand"
    return PlannedNotice(
        s.key(kind, occasion),
        kind,
        occasion,
        said.send_at if said and said.send_at else due_at,
        expires_at,
        tuple(audience),
        skipped,
        held=bool(said and said.held),
        issue=s.issue(kind, occasion),
    )


def _call_for_items(s: Situation, meeting: Meeting) -> PlannedNotice:
    occasion = f"@{meeting.starts.date.isoformat()}"
    by_rule = _rule_at(s, meeting, s.rules.call_for_items)
    called_before = any(issue.kind == Kind.CALL_FOR_ITEMS for issue in s.issued)
    # After a move to a nearer date the letter about the move says until when items are taken.
    skipped = "told_by_change" if called_before and by_rule <= _settled_at(meeting) else ""
    return _notice(
        s,
        Kind.CALL_FOR_ITEMS,
        occasion,
        _not_before(s, meeting, by_rule),
        _end_of(items_close_on(s, meeting), s.council.zone),
        _everyone(s, meeting.starts.date, Kind.CALL_FOR_ITEMS, Letter.CALL_FOR_ITEMS),
        skipped=skipped,
    )


def _items_reminder(s: Situation, meeting: Meeting, call: PlannedNotice) -> PlannedNotice:
    due_at = _rule_at(s, meeting, s.rules.items_reminder)
    called_at = call.issue.issued_at if call.issue else call.due_at
    # Both due at once: the first goes and the reminder is skipped.
    skipped = "reminds_of_nothing" if called_at >= due_at or due_at <= _settled_at(meeting) else ""
    return _notice(
        s,
        Kind.ITEMS_REMINDER,
        call.occasion,
        due_at,
        call.expires_at,
        _everyone(s, meeting.starts.date, Kind.ITEMS_REMINDER, Letter.ITEMS_REMINDER),
        skipped=skipped,
    )


def _kallelse(s: Situation, meeting: Meeting) -> PlannedNotice:
    return _notice(
        s,
        Kind.KALLELSE,
        _at_start(meeting),
        _not_before(s, meeting, _rule_at(s, meeting, s.rules.kallelse)),
        meeting.starts_at,
        called(s, meeting, Letter.KALLELSE, calendar=True),
    )


def _review(s: Situation, meeting: Meeting, kallelse: PlannedNotice) -> PlannedNotice:
    kallelse_on = s.rules.kallelse.day(meeting.starts.date, s.free)
    due_at = s.rules.at(s.rules.kallelse_review, kallelse_on, zone=s.council.zone, free=s.free)
    return _notice(
        s,
        Kind.KALLELSE_REVIEW,
        kallelse.occasion,
        _not_before(s, meeting, due_at),
        kallelse.due_at,
        (Recipient(person, Letter.KALLELSE_REVIEW) for person in s.secretaries),
        skipped="kallelse_gone" if kallelse.issue else "",
    )


def _reminders(
    s: Situation, meeting: Meeting, kallelse: PlannedNotice, change: PlannedNotice | None
) -> Iterable[PlannedNotice]:
    """The reminder to reply and the day-before reminder.

    Of the two only the newest goes, where both are due at once.
    """
    told_at = max(_when(notice) for notice in (kallelse, change) if notice)
    expires_at = meeting.starts_at - LAST_MINUTES
    made = []
    for kind, letter, rule in (
        (Kind.REPLY_REMINDER, Letter.REPLY_REMINDER, s.rules.reply_reminder),
        (Kind.DAY_BEFORE, Letter.DAY_BEFORE, s.rules.day_before),
    ):
        due_at = _rule_at(s, meeting, rule)
        if due_at < told_at + REST:
            due_at = _out_of_the_night(told_at + REST, s.council.zone, expires_at)
        audience = _not_muted(called(s, meeting, letter), kind)
        made.append(_notice(s, kind, _at_start(meeting), due_at, expires_at, audience))
    reply, day_before = made
    if s.council.reply_mode == ReplyMode.REPLIES:
        newer = day_before.issue is not None or reply.due_at >= day_before.due_at
        yield replace(reply, skipped="newer_reminder") if newer and reply.issue is None else reply
    yield day_before


def _date_added(s: Situation, meeting: Meeting) -> PlannedNotice | None:
    """For a meeting added to a published year, unless the year's own mail tells of it."""
    year_mail = [issue for issue in s.issued if issue.kind == Kind.YEAR_DATES]
    own = [issue for issue in s.issued if issue.kind == Kind.DATE_ADDED]
    if not own and (not year_mail or any(str(meeting.id) in issue.facts for issue in year_mail)):
        return None
    audience = _everyone(s, meeting.starts.date, Kind.DATE_ADDED, Letter.DATE_ADDED)
    return _numbered(s, Kind.DATE_ADDED, own, audience, _settled_at(meeting), meeting.starts_at)


def _change(s: Situation, meeting: Meeting) -> PlannedNotice | None:
    """Whoever may hold an older version is owed the newer one; issued only when somebody is owed it."""
    occasion = f"r{meeting.revision}"
    issue = s.issue(Kind.CHANGE, occasion)
    owed = tuple(_owed(s, meeting))
    if meeting.revision == 0 or (issue is None and not owed):
        return None
    due_at = _settled_at(meeting) + FIVE_MINUTES
    expires_at = meeting.ends_at if meeting.is_cancelled else meeting.starts_at
    if meeting.starts_at - due_at > timedelta(hours=24):
        due_at = _out_of_the_night(due_at, s.council.zone, expires_at)
    elif due_at >= expires_at:
        due_at = _settled_at(meeting)  # no five minutes are left to take it back in
    return _notice(s, Kind.CHANGE, occasion, due_at, expires_at, owed)


def _merged(change: PlannedNotice, kallelse: PlannedNotice) -> tuple[PlannedNotice, PlannedNotice]:
    """A kallelse due together with a change: the change is the kallelse, also for those who are owed no change."""
    owed = {recipient.person.id for recipient in change.audience}
    others = tuple(r for r in kallelse.audience if r.person.id not in owed)
    both = replace(
        change, audience=change.audience + others, carries=(kallelse.kind, kallelse.occasion)
    )
    return both, replace(kallelse, skipped="told_by_change")


def _owed(s: Situation, meeting: Meeting) -> Iterable[Recipient]:
    """Compares what each person was told with today's facts. Source: reliability.md, section 3.

    One whose term does not cover the new date but who was told of the old one is told too, without a calendar part.
    """
    stated = {
        issue.id: issue.facts.get(str(meeting.id))
        for issue in s.issued
        if TRAITS[Kind(issue.kind)].tells
    }
    told: dict[int, list[OutboxMessage]] = {}
    for row in s.told:
        if stated.get(row.issue_id):
            told.setdefault(row.person_id, []).append(row)
    in_term = {member.person_id: member for member in _in_term(s, meeting.starts.date)}
    for member in _one_each((*in_term.values(), *s.members)):
        rows = told.get(member.person_id)
        letter = _owed_letter(rows, stated, facts(meeting)) if rows else None
        is_called = member.person_id in in_term
        if letter and (is_called or letter is not Letter.KALLELSE):
            calendar = is_called and not member.is_deputy
            yield Recipient(member.person, letter, calendar=calendar, is_deputy=member.is_deputy)


def _owed_letter(
    rows: Sequence[OutboxMessage], stated: Mapping[int, Facts | None], today: Facts
) -> Letter | None:
    """What one person is owed, whose letters about the meeting are `rows`, oldest first; None: nothing."""
    newest, arrived = rows[-1], [row for row in rows if row.may_have_arrived]
    is_on_its_way = newest.state in (*LIVE, State.SENT, State.UNCERTAIN)
    if stated[newest.issue_id] == today and is_on_its_way:
        return None
    if arrived:
        last = stated[arrived[-1].issue_id]
        assert last is not None
        if arrived[-1].state == State.SENT and last == today:
            return None
        return _letter_of_change(last, today)
    was_called = any(row.kind in (Kind.KALLELSE, Kind.CHANGE) for row in rows)
    # Nothing ever left: what reminded or invited comes anew by its own kind.
    return Letter.KALLELSE if was_called and today["status"] != "cancelled" else None


def _letter_of_change(told: Facts, today: Facts) -> Letter:
    if today["status"] == "cancelled":
        return Letter.CANCELLED
    return Letter.RESTORED if told["status"] == "cancelled" else Letter.MOVED


# one year


def _of_year(s: Situation) -> Iterable[PlannedNotice]:
    coming = [meeting for meeting in s.meetings if not meeting.is_cancelled]
    if not coming or s.year.published_at is None:
        return
    issued = [issue for issue in s.issued if issue.kind == Kind.YEAR_DATES]
    first, last = date(s.year.year, 1, 1), date(s.year.year, 12, 31)
    audience = [
        Recipient(member.person, Letter.YEAR_DATES, is_deputy=member.is_deputy)
        for member in _one_each(m for m in s.members if m.covers_some_of(first, last))
        if Kind.YEAR_DATES not in member.person.muted
    ]
    # Changes made in the five minutes become one letter with the publishing.
    settled = max(s.year.published_at, *(meeting.revised_at for meeting in s.meetings))
    expires_at = max(meeting.starts_at for meeting in coming)
    notice = _numbered(s, Kind.YEAR_DATES, issued, audience, settled, expires_at)
    if notice and (notice.issue or notice.due_at < expires_at):
        yield notice


def _numbered(
    s: Situation,
    kind: Kind,
    issued: Sequence[NoticeIssue],
    audience: Iterable[Recipient],
    settled: datetime,
    expires_at: datetime,
) -> PlannedNotice | None:
    """The first of its kind to all; after it a next number, for those whom no earlier one reached and none will."""
    due_at = _out_of_the_night(settled + FIVE_MINUTES, s.council.zone, expires_at)
    if not issued:
        return _notice(s, kind, "1", due_at, expires_at, audience)
    mine = [row for row in s.told if row.kind == kind]
    reached = {
        r.person_id for r in mine if r.may_have_arrived or r.state in LIVE or r.state == State.HELD
    }
    stale = {r.person_id for r in mine if r.state == State.SUPERSEDED} - reached
    again = tuple(r for r in audience if r.person.id in stale)
    if again:
        return _notice(s, kind, str(len(issued) + 1), due_at, expires_at, again)
    return _notice(s, kind, issued[-1].occasion, issued[-1].issued_at, expires_at, audience)


# who


def called(
    s: Situation, meeting: Meeting, letter: Letter, *, calendar: bool = False
) -> tuple[Recipient, ...]:
    """The kallelse's audience by its rule, whether or not it has gone out: members in term on the day."""
    return tuple(
        Recipient(member.person, letter, calendar=calendar)
        for member in _in_term(s, meeting.starts.date)
        if not member.is_deputy
    )


def _everyone(s: Situation, day: date, kind: Kind, letter: Letter) -> tuple[Recipient, ...]:
    """Members and deputies in term on the day, but for those who have stopped this kind."""
    everyone = tuple(
        Recipient(member.person, letter, is_deputy=member.is_deputy) for member in _in_term(s, day)
    )
    return _not_muted(everyone, kind)


def _not_muted(audience: Iterable[Recipient], kind: Kind) -> tuple[Recipient, ...]:
    return tuple(recipient for recipient in audience if kind not in recipient.person.muted)


def _in_term(s: Situation, day: date) -> list[Member]:
    return _one_each(member for member in s.members if member.covers(day))


def _one_each(members: Iterable[Member]) -> list[Member]:
    """Each person once; one who is both member and deputy counts as member."""
    best: dict[int, Member] = {}
    for member in members:
        if member.person_id not in best or best[member.person_id].is_deputy:
            best[member.person_id] = member
    return list(best.values())


# when


def items_close_on(s: Situation, meeting: Meeting) -> date:
    """The last local date for items, the whole day counted."""
    return meeting.items_close_on or s.rules.items_deadline.day(meeting.starts.date, s.free)


def reply_by(s: Situation, meeting: Meeting) -> date:
    """The day the kallelse asks for an answer by: that of the reminder to reply."""
    return s.rules.reply_reminder.day(meeting.starts.date, s.free)


def kallelse_on(s: Situation, meeting: Meeting) -> date:
    """The day the kallelse goes, by the rule."""
    return s.rules.kallelse.day(meeting.starts.date, s.free)


def year_facts(s: Situation) -> dict[str, object]:
    """What the year's mail states of every date; cancelled ones are in it as cancelled."""
    return {str(meeting.id): facts(meeting) for meeting in s.meetings}


def _at_start(meeting: Meeting) -> str:
    return f"@{meeting.starts.text()}"


def _when(notice: PlannedNotice) -> datetime:
    return notice.issue.issued_at if notice.issue else notice.due_at


def _rule_at(s: Situation, meeting: Meeting, rule: rules.Before) -> datetime:
    return s.rules.at(rule, meeting.starts.date, zone=s.council.zone, free=s.free)


def _settled_at(meeting: Meeting) -> datetime:
    return max(meeting.published_at, meeting.revised_at)


def _not_before(s: Situation, meeting: Meeting, due_at: datetime) -> datetime:
    """The rule's instant, but nothing within the five minutes in which a person may take it back."""
    floor = _settled_at(meeting) + FIVE_MINUTES
    return (
        due_at if due_at >= floor else _out_of_the_night(floor, s.council.zone, meeting.starts_at)
    )


def _out_of_the_night(at: datetime, zone: str, expires_at: datetime) -> datetime:
    """What falls in the quiet hours waits for 07, where that still helps."""
    morning = after_quiet_hours(at, zone)
    return morning if morning < expires_at else at


def after_quiet_hours(at: datetime, zone: str) -> datetime:
    """The instant itself by day; between 21 and 07 of the zone's wall clock the next 07:00. UTC."""
    local = Wall.at(at, zone)
    if rules.QUIET_TO <= local.time < rules.QUIET_FROM:
        return at.astimezone(UTC)
    day = local.date + timedelta(days=local.time >= rules.QUIET_FROM)
    return Wall(day, rules.QUIET_TO, zone).utc()


def _end_of(day: date, zone: str) -> datetime:
    return Wall(day + timedelta(days=1), time(0), zone).utc()
