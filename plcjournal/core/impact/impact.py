"""What changed for learners in one measure, how sure that is, and what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import FEWEST, ends_of_scale, is_about_learners
from plcjournal.core.impact.cautions import (
    CautionKind,
    Comparison,
    caution_of,
    what_altered,
)
from plcjournal.core.impact.change import (
    aim_of,
    change_of,
    effect_of,
    not_compared,
)
from plcjournal.core.impact.comparable import is_few, pairing_of
from plcjournal.core.impact.compared import Compared, first_action_of
from plcjournal.core.impact.like import unlike
from plcjournal.core.impact.missing import missing
from plcjournal.core.impact.prediction import expectation_of
from plcjournal.core.impact.sentence import gist_of, sentence_of
from plcjournal.core.impact.series import series_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from plcjournal.core.figures import Kind
    from plcjournal.core.impact.cautions import Caution
    from plcjournal.core.impact.change import Aim, Change, EffectSize
    from plcjournal.core.impact.comparable import Reading
    from plcjournal.core.impact.compared import Figure
    from plcjournal.core.impact.prediction import Expectation
    from plcjournal.core.impact.revised import Reprediction
    from plcjournal.core.impact.series import Series
    from plcjournal.core.records import Action, Measure
    from plcjournal.core.steps import Todo


class Known(NamedTuple):
    """What is known around a measure.

    Figures about fewer learners than `fewest` stay hidden. `whom` is how the team
    describes its learners, `cycle` what people type for the cycle. From its past:
    `altered` names the keys (`tool`, `cut`, `scale`, `unit`) that changed between the
    two figures, `repredicted` the changes of a prediction after its result.
    """

    fewest: int = FEWEST
    whom: str = ""
    cycle: str = ""
    altered: Collection[str] = ()
    repredicted: Sequence[Reprediction] = ()


class Impact(NamedTuple):
    """Everything that may be said of one measure.

    `kind` is what its figures are (a share is a percentage), `scale` its two ends.
    `no_target` says why a target is compared with nothing.
    `caution` is the one thing to bear in mind, `unlike` everything that keeps the two
    figures from being like with like, `missing` what to type so that more can be said.
    """

    measure: str
    name: str
    kind: Kind | None
    unit: str
    scale: tuple[float, float] | None
    better: str
    sentence: str
    gist: str
    baseline: Figure | None
    latest: Figure | None
    change: Change | None
    target: Aim | None
    no_target: str
    prediction: Expectation | None
    effect: EffectSize | None
    design: str
    caution: Caution | None
    unlike: tuple[str, ...]
    series: Series | None
    missing: Todo | None


def impact_of(
    measure: Measure, actions: Iterable[Action], known: Known | None = None
) -> Impact:
    """Answer what changed in one measure, for everybody, between two dates.

    The latest baseline up to the day the first action was done is compared with the
    latest result after it.
    """
    known = known or Known()
    first_action = first_action_of(actions)
    two = Compared.of(measure, first_action, known.fewest)
    found = _weighed(measure, two, known)
    kind, altered = two.kind, what_altered(known.altered)
    return Impact(
        measure=measure.id,
        name=measure.name,
        kind=kind,
        unit=measure.unit,
        scale=ends_of_scale(measure, kind),
        better=measure.better,
        sentence=sentence_of(two, found.change, found.target, altered),
        gist=gist_of(two, found.change, found.target, altered),
        baseline=two.figure(two.first),
        latest=two.figure(two.last),
        change=found.change,
        target=found.target,
        no_target=not_compared(measure, found.target) if found.change else "",
        prediction=expectation_of(measure, found.after, known.repredicted),
        effect=found.effect,
        design=_design(measure, two, first_action),
        caution=caution_of(found.comparison) if found.comparison else None,
        unlike=unlike(measure, found.comparison),
        series=series_of(measure, kind, first_action, known.fewest) if kind else None,
        missing=missing(known.cycle, two),
    )


def told_with_caution(found: Impact) -> str:
    """Answer the change in a few words, with what a reader has to bear in mind.

    That some of it may be ordinary growth holds for every change, and is left out.
    """
    caution = found.caution
    said = (CautionKind.NOT_ALIKE, CautionKind.ORDINARY_GROWTH)
    if caution is None or caution.kind in said:
        return found.gist
    return f"{found.gist}. Bear in mind: {caution.sentence}"


class _Weighed(NamedTuple):
    """What two figures of one kind say together; nothing where there are no two."""

    comparison: Comparison | None = None
    after: Reading | None = None
    change: Change | None = None
    target: Aim | None = None
    effect: EffectSize | None = None


def _weighed(measure: Measure, two: Compared, known: Known) -> _Weighed:
    if two.first is None or two.last is None or two.pair is None:
        return _Weighed()
    comparison = Comparison(measure, *two.pair, known.altered, known.whom)
    if any(map(is_few, two.pair)):
        return _Weighed(comparison)
    is_alike = not what_altered(known.altered)
    pairing = pairing_of(measure, two.first, two.last)
    effect = effect_of(measure, two.first, two.last, pairing) if is_alike else None
    return _Weighed(
        comparison,
        two.pair[1],
        change_of(measure, *two.pair, pairing),
        aim_of(measure, two.first, two.last, is_alike=is_alike),
        effect,
    )


def _design(measure: Measure, two: Compared, first_action: str | None) -> str:
    design = f"{_who(measure, two)}, no comparison group"
    first = two.first
    if first and first_action and first.date > first_action:
        return f"{design}; the baseline came after the first action"
    return design


def _who(measure: Measure, two: Compared) -> str:
    if not is_about_learners(measure):
        return f"{measure.of} before and after"
    first, last = two.first, two.last
    pairing = pairing_of(measure, first, last) if first and last else None
    if pairing is not None:
        if pairing.is_everybody:
            return f"the same {pairing.size} {measure.of} both times"
        return f"nearly all the same {measure.of} both times"
    if first and last and last.paired and last.paired.with_ == first.date:
        return f"{measure.of} before and after, only some of them the same ones"
    if measure.same_learners:
        return f"the same {measure.of} before and after"
    return f"{measure.of} before and after, perhaps not all the same ones"
