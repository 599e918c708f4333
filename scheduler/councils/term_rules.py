"""Who may have which name, address and seat, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from scheduler.councils import store
from scheduler.councils.rows import Member, Person
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput, invalid

_TAKEN = N_("%(address)s belongs to %(person)s. Two people cannot have the same address.")
_SHARED = N_("%(person)s also belongs to another council, so this cannot be changed here.")
_SEAT_TAKEN = N_("%(person)s has the seat then. End that term first, or choose another day.")


def is_shared(session: Session, person: Person, council_id: int) -> bool:
    """True where the person also sits in, answers for or keeps another council: then the name and address are fixed.

    An address is a way to sign in, so whoever keeps one council may not change that of one who keeps another.
    """
    if store.other_councils(session, person.id, council_id):
        return True
    account = store.account_of(session, person.id)
    kept = store.councils_of_account(session, account.id) if account else []
    return any(council.id != council_id for council in kept)


def may_be_called(session: Session, member: Member, name: str, email: str) -> None:
    """Raises: InvalidInput where the address is another's, or name and address are not this council's to change."""
    person = member.person
    given = {"name": (name, person.name), "email": (email, person.email)}
    changed = [key for key, (new, old) in given.items() if new != old]
    if not changed:
        return
    if is_shared(session, person, member.council_id):
        raise InvalidInput({key: Fault(_SHARED, {"person": person.name}) for key in changed})
    other = store.person_by_email(session, email)
    if other is not None and other.id != person.id:
        raise invalid("email", _TAKEN, address=email, person=other.name)


def may_last(terms: Iterable[Member], member: Member, until_on: date | None) -> None:
    """Raises: InvalidInput (`until`) where the term would last into someone else's on the seat."""
    was = member.until_on
    if was is not None and (until_on is None or until_on > was):
        after = was + timedelta(days=1)
        must_be_free(terms, member, since_on=after, until_on=until_on, field="until")


def must_be_free(
    terms: Iterable[Member],
    member: Member,
    *,
    since_on: date,
    until_on: date | None,
    field: str,
) -> None:
    """Raises: InvalidInput where someone else has the seat on one of these days."""
    if member.seat_id is None:
        return
    for other in terms:
        is_other = other.id != member.id and other.seat_id == member.seat_id
        if is_other and other.covers_some_of(since_on, until_on or date.max):
            raise invalid(field, _SEAT_TAKEN, person=other.person.name)
