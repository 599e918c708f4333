"""The fields of a term in words, and a line of a list to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.errors import N_

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
