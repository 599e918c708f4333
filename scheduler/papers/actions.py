"""Actions: a file becomes a paper of a meeting or of an item, and is taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from scheduler.db.session import Session
from scheduler.errors import N_, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting
from scheduler.papers import store
from scheduler.papers.file_kinds import check_file, clean_name
from scheduler.papers.folder import FileFolder
from scheduler.papers.rows import Paper

MOST_PAPERS = 60
"""Of one meeting."""
_MANY = N_("At most %(n)s files can be added.")


class KeptFile(NamedTuple):
    """A file that has been found right and lies in the folder."""

    name: str
    media_type: str
    size: int
    sha256: str


def keep_files(
    files: Sequence[tuple[str, BinaryIO]], folder: FileFolder, *, max_mb: int, most: int
) -> list[KeptFile]:
    """Checks all of them, then keeps them, before any transaction: it is slow. Raises: InvalidInput (`files`)."""
    if len(files) > most:
        raise invalid("files", _MANY, n=most)
    checked = []
    for raw, file in files:
        name, size = clean_name(raw), file.seek(0, 2)
        checked.append((name, check_file(name, file, size=size, max_mb=max_mb), size, file))
    return [KeptFile(name, kind, size, folder.keep(file)) for name, kind, size, file in checked]


def add_papers(
    session: Session,
    meeting: Meeting,
    files: Sequence[KeptFile],
    *,
    item_id: int | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """They hang on the item, or on the meeting where no item is named."""
    for file in files:
        paper = Paper(
            meeting_id=None if item_id else meeting.id,
            item_id=item_id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            added_at=now,
        )
        store.add_paper(session, paper)
        _record(session, meeting, "added", file.name, by=by, now=now)


def remove_paper(
    session: Session, meeting: Meeting, paper: Paper, *, by: Actor, now: datetime
) -> None:
    """The file itself goes within two days, if no other paper is the same."""
    store.delete_paper(session, paper)
    _record(session, meeting, "removed", paper.name, by=by, now=now)


def _record(
    session: Session, meeting: Meeting, what: str, name: str, *, by: Actor, now: datetime
) -> None:
    subject, of = f"meeting {meeting.number} paper {what}", meeting.council_id
    history.record(session, subject, by=by, now=now, council_id=of, after={"paper": name})
