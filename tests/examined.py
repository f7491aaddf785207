"""What plc doctor tells, for the tests of its checks."""

import hashlib
import os
import time
from pathlib import Path
from typing import NamedTuple

from in_process import Plc

FIX = "plc doctor --fix"


class Seen(NamedTuple):
    """One check as plc told it."""

    state: str
    sentence: str
    mend: str
    details: list[str]


Found = dict[str, list[Seen]]


def examined(plc: Plc, *words: str, folder: Path | str = ".", code: int = 0) -> Found:
    """Ask how everything is; answer the checks by name."""
    found: Found = {}
    ran = plc("-C", str(folder), "doctor", *words, "--json", code=code)
    for one in ran.data["checks"]:
        seen = Seen(one["state"], one["sentence"], one["mend"], one["details"])
        found.setdefault(one["name"], []).append(seen)
    return found


def states(found: Found, name: str) -> list[str]:
    """Answer the states of the checks of one name."""
    return [one.state for one in found.get(name, [])]


def old(file: Path, *, minutes: int = 60, text: str = "") -> Path:
    """Leave a file as a program would have that died some time ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    then = time.time() - 60 * minutes
    os.utime(file, (then, then))
    return file


def append(file: Path, text: str) -> None:
    """Write something behind what a file holds."""
    with file.open("a", encoding="utf-8", newline="\n") as opened:
        opened.write(text)


def all_bytes(folder: Path) -> dict[str, str]:
    """Answer the digest of every file of a folder, but for our own notes."""
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "plcjournal" not in path.parts
    }


def digest(file: Path) -> str:
    """Answer the digest of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
