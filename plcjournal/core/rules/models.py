"""What must hold for models, and for cycles beside the model they follow."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plcjournal.core import layout
from plcjournal.core.cycle import Cycle
from plcjournal.core.findings import Finding
from plcjournal.core.journal import Journal
from plcjournal.core.models import CycleModel
from plcjournal.core.near import near
from plcjournal.core.rulebook import finding
from plcjournal.core.steps import is_done

_TEACHING = ("teacher", "facilitator")  # others look on, as a critical friend does


def check_model(journal: Journal, name: str, model: CycleModel) -> Iterator[Finding]:
    """Find what does not hold between a model, its file and the other models."""
    path = layout.model_path(name)
    if model.id != name:
        message = f"The file is called {name}, but its model '{model.id}'."
        fix = f"id: {name}"
        yield finding("bad-id", path, message, loc=("id",), field="id", fix=fix)
    if name in journal.own_models & journal.bundled_models:
        message = f"This model wins over the '{name}' that comes with plc."
        yield finding("own-model-wins", path, message, loc=("id",), field="id")


def check_named(journal: Journal, path: str, name: str) -> Iterator[Finding]:
    """Find what is wrong with the model that a cycle or the settings name."""
    message = fix = ""
    if name in journal.unread_models:
        meanwhile = (
            "; the one that comes with plc stands in."
            if name in journal.models
            else "."
        )
        message = f"This journal's own model '{name}' cannot be read{meanwhile}"
        fix = f"plc validate {layout.model_path(name)}"
    elif journal.model(name) is None:
        close = near(name, journal.models, 1)
        tip = f"; did you mean '{close[0]}'?" if close else "."
        message = f"plc knows no model '{name}'{tip}"
        fix = f"model: {close[0]}" if close else ""
    if message:
        place = ("model",)
        yield finding("unknown-model", path, message, loc=place, field="model", fix=fix)


def check_answers(journal: Journal, cycle: Cycle, stage: str) -> Iterator[Finding]:
    """Find answers of one stage to steps that the model does not have there."""
    model = journal.model_of(cycle)
    if model is None:
        return
    steps = {step.id: step.stage for step in model.steps}
    path = layout.stage_path(cycle.name, stage)
    for name, text in cycle.stage(stage).answers.items():
        if steps.get(name) == stage or not text.strip():
            continue
        message = f"The model {model.id} has no step '{name}'; the answer is kept."
        if name in steps:
            message = (
                f"The step '{name}' belongs to {steps[name]} now; the answer is kept."
            )
        place, field = ("answers", name), f"answers.{name}"
        yield finding("answer-to-no-step", path, message, loc=place, field=field)


def still_open(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    """Note how many steps of each stage the model still asks for."""
    model = journal.model_of(cycle)
    if model is None or cycle.unread:
        return
    open_steps = Counter(s.stage for s in model.steps if not is_done(s, cycle))
    for stage, number in open_steps.items():
        message = f"The model still asks for {number} of its {stage} steps: plc next"
        yield finding("still-open", layout.stage_path(cycle.name, stage), message)


def check_fit(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    """Note where a team does not work as its model is meant; never more than a note."""
    model = journal.model_of(cycle)
    team = journal.teams.get(cycle.team)
    if model is None or team is None or not cycle.is_open:
        return
    path = layout.stage_path(cycle.name, "priority")
    here = sum(m.role in _TEACHING and not m.left for m in team.members)
    if model.members is not None and here != model.members:
        message = f"The model {model.id} is for {model.members} teachers, not {here}."
        yield finding("model-fit", path, message, loc=("model",), field="model")
    others = journal.open_cycles(cycle.team) if model.one_at_a_time else ()
    if len(others) > 1:
        too = _open_too([other for other in others if other.name != cycle.name])
        message = f"The model {model.id} asks for one priority at a time; {too}"
        yield finding("model-fit", path, message, loc=("model",), field="model")
    if not model.schools:
        return
    schools = {m.school for m in journal.teams.values() if m.school}
    if not model.schools.min <= len(schools) <= model.schools.max:
        message = (
            f"The model {model.id} is meant for {model.schools.min} to "
            f"{model.schools.max} schools; the teams name {len(schools)}."
        )
        yield finding("model-fit", path, message, loc=("model",), field="model")


def _open_too(others: Sequence[Cycle]) -> str:
    names = ", ".join(cycle.name for cycle in others)
    return f"open as well: {names}."
