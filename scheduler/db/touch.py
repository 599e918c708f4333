"""The touch rule: `touched` is the version of all that a Situation reads but what has been issued and its fate.

Every flush raises it for what the changed rows make stale; so it does the revisions of what a feed shows.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, event, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from scheduler.db.base import Base

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    """A bulk UPDATE would pass the touch rule by."""
    if (state.is_update or state.is_delete) and state.bind_mapper is not None:
        row = state.bind_mapper.class_
        if row.TOUCHES or row.touches is not Base.touches:
            raise RuntimeError(f"bulk change of {row.__name__}: load the rows and change them")


@event.listens_for(Session, "before_flush")
def _lock_councils(session: Session, _context: UOWTransaction, _rows: object) -> None:
    """Before any meeting's row: two who change meetings of one council take turns, and never wait for each other."""
    if session.get_bind().dialect.name == "sqlite":  # one writer at a time
        return
    touched = _touched(session)
    if keys := sorted(touched["council"] | touched["feed"]):
        council = _table("council")
        lock = select(council.c.id).where(council.c.id.in_(keys)).order_by(council.c.id)
        session.execute(lock.with_for_update(key_share=True))


def _touched(session: Session) -> defaultdict[str, set[int]]:
    """What the rows that are about to be written, or have been, make stale: ids by what."""
    changed = [row for row in session.dirty if session.is_modified(row)]
    touched: defaultdict[str, set[int]] = defaultdict(set)
    for row in (*session.new, *changed, *session.deleted):
        for what, key in row.touches() if isinstance(row, Base) else ():
            if key is not None:
                touched[what].add(key)
    return touched


@event.listens_for(Session, "after_flush")
def _touch(session: Session, _context: UOWTransaction) -> None:
    """Raises `touched` of what the written rows name in TOUCHES, and the revisions of the feeds that show them."""
    touched = _touched(session)
    councils = touched["council"].union(*(_councils_of(session, p) for p in touched["person"]))
    # In one order everywhere, so that two transactions never wait for each other.
    for council in sorted(councils):
        _touch_council(session, council)
    for what, table in (("meeting", _table("meeting")), ("year", _table("council_year"))):
        for key in sorted(touched[what]):
            _raise_touched(session, table, table.c.id == key)
    raise_feeds(session, "council", touched["feed"])
    raise_feeds(session, "person", touched["personal feed"])


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _councils_of(session: Session, person: int) -> set[int]:
    member, council = _table("member"), _table("council")
    sits = select(member.c.council_id).where(member.c.person_id == person)
    answers = select(council.c.id).where(council.c.reply_to_id == person)
    account, keeps = _table("account"), _table("account_council")
    joined = keeps.join(account, account.c.id == keeps.c.account_id)
    keeping = select(keeps.c.council_id).select_from(joined).where(account.c.person_id == person)
    return set(session.scalars(sits.union(answers, keeping)))


def _touch_council(session: Session, council_id: int) -> None:
    """Coming meetings and all years of the council."""
    meeting, year = _table("meeting"), _table("council_year")
    not_over = (meeting.c.council_id == council_id) & (meeting.c.ends_at > session.info["now"])
    _raise_touched(session, year, year.c.council_id == council_id)
    _raise_touched(session, meeting, not_over)


def raise_feeds(session: Session, table: str, keys: Collection[int]) -> None:
    """What the feeds of these councils or people show has changed, so ETag and Last-Modified must.

    Called by whoever changes what no row tells: a window that has moved past a meeting. Source: docs/calendars.md,
    rules 13 and 14.
    """
    if not keys:
        return
    of, installation = _table(table), _table("installation")
    before = select(of.c.id, of.c.feed_changed_at).where(of.c.id.in_(sorted(keys)))
    lock = before.order_by(of.c.id).with_for_update(key_share=True)
    for key, changed_at in session.execute(lock).all():
        session.execute(
            update(of)
            .where(of.c.id == key)
            .values(
                feed_revision=of.c.feed_revision + 1,
                feed_changed_at=_feed_changed_at(session, table, key, changed_at),
            )
        )
    session.execute(update(installation).values(feed_epoch=installation.c.feed_epoch + 1))


def _feed_changed_at(session: Session, table: str, key: int, before: datetime | None) -> datetime:
    """Now, but at least a second after the change before this transaction's.

    Last-Modified counts whole seconds: with two changes in one, a client that asks by date would keep the first.
    """
    ours = session.info.setdefault("feeds changed", {})
    if before is None:
        ours[table, key] = session.info["now"]
    elif ours.get((table, key)) != before:
        after = before.replace(microsecond=0) + timedelta(seconds=1)
        ours[table, key] = max(session.info["now"], after)
    changed_at: datetime = ours[table, key]
    return changed_at


def _raise_touched(session: Session, table: Table, where: Any) -> None:
    """The derived columns are written by Core only, so that they touch nothing themselves."""
    session.execute(
        update(table).where(where).values(touched=table.c.touched + 1, next_due_at=_EPOCH)
    )


def make_due(session: Session, table: str, row_id: int) -> None:
    """Has the plan of a meeting or council_year asked again, with a year that of its meetings: its mail tells of them.

    A derived column: Core only, and `touched` stays.
    """
    of = _table(table)
    session.execute(update(of).where(of.c.id == row_id).values(next_due_at=_EPOCH))
    if table == "council_year":
        meeting = _table("meeting")
        of_year = update(meeting).where(meeting.c.council_year_id == row_id)
        session.execute(of_year.values(next_due_at=_EPOCH))


def read_touched(
    session: Session, table: str, row_id: int, *, share: bool = False, lock: bool = False
) -> int:
    """The `touched` of a meeting or council_year; with `share` its row stays as it is until the transaction ends.

    With `lock` nobody else shares or locks it until then.
    """
    of = _table(table)
    query = select(of.c.touched).where(of.c.id == row_id)
    query = query.with_for_update(read=share) if share or lock else query
    return int(session.connection().execute(query).scalar_one())
