"""The folder of files: each lies there once, by its SHA-256, outside of the database."""

import hashlib
import os
import tempfile
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO, NamedTuple

from scheduler.errors import N_, NotFound

_BLOCK = 1 << 20
_DAY = 24 * 3600
_LOST = N_("The file is missing here. Whoever runs Kallelse may find it in a backup.")


class FileFolder(NamedTuple):
    path: Path

    def keep(self, file: IO[bytes]) -> str:
        """Writes the file and returns its digest. It is there whole or not at all.

        It is kept before a row names it: one that no row names in the end is removed after a day.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with tempfile.NamedTemporaryFile(dir=self.path, prefix=".part-", delete=False) as part:
            try:
                while block := file.read(_BLOCK):
                    digest.update(block)
                    part.write(block)
                part.flush()
                os.fsync(part.fileno())
                place = self._place(digest.hexdigest())
                place.parent.mkdir(exist_ok=True)
                Path(part.name).rename(place)
            finally:
                Path(part.name).unlink(missing_ok=True)
        return digest.hexdigest()

    def find(self, digest: str) -> Path:
        """Raises: NotFound where the file is missing."""
        place = self._place(digest)
        if not place.is_file():
            raise NotFound(_LOST)
        return place

    def missing(self, digests: Iterable[str]) -> set[str]:
        return {digest for digest in digests if not self._place(digest).is_file()}

    def remove_unused(self, used: Collection[str]) -> int:
        """Removes files that no row names, and parts of files, a day after they were written. How many there were."""
        before, count = time.time() - _DAY, 0
        for file in [*self.path.glob("??/*"), *self.path.glob(".part-*")]:
            if file.name not in used and file.stat().st_mtime < before:
                file.unlink(missing_ok=True)
                count += 1
        return count

    def _place(self, digest: str) -> Path:
        return self.path / digest[:2] / digest
