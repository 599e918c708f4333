"""Action: the report to a council's secretaries on mail that did not go as it should, at most one an hour.

It is ordered where something has happened that no report has told of, and hangs on one of the council's years, so that
it stands among the council's mail. What happens to a report itself is told by no other: it stands on the pages.
Source: docs/mail.md, rule 27.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, reading, writing
from scheduler.mail.rows import ENDED_BADLY
from scheduler.notices import audience, due_times, listing, load_situation, order_letters, store
from scheduler.notices.compose import MailSetup
from scheduler.notices.digest import store as reports_store
from scheduler.notices.digest.mishaps import SEEN_FOR, TOLD_AFTER, Fate, Mishap
from scheduler.notices.digest.store import TOLD, Report
from scheduler.notices.kinds import KINDS, UNPLANNED, Kind
from scheduler.notices.listing import ListedPerson, NoticeLine, NoticeState
from scheduler.notices.situation import OneLetter, planned_notice
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years

_HOUR = timedelta(hours=1)


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
        reports = reports_store.reports(session, council_id)
        is_night = due_times.after_quiet_hours(now, council.zone) != now
        ref = None if is_night or not _may_go(reports, now) else _year(session, council, now)
        news = _news(session, council, reports, now) if ref else ()
        if ref is None or not news:
            return None
        s = replace(load_situation.load_situation(session, ref), mishaps=news)
    number, until = str(len(reports) + 1), now + KINDS[Kind.DIGEST].lives
    to = audience.recipients(s, Kind.DIGEST)
    notice = planned_notice(s, Kind.DIGEST, number, now, until, to)
    letters = [
        order_letters.make_letter(OneLetter(s, notice, to, now), setup) for to in notice.audience
    ]
    at("issue-before")
    with writing(database, now) as session:
        if store.lock_touched(session, ref) != s.touched:
            return None
        issued = order_letters.issue_row(s, notice, now)
        issued.facts = {TOLD: [mishap.id for mishap in news]}
        if not order_letters.put_order(session, issued, letters, setup):
            return None
    at("issue-after")
    return notice.key


def report_still_holds(session: Session, council: Council, issue_id: int, *, now: datetime) -> bool:
    """All it tells is still so; and while nobody has it, there is no more to tell, which would be told by the next."""
    reports = reports_store.reports(session, council.id)
    own = next(report for report in reports if report.issued.id == issue_id)
    earlier = [report for report in reports if report.issued.id < issue_id]
    today = {mishap.id for mishap in _news(session, council, earlier, now)}
    if not own.told <= today:
        return False
    return own.told == today or any(row.may_have_arrived for row in own.rows)


def _of_line(line: NoticeLine, now: datetime) -> Iterable[Mishap]:
    if line.state is NoticeState.MISSED and not line.is_ordered:
        fate = Fate.HELD if line.reason == listing.HELD else Fate.MISSED
        yield _mishap(line, fate, _id(line.key, fate), count=len(line.audience))
        return
    if late := _left_late(line):
        mishap_id = _id(line.key, Fate.SENT_LATE)
        due_at, sent_at = line.due_at, min(late)
        yield _mishap(
            line, Fate.SENT_LATE, mishap_id, count=len(late), due_at=due_at, sent_at=sent_at
        )
    for to in line.audience:
        if reached := _fate(to, now):
            fate = Fate.HELD if to.reason == listing.HELD else reached
            # That an address is dead is told once of a meeting, not of each mail about it.
            is_dead = reached is Fate.SUPPRESSED
            of = f"m{line.meeting.id}" if is_dead and line.meeting else line.key
            mishap_id = _id(f"{of}/{to.email}", reached, to.asked)
            yield _mishap(line, fate, mishap_id, who=to.name or to.email)


def _mishap(line: NoticeLine, fate: Fate, mishap_id: str, **more: Any) -> Mishap:
    return Mishap(mishap_id, fate, line.key, line.kind, line.meeting, **more)


def _left_late(line: NoticeLine) -> list[datetime]:
    """When the letters of a kallelse left that left on a later day than they were to, by no person's word."""
    if line.kind is not Kind.KALLELSE or line.meeting is None:
        return []
    zone = line.meeting.starts.zone
    due_on = Wall.at(line.due_at, zone).date
    left = [to.sent_at for to in line.audience if to.sent_at and not (to.asked or to.reason)]
    return [sent_at for sent_at in left if Wall.at(sent_at, zone).date > due_on]


def _fate(to: ListedPerson, now: datetime) -> Fate | None:
    if to.has_bounced:
        return Fate.BOUNCED
    if to.tried_since and now - to.tried_since > TOLD_AFTER:
        return Fate.LATE
    return Fate(to.state) if to.state in ENDED_BADLY else None


def _id(key: str, fate: Fate, asked: int = 0) -> str:
    return f"{key} {fate} {asked}"


def _news(
    session: Session, council: Council, reports: Sequence[Report], now: datetime
) -> tuple[Mishap, ...]:
    """What has gone wrong, has not been put right, and was not told by one of the reports."""
    since = Wall.at(now - SEEN_FOR, council.zone).date
    lines = listing.list_council(session, council, now=now, since=since)
    told = {mishap_id for report in reports if report.counts for mishap_id in report.told}
    planned = (line for line in lines if line.kind not in UNPLANNED)
    mishaps = (mishap for line in planned for mishap in _of_line(line, now))
    return tuple(mishap for mishap in mishaps if mishap.id not in told)


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
