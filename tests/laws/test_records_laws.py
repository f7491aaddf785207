"""Laws of the records: nothing is lost between values, files, records and memory."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pytest
from builders import NAME, WHOLE, Change, files, findings, journal, remembered
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from plcjournal.codec import reader, writer
from plcjournal.core.edits.fields import find_field, remove_field, set_field
from plcjournal.core.language import LANGUAGES
from plcjournal.core.layout import STAGES
from plcjournal.core.models import CycleModel
from plcjournal.core.near import near
from plcjournal.core.parse import KINDS, parse
from plcjournal.core.recalled import NAMED, Recalled, values_of
from plcjournal.core.rulebook import RULES
from plcjournal.core.rules.journal import check_journal
from plcjournal.core.shape import Record, inner_record, keys, kind_of, plain
from plcjournal.core.status import status_of
from plcjournal.core.steps import is_done, next_step
from plcjournal.core.story import story_of
from plcjournal.core.values import settled
from plcjournal.errors import PlcError

# Records are deep: making one is slow, and Hypothesis says so.
SLOW = settings(suppress_health_check=[HealthCheck.too_slow])


def reachable(record: type[Record]) -> Iterator[type[Record]]:
    yield record
    for key in keys(record):
        inner = inner_record(record, key)
        if inner is not None:
            yield from reachable(inner)


CLASSES = sorted(
    {one for kind in KINDS.values() for one in reachable(kind)},
    key=lambda c: c.__name__,
)
FIELDS = [(record, key) for record in CLASSES for key in keys(record)]
NO_FIELD = [f"{record.__name__}.{key}" for record, key in FIELDS]


def accepts(record: type[Record], key: str, value: object) -> bool:
    """Say whether a field takes a value, whatever the other fields need."""
    try:
        record.model_validate({key: value})
    except ValidationError as errors:
        return all(error["loc"][:1] != (key,) for error in errors.errors())
    return True


def parts(annotation: object) -> Iterator[object]:
    yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


def annotation_of(record: type[Record], key: str) -> object:
    fields = record.model_fields
    name = next(n for n, info in fields.items() if (info.alias or n) == key)
    return fields[name].annotation


def choices(record: type[Record], key: str) -> list[str]:
    found = parts(annotation_of(record, key))
    words = [get_args(part) for part in found if get_origin(part) is Literal]
    return [word for some in words for word in some]


ALLOWED = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
TRICKY = st.sampled_from(
    ["no", "on", "y", "1.10", "007", "12:30", "null", "~", "2026-02-30", "a: b", "a #b",
     "- a", "@ana", "it's", "1e3", "0x1F", ".5", "", " a ", "=", "<<", "...", "---",
     "x" * 300, "dŵr 😀", "e\u0301", "\ufeffa", "\u200d"]
)  # fmt: skip
LINES = st.text(ALLOWED, max_size=20) | TRICKY
PROSE = LINES | st.lists(LINES | st.just("\t"), max_size=4).map("\n".join)
WORDS = LINES.map(lambda text: f"a{text}")
IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
DAYS = st.dates().map(lambda day: day.isoformat())
SAID = st.dictionaries(st.sampled_from(LANGUAGES), PROSE, min_size=1)
COUNTS = st.integers(0, 10**9)
FLOATS = st.floats(-1e15, 1e15, allow_nan=False)
NUMBERS = COUNTS | st.integers(-(10**15), 10**15) | FLOATS
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | PROSE,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(LINES, inner, max_size=3)
    ),
    max_leaves=6,
)


def texts(
    record: type[Record], key: str, wrap: type | None = None
) -> st.SearchStrategy[Any]:
    """Answer texts a field takes, found out by asking it."""

    def takes(value: object) -> bool:
        return accepts(record, key, [value] if wrap else value)

    if takes([[]]) and takes({"any": 1}):
        return ANYTHING
    if takes({"en": "x"}):
        return SAID
    if takes("a\nb"):
        return PROSE
    if takes("Two words"):
        return LINES if takes("") else WORDS
    return IDS


def values_for(record: type[Record], key: str) -> st.SearchStrategy[Any]:
    kind, inner = kind_of(record, key), inner_record(record, key)
    if kind == "list":
        items = raws(inner) if inner else texts(record, key, list)
        return st.lists(items, max_size=3)
    if key == "format":
        return st.just(1)
    if kind == "mapping":
        each = PROSE if accepts(record, key, {"a": "x"}) else COUNTS
        return st.dictionaries(LINES, each, max_size=3)
    if kind == "record":
        assert inner is not None
        return raws(inner)
    if kind == "number":
        return NUMBERS if accepts(record, key, -0.5) else COUNTS
    if kind == "words":
        return st.sampled_from(choices(record, key))
    if kind == "date":
        return DAYS
    return st.booleans() if kind == "flag" else texts(record, key)


@cache
def raws(record: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Answer raw values that make a record of a class."""
    needed = {key for key in keys(record) if not accepts(record, key, None)}
    each = {key: values_for(record, key) for key in keys(record)}
    given_ = {key: value for key, value in each.items() if key in needed}
    others = {k: st.none() | value for k, value in each.items() if k not in needed}
    made = st.fixed_dictionaries(given_, optional=others)
    extra = st.dictionaries(IDS.map(lambda name: f"x_{name}"), ANYTHING, max_size=1)
    whole = st.builds(lambda one, more: {**one, **more}, made, extra)
    return whole.map(_in_order) if record is CycleModel else whole


