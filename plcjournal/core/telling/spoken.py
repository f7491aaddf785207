"""Values as a sentence says them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from plcjournal.core.figures import figure_text
from plcjournal.core.language import LANGUAGES
from plcjournal.core.language import said as in_language
from plcjournal.core.likeness import items_of
from plcjournal.core.recalled import Recalled
from plcjournal.core.telling.phrases.phrase import Kind
from plcjournal.core.telling.wording import (
    a_day,
    day_text,
    days_between,
    difference,
    number_text,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.core.diff import Values
    from plcjournal.core.records import Measure, Result
    from plcjournal.core.telling.scenes import Scene
    from plcjournal.core.values import Value

_NOTHING = "nothing"
_LANGUAGE_NAMES = {"en": "English", "cy": "Welsh", "fr": "French"}
_MONTH = re.compile(r"\d{4}-\d{2}-(?=.)", re.ASCII)
_UNITS = ("percent", "score", "count", "level", "minutes", "seconds")
_MOST = 10**15


def in_words(kind: Kind, value: Value, scene: Scene, other: Value = None) -> str:
    """Answer a value as a sentence says it.

    A day or a figure leaves its year or unit to the `other` one that follows it there.
    """
    told = _TOLD[kind](value, scene, other) if kind in _TOLD else ""
    return told or text(value)


def text(value: Value) -> str:
    """Answer any value as one line."""
    if isinstance(value, Mapping):
        told = _mapping_text(value)
    elif isinstance(value, bool):
        told = "yes" if value else "no"
    elif (number := a_number(value)) is not None:
        told = number_text(number)
    elif isinstance(value, str | int | float):
        told = str(value)
    else:
        told = ", ".join(map(text, items_of(value)))
    return one_line(told) or _NOTHING


def _mapping_text(value: Values) -> str:
    if value and {*value} <= {*LANGUAGES}:
        return in_language({key: str(item) for key, item in value.items()}, "en")
    return ", ".join(f"{key}: {text(item)}" for key, item in value.items())


def a_number(value: Value) -> int | float | None:
    """Answer a value that is a figure, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if -_MOST <= value <= _MOST else None


def how_much(before: Value, after: Value) -> str:
    """Say how much later or more a value is than another, '' where nobody can."""
    old_day, new_day = a_day(before), a_day(after)
    if old_day and new_day:
        return days_between(old_day, new_day)
    old, new = a_number(before), a_number(after)
    return "" if old is None or new is None else difference(old, new)


def _day(value: Value, scene: Scene, other: Value) -> str:
    day, following = a_day(value), a_day(other)
    if day is None:
        return ""
    return day_text(day, f"{following.year:04}" if following else scene.year)


def _number(value: Value, _scene: Scene, _other: Value) -> str:
    number = a_number(value)
    return "" if number is None else number_text(number)


def _figure(value: Value, scene: Scene, other: Value) -> str:
    number = a_number(value)
    unit = scene.unit if a_number(other) is None else ""
    return "" if number is None else f"{number_text(number)}{unit}"


def _word(value: Value, _scene: Scene, _other: Value) -> str:
    return one_line(value.replace("-", " ")) if isinstance(value, str) else ""


def _people(value: Value, scene: Scene, _other: Value) -> str:
    if not isinstance(value, str):
        return ""
    some = [part.strip() for part in re.split(r"[,;]", value)]
    return one_line(", ".join(scene.names.get(one, one) for one in some if one))


def _named(value: Value, scene: Scene, _other: Value) -> str:
    return one_line(scene.names.get(value, value)) if isinstance(value, str) else ""


def _cycle(value: Value, scene: Scene, _other: Value) -> str:
    if not isinstance(value, str):
        return ""
    folder = _MONTH.sub("", value.rpartition("/")[2], count=1)
    return one_line(scene.names.get(value, folder))


def _language(value: Value, _scene: Scene, _other: Value) -> str:
    return _LANGUAGE_NAMES.get(value, "") if isinstance(value, str) else ""


