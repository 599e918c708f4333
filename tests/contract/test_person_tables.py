"""Every column that leads to a person, or is named like an address, is in the table of what is kept of one."""

import re

from scheduler import all_rows
from scheduler.db.table_rows import leads_to
from scheduler.personal.person_tables import NOT_PERSONAL, PERSON_TABLES

LIKE_AN_ADDRESS = re.compile(r"email|address|recipient|sender$|envelope_from|phone")
WHAT_TO_DO = """
{0} {1}, so it holds something of a person. Is it handed out to them, and does it go when they are erased?
- Yes: name the column in `of` or `addresses` of its PersonTable in scheduler/personal/person_tables.py.
- No: add    "{0}": "the reason",   to NOT_PERSONAL in the same file.
"""


def test_every_column_of_a_person_is_known():
    of = {f"{part.table}.{column}" for part in PERSON_TABLES for column in part.of}
    addresses = {f"{part.table}.{column}" for part in PERSON_TABLES for column in part.addresses}
    said = {"person.phone", *addresses, *NOT_PERSONAL}
    missing = []
    for name, table in all_rows.METADATA.tables.items():
        for column in table.c:
            where = f"{name}.{column.name}"
            if leads_to(name, column.name) in ("person", "account") and where not in of:
                missing.append(WHAT_TO_DO.format(where, "leads to a person"))
            elif LIKE_AN_ADDRESS.search(column.name) and where not in said:
                missing.append(WHAT_TO_DO.format(where, "is named like an address"))
    assert "".join(missing) == ""


def test_what_is_named_is_there():
    for part in PERSON_TABLES:
        columns = {*part.of, *part.addresses, *part.without, *part.emptied, *part.texts}
        assert columns <= {*all_rows.METADATA.tables[part.table].c.keys()}, part.table
