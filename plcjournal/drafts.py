"""Words that may not be saved yet, kept on this machine until taken up again."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from plcjournal.core import layout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "local"
_NAMES = "names.txt"


def make_folder(journal: Path) -> Path:
    """Answer the folder that never leaves this machine, made when it is missing."""
    folder = journal / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    guard = folder / ".gitignore"
    if not guard.exists():
        guard.write_text("*\n", encoding="utf-8", newline="\n")
    return folder


def names(journal: Path) -> tuple[str, ...]:
    """Answer the local list of names to keep out, one a line."""
    try:
        text = (journal / FOLDER / _NAMES).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ()
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _file(journal: Path, cycle: str, stage: str) -> Path:
    name = layout.stage_path(cycle, stage).removeprefix("cycles/").replace("/", "--")
    return make_folder(journal) / "drafts" / name


def keep(journal: Path, cycle: str, stage: str, data: bytes) -> str:
    """Keep the text of a stage record; answer where, seen from the journal."""
    file = _file(journal, cycle, stage)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    return file.relative_to(journal).as_posix()


def take(journal: Path, cycle: str, stage: str) -> bytes | None:
    """Answer the kept text of a stage record, None if there is none."""
    file = _file(journal, cycle, stage)
    return file.read_bytes() if file.is_file() else None


def drop(journal: Path, cycle: str, stage: str) -> None:
    """Forget the kept text of a stage record."""
    with suppress(OSError):
        _file(journal, cycle, stage).unlink()


def keep_answers(journal: Path, command: str, answers: Mapping[str, str]) -> str:
    """Keep what was answered to a command's questions; answer where."""
    file = make_folder(journal) / "drafts" / f"{command}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(dict(answers), ensure_ascii=False), encoding="utf-8")
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
