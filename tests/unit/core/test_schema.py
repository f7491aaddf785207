"""What editors are told about records is what plc itself takes and refuses."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from builders import WHOLE
from jsonschema import Draft7Validator

from plcjournal import schemas, templates
from plcjournal.beginning import Beginning, journal_from
from plcjournal.codec import reader
from plcjournal.core import layout
from plcjournal.core.edits.start import Start, start_cycle
from plcjournal.core.parse import KINDS, parse
from plcjournal.core.schema import owners, schema_of
from plcjournal.core.shape import Record, inner_record, keys
from plcjournal.core.values import Unquoted, settled
from plcjournal.repository.author import Person
from plcjournal.texts import scaffolded

_LEXICON = templates.lexicon()
_VALIDATORS = {
    kind: Draft7Validator(schema_of(kind, _LEXICON), format_checker=None)
    for kind in KINDS
}
_WRONG: tuple[Any, ...] = (
    *(None, "", " ", "two\nlines", "A b", "a-b", "a_b", "a-", "7", "\u202ex", "x\0"),
    *("2026-11-03", "2026-13-01", "2026-11-32", "3/11/2026", "met", "not met"),
    *(-1, 0, 7, 2026, 1.5, 1e16, -3.5, False, [], ["x"], [""], [None], [1], {}),
    *({"x_a": 1}, {"zz": 1}, {"a": None}, {"en": "x"}, {"de": "x"}, [{}], [[]]),
)


def _records() -> Iterator[type[Record]]:
    """Every record there is, with the records inside."""
    waiting: list[type[Record]] = [*KINDS.values()]
    found: list[type[Record]] = []
    while waiting:
        record = waiting.pop()
        if record in found:
            continue
        found.append(record)
        inner = (inner_record(record, key) for key in keys(record))
        waiting += [one for one in inner if one is not None]
    return iter(found)


def _places(values: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a record, but the record itself."""
    items: Any = ()
    if isinstance(values, Mapping):
        items = values.items()
    elif isinstance(values, list):
        items = enumerate(values)
    for key, inner in items:
        yield (*way, key)
        yield from _places(inner, (*way, key))


def _typed(value: Any) -> Any:
    """The same as the reader hands it on: numbers and truths are unquoted words."""
    if isinstance(value, bool):
        return Unquoted(str(value).lower())
    if isinstance(value, int | float):
        return Unquoted(str(value))
    if isinstance(value, Mapping):
        return {key: _typed(inner) for key, inner in value.items()}
    return [_typed(one) for one in value] if isinstance(value, list) else value


def _with(values: Any, way: tuple[Any, ...], value: Any) -> Any:
    made = copy.deepcopy(values)
    here = made
    for part in way[:-1]:
        here = here[part]
    here[way[-1]] = value
    return made


def _plc_takes(kind: str, values: Any) -> bool:
    return parse(kind, _typed(values), "x.yaml")[0] is not None


def _schema_takes(kind: str, values: Any) -> bool:
    return bool(_VALIDATORS[kind].is_valid(values))


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_a_schema_of_the_draft_editors_know(kind: str) -> None:
    Draft7Validator.check_schema(_VALIDATORS[kind].schema)
    assert "$ref" not in json.dumps(_VALIDATORS[kind].schema)


def test_every_record_that_ships_with_plc_is_valid() -> None:
    for path, data in templates.model_files().items():
        values = settled(reader.read(data).values)
        problems = [one.message for one in _VALIDATORS["model"].iter_errors(values)]
        assert problems == [], path


@pytest.mark.parametrize("model", templates.model_files())
def test_a_cycle_of_every_model_is_valid_as_it_is_scaffolded(model: str) -> None:
    journal, team = journal_from(
        Beginning("Ours", "Maths", Person("Coach", "coach@noreply.invalid"))
    )
    name = model.removeprefix("models/").removesuffix(".yaml")
    start = Start("Fractions", team, "2026-01-15", model=name, need="Digits count")
    begun = start_cycle(journal, start).journal
    for path in begun.records():
        spot = layout.spot(path)
        assert spot
        values = settled(reader.read(scaffolded(begun, path)).values)
        assert [*_VALIDATORS[spot.kind].iter_errors(values)] == [], path


@pytest.mark.parametrize("path", WHOLE)
def test_whatever_stands_in_a_record_schema_and_plc_agree_about_its_shape(
    path: str,
) -> None:
    spot = layout.spot(path)
    assert spot
    whole = WHOLE[path]
    assert _plc_takes(spot.kind, whole)
    assert _schema_takes(spot.kind, whole)
    disagreed = [
        (way, value)
        for way in _places(whole)
        for value in _WRONG
        for made in (_with(whole, way, value),)
        if _plc_takes(spot.kind, made) != _schema_takes(spot.kind, made)
    ]
    assert [one for one in disagreed if not _is_known(*one)] == []


