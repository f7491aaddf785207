"""The base of every record and the kinds of value its fields may hold."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from plcjournal.core.values import Unquoted, Value, settled, stands_for

Item = TypeVar("Item")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control characters but \n and \t, halves of characters, private ones, separators.
# Kept as text: what reads it takes a while to make, and few texts need it.
_INVISIBLE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\u2028\u2029"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_EXTRA = "x_"
_MOST = 10**9
_HUGE = 10**15


def _refuse(rule: str, sentence: str, fix: str = "") -> PydanticCustomError:
    # What is half a character cannot travel through pydantic.
    sentence, fix = (_whole(text) for text in (sentence, fix))
    return PydanticCustomError(rule, "{sentence}", {"sentence": sentence, "fix": fix})


def _whole(text: str) -> str:
    return text.encode(errors="replace").decode()


def _is_plain(value: Value) -> bool:
    """Say at once of most texts that they are one line of characters to be seen.

    What is printable in this sense holds no control character, no line break, nothing
    that turns the reading direction, and no blank but the space.
    """
    return type(value) is str and value.isprintable()


def _prose(value: Value) -> Value:
    if _is_plain(value):
        return value
    if isinstance(value, Unquoted):
        return str(value)
    if not isinstance(value, str):
        raise _refuse("wrong-kind", "This must be a text.")
    if re.search(_INVISIBLE, value):
        raise _refuse(
            "invisible-character",
            "There is an invisible control character in the text; type it again.",
        )
    return value


def _line(value: Value) -> Value:
    if _is_plain(value):
        return value
    text = _prose(value)
    if isinstance(text, str) and "\n" in text:
        raise _refuse("one-line", "This must be one line.", " ".join(text.split()))
    if isinstance(text, str) and _DIRECTION & {*text}:
        raise _refuse(
            "invisible-character",
            "There is an invisible character that turns the reading direction; "
            "type the text again.",
        )
    return text


def _words(value: Value) -> Value:
    if type(value) is str and value.isprintable() and value.strip():
        return value
    text = _line(value)
    if isinstance(text, str) and not any(map(_seen, text)):
        raise _refuse("empty", "This must not be empty.")
    return text


def _seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf"


def _identifier(value: Value) -> Value:
    if type(value) is str and _ID.fullmatch(value):
        return value
    text = _line(value)
    if isinstance(text, str) and not _ID.fullmatch(text):
        plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
        raise _refuse(
            "bad-id",
            f"'{text}' must be small letters, digits and single hyphens.",
            plain,
        )
    return text


@lru_cache(maxsize=1 << 14)
def _is_day(text: str) -> bool:
    """Say whether a text is a real day; the days of a journal come again and again."""
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _day(value: Value) -> Value:
    if type(value) is str and _is_day(value):
        return value
    if isinstance(value, Unquoted):
        value = str(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise _refuse("bad-date", f"There is no day {value}.") from None
    raise _refuse("bad-date", "This must be a date such as 2026-11-03.")


def _number(value: Value) -> Value:
    if isinstance(value, Unquoted):
        value = stands_for(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        fix = value if isinstance(value, str) and _looks_numeric(value) else ""
        raise _refuse(
            "wrong-kind",
            "This must be a number" + (", without quotes." if fix else "."),
            fix,
        )
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124  # NaN
        raise _refuse("wrong-kind", "This must be a number.")
    if abs(value) > _HUGE:
        raise _refuse("wrong-kind", "This number is too big to be a figure.")
    return value


def _looks_numeric(word: str) -> bool:
    return isinstance(stands_for(word.strip()), int | float)


def _count(value: Value) -> Value:
    number = _number(value)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if not isinstance(number, int) or number < 0 or number > _MOST:
        raise _refuse("wrong-kind", "This must be a whole number, 0 or more.")
    return number


def _flag(value: Value) -> Value:
    if isinstance(value, Unquoted):
        value = stands_for(value)
    if not isinstance(value, bool):
        raise _refuse("wrong-kind", "This must be true or false, without quotes.")
    return value


def _many(value: Value) -> Value:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise _refuse(
            "wrong-kind",
            "This must be a list: each item on its own line, after a hyphen.",
            f"- {value}" if isinstance(value, str) and value.strip() else "",
        )
    return tuple(value)


def _mapping(value: Value) -> Value:
    if not isinstance(value, Mapping):
        raise _refuse("wrong-kind", "This must be a set of names with values.")
    return {name: item for name, item in value.items() if item is not None}


Prose = Annotated[str, BeforeValidator(_prose)]
"""Text of any length, line breaks allowed."""
Line = Annotated[str, BeforeValidator(_line)]
"""Text of one line."""
Words = Annotated[str, BeforeValidator(_words)]
"""Text of one line that says something."""
Id = Annotated[str, BeforeValidator(_identifier)]
"""A slug that tells an item from its siblings."""
Day = Annotated[str, BeforeValidator(_day)]
"""A real day as ISO text, so that records, files and JSON hold the same value."""
Number = Annotated[int | float, BeforeValidator(_number)]
"""A finite number."""
Count = Annotated[int, BeforeValidator(_count)]
"""A whole number, 0 or more."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""True or false."""
Many = Annotated[tuple[Item, ...], BeforeValidator(_many)]
"""A list, kept as a tuple."""
Named = Annotated[Mapping[Line, Item], BeforeValidator(_mapping)]
"""Names with values; a name without one is the same as no name."""
Anything = Annotated[object, BeforeValidator(settled)]
"""Whatever stood in a field that people changed differently."""


