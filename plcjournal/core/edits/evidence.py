"""Add a measure, a dated result, a target or an observation to a cycle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.edited import (
    Edited,
    new_id,
    slug,
    values_of,
    with_values,
    without_none,
)
from plcjournal.core.edits.round import round_named
from plcjournal.core.figures import figure_text, mark_text
from plcjournal.core.identity import key_of
from plcjournal.core.journal import Journal
from plcjournal.core.records import Measure
from plcjournal.errors import Exit, PlcError

_NEARLY = 0.75  # how alike each word of the shorter name must be
_COUNTED = ("count", "levels", "value")
_FIGURES = {*_COUNTED, "size", "mean", "sd", "suppressed", "paired"}


class NearlyTheSame(PlcError):
    """A new measure whose name is almost one that exists: a person decides."""

    exit_code = Exit.USAGE

    def __init__(self, name: str, existing: str) -> None:
        self.existing = existing
        super().__init__(
            f"There is a measure '{existing}', which is nearly '{name}'; "
            "nothing was changed.",
            f'For the same measure type --measure "{existing}"; '
            "for another one add --new",
        )


class NotNew(PlcError):
    """A new measure with the name of one that exists."""

    exit_code = Exit.USAGE

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is a measure '{name}' already; nothing was changed.",
            "Leave out --new to add to it, or give the new one another name",
        )


class NothingSaid(PlcError):
    """A known measure and nothing new about it."""

    exit_code = Exit.USAGE

    def __init__(self, measure: str) -> None:
        super().__init__(
            f"There is nothing to add to '{measure}'; nothing was changed.",
            f'plc add-evidence --measure "{measure}" --size 64 --count 25',
        )


class UnitTaken(PlcError):
    """A figure in one unit for a measure whose figures are in another."""

    exit_code = Exit.USAGE

    def __init__(self, measure: Measure, unit: str) -> None:
        super().__init__(
            f"The figures of '{measure.name}' are in {measure.unit}, not in {unit};"
            " nothing was changed.",
            "Give another measure a name of its own, or change the unit of them all:"
            f" plc set evidence.measures.{measure.id}.unit {unit}",
        )


class NoTarget(PlcError):
    """A date for a target that nobody has set."""

    exit_code = Exit.USAGE

    def __init__(self, measure: str) -> None:
        super().__init__(
            f"'{measure}' has no target yet, so a date says nothing; nothing was "
            "changed.",
            f'plc add-evidence --measure "{measure}" --target 65 --by "in 6 weeks"',
        )


class DayTaken(PlcError):
    """A figure of another role has that date: a correction would hide it."""

    exit_code = Exit.USAGE

    def __init__(self, measure: str, day: str, role: str) -> None:
        super().__init__(
            f"There is a {role} of {day} already; nothing was changed.",
            f"Give another --date; to correct that one, add --role {role} "
            f"(measure {measure})",
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """What a person enters about one measure, all of it optional."""

    measure: str
    date: str | None = None
    role: str | None = None
    group: str | None = None
    size: int | None = None
    count: int | None = None
    levels: dict[str, int] = field(default_factory=dict)
    value: float | None = None
    mean: float | None = None
    sd: float | None = None
    suppressed: bool = False
    kind: str | None = None
    of: str | None = None
    unit: str | None = None
    better: str | None = None
    tool: str | None = None
    cut: dict[str, Any] | None = None
    scale: dict[str, Any] | None = None
    paired: dict[str, Any] | None = None
    same_learners: bool = False
    shares: frozenset[str] = frozenset()  # of target and prediction, typed as 65%
    whole: bool = False  # these are all figures of that date: none earlier stays
    target: float | None = None
    target_by: str | None = None
    prediction: float | None = None
    new: bool = False
    round: str | None = None

    @property
    def has_result(self) -> bool:
        """Say whether a dated figure was given."""
        figures = (self.count, self.value, self.mean, self.sd, self.size)
        given = any(figure is not None for figure in figures)
        return given or bool(self.levels) or self.suppressed


def measure_named(cycle: Cycle, name: str) -> Measure | None:
    """Answer the measure with an id or name, case aside; None if there is none."""
    wanted = name.strip().casefold()
    for measure in cycle.evidence.measures:
        if wanted in (measure.id, measure.name.casefold()):
            return measure
    return None


def meant_measure(cycle: Cycle, given: Figures) -> Measure | None:
    """Answer the measure that figures are about, None where they begin a new one.

    Raises:
        NearlyTheSame: the name is almost that of another measure.
        NotNew: a new one was asked for, and there is one of that name.
    """
    existing = measure_named(cycle, given.measure)
    if existing is not None and given.new:
        raise NotNew(existing.name)
    if existing is None and not given.new:
        nearly = _nearly(cycle, given.measure)
        if nearly:
            raise NearlyTheSame(given.measure, nearly)
    return existing


def _nearly(cycle: Cycle, name: str) -> str:
    wanted = slug(name).split("-")
    for measure in cycle.evidence.measures:
        for known in (measure.id.split("-"), slug(measure.name).split("-")):
            fewer, more = sorted((wanted, known), key=len)
            if all(_best(word, more) >= _NEARLY for word in fewer):
                return measure.name
    return ""


def _best(word: str, words: Sequence[str]) -> float:
    return max(SequenceMatcher(None, word, other).ratio() for other in words)


def add_figures(journal: Journal, cycle: Cycle, given: Figures, today: str) -> Edited:
    """Add what was given to a measure; a new measure is made, an old one extended.

    A second result for a date and group corrects the first.

    Raises:
        NearlyTheSame: the name is almost that of another measure.
        NoTarget: a date was given for a target there is none of.
        DayTaken: that date has a figure of another role.
        UnitTaken: its figures are in another unit.
        NothingSaid: neither a figure nor anything about the measure was given.
        Refused: the values make no record.
    """
    values = values_of(cycle, "evidence")
    existing = meant_measure(cycle, given)
    other = given.unit if given.has_result else None
    if existing and existing.results and other not in (None, existing.unit):
        raise UnitTaken(existing, str(other))
    measure = _measure_in(cycle, values, existing, given.measure)
    name = measure["id"]
    if given.group is not None:
        given = replace(given, group=slug(given.group))
    described, said = _describe(measure, given, today)
    result = _result(cycle, existing, given, today)
    if result is not None:
        was = _shown(existing, result) if existing else ""
        corrected = _enter(measure, result, is_whole=given.whole)
        said.append(f"corrected, was{was}; now" if corrected else result["role"])
    if existing is None:
        said.insert(0, "new measure")
    said = said or described
    if not said:
        raise NothingSaid(given.measure)
    changed = with_values(journal, cycle, "evidence", values)
    made = measure_named(changed.cycles[cycle.name], name)
    shown = _shown(made, result) if made and result else ""
    what = f"{name}: {', '.join(said)}"
    sentence = f"Added evidence: {what}{shown}"
    if changed == journal:
        known = shown.replace(" of ", ": ", 1)
        sentence = f"Nothing changed, {name} has this already{known}"
    return Edited(
        changed,
        sentence,
        f"Add evidence: {name}, {', '.join(said)}",
        cycle=cycle.name,
        stage="evidence",
        action="add-evidence",
        id=name,
    )


def _measure_in(
    cycle: Cycle, values: dict[str, Any], existing: Measure | None, name: str
) -> dict[str, Any]:
    """Answer the values of the measure that is meant, begun where there is none."""
    if existing is not None:
        return next(m for m in values["measures"] if m["id"] == existing.id)
    measure = {"id": new_id(name, cycle.ids()), "name": name.strip()}
    values["measures"].append(measure)
    return measure


def _shown(measure: Measure, result: dict[str, Any]) -> str:
    place = (result["date"], result.get("group"))
    for one in measure.results:
        if (one.date, one.group) == place:
            return f" of {one.date}, {figure_text(measure, one)}"
    return ""


def _describe(
    measure: dict[str, Any], given: Figures, today: str
) -> tuple[list[str], list[str]]:
    """Enter what describes the measure; answer which keys, and words on its aims."""
    described = {
        "kind": given.kind,
        "of": given.of,
        "unit": given.unit,
        "better": given.better,
        "tool": given.tool,
        "cut": {**(measure.get("cut") or {}), **given.cut} if given.cut else None,
        "scale": given.scale,
        "same_learners": given.same_learners or None,
    }
    measure.update(without_none(described))
    words = [
        key.replace("_", " ") for key, value in described.items() if value is not None
    ]
    said: list[str] = []
    groups = measure.get("groups", [])
    if given.group and given.group not in [group["id"] for group in groups]:
        measure["groups"] = [*groups, {"id": given.group}]
        said.append(f"new group {given.group}")
    if given.target is not None or given.target_by is not None:
        said.append(_aim(measure, given))
    if given.prediction is not None:
        measure["prediction"] = {"value": given.prediction, "made": today}
        said.append(f"prediction {mark_text(given.prediction)}")
    return words, said


def _aim(measure: dict[str, Any], given: Figures) -> str:
    """Enter a target, or a new date for the one there is; answer the words for it."""
    targets = measure.setdefault("targets", [])
    new = {"value": given.target, "by": given.target_by, "group": given.group}
    old = next((one for one in targets if one.get("group") == given.group), None)
    if old is None and given.target is None:
        raise NoTarget(given.measure)
    if old is None:
        targets.append(without_none(new))
    else:
        old.update(without_none(new))
    figure = (
        f"target {mark_text(given.target)}" if given.target is not None else ("target")
    )
    return f"{figure} by {given.target_by}" if given.target_by else figure


def _result(
    cycle: Cycle, measure: Measure | None, given: Figures, today: str
) -> dict[str, Any] | None:
    if not given.has_result:
        return None
    day = given.date or today
    return without_none(
        {
            "date": day,
            "role": given.role or _likely_role(cycle, measure, day, given.group),
            "group": given.group,
            "size": given.size,
            "count": given.count,
            "levels": given.levels or None,
            "value": given.value,
            "mean": given.mean,
            "sd": given.sd,
            "suppressed": given.suppressed or None,
            "paired": given.paired,
            "round": round_named(cycle, given.round),
        }
    )


def _likely_role(
    cycle: Cycle, measure: Measure | None, day: str, group: str | None
) -> str:
    """Answer the role a result has when nobody says it.

    The same date keeps its role; the first figure is the baseline; from the review
    day on it is a result, before that an interim look.
    """
    results = measure.results if measure else ()
    same = [r.role for r in results if (r.date, r.group) == (day, group)]
    if same:
        return same[0]
    if all(r.role != "baseline" or r.group != group for r in results):
        return "baseline"
    due = [t.by for t in measure.targets if t.by] if measure else []
    ends = [d for d in (*due, cycle.priority.review_by) if d]
    return "result" if ends and day >= min(ends) else "interim"


def _enter(measure: dict[str, Any], result: dict[str, Any], *, is_whole: bool) -> bool:
    """Put a result into a measure; answer whether it corrected an earlier one.

    Raises:
        DayTaken: the earlier one has another role.
    """
    results = measure.setdefault("results", [])
    key = key_of("results", result)
    for number, old in enumerate(results):
        if key_of("results", old) == key:
            if old["role"] != result["role"]:
                raise DayTaken(measure["id"], result["date"], old["role"])
            gone = _FIGURES if is_whole else _replaced_by(result)
            if any(old.get(k) != v for k, v in result.items() if k in _FIGURES):
                gone = gone | {"paired"}  # it hung together with the earlier marks
            kept = {k: v for k, v in old.items() if k not in gone}
            results[number] = {**kept, **result}
            return True
    results.append(result)
    results.sort(key=lambda one: one["date"])
    return False


def _replaced_by(result: Mapping[str, Any]) -> set[str]:
    """Answer which earlier figures a new entry corrects: not a count by a mean."""
    if "suppressed" in result:
        return {*_COUNTED, "mean", "sd"}
    counted = any(key in result for key in _COUNTED)
    return {"suppressed", *(_COUNTED if counted else ())}


def add_observation(
    journal: Journal, cycle: Cycle, noticed: str, means: str | None, day: str
) -> Edited:
    """Add something the team noticed, and what it may mean."""
    values = values_of(cycle, "evidence")
    name = new_id(noticed, cycle.ids())
    item = {"id": name, "date": day, "noticed": noticed, "means": means}
    values["observations"].append(without_none(item))
    return Edited(
        with_values(journal, cycle, "evidence", values),
        f"Added observation: {name}",
        f"Add observation: {name}",
        cycle=cycle.name,
        stage="evidence",
        action="add-evidence",
        id=name,
    )
