"""What lists need to know of every cycle, asked without reading the cycles.

Of thousands of cycles a list shows a few: here is which ones, and where some words
stand. How this is remembered is `glancing`'s.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from plcjournal.core.search import Said

# What is kept of a unit: the folder of a cycle, or a record in no cycle. Words stand
# apart, so that a list does not turn their pages. All names are bytes, as a folder
# may be called what is no text.
TABLES = {
    "glance": "unit BLOB PRIMARY KEY, folder BLOB, short BLOB, is_open, due,"
    " follows BLOB, waits",
    "folded": "unit BLOB PRIMARY KEY, words BLOB",
    "said": "unit BLOB PRIMARY KEY, title, texts",
    "unread": "unit BLOB, path BLOB PRIMARY KEY",
}
_COUNTS = "SELECT is_open, count(*) FROM {glance} WHERE {among} GROUP BY is_open"
_EVERY = "SELECT unit FROM {glance} WHERE {among} ORDER BY unit"
_OPEN = (
    "SELECT unit FROM {glance} WHERE is_open = 1 AND {among} ORDER BY {order} LIMIT ?"
)
_ALL = "SELECT unit FROM {folded} WHERE {among} AND {stand}"
_SOME = "SELECT {many}, unit FROM {folded} WHERE {among}"
_OFTEN = (
    "SELECT count(*) FROM (SELECT words FROM {folded} LIMIT 100) WHERE instr(words, ?)"
)
_ONE = "SELECT title, texts FROM {said} WHERE unit = ?"


class Listed(NamedTuple):
    """The cycles a list shows, in its order, and how many others there are."""

    names: tuple[str, ...]
    more: int
    closed: int


class Glances:
    """The cycles of a journal as far as lists need them, and what cannot be read."""

    def __init__(self, base: sqlite3.Connection, prefix: str = "") -> None:
        """Take a database, and how the names of its tables begin."""
        self._base = base
        self._prefix = prefix
        # The journal's files that differ from what is recorded; None: nobody asked.
        self.unsaved: tuple[str, ...] | None = None

    def close(self) -> None:
        """Let go of the database; what is only about now is forgotten."""
        self._base.close()

    def _ask(self, question: str, *given: object, **more: str) -> list[tuple[Any, ...]]:
        tables = {name: f"{self._prefix}{name}" for name in TABLES}
        return [*self._base.execute(question.format(**tables, **more), given)]

    def _cycles(self, question: str, *given: object, **more: str) -> tuple[str, ...]:
        return tuple(cycle_of(unit) for (unit,) in self._ask(question, *given, **more))

    def listed(self, team: str, limit: int | None, *, closed: bool = False) -> Listed:
        """Answer the open cycles of a team, or of all: all of them where they are few.

        Of more than `limit`, those in which something has waited longest. With
        `closed`, the closed ones are listed as well.
        """
        among, span = _among(team)
        if closed:
            return Listed(self._cycles(_EVERY, *span, among=among), 0, 0)
        counts = self._ask(_COUNTS, *span, among=among)
        numbers = {int(is_open): int(many) for is_open, many in counts}
        number = numbers.get(1, 0)
        is_long = limit is not None and number > limit
        order = "due = '', due, unit" if is_long else "unit"
        most = limit if is_long else number
        names = self._cycles(_OPEN, *span, most, among=among, order=order)
        return Listed(names, number - len(names), numbers.get(0, 0))

    def holding(self, words: Sequence[str], team: str) -> Iterator[Said]:
        """Yield the cycles in which every one of some folded words stands."""
        among, span = _among(team)
        # Where the rarest is not, the others are not looked for.
        rare = [word for _, word in sorted((self._often(one), one) for one in words)]
        stand = " AND ".join(["instr(words, ?)"] * len(words))
        rows = self._ask(_ALL, *span, *map(in_bytes, rare), among=among, stand=stand)
        for (unit,) in sorted(rows):  # which is quicker than in order
            yield self._said(unit)

    def _often(self, word: str) -> int:
        """Answer how often a word stands in some cycles, to tell rare ones."""
        return int(self._ask(_OFTEN, in_bytes(word))[0][0])

    def touching(self, words: Sequence[str], team: str) -> Iterator[tuple[int, Said]]:
        """Yield the cycles in which any of them stands, with how many of them do.

        Those with most come first.
        """
        among, span = _among(team)
        many = " + ".join(["(instr(words, ?) > 0)"] * len(words))
        rows = self._ask(_SOME, *map(in_bytes, words), *span, among=among, many=many)
        for held, unit in sorted(rows, key=lambda row: (-row[0], row[1])):
            if held:
                yield held, self._said(unit)

    def _said(self, unit: bytes) -> Said:
        from plcjournal.core.search import Said

        ((title, texts),) = self._ask(_ONE, unit)
        return Said(cycle_of(unit), json.loads(title), json.loads(texts))

    def unread(self) -> tuple[str, ...]:
        """Answer the records that cannot be read."""
        rows = self._ask("SELECT path FROM {unread} ORDER BY path")
        return tuple(_text(path) for (path,) in rows)

    # What a journal asks of all its cycles

    def several_open(self) -> bool:
        """Say whether more than one cycle is open."""
        question = "SELECT 1 FROM {glance} WHERE is_open = 1 LIMIT 2"
        return len(self._ask(question)) > 1

    def opened(self, team: str) -> tuple[str, ...]:
        """Answer the open cycles of a team, '' for all, in order of their names."""
        among, span = _among(team)
        return self._cycles(_EVERY, *span, among=f"is_open = 1 AND {among}")

    def titled(self, words: str) -> tuple[str, ...]:
        """Answer the cycles in whose title some words stand, in order of their names.

        Capitals do not matter.
        """
        rows = self._ask("SELECT unit, title FROM {said} ORDER BY unit")
        titles = ((cycle_of(unit), json.loads(title)) for unit, title in rows)
        wanted = words.casefold()
        return tuple(name for name, title in titles if wanted in title.casefold())

    def called(self, name: str) -> int:
        """Answer how many cycles have a name, with its month or without."""
        question = "SELECT count(*) FROM {glance} WHERE folder = ?1 OR short = ?1"
        return int(self._ask(question, in_bytes(name))[0][0])

    def following(self, cycle: str) -> tuple[str, ...]:
        """Answer the cycles that say they follow a cycle, sorted."""
        question = "SELECT unit FROM {glance} WHERE follows = ? ORDER BY unit"
        return self._cycles(question, in_bytes(cycle))


class Asked:
    """What a journal that is changed asks of all its cycles: of how they are saved."""

    def __init__(self, glances: Callable[[], Glances]) -> None:
        """Take what opens the glances; they are closed after each question."""
        self._glances = glances

    def several_open(self) -> bool:
        """Say whether more than one cycle is open."""
        with closing(self._glances()) as seen:
            return seen.several_open()

    def opened(self, team: str) -> tuple[str, ...]:
        """Answer the open cycles of a team, '' for all, in order of their names."""
        with closing(self._glances()) as seen:
            return seen.opened(team)

    def titled(self, words: str) -> tuple[str, ...]:
        """Answer the cycles in whose title some words stand, sorted."""
        with closing(self._glances()) as seen:
            return seen.titled(words)

    def called(self, name: str) -> int:
        """Answer how many cycles have a name, with its month or without."""
        with closing(self._glances()) as seen:
            return seen.called(name)

    def following(self, cycle: str) -> tuple[str, ...]:
        """Answer the cycles that say they follow a cycle, sorted."""
        with closing(self._glances()) as seen:
            return seen.following(cycle)


def _among(team: str) -> tuple[str, tuple[bytes, ...]]:
    """Answer what the units of a team have in common, or of all, and its values."""
    if not team:
        return "1", ()
    start, end = in_bytes(f"cycles/{team}/"), in_bytes(f"cycles/{team}0")
    return "unit > ? AND unit < ?", (start, end)


def in_bytes(text: str) -> bytes:
    """Answer a name as it is kept: it need not be text."""
    return text.encode("utf-8", "surrogatepass")


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogatepass")


def cycle_of(unit: bytes) -> str:
    """Answer the name of a cycle that is kept."""
    return _text(unit).removeprefix("cycles/")
