"""The tables about evidence: what is measured, and each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.figures import (
    Kind as FigureKind,
)
from plcjournal.core.figures import (
    counted,
    figure_text,
    figures_of,
    is_too_few,
    size_of,
    target_of,
)
from plcjournal.core.tables.column import Column, Kind, Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.core.stats.interval import Interval
    from plcjournal.core.tables.column import Cell
    from plcjournal.core.tables.sources import Looked, Seen

_ID, _TEXT, _DAY, _NUMBER = Kind.ID, Kind.TEXT, Kind.DAY, Kind.NUMBER
_DECIMALS = 4
_OF_MEASURE = "the measure's own unit"


def _inner(name: str, key: str) -> Callable[[Looked], Cell]:
    """Answer what gets a key of a part of a measure that may be missing."""

    def get(one: Looked) -> Cell:
        part = getattr(one.measure, name)
        found: Cell = None if part is None else getattr(part, key)
        return found

    return get


def _of_target(key: str) -> Callable[[Looked], Cell]:
    def get(one: Looked) -> Cell:
        found: Cell = getattr(target_of(one.measure), key, None)
        return found

    return get


def _day_of(name: str) -> Callable[[Looked], Cell]:
    def get(one: Looked) -> Cell:
        found: Cell = getattr(getattr(one.impact, name), "date", None)
        return found

    return get


def _end(found: Interval | None, key: str) -> Cell:
    return None if found is None else _rounded(getattr(found, key))


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(float(number), _DECIMALS) + 0.0


def _changed(one: Looked) -> Cell:
    change = one.impact.change
    return _rounded(change.number) if change else None


def _change_end(key: str) -> Callable[[Looked], Cell]:
    def get(one: Looked) -> Cell:
        change = one.impact.change
        return _end(change.interval if change else None, key)

    return get


def _effect(one: Looked) -> Cell:
    effect = one.impact.effect
    return _rounded(effect.g) if effect else None


def _effect_end(key: str) -> Callable[[Looked], Cell]:
    def get(one: Looked) -> Cell:
        effect = one.impact.effect
        return _end(effect.interval if effect else None, key)

    return get


def _caution(one: Looked) -> Cell:
    found = one.impact
    return found.caution.sentence if found.caution and found.change else None


_DECLARED: tuple[Column[Looked], ...] = (
    Column(
        "cycle",
        _ID,
        "Cycle it belongs to",
        lambda one: one.whole.cycle.name,
        refers="cycles.cycle",
    ),
    Column("measure", _ID, "Id of the measure, in its cycle", lambda o: o.measure.id),
    Column("name", _TEXT, "What it is called", lambda one: one.measure.name),
    Column(
        "kind",
        _TEXT,
        "assessment, rubric, rate, attendance, observation, survey, work-sample,"
        " student-voice or pulse",
        lambda one: one.measure.kind,
    ),
    Column("of", _TEXT, "What its sizes count: learners, …", lambda o: o.measure.of),
    Column(
        "unit",
        _TEXT,
        "percent, score, count, level, minutes or seconds",
        lambda one: one.measure.unit,
    ),
    Column(
        "better", _TEXT, "up or down: which way is better", lambda o: o.measure.better
    ),
    Column("tool", _TEXT, "What it is measured with", lambda one: one.measure.tool),
    Column(
        "cut_at",
        _NUMBER,
        "From where on a learner counts as having reached the goal",
        _inner("cut", "at"),
        _OF_MEASURE,
    ),
    Column("cut_label", _TEXT, "What that is called", _inner("cut", "label")),
    Column(
        "scale_min",
        _NUMBER,
        "Lowest figure it can give",
        _inner("scale", "min"),
        _OF_MEASURE,
    ),
    Column(
        "scale_max",
        _NUMBER,
        "Highest figure it can give",
        _inner("scale", "max"),
        _OF_MEASURE,
    ),
    Column(
        "same_learners",
        Kind.FLAG,
        "True where the same learners are measured each time",
        lambda one: one.measure.same_learners,
    ),
    Column(
        "target",
        _NUMBER,
        "What the team hopes for, for everybody",
        _of_target("value"),
        _OF_MEASURE,
    ),
    Column("target_by", _DAY, "Day it hopes for that by", _of_target("by")),
    Column(
        "prediction",
        _NUMBER,
        "What the team expects",
        _inner("prediction", "value"),
        _OF_MEASURE,
    ),
    Column("predicted", _DAY, "Day it said so", _inner("prediction", "made")),
)
_IMPACT: tuple[Column[Looked], ...] = (
    Column(
        "baseline_date",
        _DAY,
        "Day of the figure before the first action, for everybody",
        _day_of("baseline"),
    ),
    Column("latest_date", _DAY, "Day of the latest figure after it", _day_of("latest")),
    Column(
        "change",
        _NUMBER,
        "Latest minus baseline, where two figures of one kind can be compared",
        _changed,
        "what change_unit says",
    ),
    Column(
        "change_low",
        _NUMBER,
        "Lower end of the 95 % interval of the change",
        _change_end("low"),
        "what change_unit says",
    ),
    Column(
        "change_high",
        _NUMBER,
        "Upper end of the 95 % interval of the change",
        _change_end("high"),
        "what change_unit says",
    ),
    Column(
        "change_unit",
        _TEXT,
        "What the change is counted in",
        lambda one: one.impact.change.unit if one.impact.change else None,
    ),
    Column(
        "effect_size",
        _NUMBER,
        "Hedges' g of the change, where means and spreads are known",
        _effect,
        "standard deviations",
    ),
    Column(
        "effect_low",
        _NUMBER,
        "Lower end of its 95 % interval",
        _effect_end("low"),
        "standard deviations",
    ),
    Column(
        "effect_high",
        _NUMBER,
        "Upper end of its 95 % interval",
        _effect_end("high"),
        "standard deviations",
    ),
    Column(
        "sentence",
        _TEXT,
        "What changed and how sure that is, in one sentence",
        lambda one: one.impact.sentence,
    ),
    Column(
        "design",
        _TEXT,
        "How the figures came about",
        lambda one: one.impact.design if one.impact.change else None,
    ),
    Column("caution", _TEXT, "The one thing to bear in mind", _caution),
)
MEASURES: Plan[Looked] = Plan(
    "measures",
    "One row for each thing a team looks at more than once, and what changed in it.",
    (*_DECLARED, *_IMPACT),
)


def _figure(kind: FigureKind) -> Callable[[Seen], Cell]:
    def get(one: Seen) -> Cell:
        found = figures_of(one.measure, one.result).get(kind)
        is_few = kind is FigureKind.SHARE and is_too_few(size_of(one.result))
        return None if is_few else _rounded(found)

    return get


def _count(one: Seen) -> Cell:
    behind = counted(one.measure, one.result)
    return behind[0] if behind else one.result.count


def _group_name(one: Seen) -> Cell:
    names = {group.id: group.name for group in one.measure.groups}
    return names.get(one.result.group or "")


def _of_pairs(key: str) -> Callable[[Seen], Cell]:
    def get(one: Seen) -> Cell:
        pairs = one.result.paired if one.with_pairs else None
        found: Cell = getattr(pairs, key, None)
        return found

    return get


RESULTS: Plan[Seen] = Plan(
    "results",
    "One row for each figure of a measure: of one day, for everybody or one group.",
    (
        Column(
            "cycle",
            _ID,
            "Cycle it belongs to",
            lambda one: one.whole.cycle.name,
            refers="cycles.cycle",
        ),
        Column(
            "measure",
            _ID,
            "Measure it is of, in that cycle",
            lambda one: one.measure.id,
            refers="measures.measure",
        ),
        Column("date", _DAY, "Day of the figure", lambda one: one.result.date),
        Column(
            "group",
            _ID,
            "Part of the learners it is about; none means everybody",
            lambda one: one.result.group,
        ),
        Column("group_name", _TEXT, "What that group is called", _group_name),
        Column(
            "role",
            _TEXT,
            "baseline, interim or result",
            lambda one: one.result.role,
        ),
        Column(
            "size",
            Kind.WHOLE,
            "How many were looked at",
            lambda one: size_of(one.result),
            "what measures.of says",
        ),
        Column(
            "count",
            Kind.WHOLE,
            "How many of them reached the goal",
            _count,
            "what measures.of says",
        ),
        Column(
            "percent",
            _NUMBER,
            "Share that reached the goal; none where fewer than 10 stand behind it",
            _figure(FigureKind.SHARE),
            "percent, 4 decimals",
        ),
        Column(
            "amount",
            _NUMBER,
            "Mean, or the figure itself, where the measure is no share",
            _figure(FigureKind.AMOUNT),
            _OF_MEASURE,
        ),
        Column(
            "value",
            _NUMBER,
            "The figure as the team wrote it, where no counts are known",
            lambda one: one.result.value,
            _OF_MEASURE,
        ),
        Column("mean", _NUMBER, "Mean", lambda one: one.result.mean, _OF_MEASURE),
        Column(
            "sd",
            _NUMBER,
            "Standard deviation of the marks",
            lambda one: one.result.sd,
            _OF_MEASURE,
        ),
        Column(
            "levels",
            Kind.TEXTS,
            "How many are at each level: level and number",
            lambda o: tuple(f"{name}: {n}" for name, n in o.result.levels.items()),
        ),
        Column(
            "paired_with",
            _DAY,
            "Day of the figure of the same learners it is paired with; for the team"
            " alone",
            _of_pairs("with_"),
        ),
        Column(
            "pairs",
            Kind.WHOLE,
            "How many have marks of both days; for the team alone",
            _of_pairs("size"),
            "what measures.of says",
        ),
        Column(
            "correlation",
            _NUMBER,
            "Pearson's r of the marks of both days; for the team alone",
            _of_pairs("correlation"),
        ),
        Column(
            "round", _ID, "Round of the cycle it belongs to", lambda o: o.result.round
        ),
        Column(
            "hidden",
            Kind.FLAG,
            "True where the figure is not told, because few learners are behind it",
            lambda one: bool(one.code) or one.result.suppressed,
        ),
        Column(
            "figure",
            _TEXT,
            "The figure as plc shows it, or what is said in its place",
            lambda one: one.code or figure_text(one.measure, one.result),
        ),
    ),
)
