"""Which steps of its model a cycle has done, which is next, and what answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.models import CycleModel, Step

_DONE: Mapping[str, Callable[[Cycle], bool]] = {
    "need": lambda cycle: bool(cycle.priority.need),
    "measure": lambda cycle: bool(cycle.evidence.measures),
    "baseline": lambda cycle: _has_result(cycle, "baseline"),
    "target": lambda cycle: any(m.targets for m in cycle.evidence.measures),
    "actions": lambda cycle: any(a.status != "dropped" for a in cycle.action.actions),
    "tried": lambda cycle: any(a.status == "done" for a in cycle.action.actions),
    "result": lambda cycle: _has_result(cycle, "result"),
    "learned": lambda cycle: bool(cycle.review.learned),
    "outcome": lambda cycle: cycle.review.outcome is not None,
}


_FIGURES = "--date DATE --size N --count N"


def _has_result(cycle: Cycle, role: str) -> bool:
    return any(r.role == role for m in cycle.evidence.measures for r in m.results)


def running_round(cycle: Cycle) -> str:
    """Answer the id of the round a cycle is in, '' while it is in its first.

    What names no round belongs to the first.
    """
    rounds = cycle.action.rounds
    return rounds[-1].id if len(rounds) > 1 else ""


def is_done(step: Step, cycle: Cycle) -> bool:
    """Say whether a cycle has what a step asks for; action steps, in this round."""
    turn = running_round(cycle)
    if turn and step.stage == "action":
        return _is_done_in(turn, step, cycle)
    if step.done_when == "answered":
        return bool(cycle.answer(step.stage, step.id))
    return _DONE[step.done_when](cycle)


def _is_done_in(turn: str, step: Step, cycle: Cycle) -> bool:
    actions = [a for a in cycle.action.actions if a.round == turn]
    if step.done_when == "answered":
        answers = cycle.action.rounds[-1].answers
        return bool(answers.get(step.id, "").strip())
    if step.done_when == "actions":
        return any(action.status != "dropped" for action in actions)
    if step.done_when == "tried":
        return any(action.status == "done" for action in actions)
    if step.done_when == "result":
        results = [r for m in cycle.evidence.measures for r in m.results]
        return any(result.round == turn for result in results)
    return _DONE[step.done_when](cycle)


def next_step(model: CycleModel, cycle: Cycle) -> Step | None:
    """Answer the first step of the model that is not done yet."""
    return next((step for step in model.steps if not is_done(step, cycle)), None)


# What each command of a step writes to; an answer goes where the step is.
_WRITTEN = {
    "set": "priority",
    "add-evidence": "evidence",
    "add-action": "action",
    "done": "action",
    "review": "review",
    "close": "review",
}


class Todo(NamedTuple):
    """What to type for a step: the command, and what it will do in words."""

    command: str
    what: str


def todo(step: Step, cycle: Cycle) -> Todo:
    """Answer the command that does a step, as far as the cycle has come."""
    if step.done_when == "answered":
        return Todo(f'plc answer {step.id} "TEXT"', "write your answer")
    measures = cycle.evidence.measures
    measure = measures[0].id if measures else '"NAME"'
    evidence = f"plc add-evidence --measure {measure}"
    again = Todo(f"{evidence} {_FIGURES} --role result", "look again the same way")
    turn = running_round(cycle)
    planned = [
        action
        for action in cycle.action.actions
        if action.status in ("planned", "doing") and turn in ("", action.round)
    ]
    act = Todo('plc add-action "WHAT" --owner WHO --due DATE', "plan an action")
    tried = [Todo(f"plc done {a.id}", "mark what you have tried") for a in planned]
    looked = any(_has_result(cycle, role) for role in ("result", "interim"))
    review = Todo("plc review", "look back together")
    return {
        "need": Todo('plc set priority.need "TEXT"', "say what you see now"),
        "measure": Todo('plc add-evidence --measure "NAME"', "name a measure"),
        "baseline": Todo(f"{evidence} {_FIGURES}", "enter where learners are now"),
        "target": Todo(f"{evidence} --target X --by DATE", "set a target"),
        "actions": act,
        "tried": tried[0] if tried else act,
        "result": again,
        "learned": review,
        "outcome": again if measures and not looked else review,
    }[step.done_when]


def closing_todo(cycle: Cycle) -> Todo:
    """Answer what is left once every step is done."""
    if cycle.review.outcome is None or not cycle.review.learned:
        return Todo("plc review", "write down one thing you learned")
    return Todo("plc close", "close the cycle")


def written_by(answer: Todo, stage: str) -> str:
    """Answer the stage whose record a command writes, for a step of some stage."""
    return _WRITTEN.get(answer.command.split()[1], stage)
