"""Action: the report to a council's secretaries on mail that did not go as it should, at most one an hour.

It is ordered where something has happened that no report has told of, and hangs on one of the council's years, so that
it stands among the council's mail. What happens to a report itself is told by no other: it stands on the pages.
Source: docs/mail.md, rule 27.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, reading, writing
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, OutboxMessage, State
from scheduler.notices import due_times, issue, listing, load_situation, store
from scheduler.notices.compose import MailSetup
from scheduler.notices.digest import store as reports_store
from scheduler.notices.digest.mishaps import TOLD_AFTER, Fate, Mishap
from scheduler.notices.kinds import KINDS, UNPLANNED, Kind, Letter
from scheduler.notices.listing import ListedPerson, NoticeLine, NoticeState
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Recipient, Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years

SEEN_FOR = timedelta(days=90)
"""What is of meetings longer ago is nobody's to do any more."""
_HOUR = timedelta(hours=1)
_TOLD = "told"
_FATES = {
    State.FAILED: Fate.FAILED,
    State.SUPPRESSED: Fate.SUPPRESSED,
    State.UNCERTAIN: Fate.UNCERTAIN,
    State.EXPIRED: Fate.EXPIRED,
}
_NEVER_LEFT = (State.SUPERSEDED, State.EXPIRED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Report:
    """One that was ordered, with its letters."""

    issued: NoticeIssue
    rows: tuple[OutboxMessage, ...]

    @property
    def has_left(self) -> bool:
        """For some of them at least, as far as it will."""
        return any(row.state not in _NEVER_LEFT for row in self.rows)

    @property
    def counts(self) -> bool:
        """Whether what it tells need not be told again.

        One that was no longer true on its way to somebody is told anew to all: rather twice than not.
        """
        is_anew = any(
            row.state == State.SUPERSEDED or row.reason == ADDRESS_CHANGED for row in self.rows
        )
        return self.has_left and not is_anew

    def waits(self, now: datetime) -> bool:
        return any(
            row.state in LIVE or (row.state == State.HELD and row.expires_at > now)
            for row in self.rows
        )

    @property
    def told(self) -> set[str]:
        ids = self.issued.facts.get(_TOLD, [])
        return set(ids) if isinstance(ids, list) else set()


def councils_to_tell(session: Session, *, now: datetime) -> list[int]:
    """Those with a letter that came to grief and that no report has told of: a few questions, however many there are.

    Of a mail that was never ordered there is no letter, and one that went late looks like any other: those the worker
    finds when it counts the plan (`jobs.recount`).
    """
    untold: dict[int, set[str]] = defaultdict(set)
    letters = reports_store.troubled(session, since=now - SEEN_FOR, late_before=now - TOLD_AFTER)
    for council_id, row in letters:
        if fate := _fate(listing.listed_person(row, "", None, now), now):
            untold[council_id].add(_id(row.key, fate, row.asked))
    reports = _reports(session, list(untold))
    return [
        council_id
        for council_id, ids in sorted(untold.items())
        if ids - _told(reports[council_id]) and _may_go(reports[council_id], now)
    ]


def order_report(
    database: Database,
    council_id: int,
    setup: MailSetup,
    *,
    now: datetime,
    at: Callable[[str], None],
) -> str | None:
    """Orders a report where there is something new, one may go, and it is not night; gives its key.

    Of two workers the later finds the key taken. A worker that dies here leaves nothing: the next one asks anew.
    """
    with reading(database, snapshot=True) as session:
        council = councils.council_by_id(session, council_id)
        reports = _reports(session, [council_id])[council_id]
        is_night = due_times.after_quiet_hours(now, council.zone) != now
        ref = None if is_night or not _may_go(reports, now) else _year(session, council, now)
        news = _news(session, council, reports, now) if ref else ()
        if ref is None or not news:
            return None
        s = replace(load_situation.load_situation(session, ref), mishaps=news)
    notice = _notice(s, len(reports) + 1, now)
    letters = [issue.make_letter(s, notice, to, setup, now) for to in notice.audience]
    at("issue-before")
    with writing(database, now) as session:
        if store.lock(session, ref) != s.touched:
            return None
        issued = issue.issue_row(s, notice.kind, notice.occasion, now)
        issued.facts = {_TOLD: [mishap.id for mishap in news]}
        if not issue.put_order(session, issued, letters, setup):
            return None
    at("issue-after")
    return notice.key


def report_still_holds(
    session: Session, council: Council, issued: NoticeIssue, *, now: datetime
) -> bool:
    """All it tells is still so; and while nobody has it, there is no more to tell, which would be told by the next."""
    reports = _reports(session, [council.id])[council.id]
    own = next(report for report in reports if report.issued.id == issued.id)
    earlier = [report for report in reports if report.issued.id < issued.id]
    today = {mishap.id for mishap in _news(session, council, earlier, now)}
    if not own.told <= today:
        return False
    return own.told == today or any(row.may_have_arrived for row in own.rows)


def has_mishaps(s: Situation, *, now: datetime) -> bool:
    """Whether there is anything to tell of this meeting or year, told before or not."""
    if s.meeting and now - s.meeting.starts_at > SEEN_FOR:
        return False
    return bool(list_mishaps(listing.list_situation(s, now=now), now=now))


def list_mishaps(lines: Iterable[NoticeLine], *, now: datetime) -> list[Mishap]:
    """All that stands in the list of mail as gone wrong, by the time of the mail."""
    return [
        mishap for line in lines if line.kind not in UNPLANNED for mishap in _of_line(line, now)
    ]


def _of_line(line: NoticeLine, now: datetime) -> Iterable[Mishap]:
    is_ordered = any(to.row_id is not None for to in line.audience)
    if line.state is NoticeState.MISSED and not is_ordered:
        fate = Fate.HELD if line.reason == listing.HELD else Fate.MISSED
        mishap_id = _id(line.key, fate)
        yield Mishap(mishap_id, fate, line.key, line.kind, line.meeting, count=len(line.audience))
        return
    if late := _sent_late(line):
        yield late
    for to in line.audience:
        if reached := _fate(to, now):
            mishap_id = _id(f"{line.key}/{to.email}", reached, to.asked)
            who = to.name or to.email
            fate = Fate.HELD if to.reason == listing.HELD else reached
            yield Mishap(mishap_id, fate, line.key, line.kind, line.meeting, who)


def _sent_late(line: NoticeLine) -> Mishap | None:
    """A kallelse that left on a later day than it was to, by no person's word; None where it did not."""
    if line.kind is not Kind.KALLELSE or line.meeting is None:
        return None
    zone = line.meeting.starts.zone
    due_on = Wall.at(line.due_at, zone).date
    late = [
        to.sent_at
        for to in line.audience
        if to.sent_at and not (to.asked or to.reason) and Wall.at(to.sent_at, zone).date > due_on
    ]
    if not late:
        return None
    return Mishap(
        _id(line.key, Fate.SENT_LATE),
        Fate.SENT_LATE,
        line.key,
        line.kind,
        line.meeting,
        count=len(late),
        due_at=line.due_at,
        sent_at=min(late),
    )


def _fate(to: ListedPerson, now: datetime) -> Fate | None:
    if to.has_bounced:
        return Fate.BOUNCED
    if to.tried_since and now - to.tried_since > TOLD_AFTER:
        return Fate.LATE
    return _FATES.get(State(to.state)) if to.state else None


def _id(key: str, fate: Fate, asked: int = 0) -> str:
    return f"{key} {fate} {asked}"


def _news(
    session: Session, council: Council, reports: Sequence[Report], now: datetime
) -> tuple[Mishap, ...]:
    """What has gone wrong, has not been put right, and was not told by one of the reports."""
    since = Wall.at(now - SEEN_FOR, council.zone).date
    lines = listing.list_council(session, council, now=now, since=since)
    told = _told(reports)
    return tuple(mishap for mishap in list_mishaps(lines, now=now) if mishap.id not in told)


def _reports(session: Session, council_ids: Sequence[int]) -> dict[int, list[Report]]:
    """Of each council, oldest first."""
    reports: dict[int, list[Report]] = {council_id: [] for council_id in council_ids}
    for council_id, issued, rows in reports_store.reports(session, council_ids):
        reports[council_id].append(Report(issued, tuple(rows)))
    return reports


def _told(reports: Iterable[Report]) -> set[str]:
    return {mishap_id for report in reports if report.counts for mishap_id in report.told}


def _may_go(reports: Sequence[Report], now: datetime) -> bool:
    """Not while one waits, which would become many behind a mail server that takes none; and one an hour."""
    if any(report.waits(now) for report in reports):
        return False
    return all(now - report.issued.issued_at >= _HOUR for report in reports if report.has_left)


def _year(session: Session, council: Council, now: datetime) -> Ref | None:
    """That on which the report hangs: this year, else the published one before it, else the next."""
    published = [y for y in years.of_council(session, council.id) if y.is_published]
    this_year = Wall.at(now, council.zone).date.year
    begun = [y for y in published if y.year <= this_year]
    year = begun[-1] if begun else next(iter(published), None)
    return Ref(Owner.YEAR, year.id) if year else None


def _notice(s: Situation, number: int, now: datetime) -> PlannedNotice:
    to = tuple(Recipient(person, Letter.DIGEST) for person in s.secretaries)
    occasion = str(number)
    return PlannedNotice(
        s.key(Kind.DIGEST, occasion), Kind.DIGEST, occasion, now, now + KINDS[Kind.DIGEST].lives, to
    )
