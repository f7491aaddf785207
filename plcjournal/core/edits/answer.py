"""Write the team's own answer to a step of its model."""

from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.edited import Edited, values_of, with_values
from plcjournal.core.journal import Journal, pick
from plcjournal.core.near import or_list
from plcjournal.core.steps import todo
from plcjournal.errors import Exit, PlcError


class NotAFreeAnswer(PlcError):
    """A step that is done by something else than words."""

    exit_code = Exit.USAGE


def answer(journal: Journal, cycle: Cycle, words: str, text: str) -> Edited:
    """Write down the answer to a step; a second answer replaces the first.

    Raises:
        NotFound: the model has no such step.
        NotAFreeAnswer: the step is done by another command, which is named.
    """
    model = journal.model_of(cycle)
    steps = model.steps if model else ()
    name = pick("step", words, [step.id for step in steps])
    step = next(one for one in steps if one.id == name)
    if step.done_when != "answered":
        free = [one.id for one in steps if one.done_when == "answered"]
        tip = f" Steps you can answer in words: {or_list(free)}." if free else ""
        raise NotAFreeAnswer(
            f"The step '{name}' is not answered in words.{tip}",
            f"For this one type: {todo(step, cycle).command}",
        )
    values = values_of(cycle, step.stage)
    in_round = step.stage == "action" and values["rounds"]
    holder = values["rounds"][-1] if in_round else values
    holder["answers"] = {**holder["answers"], name: text}
    return Edited(
        with_values(journal, cycle, step.stage, values),
        f"Answered {name}",
        f"Answer {name}",
        cycle=cycle.name,
        stage=step.stage,
        action="answer",
        id=name,
    )
