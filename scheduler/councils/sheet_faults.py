"""What keeps a row of a members file out, in words."""

from __future__ import annotations

from scheduler.councils import addresses
from scheduler.errors import N_

TEXTS: dict[str, str] = {
    **addresses.FAULT_TEXTS,
    "empty": N_("There is no one in the list. Write one person per line."),
    "no_header": N_(
        "The first line should name the columns, and name and e-mail are needed. It has: %(found)s."
    ),
    "no_name": N_("Add a name."),
    "colon": N_("“%(value)s” has a colon in it. Write the name alone."),
    "address_in_name": N_(
        "“%(value)s” has an address in it. Write the name alone, and the address in its own column."
    ),
    "no_address": N_("Add an e-mail address."),
    "has_left": N_(
        "The row says “%(value)s”. Take the row away, or only those words if the person should be added."
    ),
    "double_address": N_("%(address)s is also on line %(first)s. Keep one of the lines."),
    "unknown_role": N_(
        "The role “%(value)s” is not known. "
        "Write member, deputy, chair, vice chair or secretary, or leave it empty."
    ),
    "unknown_language": N_(
        "The language “%(value)s” is not known. Write sv or en, or leave it empty."
    ),
    "unreadable_date": N_("The date “%(value)s” cannot be read. Write it as %(year)s-01-31."),
    "until_before_since": N_("The last day, %(until)s, is before the first day, %(since)s."),
    "too_many_cells": N_(
        "The line has %(count)s cells but there are %(headers)s columns. "
        "Put quotation marks around a cell that holds a separator."
    ),
    "open_quote": N_("A quotation mark is opened but never closed. Close it or take it away."),
}
