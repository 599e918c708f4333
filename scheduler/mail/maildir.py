"""Captured mail: the Maildir that letters are written to byte for byte in place of being sent, and read from."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from typing import NamedTuple

from scheduler.errors import N_, ConfigError, DeliveryError, NotFound
from scheduler.mail import message
from scheduler.mail.transport import Envelope, ReplyClass, Stage

_NO_LETTER = N_("There is no mail %(id)s in the mailbox.")


class CaptureTransport:
    """The dot is a rename. A file is named by its row's id, so that a letter sent again is one letter still."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._written: Path | None = None
        make_folder(folder)

    def begin(self, envelope: Envelope) -> None:
        file = self._folder / "tmp" / file_name(envelope.row_id)
        with _refusing(ReplyClass.RELAY, Stage.BODY), open(file, "wb", opener=_private) as out:
            out.write(envelope.octets)
            out.flush()
            os.fsync(out.fileno())
        self._written = file

    def dot(self) -> str:
        assert self._written
        file, self._written = self._written, None
        with _refusing(ReplyClass.AMBIGUOUS, Stage.DOT):
            file.replace(self._folder / "new" / file.name)
            _sync(self._folder / "new")
        return f"captured as {file.name}"

    def abandon(self) -> None:
        if self._written:
            self._written.unlink(missing_ok=True)
            self._written = None

    close = abandon


@contextmanager
def _refusing(reply_class: ReplyClass, stage: Stage) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DeliveryError(str(error), reply_class=reply_class, stage=stage) from error


def _private(path: str, flags: int) -> int:
    """A letter holds a personal link, which is a person's way in."""
    return os.open(path, flags, 0o600)


def file_name(row_id: int) -> str:
    return f"{row_id:08}.kallelse"


def make_folder(folder: Path) -> None:
    """The three folders of a Maildir. Raises: ConfigError where they cannot be made."""
    try:
        for part in ("tmp", "new", "cur"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"[mail.folder] cannot make {folder}: {error.strerror}") from error


def letter_files(folder: Path) -> dict[int, Path]:
    """The letters in the folder by their row's id, oldest first."""
    files = [*(folder / "new").glob("*.kallelse*"), *(folder / "cur").glob("*.kallelse*")]
    return {int(file.name[:8]): file for file in sorted(files, key=lambda file: file.name)}


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Captured(NamedTuple):
    """One letter in the mailbox. `sent_at` is its Date, aware. Parts it does not have are empty."""

    id: int
    sent_at: datetime
    from_name: str
    to_name: str
    to_address: str
    subject: str
    key: str
    text: str
    html: str
    calendar: str
    source: str

    @property
    def kind(self) -> str:
        """The notice's kind, from its key `granasbra/m12/kallelse/@…`, or `sign_in/7` of what a person asked for."""
        parts = self.key.split("/")
        return parts[2] if len(parts) >= 4 else parts[0]

    @property
    def mailing(self) -> str:
        """What it shares with all of its kind about the same meeting or year: `granasbra/m12/kallelse`."""
        return "/".join(self.key.split("/")[:3])


def letters(folder: Path) -> list[Captured]:
    """Every captured letter, oldest first."""
    return [_read(row_id, file) for row_id, file in letter_files(folder).items()]


def letter(folder: Path, row_id: int) -> Captured:
    """Raises: NotFound."""
    file = letter_files(folder).get(row_id)
    if file is None:
        raise NotFound(_NO_LETTER, id=row_id)
    return _read(row_id, file)


def _read(row_id: int, file: Path) -> Captured:
    octets = file.read_bytes()
    mail = message.parse(octets)
    to_name, to_address = parseaddr(str(mail["To"]))
    return Captured(
        id=row_id,
        sent_at=mail["Date"].datetime,
        from_name=parseaddr(str(mail["From"]))[0],
        to_name=to_name,
        to_address=to_address,
        subject=str(mail["Subject"]),
        key=str(mail["X-Kallelse-Key"] or ""),
        text=message.part_text(mail, "text/plain"),
        html=message.part_text(mail, "text/html"),
        calendar=message.part_text(mail, "text/calendar"),
        source=octets.decode("utf-8", "replace"),
    )
