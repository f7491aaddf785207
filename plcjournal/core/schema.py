"""JSON Schemas of the records, for editors: what may stand where, and what it means.

Made from the records themselves, key by key. The words come from a lexicon; what an
editor says of a wrong value is the sentence plc itself says.
"""

import inspect
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from plcjournal.core.language import LANGUAGES
from plcjournal.core.lexicon import Lexicon
from plcjournal.core.models import Said
from plcjournal.core.parse import KINDS
from plcjournal.core.shape import (
    Count,
    Day,
    Flag,
    Id,
    Line,
    Many,
    Named,
    Number,
    Prose,
    Record,
    Words,
    keys,
)

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]

_CONTROLS = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ue000-\uf8ff"
_TURNING = r"\u202a-\u202e\u2066-\u2069"
_SEEN = r"[^\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"  # the rest nobody can see
_ONE_LINE = rf"^(?![\s\S]*[\n{_CONTROLS}{_TURNING}])"
_MOST = 10**9
_HUGE = 10**15


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of value: its schema, and values that are none of it.

    `wrong` is of another kind, `odd` is a text as it must not be.
    """

    kind: Any
    schema: Schema
    wrong: object
    odd: str = ""


# An unquoted word that looks like a number is a text to plc where a text belongs.
_TEXT = ["string", "number"]
_SCALARS = (
    _Kind(Prose, {"type": _TEXT, "pattern": rf"^(?![\s\S]*[{_CONTROLS}])"}, [], "\0"),
    _Kind(Line, {"type": _TEXT, "pattern": _ONE_LINE}, [], "\n"),
    _Kind(Words, {"type": _TEXT, "pattern": _ONE_LINE}, [], "\n"),
    _Kind(
        Id,
        {
            "type": ["string", "integer"],
            "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*(?![\s\S])",
            "minimum": 0,
            "maximum": _HUGE,
        },
        [],
        "_",
    ),
    _Kind(
        Day,
        {
            "type": "string",
            "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![\s\S])",
        },
        [],
    ),
    _Kind(Number, {"type": "number", "minimum": -_HUGE, "maximum": _HUGE}, []),
    _Kind(Count, {"type": "integer", "minimum": 0, "maximum": _MOST}, -1),
    _Kind(Flag, {"type": "boolean"}, ""),
)


def _mark(kind: Any) -> object:
    """Answer what makes values of a kind, by which it is known again."""
    found = (one for one in kind.__metadata__ if isinstance(one, BeforeValidator))
    return next(found).func


_BY_MARK = {_mark(one.kind): one for one in _SCALARS}
_MANY, _NAMED, _SAID = _mark(Many[Line]), _mark(Named[Line]), _mark(Said)


def schema_of(kind: str, lexicon: Lexicon) -> Schema:
    """Answer the JSON Schema (draft-07) of a kind of record, without references."""
    record = KINDS[kind]
    made = _Writer(lexicon).of_record(record)
    return {"$schema": DRAFT, **made, "title": f"{_titled(kind)} of plc"}


def owners(record: type[Record]) -> dict[str, tuple[str, ...]]:
    """Answer under which names of records the words for each key may stand."""
    bases = [
        one.__name__
        for one in record.__mro__
        if issubclass(one, Record) and one is not Record
    ]
    return {key: tuple(bases) for key in keys(record)}


def _sentence_for(kind: Any, wrong: object) -> str:
    """Answer what plc says of a value that is none of a kind; '' if it is one."""
    try:
        TypeAdapter(kind).validate_python(wrong)
    except ValidationError as refused:
        first = refused.errors()[0]
        return str(first.get("ctx", {}).get("sentence", first["msg"]))
    return ""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes schemas, with words."""

    lexicon: Lexicon

    def of_record(self, record: type[Record]) -> Schema:
        hints = get_type_hints(record, include_extras=True)
        fields = {
            info.alias or name: (hints[name], info)
            for name, info in record.model_fields.items()
        }
        properties: Schema = {}
        required = []
        for key, told_by in owners(record).items():
            hint, info = fields[key]
            name = self._known(self.lexicon.says, told_by, key)
            made = self._value(hint, f"{name}.{key}")
            if info.is_required():
                required.append(key)
            else:
                made = _or_nothing(made)
            made |= {"title": _titled(key), "description": self.lexicon.says[name][key]}
            inner = made.get("items", made)
            inner |= self._examples(told_by, key)
            # An editor types a default in, also where nothing needs to be said.
            if isinstance(info.default, str | int) and info.default is not False:
                made["default"] = info.default
            properties[key] = made
        return {
            "title": _titled(_name_of(record)),
            "description": _first_words(record),
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "patternProperties": {
                "^x_": {"description": "Of another tool: plc keeps it, never reads it."}
            },
            "additionalProperties": False,
        }

    def _examples(self, told_by: tuple[str, ...], key: str) -> Schema:
        shelf = self.lexicon.examples
        name = self._known(shelf, told_by, key)
        return {"examples": list(shelf[name][key])} if name else {}

    @staticmethod
    def _known(
        shelf: Mapping[str, Mapping[str, object]], told_by: tuple[str, ...], key: str
    ) -> str:
        return next((name for name in told_by if key in shelf.get(name, {})), "")

    def _value(self, hint: Any, place: str) -> Schema:
        """Answer the schema of what a type of ours takes."""
        origin, parts = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            inner = next(part for part in parts if part is not type(None))
            return _or_nothing(self._value(inner, place))
        if origin is Literal:
            return self._choice(parts, place)
        if origin is Annotated:
            return self._marked(hint, place)
        return self.of_record(hint)

    def _marked(self, hint: Any, place: str) -> Schema:
        mark, base = _mark(hint), get_args(hint)[0]
        if mark in _BY_MARK:
            return _scalar(_BY_MARK[mark])
        if mark is _MANY:
            items = self._value(get_args(base)[0], place)
            if items.get("type") == "object" and "required" not in items:
                items = _or_nothing(items)
            wrong = _sentence_for(Many[Line], "")
            return {"type": "array", "items": items, "errorMessage": wrong}
        if mark is _NAMED:
            inner = _or_nothing(self._value(get_args(base)[1], place))
            return {"type": "object", "additionalProperties": inner}
        if mark is _SAID:
            return _by_language()
        return {}  # whatever stood in a field that people changed differently

    def _choice(self, choices: tuple[str, ...], place: str) -> Schema:
        words = self.lexicon.words[place]
        return {"enum": [*choices], "enumDescriptions": [words[one] for one in choices]}


