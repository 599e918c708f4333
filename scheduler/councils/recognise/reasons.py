"""Why a line of a list of people was doubted or not read, in words."""

from collections.abc import Mapping

from scheduler.errors import N_

REASON_TEXTS: Mapping[str, str] = {
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
    "struck_out": N_("%(name)s is struck out, and left out here."),
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
