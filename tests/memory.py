"""What one test has made of a SQLite database is not made again by the next: the same steps from the same octets."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from scheduler.db.session import Database

T = TypeVar("T")
_MADE: dict[tuple[str, Hashable], tuple[Path, dict[str, bytes], object]] = {}
_KEPT = tempfile.TemporaryDirectory(prefix="kallelse-made-")


def remembered(database: Database, mail: Path | None, step: Hashable, do: Callable[[], T]) -> T:
    """What `do` gives, and the database and the captured letters as it leaves them. On PostgreSQL it is always done.

    Random values (secrets, UIDs, Message-IDs) are those of the first time.
    """
    if database.file is None:
        return do()
    key = (hashlib.sha256(_octets(database.file)).hexdigest(), step)
    if key in _MADE:
        made, letters, result = _MADE[key]
        _copy(made, database.file)
        if mail and letters:
            for part in ("tmp", "new", "cur"):
                (mail / part).mkdir(parents=True, exist_ok=True)
            for name, letter in letters.items():
                (mail / name).write_bytes(letter)
        return result  # type: ignore[return-value]
    before = set(_letters(mail))
    result = do()
    new = {name: letter for name, letter in _letters(mail).items() if name not in before}
    made = _copy(database.file, Path(_KEPT.name) / f"{len(_MADE)}.db")
    _MADE[key] = (made, new, result)
    return result


def _octets(file: Path) -> bytes:
    with closing(sqlite3.connect(file)) as connection:
        return connection.serialize()


def _copy(file: Path, to: Path) -> Path:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to


def _letters(mail: Path | None) -> dict[str, bytes]:
    if mail is None or not mail.exists():
        return {}
    return {str(f.relative_to(mail)): f.read_bytes() for f in mail.glob("*/*") if f.is_file()}
