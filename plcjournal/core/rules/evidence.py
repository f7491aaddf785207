"""What must hold for the figures of one measure."""

from collections.abc import Iterator

from plcjournal.core.figures import is_about_learners, level_number, place_of
from plcjournal.core.findings import Finding
from plcjournal.core.near import near, or_list
from plcjournal.core.records import Measure, Pairs, Result
from plcjournal.core.rulebook import finding


def check_measure(path: str, number: int, measure: Measure) -> Iterator[Finding]:
    """Find figures of a measure that cannot be, or that contradict each other."""
    place = _Place(path, ("measures", number), f"measures.{measure.id}")
    groups = [group.id for group in measure.groups]
    yield from _scale(place, measure)
    for index, group in enumerate(measure.groups):
        here = place.at(("groups", index), f"groups.{group.id}")
        yield from here.group(group.part_of, groups, "part_of")
    prediction = measure.prediction
    if prediction and not _is_possible(measure, prediction.value):
        message = _impossible(measure, prediction.value)
        here = place.at(("prediction",), "prediction")
        yield here.say("outside-scale", message, "value")
    for index, target in enumerate(measure.targets):
        here = place.at(("targets", index), f"targets.{target.group or index}")
        yield from here.group(target.group, groups)
        if not _is_possible(measure, target.value):
            yield here.say("outside-scale", _impossible(measure, target.value), "value")
    seen: dict[str, str] = {}
    for index, result in enumerate(measure.results):
        key = place_of(result)
        here = place.at(("results", index), f"results.{key}")
        if key in seen:
            message = f"There are two results for {key.replace('@', ', ')}; keep one."
            yield here.say("double-result", message, "date")
        seen[key] = result.date
        yield from here.group(result.group, groups)
        yield from _counts(here, measure, result)
        yield from _levels(here, measure, result)
        yield from _figures(here, measure, result)
        if result.paired is not None:
            yield from _pairs(here, measure, result, result.paired)
    yield from _baseline(place, measure)


class _Place:
    """Where in a file the checks stand, so that each finding names its field."""

    def __init__(self, path: str, loc: tuple[str | int, ...], field: str) -> None:
        self._path, self._loc, self._field = path, loc, field

    def at(self, loc: tuple[str | int, ...], field: str) -> "_Place":
        """Answer a place further inside."""
        return _Place(self._path, (*self._loc, *loc), f"{self._field}.{field}")

    def say(self, rule: str, message: str, key: str = "", fix: str = "") -> Finding:
        """Make a finding here, or at a key inside."""
        loc = (*self._loc, key) if key else self._loc
        field = f"{self._field}.{key}" if key else self._field
        return finding(rule, self._path, message, loc=loc, field=field, fix=fix)

    def group(
        self, group: str | None, known: list[str], key: str = "group"
    ) -> Iterator[Finding]:
        """Find a group that the measure does not have."""
        if group is not None and group not in known:
            close = near(group, known)
            tip = f"; did you mean {or_list(close)}?" if close else "."
            message = f"The measure has no group '{group}'{tip}"
            fix = f"{key}: {close[0]}" if close else ""
            yield self.say("unknown-reference", message, key, fix)


def _counts(place: _Place, measure: Measure, result: Result) -> Iterator[Finding]:
    counted = result.count is not None or result.mean is not None
    if not is_about_learners(measure):
        counted = result.count is not None
    if result.size is None and counted:
        message = f"The result of {result.date} needs its size: how many {measure.of}."
        yield place.say("size-missing", message, fix="size: …")
    size, count = result.size, result.count
    if size is not None and count is not None and count > size:
        message = f"{count} of {size} is more than there are."
        yield place.say("impossible-count", message, "count")
    if size == 0:
        yield place.say("impossible-count", "A result about nobody is none.", "size")
    counts = count is not None or result.levels
    if result.value is not None and counts:
        message = "A value is stored only where no counts are known; take one away."
        yield place.say("value-beside-counts", message, "value")


def _levels(place: _Place, measure: Measure, result: Result) -> Iterator[Finding]:
    if not result.levels:
        return
    total = sum(result.levels.values())
    if result.size is not None and total != result.size:
        message = f"The levels add up to {total}, but the size is {result.size}."
        yield place.say("impossible-level", message, "levels")
    if measure.scale is None:
        return
    for name in result.levels:
        number = level_number(name)
        if number is not None and not _on_scale(measure, number):
            message = _scale_text(measure, number)
            yield place.say("outside-scale", message, "levels")


