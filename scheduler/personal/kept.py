"""All that is kept of one person: handed out as JSON, and erased of one who has left."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import ERASED, Person
from scheduler.db.session import Session, flush
from scheduler.db.table_rows import Row, ids_above, rows_where
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor, Change
from scheduler.personal import store
from scheduler.personal.person_tables import PERSON_TABLES, PersonTable

_WAITING = "the person was erased"
_HAS_TERM = N_("%(person)s still has a term. End it first.")
_SIGNS_IN = N_("%(person)s signs in to keep a council. End that access first.")
_ANSWERS = N_(
    "The replies of a council go to %(person)s. Choose somebody else under Settings first."
)
_IN_HAND = N_("A mail to %(person)s is on its way just now. Try again in a minute.")
_GONE = N_("The details of %(person)s are erased already.")
_SHARED = N_(
    "%(person)s has sat on another council too. The details go by themselves when the time of both has passed."
)


def kept_data(session: Session, person: Person, *, now: datetime) -> bytes:
    """Every row of the person's, by table, as readable JSON."""
    addresses = _addresses(session, person)
    tables = {name: rows for name, rows in _rows(session, person, addresses).items() if rows}
    shown = {"kallelse": "person", "made_at": now.isoformat(), "tables": tables}
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(session: Session, person: Person, addresses: Collection[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for part in PERSON_TABLES:
        wanted = _wanted(part, found, addresses)
        if part.table == "person":
            wanted = {"id": [person.id]}
        elif part.table == "change":
            wanted = {"id": [line.id for line in store.changes(session, person.id, addresses)]}
        if wanted:
            found[part.table] = rows_where(session, part.table, wanted, part.without)
    return found


def _wanted(
    part: PersonTable, found: Mapping[str, list[Row]], addresses: Collection[str]
) -> dict[str, list[Any]]:
    wanted = ids_above(part.table, part.of, found)
    return wanted | {column: sorted(addresses) for column in part.addresses}


def _addresses(session: Session, person: Person) -> set[str]:
    """All that the person has had, as written and in lower case, but for those that are somebody else's now."""
    said = {person.email, *store.recipients(session, person.id)}
    for change in store.changes(session, person.id, said):
        for values in _own(change, person):
            said.add(str(values.get("email") or ""))
    said |= {address.lower() for address in said}
    others = store.others_addresses(session, person.id)
    return {address for address in said if address and address.lower() not in others}


def _own(change: Change, person: Person) -> list[dict[str, Any]]:
    """What the line of history says of the person, before and after."""
    is_by = change.subject == f"details corrected by person {person.id}"
    sides = (change.before, change.after)
    return [side for side in sides if side and (is_by or side.get("person") == person.id)]


def why_not(session: Session, person: Person, council_id: int, *, now: datetime) -> str:
    """An msgid on why the person may not be erased, with `person`; empty where they may."""
    terms = councils.terms(session, person.id)
    if person.is_erased:
        return _GONE
    if any(not term.is_over(Wall.at(now, council.zone).date) for term, council in terms):
        return _HAS_TERM
    if councils.account_of(session, person.id):
        return _SIGNS_IN
    if store.answers_for_a_council(session, person.id):
        return _ANSWERS
    if councils.other_councils(session, person.id, council_id):
        return _SHARED
    return _IN_HAND if store.has_mail_in_hand(session, person.id) else ""


def erase(session: Session, person: Person, *, by: Actor, now: datetime) -> None:
    """Takes away how the person is reached and what they wrote; the name stays, with the terms and what was decided.

    The caller has asked `why_not`. Raises: Conflict where somebody else changed the person.
    """
    addresses, gone = _addresses(session, person), f"{uuid4().hex}{ERASED}"
    found = _rows(session, person, addresses)
    store.withdraw_waiting(session, person.id, reason=_WAITING)
    for change in store.changes(session, person.id, addresses):
        own = _own(change, person)
        change.before, change.after = (
            side | {"email": gone, "phone": ""} if side in own and "email" in side else side
            for side in (change.before, change.after)
        )
    session.flush()
    for part in reversed(PERSON_TABLES):
        wanted = _wanted(part, found, addresses)
        if part.goes:
            store.delete_where(session, part.table, wanted)
        elif part.emptied:
            store.empty_where(session, part.table, wanted, part.emptied)
        for column in part.texts:
            for address in sorted(addresses, key=len, reverse=True):
                store.replace_text(session, part.table, column, address, gone)
    store.empty_where(
        session, "agenda_item", {"presenter_email": addresses}, {"presenter_email": ""}
    )
    store.delete_where(session, "feed_fetch", {"feed": [f"person:{person.id}"]})
    _forget(session, person, gone, now=now)
    for council_id in councils.other_councils(session, person.id, None):
        history.record(session, f"person {person.id} erased", by=by, now=now, council_id=council_id)


def _forget(session: Session, person: Person, gone: str, *, now: datetime) -> None:
    person.email, person.phone, person.muted = gone, "", []
    person.language = person.channel = None
    person.link_version += 1
    person.feed_version += 1
    person.links_ended_on = person.links_ended_on or now.date()
    flush(session, Conflict())
