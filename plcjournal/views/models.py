"""Models and choices as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.catalogue import Choice, ModelGuide, ModelList
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.catalogue import ModelLine, StepGuide


def _list(result: ModelList) -> Iterator[str]:
    """Tell which models there are."""
    for line in result.models:
        yield f"{line.id}: {line.name} ({', '.join(facts(line))})"
        if line.best_for:
            yield f"  Best for: {line.best_for}"
    yield from ending()


def ending() -> Iterator[str]:
    """Tell what to type to see more."""
    yield ""
    yield "See one whole: plc models MODEL"
    yield "Not sure which? plc models --choose"


def facts(line: ModelLine) -> list[str]:
    """Answer a few words about a model: its size, where it comes from."""
    steps = "1 step" if line.steps == 1 else f"{line.steps} steps"
    return [
        steps,
        *([weeks(line)] if line.weeks else []),
        *(["the default here"] if line.default else []),
        *marks(line),
    ]


def weeks(line: ModelLine) -> str:
    """Answer the usual length of a cycle in words."""
    return "1 week" if line.weeks == 1 else f"{line.weeks} weeks"


def marks(line: ModelLine) -> list[str]:
    """Answer whether a model is the journal's own."""
    if line.wins:
        return ["this journal's own, before the one of plc"]
    if line.own:
        return ["this journal's own"]
    return ["instead of this journal's own"] if line.unread else []


_UNSURE = "the official names of some steps could not be confirmed"


def _guide(result: ModelGuide) -> Iterator[str]:
    """Tell one model whole."""
    line = result.line
    yield f"{line.name} ({line.id})"
    for text in (result.about, *_origin(line)):
        if text:
            yield text
    labelled = (
        ("Best for", line.best_for),
        ("Usual length", weeks(line) if line.weeks else ""),
        ("Members", str(result.members or "")),
        ("Schools", "{} to {}".format(*result.schools) if result.schools else ""),
        ("Open cycles of a team", "one at a time" if result.one_at_a_time else ""),
        ("Repeats", "several times in one cycle" if result.repeats else ""),
        ("Beware", result.caution),
        ("Provisional", _UNSURE if line.provisional else ""),
        ("Also called", ", ".join(result.aliases)),
        ("Source", result.source),
    )
    for label, text in labelled:
        if text:
            yield f"{label}: {text}"
    stage = ""
    for step in result.steps:
        if step.stage != stage:
            stage = step.stage
            yield ""
            yield stage.capitalize()
        yield from _step(step)
    yield ""
    yield f"Start a cycle with it: plc new-cycle --model {line.id}"


def _origin(line: ModelLine) -> Iterator[str]:
    if line.wins:
        yield "This journal's own model; it wins over the one that comes with plc."
    elif line.own:
        yield "This journal's own model."
    elif line.unread:
        yield "The one that comes with plc, as this journal's own cannot be read."


def _step(step: StepGuide) -> Iterator[str]:
    also = f" (also {step.also})" if step.also else ""
    yield f"  {step.number}. {step.name}{also} [{step.id}]"
    yield f"     {step.question}"
    if step.hints:
        yield f"     For example: {'; '.join(step.hints)}"
    yield f"     Done when {step.done}"


def _choice(result: Choice) -> Iterator[str]:
    """Tell what ratings suggest, and why."""
    if not result.suggestions:
        yield "No model follows from your ratings; what you use now will do."
    for number, one in enumerate(result.suggestions):
        yield f"{'Or' if number else 'Suggested'}: {one.name} ({one.model})"
        if one.best_for:
            yield f"  Best for: {one.best_for}"
        for why in one.why:
            yield f"  {why}"
    for advice in result.advice:
        yield f"Besides: {advice.text}"
        yield f"  {advice.why}"
        if advice.command:
            yield f"  {advice.command}"
    if result.suggestions:
        first = result.suggestions[0].model
        yield ""
        yield f"Its steps: plc models {first}"
        yield f"Start a cycle with it: plc new-cycle --model {first}"


lines.register(ModelList, _list)
lines.register(ModelGuide, _guide)
lines.register(Choice, _choice)
