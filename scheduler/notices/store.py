"""Queries of mail that is planned: what is due, overrides, texts, orders and troubles."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    delete,
    func,
    or_,
    select,
    union,
    update,
)

from scheduler.db import touch
from scheduler.db.session import Session, put_if_new
from scheduler.errors import Conflict
from scheduler.mail.rows import ENDED_BADLY, LIVE, OutboxMessage, State
from scheduler.mail.store import ROW, change
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import UNPLANNED, Kind
from scheduler.notices.rows import (
    CouncilText,
    NoticeIssue,
    NoticeOverride,
    NoticeText,
    NoticeTrouble,
)
from scheduler.years.rows import CouncilYear


class Owner(StrEnum):
    """What a Situation is of, by its table."""

    MEETING = "meeting"
    YEAR = "council_year"


class Ref(NamedTuple):
    """One meeting or year by its id."""

    owner: Owner
    id: int


def make_ref(meeting_id: int | None, year_id: int | None) -> Ref:
    """Of the meeting; of the year where that is None."""
    return Ref(Owner.MEETING, meeting_id) if meeting_id else Ref(Owner.YEAR, year_id or 0)


_ROW: dict[Owner, type[Meeting] | type[CouncilYear]] = {
    Owner.MEETING: Meeting,
    Owner.YEAR: CouncilYear,
}
# Made once: every page of a secretary asks whether mail is late.
_DUE = {
    owner: select(row.id)
    .where(row.next_due_at <= bindparam("now"))
    .order_by(row.next_due_at, row.id)
    .limit(bindparam("limit"))
    for owner, row in _ROW.items()
}
_OWN_TEXTS = (
    select(CouncilText)
    .where(CouncilText.council_id == bindparam("council"))
    .execution_options(populate_existing=True)
)


def refs_due(session: Session, *, now: datetime, limit: int) -> list[Ref]:
    """Meetings and years to look at now, of all councils; one indexed query each."""
    asked = {"now": now, "limit": limit}
    return [
        Ref(owner, key) for owner, query in _DUE.items() for key in session.scalars(query, asked)
    ]


def all_refs(session: Session) -> list[Ref]:
    queries = {owner: select(row.id).order_by(row.id) for owner, row in _ROW.items()}
    return [Ref(owner, key) for owner, query in queries.items() for key in session.scalars(query)]


def earliest_due(session: Session) -> datetime | None:
    """The earliest hint of all; None where nothing is to come."""
    hints = [session.scalar(select(func.min(row.next_due_at))) for row in _ROW.values()]
    return min((hint for hint in hints if hint is not None), default=None)


def count_waiting(session: Session, *, council_id: int | None = None) -> int:
    """How many letters are queued or under way, of one council or of all."""
    query = select(func.count()).where(OutboxMessage.state.in_(LIVE))
    if council_id is not None:
        query = query.where(_of_council(OutboxMessage, council_id))
    return session.scalars(query).one()


def _of_council(row: Any, council_id: int) -> ColumnElement[bool]:
    """Of letters and orders: those on the council's meetings and years."""
    of_meeting = select(Meeting.id).where(Meeting.council_id == council_id)
    of_year = select(CouncilYear.id).where(CouncilYear.council_id == council_id)
    return or_(row.meeting_id.in_(of_meeting), row.year_id.in_(of_year))


def troubled_refs(session: Session, council_id: int, *, since: datetime) -> set[Ref]:
    """Meetings and years since then of which a person holds some mail, or some letter did not reach somebody."""
    given = {"council": council_id, "since": since, "year": since.year}
    return {make_ref(meeting, year) for meeting, year in session.execute(_troubled_refs(), given)}


@cache
def _troubled_refs() -> CompoundSelect[int | None, int | None]:
    """Made once: every page asks it."""
    letter = OutboxMessage
    has_come_back = letter.bounced_at.is_not(None) & (letter.state != State.WITHDRAWN)
    is_lost = letter.state.in_(ENDED_BADLY) | has_come_back
    lost = select(letter.id).where(letter.issue_id == NoticeIssue.id, is_lost).exists()
    return union(
        _of_late(NoticeIssue, lost), _of_late(NoticeOverride, NoticeOverride.held.is_(True))
    )


def _of_late(
    row: type[NoticeIssue] | type[NoticeOverride], where: ColumnElement[bool]
) -> Select[int | None, int | None]:
    """The owners of orders or overrides on the council's meetings and years that are not over `since` then."""
    held = select(Meeting.id).where(
        Meeting.council_id == bindparam("council"), Meeting.starts_at >= bindparam("since")
    )
    years = select(CouncilYear.id).where(
        CouncilYear.council_id == bindparam("council"), CouncilYear.year >= bindparam("year")
    )
    is_late = row.meeting_id.in_(held) | row.year_id.in_(years)
    return select(row.meeting_id, row.year_id).where(is_late, where)


