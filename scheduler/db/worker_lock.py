"""The lock beside an SQLite file by which one worker at a time is active."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from scheduler.db.session import Database
from scheduler.errors import WorkerActive

_LOOK_SECONDS = 2.0


@contextmanager
def worker_lock(
    database: Database, *, wait: bool, stopped: Callable[[], bool] = lambda: False
) -> Iterator[bool]:
    """On SQLite one worker is active, by a lock on `<database>.worker` that the kernel frees on any death.

    With `wait` a second one waits and takes over within seconds; without, raises: WorkerActive. False where it was
    stopped while waiting. On PostgreSQL any number may run.
    """
    if database.file is None:
        yield True
        return
    with database.file.with_name(database.file.name + ".worker").open("w") as file:
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if not wait:
                raise WorkerActive
            if stopped():
                yield False
                return
            time.sleep(_LOOK_SECONDS)
        yield True