def _in_order(model: dict[str, Any]) -> dict[str, Any]:
    """Give a model the steps that the rules ask for."""
    steps = [
        {**step, "id": f"step-{number}", "stage": stage, "done_when": "answered"}
        for number, (stage, step) in enumerate(
            zip(STAGES, [*model["steps"], *[{}] * 4], strict=False)
        )
    ]
    blank = {"name": "Step", "question": "What?"}
    return {**model, "steps": [{**blank, **step} for step in steps]}


KIND_AND_RAW = st.sampled_from([*KINDS]).flatmap(
    lambda kind: st.tuples(st.just(kind), raws(KINDS[kind]))
)


def parsed(kind: str, raw: Mapping[str, Any]) -> Record:
    record, problems = parse(kind, raw, "here.yaml")
    assert record is not None, problems
    return record


@SLOW
@given(KIND_AND_RAW)
def test_a_record_made_of_its_own_values_is_the_same(made: tuple[str, Any]) -> None:
    kind, raw = made
    record = parsed(kind, raw)
    again = parsed(kind, plain(record))
    assert again == record
    assert plain(again) == plain(record)


@SLOW
@given(KIND_AND_RAW)
def test_a_record_survives_its_file(made: tuple[str, Any]) -> None:
    kind, raw = made
    record = parsed(kind, raw)
    for values in (raw, plain(record)):
        reading = reader.read(writer.write(values))
        assert reading.values is not None
        assert parsed(kind, reading.values) == record


@SLOW
@given(KIND_AND_RAW)
def test_values_keep_the_order_of_the_keys_and_every_foreign_key(
    made: tuple[str, Any],
) -> None:
    kind, raw = made
    values = plain(parsed(kind, raw))
    known = keys(KINDS[kind])
    assert tuple(values)[: len(known)] == known
    assert {k: v for k, v in values.items() if k.startswith("x_")} == {
        k: v for k, v in raw.items() if k.startswith("x_")
    }


@given(st.text() | LINES | PROSE)
def test_any_text_the_rules_allow_survives(text: str) -> None:
    raw: dict[str, Any] = {
        "title": "Fractions",
        "need": text,
        "answers": {"wonder": text},
        "assumptions": [{"id": "one", "text": text}],
    }
    record, problems = parse("priority", raw, "priority.yaml")
    if record is None:
        assert {f.rule for f in problems} == {"invisible-character"}
        return
    again = reader.read(writer.write(plain(record))).values
    assert again is not None
    assert plain(parsed("priority", again)) == plain(record)
    assert plain(record)["need"] == text


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["met", "2026-02-30", "a b", 10**400, -0.0, "Id", "\x00", "\ud800"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=4)
            | st.sampled_from([key for _, key in FIELDS])
            | st.integers(),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@SLOW
