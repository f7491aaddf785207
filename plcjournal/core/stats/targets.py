"""How far a figure has come on its way to a target."""

from __future__ import annotations

from plcjournal.core.stats.given import finite


def distance(result: float, target: float) -> float:
    """Answer result - target, in the unit of both: percentage points for percentages.

    Raises:
        ValueError: one of them is NaN or infinite.

    Source: arithmetic.
    """
    return finite(result, "result") - finite(target, "target")


def progress(baseline: float, result: float, target: float) -> float | None:
    """Answer the share of the way from baseline to target that is done: 1 is all.

    Works for falling measures too; None where the baseline is the target already.

    Raises:
        ValueError: one of them is NaN or infinite.

    Source: arithmetic, (result - baseline) / (target - baseline).
    """
    start = finite(baseline, "baseline")
    way = finite(target, "target") - start
    return (finite(result, "result") - start) / way if way else None
