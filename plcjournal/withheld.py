"""What is not given out of the house, because it would point at a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.findings import Finding


class Withheld(PlcError):
    """Something that would be given out points at a person; nothing was."""

    exit_code: ClassVar[Exit] = Exit.NOT_SHARED
    outcome: ClassVar[str]
    again: ClassVar[str]

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = findings[0]
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        spot = layout.spot(first.path)
        mend = f"plc validate {first.path}"
        if spot is not None and spot.is_stage:
            mend = f"plc edit {spot.name.split('/')[1]} --stage {spot.kind}"
        super().__init__(
            f"{self.outcome}, to protect people: {first.message} ({first.path}){more}",
            f"Say it in other words, then {self.again} again: {mend}",
        )
