"""Looks into files in a process of its own, which a hostile file may bring down.

Photos and documents come from anywhere, and the libraries that read them were written
for honest ones: a file may make them swell or never end. There they may; here it is one
sentence.
"""

import contextlib
import json
import sys
import threading
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Self

from plcjournal import beside
from plcjournal.metadata.inside import CannotLook, Fact, Inside, Kind
from plcjournal.metadata.markup import shown_text
from plcjournal.metadata.sniffing import Sort, sort_of, text_of

if TYPE_CHECKING:
    import subprocess

LARGEST = 50 * 1024 * 1024
_SECONDS = 20.0
_MEMORY = 2 << 30
_READABLE = {Sort.PHOTO, Sort.PDF, Sort.ZIP}
_WHY = {
    Sort.OLD_OFFICE: "it is in an old form of Word, Excel or PowerPoint",
    Sort.OTHER: "plc does not know this kind of file",
}


class Looker:
    """Looks into one file after the other; what it started ends with it."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def look(self, data: bytes) -> Inside:
        """Answer what a file says of people; its `problem` says why it could not."""
        if len(data) > LARGEST:
            return Inside(problem="it is too large to look into")
        sort = sort_of(data)
        if sort is Sort.TEXT:
            return Inside(text=shown_text(text_of(data) or ""))
        if sort not in _READABLE:
            return Inside(problem=_WHY[sort])
        answer = self._ask(data)
        if not answer:
            self._end()
            return Inside(problem="it could not be read in time")
        told = json.loads(answer)
        facts = tuple(
            Fact(Kind(one["kind"]), one["label"], one["value"]) for one in told["facts"]
        )
        return Inside(facts, told["text"], told["problem"])

    def _ask(self, data: bytes) -> bytes:
        process = self._process or beside.started(__name__)
        self._process = process
        limit = threading.Timer(self._seconds, process.kill)
        limit.start()
        try:
            if process.stdin is None or process.stdout is None:
                return b""
            process.stdin.write(len(data).to_bytes(8) + data)
            process.stdin.flush()
            answer = process.stdout.readline()
            return answer if answer.endswith(b"\n") else b""
        except OSError:
            return b""
        finally:
            limit.cancel()

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        with contextlib.suppress(OSError):
            self._process.__exit__(None, None, None)
        self._process = None


def examined(data: bytes) -> Inside:
    """Look into a file in this process, which it may bring down."""
    from plcjournal.metadata import office, pdfs, photos  # noqa: PLC0415 - its process

    try:
        match sort_of(data):
            case Sort.PHOTO:
                return Inside(photos.facts_of(data))
            case Sort.PDF:
                return pdfs.inside(data)
            case _:
                return office.inside(data)
    except CannotLook as error:
        return Inside(problem=str(error))
    except (MemoryError, RecursionError):
        return Inside(problem="it swells to far more than its size")


def serve() -> None:
    """Answer one line for each file on standard input, until there are no more."""
    _limit()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(8):
        found = examined(asked.read(int.from_bytes(head)))
        answers.write(json.dumps(asdict(found)).encode() + b"\n")
        answers.flush()


def _limit() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    serve()