@given(KIND_AND_RAW, st.data())
def test_odd_values_are_findings_in_plain_words_never_a_crash(
    made: tuple[str, Any], data: st.DataObject
) -> None:
    kind, raw = made
    odd = data.draw(
        st.dictionaries(st.sampled_from(keys(KINDS[kind])), JUNK, max_size=3)
    )
    record, problems = parse(kind, {**raw, **odd}, "here.yaml")
    assert (record is None) == bool(problems)
    for found in problems:
        assert found.rule in RULES
        assert found.message.endswith((".", "?"))
        for jargon in ("Input should", "Value error", "validation", "unable to"):
            assert jargon not in found.message


@pytest.mark.parametrize(("record", "key"), FIELDS, ids=NO_FIELD)
def test_a_stand_in_knows_which_fields_are_mappings_and_no_records(
    record: type[Record], key: str
) -> None:
    found = [*parts(annotation_of(record, key))]
    is_mapping = Mapping in {get_origin(part) for part in found} or object in found
    if is_mapping or kind_of(record, key) == "mapping":
        assert key in NAMED
    if inner_record(record, key):
        assert key not in NAMED


def test_stand_ins_name_no_field_that_is_gone() -> None:
    assert {key for _, key in FIELDS} >= NAMED


def same(one: object, other: object) -> bool:
    """Say whether two things answer the same to whoever looks."""
    if isinstance(one, Record):
        names = [name for name in type(one).model_fields if name != "extra"]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple | list) and isinstance(other, Sequence):
        pairs = zip(one, other, strict=True)
        return len(one) == len(other) and all(same(*pair) for pair in pairs)
    return one == other and type(one) is type(other)


@SLOW
@given(KIND_AND_RAW)
def test_a_stand_in_answers_what_its_record_answers(made: tuple[str, Any]) -> None:
    record = parsed(*made)
    values = json.loads(json.dumps(plain(record)))
    assert same(record, Recalled(values))
    assert values_of(Recalled(values)) == plain(record)


def test_a_stand_in_has_nothing_that_its_record_has_not() -> None:
    stand_in = Recalled({"with": "coach"})
    assert stand_in.with_ == "coach"
    with pytest.raises(AttributeError, match="owner"):
        _ = stand_in.owner


PLACES: list[Change] = [
    ("priority", "need", None),
    ("priority", "answers", {}),
    ("priority", "answers", {"wonder": " ", "old": "kept"}),
    ("priority", "model", "short-one"),
    ("priority", "model", "unheard-of"),
    ("priority", "review_by", None),
    ("evidence", "measures", []),
    ("evidence", "measures/0/targets", []),
    ("evidence", "measures/0/results/1/role", "interim"),
    ("evidence", "measures/0/results/0", {"date": "2025-10-08", "levels": {"1": 9}}),
    ("action", "actions", []),
    ("action", "actions/0/status", "planned"),
    ("action", "actions/0/status", "dropped"),
    ("action", "learning", []),
    ("review", "outcome", None),
    ("review", "learned", []),
    ("review", "held", None),
    ("review", "closed", None),
    ("plc", "language", "cy"),
    ("review", "contested", [{"field": "x", "values": [{"value": {"a": [1]}}]}]),
]
CHANGED = st.lists(st.sampled_from(PLACES), unique_by=lambda c: c[:2]).map(
    lambda some: sorted(some, key=lambda c: (c[1].count("/"), c[1]), reverse=True)
)


@given(CHANGED)
def test_status_and_story_of_stand_ins_are_those_of_the_records(
    changes: list[Change],
) -> None:
    made = journal(*changes)
    light = remembered(made)
    cycle, other = made.cycles[NAME], light.cycles[NAME]
    assert status_of(light, other, "2025-11-01") == status_of(made, cycle, "2025-11-01")
    told = story_of(made, cycle, "2025-11-01", {})
    assert story_of(light, other, "2025-11-01", {}) == told
    model, known = made.model_of(cycle), light.model_of(other)
    assert (model is None) == (known is None)
    if model and known:
        done = [is_done(step, cycle) for step in model.steps]
        assert [is_done(step, other) for step in known.steps] == done
        one, two = next_step(model, cycle), next_step(known, other)
        assert (one and one.id) == (two and two.id)