def _scalar(kind: _Kind) -> Schema:
    made = {**kind.schema, "errorMessage": _sentence_for(kind.kind, kind.wrong)}
    if kind.odd:
        odd = _sentence_for(kind.kind, kind.odd)
        made["patternErrorMessage"] = odd.replace(f"'{kind.odd}'", "This")
    if kind.kind is Words:
        says_nothing = _sentence_for(Words, " ")
        made["allOf"] = [{"pattern": _SEEN, "patternErrorMessage": says_nothing}]
    return made


def _by_language() -> Schema:
    text = _scalar(_BY_MARK[_mark(Prose)])
    inner = dict.fromkeys(LANGUAGES, text)
    return {
        "type": [*_TEXT, "object"],
        "pattern": text["pattern"],
        "properties": inner,
        "additionalProperties": False,
        "minProperties": 1,
    }


def _or_nothing(schema: Schema) -> Schema:
    """Answer the same schema for a key that may also stand there without a value."""
    made = dict(schema)
    if "enum" in made:
        if None not in made["enum"]:
            made["enum"] = [*made["enum"], None]
            made["enumDescriptions"] = [*made["enumDescriptions"], "not said yet"]
        return made
    kinds = made.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and "null" not in kinds:
        made["type"] = [*kinds, "null"]
    return made


def _titled(key: str) -> str:
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def _name_of(record: type[Record]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower()


def _first_words(record: type[Record]) -> str:
    return (inspect.getdoc(record) or "").split("\n\n")[0]
