"""What changed for learners, in lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.figures import MEAN, Kind, bare, with_unit
from plcjournal.core.impact.comparable import spoken_day
from plcjournal.core.impact.cycle import CycleImpact
from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.impact.change import Aim, Change, EffectSize
    from plcjournal.core.impact.compared import Figure
    from plcjournal.core.impact.cycle import Tried
    from plcjournal.core.impact.impact import Impact
    from plcjournal.core.impact.series import Series
    from plcjournal.core.stats.interval import Interval
    from plcjournal.core.steps import Todo


def _cycle(result: CycleImpact) -> Iterator[str]:
    yield from heading(result)
    for measure in result.measures:
        yield ""
        yield named(measure)
        yield f"  {measure.sentence}"
        yield from (f"  {text}" for text in facts(measure))
        if measure.series:
            yield from (f"  {text}" for text in line(measure.series))
        yield from ending(measure)
    yield from tried(result.actions)
    yield from to_type(result.next)


def heading(result: CycleImpact) -> Iterator[str]:
    """Answer what stands above the measures of a cycle."""
    yield f"{result.title} ({result.cycle})"
    if result.sentence:
        yield result.sentence


def named(measure: Impact) -> str:
    """Answer what a measure is called, with its id."""
    return f"{measure.name} [{measure.measure}]"


def facts(measure: Impact) -> Iterator[str]:
    """Tell the figures of a measure, one fact in each line."""
    for label, figure in (("Baseline", measure.baseline), ("Latest", measure.latest)):
        if figure:
            yield f"{label}: {figure.text}, {spoken_day(figure.date)}"
    if measure.change:
        yield f"Change: {_change(measure.change, measure)}"
    if measure.target:
        yield f"Target: {_target(measure.target, measure)}"
    elif measure.no_target:
        yield f"Target: {measure.no_target}"
    if measure.prediction:
        yield f"Prediction: {measure.prediction.text}"
    if measure.effect:
        yield f"Effect size: {_effect(measure.effect)}"
    yield from _how(measure)
    if measure.change:
        yield f"Design: {measure.design}"


def _how(measure: Impact) -> Iterator[str]:
    """Tell what the intervals assume, once where all assume the same."""
    named = {"change": measure.change, "effect size": measure.effect}
    notes = {name: one.note for name, one in named.items() if one}
    if len({*notes.values()}) == 1:
        yield f"How: {next(iter(notes.values()))}"
    else:
        yield from (f"How ({name}): {note}" for name, note in notes.items())


def ending(measure: Impact) -> Iterator[str]:
    """Tell what to bear in mind about a measure, and what to type for it."""
    yield from (f"  {text}" for text in _cautions(measure))
    yield from (f"  {text}" for text in to_type(measure.missing) if text)


def _cautions(measure: Impact) -> Iterator[str]:
    said = measure.caution.sentence if measure.caution else ""
    if said:
        yield f"Bear in mind: {said}"
    for sentence in _unequal(measure):
        if sentence != said:
            yield f"Also: {sentence}"


def _unequal(measure: Impact) -> Iterator[str]:
    yield from measure.unlike
    if measure.prediction and measure.prediction.late:
        yield measure.prediction.late


def in_short(measure: Impact, target: str) -> Iterator[str]:
    """Tell what a team looks at when it says what changed."""
    yield measure.name
    for label, figure in (("baseline", measure.baseline), ("latest", measure.latest)):
        told = f"{figure.text}, {spoken_day(figure.date)}" if figure else "none yet"
        yield f"  {label + ':':<9} {told}"
    if target:
        yield f"  {'target:':<9} {target}"
    if measure.gist:
        yield f"  {'change:':<9} {measure.gist}"
    yield from (f"  {text}" for text in _cautions(measure))


def doubts(measure: Impact) -> Iterator[str]:
    """Tell what keeps a change from being like with like, with the measure's name."""
    yield from (f"{measure.name}: {sentence}" for sentence in _unequal(measure))


def tried(actions: Sequence[Tried]) -> Iterator[str]:
    """Tell what was done, and when."""
    if actions:
        yield ""
        yield "Actions done"
        for action in actions:
            yield f"  {spoken_day(action.date)}: {action.what}"


def to_type(todo: Todo | None) -> Iterator[str]:
    """Tell what to type next."""
    if todo:
        yield ""
        yield f"To {todo.what}, type:"
        yield f"  {todo.command}"


def target_text(aim: Aim, measure: Impact) -> str:
    """Write a target with its unit."""
    mean = "" if aim.kind is measure.kind else MEAN
    return f"{mean}{with_unit(aim.value, aim.kind, measure.unit)}"


def _change(change: Change, measure: Impact) -> str:
    kind = measure.kind or Kind.AMOUNT
    return (
        f"{_signed(change.number, kind)} {_units(change)}"
        f"{_interval(change.interval, kind)}"
    )


def _units(change: Change) -> str:
    is_one = bare(abs(change.number), Kind.AMOUNT) == "1"
    return change.unit.removesuffix("s") if is_one else change.unit


def _signed(number: float, kind: Kind) -> str:
    text = bare(number, kind)
    return text if number <= 0 or text == "0" else f"+{text}"


def _interval(interval: Interval | None, kind: Kind) -> str:
    if interval is None:
        return ""
    low, high = (bare(end, kind) for end in (interval.low, interval.high))
    return f" (95 % interval {low} to {high})"


def _target(aim: Aim, measure: Impact) -> str:
    by = f" by {spoken_day(aim.by)}" if aim.by else ""
    reached = "reached" if aim.is_reached else "not reached"
    if aim.met_at_start:
        reached = "met at the start already"
        reached += "" if aim.is_reached else ", but no longer"
    left = bare(abs(aim.distance), aim.kind)
    side = "above" if aim.distance > 0 else "below"
    unit = aim.unit.removesuffix("s") if left == "1" else aim.unit
    way = "exactly there" if left == "0" else f"{left} {unit} {side}"
    return f"{target_text(aim, measure)}{by}, {reached}: {way}{_progress(aim)}"


def _progress(aim: Aim) -> str:
    if aim.progress is None:
        return ""
    if aim.progress < 0:
        return ", further away than at the start"
    return f", {round(100 * aim.progress)} % of the way"


def _effect(effect: EffectSize) -> str:
    low, high = (f"{end:.2f}" for end in (effect.interval.low, effect.interval.high))
    reading = f"; {effect.reading}" if effect.reading else ""
    return (
        f"Hedges' g {effect.g:.2f} (95 % interval {low} to {high}), in standard "
        f"deviations of the marks{reading}"
    )


def line(series: Series) -> Iterator[str]:
    """Tell every figure of a measure in order, and what they show together."""
    first, last = series.points[0], series.points[-1]
    figures = ", ".join(point.text for point in series.points)
    yield (
        f"{len(series.points)} figures from {spoken_day(first.date)} to "
        f"{spoken_day(last.date)}: {figures}"
    )
    yield from series.sentences


def short(figure: Figure) -> str:
    """Answer the text of a figure without what stands behind it."""
    return figure.text.split(" (", 1)[0].removeprefix(MEAN)


plain.lines.register(CycleImpact, _cycle)
