"""Looks at the files that tell editors about records: there, and of this plc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import schemas, store
from plcjournal.core import layout
from plcjournal.doctor.check import attention, good, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.doctor.check import Check, Patient

_MEND = "plc schema"


def schemas_here(patient: Patient) -> Iterator[Check]:
    """Tell whether editors are told what this plc knows; a journal need not do so."""
    there = {path: store.read_whole(patient.folder, path) for path in schemas.PATHS}
    gone = [path for path, data in there.items() if data is None]
    old = [
        path
        for path, data in there.items()
        if data is not None and not schemas.is_same(data, schemas.files()[path])
    ]
    by_hand = [path for path in old if not schemas.is_ours(path, there[path] or b"")]
    if by_hand:
        yield attention(
            "schemas",
            "What editors are told about records was changed by hand.",
            f"{_MEND} --yes",
            some(by_hand),
        )
    elif old:
        yield attention(
            "schemas",
            "Editors are told about records as another plc knew them.",
            _MEND,
            some(old),
        )
    if gone and (len(gone) < len(there) or _is_named(patient)):
        yield attention(
            "schemas",
            "Records name files for editors that are not here, so an editor complains.",
            _MEND,
            some(gone),
        )
    if not old and not gone:
        yield good("schemas", "Editors are told what may stand in a record.")


def _is_named(patient: Patient) -> bool:
    """Say whether a record leads editors to a schema."""
    return any(
        layout.schema_line(path).encode() in data[:400]
        for path, data in patient.read.files.items()
        if layout.spot(path) is not None
    )
