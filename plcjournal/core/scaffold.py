"""What stands in the four files of a new cycle: keys, and questions as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plcjournal.core.language import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.core.explained import Explained
    from plcjournal.core.models import CycleModel, Step

_SHOWN = {
    "priority": (
        "title",
        "team",
        "model",
        "opened",
        "review_by",
        "facilitator",
        "learners",
        "need",
        "question",
        "assumptions",
        "answers",
    ),
    "evidence": ("measures", "observations", "answers"),
    "action": ("theory", "actions", "learning", "log", "answers"),
    "review": ("outcome", "changed", "learned", "next", "share", "answers"),
}
_STANDS_AT = {
    "need": "need",
    "measure": "measures",
    "baseline": "measures",
    "target": "measures",
    "result": "measures",
    "actions": "actions",
    "tried": "actions",
    "learned": "learned",
    "outcome": "outcome",
    "answered": "answers",
}
_ABOUT = {
    "priority": "What should improve, for whom, and what do we see now?",
    "evidence": "Where are learners? Totals of groups only, never a learner's mark.",
    "action": "What do we try in our teaching, and how does it go?",
    "review": "What changed, what did we learn, what comes next?",
}


def shown(stage: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the keys of a new stage record: the usual ones, and any with a value."""
    kept = {"format": values["format"]}
    for key, value in values.items():
        usual = key in _SHOWN[stage]
        if key != "format" and (usual or value not in (None, [], {})):
            kept[key] = value
    return kept


def questions(
    stage: str, model: CycleModel | None, language: str
) -> dict[str, Sequence[str]]:
    """Answer the comment lines above each key of a stage record, from the model."""
    lines: dict[str, list[str]] = {"": [_ABOUT[stage]]}
    keys = _SHOWN[stage]
    for step in model.steps if model else ():
        if step.stage == stage:
            key = _STANDS_AT[step.done_when]
            lines.setdefault(key if key in keys else keys[0], []).extend(
                _asked(step, language)
            )
    return dict(lines)


def _asked(step: Step, language: str) -> list[str]:
    name, question = said(step.name, language), said(step.question, language)
    label = f" ({step.id})" if step.done_when == "answered" else ""
    hints = "; ".join(said(hint, language) for hint in step.hints)
    return [
        f"{name}{label}: {question}",
        *([f"  For example: {hints}"] if hints else []),
    ]


def model_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the keys of a model's new file: those with a value, texts as one text."""
    return {key: _short(item) for key, item in values.items() if item not in _NOTHING}


_NOTHING: tuple[object, ...] = (None, [], {}, False)


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(item) for item in value]
    if not isinstance(value, dict):
        return value
    return value["en"] if {*value} == {"en"} else model_values(value)


def model_comments(
    values: Mapping[str, Any], words: Explained
) -> dict[str, Sequence[str]]:
    """Answer the comment lines above each key of a model's new file.

    Keys it does not have yet are explained above its steps, to be taken from there.
    """
    lines: dict[str, list[str]] = {"": [*words.file]}
    lines |= {key: [text] for key, text in words.keys.items() if key in values}
    missing = {key: text for key, text in words.keys.items() if key not in values}
    above = lines["steps"]
    if missing:
        others = [f"  {key}: {text}" for key, text in missing.items()]
        above[:0] = ["Keys you may add above this line:", *others, ""]
    above += [f"  {key}: {text}" for key, text in words.step.items()]
    above += [f"    {word}: {said(t, 'en')}" for word, t in words.done_when.items()]
    return dict(lines)
