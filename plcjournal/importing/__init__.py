"""An old tracker into cycles: read, understood, shown; then saved whole, or not at all.

The file is read and forgotten: neither it nor its name is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.importing.incoming import Incoming
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace


def save(space: Workspace, read: Read, incoming: Incoming) -> Incoming:
    """Save everything that comes in as one change.

    Raises:
        Blocked: it would point at a person.
        Refused: it would leave something impossible.
    """
    if incoming.edited is None:
        return incoming
    space.save(read, space.prepare(read, incoming.edited))
    return replace(incoming, saved=True)
