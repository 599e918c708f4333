"""Writes a whole installation into one file and restores it.

After a restore all mail is held until a person releases it. Revisions are raised so that no calendar goes back in time.
"""

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from pydantic import BaseModel

from scheduler import __version__
from scheduler.archive import store
from scheduler.db import dump, schema
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import N_, ConfigError, Conflict, UserError, WorkerActive
from scheduler.history import store as history
from scheduler.history.rows import OPERATOR
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold
from scheduler.meetings.rows import RESTORE_RAISE
from scheduler.papers.folder import FileFolder

FORMAT = 1
LEFT_OUT = {
    "worker": "which processes run is no data",
    "account_session": "whoever was signed in signs in again; one that was ended must not come to life",
    "one_time_link": "a link that was spent must not work again",
    "sign_in_failure": "counts of the last quarter of an hour",
}
"""Tables whose rows no backup holds, with the reason."""
BACKED_UP = "database backed up"
"""What history calls it, so that the status page can say when it was done last."""
_LIVES = timedelta(seconds=60)
_MANIFEST, _FILES = "manifest.json", "files/"

_THERE = N_("%(file)s is there already. Choose another name.")
_NO_DATABASE = N_("The database is empty: there is nothing to back up.")
_NOT_OURS = N_("%(file)s is not a backup of Kallelse, or it is cut short: %(why)s")
_OF_ANOTHER = N_(
    "%(file)s was made by version %(version)s of Kallelse, whose database this program does not know. "
    "Restore it with that version."
)
_NOT_EMPTY = N_(
    "The database is in use: it holds councils or people. "
    "With --replace everything in it is thrown away for what the backup holds."
)
STOP_WORKERS = N_("A worker is running on this database. Stop it first, and the web server too.")


class Manifest(BaseModel):
    """What a backup says of itself. `kallelse` is the format; `tables` has the number of rows of each."""

    kallelse: int = FORMAT
    version: str
    revision: str
    made_at: datetime
    url: str
    secret_mark: str
    tables: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def back_up(
    database: Database,
    file: Path,
    folder: FileFolder,
    *,
    url: str,
    secret: bytes | None,
    now: datetime,
) -> Manifest:
    """Writes the file, readable by its owner alone, whole or not at all; from a database of any version, also in use.

    `secret` is that of [site] secret_file; None: the database's own. Raises: Conflict where the file exists;
    ConfigError where it cannot be written.
    """
    if file.exists():
        raise Conflict(_THERE, file=file)
    revision = schema.revision(database)
    if revision is None:
        raise Conflict(_NO_DATABASE)
    with _written_whole(file) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        with reading(database, snapshot=True) as session:
            mark = mark_of(session, secret)
            tables, digests = _write_tables(session, archive)
        for name in sorted(digests - folder.missing(digests)):
            archive.write(folder.find(name), _FILES + name)
        manifest = Manifest(
            version=__version__,
            revision=revision,
            made_at=now,
            url=url,
            secret_mark=mark,
            tables=tables,
        )
        archive.writestr(_MANIFEST, manifest.model_dump_json(indent=2) + "\n")
    if revision == schema.HEAD:
        with writing(database, now) as session:
            history.record(session, BACKED_UP, by=OPERATOR, now=now, after={"rows": manifest.rows})
    return manifest


@contextmanager
def _written_whole(file: Path) -> Iterator[IO[bytes]]:
    """What is written takes the file's place at the end. Raises: ConfigError where the disk refuses."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".part-", delete=False) as part:
            try:
                yield part
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).rename(file)
            finally:
                Path(part.name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from error


def _write_tables(session: Session, archive: zipfile.ZipFile) -> tuple[dict[str, int], set[str]]:
    """Gives how many rows each table has, and the digests of all papers."""
    counts: dict[str, int] = {}
    digests: set[str] = set()
    for table in dump.reflect_tables(session):
        if table.name in LEFT_OUT:
            continue
        counts[table.name] = 0
        with archive.open(_member(table.name), "w", force_zip64=True) as lines:
            for row in dump.table_rows(session, table):
                lines.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                counts[table.name] += 1
                if table.name == "paper":
                    digests.add(str(row["sha256"]))
    return counts, digests


def mark_of(session: Session, secret: bytes | None) -> str:
    """Tells two secrets of links apart without giving either away; None: the database's own."""
    return hashlib.sha256(b"kallelse:" + (secret or store.link_secret(session))).hexdigest()[:16]


def read_manifest(file: Path) -> Manifest:
    """The manifest, once every table has been found whole. Raises: UserError where the file is no backup of ours."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = Manifest.model_validate_json(archive.read(_MANIFEST))
            if damaged := archive.testzip():
                raise ValueError(damaged)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise UserError(_NOT_OURS, file=file, why=why) from error
    if manifest.kallelse != FORMAT or not schema.is_known(manifest.revision):
        raise UserError(_OF_ANOTHER, file=file, version=manifest.version)
    return manifest


def restore(
    database: Database, file: Path, folder: FileFolder, *, replace: bool, now: datetime
) -> Manifest:
    """Loads the copy in one transaction, raises every revision and holds all mail until a person says otherwise.

    The copy may come from the other kind of database, or from an older version of the program. `now` is the machine's.
    Raises: Conflict where the database is in use and not to be replaced; WorkerActive where a worker lives; UserError
    where the file is not whole.
    """
    manifest = read_manifest(file)
    with writing(database, now) as session, zipfile.ZipFile(file) as archive:
        schema.take_turn(session)
        beat = store.newest_beat(session)
        if beat is not None and now - beat < _LIVES:
            raise WorkerActive(STOP_WORKERS)
        if not replace and not dump.is_unused(session):
            raise Conflict(_NOT_EMPTY)
        dump.drop_tables(session)
        schema.make_tables(session, manifest.revision)
        for table in dump.reflect_tables(session):
            if table.name in manifest.tables:
                with archive.open(_member(table.name)) as lines:
                    dump.insert_rows(session, table, (json.loads(line) for line in lines))
        schema.migrate(session)
        store.raise_revisions(session, RESTORE_RAISE, now=now)
        words = f"restored from {file.name}, made {manifest.made_at.isoformat(timespec='minutes')}"
        relays.hold(session, Hold.RESTORE, words=words, now=now)
        history.record(session, "database restored", by=OPERATOR, now=now, after={"from": words})
        names = {n.removeprefix(_FILES) for n in archive.namelist() if n.startswith(_FILES)}
        for name in folder.missing(names):
            with archive.open(_FILES + name) as octets:
                # By what it holds: one that is not what its name says stays missing.
                folder.keep(octets)
    return manifest


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"
