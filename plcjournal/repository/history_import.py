"""Hides the stream that writes many dated commits in one go."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from plcjournal.repository.author import Person, cleaned
from plcjournal.repository.content import recorded


class Snapshot(NamedTuple):
    """One commit of a history that is replayed.

    `files` are the changes: new bytes by path, None where a file goes away; `when`
    knows its time zone.
    """

    files: Mapping[str, bytes | None]
    subject: str
    author: Person
    when: datetime
    body: str = ""


def stream(
    ref: str, tip: str | None, prefix: str, commits: Iterable[Snapshot]
) -> Iterator[bytes]:
    """Yield what `git fast-import` reads to put the commits on top of the tip."""
    for number, commit in enumerate(commits):
        yield f"commit {ref}\n".encode()
        who = _signature(commit)
        yield b"author " + who + b"\ncommitter " + who + b"\n"
        words = "\n\n".join(filter(None, [commit.subject, commit.body]))
        yield _data(f"{words}\n".encode())
        if number == 0 and tip:
            yield f"from {tip}\n".encode()
        for path, data in commit.files.items():
            place = _quoted(prefix + path)
            if data is None:
                yield b"D " + place + b"\n"
            else:
                yield b"M 100644 inline " + place + b"\n"
                yield _data(recorded(path, data))
        yield b"\n"
    yield b"done\n"


def _signature(commit: Snapshot) -> bytes:
    author = cleaned(commit.author) or Person("Somebody", "somebody@noreply.invalid")
    seconds = int(commit.when.timestamp())
    zone = commit.when.strftime("%z")[:5] or "+0000"
    return f"{author.name} <{author.email}> {seconds} {zone}".encode()


def _data(data: bytes) -> bytes:
    return b"data %d\n" % len(data) + data + b"\n"


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return b'"' + escaped.encode("utf-8", "surrogateescape") + b'"'
