"""Exports one council as a JSON file, and imports it elsewhere with the same feed and the same coming mail.

What is in the file is told in docs/council-file.md.
"""

import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scheduler import __version__
from scheduler.archive import check_council_file, store
from scheduler.archive.council_tables import COUNCIL_TABLES
from scheduler.clock import FIVE_MINUTES
from scheduler.councils import store as councils
from scheduler.councils.account_rows import Account
from scheduler.councils.cells import flat
from scheduler.councils.rows import Council, Person
from scheduler.db import schema, table_rows
from scheduler.db.session import Session
from scheduler.db.table_rows import Row
from scheduler.errors import N_, Conflict, UserError
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.mail.rows import LIVE, State
from scheduler.papers.folder import FileFolder

Ids = dict[str, dict[int, int]]
"""Of each table the new id of each id in the file."""
FORMAT = 1
_ALIASES = {"reply_to": "person", "by": "person"}
_NOT_SENT = "not sent when the council was exported"
_NOT_OURS = N_("This is not the file of a council of Kallelse: %(why)s")
_NEWER = N_(
    "The file was made by version %(version)s of Kallelse, which is newer than this program."
)
_TAKEN = N_("There is already a council called “%(slug)s” here.")
_DOUBLE = N_("Something in the file is here already (%(table)s). Nothing was changed.")
_MEMBER = re.compile(r"(?<=m)\d+(?=@|$)")
"""The member in an occasion, as `m12@…`."""


def export_council(
    session: Session, council: Council, folder: FileFolder, *, url: str, now: datetime
) -> bytes:
    """The council and all that goes with it, as JSON; readable text, the same for the same rows but for `made_at`.

    A paper whose file is missing in the folder goes without it.
    """
    tables = _without_unsent(_rows_of_council(session, council))
    digests = {row["sha256"] for row in tables["paper"]}
    files = sorted(digests - folder.missing(digests))
    shown = {
        "kallelse": "council",
        "format": FORMAT,
        "version": __version__,
        "schema": schema.HEAD,
        "made_at": now.isoformat(),
        "url": url,
        "council": council.slug,
        "tables": tables,
        "files": {name: b64encode(folder.find(name).read_bytes()).decode() for name in files},
    }
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()


def _rows_of_council(session: Session, council: Council) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for part in COUNCIL_TABLES:
        if part.table == "council" or part.of:
            wanted = table_rows.ids_above(part.table, part.of, found) or {"id": [council.id]}
            found[part.table] = table_rows.rows_where(session, part.table, wanted, part.without)
    for part in reversed(COUNCIL_TABLES):  # an account points to a person
        if part.table not in found:
            wanted = {"id": sorted(_pointed_to(found, part.table))}
            found[part.table] = table_rows.rows_where(session, part.table, wanted, part.without)
    return {part.table: found[part.table] for part in COUNCIL_TABLES}


def _pointed_to(found: Mapping[str, list[Row]], table: str) -> set[int]:
    return {
        row[column]
        for name, rows in found.items()
        for row in rows
        for column in row
        if row[column] is not None and table_rows.leads_to(name, column) == table
    }


