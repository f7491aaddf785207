"""One inquiry cycle as values: its name and the records of its four stages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from plcjournal.core import layout

if TYPE_CHECKING:
    from plcjournal.core.dated import JournalRecord
    from plcjournal.core.records import ActionPlan, Evidence, Priority, Review

    StageRecord: TypeAlias = Priority | Evidence | ActionPlan | Review


def short_name(name: str) -> str:
    """Answer a cycle's name without team and month, any other name as it is."""
    folder = name.partition("/")[2]
    return folder[len("2025-11-") :] or folder or name


@dataclass(frozen=True, slots=True)
class Cycle:
    """One inquiry cycle: its name and its four records.

    A record that is missing or cannot be read stands here as an empty one. What cannot
    be read is named in `unread`, and never written.
    """

    name: str
    priority: Priority
    evidence: Evidence
    action: ActionPlan
    review: Review
    unread: frozenset[str] = frozenset()

    @property
    def team(self) -> str:
        """Answer the team's id: the folder decides."""
        return self.name.split("/")[0]

    @property
    def is_open(self) -> bool:
        """Say whether the cycle is still being worked on."""
        return self.review.closed is None

    def stage(self, stage: str) -> StageRecord:
        """Answer the record of a stage."""
        record: StageRecord = getattr(self, stage)
        return record

    def records(self) -> dict[str, JournalRecord]:
        """Answer the records of the cycle that were read, by path."""
        return {
            layout.stage_path(self.name, stage): self.stage(stage)
            for stage in layout.STAGES
            if stage not in self.unread
        }

    def with_stage(self, stage: str, record: JournalRecord) -> Cycle:
        """Answer the cycle with one of its records replaced."""
        return replace(self, **{stage: record})  # type: ignore[arg-type]

    def answer(self, stage: str, step: str) -> str:
        """Answer what the team wrote for a step of its model, '' if nothing."""
        return self.stage(stage).answers.get(step, "").strip()

    def reasons(self) -> list[str]:
        """Answer the ids of what an action or a claim may rest on."""
        seen = (*self.evidence.measures, *self.evidence.observations)
        return [item.id for item in (*seen, *self.action.log)]

    def ids(self) -> list[str]:
        """Answer every id that a command could mean, whatever list it is in."""
        plan = self.action
        return [*self.reasons(), *(item.id for item in (*plan.actions, *plan.learning))]

    def contested(self) -> tuple[str, ...]:
        """Answer the fields that wait for a decision."""
        return tuple(
            entry.field
            for name in layout.STAGES
            for entry in self.stage(name).contested
        )
