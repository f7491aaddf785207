"""Learners stay unknown, whatever was typed."""

import time
from typing import Any

import pytest
from builders import NAME, Change, journal, record

from plcjournal.core import privacy
from plcjournal.core.findings import Finding
from plcjournal.core.settings import Settings

RESULT = "measures/0/results/0"
DAY = "2025-10-08"


def settings(**raw: Any) -> Settings:
    made: Settings = record("settings", {"privacy": raw})
    return made


def findings(*changes: Change, names: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Answer what privacy says of a changed journal."""
    made = journal(*changes)
    return privacy.check(made, made.records(), names)


def told(rule: str, *changes: Change, names: tuple[str, ...] = ()) -> list[str]:
    """Answer the messages of one rule about a changed journal."""
    return [f.message for f in findings(*changes, names=names) if f.rule == rule]


def words(text: str, *names: str, **allowed: Any) -> list[str]:
    """Answer the messages about one text that keep it from being saved."""
    gate = settings(**allowed).privacy
    found = privacy.check_text(text, gate, names, path="a.yaml")
    return [f.message for f in found if f.blocks]


@pytest.mark.parametrize(
    ("result", "rule", "message"),
    [
        (
            {"size": 9, "count": 5},
            "small-group",
            (
                "'Common task' on 2025-10-08 is about 9 learners; a figure about fewer "
                "than 10 points at each of them."
            ),
        ),
        (
            {"size": 1, "value": 50},
            "small-group",
            (
                "'Common task' on 2025-10-08 is about 1 learner; a figure about fewer "
                "than 10 points at each of them."
            ),
        ),
        (
            {"size": 30, "count": 1},
            "small-cell",
            (
                "'Common task' on 2025-10-08 shows 1 learner ('reached'), who "
                "can be recognised."
            ),
        ),
        (
            {"size": 30, "count": 26},
            "small-cell",
            (
                "'Common task' on 2025-10-08 shows 4 learners ('not reached'), who "
                "can be recognised."
            ),
        ),
        (
            {"size": 30, "levels": {"1": 3, "2": 27}},
            "small-cell",
            (
                "'Common task' on 2025-10-08 shows 3 learners ('1'), who "
                "can be recognised."
            ),
        ),
        (
            {"levels": {"1": 5, "2": 4}},
            "small-group",
            (
                "'Common task' on 2025-10-08 is about 9 learners; a figure about fewer "
                "than 10 points at each of them."
            ),
        ),
    ],
)
def test_a_figure_about_few_is_held_back(
    result: dict[str, Any], rule: str, message: str
) -> None:
    change = ("evidence", RESULT, {"date": DAY, "role": "baseline", **result})
    assert [(f.rule, f.message) for f in findings(change)] == [(rule, message)]


@pytest.mark.parametrize(
    "result",
    [
        {"size": 10, "count": 5},
        {"size": 10, "count": 0},
        {"size": 10, "count": 10},
        {"suppressed": True},
        {"suppressed": True, "size": 3},
        {"value": 50},
        {"levels": {"1": 0, "2": 20}},
    ],
)
def test_a_figure_about_many_none_or_hidden_passes(result: dict[str, Any]) -> None:
    change = ("evidence", RESULT, {"date": DAY, "role": "baseline", **result})
    assert [f for f in findings(change) if f.blocks] == []


@pytest.mark.parametrize(
    ("of", "held"), [("pupils", True), ("Students", True), ("books", False)]
)
def test_another_word_for_learners_opens_no_gate(of: str, *, held: bool) -> None:
    small = ("evidence", f"{RESULT}/count", 4)
    assert bool(told("small-cell", ("evidence", "measures/0/of", of), small)) is held


FIELD = f"measures.task.results.{DAY}"


@pytest.mark.parametrize(
    ("entry", "passes"),
    [
        ({"field": FIELD}, True),
        ({"field": f"evidence.{FIELD}"}, True),
        ({"field": FIELD, "cycle": NAME}, True),
        ({"field": FIELD, "cycle": "maths/2024-10-other"}, False),
        ({"field": "measures.task"}, False),
        ({"words": FIELD}, False),
    ],
)
def test_a_figure_passes_only_by_its_own_entry(
    entry: dict[str, Any], *, passes: bool
) -> None:
    allow = ("plc", "privacy", {"allow": [{**entry, "reason": "The parents agreed"}]})
    small = ("evidence", f"{RESULT}/count", 4)
    assert (told("small-cell", small, allow) == []) is passes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask ana.b+c@school.org today", "ana.b+c@school.org"),
        ("<a@b.co.uk>", "a@b.co.uk"),
        ("jürgen@schule.de", "jürgen@schule.de"),
        ("@ana", None),
        ("a@b", None),
        ("8 @ 10.30", None),
        ("", None),
    ],
)
def test_an_address_is_found_wherever_it_stands(text: str, found: str | None) -> None:
    message = f"'{found}' is an e-mail address and would stay for ever."
    assert words(text) == ([message] if found else [])


def test_an_address_may_be_allowed_with_a_reason() -> None:
    allow = [{"words": "Office@School.org", "reason": "It is nobody's own"}]
    assert words("office@school.org or a@b.org", allow=allow) == [
        "'a@b.org' is an e-mail address and would stay for ever."
    ]


def test_a_rewrite_is_offered() -> None:
    gate = settings().privacy
    text = "Zoë wrote a@b.org"
    found = privacy.check_text(text, gate, ["zoe"], path="a.yaml")
    assert [f.fix for f in found] == ["a learner wrote (address)"] * 2


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("Then ZOË read", "Zoe", "ZOË"),
        ("Then Zoe\u0308 read", "Zoë", "Zoe\u0308"),
        ("zoe's book", "Zoë", "zoe"),
        ("Straße", "strasse", "Straße"),
        ("Ana\n Maria read", "Ana Maria", "Ana Maria"),
        ("ana-maria-read", "Ana Maria", "ana-maria"),
        ("Anne Marie read", "Anne-Marie", "Anne Marie"),
        ("O\u2019Brien read", "O'Brien", "O\u2019Brien"),
        ("Łukasz", "Łukasz", "Łukasz"),
        ("Ana Maria read", " Ana ", "Ana"),
        ("an (a.b) example", "(a.b)", "(a.b)"),
        ("Zoetrope", "Zoe", None),
        ("Zoe", "", None),
        ("Zoe", " ", None),
    ],
)
def test_a_listed_name_is_found_however_it_is_spelt(
    text: str, name: str, shown: str | None
) -> None:
    message = f"'{shown}' is on your list of names to keep out."
    assert words(text, name) == ([message] if shown else [])


def test_the_longest_listed_name_is_shown() -> None:
    assert words("Ana Maria read", "Ana", "Ana Maria") == [
        "'Ana Maria' is on your list of names to keep out."
    ]


def test_a_name_with_another_meaning_may_be_allowed() -> None:
    allow = [{"words": "grace", "reason": "Our reading programme"}]
    assert words("Grace helps", "Grace", allow=allow) == []


@pytest.mark.parametrize(
    "change",
    [
        ("priority", "title", "Zoe reads"),
        ("priority", "answers", {"zoe": "x"}),
        ("priority", "x_mine", {"who": ["Zoe"]}),
        ("team", "norms/0", "Listen to Zoe"),
        ("meeting", "decided", ["Call Zoe"]),
        ("action", "actions/0/files", ["zoe.pdf"]),
        ("plc", "school", "Zoe School"),
    ],
)
def test_every_text_of_every_record_is_looked_at(change: Change) -> None:
    assert told("listed-name", change, names=("Zoe",))


def test_a_finding_leads_to_the_text() -> None:
    change = ("action", "log/0/text", "Zoe argues")
    (found,) = findings(change, names=("Zoe",))
    assert found.field == "action.log.argue.text"
    assert found.loc == ("log", 0, "text")


def test_what_is_allowed_may_itself_be_written_down() -> None:
    entry = {"words": "Grace Hopper", "reason": "For Grace Hopper's sake"}
    change = ("plc", "privacy", {"allow": [entry]})
    assert told("listed-name", change, names=("Grace",)) == []


def test_a_line_that_divides_the_list_of_names_is_no_name() -> None:
    change = ("priority", "need", "Talk - slowly --- with \u202ea partner's notes")
    assert told("listed-name", change, names=("---", "'", "Zoe")) == []
    assert told("listed-name", change, names=("---",)) == []


def test_only_the_records_that_were_asked_for_are_looked_at() -> None:
    made = journal(("priority", "title", "Zoe"), ("evidence", f"{RESULT}/count", 1))
    paths = ["README.md", "teams/maths.yaml", f"cycles/{NAME}/gone.yaml"]
    assert privacy.check(made, paths, ["Zoe"]) == ()
    assert privacy.check(made, [f"cycles/{NAME}/priority.yaml"], ["Zoe"])


def test_a_very_long_word_takes_no_time() -> None:
    start = time.monotonic()
    assert words("a" * 100_000, "Zoe") == []
    assert time.monotonic() - start < 1


def test_an_id_made_of_the_words_is_not_told_twice() -> None:
    zoe = {"id": "zoe-argues", "text": "Zoe argues"}
    assert len(findings(("action", "log/0", zoe), names=("Zoe",))) == 1
    renamed = {**zoe, "text": "They argue"}
    (only,) = findings(("action", "log/0", renamed), names=("Zoe",))
    assert only.field == "action.log.zoe-argues.id"
