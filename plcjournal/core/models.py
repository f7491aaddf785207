"""A model of collaborative inquiry as a record: its steps, words and questions."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from plcjournal.core.dated import JournalRecord
from plcjournal.core.language import LANGUAGES
from plcjournal.core.layout import STAGES
from plcjournal.core.shape import Count, Flag, Id, Many, Prose, Record
from plcjournal.core.values import Unquoted, Value

Stage = Literal["priority", "evidence", "action", "review"]
DoneWhen = Literal[
    "answered",
    "need",
    "measure",
    "baseline",
    "target",
    "actions",
    "tried",
    "result",
    "learned",
    "outcome",
]


def _by_language(value: Value) -> Value:
    if isinstance(value, Unquoted):
        return {"en": str(value)}
    if isinstance(value, str):
        return {"en": value}
    if isinstance(value, Mapping) and value and {*value} <= {*LANGUAGES}:
        return value
    sentence = "This must be a text, or texts by language (en, cy, fr)."
    raise PydanticCustomError(
        "wrong-kind", "{sentence}", {"sentence": sentence, "fix": ""}
    )


Said = Annotated[Mapping[str, Prose], BeforeValidator(_by_language)]
"""A text in one or more languages."""


class Step(Record):
    """One step of a model: where it belongs, what it asks, when it is done."""

    id: Id
    name: Said
    stage: Stage
    also: Stage | None = None
    question: Said
    hints: Many[Said] = ()
    done_when: DoneWhen = "answered"


class Schools(Record):
    """How many schools a model is meant for."""

    min: Count
    max: Count


class CycleModel(JournalRecord):
    """A way of working in cycles that teams may follow."""

    id: Id
    name: Said
    about: Said | None = None
    best_for: Said | None = None
    caution: Said | None = None
    source: Prose | None = None
    provisional: Flag = False
    weeks: Count | None = None
    aliases: Many[Id] = ()
    members: Count | None = None
    schools: Schools | None = None
    one_at_a_time: Flag = False
    repeats: Flag = False
    steps: Many[Step]

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        problems = [*_step_problems(self.steps)]
        if problems:
            # Each at the place of its own step, not at the top of the file.
            raise ValidationError.from_exception_data(
                "steps",
                [
                    {"type": _refused(sentence), "loc": ("steps", *loc), "input": None}
                    for loc, sentence in problems
                ],
            )
        return self


def _refused(sentence: str) -> PydanticCustomError:
    told = {"sentence": sentence, "fix": "", "whole": True}
    return PydanticCustomError("wrong-kind", "{sentence}", told)


def _step_problems(
    steps: tuple[Step, ...],
) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Find what is wrong between the steps: the place in their list, a sentence."""
    stages = [STAGES.index(step.stage) for step in steps]
    for number, step in enumerate(steps):
        if number and stages[number] < stages[number - 1]:
            sentence = (
                f"The step '{step.id}' goes back to {step.stage}; "
                f"the stages go {', '.join(STAGES)}."
            )
            yield (number, "stage"), sentence
        if step.id in [before.id for before in steps[:number]]:
            sentence = f"Two steps are called '{step.id}'; each needs its own id."
            yield (number, "id"), sentence
        word = step.done_when
        if word != "answered" and word in [s.done_when for s in steps[:number]]:
            sentence = f"Two steps are done when '{word}'; only 'answered' may repeat."
            yield (number, "done_when"), sentence
    missing = [stage for stage in STAGES if STAGES.index(stage) not in stages]
    if missing:
        sentence = f"No step belongs to {missing[0]}; every model has all four stages."
        yield (), sentence
