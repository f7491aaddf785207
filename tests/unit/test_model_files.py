"""The models that ship with plc, and the words about them, as files."""

from pathlib import Path
from typing import get_args

import pytest

from plcjournal import reading, templates
from plcjournal.core.language import LANGUAGES
from plcjournal.core.models import CycleModel, DoneWhen, Step
from plcjournal.core.scaffold import model_comments
from plcjournal.core.shape import keys

_READ = reading.read({})
_MODELS = _READ.journal.models
_IN_THREE_LANGUAGES = ("four-stage", "welsh-plc", "ontario-inquiry")
_PACKAGE = Path(templates.__file__).parent


def test_all_the_models_of_the_field_are_there_and_can_be_read() -> None:
    assert _READ.findings == ()
    assert {*_MODELS} >= {
        "action-enquiry",
        "cluster-network",
        "community-of-practice",
        "data-teams",
        "data-wise",
        "dufour-plc",
        "four-stage",
        "habits-of-mind",
        "instructional-rounds",
        "lead-emerging",
        "learning-forward",
        "lesson-study",
        "nyc-inquiry-team",
        "ontario-inquiry",
        "pdsa",
        "plan-implement-review-evaluate",
        "spiral",
        "system-journey",
        "teacher-learning-community",
        "teachmeet",
        "timperley",
        "triad",
        "welsh-plc",
    }


def test_no_two_models_share_a_name() -> None:
    names = [name for m in _MODELS.values() for name in (m.id, *m.aliases)]
    assert sorted(names) == sorted({*names})


@pytest.mark.parametrize("name", _MODELS)
def test_a_model_is_found_by_its_id_its_aliases_and_its_name(name: str) -> None:
    model = _MODELS[name]
    for words in (name, *model.aliases, *model.name.values()):
        assert _READ.journal.find_model(words) is model


@pytest.mark.parametrize("name", _MODELS)
def test_a_model_says_what_it_is_whom_it_suits_and_where_it_comes_from(
    name: str,
) -> None:
    model = _MODELS[name]
    assert model.about
    assert model.best_for
    assert model.source
    assert model.weeks
    for step in model.steps:
        assert len(step.hints) >= 2, step.id
        assert step.question["en"].endswith("?"), step.id


def test_names_nobody_could_confirm_are_marked_and_explained() -> None:
    unsure = [name for name, model in _MODELS.items() if model.provisional]
    assert {*unsure} >= {
        "learning-forward",
        "teacher-learning-community",
        "timperley",
        "welsh-plc",
    }
    assert all("provisional" in (_MODELS[n].caution or {})["en"] for n in unsure)


@pytest.mark.parametrize("name", _IN_THREE_LANGUAGES)
def test_three_models_speak_three_languages(name: str) -> None:
    for step in _MODELS[name].steps:
        assert {*step.name} == {*step.question} == {*LANGUAGES}, step.id


def test_every_model_asks_where_learners_are_and_how_it_ended() -> None:
    for model in _MODELS.values():
        words = [step.done_when for step in model.steps]
        assert {"need", "baseline", "outcome"} <= {*words}, model.id
        assert words[-1] == "outcome", model.id


@pytest.mark.parametrize("letters", ["—", "!", "\u201c", "\u2019"])
def test_the_words_of_models_are_plain(letters: str) -> None:
    for path, data in templates.model_files().items():
        assert letters not in data.decode(), path


def test_no_python_knows_a_model_by_name() -> None:
    # The first one is the default of every new journal; rules and hints may say so.
    names = {*_MODELS} - {"four-stage"}
    for file in _PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        said = {name for name in names if f'"{name}"' in text or f"'{name}'" in text}
        assert said <= {"triad"} if file.name == "team.py" else not said, file


def test_every_key_and_every_way_to_be_done_is_explained() -> None:
    words = templates.explained()
    assert {*words.keys} == {*keys(CycleModel)} - {"format", "contested"}
    assert {*words.step} == {*keys(Step)}
    assert {*words.done_when} == {*get_args(DoneWhen)}
    told = "\n".join(
        line
        for lines in model_comments({"steps": []}, words).values()
        for line in lines
    )
    for name in (*words.keys, *words.step, *words.done_when):
        assert f"{name}: " in told or name == "steps"


def test_the_approaches_people_rate_lead_to_models_or_to_advice() -> None:
    choosing = templates.choosing()
    assert len(choosing.approaches) == 8
    for approach in choosing.approaches:
        assert bool(approach.models) != bool(approach.advice), approach.id
        assert {*approach.models} <= {*_MODELS}
