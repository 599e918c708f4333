"""Rule: what can be written about a term and its person, on one line each, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from scheduler.councils import cells
from scheduler.councils.addresses import checked_address
from scheduler.councils.rows import MemberRole
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import LANGUAGES

_LENGTHS = {"name": 200, "organisation": 200, "title": 200, "phone": 60}
"""What the columns hold."""

_NO_NAME = N_("Write a name.")
_TOO_LONG = N_("Write at most %(most)s characters.")
_LANGUAGE = N_("Choose one of the languages in the list.")
ROLE = N_("Choose one of the roles in the list.")
ENDS_EARLY = N_("The first day is %(since)s. Choose that day or a later one.")


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
    until_on: date | None = None
    deputy_for_id: int | None = None


def cleaned(new: TermDetails) -> TermDetails:
    """On one line and without control characters, which could not stand in a letter's header."""

    return replace(
        new,
        name=cells.flat(new.name),
        email=new.email.strip(),
        phone=cells.flat(new.phone),
        organisation=cells.flat(new.organisation),
        title=cells.flat(new.title),
        deputy_for_id=new.deputy_for_id if new.role == MemberRole.DEPUTY else None,
    )


def check_term(new: TermDetails, since_on: date | None) -> None:
    """Raises: InvalidInput with every fault that needs no look at other rows."""
    faults: dict[str, Fault] = {}
    if not new.name:
        faults["name"] = Fault(_NO_NAME)
    for look in (
        lambda: checked_address(new.email),
        lambda: check_lengths(
            name=new.name, organisation=new.organisation, title=new.title, phone=new.phone
        ),
    ):
        try:
            look()
        except InvalidInput as error:
            faults |= error.fields
    if new.language and new.language not in LANGUAGES:
        faults["language"] = Fault(_LANGUAGE)
    if new.role not in tuple(MemberRole):
        faults["role"] = Fault(ROLE)
    if new.until_on is not None and since_on is not None and new.until_on < since_on:
        faults["until"] = Fault(ENDS_EARLY, {"since": since_on})
    if faults:
        raise InvalidInput(faults)


def check_lengths(**texts: str) -> None:
    faults = {
        key: Fault(_TOO_LONG, {"most": _LENGTHS[key]})
        for key, text in texts.items()
        if len(text) > _LENGTHS[key]
    }
    if faults:
        raise InvalidInput(faults)
