"""What the members pages share: roles and fields in words, faults by field, and the order of deputies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.councils.members_csv import ROLE_WORDS
from scheduler.councils.rows import Member
from scheduler.errors import N_, Fault
from scheduler.language import Language

Written = Mapping[str, str]

FIELD_WORDS: Mapping[str, str] = {
    "name": N_("Name"),
    "email": N_("E-mail address"),
    "phone": N_("Phone"),
    "language": N_("Language"),
    "role": N_("Role"),
    "organisation": N_("Organisation"),
    "title": N_("Seat"),
    "deputy_for_id": N_("Deputy for"),
    "call_order": N_("Order of calling"),
    "since_on": N_("First day"),
    "until_on": N_("Last day"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list to choose from."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the summary of errors."""

    text: str
    anchor: str


def duty_of(member: Member, says: Language) -> str:
    """`Member, Head of schools`."""
    word = says(ROLE_WORDS[member.role])
    return f"{word}, {member.seat.title}" if member.seat and member.seat.title else word


def calling_order(member: Member) -> tuple[int, int]:
    return member.call_order, member.id


def last_day(member: Member) -> date:
    return member.until_on or date.max


def errors_of(faults: Mapping[str, Fault], says: Language, *fields: str) -> dict[str, str]:
    """A sentence for every field, empty where nothing is wrong."""
    told = {name: says(fault.text, **fault.params) for name, fault in faults.items()}
    return dict.fromkeys(fields, "") | told


def told_of(errors: Mapping[str, str]) -> list[Told]:
    return [Told(text, name) for name, text in errors.items() if text]
