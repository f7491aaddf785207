"""What lists need to know of every cycle, remembered for what history holds.

Of thousands of cycles a list shows a few. Which ones, and where some words stand, is
kept beside the history for the commit the folder stands on; a later commit brings
only its own changes up to date, and files that differ from it are read each time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from plcjournal.cache import SHAPE
from plcjournal.core import layout
from plcjournal.repository import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from plcjournal.core.search import Said
    from plcjournal.reading import Read
    from plcjournal.repository.place import Place
    from plcjournal.repository.standing import Standing

    Changed = Callable[[str, str], Sequence[str] | None]

# What is kept of a unit: the folder of a cycle, or a record in no cycle. Words stand
# apart, so that a list does not turn their pages. All names are bytes, as a folder
# may be called what is no text.
_TABLES = {
    "glance": "unit BLOB PRIMARY KEY, folder BLOB, is_open, due, follows BLOB",
    "folded": "unit BLOB PRIMARY KEY, words BLOB",
    "said": "unit BLOB PRIMARY KEY, title, texts",
    "unread": "unit BLOB, path BLOB PRIMARY KEY",
}
_STORED = (
    "CREATE TABLE IF NOT EXISTS stood (state BLOB)",
    "CREATE TABLE IF NOT EXISTS unsure (unit TEXT PRIMARY KEY)",
    "CREATE INDEX IF NOT EXISTS main.waiting ON glance (is_open, due, unit)",
    "CREATE INDEX IF NOT EXISTS main.called ON glance (folder)",
    "CREATE INDEX IF NOT EXISTS main.later ON glance (follows, unit)",
)
# What differs from history stands in tables of its own, which nobody keeps.
_LAID = (
    "CREATE TEMP VIEW all_{0} AS SELECT * FROM {0} WHERE unit NOT IN differing"
    " UNION ALL SELECT * FROM now_{0}"
)
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
_FORGET = "DELETE FROM {} WHERE unit = ?"
_INTO = "INSERT INTO {} VALUES ({})"
_VERSION = f"{SHAPE}.3"
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
        # The journal's files that differ from what is recorded; None: nobody asked.
        self.unsaved: tuple[str, ...] | None = None

    def close(self) -> None:
        """Let go of the database; what is only about now is forgotten."""
        self._base.close()

    def _ask(self, question: str, *given: object, **more: str) -> list[tuple[Any, ...]]:
        tables = {name: f"{self._prefix}{name}" for name in _TABLES}
        return [*self._base.execute(question.format(**tables, **more), given)]

    def _cycles(self, question: str, *given: object, **more: str) -> tuple[str, ...]:
        return tuple(_cycle(unit) for (unit,) in self._ask(question, *given, **more))

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
        rows = self._ask(_ALL, *span, *map(_bytes, rare), among=among, stand=stand)
        for (unit,) in sorted(rows):  # which is quicker than in order
            yield self._said(unit)

    def _often(self, word: str) -> int:
        """Answer how often a word stands in some cycles, to tell rare ones."""
        return int(self._ask(_OFTEN, _bytes(word))[0][0])

    def touching(self, words: Sequence[str], team: str) -> Iterator[tuple[int, Said]]:
        """Yield the cycles in which any of them stands, with how many of them do.

        Those with most come first.
        """
        among, span = _among(team)
        many = " + ".join(["(instr(words, ?) > 0)"] * len(words))
        rows = self._ask(_SOME, *map(_bytes, words), *span, among=among, many=many)
        for held, unit in sorted(rows, key=lambda row: (-row[0], row[1])):
            if held:
                yield held, self._said(unit)

    def _said(self, unit: bytes) -> Said:
        from plcjournal.core.search import Said

        ((title, texts),) = self._ask(_ONE, unit)
        return Said(_cycle(unit), json.loads(title), json.loads(texts))

    def unread(self) -> tuple[str, ...]:
        """Answer the records that cannot be read."""
        rows = self._ask("SELECT path FROM {unread} ORDER BY path")
        return tuple(_text(path) for (path,) in rows)

    # What a journal asks of all its cycles

    def several_open(self) -> bool:
        """Say whether more than one cycle is open."""
        question = "SELECT 1 FROM {glance} WHERE is_open = 1 LIMIT 2"
        return len(self._ask(question)) > 1

    def called(self, folder: str) -> int:
        """Answer how many cycles have a name, whatever their team."""
        question = "SELECT count(*) FROM {glance} WHERE folder = ?"
        return int(self._ask(question, _bytes(folder))[0][0])

    def following(self, cycle: str) -> tuple[str, ...]:
        """Answer the cycles that say they follow a cycle, sorted."""
        question = "SELECT unit FROM {glance} WHERE follows = ? ORDER BY unit"
        return self._cycles(question, _bytes(cycle))


def _among(team: str) -> tuple[str, tuple[bytes, ...]]:
    """Answer what the units of a team have in common, or of all, and its values."""
    if not team:
        return "1", ()
    start, end = _bytes(f"cycles/{team}/"), _bytes(f"cycles/{team}0")
    return "unit > ? AND unit < ?", (start, end)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogatepass")


def _cycle(unit: bytes) -> str:
    return _text(unit).removeprefix("cycles/")


def glances_of(read: Read) -> Glances:
    """Answer the glances of a journal by reading all of it."""
    base = sqlite3.connect(":memory:")
    _make(base, "")
    _take(base, read, _units(read), "")
    return Glances(base)


def quickly(read: Read, place: Place, prefix: str) -> Glances | None:
    """Answer the same, reading only what was not looked at since it was recorded.

    None where only reading everything can tell. `prefix` is where the journal lies in
    its history.
    """
    asked = standing.ask(place, prefix)
    stands = asked.answer() if asked else None
    if stands is None or not stands.tip:
        return None
    changed = partial(standing.paths_between, place, prefix)
    file = place.notes / "glances.sqlite"
    try:
        found = _brought_up(read, stands, file, prefix, changed)
    except (sqlite3.Error, OSError):
        # Damaged, or somebody else is at it: nothing depends on it.
        found = glances_of(read)
    found.unsaved = tuple(filter(layout.is_journal_file, stands.differing))
    return found


def _brought_up(
    read: Read, stands: Standing, file: Path, prefix: str, changed: Changed
) -> Glances:
    file.parent.mkdir(exist_ok=True)
    base = sqlite3.connect(file, timeout=_BUSY, isolation_level=None)
    try:
        now = _bytes(f"{_VERSION} {prefix} {stands.tip}")
        differing = {*map(_unit, stands.differing)} - {""}
        if _state(base) != now or _unsure(base) - {*map(_mark, differing)}:
            _bring_up(base, read, now, differing, changed)
        if not differing:
            return Glances(base)
        _make(base, "now_")
        base.execute("CREATE TEMP TABLE differing (unit BLOB PRIMARY KEY)")
        rows = [(_bytes(unit),) for unit in differing]
        base.executemany("INSERT INTO differing VALUES (?)", rows)
        for table in _TABLES:
            base.execute(_LAID.format(table))
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


def _state(base: sqlite3.Connection) -> bytes:
    with suppress(sqlite3.OperationalError):  # nothing was remembered yet
        for (state,) in base.execute("SELECT state FROM stood"):
            return state if isinstance(state, bytes) else b""
    return b""


def _unsure(base: sqlite3.Connection) -> set[str]:
    return {mark for (mark,) in base.execute("SELECT unit FROM unsure")}


def _mark(unit: str) -> str:
    """Answer a mark of a unit that does not name it: its name may not be saved yet."""
    return hashlib.sha256(_bytes(unit)).hexdigest()


def _bring_up(
    base: sqlite3.Connection,
    read: Read,
    now: bytes,
    differing: set[str],
    changed: Changed,
) -> None:
    """Look again at what changed between the remembered commit and this one.

    What differs from this commit as well cannot be looked at as it was recorded, and
    is remembered as something nobody is sure of.
    """
    before, _, old = _state(base).rpartition(b" ")
    same_way, _, new = now.rpartition(b" ")
    paths = changed(old.decode(), new.decode()) if before == same_way else None
    base.execute("BEGIN IMMEDIATE")
    if paths is None:
        for table in (*_TABLES, "stood", "unsure"):
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
    where = "TEMP" if name else ""
    for table, columns in _TABLES.items():
        words = f"TABLE IF NOT EXISTS {name}{table} ({columns})"
        base.execute(f"CREATE {where} {words}")
    for table in () if name else _STORED:
        base.execute(table)


def _unit(path: str) -> str:
    """Answer what is looked at as one: a cycle's folder, or a file; '' for none."""
    spot = layout.spot(path)
    if spot is None:
        return ""
    return f"cycles/{spot.name}" if spot.is_stage else path


