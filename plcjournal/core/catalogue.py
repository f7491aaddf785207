"""The models of a journal as people read them: a list, one whole, a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.core.language import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.explained import Explained
    from plcjournal.core.journal import Journal
    from plcjournal.core.models import CycleModel, Step


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One model in a list.

    `own` is a file of the journal, `wins` one that stands before a bundled one of the
    same id, `unread` a bundled one in the place of a file that cannot be read.
    """

    id: str
    name: str
    steps: int
    weeks: int | None
    best_for: str
    own: bool = False
    wins: bool = False
    unread: bool = False
    default: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class ModelList:
    """The models a cycle may follow."""

    models: tuple[ModelLine, ...]


@dataclass(frozen=True, slots=True)
class StepGuide:
    """One step of a model: its question, and when it is done."""

    number: int
    id: str
    name: str
    stage: str
    also: str
    question: str
    hints: tuple[str, ...]
    done_when: str
    done: str


@dataclass(frozen=True, slots=True)
class ModelGuide:
    """One model whole."""

    line: ModelLine
    about: str
    aliases: tuple[str, ...]
    members: int | None
    schools: tuple[int, int] | None
    one_at_a_time: bool
    repeats: bool
    caution: str
    source: str
    steps: tuple[StepGuide, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A model that the ratings speak for, and why."""

    model: str
    name: str
    best_for: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What else the ratings speak for, and the command for it."""

    text: str
    why: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a team said about its problem, and what follows from it, best first."""

    issue: str
    tried_so_far: str
    ratings: Mapping[str, str]
    suggestions: tuple[Suggestion, ...]
    advice: tuple[Advice, ...]
    saved: bool = False


def list_of(journal: Journal) -> ModelList:
    """Answer the models of a journal, by id."""
    names = sorted(journal.models)
    return ModelList(tuple(_line(journal, name) for name in names))


def guide_of(journal: Journal, model: CycleModel, words: Explained) -> ModelGuide:
    """Answer one model whole; `words` say when a step is done."""
    language = journal.settings.language
    name = next(name for name, one in journal.models.items() if one is model)
    return ModelGuide(
        line=_line(journal, name),
        about=_text(model.about, language),
        aliases=tuple(model.aliases),
        members=model.members,
        schools=(model.schools.min, model.schools.max) if model.schools else None,
        one_at_a_time=model.one_at_a_time,
        repeats=model.repeats,
        caution=_text(model.caution, language),
        source=model.source or "",
        steps=tuple(
            _step(number, step, language, words)
            for number, step in enumerate(model.steps, 1)
        ),
    )


def _line(journal: Journal, name: str) -> ModelLine:
    model, language = journal.models[name], journal.settings.language
    default = journal.model(journal.settings.model)
    return ModelLine(
        id=name,
        name=said(model.name, language),
        steps=len(model.steps),
        weeks=model.weeks,
        best_for=_text(model.best_for, language),
        own=name in journal.own_models,
        wins=name in journal.own_models & journal.bundled_models,
        unread=name in journal.unread_models,
        default=default is model,
        provisional=model.provisional,
    )


def _step(number: int, step: Step, language: str, words: Explained) -> StepGuide:
    return StepGuide(
        number=number,
        id=step.id,
        name=said(step.name, language),
        stage=step.stage,
        also=step.also or "",
        question=said(step.question, language),
        hints=tuple(said(hint, language) for hint in step.hints),
        done_when=step.done_when,
        done=said(words.done_when[step.done_when], language),
    )


def _text(text: Mapping[str, str] | None, language: str) -> str:
    return said(text, language) if text else ""
