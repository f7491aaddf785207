"""What a team expected of a measure, and whether it said so in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import bare, kind_of_unit, with_unit
from plcjournal.core.impact.comparable import spoken_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.impact.comparable import Reading
    from plcjournal.core.impact.revised import Reprediction
    from plcjournal.core.records import Measure


class Expectation(NamedTuple):
    """A prediction beside what came: `distance` is latest minus prediction.

    `late` says that it was made or changed only after the result had come in, '' where
    nothing tells so.
    """

    value: float
    made: str | None
    distance: float | None
    text: str
    late: str


def expectation_of(
    measure: Measure, after: Reading | None, past: Sequence[Reprediction] = ()
) -> Expectation | None:
    """Answer what was predicted, None where nothing was.

    `past` is what history knows of changes made after the result had come in.
    """
    prediction = measure.prediction
    if prediction is None:
        return None
    kind, value = kind_of_unit(measure.unit), float(prediction.value)
    distance = None
    if after is not None and after.kind is kind:
        distance = after.number - value
    said = with_unit(value, kind, measure.unit)
    made = f", made on {spoken_day(prediction.made)}" if prediction.made else ""
    text = f"{said}{made}"
    if distance is not None:
        how = bare(abs(distance), kind)
        side = "above" if distance > 0 else "below"
        text = f"{text}; it came out {how} {side} that"
        if how == "0":
            text = f"{said}{made}; it came out just so"
    return Expectation(value, prediction.made, distance, text, late(measure, past))


def late(measure: Measure, past: Sequence[Reprediction] = ()) -> str:
    """Say that a prediction was made or changed after its result, '' if it was not."""
    prediction = measure.prediction
    result = result_day(measure)
    if prediction is None or not result:
        return ""
    came = f"the result of {spoken_day(result)}"
    if past:
        last = past[-1]
        on = f" on {spoken_day(last.day)}" if last.day else ""
        if last.before is None:
            return f"The prediction was written down{on}, when {came} was known."
        kind, unit = kind_of_unit(measure.unit), measure.unit
        was = bare(last.before, kind)
        now = "nothing" if last.after is None else with_unit(last.after, kind, unit)
        turn = f"from {was} to {now}{on}"
        return f"The prediction was changed {turn}, when {came} was known."
    if prediction.made and prediction.made > result:
        made = spoken_day(prediction.made)
        return f"The prediction was made on {made}, after {came}."
    return ""


def result_day(measure: Measure) -> str:
    """Answer the day of the latest result for everybody, '' before there is one."""
    days = [r.date for r in measure.results if r.role == "result" and r.group is None]
    return max(days, default="")
