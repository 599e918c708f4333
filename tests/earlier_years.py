"""A council with years behind it: their meetings, the mail of each as it was planned and sent, and the answers."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from scheduler.councils import member_import, store
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.rows import Answer, Reply, Source
from scheduler.notices import load_situation, order_letters, plan
from scheduler.notices import store as notices
from scheduler.notices.situation import PlannedNotice, Situation
from tests import build


def fill(
    database: Database,
    years: Iterable[int],
    *,
    a_year: int,
    entries: Iterable[Entry],
    now: datetime,
    slug: str = "granasbra",
) -> None:
    """The council gets these people too, and each year was published on the first of December before it.

    The worker has looked at everything since.
    """
    years = list(years)
    with writing(database, now) as session:
        council = store.council(session, slug)
        member_import.import_members(session, council, list(entries), by=OPERATOR, now=now)
    for year in years:
        published_at = datetime(year - 1, 12, 1, 8, tzinfo=UTC)
        with writing(database, published_at) as session:
            council = store.council(session, slug)
            build.earlier_years(session, council, [year], a_year=a_year, now=published_at)
    with writing(database, now) as session:
        _mail(session, store.council(session, slug), now)
    with writing(database, now) as session:
        for s in load_situation.council_situations(session, store.council(session, slug).id):
            ref = notices.Ref(notices.Owner.MEETING, s.meeting.id) if s.meeting else None
            ref = ref or notices.Ref(notices.Owner.YEAR, s.year.id)
            notices.set_next_due(session, ref, plan.next_due_at(s, now), seen=s.touched)


def _mail(session: Session, council: Council, now: datetime) -> None:
    """Everything the plan held until now was ordered at its time, and arrived."""
    for s in load_situation.council_situations(session, council.id):
        for notice in plan.planned_notices(s):
            if notice.issue is None and notice.audience and notice.expires_at < now:
                _sent(session, s, notice)
        if s.meeting and s.meeting.ends_at < now:
            session.add_all(_reply(s, member.person_id) for member in s.members)


def _sent(session: Session, s: Situation, notice: PlannedNotice) -> None:
    issued = order_letters.issue_row(s, notice, notice.due_at)
    session.add(issued)
    session.flush()
    session.add_all(
        OutboxMessage(
            key=f"{notice.key}/{to.person.id}",
            message_id=f"<{issued.id}.{to.person.id}@example.org>",
            issue_id=issued.id,
            kind=notice.kind,
            letter=to.letter,
            meeting_id=issued.meeting_id,
            year_id=issued.year_id,
            person_id=to.person.id,
            recipient=to.person.email,
            envelope_from="kallelse@example.org",
            mime=None,
            mime_sha256="0" * 64,
            priority=notice.priority,
            state=State.SENT,
            due_at=notice.due_at,
            next_try_at=notice.due_at,
            expires_at=notice.expires_at,
            attempts=1,
            touched=0,
            created_at=notice.due_at,
            sent_at=notice.due_at,
            last_reply="250 2.0.0 Ok",
        )
        for to in notice.audience
    )


def _reply(s: Situation, person_id: int) -> Reply:
    assert s.meeting
    at = s.meeting.starts_at - timedelta(days=3)
    return Reply(
        meeting_id=s.meeting.id,
        person_id=person_id,
        answer=Answer.COMING,
        for_start=s.meeting.starts_at,
        sequence=s.meeting.revision,
        source=Source.LINK,
        made_at=at,
        at=at,
    )
