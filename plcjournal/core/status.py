"""Where each cycle is, as plain values: for lists, one cycle, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.language import said
from plcjournal.core.layout import model_path, stage_path
from plcjournal.core.near import near
from plcjournal.core.steps import (
    closing_todo,
    next_step,
    running_round,
    todo,
    written_by,
)

if TYPE_CHECKING:
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.models import CycleModel
    from plcjournal.core.team import Team


class Due(NamedTuple):
    """Something with a date: an action or the review."""

    what: str
    date: str
    id: str = ""
    owner: str = ""
    overdue: bool = False


class NextStep(NamedTuple):
    """The one step to do now, its question, and the command that answers it."""

    cycle: str
    title: str
    model: str
    stage: str
    step: str = ""
    name: str = ""
    question: str = ""
    hints: tuple[str, ...] = ()
    done_when: str = ""
    command: str = ""
    what: str = ""
    number: int = 0
    steps: int = 0
    round: str = ""


class CycleStatus(NamedTuple):
    """One line of `plc status`."""

    cycle: str
    title: str
    team: str
    team_name: str
    model: str
    stage: str
    opened: str | None
    review_by: str | None
    closed: str | None
    outcome: str | None
    next: NextStep | None
    due: tuple[Due, ...] = ()
    contested: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


class StatusList(NamedTuple):
    """Where the cycles of a journal are.

    `kept`: what was set aside, as it did not fit what arrived. `unfinished`: versions
    met in the folder that nobody has put together yet. `more`: open cycles beyond
    those listed, in which nothing has waited as long.
    """

    journal: str
    today: str
    cycles: tuple[CycleStatus, ...]
    more: int = 0
    closed: int = 0
    unsaved: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unfinished: bool = False


def next_of(journal: Journal, cycle: Cycle) -> NextStep:
    """Answer what a cycle asks for now, from its model alone."""
    model = journal.model_of(cycle)
    if model is None or not cycle.is_open or "priority" in cycle.unread:
        return _in_the_way(journal, cycle, model)
    language = journal.settings.language
    step = next_step(model, cycle)
    if step is None:
        return _ending(journal, cycle, model)
    answer = todo(step, cycle)
    written = written_by(answer, step.stage)
    if written in cycle.unread:
        return _mending(cycle, model.id, written)
    return NextStep(
        cycle=cycle.name,
        title=cycle.priority.title,
        model=model.id,
        stage=step.stage,
        step=step.id,
        name=said(step.name, language),
        question=said(step.question, language),
        hints=tuple(said(hint, language) for hint in step.hints),
        done_when=step.done_when,
        command=_naming(journal, cycle, answer.command),
        what=answer.what,
        round=running_round(cycle) if step.stage == "action" else "",
        number=[one.id for one in model.steps].index(step.id) + 1,
        steps=len(model.steps),
    )


def _ending(journal: Journal, cycle: Cycle, model: CycleModel) -> NextStep:
    """Answer what is left once every step is done."""
    if "review" in cycle.unread:
        return _mending(cycle, model.id, "review")
    ending = closing_todo(cycle)
    return NextStep(
        cycle=cycle.name,
        title=cycle.priority.title,
        model=model.id,
        stage="review",
        command=_naming(journal, cycle, ending.command),
        what=ending.what,
        number=len(model.steps),
        steps=len(model.steps),
    )


def _in_the_way(journal: Journal, cycle: Cycle, model: CycleModel | None) -> NextStep:
    """Answer what to do before the model can ask for anything, or when it is over."""
    if not cycle.is_open:
        return NextStep(
            cycle=cycle.name,
            title=cycle.priority.title,
            model=model.id if model else "",
            stage="closed",
            command=f"plc new-cycle --follows {journal.shortest(cycle.name)}",
            what="carry on in a new cycle",
        )
    if "priority" in cycle.unread:
        return _mending(cycle, "", "priority")
    return _without_model(journal, cycle)


def _mending(cycle: Cycle, model: str, stage: str) -> NextStep:
    """Answer that a record comes first that the next step would be written to."""
    return NextStep(
        cycle=cycle.name,
        title=cycle.priority.title,
        model=model,
        stage=stage,
        command=f"plc validate {stage_path(cycle.name, stage)}",
        what=f"mend {stage}.yaml, which cannot be read",
    )


def _without_model(journal: Journal, cycle: Cycle) -> NextStep:
    name = cycle.priority.model or journal.settings.model
    known = near(name, journal.models, 1) or (*journal.models, name)
    command = _naming(journal, cycle, f"plc set priority.model {known[0]}")
    what = f"choose a model plc knows; '{name}' is not one of them"
    if name in journal.unread_models:
        command = f"plc validate {model_path(name)}"
        what = f"mend your own model '{name}', which cannot be read"
    return NextStep(
        cycle=cycle.name,
        title=cycle.priority.title,
        model=name,
        stage="priority",
        command=command,
        what=what,
    )


_TAKES_A_CYCLE = ("add-evidence", "review", "close")


def _naming(journal: Journal, cycle: Cycle, command: str) -> str:
    """Answer a command that names the cycle where others are open as well."""
    if journal.has_one_open:
        return command
    name = journal.shortest(cycle.name)
    program, verb, *rest = command.split(" ")
    if verb in _TAKES_A_CYCLE:
        return " ".join([program, verb, name, *rest])
    return f"{command} --cycle {name}"


def status_of(journal: Journal, cycle: Cycle, today: str) -> CycleStatus:
    """Answer where one cycle is on a day."""
    team = journal.teams.get(cycle.team)
    upcoming = next_of(journal, cycle)
    return CycleStatus(
        cycle=cycle.name,
        title=cycle.priority.title,
        team=cycle.team,
        team_name=team.name if team else cycle.team,
        model=upcoming.model,
        stage=upcoming.stage,
        opened=cycle.priority.opened,
        review_by=cycle.priority.review_by,
        closed=cycle.review.closed,
        outcome=cycle.review.outcome,
        next=upcoming,
        due=dues(cycle, today, team) if cycle.is_open else (),
        contested=cycle.contested(),
        unread=tuple(sorted(cycle.unread)),
    )


def dues(cycle: Cycle, today: str, team: Team | None = None) -> tuple[Due, ...]:
    """Answer what waits in a cycle with a date, the first one first.

    Owners are called by the names that the team has for them.
    """
    names = {one.id: one.name for one in team.members} if team else {}
    dues = [
        Due(
            action.what,
            action.due,
            action.id,
            names.get(action.owner or "", action.owner or ""),
            action.due < today,
        )
        for action in cycle.action.actions
        if action.due and action.status in ("planned", "doing")
    ]
    review_by = cycle.priority.review_by
    if review_by and cycle.review.held is None:
        dues.append(Due("Review", review_by, "", "", review_by < today))
    return tuple(sorted(dues, key=lambda due: due.date))
