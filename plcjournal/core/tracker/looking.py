"""The figures of a tracker's cycle: baseline, target and result as one measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.core.edits.aims import OtherUnit, check_aims
from plcjournal.core.edits.evidence import Figures, add_figures, measure_named
from plcjournal.core.tracker.drafted import Kind, Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.journal import Journal
    from plcjournal.core.tracker.cells import Figure
    from plcjournal.core.tracker.drafted import Look
    from plcjournal.core.tracker.naming import Named

UNNAMED = "Main measure"


@dataclass(frozen=True, slots=True)
class Looked:
    """The journal with the figures, and what there is to say of their cells."""

    journal: Journal
    remarks: tuple[Remark, ...]


def enter_looks(journal: Journal, named: Named, ended: str, today: str) -> Looked:
    """Enter the figures of a cycle; `ended` is the day of a result without a day.

    What does not fit (a second figure for a day, a share beside marks) stays as words
    in a note.

    Raises:
        PlcError: what the edits of evidence refuse.
    """
    drafted = named.drafted
    looks: dict[str, list[Look]] = {}
    default = drafted.texts.get("measure") or drafted.texts.get("tool") or UNNAMED
    for look in drafted.looks:
        looks.setdefault(look.measure or default, []).append(look)
    if "measure" in drafted.texts:
        looks.setdefault(default, [])
    elif not looks and "tool" in drafted.texts:
        drafted.note("", "", f"Tool: {drafted.texts['tool']}")
    remarks: list[Remark] = []
    for measure, those in looks.items():
        entering = _Measure(journal, named, measure, those)
        entering.enter(ended, today)
        journal = entering.journal
        remarks += entering.remarks
    return Looked(journal, tuple(remarks))


class _Measure:
    """One measure on its way in."""

    def __init__(
        self, journal: Journal, named: Named, name: str, looks: Sequence[Look]
    ) -> None:
        self.journal = journal
        self.remarks: list[Remark] = []
        self._named, self._drafted, self._name = named, named.drafted, name
        self._looks = looks
        self._unit = _unit_of([look.figure for look in looks])
        self._roles: dict[str, Figure] = {}
        self._days: set[str] = set()

    def enter(self, ended: str, today: str) -> None:
        """Enter baseline, results and target, in this order."""
        self._begin(today)
        for role in ("baseline", "result", "target"):
            for look in self._looks:
                if look.role == role:
                    self._one(look, ended, today)

    def _begin(self, today: str) -> None:
        given = Figures(
            measure=self._name,
            unit=self._unit,
            tool=self._drafted.texts.get("tool"),
            new=True,
        )
        self._add(given, today)

    def _add(self, given: Figures, today: str) -> None:
        cycle = self.journal.cycles[self._named.name]
        check_aims(measure_named(cycle, self._name), given)
        self.journal = add_figures(self.journal, cycle, given, today).journal

    def _one(self, look: Look, ended: str, today: str) -> None:
        figure = look.figure
        beyond = self._unit == "percent" and (figure.value or 0) > 100
        part = not figure.is_share and 0 < (figure.value or 0) <= 1
        if self._unit == "percent" and part:
            self._keep(look, "may be a share of 1 or a percentage: write 39%")
        elif beyond or (self._unit != "percent" and figure.is_share):
            self._keep(look, "does not go with the other figures")
        elif look.role == "target":
            self._target(look, today)
        else:
            self._result(look, ended, today)

    def _target(self, look: Look, today: str) -> None:
        figure = look.figure
        value = figure.value
        if figure.count is not None and figure.size:
            value = round(100 * figure.count / figure.size, 1)
        if "target" in self._roles:
            self._keep(look, "is another target than the one above")
            return
        self._roles["target"] = figure
        given = Figures(self._name, target=value, target_by=look.day or None)
        try:
            self._add(given, today)
        except OtherUnit:
            self._keep(look, "is beyond what can be")

    def _result(self, look: Look, ended: str, today: str) -> None:
        is_first = look.role == "baseline"
        day = look.day or (self._named.opened if is_first else ended)
        if not is_first and not look.day and day <= self._named.opened:
            day = ""
        if not day:
            self._keep(look, "has no day, and figures need one")
        elif day > today:
            self._keep(look, "is of a day that is still to come")
        elif is_first and "baseline" in self._roles:
            self._keep(look, "is another figure than the one above")
        elif day in self._days:
            self._keep(look, "is a second figure of one day")
        else:
            self._roles.setdefault(look.role, look.figure)
            self._days.add(day)
            figure = look.figure
            given = Figures(
                self._name,
                date=day,
                role=look.role,
                size=figure.size,
                count=figure.count,
                value=figure.value if figure.count is None else None,
            )
            self._add(given, today)

    def _keep(self, look: Look, why: str) -> None:
        self._drafted.note(look.day, "", look.text)
        self.remarks.append(Remark(Kind.KEPT, look.row, look.column, why))


def _unit_of(figures: Sequence[Figure]) -> str:
    """Answer what a measure's figures are: shares where any of them is one."""
    if not figures or any(figure.is_share for figure in figures):
        return "percent"
    return "level" if any(figure.is_level for figure in figures) else "score"
