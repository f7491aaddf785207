"""What lists need to know of every cycle, remembered for what history holds.

Of thousands of cycles a list shows a few. Which ones, and where some words stand, is
kept beside the history for the commit the folder stands on; a later commit brings
only its own changes up to date, and files that differ from it are read each time.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.cache import SHAPE
from plcjournal.core import layout
from plcjournal.repository import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from plcjournal.reading import Read
    from plcjournal.repository.place import Place
    from plcjournal.repository.standing import Standing

    Changed = Callable[[str, str], Sequence[str] | None]

_STORED = (
    "CREATE TABLE IF NOT EXISTS stood (state TEXT)",
    "CREATE TABLE IF NOT EXISTS unsure (unit TEXT PRIMARY KEY)",
    "CREATE INDEX IF NOT EXISTS main.waiting ON glance (is_open, due, cycle)",
)
_GLANCES = (
    (
        "CREATE {temp} TABLE IF NOT EXISTS {name}glance"
        " (cycle TEXT PRIMARY KEY, is_open INTEGER, due TEXT, words TEXT)"
    ),
    "CREATE {temp} TABLE IF NOT EXISTS {name}unread (unit TEXT, path TEXT PRIMARY KEY)",
)
# What differs from history stands in tables of its own, which nobody keeps.
_LAID = (
    "CREATE TEMP TABLE differing (unit TEXT PRIMARY KEY)",
    (
        "CREATE TEMP VIEW all_glance AS SELECT * FROM glance"
        " WHERE 'cycles/' || cycle NOT IN differing UNION ALL SELECT * FROM now_glance"
    ),
    (
        "CREATE TEMP VIEW all_unread AS SELECT * FROM unread"
        " WHERE unit NOT IN differing UNION ALL SELECT * FROM now_unread"
    ),
)
_INTO_GLANCE = "INSERT INTO {}glance VALUES (?, ?, ?, ?)"
_INTO_UNREAD = "INSERT INTO {}unread VALUES (?, ?)"
_OUT_OF_GLANCE = "DELETE FROM {}glance WHERE 'cycles/' || cycle = ?"
_OUT_OF_UNREAD = "DELETE FROM {}unread WHERE unit = ?"
_AMONG = "FROM {g} WHERE cycle >= ? AND cycle < ?"
_VERSION = f"{SHAPE}.1"
_AT_ONCE = 200
_BUSY = 0.2


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

    def close(self) -> None:
        """Let go of the database; what is only about now is forgotten."""
        self._base.close()

    def _ask(self, question: str, *given: object) -> list[tuple[str, ...]]:
        words = question.format(g=f"{self._prefix}glance", u=f"{self._prefix}unread")
        return [*self._base.execute(words, given)]

    def listed(self, team: str, limit: int | None, *, closed: bool = False) -> Listed:
        """Answer the open cycles of a team, or of all: all of them where they are few.

        Of more than `limit`, those in which something has waited longest. With
        `closed`, the closed ones are listed as well.
        """
        span = _span(team)
        if closed:
            rows = self._ask(f"SELECT cycle {_AMONG} ORDER BY cycle", *span)
            return Listed(tuple(row[0] for row in rows), 0, 0)
        counts = self._ask(f"SELECT is_open, count(*) {_AMONG} GROUP BY is_open", *span)
        numbers = {int(is_open): int(many) for is_open, many in counts}
        number = numbers.get(1, 0)
        is_long = limit is not None and number > limit
        order = "due = '', due, cycle" if is_long else "cycle"
        question = f"SELECT cycle {_AMONG} AND is_open = 1 ORDER BY {order} LIMIT ?"
        rows = self._ask(question, *span, limit if is_long else number)
        names = tuple(row[0] for row in rows)
        return Listed(names, number - len(names), numbers.get(0, 0))

    def holding(
        self, words: Sequence[str], team: str, *, every: bool
    ) -> tuple[str, ...]:
        """Answer the cycles in which every one of some folded words stands, or any."""
        held = (" AND " if every else " OR ").join("instr(words, ?)" for _ in words)
        question = f"SELECT cycle {_AMONG} AND ({held})"
        rows = self._ask(f"{question} ORDER BY cycle", *_span(team), *words)
        return tuple(row[0] for row in rows)

    def unread(self) -> tuple[str, ...]:
        """Answer the records that cannot be read."""
        return tuple(row[0] for row in self._ask("SELECT path FROM {u} ORDER BY path"))


def _span(team: str) -> tuple[str, str]:
    """Answer between which names the cycles of a team lie, or all."""
    return (f"{team}/", f"{team}0") if team else ("", "\U0010ffff")


def glances_of(read: Read) -> Glances:
    """Answer the glances of a journal by reading all of it."""
    base = sqlite3.connect(":memory:")
    _make(base, "")
    _take(base, read, _units(read), "")
    return Glances(base)


def quickly(
    read: Read, place: Place, prefix: str
) -> tuple[Glances, tuple[str, ...]] | None:
    """Answer the same, reading only what was not looked at since it was recorded.

    Also the files of the journal that differ from what is recorded. None where only
    reading everything can tell. `prefix` is where the journal lies in its history.
    """
    asked = standing.ask(place, prefix)
    stands = asked.answer() if asked else None
    if stands is None or not stands.tip:
        return None
    unsaved = tuple(one for one in stands.differing if layout.is_journal_file(one))
    changed = partial(standing.paths_between, place, prefix)
    file = place.notes / "glances.sqlite"
    try:
        return _brought_up(read, stands, file, prefix, changed), unsaved
    except (sqlite3.Error, OSError):
        # Damaged, or somebody else is at it: nothing depends on it.
        return glances_of(read), unsaved


def _brought_up(
    read: Read, stands: Standing, file: Path, prefix: str, changed: Changed
) -> Glances:
    file.parent.mkdir(exist_ok=True)
    base = sqlite3.connect(file, timeout=_BUSY, isolation_level=None)
    try:
        now = f"{_VERSION} {prefix} {stands.tip}"
        differing = {*map(_unit, stands.differing)} - {""}
        if _state(base) != now or _unsure(base) - {*map(_mark, differing)}:
            _bring_up(base, read, now, differing, changed)
        if not differing:
            return Glances(base)
        _make(base, "now_")
        for table in _LAID:
            base.execute(table)
        rows = [(unit,) for unit in differing]
        base.executemany("INSERT INTO differing VALUES (?)", rows)
        _take(base, read, differing, "now_")
        return Glances(base, "all_")
    except sqlite3.DatabaseError as error:
        base.close()
        if not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                file.unlink()  # no database at all: the next one begins anew
        raise
    except BaseException:
        base.close()
        raise


def _state(base: sqlite3.Connection) -> str:
    with suppress(sqlite3.OperationalError):  # nothing was remembered yet
        for (state,) in base.execute("SELECT state FROM stood"):
            return str(state)
    return ""


def _unsure(base: sqlite3.Connection) -> set[str]:
    return {mark for (mark,) in base.execute("SELECT unit FROM unsure")}


def _mark(unit: str) -> str:
    """Answer a mark of a unit that does not name it: its name may not be saved yet."""
    return hashlib.sha256(unit.encode("utf-8", "surrogateescape")).hexdigest()


def _bring_up(
    base: sqlite3.Connection,
    read: Read,
    now: str,
    differing: set[str],
    changed: Changed,
) -> None:
    """Look again at what changed between the remembered commit and this one.

    What differs from this commit as well cannot be looked at as it was recorded, and
    is remembered as something nobody is sure of.
    """
    before, _, old = _state(base).rpartition(" ")
    same_way, _, new = now.rpartition(" ")
    paths = changed(old, new) if before == same_way else None
    base.execute("PRAGMA synchronous=OFF")
    base.execute("BEGIN IMMEDIATE")
    if paths is None:
        for table in ("glance", "unread", "stood", "unsure"):
            base.execute(f"DROP TABLE IF EXISTS {table}")
        _make(base, "")
        units = {*_units(read)}
    else:
        unsure = _unsure(base)
        again = (one for one in _units(read) if unsure and _mark(one) in unsure)
        units = {*map(_unit, paths), *again} - {""}
    _take(base, read, units - differing, "")
    _forget(base, units & differing, "")
    base.execute("DELETE FROM unsure")
    rows = [(_mark(unit),) for unit in units & differing]
    base.executemany("INSERT INTO unsure VALUES (?)", rows)
    base.execute("DELETE FROM stood")
    base.execute("INSERT INTO stood VALUES (?)", (now,))
    base.execute("COMMIT")


def _make(base: sqlite3.Connection, name: str) -> None:
    for table in _GLANCES:
        base.execute(table.format(temp="TEMP" if name else "", name=name))
    for table in () if name else _STORED:
        base.execute(table)


def _unit(path: str) -> str:
    """Answer what is looked at as one: a cycle's folder, or a file; '' for none."""
    spot = layout.spot(path)
    if spot is None:
        return ""
    return f"cycles/{spot.name}" if spot.is_stage else path


