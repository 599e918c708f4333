"""Writes a whole installation into one file and restores it.

After a restore all mail is held until a person releases it. Revisions are raised so that no calendar goes back in time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel

from scheduler import __version__
from scheduler.archive import store
from scheduler.db import dump, schema
from scheduler.db.session import Database, Session, migrating, reading, writing
from scheduler.errors import N_, ConfigError, Conflict, UserError, WorkerActive
from scheduler.history import store as history
from scheduler.history.rows import OPERATOR
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold
from scheduler.notices import load_situation, plan
from scheduler.notices import store as notices
from scheduler.notices.issue import issue_row
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import PlannedNotice, Situation
from scheduler.notices.store import Owner, Ref
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
RAISE_BY = 100
"""How far a restored copy's revisions are raised: more changes than that were hardly made since."""
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


class TableSize(BaseModel):
    rows: int


class Manifest(BaseModel):
    """What a backup says of itself. `kallelse` is the format.

    `files` are the papers it holds, by digest, and `missing` those that were not in the folder when it was made.
    """

    kallelse: int = FORMAT
    version: str
    revision: str
    made_at: datetime
    url: str
    secret_mark: str
    tables: dict[str, TableSize]
    files: list[str] = []
    missing: list[str] = []

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


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
    try:
        with tempfile.NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.name}.", delete=False
        ) as raw:
            part = Path(raw.name)
            try:
                with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                    made = _write(
                        database, archive, folder, revision, url=url, secret=secret, now=now
                    )
                raw.flush()
                os.fsync(raw.fileno())
                part.rename(file)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from error
    if revision == schema.HEAD:
        with writing(database, now) as session:
            history.record(session, BACKED_UP, by=OPERATOR, now=now, after={"rows": made.rows})
    return made


def _write(
    database: Database,
    archive: zipfile.ZipFile,
    folder: FileFolder,
    revision: str,
    *,
    url: str,
    secret: bytes | None,
    now: datetime,
) -> Manifest:
    tables: dict[str, TableSize] = {}
    digests: set[str] = set()
    with reading(database, snapshot=True) as session:
        for table in dump.reflect_tables(session):
            if table.name in LEFT_OUT:
                continue
            count = 0
            with archive.open(_member(table.name), "w", force_zip64=True) as lines:
                for row in dump.table_rows(session, table):
                    lines.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                    count += 1
                    if table.name == "paper":
                        digests.add(str(row["sha256"]))
            tables[table.name] = TableSize(rows=count)
        mark = mark_of(session, secret)
    missing = folder.missing(digests)
    for name in sorted(digests - missing):
        archive.write(folder.find(name), _FILES + name)
    manifest = Manifest(
        version=__version__,
        revision=revision,
        made_at=now,
        url=url,
        secret_mark=mark,
        tables=tables,
        files=sorted(digests - missing),
        missing=sorted(missing),
    )
    archive.writestr(_MANIFEST, manifest.model_dump_json(indent=2) + "\n")
    return manifest


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
    with migrating(database, now) as session, zipfile.ZipFile(file) as archive:
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
        _raise_revisions(session, now)
        words = f"restored from {file.name}, made {manifest.made_at.isoformat(timespec='minutes')}"
        relays.hold(session, Hold.RESTORE, words=words, now=now)
        history.record(session, "database restored", by=OPERATOR, now=now, after={"from": words})
    _restore_files(file, manifest, folder)
    return manifest


def _restore_files(file: Path, manifest: Manifest, folder: FileFolder) -> None:
    """By what they hold: a file that is not what its name says is as good as missing."""
    with zipfile.ZipFile(file) as archive:
        for name in folder.missing(manifest.files) & {
            member.removeprefix(_FILES) for member in archive.namelist()
        }:
            with archive.open(_FILES + name) as octets:
                folder.keep(octets)


def _raise_revisions(session: Session, now: datetime) -> None:
    """A raised revision alone makes no letter due: a change that nobody waited for is counted as told."""
    before = {}
    for key in store.coming_meeting_ids(session, now=now):
        s = load_situation.load_situation(session, Ref(Owner.MEETING, key))
        assert s.meeting
        waits = _unsent_change(s)
        before[key] = waits.occasion if waits else f"r{s.meeting.sequence}", waits is not None
    store.raise_revisions(session, RAISE_BY, now=now)
    for key, (occasion, was_waited_for) in before.items():
        s = load_situation.load_situation(session, Ref(Owner.MEETING, key))
        assert s.meeting
        for row in store.overrides_and_texts(session, key, Kind.CHANGE, occasion):
            row.occasion = f"r{s.meeting.sequence}"
            row.key = s.key(Kind.CHANGE, row.occasion)
        session.flush()
        change = _unsent_change(s)
        if change and not was_waited_for:
            notices.put_issue(session, issue_row(s, change.kind, change.occasion, now))


def _unsent_change(s: Situation) -> PlannedNotice | None:
    return next(
        (n for n in plan.planned_notices(s) if n.kind is Kind.CHANGE and n.issue is None), None
    )


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"
