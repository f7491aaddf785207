"""The fields that people changed differently and nobody has decided yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from plcjournal.core import layout
from plcjournal.core.dated import JournalRecord, Signed
from plcjournal.core.edits.fields import Field
from plcjournal.core.journal import Journal, WhichOne, pick
from plcjournal.core.layout import Spot
from plcjournal.core.likeness import is_nothing, keyed, same
from plcjournal.core.parse import KINDS
from plcjournal.core.shape import Record, inner_record, keys, kind_of, plain
from plcjournal.core.telling.spoken import text
from plcjournal.core.values import Value
from plcjournal.errors import Exit, PlcError

_EXAMPLE = "Take one by its number, for example: --take 1"


class NoSuchVersion(PlcError):
    """A word or number that names none of the versions."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, waiting: "Waiting", who: str) -> None:
        sentence = f"No version of {waiting.field} goes by '{who}':"
        super().__init__(f"{sentence}{waiting.listed()}", _EXAMPLE)


class WhichVersion(PlcError):
    """A word that several versions go by."""

    exit_code = Exit.USAGE

    def __init__(self, waiting: "Waiting", who: str) -> None:
        sentence = f"Several versions of {waiting.field} go by '{who}':"
        super().__init__(f"{sentence}{waiting.listed()}", _EXAMPLE)


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that people gave a field, and who gave it when."""

    number: int
    value: Value
    absent: bool
    by: str
    date: str
    in_place: bool

    @property
    def signature(self) -> str:
        """Answer who and when, as far as it is known."""
        return ", ".join(part for part in (self.by, self.date) if part)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A field that waits for a decision.

    `place` is where the field is; it is None where nothing can be decided, and
    `trouble` then says why.
    """

    path: str
    cycle: str
    field: str
    versions: tuple[Version, ...]
    place: Field | None = None
    trouble: str = ""

    def listed(self) -> str:
        """Answer the versions, each on a line of its own."""
        return "".join(
            f"\n  {one.number}  {text(one.value)}"
            + (f"  ({one.signature})" if one.signature else "")
            for one in self.versions
        )


def waiting(journal: Journal, paths: Iterable[str]) -> tuple[Waiting, ...]:
    """Answer every field that waits for a decision in some records, by their paths."""
    found: list[Waiting] = []
    for path in sorted(paths):
        spot, record = layout.spot(path), journal.record(path)
        if spot is None or record is None:
            continue
        # Two entries about one field are one question.
        fields: dict[str, list[Signed]] = {}
        for entry in record.contested:
            fields.setdefault(entry.field, []).extend(entry.values)
        found += [
            _waiting(spot, record, field, values) for field, values in fields.items()
        ]
    return tuple(found)


def find_waiting(found: Sequence[Waiting], words: str) -> Waiting:
    """Answer the one waiting field that words name: its path, or part of it.

    Raises:
        NotFound: no field does.
        WhichOne: several do, or one of several cycles.
    """
    name = pick("waiting field", words, sorted({one.field for one in found}))
    fits = [one for one in found if one.field == name]
    if len(fits) > 1:
        cycles = [one.cycle for one in fits]
        hint = f"Name the cycle too, for example: plc resolve {cycles[0]}"
        raise WhichOne(f"{name} waits in several cycles:", cycles, hint)
    return fits[0]


def chosen(found: Waiting, who: str, me: str = "") -> Version:
    """Answer the version a person means: a number, part of a name, mine or theirs.

    Raises:
        NoSuchVersion: there is none.
        WhichVersion: there are several.
    """
    wanted = _folded(who)
    if wanted.isdecimal():
        fits = [one for one in found.versions if one.number == int(wanted)]
    elif wanted in ("mine", "theirs"):
        fits = [one for one in found.versions if is_by(one, me) == (wanted == "mine")]
    else:
        named = [one for one in found.versions if wanted and wanted in _folded(one.by)]
        whole = [one for one in named if _folded(one.by) == wanted]
        fits = whole or named
    if not fits:
        raise NoSuchVersion(found, who)
    if len(fits) > 1:
        raise WhichVersion(found, who)
    return fits[0]


def is_by(version: Version, me: str) -> bool:
    """Say whether a version is of the person of a name."""
    return bool(me) and _folded(version.by) == _folded(me)


