"""What was changed about a measure while its figures came in, as its past tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.impact.comparable import LIKE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.core.values import Value

    Values = Mapping[str, Value]

_FIGURES = ("size", "count", "levels", "value", "mean", "sd")
_USUAL = "percent"  # where a record says nothing


class Step(NamedTuple):
    """One change of the evidence of a cycle: its plain values before and after.

    `day` is when it was saved, '' for what is not saved yet.
    """

    day: str
    before: Values
    after: Values


class Reprediction(NamedTuple):
    """A prediction that was changed when the result was there already."""

    day: str
    before: float | None
    after: float | None


def altered(
    steps: Sequence[Step], measure: str, first: str, last: str
) -> tuple[str, ...]:
    """Answer which keys of a measure changed between its figures of two dates.

    Of `tool`, `cut`, `scale` and `unit`: those that said one thing when one figure was
    entered for the last time, and another when the other was. A figure that was entered
    anew counts as it stands now, not as it was before. What was only written down
    later, put right once both figures stood there, or changed back, has not changed;
    nor has the cut of figures that are counted from their levels. Steps come oldest
    first.
    """
    states = [_measure(step.after, measure) for step in steps]
    entered = [_entered(states, day) for day in (first, last)]
    if not states or None in entered:
        return ()
    begin, end = sorted(number for number in entered if number is not None)
    likes = [_like(one) for one in states]
    found = _differing(likes[begin:end], likes[end], likes[-1])
    by_level = all(_figures(states[-1], day).get("levels") for day in (first, last))
    return tuple(key for key in found if not (key == "cut" and by_level))


def _entered(states: Sequence[Values], day: str) -> int | None:
    """Answer in which state the figure of a day last came in, None without one."""
    figures = [_figures(one, day) for one in states]
    if not figures or not figures[-1]:
        return None
    number = len(figures) - 1
    while number and figures[number - 1] == figures[-1]:
        number -= 1
    return number


def _figures(measure: Values, day: str) -> Values:
    """Answer the figures for everybody of a day, numbers by value."""
    for one in _items(measure.get("results")):
        if one.get("date") == day and one.get("group") is None:
            told = {key: one.get(key) for key in _FIGURES}
            return {"date": day, **{k: v for k, v in told.items() if v or v == 0}}
    return {}


def _differing(before: Sequence[Values], then: Values, now: Values) -> Iterator[str]:
    for key in LIKE:
        known = [one[key] for one in before if one[key] is not None]
        if not known or then[key] is None:
            continue
        if known[0] not in (then[key], now[key]):
            yield key


def repredicted(
    steps: Iterable[Step], measure: str, result: str
) -> tuple[Reprediction, ...]:
    """Answer the changes of a prediction made when the result of a day was there.

    Steps come oldest first.
    """
    found = []
    for step in steps:
        before, after = (_measure(one, measure) for one in (step.before, step.after))
        was, now = _predicted(before), _predicted(after)
        if _has(before, result) and after and was != now:
            found.append(Reprediction(step.day, was, now))
    return tuple(found)


def _measure(evidence: Values, name: str) -> Values:
    """Answer a measure as plain values, empty where there is none of that id."""
    for one in _items(evidence.get("measures")):
        if one.get("id") == name:
            return one
    return {}


def _items(value: Value) -> Iterator[Values]:
    if isinstance(value, list | tuple):
        yield from (item for item in value if isinstance(item, Mapping))


def _has(measure: Values, day: str) -> bool:
    """Say whether a measure has a figure for everybody of a day."""
    results = _items(measure.get("results"))
    return any(r.get("date") == day and r.get("group") is None for r in results)


def _predicted(measure: Values) -> float | None:
    prediction = measure.get("prediction")
    value = prediction.get("value") if isinstance(prediction, Mapping) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int | float) else None


def _like(measure: Values) -> Values:
    """Answer what makes two figures of a measure comparable, in one spelling."""
    tool, cut, scale = (measure.get(key) for key in ("tool", "cut", "scale"))
    words = " ".join(tool.split()).casefold() if isinstance(tool, str) else None
    ends = None
    if (
        isinstance(scale, Mapping)
        and (scale.get("min"), scale.get("max")) != (None,) * 2
    ):
        ends = [scale.get("min"), scale.get("max")]
    return {
        "tool": words or None,
        "cut": cut.get("at") if isinstance(cut, Mapping) else None,
        "scale": ends,
        "unit": measure.get("unit") or _USUAL,
    }
