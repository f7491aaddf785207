"""A model of collaborative inquiry as a record: its steps, words and questions."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from plcjournal.core.language import LANGUAGES
from plcjournal.core.layout import STAGES
from plcjournal.core.shape import Count, Dated, Flag, Id, Many, Prose, Record
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


class CycleModel(Dated):
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
        problem = _step_problem(self.steps)
        if problem:
            raise PydanticCustomError(
                "wrong-kind", "{sentence}", {"sentence": problem, "fix": ""}
            )
        return self


def _step_problem(steps: tuple[Step, ...]) -> str:
    stages = [STAGES.index(step.stage) for step in steps]
    for before, after, step in zip(stages, stages[1:], steps[1:], strict=False):
        if after < before:
            return (
                f"The step '{step.id}' goes back to {step.stage}; "
                f"the stages go {', '.join(STAGES)}."
            )
    missing = [stage for stage in STAGES if STAGES.index(stage) not in stages]
    if missing:
        return f"No step belongs to {missing[0]}; every model has all four stages."
    for name, times in Counter(step.id for step in steps).items():
        if times > 1:
            return f"Two steps are called '{name}'; each needs its own id."
    for word, times in Counter(step.done_when for step in steps).items():
        if times > 1 and word != "answered":
            return f"Two steps are done when '{word}'; only 'answered' may repeat."
    return ""
