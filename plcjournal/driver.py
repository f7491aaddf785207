"""Hides how git is answered when it asks plc to put two versions of a record together.

Git takes silence for an answer: a program that fails without writing leaves our
version in the file and hides theirs. So whatever happens here, the file ends with
both, field by field, or line by line with git's own marks.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.merging.merge import Decision
    from plcjournal.merging import Joined

NAME = "plcjournal field-level merge"
DRIVER = (
    # The second question costs little and notices a plc that is there but cannot run.
    "if command -v plc >/dev/null 2>&1 && plc --version >/dev/null 2>&1;"
    " then plc git-merge %O %A %B --marker-size %L --path %P;"
    " else git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; fi"
)
"""What git is told to run: without plc, lines and marks as if it had never been."""

_MARKER_SIZE = 7
_SECONDS = 20.0
_MERGED, _FOR_A_PERSON = 0, 1
_USAGE = (
    "This command is for git to call. To let git put records together field by"
    " field, type: plc doctor --git-merge on"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Three versions of a file as git lays them out, and the path it has."""

    base: Path
    ours: Path
    theirs: Path
    path: str
    marker_size: int


def git_merge(words: Sequence[str]) -> int:
    """Leave in the second file what both versions say; answer 0, or 1 for a person.

    Nothing gets past here: git would take it for an answer.
    """
    asked = _asked(words)
    if asked is None:
        _say(_USAGE)
        return _FOR_A_PERSON
    try:
        with _limited():
            joined = _joined(asked)
        if joined is not None:
            asked.ours.write_bytes(joined.data)
            for decision in joined.decisions:
                _say(_told(asked.path, decision))
            return _MERGED
    except BaseException:  # noqa: BLE001, S110  # every way to fail ends in lines
        pass
    return _by_lines(asked)


def _asked(words: Sequence[str]) -> Asked | None:
    """Answer what git asks: three files, and flags that each have a value."""
    files: list[Path] = []
    flags: dict[str, str] = {}
    left = iter(words)
    for word in left:
        if word in {"--marker-size", "--path"}:
            flags[word] = next(left, "")
        else:
            files.append(Path(word))
    if len(files) != 3:
        return None
    told = flags.get("--marker-size", "")
    size = int(told) if told.isdecimal() else _MARKER_SIZE
    base, ours, theirs = files
    return Asked(base, ours, theirs, flags.get("--path", ""), size)


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Give up on what takes too long; git and a person are waiting."""
    if sys.platform == "win32":
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _joined(asked: Asked) -> Joined | None:
    """Answer both versions field by field, None where the file is no record."""
    from plcjournal.merging import join_records

    path = _record(asked.path)
    if path is None:
        return None
    base, ours, theirs = (
        file.read_bytes() for file in (asked.base, asked.ours, asked.theirs)
    )
    # An empty first file is how git says that both sides added it.
    begun = {path: base} if base else {}
    return join_records(begun, {path: ours}, {path: theirs})[path]


def _record(path: str) -> str | None:
    """Answer the path as the journal has it, which may lie in a bigger repository."""
    from plcjournal.core import layout

    parts = path.split("/")
    inside = ("/".join(parts[number:]) for number in range(len(parts)))
    return next((one for one in inside if layout.spot(one)), None)


def _by_lines(asked: Asked) -> int:
    """Put the versions together as git does where nobody tells it otherwise."""
    try:
        from plcjournal.repository.command import Git

        ended = Git(Path.cwd()).attempt(
            *("merge-file", f"--marker-size={asked.marker_size}"),
            *("-L", "ours", "-L", "base", "-L", "theirs", "--"),
            *(str(file) for file in (asked.ours, asked.base, asked.theirs)),
        )
        if 0 <= ended.code < 128:  # so many places for a person; 255: git could not
            return _FOR_A_PERSON if ended.code else _MERGED
    except BaseException:  # noqa: BLE001, S110  # there is one way left
        pass
    with contextlib.suppress(OSError):
        asked.ours.write_bytes(_one_after_the_other(asked))
    return _FOR_A_PERSON


def _one_after_the_other(asked: Asked) -> bytes:
    """Answer both versions whole, with marks that no reader takes for a record."""
    ours, theirs = (
        data if not data or data.endswith(b"\n") else data + b"\n"
        for data in (asked.ours.read_bytes(), asked.theirs.read_bytes())
    )
    marks = (mark * asked.marker_size for mark in (b"<", b"=", b">"))
    first, middle, last = marks
    return b"%s ours\n%s%s\n%s%s theirs\n" % (first, ours, middle, theirs, last)


def _told(path: str, decision: Decision) -> str:
    """Say beside git's own words what a person should know."""
    what = decision.field or "the file"
    match decision.kind:
        case "contested":
            return f"{path}: {what} has two versions, both kept; see: plc resolve"
        case "renamed":
            return f"{path}: two things had the name {what}; both stay"
        case _:
            return f"{path}: {what} was changed and taken away; it stays"


def _say(text: str) -> None:
    # Names come from files and from others: nothing in them may move the cursor.
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    with contextlib.suppress(Exception):
        sys.stderr.write(f"plc: {shown}\n")
