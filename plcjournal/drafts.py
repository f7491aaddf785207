"""Words that may not be saved yet, kept on this machine until taken up again."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from plcjournal import disk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "local"
KEPT = "kept"
_NAMES = "names.txt"


class Draft(NamedTuple):
    """The text of a record as somebody wanted it, and as it was when they began."""

    before: bytes
    after: bytes

    def new_lines(self) -> list[str]:
        """Answer the lines that were typed."""
        from difflib import ndiff

        old, new = (
            data.decode("utf-8", "replace").splitlines()
            for data in (self.before, self.after)
        )
        return [line[2:] for line in ndiff(old, new) if line.startswith("+ ")]


def make_folder(journal: Path) -> Path:
    """Answer the folder that never leaves this machine, made when it is missing."""
    folder = journal / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    guard = folder / ".gitignore"
    if not guard.exists():
        guard.write_text("*\n", encoding="utf-8", newline="\n")
    return folder


def names(journal: Path) -> tuple[str, ...]:
    """Answer the local list of names to keep out, one a line.

    An older editor may have saved it in the Windows way; names must count all the same.
    """
    try:
        data = (journal / FOLDER / _NAMES).read_bytes()
    except FileNotFoundError:
        return ()
    from plcjournal.metadata.sniffing import text_of

    text = text_of(data) or data.decode("utf-8", "replace")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def kept(journal: Path) -> tuple[str, ...]:
    """Answer what was set aside because it did not fit what arrived, by name."""
    folder = journal / FOLDER / KEPT
    if folder.is_symlink() or not folder.is_dir():
        return ()
    return tuple(f"{FOLDER}/{KEPT}/{file.name}" for file in sorted(folder.iterdir()))


def _folder(journal: Path) -> Path:
    folder = make_folder(journal) / "drafts"
    folder.mkdir(exist_ok=True)
    return folder


def _name(path: str) -> str:
    return path.removeprefix("cycles/").removesuffix(".yaml").replace("/", "--")


def buffer(journal: Path, path: str) -> Path:
    """Answer the file in which a record is edited."""
    return _folder(journal) / f"{_name(path)}.yaml"


def keep(journal: Path, path: str, draft: Draft) -> str:
    """Keep one more draft of a record; answer where, seen from the journal."""
    folder = _folder(journal)
    number = 1
    while (folder / f"{_name(path)}--{number}.yaml").exists():
        number += 1
    file = folder / f"{_name(path)}--{number}.yaml"
    disk.put(file.with_suffix(".before"), draft.before)
    disk.put(file, draft.after)
    return file.relative_to(journal).as_posix()


def take(journal: Path, path: str) -> tuple[Draft, ...]:
    """Answer the drafts of a record, in the order they were kept."""
    found = []
    for file in _kept(journal, path):
        before = file.with_suffix(".before")
        old = before.read_bytes() if before.exists() else b""
        found.append(Draft(old, file.read_bytes()))
    return tuple(found)


def drop(journal: Path, path: str) -> None:
    """Forget the drafts of a record."""
    for file in (*_kept(journal, path), buffer(journal, path)):
        for one in (file, file.with_suffix(".before")):
            with suppress(OSError):
                one.unlink()


def _kept(journal: Path, path: str) -> list[Path]:
    folder = journal / FOLDER / "drafts"
    files = folder.glob(f"{_name(path)}--*.yaml")
    return sorted(files, key=lambda file: (len(file.name), file.name))


def keep_answers(journal: Path, command: str, answers: Mapping[str, str]) -> str:
    """Keep what was answered to a command's questions; answer where."""
    file = _folder(journal) / f"{command}.json"
    disk.put(file, json.dumps(dict(answers), ensure_ascii=False).encode())
    return file.relative_to(journal).as_posix()


def answers(journal: Path, command: str) -> dict[str, str]:
    """Answer what was answered before the command was interrupted."""
    file = journal / FOLDER / "drafts" / f"{command}.json"
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}


def drop_answers(journal: Path, command: str) -> None:
    """Forget the answers to a command's questions."""
    with suppress(OSError):
        (journal / FOLDER / "drafts" / f"{command}.json").unlink()
