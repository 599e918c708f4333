"""Every table either goes with a council, and the documentation says so, or is left behind for a reason."""

import re

import pytest

from scheduler import all_rows
from scheduler.archive.council_tables import COUNCIL_TABLES, LEFT_BEHIND
from scheduler.db.table_rows import leads_to
from tests.catalogue import ROOT

DOCS = (ROOT / "docs/council-file.md").read_text(encoding="utf-8")
TOLD = {
    name
    for line in re.findall(r"(?m)^\| (`.+?`) \|", DOCS)
    for name in re.findall(r"`(\w+)`", line)
}
WHAT_TO_DO = """
The table `{0}` is new. Does it belong to a council?
- Yes: add   CouncilTable("{0}", of={1}),   to scheduler/archive/council_tables.py, after what it points to.
  `of` are its columns that lead to the council or to another row that goes; `without` are columns to leave out.
- No: add    "{0}": "the reason",   to LEFT_BEHIND in the same file.
Either way give it a row in docs/council-file.md:   | `{0}` | what or why |
"""


def what_to_do(table: str) -> str:
    names = {part.table for part in COUNCIL_TABLES}
    of = [c.name for c in all_rows.METADATA.tables[table].c if leads_to(table, c.name) in names]
    return WHAT_TO_DO.format(table, tuple(of))


@pytest.mark.parametrize("table", sorted(all_rows.METADATA.tables))
def test_every_table_goes_with_its_council_or_stays_for_a_reason(table):
    parts = [part.table for part in COUNCIL_TABLES]

    assert (table in parts) != (table in LEFT_BEHIND), what_to_do(table)
    assert table in TOLD, what_to_do(table)


def test_what_goes_stands_after_what_it_points_to():
    """Else its keys could not be made anew; and what leads to a row that stays is left out of the file."""
    seen: set[str] = set()
    for part in COUNCIL_TABLES:
        columns = all_rows.METADATA.tables[part.table].c
        assert {leads_to(part.table, column) for column in part.of} <= seen
        for column in columns:
            target = leads_to(part.table, column.name)
            assert target is None or target in seen or column.name in part.without, (
                f"{part.table}.{column.name} leads to {target}: put it earlier, or the column in `without`"
            )
        assert set(part.without) <= set(columns.keys())
        seen.add(part.table)
    assert {*seen, *LEFT_BEHIND} <= set(all_rows.METADATA.tables)
