"""Hides how plain values become YAML: which quotes, which indent, which order."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from plcjournal.codec.quoting import stands_plain
from plcjournal.codec.reader import read
from plcjournal.codec.sameness import is_list, same
from plcjournal.codec.source import lines_of
from plcjournal.codec.spelling import Spell, spelled
from plcjournal.core.values import Value, settled
from plcjournal.errors import Exit, PlcError


class UnfaithfulWritingError(PlcError):
    """What would be written does not read back as what was meant."""

    exit_code = Exit.BUG

    def __init__(self) -> None:
        super().__init__(
            "The words could not be written so that they read back the same; "
            "nothing was changed.",
            "Please tell whoever looks after plc what you typed.",
        )


class _Unusual(Exception):
    """Something that the library has to put into lines."""


def write(
    values: Mapping[str, Value], comments: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """Write a whole record in canonical form.

    Args:
        values: The record, in the order in which it is to stand.
        comments: Lines to stand above each key; those of the key "" at the top.

    Raises:
        UnfaithfulWritingError: if the text would read back as something else.
    """
    notes = comments or {}
    parts = [_commented(notes.get("", ()))]
    for key, value in values.items():
        parts += [_commented(notes.get(key, ())), render({key: value})]
    if not values:
        parts.append("{}\n")
    data = "".join(parts).encode("utf-8", errors="replace")
    if not same(settled(read(data).values), settled(values)):
        raise UnfaithfulWritingError
    return data


def render(value: Value, *, with_blocks: bool = True) -> str:
    """Answer the lines of a mapping or list, each with its line break.

    Args:
        value: What to write.
        with_blocks: Whether a text of several lines may stand as lines below a bar.
    """
    spell = partial(spelled, with_blocks=with_blocks)
    try:
        return "".join(f"{row}\n" for row in _rows(value, "", spell))
    except _Unusual:
        from plcjournal.codec.emitting import emitted  # noqa: PLC0415  # slow to load

        return emitted(value, spell)


def _commented(lines: Sequence[str]) -> str:
    each = (line for words in lines for line in lines_of(words))
    return "".join(f"# {line}".rstrip() + "\n" for line in each)


def _rows(value: Value, blanks: str, spell: Spell) -> Iterator[str]:
    """Yield the lines of what has only usual words in it: most of what is written."""
    if value and isinstance(value, Mapping):
        for key, item in value.items():
            if not stands_plain(key):
                raise _Unusual
            if item and isinstance(item, Mapping):
                yield f"{blanks}{key}:"
                yield from _rows(item, f"{blanks}  ", spell)
            elif item and is_list(item):
                yield f"{blanks}{key}:"
                yield from _rows(item, blanks, spell)
            else:
                yield f"{blanks}{key}: {_usual(item, spell)}"
    elif value and is_list(value):
        for item in value:
            if item and isinstance(item, Mapping):
                first, *rest = _rows(item, f"{blanks}    ", spell)
                yield f"{blanks}  - {first.lstrip(' ')}"
                yield from rest
            else:
                yield f"{blanks}  - {_usual(item, spell)}"
    else:
        raise _Unusual


def _usual(value: Value, spell: Spell) -> str:
    if isinstance(value, Sequence | Mapping) and not isinstance(value, str):
        if value:
            raise _Unusual
        return "{}" if isinstance(value, Mapping) else "[]"
    text, style = spell(value)
    if not style:
        return text
    is_plain = text.isascii() and text.isprintable() and not {'"', "\\"} & {*text}
    if style != '"' or not is_plain:
        raise _Unusual
    return f'"{text}"'