class Record(BaseModel):
    """What all records share: they never change, and know no unknown keys.

    Keys that begin with `x_` belong to other tools: kept, never read. A known key
    without a value is the same as no key.
    """

    # A command that saves reads a few kinds of records; others need no validator.
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", defer_build=True
    )
    extra: Mapping[str, object] = Field(
        default_factory=dict, alias=_EXTRA, exclude=True
    )

    @model_validator(mode="before")
    @classmethod
    def _sort_keys(cls, values: object) -> object:
        known = _known(cls)
        if (
            type(values) is dict
            and values.keys() <= known
            and None not in values.values()
        ):
            return values
        if values is None:
            return {}
        if not isinstance(values, Mapping):
            raise _refuse("wrong-kind", "This must be a set of keys with values.")
        if not all(isinstance(key, str) for key in values):
            raise _refuse("wrong-kind", "Every key must be a text.")
        own = {
            key: value
            for key, value in values.items()
            if not key.startswith(_EXTRA) and (value is not None or key not in known)
        }
        foreign = {
            key: settled(value)
            for key, value in values.items()
            if key.startswith(_EXTRA)
        }
        return {**own, _EXTRA: foreign} if foreign else own


_LAST = ("answers", "contested")


@cache
def _fields(record: type[Record]) -> Mapping[str, str]:
    names = {
        info.alias or name: name
        for name, info in record.model_fields.items()
        if name != "extra"
    }
    last = {key: names.pop(key) for key in _LAST if key in names}
    return {**names, **last}


@cache
def _known(record: type[Record]) -> frozenset[str]:
    return frozenset(keys(record))


def keys(record: type[Record]) -> tuple[str, ...]:
    """Answer the keys a record may have, in the order they are written."""
    return (*_fields(record),)


_PLAIN = frozenset({str, int, float, bool})


def plain(value: object) -> Any:
    """Answer a record as plain values, every field with its default present."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Record):
        fields = {
            key: plain(getattr(value, name))
            for key, name in _fields(type(value)).items()
        }
        return {**fields, **value.extra}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def kind_of(record: type[Record], key: str) -> str:
    """Answer what a key of a record holds: date, number, flag, list, mapping and so on.

    One of `list`, `mapping`, `record`, `date`, `number`, `flag`, `words`, `text`;
    '' where the record has no such key.
    """
    name = _fields(record).get(key)
    if name is None:
        return ""
    info = record.model_fields[name]
    if inner_record(record, key) and not {_many, _mapping} & _validators(info):
        return "record"
    found = _validators(info)
    for validator, kind in _KINDS.items():
        if validator in found:
            return kind
    return (
        "words"
        if Literal in {get_origin(a) for a in _parts(info.annotation)}
        else ("text")
    )


def inner_record(record: type[Record], key: str) -> type[Record] | None:
    """Answer the class of the record, or of the items, that a key holds."""
    info = record.model_fields[_fields(record)[key]]
    for part in _parts(info.annotation):
        if isinstance(part, type) and issubclass(part, Record):
            return part
    return None


_KINDS = {
    _many: "list",
    _mapping: "mapping",
    _day: "date",
    _number: "number",
    _count: "number",
    _flag: "flag",
}


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _validators(info: FieldInfo) -> set[object]:
    marks = [*info.metadata, *_parts(info.annotation)]
    return {mark.func for mark in marks if isinstance(mark, BeforeValidator)}
