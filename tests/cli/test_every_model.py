"""Every model is walked from empty to closed, by the commands that plc names."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from in_process import Plc

from plcjournal import reading, templates
from plcjournal.codec import reader
from plcjournal.core.models import CycleModel

_BUNDLED = reading.read({}).journal.models
_WORDS = {
    "TEXT": "We wrote it down together",
    "NAME": "Common task",
    "WHAT": "Ten minutes of number talk",
    "WHO": "all of us",
    "X": "65",
}
_OWN = """\
format: 1
id: every-word
name: Every word
steps:
{steps}"""
_STEP = """\
  - id: {name}
    name: {name}
    stage: {stage}
    question: What about it?
    done_when: {done_when}
"""
# Every way a step can be done, with an answer in words before, between and after.
_STEPS = (
    ("who-we-are", "priority", "answered"),
    ("what-we-see", "priority", "need"),
    ("what-we-look-at", "evidence", "measure"),
    ("where-we-stand", "evidence", "baseline"),
    ("what-it-means", "evidence", "answered"),
    ("where-we-go", "evidence", "target"),
    ("what-we-plan", "action", "actions"),
    ("what-we-tried", "action", "tried"),
    ("how-it-went", "action", "answered"),
    ("where-we-are", "review", "result"),
    ("what-we-learned", "review", "learned"),
    ("how-it-ended", "review", "outcome"),
    ("what-is-next", "review", "answered"),
)


def _typed(step: dict[str, Any]) -> list[str]:
    """Answer what a team types for the command that a step names."""
    later = step["done_when"] in ("result", "outcome")
    day = "2026-03-02" if later else "2026-01-15"
    words: list[str] = []
    for word in shlex.split(step["command"])[1:]:
        if word == "N":
            words.append("64" if words[-1] == "--size" else "40" if later else "25")
        else:
            words.append({**_WORDS, "DATE": day}.get(word, word))
    if words[0] == "add-action":
        words += ["--because", "common-task"]
    if words[0] == "review" and step["done_when"] != "outcome":
        words += ["--learned", "Lines show thinking that circles hide"]
    if words[0] == "review" and step["done_when"] != "learned":
        words += ["--outcome", "partly"]
    return words


def _walk(plc: Plc) -> Iterator[tuple[str, str]]:
    """Do what plc names until the cycle is closed; answer each step once it is next."""
    before = ""
    for _ in range(40):
        step = plc("next", "--json").data
        if step["stage"] == "closed":
            return
        if step["step"] and step["step"] != before:
            yield step["step"], step["stage"]
            before = step["step"]
        plc(*_typed(step))
        if step["command"] == "plc close":
            return
    pytest.fail("the cycle never ends")


def _goes_through(plc: Plc, model: CycleModel) -> None:
    for number in range((model.members or 1) - 1):
        plc("team", "--add", f"Teacher {'ABCDEFGH'[number]}")
    plc("new-cycle", "Fractions", "--need", "Digits are counted", "--model", model.id)
    plc("set", "priority.need", "")
    assert [*_walk(plc)] == [(step.id, step.stage) for step in model.steps]
    cycle = plc("status", "--all", "--json").data["cycles"][0]
    assert cycle["closed"]
    assert cycle["model"] == model.id
    assert plc("validate").out.endswith(": nothing to mend.\n")


@pytest.mark.slow
@pytest.mark.parametrize("model", _BUNDLED.values(), ids=[*_BUNDLED])
def test_each_step_of_a_model_is_next_once_in_its_order_until_it_closes(
    plc: Plc, journal: Path, model: CycleModel
) -> None:
    _goes_through(plc, model)


@pytest.mark.slow
def test_a_model_written_as_one_file_needs_no_code(plc: Plc, journal: Path) -> None:
    steps = "".join(
        _STEP.format(name=name, stage=stage, done_when=word)
        for name, stage, word in _STEPS
    )
    assert "every-word" not in _BUNDLED
    (journal / "models").mkdir()
    (journal / "models/every-word.yaml").write_text(_OWN.format(steps=steps))
    plc("save")
    own = CycleModel.model_validate(
        reader.read(_OWN.format(steps=steps).encode()).values
    )
    assert {step.done_when for step in own.steps} == {*templates.explained().done_when}
    _goes_through(plc, own)


@pytest.mark.slow
def test_a_new_model_of_the_journal_s_own_can_be_walked_as_it_is_written(
    plc: Plc, journal: Path
) -> None:
    plc("models", "--new", "our-way")
    made = templates.new_model().model_copy(update={"id": "our-way"})
    _goes_through(plc, made)
