"""What came in and must not be there: looked for while it becomes part of history."""

from __future__ import annotations

import pickle
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from plcjournal import beside, drafts, gate, leaf
from plcjournal.core import layout
from plcjournal.core.findings import by_place
from plcjournal.core.rules import journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.workspace import Workspace

_MANY = 100  # files: fewer are checked before another process has begun
_AHEAD = 0.8  # of them: about as long as it takes to make them part of history


class Incoming:
    """Looks for what must not be in files that came in, and no further than that.

    What would only be better otherwise is not looked for. A copy of this process begins
    with most of many files, where that can be; leaving the context ends it.
    """

    def __init__(self, space: Workspace) -> None:
        """Take the journal whose folder the files are in."""
        self._space = space
        self._begun: Sequence[str] = ()
        self._double: beside.Double | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._end()

    def _end(self) -> None:
        double, self._double, self._begun = self._double, None, ()
        if double is not None:
            double.end()

    def look_ahead(self, paths: Iterable[str]) -> None:
        """Let another process begin with files that were just put in the folder."""
        self._end()
        records = sorted(path for path in paths if layout.spot(path))
        if len(records) < _MANY or not beside.can_split() or beside.cores() == 1:
            return
        most = records[: int(len(records) * _AHEAD)]
        with suppress(OSError):  # then this process does it all
            self._double = beside.Double(lambda: pickle.dumps(self._look(most)))
            self._begun = most

    def errors(self, paths: Iterable[str]) -> tuple[Finding, ...]:
        """Answer what must not be in some records, in order of their places."""
        wanted = {path for path in paths if layout.spot(path)}
        begun = sorted(wanted.intersection(self._begun))
        found = self._look(sorted(wanted.difference(begun)))
        said = self._double.answer() if self._double else b""
        found += pickle.loads(said) if said else self._look(begun)  # noqa: S301  # our own
        return tuple(sorted((f for f in found if f.path in wanted), key=by_place))

    def _look(self, paths: Sequence[str]) -> tuple[Finding, ...]:
        if not paths:
            return ()
        read = self._space.read()
        names = drafts.names(self._space.folder)
        between = (
            *journal.errors_in(read.journal, paths),
            *gate.named(read.journal, paths, read.files, names),
        )
        wanted = {*paths}
        grave = (one for one in between if one.blocks and one.path in wanted)
        single = (one for path in paths for one in read.about(path) if one.blocks)
        return (*single, *leaf.place(grave, read.files))
