"""What a cycle takes over from the one it follows."""

from typing import Any, cast

from plcjournal.core.amounts import how_many
from plcjournal.core.cycle import Cycle
from plcjournal.core.records import ActionPlan, Evidence
from plcjournal.core.shape import plain

_OPEN = ("planned", "doing")


def carried_evidence(earlier: Cycle) -> Evidence:
    """Answer the measures of an earlier cycle without their figures."""
    measures = plain(earlier.evidence)["measures"]
    for measure in measures:
        measure.update({"results": [], "targets": [], "prediction": None})
    return Evidence.model_validate({"measures": measures})


def carried_plan(earlier: Cycle) -> ActionPlan:
    """Answer the actions and learning of an earlier cycle that are still open."""
    plan = cast("dict[str, Any]", plain(earlier.action))
    measures = [measure.id for measure in earlier.evidence.measures]
    kept = {
        name: [item for item in plan[name] if item["status"] in _OPEN]
        for name in ("actions", "learning")
    }
    for action in kept["actions"]:
        reasons = [reason for reason in action["because"] if reason in measures]
        action.update({"because": reasons, "files": [], "round": None, "due": None})
    return ActionPlan.model_validate(kept)


def carried_question(earlier: Cycle) -> str | None:
    """Answer the question of an earlier cycle, unless it was answered with "met"."""
    return None if earlier.review.outcome == "met" else earlier.priority.question


def told(earlier: Cycle) -> str:
    """Answer in a sentence what comes along from an earlier cycle, '' if nothing."""
    plan = carried_plan(earlier)
    parts = [
        _count(len(earlier.evidence.measures), "measure"),
        _count(len(plan.actions), "open action"),
        _count(len(plan.learning), "thing to learn", "things to learn"),
        "the question" if carried_question(earlier) else "",
    ]
    named = [part for part in parts if part]
    return f"Taken along from {earlier.name}: {', '.join(named)}." if named else ""


def _count(number: int, one: str, many: str = "") -> str:
    return how_many(number, one, many) if number else ""
