"""Situations made of plain rows, without a database."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from scheduler.clock import Wall
from scheduler.councils.rows import Council, Member, Person
from scheduler.mail.rows import MailedLetter
from scheduler.meetings.rows import Meeting
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import Situation
from scheduler.years.rows import CouncilYear, YearStatus
from tests.build import ZONE, stockholm

PUBLISHED = stockholm("2026-12-01 09:00")


def council(**other: object) -> Council:
    person = Person(id=1, name="Elin Forsby", email="bra@example.org", muted=[], link_version=0)
    values: dict[str, object] = {
        "id": 1, "slug": "granasbra", "name": "GranåsBrå", "zone": ZONE, "country": "SE", "language": "sv",
        "contact": "Elin Forsby, sekreterare", "about": "", "reply_to_id": 1, "place": "Stadshuset, rum Granen",
        "duration_minutes": 120, "notice_rules": {}, "reply_mode": "replies", "is_public": True,
        "deputy_mode": "by_hand", "tell_declines": True,
        "inform_deputies": False, "approve_kallelse": False, "changed_at": PUBLISHED, "version": 1,
    }  # fmt: skip
    made = Council(**(values | other))
    made.reply_to = person
    return made


def meeting(
    starts: str, *, number: int = 1, published: datetime = PUBLISHED, **other: object
) -> Meeting:
    at = Wall.parse(starts, ZONE)
    values: dict[str, object] = {
        "id": number, "council_id": 1, "council_year_id": 1, "uid": f"m-{number}@moten.example.org",
        "number": number, "place": "Stadshuset, rum Granen", "online_url": "", "note": "", "reason": "",
        "status": "scheduled", "revision": 0, "online_revision": 0, "items_revision": 0,
        "published_at": published, "revised_at": published,
        "changed_at": published, "created_at": published, "touched": 0,
    }  # fmt: skip
    made = Meeting(**(values | other))
    made.set_time(at, at.plus(120))
    return made


def member(person_id: int, name: str, *, role: str = "member", **other: object) -> Member:
    address = f"{name.lower().replace(' ', '.')}@example.org"
    person = Person(
        id=person_id,
        name=name,
        email=address,
        muted=[],
        link_version=0,
        language=str(other.pop("language", "sv")),
    )
    made = Member(id=person_id, council_id=1, person_id=person_id, role=role, call_order=0, **other)
    made.person = person
    return made


MEMBERS = (
    member(2, "Siv Tallgren"),
    member(3, "Noor Haddadi"),
    member(4, "Nils Ekhed", role="deputy"),
)


def issue(
    kind: str, occasion: str, *, of: Meeting, facts: dict[str, object], at: datetime, key: int = 1
) -> NoticeIssue:
    return NoticeIssue(
        id=key, key=f"granasbra/m{of.number}/{kind}/{occasion}", kind=kind, occasion=occasion, meeting_id=of.id,
        revision=of.revision, facts={str(of.id): facts}, issued_at=at,
    )  # fmt: skip


def told(row_id: int, *, person_id: int, by: NoticeIssue, state: str = "sent", ambiguous: int = 0,
         letter: str = "", **other: Any) -> MailedLetter:  # fmt: skip
    values = {"created_at": PUBLISHED, "due_at": PUBLISHED, "expires_at": PUBLISHED} | other
    return MailedLetter(
        id=row_id, person_id=person_id, issue_id=by.id, kind=by.kind, letter=letter or by.kind, state=state,
        ambiguous=ambiguous, meeting_id=by.meeting_id, message_id=f"<{row_id}@example.org>", **values,
    )  # fmt: skip


def situation(
    of: Meeting | None,
    *,
    meetings: Sequence[Meeting] = (),
    members: Iterable[Member] = MEMBERS,
    issued: Iterable[NoticeIssue] = (),
    rows: Iterable[MailedLetter] = (),
    in_council: Council | None = None,
) -> Situation:
    first = (of or meetings[0]).starts.date.year
    year = CouncilYear(
        id=1,
        council_id=1,
        year=first,
        status=YearStatus.PUBLISHED,
        published_at=PUBLISHED,
        touched=0,
    )
    everyone = tuple(meetings) or ((of,) if of else ())
    return Situation(
        in_council or council(), year, of, everyone, tuple(members), tuple(issued), tuple(rows)
    )


HOUR = timedelta(hours=1)
