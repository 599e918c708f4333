"""What the form for people to add holds: a text or a file to read, or rows that were read before and are mended."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from scheduler import files
from scheduler.councils import cells, pasted_people
from scheduler.councils.members_file import Row
from scheduler.councils.rows import MemberRole

FIELDS = (
    "name",
    "email",
    "role",
    "organisation",
    "seat",
    "deputy_for",
    "phone",
    "language",
    "since",
    "until",
    "note",
)
"""What can be mended, by its name in the form: `name-3` is the name of the third row."""


@dataclass(frozen=True, slots=True)
class Given:
    """`text` is the list as it was given, and `typed` what stood in the field when a file was chosen instead."""

    text: str = ""
    typed: str = ""
    is_file: bool = False


def kept() -> Given:
    """What stands in the form, for a page that only gives it back."""
    return Given(_field("text"), _field("typed"))


def given() -> Given:
    """The text of the form, or of its file, which takes a while to read. Raises: InvalidInput (`file`)."""
    now, file = kept(), request.files.get("file")
    octets = file.read() if file else b""
    if not octets:
        return now
    text = _begun(files.read_text(octets))
    typed = now.text if now.text.strip() and now.text != text else now.typed
    return Given(text, typed, is_file=True)


def rows() -> list[Row]:
    """The rows that were shown, with what was written in their fields, and without those to leave out."""
    left_out = set(request.form.getlist("out"))
    shown = enumerate(pasted_people.kept_rows(request.form.get("rows", "")), start=1)
    return [_mended(number, row) for number, row in shown if str(number) not in left_out]


def _mended(number: int, row: Row) -> Row:
    given = {name: request.form.get(f"{name}-{number}") for name in FIELDS}
    new = {name: cell.strip() for name, cell in given.items() if cell is not None}
    if not new:
        return row
    # Nothing was chosen, or what the field shows of a row without a role: the row is as it was shown.
    if not new.get("role", "-") or (new.get("role") == MemberRole.MEMBER and not row.get("role")):
        del new["role"]
    is_written = any(new.values())
    return {k: v for k, v in {**row, **new}.items() if v and (k in FIELDS or not is_written)}


def _field(name: str) -> str:
    return _begun("\n".join(cells.lines(request.form.get(name, ""))))


def _begun(text: str) -> str:
    """Without blank lines first, which a textarea would swallow."""
    return text.lstrip("\r\n")
