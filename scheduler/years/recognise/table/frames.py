"""Where one table ends and another begins."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.table.layout import Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.words import Role

MEETING = Role.MEETING.value


def is_other_header(parsed: Parsed, lexicon: Lexicon) -> bool:
    """A second head below the rows of a table, which opens another one."""
    if parsed.dates or parsed.months or not any(map(bodies.is_head, parsed.tokens)):
        return False
    table = columns.header(parsed, lexicon)
    return table is not None and table.by_body()


def goes_on(table: Table, parsed: Parsed) -> bool:
    """Whether rows of bare days, one for each body, may follow a line with a day that is none of them:
    "June 26: the last meeting before the summer"."""
    if table.signed or not table.by_body():
        return False
    table.interrupted = len(parsed.dates) == 1 and parsed.left > 0
    return table.interrupted


def ends(table: Table | None, parsed: Parsed) -> bool:
    """Whether a line that is no row ends the table that stands open, or the grid when it is None."""
    is_pair = table is not None and table.is_pair()
    if parsed.dates:
        # "9 januari Rådhuset": no deadline was told for that meeting.
        return not (is_pair and len(parsed.dates) == 1)
    if is_pair and (parsed.years or parsed.roles & MEETING):
        return True
    return bodies.of_heading(parsed) is not None
