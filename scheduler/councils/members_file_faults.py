"""What keeps a row of a members file out, and what was doubted or not read in a list of people, in words."""

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
        "The row says “%(value)s”. Leave the row out, or take away those words if the person should be added."
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
    "not_read": N_("No person was found here. Write the name, or leave the row out."),
    "open_quote": N_("A quotation mark is opened but never closed. Close it or take it away."),
}

LIST_TEXTS: dict[str, str] = {
    "read_as_came_for": N_(
        "Read as: %(name)s came for %(other)s. Turn it round if it was the other way."
    ),
    "read_as_replaced": N_(
        "Read as: %(other)s came for %(name)s. Turn it round if it was the other way."
    ),
    "name_or_body": N_(
        "“%(text)s” is read as an organisation. If it is a person, put them on a line of their own."
    ),
    "part_not_read": N_("“%(text)s” was not read. Check what it says of %(name)s."),
    "unknown_deputy": N_("“%(name)s” could not be matched to one person. Write the full name."),
    "columns_not_used": N_("Columns that are not used: %(columns)s."),
    "both_present": N_(
        "%(other)s came for %(name)s, but %(name)s is listed as present. Correct what is wrong."
    ),
    "struck_out": N_("%(name)s is struck out."),
    "both_marks": N_("%(name)s is marked both as present and as absent. Take one mark away."),
    "no_mark": N_("%(name)s has no mark. Put an X under present or absent."),
    "lost_columns": N_(
        "The columns were lost in the copying, so the mark of %(name)s can be read two ways. "
        "Write “present” or “absent” after the name."
    ),
    "cells_do_not_count": N_(
        "The row has %(count)s cells but there are %(headers)s headings. Write it anew."
    ),
    "both_statuses": N_("%(name)s is listed both as present and as absent. Take one away."),
    "not_understood": N_(
        "No person was found on this line. Write the name first, then a comma and the rest."
    ),
}