def lively_refs(session: Session, council_id: int, *, since: datetime) -> set[Ref]:
    """Meetings and years of which some mail was ordered since then, and the meeting that has mail next."""
    ordered = select(NoticeIssue.meeting_id, NoticeIssue.year_id).where(
        NoticeIssue.issued_at >= since, _of_council(NoticeIssue, council_id)
    )
    has_mail = (Meeting.council_id == council_id, Meeting.next_due_at.is_not(None))
    following = select(Meeting.id).where(*has_mail).order_by(Meeting.next_due_at).limit(1)
    refs = {make_ref(meeting, year) for meeting, year in session.execute(ordered.distinct())}
    return refs | {Ref(Owner.MEETING, key) for key in session.scalars(following)}


def letters_of_council(session: Session, council_id: int, ids: Collection[int]) -> set[int]:
    """Those of the ids that are letters of the council's."""
    is_own = OutboxMessage.id.in_(ids) & _of_council(OutboxMessage, council_id)
    return set(session.scalars(select(OutboxMessage.id).where(is_own)))


def own_texts(session: Session, council_id: int) -> list[CouncilText]:
    return list(session.scalars(_OWN_TEXTS, {"council": council_id}))


def lock_own_text(session: Session, council_id: int, letter: str, code: str) -> CouncilText | None:
    """Locked: of two who save at once the later is told."""
    query = select(CouncilText).where(
        CouncilText.council_id == council_id,
        CouncilText.letter == letter,
        CouncilText.language == code,
    )
    return session.scalars(query.with_for_update()).one_or_none()


def put_text(session: Session, row: CouncilText | NoticeText) -> None:
    """Raises: Conflict where somebody else has written one meanwhile."""
    if not put_if_new(session, row):  # so that the page that shows both texts can still read
        raise Conflict


def ref_of_key(session: Session, council_id: int, key: str) -> Ref | None:
    """The meeting or year that a notice's key names, of this council only."""
    name = [*key.split("/"), ""][1]
    number = int(name[1:]) if name[1:].isdecimal() and len(name) < 11 else 0
    queries = {
        "m": select(Meeting.id).where(Meeting.council_id == council_id, Meeting.number == number),
        "y": select(CouncilYear.id).where(
            CouncilYear.council_id == council_id, CouncilYear.year == number
        ),
    }
    row_id = session.scalar(queries[name[0]]) if number and name[0] in queries else None
    return Ref(Owner.MEETING if name[0] == "m" else Owner.YEAR, row_id) if row_id else None


def lock_touched(session: Session, ref: Ref) -> int:
    """Locks the meeting or year until the transaction ends, and gives its `touched`."""
    return touch.read_touched(session, *ref, lock=True)


def set_next_due(
    session: Session, ref: Ref, next_due_at: datetime | None, *, seen: int | None
) -> None:
    """Writes when to look next, a derived column, by Core; not where the situation is no longer as `seen`, if given."""
    table: Any = _ROW[ref.owner].__table__
    query = update(table).where(table.c.id == ref.id).values(next_due_at=next_due_at)
    if seen is not None:
        query = query.where(table.c.touched == seen)
    session.execute(query)


def supersede(
    session: Session, *, meeting_ids: list[int], people: list[int], before: int, reason: str
) -> bool:
    """Older letters to these people on these meetings that have not left are no longer true. Whether there were any."""
    waits = ROW.c.state.in_([State.QUEUED, State.CLAIMED]) & (ROW.c.issue_id < before)
    is_theirs = ROW.c.meeting_id.in_(meeting_ids) & ROW.c.person_id.in_(people)
    values = {"state": State.SUPERSEDED, "reason": reason, "token": ROW.c.token + 1}
    return change(session, waits & is_theirs, values)


def mark_held(session: Session, council_id: int, *, since: datetime, reason: str) -> None:
    """The council's letters whose time has been over since then say that a person held them."""
    is_over = (ROW.c.state == State.EXPIRED) & (ROW.c.expires_at >= since)
    where = is_over & ROW.c.kind.not_in(UNPLANNED) & _of_council(ROW.c, council_id)
    change(session, where, {"reason": reason})


def troubles(session: Session) -> dict[str, NoticeTrouble]:
    return {trouble.key: trouble for trouble in session.scalars(select(NoticeTrouble))}


def note_start(session: Session, key: str, *, starts: int, next_try_at: datetime) -> None:
    """Written before rendering, so that a notice that kills its worker is known by the next one."""
    session.merge(NoticeTrouble(key=key, starts=starts, next_try_at=next_try_at))
    session.flush()


def note_error(session: Session, key: str, error: str) -> None:
    query = update(NoticeTrouble).where(NoticeTrouble.key == key)
    session.execute(query.values(error=error[:500]))


def clear_trouble(session: Session, key: str) -> None:
    session.execute(delete(NoticeTrouble).where(NoticeTrouble.key == key))


def is_ordered(session: Session, meeting_id: int, kind: Kind) -> bool:
    """Whether any mail of the kind has been ordered about the meeting."""
    return bool(ordered_meetings(session, [meeting_id], kind))


def ordered_meetings(
    session: Session, meeting_ids: Collection[int], kind: Kind
) -> frozenset[int | None]:
    """The ids of those of the meetings of which some mail of the kind was ordered."""
    is_theirs = NoticeIssue.meeting_id.in_(meeting_ids)
    query = select(NoticeIssue.meeting_id).where(is_theirs, NoticeIssue.kind == kind)
    return frozenset(session.scalars(query))
