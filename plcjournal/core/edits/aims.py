"""Whether a target or a prediction is in the unit of its measure."""

from plcjournal.core.edits.evidence import Figures
from plcjournal.core.figures import Kind, kind_of_unit, mark_text
from plcjournal.core.records import Measure
from plcjournal.errors import Exit, PlcError

_IN_WORDS = {
    "score": "a mean mark",
    "level": "the mean level",
    "count": "a number",
    "minutes": "a number of minutes",
    "seconds": "a number of seconds",
}


class OtherUnit(PlcError):
    """A target that its measure can never be compared with."""

    exit_code = Exit.USAGE


def check_aims(measure: Measure | None, given: Figures) -> list[str]:
    """Refuse a target or prediction in another unit; answer what a target means.

    Raises:
        OtherUnit: it is a share though the measure is none, or beyond what can be.
    """
    unit = given.unit or (measure.unit if measure else "percent")
    is_share = kind_of_unit(unit) is Kind.SHARE
    scale = measure.scale if measure else None
    most = 100.0 if is_share else (scale.max if scale else None)
    word = _IN_WORDS.get(unit, "a number")
    for flag, value in (("target", given.target), ("prediction", given.prediction)):
        if value is None:
            continue
        if flag in given.shares and not is_share:
            raise OtherUnit(
                f"--{flag}: '{given.measure}' is looked at by {word}, so a share of "
                "learners cannot be compared with it; nothing was changed.",
                f"Say {word}: --{flag} {_example(most)}; to count who reached a mark "
                "give --cut and --unit percent",
            )
        if most is not None and value > most:
            raise OtherUnit(
                f"--{flag}: '{given.measure}' goes to {mark_text(most)}, so it never "
                f"comes to {mark_text(value)}; nothing was changed.",
                f"--{flag} {'65' if is_share else _example(most)}",
            )
    if given.target is None or is_share or unit != "level":
        return []
    told = f"The target of '{given.measure}' is {word}: {mark_text(given.target)}."
    return [told]


def _example(most: float | None) -> str:
    return "14" if most is None or most >= 20 else mark_text(round(most * 0.75, 1))