def _units(read: Read) -> list[str]:
    return [
        *(f"cycles/{name}" for name in read.files.cycles()),
        *filter(None, map(_unit, read.files.flat())),
    ]


def _forget(base: sqlite3.Connection, units: Iterable[str], name: str) -> None:
    rows = [(unit,) for unit in units]
    base.executemany(_OUT_OF_GLANCE.format(name), rows)
    base.executemany(_OUT_OF_UNREAD.format(name), rows)


def _take(
    base: sqlite3.Connection, read: Read, units: Iterable[str], name: str
) -> None:
    """Look at some units as they are in the folder, a few at a time, and note them."""
    from plcjournal.core.glance import glance_at

    wanted = sorted(units)
    _forget(base, wanted, name)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        part = read.apart()
        names = [unit.removeprefix("cycles/") for unit in some if "cycles/" in unit]
        cycles = part.journal.cycles
        part.journal.fetch(names)
        glances = ((one, *glance_at(cycles[one])) for one in names if one in cycles)
        base.executemany(_INTO_GLANCE.format(name), glances)
        paths = [
            (unit, path)
            for unit in some
            for path in _paths(part, unit)
            if part.is_unread(path)
        ]
        base.executemany(_INTO_UNREAD.format(name), paths)


def _paths(read: Read, unit: str) -> Sequence[str]:
    if unit.startswith("cycles/"):
        return read.files.inside(unit.removeprefix("cycles/"))
    return (unit,)