def _figures(place: _Place, measure: Measure, result: Result) -> Iterator[Finding]:
    figures = (result.count, result.value, result.mean)
    known = [f for f in figures if f is not None]
    if not known and not result.levels and not result.suppressed:
        message = f"The result of {result.date} has no figure yet."
        yield place.say("no-figure", message)
    if result.suppressed and (known or result.levels):
        message = "A hidden result carries no figures; take them away."
        yield place.say("impossible-count", message, "suppressed")
    if result.mean is not None and not _on_scale(measure, result.mean):
        yield place.say("outside-scale", _scale_text(measure, result.mean), "mean")
    if result.value is not None and not _is_possible(measure, result.value):
        message = _impossible(measure, result.value)
        yield place.say("outside-scale", message, "value")
    if result.sd is not None and result.sd < 0:
        yield place.say("impossible-count", "A spread (sd) is never below 0.", "sd")


def _pairs(
    place: _Place, measure: Measure, result: Result, pairs: Pairs
) -> Iterator[Finding]:
    inside = place.at(("paired",), "paired")
    if None in (pairs.with_, pairs.correlation):
        message = (
            f"The pairs of {result.date} need the other date (with) and the "
            "correlation of their marks."
        )
        yield place.say("half-a-pair", message, "paired")
    correlation, size = pairs.correlation, pairs.size
    if correlation is not None and not -1 <= correlation <= 1:
        message = f"{_n(correlation)} is no correlation between -1 and 1."
        yield inside.say("outside-scale", message, "correlation")
    earlier = [r for r in measure.results if r.group == result.group]
    known = {one.date: one for one in earlier if one.date < result.date}
    if pairs.with_ is not None and pairs.with_ not in known:
        message = f"There is no earlier result of {pairs.with_} to pair this one with."
        fix = f"with: {max(known)}" if known else ""
        yield inside.say("unknown-reference", message, "with", fix)
    there = [one for one in (result, known.get(pairs.with_ or "")) if one is not None]
    fewest = min((one.size for one in there if one.size), default=None)
    if size is not None and fewest is not None and size > fewest:
        message = f"{size} pairs are more than the {fewest} who were there."
        yield inside.say("impossible-count", message, "size")


def _scale(place: _Place, measure: Measure) -> Iterator[Finding]:
    scale, cut = measure.scale, measure.cut
    low, high = (scale.min, scale.max) if scale else (None, None)
    if low is not None and high is not None and low > high:
        message = f"The scale starts at {_n(low)} and ends at {_n(high)}; swap them."
        yield place.say("outside-scale", message, "scale")
    elif cut and cut.at is not None and not _on_scale(measure, cut.at):
        message = f"The cut: {_scale_text(measure, cut.at)}"
        yield place.at(("cut",), "cut").say("outside-scale", message, "at")


def _is_possible(measure: Measure, number: float) -> bool:
    """Say whether a figure can be: a share of learners, or a mark on the scale."""
    if measure.unit == "percent":
        return 0 <= number <= 100
    return _on_scale(measure, number)


def _impossible(measure: Measure, number: float) -> str:
    if measure.unit == "percent":
        return f"{_n(number)} is no percentage between 0 and 100."
    return _scale_text(measure, number)


def _on_scale(measure: Measure, number: float) -> bool:
    if measure.scale is None:
        return True
    low, high = measure.scale.min, measure.scale.max
    return (low is None or number >= low) and (high is None or number <= high)


def _scale_text(measure: Measure, number: float) -> str:
    scale = measure.scale
    low, high = (scale.min, scale.max) if scale else (None, None)
    if low is None or high is None:
        side = f"up to {_n(high)}" if high is not None else f"from {_n(low or 0)} up"
        return f"{_n(number)} lies outside the scale, which goes {side}."
    return f"{_n(number)} lies outside the scale from {_n(low)} to {_n(high)}."


def _n(number: float) -> str:
    return str(number).removesuffix(".0")


def _baseline(place: _Place, measure: Measure) -> Iterator[Finding]:
    baselines = [r.date for r in measure.results if r.role == "baseline"]
    others = [r.date for r in measure.results if r.role != "baseline"]
    if others and not baselines:
        message = f"'{measure.name}' has results but no baseline before them."
        yield place.say("no-baseline", message, "results", "role: baseline")
    elif others and min(baselines) > min(others):
        message = f"The baseline of '{measure.name}' comes after a result."
        yield place.say("no-baseline", message, "results")
