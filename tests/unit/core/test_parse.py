"""Raw values become records, or findings a teacher understands."""

from typing import Any

import pytest
from builders import record

from plcjournal.core.parse import field_of, parse
from plcjournal.core.values import Unquoted

PATH = "cycles/a/2025-10-b/evidence.yaml"


def only(kind: str, raw: dict[Any, Any]) -> Any:
    made, (found,) = parse(kind, raw, PATH)
    assert made is None
    return found


@pytest.mark.parametrize(
    ("kind", "raw", "message", "fix"),
    [
        ("priority", {}, "'title' is missing.", ""),
        (
            "priority",
            {"title": "a", "titel": "b"},
            "plc does not know the key 'titel'; did you mean 'title'?",
            "title:",
        ),
        (
            "priority",
            {"title": "a", "zzz": None},
            "plc does not know the key 'zzz'.",
            "x_zzz:",
        ),
        (
            "evidence",
            {"measures": [{"id": "a", "name": "A", "cut": {"att": 3}}]},
            "plc does not know the key 'att'; did you mean 'at'?",
            "at:",
        ),
        (
            "review",
            {"outcome": "MET"},
            "'outcome' must be met, partly, not-met or cannot-tell.",
            "outcome: met",
        ),
        (
            "review",
            {"next": ["keep"]},
            "'next' must be keep, adapt, spread or stop.",
            "next: keep",
        ),
        (
            "evidence",
            {"measures": [{"id": "a", "name": "A", "better": 7}]},
            "'better' must be up or down.",
            "",
        ),
        (
            "evidence",
            {"measures": [{"id": "a", "name": "A", "results": [{"date": "soon"}]}]},
            "'measures.a.results.soon.date': This must be a date such as 2026-11-03.",
            "",
        ),
        (
            "evidence",
            {"measures": [{"name": "A", "kind": "x", "id": "b", "unit": "score"}]},
            (
                "'kind' must be assessment, rubric, rate, attendance, observation, "
                "survey, work-sample, student-voice or pulse."
            ),
            "",
        ),
        (
            "team",
            {"name": "A", "norms": [{"note": "a colon too many"}]},
            "'norms.0': This must be a text.",
            "",
        ),
        ("team", {"name": "A", "norms": [None]}, "'norms.0': This must be a text.", ""),
        (
            "team",
            {"name": "A", "norms": "We listen"},
            "'norms': This must be a list: each item on its own line, after a hyphen.",
            "- We listen",
        ),
        (
            "team",
            {"name": "A", "norms": {"a": 1}},
            "'norms': This must be a list: each item on its own line, after a hyphen.",
            "",
        ),
        (
            "priority",
            {"title": "a\n b"},
            "'title': This must be one line.",
            "a b",
        ),
        (
            "priority",
            {"title": "a\u202eb"},
            (
                "'title': There is an invisible character that turns the reading "
                "direction; type the text again."
            ),
            "",
        ),
        (
            "priority",
            {"title": "a", "answers": {"st\x1bep": "x"}},
            (
                "'answers.st\x1bep': There is an invisible control character in the "
                "text; type it again."
            ),
            "",
        ),
        (
            "priority",
            {"title": "a", "answers": ["x"]},
            "'answers': This must be a set of names with values.",
            "",
        ),
        (
            "priority",
            {"title": "a", "learners": ["x"]},
            "'learners': This must be a set of keys with values.",
            "",
        ),
        ("evidence", {"observations": [{"id": "a"}]}, "'noticed' is missing.", ""),
        (
            "review",
            {"next": "\ud800"},
            "'next' holds a character that no text can have.",
            "",
        ),
        (
            "review",
            {"\ud800": "x"},
            "A key holds a character that no text can have.",
            "",
        ),
        ("priority", {"title": "a", 5: "b"}, "Every key must be a text.", ""),
        (
            "priority",
            {"title": "a", "learners": {"size": "64"}},
            "'learners.size': This must be a number, without quotes.",
            "64",
        ),
        (
            "priority",
            {"title": "a", "learners": {"size": 6.5}},
            "'learners.size': This must be a whole number, 0 or more.",
            "",
        ),
        (
            "priority",
            {"title": "a", "learners": {"size": Unquoted(".nan")}},
            "'learners.size': This must be a number.",
            "",
        ),
        (
            "evidence",
            {"measures": [{"id": "a", "name": "A", "cut": {"at": 10**16}}]},
            "'measures.a.cut.at': This number is too big to be a figure.",
            "",
        ),
        (
            "action",
            {"actions": [{"id": "a", "what": "x", "quick_win": "yes"}]},
            "'actions.a.quick_win': This must be true or false, without quotes.",
            "",
        ),
        (
            "model",
            {"id": "a", "name": ["x"], "steps": []},
            "'name': This must be a text, or texts by language (en, cy, fr).",
            "",
        ),
        (
            "action",
            {"actions": [{"id": "Number Talks", "what": "x"}]},
            (
                "'actions.Number Talks.id': 'Number Talks' must be small letters, "
                "digits and single hyphens."
            ),
            "number-talks",
        ),
        (
            "priority",
            {"title": "a", "opened": "2026-02-30"},
            "'opened': There is no day 2026-02-30.",
            "",
        ),
        (
            "priority",
            {"title": "a", "format": "two"},
            "'format': This must be a number.",
            "",
        ),
        (
            "priority",
            {"format": Unquoted("2.0")},
            "A newer plc wrote this file (format 2.0); it is left as it is.",
            "",
        ),
    ],
)
def test_what_stands_in_the_way_is_told_in_plain_words(
    kind: str, raw: dict[Any, Any], message: str, fix: str
) -> None:
    found = only(kind, raw)
    assert found.message == message
    assert found.fix == fix
    assert found.path == PATH


