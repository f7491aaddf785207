"""Raw values of a file into a record, or the findings that say why not."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plcjournal.core.dated import JournalRecord
from plcjournal.core.findings import Finding
from plcjournal.core.identity import name_of
from plcjournal.core.models import CycleModel
from plcjournal.core.near import near, or_list
from plcjournal.core.records import ActionPlan, Evidence, Priority, Review
from plcjournal.core.rulebook import RULES, finding
from plcjournal.core.settings import Settings
from plcjournal.core.shape import Record, inner_record, keys
from plcjournal.core.team import Meeting, Team
from plcjournal.core.values import Value, settled

FORMAT = 1
KINDS: Mapping[str, type[JournalRecord]] = {
    "settings": Settings,
    "team": Team,
    "meeting": Meeting,
    "model": CycleModel,
    "priority": Priority,
    "evidence": Evidence,
    "action": ActionPlan,
    "review": Review,
}
Loc: TypeAlias = tuple[str | int, ...]


def parse(
    kind: str, raw: Mapping[str, Value], path: str
) -> tuple[JournalRecord | None, tuple[Finding, ...]]:
    """Answer the record of a kind, or None and what stands in the way.

    A record of a newer format is not read at all: one warning says so.
    """
    number = settled(raw.get("format"))
    if isinstance(number, int | float) and number > FORMAT:
        message = f"A newer plc wrote this file (format {number}); it is left as it is."
        return None, (finding("newer-format", path, message, loc=("format",)),)
    try:
        return KINDS[kind].model_validate(raw), ()
    except ValidationError as errors:
        found = [_told(KINDS[kind], raw, path, error) for error in errors.errors()]
        return None, tuple(found)


def _told(
    record: type[Record], raw: Mapping[str, Value], path: str, error: ErrorDetails
) -> Finding:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    field = field_of(raw, loc)
    key = str(loc[-1]) if loc else ""
    match error["type"]:  # other types carry their own sentence
        case "missing":
            message = f"'{key}' is missing."
            return finding("missing-key", path, message, loc=loc[:-1], field=field)
        case "extra_forbidden":
            known = keys(_owner(record, loc[:-1]))
            close = near(key, known, 1)
            hint = f"; did you mean '{close[0]}'?" if close else "."
            message = f"plc does not know the key '{key}'{hint}"
            fix = f"{close[0]}:" if close else f"x_{key}:"
            return finding("unknown-key", path, message, loc=loc, field=field, fix=fix)
        case "literal_error":
            words = error.get("ctx", {}).get("expected", "").replace("'", "")
            choices = words.replace(" or ", ", ").split(", ")
            close = near(str(error["input"]).casefold(), choices, 1)
            message = f"'{key}' must be {or_list(choices)}."
            fix = f"{key}: {close[0]}" if close else ""
            return finding("not-one-of", path, message, loc=loc, field=field, fix=fix)
        case "string_unicode":  # half a character, as some file names have
            where = f"'{key}'" if key else "A key"
            message = f"{where} holds a character that no text can have."
            return finding("invisible-character", path, message, loc=loc, field=field)
        case _:
            pass
    rule = error["type"] if error["type"] in RULES else "wrong-kind"
    told = error.get("ctx", {})
    sentence = told.get("sentence", error["msg"])
    place = "" if "whole" in told or not field else f"'{field}': "
    fix = told.get("fix", "")
    return finding(rule, path, place + sentence, loc=loc, field=field, fix=fix)


def _owner(record: type[Record], loc: Loc) -> type[Record]:
    """Answer the class of the record that a place inside another record holds."""
    owner = record
    for part in loc:
        if isinstance(part, str) and part in keys(owner):
            owner = inner_record(owner, part) or owner
    return owner


def field_of(raw: Value, loc: Sequence[str | int]) -> str:
    """Write a place as people type it: list items by what tells them apart."""
    parts: list[str] = []
    here, list_name = raw, ""
    for part in loc:
        if isinstance(part, int):
            here = _item(here, part)
            parts.append(name_of(list_name, settled(here), part))
        else:
            parts.append(part)
            here = here.get(part) if isinstance(here, Mapping) else None
            list_name = part
    return ".".join(parts)


def _item(value: Value, index: int) -> Value:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return None
    return value[index] if index < len(value) else None
