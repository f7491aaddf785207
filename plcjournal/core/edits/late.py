"""A date entered again with a few learners more or fewer: what the past gives away.

The history keeps both figures. From the sizes and means of two totals that differ by
one learner, anybody works out that learner's mark: n2 * mean2 - n1 * mean1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plcjournal.core.amounts import how_many
from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.evidence import Figures, measure_named
from plcjournal.core.figures import FEW, is_about_learners, size_of
from plcjournal.core.records import Result
from plcjournal.errors import Exit, PlcError


@dataclass(frozen=True, slots=True)
class Late:
    """How many learners two figures of one date differ by, and what that shows."""

    learners: int
    has_means: bool
    has_counts: bool

    @property
    def sentence(self) -> str:
        """Answer what can be worked out, and from what."""
        if not self.learners:
            return (
                "These figures have no mean so far, perhaps as late marks were added. "
                "Beside earlier ones, which the history keeps, a mean may show a mark."
            )
        few = how_many(self.learners, "learner")
        what = "whether they reached it"
        if self.has_means:
            what = "the mark of that learner" if self.learners == 1 else "their mean"
        return (
            f"This date has figures already, of {few} more or fewer. The history keeps "
            f"both, and from the two anybody can work out {what}."
        )


class LateMarks(PlcError):
    """Figures that give a few learners away beside those they would replace."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, late: Late) -> None:
        self.late = late
        super().__init__(
            f"Not saved, to protect people. {late.sentence}",
            "Leave the figures as they are (a few late marks hardly move them), keep "
            "the mean and SD out: --late counts, or save all of it: --late all",
        )


def late_marks(cycle: Cycle, figures: Sequence[Figures]) -> Late | None:
    """Answer by how few learners figures differ from those they would replace.

    None where nothing is replaced, or nobody can be told from the difference.
    """
    found = []
    for one in figures:
        old = _replaced(cycle, one)
        if old is None:
            continue
        apart = abs((one.size or 0) - (size_of(old) or 0))
        means = one.mean is not None and (old.mean is not None or bool(old.levels))
        counts = _is_counted(old.count, old.levels) and _is_counted(
            one.count, one.levels
        )
        # A mean left out for late marks must not come back with the same sheet.
        is_back = apart == 0 and one.mean is not None and old.mean is None and counts
        if is_back or (apart in FEW and (means or counts)):
            found.append(Late(apart, means, counts))
    return min(found, key=lambda late: late.learners, default=None)


def _replaced(cycle: Cycle, given: Figures) -> Result | None:
    measure = measure_named(cycle, given.measure)
    if measure is None or not is_about_learners(measure):
        return None
    place = (given.date, given.group)
    same = (r for r in measure.results if (r.date, r.group) == place)
    return next((r for r in same if not r.suppressed), None)


def _is_counted(count: int | None, levels: object) -> bool:
    return count is not None or bool(levels)


def only_counts(figures: Sequence[Figures]) -> tuple[Figures, ...]:
    """Answer the figures without mean and SD, which a mark can be worked out from."""
    return tuple(replace(one, mean=None, sd=None, paired=None) for one in figures)