@given(CHANGED, st.randoms(use_true_random=False))
def test_status_and_findings_ignore_the_order_of_the_records(
    changes: list[Change], chance: Any
) -> None:
    more: list[Change] = [
        (
            f"cycles/{team}/2025-11-time/{stage}.yaml",
            "",
            {"title": "Time"} if stage == "priority" else {},
        )
        for team in ("maths", "reading")
        for stage in STAGES
    ]
    made = journal(*changes, *more, ("teams/reading.yaml", "", {"name": "Reading"}))

    def mixed(some: Mapping[str, Any]) -> dict[str, Any]:
        items = [*some.items()]
        chance.shuffle(items)
        return dict(items)

    other = replace(
        made,
        teams=mixed(made.teams),
        cycles=mixed(made.cycles),
        meetings=mixed(made.meetings),
        models=mixed(made.models),
    )
    for name, cycle in made.cycles.items():
        assert status_of(other, other.cycles[name], "2025-11-01") == status_of(
            made, cycle, "2025-11-01"
        )
    assert {*check_journal(other)} == {*check_journal(made)}


WORD = st.sampled_from(
    [*sorted({key for _, key in FIELDS}), *STAGES, "plc", "teams", "meetings", "maths",
     "task",
     "talks", "practice", "2025-11-05-maths", "2025-10-08", "2025-10-08@room-12", "0",
     "", "x_mine", "wonder", "1", "coach", "lines", "measuers"]
) | st.text(max_size=3)  # fmt: skip


def _all_paths(value: object, way: tuple[str, ...]) -> Iterator[str]:
    yield ".".join(way)
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _all_paths(item, (*way, key))
    elif isinstance(value, list):
        for item in value:
            told = (
                item.get("id") or item.get("date") if isinstance(item, dict) else item
            )
            yield from _all_paths(item, (*way, str(told)))


REAL = [
    path
    for stage in STAGES
    for path in _all_paths(files()[f"cycles/{NAME}/{stage}.yaml"], (stage,))
]


@given(
    st.lists(WORD, max_size=6).map(".".join) | st.sampled_from(REAL),
    st.none()
    | st.sampled_from(["", "x", "5", "a, b", "1=4,2=5", "2026-01-01", "true", "met"])
    | st.text(max_size=5),
)
def test_setting_any_path_to_anything_changes_one_field_or_says_why_not(
    path: str, text: str | None
) -> None:
    made = journal()
    before = {p: plain(r) for p, r in made.records().items()}
    said: list[PlcError] = []
    for setting in (True, False):
        try:
            place = find_field(made, made.cycles[NAME], path)
            changed = set_field(made, place, text) if setting else None
            edited = changed or remove_field(made, place)
        except PlcError as problem:
            said.append(problem)
        else:
            after = {p: plain(r) for p, r in edited.journal.records().items()}
            assert {p for p, one in after.items() if one != before[p]} <= {place.file}
    for one in said:
        assert one.sentence.endswith((".", "?", ")"))
        assert ".." not in one.hint.replace("...", "")
    assert {p: plain(r) for p, r in made.records().items()} == before


@given(st.text(max_size=10), st.lists(st.text(max_size=6), max_size=5))
def test_near_names_are_known_names(word: str, known: list[str]) -> None:
    assert {*near(word, known)} <= {*known}


ODD: list[object] = [
    *(None, [], {}, "", "0", 0, -1, 10**15, 1e-300, True, ["a"], "é"),
    *("9999-12-31", "0001-01-01", "\x1b[31m", [None], {"": None}),
]


@SLOW
@given(st.sampled_from([*WHOLE]), st.data())
def test_no_odd_value_anywhere_in_a_journal_stops_the_checks(
    path: str, data: st.DataObject
) -> None:
    raw = files()[path]
    ways = [*_ways(raw, ())]
    way = data.draw(st.sampled_from(ways))
    value = data.draw(st.sampled_from(ODD))
    for found in findings((path, "/".join(map(str, way)), value)):
        assert settled(found.message) == found.message
        assert found.message


def _ways(value: object, way: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if way:
        yield way
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _ways(item, (*way, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _ways(item, (*way, number))
