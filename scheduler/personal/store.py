"""SQL of what is kept of a person."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import JSON, Select, String, cast, delete, func, or_, select, update

from scheduler.councils.account_rows import Account
from scheduler.councils.rows import ERASED, Council, Member, Person
from scheduler.db.session import Session
from scheduler.db.table_rows import matches, table
from scheduler.history.rows import Change
from scheduler.mail.rows import OutboxMessage, State


def answers_for_a_council(session: Session, person_id: int) -> bool:
    return bool(session.scalars(select(Council.id).where(Council.reply_to_id == person_id)).first())


def last_terms(session: Session) -> list[tuple[Person, Council, date]]:
    """Of everybody whose every term has a last day, by council, the last of them.

    Without those who sign in, who answer for a council, or who are erased.
    """
    return [(person, council, day) for person, council, day in session.execute(_last_terms())]


@cache
def _last_terms() -> Select[Person, Council, date]:
    last = func.max(Member.until_on).label("last")
    by_council = select(Member.person_id, Member.council_id, last)
    of = by_council.group_by(Member.person_id, Member.council_id).subquery()
    stays = select(Member.person_id).where(Member.until_on.is_(None))
    needed = stays.union(select(Account.person_id), select(Council.reply_to_id))
    return (
        select(Person, Council, of.c.last)
        .join(of, of.c.person_id == Person.id)
        .join(Council, Council.id == of.c.council_id)
        .where(Person.id.not_in(needed), ~Person.email.endswith(ERASED))
        .order_by(Person.name, Person.id)
    )


def recipients(session: Session, person_id: int) -> set[str]:
    """The addresses to which the person was ever mailed."""
    query = select(OutboxMessage.recipient).where(OutboxMessage.person_id == person_id)
    return set(session.scalars(query.distinct()))


def others_addresses(session: Session, person_id: int) -> set[str]:
    """Those of everybody else, in lower case."""
    return set(session.scalars(select(func.lower(Person.email)).where(Person.id != person_id)))


def changes(session: Session, person_id: int, addresses: Collection[str]) -> list[Change]:
    """The lines of history by the person or about them."""
    said = [cast(column, String) for column in (Change.before, Change.after)]
    by_them = (Change.by_kind == "person") & (Change.by_id == person_id)
    about = [text.contains(f'"person": {person_id}{end}') for text in said for end in ",}"]
    about += [
        func.lower(text).contains(a.lower(), autoescape=True) for text in said for a in addresses
    ]
    about += [Change.subject.like(f"%person {person_id}{end}") for end in ("", " %")]
    return list(session.scalars(select(Change).where(or_(by_them, *about)).order_by(Change.id)))


def has_mail_in_hand(session: Session, person_id: int) -> bool:
    query = select(OutboxMessage.id).where(
        OutboxMessage.person_id == person_id,
        OutboxMessage.state.in_([State.CLAIMED, State.INTENT]),
    )
    return session.scalars(query.limit(1)).first() is not None


def withdraw_waiting(session: Session, person_id: int, *, reason: str) -> None:
    rows: Any = table("outbox_message")
    waits = rows.c.state.in_([State.QUEUED, State.HELD]) & (rows.c.person_id == person_id)
    values = {"state": State.WITHDRAWN, "reason": reason, "token": rows.c.token + 1}
    session.execute(update(rows).where(waits).values(values))


def delete_where(session: Session, name: str, wanted: Mapping[str, Collection[Any]]) -> None:
    session.execute(delete(table(name)).where(matches(name, wanted)))


def empty_where(
    session: Session,
    name: str,
    wanted: Mapping[str, Collection[Any]],
    values: Mapping[str, object],
) -> None:
    """Core only: what is emptied makes no letter and no feed stale."""
    session.execute(update(table(name)).where(matches(name, wanted)).values(dict(values)))


def replace_text(session: Session, name: str, column: str, old: str, new: str) -> None:
    """Puts `new` for the address in a text or in JSON, wherever it stands; case tells no two addresses apart."""
    rows = table(name)
    keys, cell = [*rows.primary_key.columns], rows.c[column]
    has = func.lower(cast(cell, String)).contains(old.lower(), autoescape=True)
    for *ids, value in session.execute(select(*keys, cell).where(has)).all():
        is_json = isinstance(cell.type, JSON)
        text = json.dumps(value, ensure_ascii=False) if is_json else value
        text = re.sub(re.escape(old), new, text, flags=re.IGNORECASE)
        is_row = [key == value for key, value in zip(keys, ids, strict=True)]
        session.execute(
            update(rows).where(*is_row).values({column: json.loads(text) if is_json else text})
        )
