"""Hides how plain values become YAML: which quotes, which indent, which order."""

import io
import math
from collections.abc import Iterator, Mapping, Sequence

from ruamel.yaml import YAML, events
from ruamel.yaml.emitter import Emitter

from plcjournal.codec.quoting import stands_in_block, stands_plain
from plcjournal.codec.reader import read
from plcjournal.codec.sameness import same
from plcjournal.codec.source import lines_of
from plcjournal.core.values import Unquoted, Value, settled, typed
from plcjournal.errors import Exit, PlcError

_WIDE = 2**31


class UnfaithfulWritingError(PlcError):
    """What would be written does not read back as what was meant."""

    exit_code = Exit.BUG

    def __init__(self) -> None:
        super().__init__(
            "The words could not be written so that they read back the same; "
            "nothing was changed.",
            "Please tell whoever looks after plc what you typed.",
        )


class _Emitter(Emitter):
    def check_simple_key(self) -> bool:
        """Keep every key on the line of its value; the reader refuses others."""
        return isinstance(self.event, events.ScalarEvent)

    def choose_scalar_style(self) -> str:
        """Take the style that was asked for; the writer reads back what came of it."""
        return self.event.style or ""


class _Yaml(YAML):
    def official_plug_ins(self) -> list[str]:
        """Look for none: each look would read a folder, once for every key."""
        return []


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
    yaml = _Yaml()
    yaml.Emitter = _Emitter
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.emit(
        [
            events.StreamStartEvent(),
            events.DocumentStartEvent(explicit=False),
            *_events(value, with_blocks=with_blocks),
            events.DocumentEndEvent(explicit=False),
            events.StreamEndEvent(),
        ],
        out,
    )
    # After a text that ends in empty lines the emitter marks the end of the document.
    lines = out.getvalue()
    return lines.removesuffix("...\n") if lines.endswith("\n...\n") else lines


def _commented(lines: Sequence[str]) -> str:
    each = (line for words in lines for line in lines_of(words))
    return "".join(f"# {line}".rstrip() + "\n" for line in each)


def _events(value: Value, *, with_blocks: bool) -> Iterator[events.Event]:
    if isinstance(value, Mapping):
        yield events.MappingStartEvent(None, None, implicit=True, flow_style=False)
        for key, item in value.items():
            yield _text(key, plain=stands_plain(key))
            yield from _events(item, with_blocks=with_blocks)
        yield events.MappingEndEvent()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield events.SequenceStartEvent(None, None, implicit=True, flow_style=False)
        for item in value:
            yield from _events(item, with_blocks=with_blocks)
        yield events.SequenceEndEvent()
    elif not isinstance(value, str):
        yield _text(_word(value), plain=True)
    elif _is_unquoted(value):
        yield _text(value, plain=True)
    else:
        style = "|" if with_blocks and stands_in_block(value) else None
        yield _text(value, plain=stands_plain(value), style=style)


def _text(text: str, *, plain: bool, style: str | None = None) -> events.ScalarEvent:
    style = style or (None if plain else '"')
    return events.ScalarEvent(None, None, (True, True), str(text), style=style)


def _is_unquoted(text: str) -> bool:
    return isinstance(text, Unquoted) and isinstance(typed(text), Unquoted)


def _word(value: float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ".nan" if math.isnan(value) else f"{value:+}".replace("inf", ".inf")
        mantissa, exponent, power = repr(value).partition("e")
        # Without a point, 1e+16 is a text to YAML 1.1.
        return (
            mantissa
            + (".0" if exponent and "." not in mantissa else "")
            + (exponent + power)
        )
    return str(value)
