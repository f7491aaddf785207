"""Every field of every record has its sentences."""

import re
from collections.abc import Iterator

import pytest

from plcjournal.core.parse import KINDS
from plcjournal.core.shape import Record, inner_record, keys, kind_of
from plcjournal.core.telling.phrases.phrase import Kind
from plcjournal.core.telling.saying import PHRASES
from plcjournal.core.telling.scenes import scene_at

COME_WHOLE = ("cut", "scale", "prediction", "paired", "schools")


def fields(record: type[Record], start: str) -> Iterator[tuple[str, type[Record], str]]:
    """Answer every field of a record: its pattern, its owner, its key."""
    for key in keys(record):
        holds, inner = kind_of(record, key), inner_record(record, key)
        pattern = f"{start}.{key}"
        if holds in ("list", "mapping"):
            pattern += ".*"
        if inner is None or holds == "list" or key in COME_WHOLE:
            yield pattern, record, key
        if inner is not None:
            yield from fields(inner, pattern)


TOLD_OTHERWISE = re.compile(r".+\.(id|field|group|date)|\w+\.(format|contested\..+)")
EVERY = [
    found
    for kind, record in KINDS.items()
    for found in fields(record, kind)
    if not TOLD_OTHERWISE.fullmatch(found[0]) or found[0] in PHRASES
]


def test_every_field_of_every_record_has_its_own_sentences() -> None:
    known = {pattern for pattern, _, _ in EVERY}
    assert {pattern for pattern in known if "contested" not in pattern} == {*PHRASES}


@pytest.mark.parametrize(("pattern", "record", "key"), EVERY, ids=str)
def test_what_is_usual_is_the_default(
    pattern: str, record: type[Record], key: str
) -> None:
    name = next(n for n, i in record.model_fields.items() if (i.alias or n) == key)
    default = record.model_fields[name].get_default(call_default_factory=True)
    usual = PHRASES[pattern].usual if pattern in PHRASES else None
    is_value = isinstance(default, str | int | bool)
    assert usual == (default if is_value else None)


KINDS_OF_VALUES = {
    "date": {Kind.DAY},
    "number": {Kind.NUMBER, Kind.FIGURE},
    "flag": {Kind.WORD},
    "words": {Kind.WORD, Kind.LANGUAGE},
}


@pytest.mark.parametrize(("pattern", "record", "key"), EVERY, ids=str)
def test_values_are_told_as_what_they_are(
    pattern: str, record: type[Record], key: str
) -> None:
    wanted = KINDS_OF_VALUES.get(kind_of(record, key))
    phrase = PHRASES.get(pattern)
    if wanted is not None and phrase is not None and not pattern.endswith("*"):
        assert phrase.kind in wanted


@pytest.mark.parametrize("pattern", [*PHRASES])
def test_every_sentence_is_whole_and_can_be_filled(pattern: str) -> None:
    kind, _, way = pattern.partition(".")
    start = {
        "settings": "plc",
        **{k: f"{k}s.one" for k in ("team", "meeting", "model")},
    }
    scene = scene_at(f"{start.get(kind, kind)}.{way.replace('*', 'one')}", {})
    assert scene.pattern == pattern
    phrase = PHRASES[pattern]
    values = {"before": "a", "after": "b", "by": "c"}
    for template in (phrase.came, phrase.changed, phrase.gone):
        line = template.format_map({**scene.words, **values})
        assert line == line.strip()
        assert line[-1:] not in ".:"
    assert "{after}" not in phrase.gone
    assert "{before}" not in phrase.came
    assert phrase.called.format_map(scene.words)
