"""Hides the library that puts any words into lines; loaded where usual ones end."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ruamel.yaml import YAML, events
from ruamel.yaml.emitter import Emitter

from plcjournal.codec.quoting import stands_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.codec.spelling import Spell
    from plcjournal.core.values import Value

_WIDE = 2**31


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


def emitted(value: Value, spell: Spell) -> str:
    """Answer the lines of a mapping or list; `spell` says how each word stands."""
    yaml = _Yaml()
    yaml.Emitter = _Emitter
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.emit(
        [
            events.StreamStartEvent(),
            events.DocumentStartEvent(explicit=False),
            *_events(value, spell),
            events.DocumentEndEvent(explicit=False),
            events.StreamEndEvent(),
        ],
        out,
    )
    # After a text that ends in empty lines the emitter marks the end of the document.
    lines = out.getvalue()
    return lines.removesuffix("...\n") if lines.endswith("\n...\n") else lines


def _events(value: Value, spell: Spell) -> Iterator[events.Event]:
    if isinstance(value, Mapping):
        yield events.MappingStartEvent(None, None, implicit=True, flow_style=False)
        for key, item in value.items():
            yield _text(key, "" if stands_plain(key) else '"')
            yield from _events(item, spell)
        yield events.MappingEndEvent()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield events.SequenceStartEvent(None, None, implicit=True, flow_style=False)
        for item in value:
            yield from _events(item, spell)
        yield events.SequenceEndEvent()
    else:
        yield _text(*spell(value))


def _text(text: str, style: str) -> events.ScalarEvent:
    return events.ScalarEvent(None, None, (True, True), str(text), style=style or None)
