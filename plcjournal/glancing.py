"""Hides how glances of all cycles are kept for what history holds.

They are kept beside the history for the commit the folder stands on; a later commit
brings only its own changes up to date, and files that differ from it are read each
time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING

from plcjournal.beside import in_turns
from plcjournal.cache import SHAPE
from plcjournal.core import layout
from plcjournal.glances import TABLES, Glances, cycle_of, in_bytes
from plcjournal.repository import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from plcjournal.reading import Read
    from plcjournal.repository.place import Place
    from plcjournal.repository.standing import Standing

    Changed = Callable[[str, str], Sequence[str] | None]

_STORED = (
    "CREATE TABLE IF NOT EXISTS stood (state BLOB)",
    "CREATE TABLE IF NOT EXISTS unsure (unit TEXT PRIMARY KEY)",
    "CREATE INDEX IF NOT EXISTS main.standing ON glance (is_open)",
    "CREATE INDEX IF NOT EXISTS main.waiting ON glance (is_open, due, unit)",
    "CREATE INDEX IF NOT EXISTS main.called ON glance (folder)",
    "CREATE INDEX IF NOT EXISTS main.briefly ON glance (short)",
    "CREATE INDEX IF NOT EXISTS main.later ON glance (follows, unit)",
)
# What differs from history stands in tables of its own, which nobody keeps.
_LAID = (
    "CREATE TEMP VIEW all_{0} AS SELECT * FROM {0} WHERE unit NOT IN differing"
    " UNION ALL SELECT * FROM now_{0}"
)
# Words are searched from first to last; four times the usual is read in fewer calls.
_LARGE_PAGES = "PRAGMA page_size = 16384"
_WAITS = "SELECT unit FROM glance WHERE waits"
_FORGET = "DELETE FROM {} WHERE unit = ?"
_INTO = "INSERT INTO {} VALUES ({})"
_VERSION = f"{SHAPE}.6"
_AT_ONCE = 200
_BUSY = 0.2


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


def waiting(place: Place, prefix: str) -> tuple[str, ...] | None:
    """Answer the cycles in which a field may wait for a decision.

    Those in which one did when they were looked at, and those recorded since. None
    where nobody remembers, or something differed from what was recorded.
    """
    file, tip = place.notes / "glances.sqlite", place.tip
    if tip is None or not file.exists():
        return None
    try:
        uri = f"{file.as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY)) as base:
            way, _, old = _state(base).rpartition(b" ")
            if way != in_bytes(f"{_VERSION} {prefix}") or _unsure(base):
                return None
            known = [cycle_of(unit) for (unit,) in base.execute(_WAITS)]
    except sqlite3.Error:
        return None
    since = standing.paths_between(place, prefix, old.decode(), tip)
    if since is None:
        return None
    units = filter(_is_cycle, map(_unit, since))
    return tuple(sorted({*known, *(one.partition("/")[2] for one in units)}))


def _brought_up(
    read: Read, stands: Standing, file: Path, prefix: str, changed: Changed
) -> Glances:
    file.parent.mkdir(exist_ok=True)
    base = sqlite3.connect(file, timeout=_BUSY, isolation_level=None)
    try:
        base.execute(_LARGE_PAGES)
        now = in_bytes(f"{_VERSION} {prefix} {stands.tip}")
        differing = {*map(_unit, stands.differing)} - {""}
        if _state(base) != now or _unsure(base) - {*map(_mark, differing)}:
            _bring_up(base, read, now, differing, changed)
        if not differing:
            return Glances(base)
        _make(base, "now_")
        base.execute("CREATE TEMP TABLE differing (unit BLOB PRIMARY KEY)")
        rows = [(in_bytes(unit),) for unit in differing]
        base.executemany("INSERT INTO differing VALUES (?)", rows)
        for table in TABLES:
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
    return hashlib.sha256(in_bytes(unit)).hexdigest()


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
        for table in (*TABLES, "stood", "unsure"):
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
    for table, columns in TABLES.items():
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
    rows = [(in_bytes(unit),) for unit in units]
    for table in TABLES:
        base.executemany(_FORGET.format(name + table), rows)


def _take(
    base: sqlite3.Connection, read: Read, units: Iterable[str], name: str
) -> None:
    """Look at some units as they are in the folder, a few at a time, and note them."""
    wanted = sorted(units)
    _forget(base, wanted, name)
    for noted in in_turns(partial(_looked, read), wanted, _AT_ONCE):
        for table, rows in noted.items():
            marks = ", ".join("?" * len(TABLES[table].split(",")))
            base.executemany(_INTO.format(f"{name}{table}", marks), rows)


def _looked(read: Read, units: Sequence[str]) -> dict[str, list[tuple[object, ...]]]:
    """Answer the rows of each table that units have as they are in the folder."""
    from plcjournal.core.cycle import short_name
    from plcjournal.core.glance import glance_at

    part = read.apart()
    paths = [(unit, path) for unit in units for path in _paths(part, unit)]
    part.look_at(path for _, path in paths)
    noted: dict[str, list[tuple[object, ...]]] = {table: [] for table in TABLES}
    closed = [one for one in paths if part.is_unread(one[1])]
    noted["unread"] += [(in_bytes(unit), in_bytes(path)) for unit, path in closed]
    known = part.journal.cycles
    cycles = [unit.partition("/")[2] for unit in units if _is_cycle(unit)]
    for cycle in (one for one in cycles if one in known):
        unit, glance = in_bytes(f"cycles/{cycle}"), glance_at(known[cycle])
        folder, short = in_bytes(cycle.partition("/")[2]), in_bytes(short_name(cycle))
        follows, words = in_bytes(glance.follows), in_bytes(glance.words)
        waits = bool(known[cycle].contested())
        noted["glance"].append(
            (unit, folder, short, glance.is_open, glance.due, follows, waits)
        )
        noted["folded"].append((unit, words))
        title, texts = json.dumps(glance.said.title), json.dumps(glance.said.texts)
        noted["said"].append((unit, title, texts))
    return noted


def _is_cycle(unit: str) -> bool:
    return unit.startswith("cycles/")


def _paths(read: Read, unit: str) -> Sequence[str]:
    return read.files.inside(unit.partition("/")[2]) if _is_cycle(unit) else (unit,)