def test_every_problem_of_a_record_is_told_at_once() -> None:
    made, found = parse("priority", {"titel": "a", "opened": "soon"}, PATH)
    assert made is None
    assert {f.rule for f in found} == {"missing-key", "unknown-key", "bad-date"}


def test_a_problem_knows_where_it_stands() -> None:
    raw = {"measures": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "unti": 1}]}
    found = only("evidence", raw)
    assert found.loc == ("measures", 1, "unti")
    assert found.field == "evidence.measures.b.unti"


def test_a_missing_key_is_shown_where_the_item_begins() -> None:
    found = only("evidence", {"measures": [{"id": "a"}]})
    assert found.loc == ("measures", 0)
    assert found.field == "evidence.measures.a.name"


def test_an_unknown_key_inside_a_list_is_compared_with_the_keys_of_its_items() -> None:
    raw = {"contested": [{"field": "x", "values": [{"absnet": True}]}]}
    assert only("review", raw).fix == "absent:"


def test_an_item_left_blank_is_told_what_it_needs() -> None:
    made, found = parse("evidence", {"observations": [None]}, PATH)
    assert made is None
    assert [f.message for f in found] == ["'id' is missing.", "'noticed' is missing."]
    assert found[0].field == "evidence.observations.0.id"


@pytest.mark.parametrize("kind", ["evidence", "action", "review", "settings"])
def test_an_empty_file_is_a_record_of_defaults(kind: str) -> None:
    assert record(kind, {}) == record(kind, {"format": 1})


def test_a_text_field_takes_an_unquoted_word_as_it_was_typed() -> None:
    made = record(
        "priority",
        {
            "title": Unquoted("1.10"),
            "need": Unquoted("007"),
            "opened": Unquoted("2026-11-03"),
            "learners": {"size": Unquoted("007")},
            "answers": {"a": Unquoted("true")},
            "x_mine": Unquoted("1.10"),
        },
    )
    assert (made.title, made.need, made.opened) == ("1.10", "007", "2026-11-03")
    assert made.learners.size == 7
    assert made.answers == {"a": "true"}
    assert made.extra == {"x_mine": 1.1}


def test_a_flag_takes_the_word_it_stands_for() -> None:
    raw = {"actions": [{"id": "a", "what": "x", "quick_win": Unquoted("true")}]}
    assert record("action", raw).actions[0].quick_win is True


def test_a_key_left_blank_is_no_key() -> None:
    made = record(
        "priority",
        {"title": "a", "need": None, "assumptions": None, "answers": {"a": None}},
    )
    assert made == record("priority", {"title": "a"})


@pytest.mark.parametrize(
    ("loc", "field"),
    [
        ((), ""),
        (("measures", 0, "name"), "measures.task.name"),
        (("measures", 9, "name"), "measures.9.name"),
        (("measures", 1), "measures.1"),
        (("title", 0), "title.0"),
        (("gone", "away"), "gone.away"),
    ],
)
def test_a_place_is_written_as_people_type_it(
    loc: tuple[str | int, ...], field: str
) -> None:
    raw: Any = {"title": "x", "measures": [{"id": "task"}, {"name": "no id"}]}
    assert field_of(raw, loc) == field