def _is_known(way: tuple[Any, ...], value: Any) -> bool:
    """What a schema cannot know, or knows otherwise, named here and nowhere hidden.

    An unquoted true or false is a text to plc where a text belongs; a schema that said
    so would make editors offer true and false for every text. A file of a newer plc is
    left alone, not refused. That the steps of a model go through the stages in order,
    each done in its own way and under its own id, is between steps.
    """
    is_truth = isinstance(value, bool)
    is_newer = way == ("format",)
    in_steps = way[0] == "steps" and (len(way) < 3 or way[2] in _BETWEEN_STEPS)
    return is_truth or is_newer or in_steps


_BETWEEN_STEPS = ("stage", "done_when", "id")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        pytest.param("priority", {"title": "x", "opened": "2026-02-30"}, id="no day"),
        pytest.param("model", {**WHOLE["models/small.yaml"], "steps": []}, id="steps"),
    ],
)
def test_some_mistakes_only_plc_knows(kind: str, values: Any) -> None:
    assert not _plc_takes(kind, values)
    assert _schema_takes(kind, values)


def test_what_stands_between_records_is_no_business_of_a_schema() -> None:
    """Links to nothing, counts above their size, ids that stand there twice."""
    values = {
        "measures": [
            {"id": "a", "name": "A", "results": [{"date": "2026-01-01", "count": 9}]},
            {"id": "a", "name": "B"},
        ]
    }
    assert _plc_takes("evidence", values)
    assert _schema_takes("evidence", values)


@pytest.mark.parametrize("path", WHOLE)
def test_a_missing_key_is_missed_by_both(path: str) -> None:
    spot = layout.spot(path)
    assert spot
    for way in _places(WHOLE[path]):
        if not isinstance(way[-1], str):
            continue
        made = copy.deepcopy(WHOLE[path])
        here = made
        for part in way[:-1]:
            here = here[part]
        del here[way[-1]]
        is_between = way[-1] == "done_when"
        assert is_between or _plc_takes(spot.kind, made) == _schema_takes(
            spot.kind, made
        ), way


def test_unknown_keys_are_refused_and_those_of_other_tools_kept() -> None:
    for path, values in WHOLE.items():
        spot = layout.spot(path)
        assert spot
        assert not _schema_takes(spot.kind, {**values, "colour": "red"})
        assert _schema_takes(spot.kind, {**values, "x_colour": {"any": ["thing"]}})


def test_every_key_has_words_and_no_words_are_left_over() -> None:
    needed = {
        (name, key)
        for record in _records()
        for key, told_by in owners(record).items()
        for name in told_by
        if key in record.model_fields or key == "with"
    }
    told = {(name, key) for name, words in _LEXICON.says.items() for key in words}
    assert told <= needed
    for record in _records():
        for key, told_by in owners(record).items():
            assert any((name, key) in told for name in told_by), (record, key)


def test_every_choice_has_words_and_no_words_are_left_over() -> None:
    used: set[tuple[str, str]] = set()

    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            if "enum" in schema:
                assert len(schema["enum"]) == len(schema["enumDescriptions"])
                words = schema["enumDescriptions"]
                used.update(zip(map(str, schema["enum"]), words, strict=True))
            for inner in schema.values():
                walk(inner)
        elif isinstance(schema, list):
            for inner in schema:
                walk(inner)

    for one in _VALIDATORS.values():
        walk(one.schema)
    told = {pair for words in _LEXICON.words.values() for pair in words.items()}
    assert told <= used


def test_editors_type_no_example_into_a_record() -> None:
    """Where there is but one, they take it for what the person wants to write."""
    for name, shelf in _LEXICON.examples.items():
        for key, examples in shelf.items():
            assert len(examples) >= 2, f"{name}.{key}"


def test_examples_are_what_may_stand_there() -> None:
    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            for example in schema.get("examples", ()):
                assert Draft7Validator(schema).is_valid(example), example
            for key, inner in schema.items():
                if key != "examples":
                    walk(inner)

    for one in _VALIDATORS.values():
        walk(one.schema)


def test_a_schema_that_somebody_changed_is_told_from_one_that_plc_made() -> None:
    for path, data in schemas.files().items():
        assert schemas.is_ours(path, data)
        assert schemas.is_ours(path, data.replace(b"\n", b"\r\n"))
        assert not schemas.is_ours(path, data.replace(b'"type"', b'"kind"', 1))
        assert not schemas.is_ours(f"cycles/{path}", data)
    assert not schemas.is_ours("schemas/action.json", b'{"$comment": "May"}')
    assert not schemas.is_ours("schemas/action.json", b"[" * 100_000)


def test_schemas_that_say_the_same_are_the_same_whatever_their_line_ends() -> None:
    data = schemas.files()["schemas/team.json"]
    assert schemas.is_same(data, data.replace(b"\n", b"\r\n"))
    assert not schemas.is_same(data, schemas.files()["schemas/review.json"])
    assert not schemas.is_same(b"{", b"[")
