"""Records that are gone from the folder though the rest of their cycle is there.

No command takes away a single record of a cycle: a slip of the mouse does, or a
program that carries files from one computer to the other. What is written to the empty
place would look as if nothing had ever stood there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core import layout
from plcjournal.core.rulebook import finding
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from plcjournal.core.findings import Finding

    Recorded = Callable[[Sequence[str]], Mapping[str, bytes]]

_FIX = "plc doctor --fix"


class RecordGone(PlcError):
    """Something would be written in the place of a record that somebody lost."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was saved before and is gone from the folder; nothing was"
            " changed.",
            f"Bring it back as it was saved: {_FIX}",
        )


def gone(folder: Path, paths: Iterable[str], recorded: Recorded) -> dict[str, bytes]:
    """Answer those of some records that are gone, each as it was last saved.

    Args:
        folder: the journal's folder.
        paths: records that may not be in it.
        recorded: what answers the bytes that history holds of paths.
    """
    away = [path for path in paths if _is_away(folder, path)]
    return dict(recorded(away))


def found_gone(path: str) -> Finding:
    """Answer the finding about a record that is gone."""
    message = "It was saved before and is gone from the folder; its cycle is there."
    return finding("record-gone", path, message, fix=_FIX)


def _is_away(folder: Path, path: str) -> bool:
    spot = layout.spot(path)
    if spot is None or not spot.is_stage or (folder / path).exists():
        return False
    return store.holds_records(folder, spot.name)