def _without_unsent(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """An order of which no letter has left is made anew there; a letter that stayed of another is for a person."""
    states: dict[int, set[str]] = {}
    for row in tables["outbox_message"]:
        is_unsent = row["state"] in (State.QUEUED, State.CLAIMED) and not row["ambiguous"]
        states.setdefault(row["issue_id"], set()).add("unsent" if is_unsent else "sent")
    anew = {issue for issue, of in states.items() if of == {"unsent"}}
    tables["notice_issue"] = [row for row in tables["notice_issue"] if row["id"] not in anew]
    tables["outbox_message"] = [
        _ended(row) for row in tables["outbox_message"] if row["issue_id"] not in anew
    ]
    return tables


def _ended(row: Row) -> Row:
    if row["state"] not in LIVE:
        return row
    may_be_there = row["state"] == State.INTENT or row["ambiguous"]
    state = State.UNCERTAIN if may_be_there else State.FAILED
    return row | {"state": str(state), "reason": _NOT_SENT}


class CouncilFile(BaseModel):
    """The file as it is written. `url` is where it was made; `files` are its papers, in base64 by their digest."""

    model_config = ConfigDict(strict=True)

    kallelse: Literal["council"]
    format: int
    version: str
    revision: str = Field(alias="schema")
    url: str
    council: str
    tables: dict[str, list[Row]]
    files: dict[str, str] = {}

    def keep_files(self, folder: FileFolder) -> None:
        """Those of its papers, by what they hold, before the rows that name them are there."""
        for text in self.files.values():
            folder.keep(BytesIO(b64decode(text)))

    @property
    def accounts(self) -> list[tuple[str, str]]:
        """Name and address of everybody who would keep the council."""
        people = {row["id"]: (row["name"], row["email"]) for row in self.tables["person"]}
        return [people[row["person_id"]] for row in self.tables["account"]]

    def without_accounts(self) -> Self:
        """The same without them, and without the people who are in the file as their holders only."""
        left = {name: rows for name, rows in self.tables.items() if not name.startswith("account")}
        tables: dict[str, list[Row]] = {**left, "account": [], "account_council": []}
        named = _pointed_to(tables, "person")
        tables["person"] = [row for row in tables["person"] if row["id"] in named]
        return self.model_copy(update={"tables": tables})


def read_council_file(octets: bytes) -> CouncilFile:
    """Raises: UserError where the file is none of ours, or newer; InvalidInput with the first value that is wrong."""
    try:
        file = CouncilFile.model_validate(json.loads(octets))
        if file.format > FORMAT or file.revision > schema.HEAD:
            raise UserError(_NEWER, version=flat(file.version)[:40])
        _check_names(file.tables)
        check_council_file.check_tables(file.tables)
        _check_files(file)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise UserError(_NOT_OURS, why=flat(where)[:80] or "kallelse") from error
    except (ValueError, RecursionError) as error:
        raise UserError(_NOT_OURS, why=flat(str(error))[:80]) from error
    if [row["slug"] for row in file.tables["council"]] != [file.council]:
        raise UserError(_NOT_OURS, why="council")
    return file


def _check_files(file: CouncilFile) -> None:
    """Raises: ValueError where one is needed by no paper, or is not what its name says."""
    needed = {row["sha256"] for row in file.tables["paper"]}
    for name, text in file.files.items():
        if name not in needed or sha256(b64decode(text, validate=True)).hexdigest() != name:
            raise ValueError("files")


def _check_names(tables: dict[str, list[Row]]) -> None:
    """Only tables and columns that an export writes; one without rows may be missing. Raises: ValueError, naming it."""
    for name in tables.keys() - {part.table for part in COUNCIL_TABLES}:
        raise ValueError(name)
    for part in COUNCIL_TABLES:
        known = {*table_rows.table(part.table).c.keys()} - {*part.without}
        for strange in {key for row in tables.setdefault(part.table, []) for key in row} - known:
            raise ValueError(f"{part.table}, {strange}")
    if len(tables["council"]) != 1:
        raise ValueError("council")


def import_council(session: Session, file: CouncilFile, *, by: Actor, now: datetime) -> Council:
    """Adds the council of the file, with new keys of its rows. People are one with those who have their address here.

    Raises: Conflict where the short name is taken.
    """
    if any(one.slug == file.council for one in councils.councils(session)):
        raise Conflict(_TAKEN, slug=file.council)
    ids: Ids = {part.table: {} for part in COUNCIL_TABLES}
    for part in COUNCIL_TABLES:
        for row in file.tables[part.table]:
            table, old = part.table, row.get("id")
            here = _id_here(session, table, row, ids)
            if here is None:
                values = _values_here(table, row, ids, now)
                here = store.insert(session, table, values, Conflict(_DOUBLE, table=table))
            if old is not None and here is not None:
                ids[table][old] = here
    council = councils.council(session, file.council)
    store.announce_council(session, council.id)
    after = {"from": flat(file.url)}
    history.record(session, "council imported", by=by, now=now, council_id=council.id, after=after)
    return council


def _id_here(session: Session, table: str, row: Row, ids: Ids) -> int | None:
    """The id of a person or account that this installation knows already."""
    known: Person | Account | None = None
    if table == "person":
        known = councils.person_by_email(session, row["email"])
    elif table == "account":
        known = councils.account_of(session, ids["person"][row["person_id"]])
    return known.id if known else None


def _values_here(table: str, row: Row, ids: Ids, now: datetime) -> Row:
    """The row as it stands here: other keys, and the same said of them in texts and JSON."""
    values = {}
    for column in row.keys() - {"id"}:
        owner = table_rows.leads_to(table, column)
        value = row[column]
        values[column] = ids[owner][value] if owner and value is not None else value
    if table == "person":
        # Old links, signed with the same secret, must not open the page of whoever has that number here.
        values |= {key: 1 + secrets.randbelow(2**30) for key in ("link_version", "feed_version")}
    elif table == "notice_issue":
        values["facts"] = {
            str(ids["meeting"][int(key)]) if key.isdecimal() else key: facts
            for key, facts in row["facts"].items()
        }
    elif table == "change":
        values |= {key: _renumbered(row.get(key), ids) for key in ("before", "after")}
        # What was done there is not taken back here.
        done_at = min(datetime.fromisoformat(row["at"]), now - FIVE_MINUTES)
        values["at"] = done_at.isoformat()
    if "occasion" in values:
        members = ids["member"]
        occasion = _MEMBER.sub(lambda m: str(members.get(int(m[0]), m[0])), row["occasion"])
        values |= {"occasion": occasion, "key": row["key"].removesuffix(row["occasion"]) + occasion}
    return values


def _renumbered(values: Any, ids: Ids) -> Any:
    """What a line of history says by number is said by the number here: `person`, `reply_to_id`, `member` and so on."""
    if isinstance(values, list):
        return [_renumbered(value, ids) for value in values]
    if not isinstance(values, dict):
        return values
    here = {}
    for key, value in values.items():
        name = key.removesuffix("_id")
        numbers = ids.get(_ALIASES.get(name, name), {})
        here[key] = numbers.get(value, value) if isinstance(value, int) else _renumbered(value, ids)
    return here
