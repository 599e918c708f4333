"""Work that stands still at each of its named points until it is told to go on, so that others may act between."""

from collections.abc import Callable
from threading import Semaphore, Thread

from scheduler.mail.send import At


class Killed(BaseException):
    """The process is gone: no handler of ours runs."""


class Stepper:
    """One piece of a worker's work, in a thread that runs only while `go_on` waits for it.

    `point` is where it stands, empty when it has ended. No transaction is open at any point.
    """

    def __init__(self, work: Callable[[At], object]):
        self.point = "start"
        self._work = work
        self._is_killed = False
        self._error: BaseException | None = None
        self._may_go, self._stands = Semaphore(0), Semaphore(0)
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def go_on(self) -> None:
        """To its next point, or to its end. Raises what its work raised."""
        self._may_go.release()
        self._stands.acquire()
        if self._error:
            error, self._error = self._error, None
            raise error

    def kill(self) -> None:
        """It ends where it stands."""
        if self.point:
            self._is_killed = True
            self.go_on()

    def _run(self) -> None:
        self._may_go.acquire()
        try:
            if not self._is_killed:
                self._work(self._stand)
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001  raised again where it is waited for
            self._error = error
        self.point = ""
        self._stands.release()

    def _stand(self, point: str) -> None:
        self.point = point
        self._stands.release()
        self._may_go.acquire()
        if self._is_killed:
            raise Killed
