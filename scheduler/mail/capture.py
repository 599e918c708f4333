"""The same door into a Maildir: the letters byte for byte, and none leaves the machine."""

from __future__ import annotations

import os
from pathlib import Path

from scheduler.errors import ConfigError, DeliveryError
from scheduler.mail.door import Envelope, ReplyClass, Stage


class Capture:
    """The dot is a rename. A file is named by its row's id, so that a letter sent again is one letter still."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._written: Path | None = None
        make_folder(folder)

    def begin(self, envelope: Envelope) -> None:
        file = self._folder / "tmp" / name(envelope.row_id)
        try:
            with open(file, "wb", opener=_private) as out:
                out.write(envelope.octets)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise DeliveryError(
                str(error), reply_class=ReplyClass.RELAY, stage=Stage.BODY
            ) from error
        self._written = file

    def dot(self) -> str:
        assert self._written
        file, self._written = self._written, None
        try:
            file.replace(self._folder / "new" / file.name)
            _sync(self._folder / "new")
        except OSError as error:
            raise DeliveryError(
                str(error), reply_class=ReplyClass.AMBIGUOUS, stage=Stage.DOT
            ) from error
        return f"captured as {file.name}"

    def abandon(self) -> None:
        if self._written:
            self._written.unlink(missing_ok=True)
            self._written = None

    def close(self) -> None:
        self.abandon()


def _private(path: str, flags: int) -> int:
    """A letter holds a personal link, which is a person's way in."""
    return os.open(path, flags, 0o600)


def name(row_id: int) -> str:
    return f"{row_id:08}.kallelse"


def make_folder(folder: Path) -> None:
    """The three folders of a Maildir. Raises: ConfigError where they cannot be made."""
    try:
        for part in ("tmp", "new", "cur"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"[mail.folder] cannot make {folder}: {error.strerror}") from error


def captured(folder: Path) -> dict[int, Path]:
    """The letters in the folder by their row's id, oldest first."""
    found = [*(folder / "new").glob("*.kallelse*"), *(folder / "cur").glob("*.kallelse*")]
    return {int(file.name[:8]): file for file in sorted(found, key=lambda file: file.name)}


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
