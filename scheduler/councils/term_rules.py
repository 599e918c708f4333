"""What can be written about a term and its person, and who may have which name, address and seat."""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from scheduler.councils import cells, store
from scheduler.councils.addresses import checked_address
from scheduler.councils.rows import Member, MemberRole, Person
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.language import LANGUAGES

_LENGTHS = {"name": 200, "organisation": 200, "title": 200, "phone": 60}
"""What the columns hold."""

_NO_NAME = N_("Write a name.")
_TOO_LONG = N_("Write at most %(most)s characters.")
_NO_DAY = N_("“%(value)s” cannot be read as a day. Write it as yyyy-mm-dd.")
_LANGUAGE = N_("The language “%(value)s” is not known. Write sv or en, or leave it empty.")
ROLE = N_(
    "The role “%(value)s” is not known. "
    "Write member, deputy, chair, vice chair or secretary, or leave it empty."
)
ENDS_EARLY = N_("The first day is %(since)s. Choose that day or a later one.")
_TAKEN = N_(
    "The address %(address)s belongs to %(person)s. Two people cannot have the same address."
)
_SHARED = N_("%(person)s also belongs to another council, so this cannot be changed here.")
_SEAT_TAKEN = N_("%(person)s has the seat then. End that term first, or choose another day.")

# The last is as spreadsheets write it.
_DAYS = ("%Y-%m-%d", "%Y%m%d", "%d/%m %Y", "%d/%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d 00:00:00")


@dataclass(frozen=True, slots=True)
class TermDetails:
    """What can be written about a term and its person. An empty language is the council's.

    A deputy has no `title`; `deputy_for_id` is the seat of a personal deputy, who is of that seat's organisation.
    """

    name: str
    email: str
    phone: str = ""
    language: str = ""
    role: str = MemberRole.MEMBER
    organisation: str = ""
    title: str = ""
    since_on: date | None = None
    until_on: date | None = None
    deputy_for_id: int | None = None


Details = TypeVar("Details", bound=TermDetails)


def checked_details(new: Details) -> Details:
    """The details on one line and without control characters, which could not stand in a letter's header.

    Raises: InvalidInput with every fault that needs no look at other rows.
    """
    texts = {key: cells.flat(getattr(new, key)) for key in _LENGTHS}
    faults, email = {} if texts["name"] else {"name": Fault(_NO_NAME)}, new.email
    try:
        email = checked_address(email)
    except InvalidInput as error:
        faults |= error.fields
    for key, most in _LENGTHS.items():
        if len(texts[key]) > most:
            faults[key] = Fault(_TOO_LONG, {"most": most})
    if new.language and new.language not in LANGUAGES:
        faults["language"] = Fault(_LANGUAGE, {"value": new.language})
    if new.role not in tuple(MemberRole):
        faults["role"] = Fault(ROLE, {"value": new.role})
    if new.since_on and new.until_on and new.until_on < new.since_on:
        faults["until"] = Fault(ENDS_EARLY, {"since": new.since_on})
    if faults:
        raise InvalidInput(faults)
    seat_id = new.deputy_for_id if new.role == MemberRole.DEPUTY else None
    return replace(new, email=email, deputy_for_id=seat_id, **texts)  # type: ignore[arg-type]


def parse_day(text: str, field: str) -> date | None:
    """None of nothing. Raises: InvalidInput (`field`)."""
    for written in _DAYS if text else ():
        with suppress(ValueError):
            return date(*time.strptime(text, written)[:3])
    if text:
        raise invalid(field, _NO_DAY, value=text)
    return None


def check_identity(session: Session, member: Member, name: str, email: str) -> None:
    """Raises: InvalidInput where the address is another's, or name and address are not this council's to change.

    An address is a way to sign in, so whoever keeps one council may not change that of one who keeps another.
    """
    person = member.person
    given = {"name": (name, person.name), "email": (email, person.email)}
    changed = [key for key, (new, old) in given.items() if new != old]
    if not changed:
        return
    if store.other_councils(session, person.id, member.council_id):
        raise InvalidInput({key: Fault(_SHARED, {"person": person.name}) for key in changed})
    check_address(session, person, email, _TAKEN)


def check_address(session: Session, person: Person, email: str, text: str) -> None:
    """Raises: InvalidInput with that text where the address is somebody else's."""
    other = store.person_by_email(session, email)
    if other is not None and other.id != person.id:
        raise invalid("email", text, address=email, person=other.name)


def check_last_day(terms: Iterable[Member], member: Member, until_on: date | None) -> None:
    """Raises: InvalidInput (`until`) where the term would last into someone else's on the seat."""
    was = member.until_on
    if was is not None and (until_on is None or until_on > was):
        check_free(terms, member, was + timedelta(days=1), until_on, field="until")


def check_free(
    terms: Iterable[Member], member: Member, since_on: date, until_on: date | None, *, field: str
) -> None:
    """Raises: InvalidInput where someone else has the member's seat on one of these days."""
    for other in terms if member.seat_id is not None else ():
        is_other = other.id != member.id and other.seat_id == member.seat_id
        if is_other and other.covers_some_of(since_on, until_on or date.max):
            raise invalid(field, _SEAT_TAKEN, person=other.person.name)
