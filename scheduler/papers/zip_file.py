"""All papers of a meeting as one ZIP."""

import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import BinaryIO, cast

from scheduler.papers.folder import FileFolder
from scheduler.papers.rows import Paper

_IN_MEMORY = 2_000_000


def zip_papers(papers: Iterable[tuple[str, Paper]], folder: FileFolder) -> BinaryIO:
    """Each under its folder name, numbered where a name comes twice; a file that is missing is left out.

    The archive lies on disk, and is removed when it is closed.
    """
    seen: dict[str, int] = {}
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))
        archive = stack.enter_context(zipfile.ZipFile(file, "w", zipfile.ZIP_STORED))
        for under, paper in papers:
            if folder.missing([paper.sha256]):
                continue
            path = f"{under}/{paper.name}" if under else paper.name
            seen[path] = seen.get(path, 0) + 1
            if seen[path] > 1:
                stem, _, ending = path.rpartition(".")
                path = f"{stem} ({seen[path]}).{ending}"
            archive.write(folder.find(paper.sha256), path)
        archive.close()
        stack.pop_all()
    file.seek(0)
    return cast(BinaryIO, file)
