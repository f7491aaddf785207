"""Set or take away one field, named by its path."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from plcjournal.core import layout
from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.edited import Edited, NotEditable, Refused, shortened
from plcjournal.core.edits.pairs import pairs
from plcjournal.core.identity import key_of
from plcjournal.core.journal import Journal
from plcjournal.core.near import meant, near
from plcjournal.core.parse import KINDS, parse
from plcjournal.core.shape import Record, inner_record, keys, kind_of, plain
from plcjournal.core.values import Unquoted, stands_for, typed
from plcjournal.errors import Exit, PlcError


class NoSuchField(PlcError):
    """A path that leads nowhere."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, path: str, suggestions: Sequence[str]) -> None:
        hint = meant(suggestions, "See what is there: plc show")
        super().__init__(f"There is no field '{path}'.", hint)


class NeverChanges(PlcError):
    """An id is how others name the item."""

    exit_code = Exit.USAGE

    def __init__(self, path: str) -> None:
        super().__init__(
            f"'{path}' never changes, because others rely on it.",
            "Change its words instead, for example its name or text.",
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A place in one record: how to reach its values, and what it holds."""

    path: str
    file: str
    kind: str
    cycle: str
    keys: tuple[str, ...]
    holds: str
    record: type[Record]


def needs_cycle(path: str) -> bool:
    """Say whether a path lies inside a cycle."""
    return path.split(".", maxsplit=1)[0] not in ("plc", "teams", "meetings")


def find_field(journal: Journal, cycle: Cycle | None, path: str) -> Field:
    """Answer the place a path names; its first word may be left out where one fits.

    Raises:
        NoSuchField: it names none; near ones are suggested.
    """
    head, *rest = path.split(".")
    if head == "plc":
        return _inside(path, layout.SETTINGS, "settings", "", rest)
    if head in ("teams", "meetings") and rest:
        names = journal.teams if head == "teams" else journal.meetings
        if rest[0] not in names:
            close = near(rest[0], names)
            tail = ".".join(rest[1:])
            raise NoSuchField(path, [f"{head}.{name}.{tail}" for name in close])
        kind = head.removesuffix("s")
        return _inside(path, f"{head}/{rest[0]}.yaml", kind, "", rest[1:])
    if head not in layout.STAGES or cycle is None or not rest:
        only = [stage for stage in layout.STAGES if head in keys(KINDS[stage])]
        if cycle is None or head in layout.STAGES or len(only) != 1:
            raise NoSuchField(path, _stages_with(path))
        head, rest, path = only[0], [head, *rest], f"{only[0]}.{path}"
    if head in cycle.unread:
        raise NotEditable(layout.stage_path(cycle.name, head))
    file = layout.stage_path(cycle.name, head)
    return _inside(path, file, head, cycle.name, rest)


def _stages_with(path: str) -> list[str]:
    """Suggest full paths for a path that forgot, or misspelt, its first word."""
    head, *rest = [part for part in path.split(".") if part] or [""]
    found = [
        ".".join([stage, *parts])
        for stage in layout.STAGES
        for parts in ([head, *rest], rest)
        if parts and parts[0] in keys(KINDS[stage])
    ]
    if found:
        return found
    known = [f"{stage}.{key}" for stage in layout.STAGES for key in keys(KINDS[stage])]
    return [*near(path, known)]


def _inside(path: str, file: str, kind: str, cycle: str, rest: Sequence[str]) -> Field:
    walk = _Walk(path, path.split(".")[: path.count(".") + 1 - len(rest)], KINDS[kind])
    parts = [*rest]
    while parts:
        if walk.takes_all:
            parts = [".".join(parts)]
        walk.step(parts.pop(0))
    return Field(path, file, kind, cycle, tuple(walk.keys), walk.holds, walk.owner)


class _Walk:
    """A way into a record, key by key."""

    def __init__(self, path: str, start: Sequence[str], record: type[Record]) -> None:
        self._path = path
        self._start = start
        self._record: type[Record] | None = record
        self.owner = record
        self.holds = "record"
        self.keys: list[str] = []

    @property
    def takes_all(self) -> bool:
        """Say whether the rest of the path is one name, dots included."""
        if self._record is not None or self.holds not in ("list", "mapping"):
            return False
        return inner_record(self.owner, self.keys[-1]) is None

    def step(self, part: str) -> None:
        """Go one key, item or name further in.

        Raises:
            NoSuchField: there is no such key.
        """
        if any(key.startswith("x_") for key in self.keys):
            self.holds = "foreign"
        elif self._record is not None:
            self._key(part, self._record)
        elif self.holds == "mapping":
            self.holds = "number" if self.keys[-1] == "levels" else "text"
        elif self.holds == "list":
            self._record = inner_record(self.owner, self.keys[-1])
            self.holds = "item"
        else:
            raise NoSuchField(self._path, [])
        self.keys.append(part)

    def _key(self, part: str, record: type[Record]) -> None:
        self.owner, self.holds = record, kind_of(record, part)
        if part.startswith("x_"):
            self._record, self.holds = None, "foreign"
            return
        if not self.holds:
            close = near(part, keys(record)) or keys(record)[:3]
            start = [*self._start, *self.keys]
            raise NoSuchField(self._path, [".".join([*start, key]) for key in close])
        self._record = inner_record(record, part) if self.holds == "record" else None


def set_field(journal: Journal, place: Field, text: str | None) -> Edited:
    """Give a field a new value as a person typed it; None or blanks clear it.

    Raises:
        NoSuchField: an item on the way does not exist.
        NeverChanges: the field is an id.
        NamedTwice: a name stands twice in what was typed.
        Refused: the value does not fit the field.
    """
    _start(place)
    text = text if text and text.strip() else ""
    inside = len(place.keys) > 1 and "id" in keys(place.record)
    if inside and place.keys[-1] == "id":
        raise NeverChanges(place.path)
    if place.holds in ("record", "item") and text and place.keys[-1]:
        raise NoSuchField(place.path, [f"{place.path}.{k}" for k in _inner(place)[:3]])
    values = _values(journal, place)
    holder, key = _reach(values, place)
    old = holder[key] if isinstance(holder, list) else holder.get(key)
    if not text:
        _take_away(holder, key)
        told = (f"Cleared {place.path}", f"Clear {place.path}")
    else:
        holder[key] = _typed(place, text)
        was = f"{_told(old)} → " if _told(old) else ""
        # What stood there before may be what somebody wants out of the journal.
        told = (
            f"Set {place.path}: {was}{text}",
            shortened(f"Set {place.path}: {text}"),
        )
    return _written(journal, place, values, told, "set")


def remove_field(journal: Journal, place: Field) -> Edited:
    """Take away an item, a result or the value of a field.

    Raises:
        NoSuchField: it does not exist.
        Refused: the record cannot be without it.
    """
    _start(place)
    if place.keys[-1:] in (("id",), ("format",)):
        raise NeverChanges(place.path)
    values = _values(journal, place)
    holder, key = _reach(values, place)
    if isinstance(holder, dict) and holder.get(key) in (None, [], {}, ""):
        raise NoSuchField(place.path, [])
    _take_away(holder, key)
    told = (f"Removed {place.path}", f"Remove {place.path}")
    return _written(journal, place, values, told, "remove")


def _start(place: Field) -> None:
    """Refuse a path that names a whole record."""
    if not place.keys:
        raise NoSuchField(place.path, [f"{place.path}.{k}" for k in _inner(place)[1:4]])


def _inner(place: Field) -> tuple[str, ...]:
    """Answer the keys inside a record or an item; an item may be a mere word."""
    if not place.keys:
        return keys(place.record)
    name = place.keys[-2] if place.holds == "item" else place.keys[-1]
    inner = inner_record(place.record, name)
    return keys(inner) if inner else ()


def _values(journal: Journal, place: Field) -> dict[str, Any]:
    return cast("dict[str, Any]", plain(journal.record(place.file)))


def _reach(values: dict[str, Any], place: Field) -> tuple[Any, Any]:
    """Answer the mapping or list that holds the field, and its key or index.

    Raises:
        NoSuchField: what was reached before its end holds nothing.
    """
    here: Any = values
    list_name = ""
    for at, part in enumerate(place.keys[:-1], 1):
        if isinstance(here, list):
            here = here[_index(here, list_name, part, place)]
        else:
            if here.get(part) is None:
                here[part] = {}
            here = here[part]
        list_name = part
        if not isinstance(here, dict | list):  # nothing lies inside a mere word
            there = place.path.split(".")[: at - len(place.keys)]
            raise NoSuchField(place.path, [".".join(there)])
    last = place.keys[-1] if place.keys else ""
    if isinstance(here, list):
        return here, _index(here, list_name, last, place)
    return here, last


def _index(items: list[Any], list_name: str, part: str, place: Field) -> int:
    names = [key_of(list_name, item) or "0" for item in items]
    if part in names:
        return names.index(part)
    if list_name == "targets" and part.isdecimal() and int(part) < len(items):
        return int(part)
    close = near(part, names) or tuple(names[:3])
    place_of = place.path.split(".")
    at = len(place_of) - len(place.keys) + place.keys.index(part)
    found = [[*place_of[:at], name, *place_of[at + 1 :]] for name in close]
    raise NoSuchField(place.path, [".".join(parts) for parts in found])


def _take_away(holder: Any, key: Any) -> None:
    if isinstance(holder, list):
        del holder[key]
    else:
        holder.pop(key, None)


def _typed(place: Field, text: str) -> Any:
    """Answer what a person typed as the raw value of the field's kind."""
    if place.holds == "list":
        many = ";" if ";" in text or kind_is_lines(place) else ","
        return [part.strip() for part in text.split(many) if part.strip()]
    if place.holds == "mapping":
        named = pairs(text, place.path)
        return {name: Unquoted(value or "") for name, value in named.items()}
    if place.holds == "foreign":
        return typed(text)
    meaning = stands_for(text.strip())
    if place.holds in ("number", "flag") and not isinstance(meaning, str | None):
        return Unquoted(text.strip())
    return text


def kind_is_lines(place: Field) -> bool:
    """Say whether a list holds sentences, in which commas are ordinary."""
    return place.keys[-1] in ("norms", "hopes", "fears", "decided")


def _told(value: object) -> str:
    if value in (None, [], {}, ""):
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _written(
    journal: Journal,
    place: Field,
    values: dict[str, Any],
    told: tuple[str, str],
    action: str,
) -> Edited:
    record, findings = parse(place.kind, values, place.file)
    if record is None:
        raise Refused(findings)
    stage = place.kind if place.cycle else ""
    changed = journal.with_record(place.file, record)
    return Edited(changed, *told, place.cycle, stage, action, place.path)
