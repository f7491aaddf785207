"""Set or take away one field, named by its path."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from plcjournal.core import layout
from plcjournal.core.edits.edited import Edited, NotEditable, Refused, shortened
from plcjournal.core.identity import key_of
from plcjournal.core.journal import Cycle, Journal
from plcjournal.core.near import near, or_list
from plcjournal.core.parse import KINDS, parse
from plcjournal.core.shape import Record, inner_record, keys, kind_of, plain
from plcjournal.core.values import Unquoted, stands_for
from plcjournal.errors import Exit, PlcError

_STAGE_OF_KIND = ("priority", "evidence", "action", "review")


class NoSuchField(PlcError):
    """A path that leads nowhere."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, path: str, suggestions: Sequence[str]) -> None:
        hint = (
            f"Did you mean {or_list(suggestions)}?"
            if suggestions
            else ("See what is there: plc show")
        )
        super().__init__(f"There is no field '{path}'.", hint)


class NeverChanges(PlcError):
    """An id is how others name the item."""

    exit_code = Exit.USAGE

    def __init__(self, path: str) -> None:
        super().__init__(
            f"'{path}' never changes, because other records name it.",
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
    """Answer the place a path names.

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
        raise NoSuchField(path, _stages_with(path))
    if head in cycle.unread:
        raise NotEditable(layout.stage_path(cycle.name, head))
    file = layout.stage_path(cycle.name, head)
    return _inside(path, file, head, cycle.name, rest)


def _stages_with(path: str) -> list[str]:
    """Suggest full paths for a path that forgot, or misspelt, its first word."""
    head, *rest = path.split(".")
    found = [
        ".".join([stage, *parts])
        for stage in _STAGE_OF_KIND
        for parts in ([head, *rest], rest)
        if parts and parts[0] in keys(KINDS[stage])
    ]
    if found:
        return found
    known = [f"{stage}.{key}" for stage in _STAGE_OF_KIND for key in keys(KINDS[stage])]
    return [*near(path, known)]


def _inside(path: str, file: str, kind: str, cycle: str, rest: Sequence[str]) -> Field:
    owner: type[Record] = KINDS[kind]
    holds = "record"
    record: type[Record] | None = owner
    walked: list[str] = []
    for part in rest:
        if record is not None:  # a key of a record
            owner, holds = record, kind_of(record, part)
            if not holds and part.startswith("x_"):
                holds = "text"
            elif not holds:
                near_keys = near(part, keys(record))
                start = path.split(".")[: len(path.split(".")) - len(rest)]
                raise NoSuchField(
                    path, [".".join([*start, *walked, key]) for key in near_keys]
                )
            inner = inner_record(record, part) if part in keys(record) else None
            record = inner if holds == "record" else None
        elif holds in ("list", "mapping"):  # an item, or a name in a mapping
            last = walked[-1]
            record = inner_record(owner, last)
            if holds == "mapping":
                holds = "number" if last == "levels" else "text"
            else:
                holds = "item"
        else:
            raise NoSuchField(path, [])
        walked.append(part)
    return Field(path, file, kind, cycle, tuple(rest), holds, owner)


def set_field(journal: Journal, place: Field, text: str | None) -> Edited:
    """Give a field a new value as a person typed it; None or '' clears it.

    Raises:
        NoSuchField: an item on the way does not exist.
        NeverChanges: the field is an id.
        Refused: the value does not fit the field.
    """
    _start(place)
    inside = len(place.keys) > 1 and "id" in keys(place.record)
    if inside and place.keys[-1] == "id":
        raise NeverChanges(place.path)
    if place.holds in ("record", "item") and text:
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
        subject = f"Set {place.path}: {was}{text}"
        told = (subject, shortened(subject))
    return _written(journal, place, values, told, "set")


def remove_field(journal: Journal, place: Field) -> Edited:
    """Take away an item, a result or the value of a field.

    Raises:
        NoSuchField: it does not exist.
        Refused: the record cannot be without it.
    """
    _start(place)
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
    return cast("dict[str, Any]", plain(journal.records()[place.file]))


def _reach(values: dict[str, Any], place: Field) -> tuple[Any, Any]:
    """Answer the mapping or list that holds the field, and its key or index."""
    here: Any = values
    list_name = ""
    for part in place.keys[:-1]:
        if isinstance(here, list):
            here = here[_index(here, list_name, part, place)]
        else:
            if here.get(part) is None:
                here[part] = {}
            here = here[part]
        list_name = part
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
        pairs = [part.partition("=") for part in text.split(",")]
        return {name.strip(): Unquoted(value.strip()) for name, _, value in pairs}
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
