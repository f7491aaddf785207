"""Plain values, as YAML and JSON know them, and what unquoted words stand for."""

import re
from collections.abc import Mapping, Sequence

Value = None | bool | int | float | str | Sequence["Value"] | Mapping[str, "Value"]

# YAML 1.2 core schema, chapter 10.3.2 of the specification.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FRACTION = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII
)
_LONGEST = 200  # digits; more fit into no float
_NO_FINITE_NUMBER = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class Unquoted(str):
    """A word typed without quotes that YAML reads as a number, true or false.

    The field decides: a field of text takes the word as it was typed (1.10 stays
    1.10), any other field takes what the word stands for.
    """

    __slots__ = ()


def stands_for(word: str) -> bool | int | float | str | None:
    """Answer what an unquoted word means in YAML 1.2: `no` and `12:30` are text."""
    if word in _NOTHING:
        return None
    if word in _TRUTH:
        return _TRUTH[word]
    if _INTEGER.fullmatch(word):
        if len(word) > _LONGEST:
            return word
        return int(word, 0 if word[:2] in ("0o", "0x") else 10)
    if _FRACTION.fullmatch(word):
        return float(word)
    if _NO_FINITE_NUMBER.fullmatch(word):
        return float(word.replace(".", ""))
    return word


def typed(word: str) -> Unquoted | str | None:
    """Answer an unquoted word as a reader hands it on."""
    meaning = stands_for(word)
    if meaning is None or isinstance(meaning, str):
        return meaning
    return Unquoted(word)


def settled(value: Value) -> Value:
    """Answer the same value with every unquoted word replaced by its meaning."""
    if isinstance(value, Unquoted):
        return stands_for(value)
    if isinstance(value, Mapping):
        return {key: settled(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [settled(item) for item in value]
    return value
