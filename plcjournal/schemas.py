"""The files that tell editors about records: made, sealed, known again, compared.

Each carries a digest of itself, so that what plc wrote is known whatever plc wrote it,
and what somebody changed in one by hand is known too.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from plcjournal.core import layout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PLACE = re.compile(r"schemas/[a-z]+\.json", re.ASCII)
_KINDS = ("settings", "team", "meeting", "model", *layout.STAGES)
_NOTE = "Written by plc schema for editors, which writes it anew; change nothing here."
PATHS = tuple(layout.schema_path(kind) for kind in _KINDS)
"""Where they lie in a journal."""


@cache
def files() -> Mapping[str, bytes]:
    """Answer every schema as this plc writes it, by its path in a journal."""
    from plcjournal import templates
    from plcjournal.core.schema import schema_of

    words = templates.lexicon()
    made = ((kind, schema_of(kind, words)) for kind in _KINDS)
    return {layout.schema_path(kind): _sealed(schema) for kind, schema in made}


def missing(folder: Path) -> dict[str, bytes]:
    """Answer the schemas that are not in a journal's folder yet."""
    home = folder / PATHS[0].split("/")[0]
    if home.is_symlink() or (home.exists() and not home.is_dir()):
        return {}  # somebody has something else there
    gone = [path for path in PATHS if not os.path.lexists(folder / path)]
    return {path: files()[path] for path in gone}


def is_ours(path: str, data: bytes) -> bool:
    """Say whether a file is a schema just as some plc wrote it."""
    if not _PLACE.fullmatch(path):
        return False
    schema = _schema(data)
    return schema is not None and schema.pop("$comment", "") == _seal(schema)


def is_same(one: bytes, other: bytes) -> bool:
    """Say whether two schemas say the same, whatever their line ends."""
    return one == other or (_schema(one) == _schema(other) and bool(_schema(one)))


def _sealed(schema: dict[str, Any]) -> bytes:
    text = json.dumps({"$comment": _seal(schema), **schema}, indent=1)
    return f"{text}\n".encode()


def _seal(schema: dict[str, Any]) -> str:
    told = json.dumps(schema, sort_keys=True, separators=(",", ":"))
    return f"{_NOTE} sha256:{hashlib.sha256(told.encode()).hexdigest()}"


def _schema(data: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