def _waiting(
    spot: Spot, record: JournalRecord, field: str, signed: Iterable[Signed]
) -> Waiting:
    cycle = spot.name if spot.is_stage else ""
    here: Value = None
    place, trouble = None, ""
    try:
        place, here = _Walk(spot, cycle, field).to_the_end(plain(record))
    except _NoWay as error:
        trouble = str(error)
    versions = tuple(
        _version(number, one, here) for number, one in enumerate(_distinct(signed), 1)
    )
    if place and not versions:
        place, trouble = None, "no version of it is there to choose from"
    return Waiting(spot.path, cycle, field, versions, place, trouble)


def _distinct(signed: Iterable[Signed]) -> Iterator[Signed]:
    seen: list[Signed] = []
    for one in signed:
        if one not in seen:
            seen.append(one)
            yield one


def _version(number: int, signed: Signed, here: Value) -> Version:
    value = cast("Value", None if signed.absent else plain(signed.value))
    by, date = signed.by or "", signed.date or ""
    return Version(number, value, is_nothing(value), by, date, same(here, value))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


class _NoWay(Exception):
    """Why a field cannot be reached: the end of a sentence."""


class _Walk:
    """A way into a record, told by the path of a field.

    Names may have dots in them: of the names that are there, the longest that fits is
    meant.
    """

    def __init__(self, spot: Spot, cycle: str, field: str) -> None:
        start = f"{spot.start}."
        if not field.startswith(start) or field == start:
            raise _NoWay(f"it is no field of {spot.path}")
        self._spot = spot
        self._cycle = cycle
        self._field = field
        self._rest = field.removeprefix(start)
        self._owner: type[Record] = KINDS[spot.kind]
        self._record: type[Record] | None = self._owner
        self._holds = "record"
        self._keys: list[str] = []

    def to_the_end(self, values: Value) -> tuple[Field, Value]:
        """Answer the place the whole path leads to, and what stands there."""
        here = values
        while self._rest:
            is_key = self._record is not None
            here = self._step(here)
            if is_key and self._never_changes():
                raise _NoWay("it is a field that never changes")
        place = Field(
            self._field,
            self._spot.path,
            self._spot.kind,
            self._cycle,
            tuple(self._keys),
            self._holds,
            self._owner,
        )
        return place, here

    def _never_changes(self) -> bool:
        if len(self._keys) == 1 and self._keys[0] in ("format", "contested"):
            return True
        is_of_journal = self._spot.kind == "settings" and len(self._keys) == 1
        return self._keys[-1] == "id" and not is_of_journal

    def _step(self, here: Value) -> Value:
        if any(key.startswith("x_") for key in self._keys):
            return self._into(here, self._next(here))
        if self._record is not None:
            return self._key(self._record, here)
        if self._holds == "list":
            return self._item(here)
        if self._holds != "mapping":
            raise _NoWay("there is no such field")
        self._holds = "number" if self._keys[-1] == "levels" else "text"
        part, self._rest = self._rest, ""
        return self._into(here, part)

    def _key(self, record: type[Record], here: Value) -> Value:
        known = here if isinstance(here, Mapping) else {}
        part = self._next({*keys(record), *known})
        self._owner, self._holds = record, kind_of(record, part)
        self._record = None
        if part.startswith("x_"):
            self._holds = "foreign"
        elif not self._holds:
            raise _NoWay("there is no such field")
        elif self._holds == "record":
            self._record = inner_record(record, part)
        return self._into(here, part)

    def _item(self, here: Value) -> Value:
        items = keyed(self._keys[-1], here)
        part = self._next(items)
        if part not in items:
            raise _NoWay("what it belongs to was taken away meanwhile")
        self._record = inner_record(self._owner, self._keys[-1])
        self._holds = "item"
        self._keys.append(part)
        return items[part]

    def _next(self, names: object) -> str:
        """Take the next name off the path."""
        known = names if isinstance(names, Mapping | set) else ()
        fits = [n for n in known if f"{self._rest}.".startswith(f"{n}.")]
        part = max(fits, key=len, default=self._rest.partition(".")[0])
        self._rest = self._rest.removeprefix(part).removeprefix(".")
        return part

    def _into(self, here: Value, part: str) -> Value:
        self._keys.append(part)
        return here.get(part) if isinstance(here, Mapping) else None