def _whole(value: Value, scene: Scene, _other: Value) -> str:
    if not isinstance(value, Mapping):
        return ""
    if scene.pattern in _MAIN:
        return text(value.get(_MAIN[scene.pattern]))
    told = _WHOLES.get(scene.pattern)
    return told(value, scene) if told else ""


_TOLD: Mapping[Kind, Callable[[Value, Scene, Value], str]] = {
    Kind.DAY: _day,
    Kind.NUMBER: _number,
    Kind.FIGURE: _figure,
    Kind.WORD: _word,
    Kind.PEOPLE: _people,
    Kind.NAMED: _named,
    Kind.CYCLE: _cycle,
    Kind.LANGUAGE: _language,
    Kind.WHOLE: _whole,
}

# The one field that says what an item is.
_MAIN = {
    "priority.assumptions.*": "text",
    "evidence.measures.*": "name",
    "evidence.measures.*.groups.*": "name",
    "evidence.observations.*": "noticed",
    "action.actions.*": "what",
    "action.learning.*": "what",
    "action.log.*": "text",
    "review.learned.*": "claim",
    "review.assumptions.*": "now",
    "settings.privacy.allow.*": "reason",
    "settings.network.*": "url",
}


def _cut(value: Values, _scene: Scene) -> str:
    at, label = value.get("at"), value.get("label")
    if at is None or label is None:
        return text(label if at is None else at)
    return f"{text(at)} ({text(label)})"


def _span(value: Values, _scene: Scene) -> str:
    low, high = value.get("min"), value.get("max")
    told = {"low": text(low), "high": text(high)}
    if high is None:
        return "from {low}".format_map(told)
    return ("up to {high}" if low is None else "{low} to {high}").format_map(told)


def _pairs(value: Values, scene: Scene) -> str:
    day = value.get("with")
    told = {
        "day": _day(day, scene, None) or text(day),
        "size": text(value.get("size")),
        "correlation": text(value.get("correlation")),
    }
    is_whole = value.get("size") is not None and value.get("correlation") is not None
    sentence = "{day} ({size} pairs, correlation {correlation})"
    return (sentence if is_whole else "{day}").format_map(told)


def _goal(value: Values, scene: Scene) -> str:
    number = _figure(value.get("value"), scene, None) or text(value.get("value"))
    by = _day(value.get("by"), scene, None)
    return ("{number} by {by}" if by else "{number}").format(number=number, by=by)


def figures(result: Values, scene: Scene) -> str:
    """Answer the figures of one date and group as every view shows them."""
    measure = scene.around.get("measure", {})
    cut = measure.get("cut")
    at = a_number(cut.get("at")) if isinstance(cut, Mapping) else None
    unit = measure.get("unit")
    of = measure.get("of")
    looked_at = {
        "unit": unit if unit in _UNITS else "percent",
        "of": of if isinstance(of, str) else "learners",
        "cut": {"at": at},
    }
    levels = result.get("levels")
    told: dict[str, object] = {
        key: a_number(result.get(key))
        for key in ("size", "count", "value", "mean", "sd")
    }
    told["suppressed"] = result.get("suppressed") is True
    told["levels"] = {
        name: number
        for name, count in (levels if isinstance(levels, Mapping) else {}).items()
        if (number := a_number(count)) is not None
    }
    # Stand-ins have what the figures are made of, and need no pydantic.
    return figure_text(
        cast("Measure", Recalled(looked_at)), cast("Result", Recalled(told))
    )


_WHOLES: Mapping[str, Callable[[Values, Scene], str]] = {
    "evidence.measures.*.cut": _cut,
    "evidence.measures.*.scale": _span,
    "evidence.measures.*.prediction": _goal,
    "evidence.measures.*.targets.*": _goal,
    "evidence.measures.*.results.*": figures,
    "evidence.measures.*.results.*.paired": _pairs,
    "model.schools": _span,
}
