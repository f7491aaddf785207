"""Hides how a folder's own settings are changed: whole or not at all."""

import shutil
from collections.abc import Iterable, Sequence

from plcjournal import disk
from plcjournal.repository import lock
from plcjournal.repository.command import Git
from plcjournal.repository.place import Place


def put(place: Place, key: str, value: str) -> None:
    """Give one setting a value."""
    _changed(place, [("--replace-all", key, value)])


def drop(place: Place, keys: Iterable[str]) -> None:
    """Take some settings away."""
    _changed(place, [("--unset-all", key) for key in keys])


def _changed(place: Place, changes: Sequence[Sequence[str]]) -> None:
    file = place.common_dir / "config"
    locked = file.with_name("config.lock")
    with lock.held(place.notes) as descriptor:
        lock.free(locked, place.notes)
        copy = place.notes / "config"
        copy.with_name("config.lock").unlink(missing_ok=True)
        with lock.claimed(locked, place.notes):
            shutil.copy2(file, copy)
            git = Git(place.top, (descriptor,))
            for words in changes:
                git("config", "--file", str(copy), *words)
            disk.flush_file(copy)
            disk.replace(copy, file)
            disk.flush_folder(file.parent)
