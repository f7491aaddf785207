"""Hides that the shared journal is asked before its answer is needed."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Final

_TICK: Final = 0.2  # seconds, after which Ctrl-C is noticed on Windows


class Ahead:
    """What a branch of the shared journal has, on its way before it is needed."""

    def __init__(self, ref: str, fetch: Callable[[Event], str | None]) -> None:
        """Begin; `fetch` ends soon after the event that it is given.

        Raises:
            RuntimeError: the system has no room for another thread.
        """
        self.ref = ref
        self._fetch = fetch
        self._given_up, self._over = Event(), Event()
        self._tip: str | None = None
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._tip = self._fetch(self._given_up)
        except BaseException as error:  # noqa: BLE001  # raised where it is waited for
            self._error = error
        finally:
            self._over.set()

    def answer(self) -> str | None:
        """Answer what was found when it is, or raise what went wrong.

        Ctrl-C meanwhile ends it.
        """
        try:
            self._wait()
        except BaseException:
            self.end()
            raise
        if self._error is not None:
            raise self._error
        return self._tip

    def end(self) -> None:
        """Give it up; what git had begun to write is gone when this returns."""
        self._given_up.set()
        self._wait()

    def _wait(self) -> None:
        # A join that Ctrl-C interrupts takes the thread for over, though it is not.
        while not self._over.wait(_TICK):
            pass
        self._thread.join()