def _units(read: Read) -> Iterator[str]:
    yield from (f"cycles/{name}" for name in read.files.cycles())
    yield from filter(None, map(_unit, read.files.flat()))


def _forget(base: sqlite3.Connection, units: Iterable[str], name: str) -> None:
    rows = [(_bytes(unit),) for unit in units]
    for table in _TABLES:
        base.executemany(_FORGET.format(name + table), rows)


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
        paths = [(unit, path) for unit in some for path in _paths(part, unit)]
        part.look_at(path for _, path in paths)
        unread = [(_bytes(unit), _bytes(p)) for unit, p in paths if part.is_unread(p)]
        base.executemany(_INTO.format(f"{name}unread", "?, ?"), unread)
        known = part.journal.cycles
        cycles = [unit.partition("/")[2] for unit in some if _is_cycle(unit)]
        for cycle in (one for one in cycles if one in known):
            unit, glance = _bytes(f"cycles/{cycle}"), glance_at(known[cycle])
            folder = _bytes(cycle.partition("/")[2])
            follows, words = _bytes(glance.follows), _bytes(glance.words)
            row = (unit, folder, glance.is_open, glance.due, follows)
            base.execute(_INTO.format(f"{name}glance", "?, ?, ?, ?, ?"), row)
            base.execute(_INTO.format(f"{name}folded", "?, ?"), (unit, words))
            said = (unit, json.dumps(glance.said.title), json.dumps(glance.said.texts))
            base.execute(_INTO.format(f"{name}said", "?, ?, ?"), said)


def _is_cycle(unit: str) -> bool:
    return unit.startswith("cycles/")


def _paths(read: Read, unit: str) -> Sequence[str]:
    return read.files.inside(unit.partition("/")[2]) if _is_cycle(unit) else (unit,)
