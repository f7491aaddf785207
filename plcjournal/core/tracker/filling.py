"""What one row of a tracker says, put where it belongs in its cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.folding import folded
from plcjournal.core.tracker.cells import Figure, count_of, figure_of, one_line
from plcjournal.core.tracker.drafted import Kind, Look, Remark, Trial
from plcjournal.core.tracker.guess import ACTION_PARTS

if TYPE_CHECKING:
    from plcjournal.core.marks.cell import Cell
    from plcjournal.core.tracker.drafted import Drafted
    from plcjournal.core.tracker.guess import Mapped
    from plcjournal.core.tracker.said import Reader, Said

_LINES = ("facilitator", "learners", "plan_link", "tool", "model", "follows", "adapts")
_TEXTS = ("need", "question", "theory", "changed")
_CHOICES = ("outcome", "next", "share")
_DAYS = ("opened", "review_by", "held", "closed")
_LOOKS = ("baseline", "target", "result")
_DAY_OF = {"baseline": "baseline_date", "target": "target_by", "result": "result_date"}


class Filling:
    """One row on its way into its cycle."""

    def __init__(self, reader: Reader, said: Said, cycle: Drafted) -> None:
        self._reader, self._said, self._cycle = reader, said, cycle
        self.remarks: list[Remark] = []
        self._date, self._about = "", ""
        days = [self._day(*one) for one in said.of("date")]
        self._date = next(filter(None, days), "")
        self._about = next((one_line(t) for _, _, t in said.of("action")), "")

    def fill(self) -> None:
        """Put everything that the row says where it belongs."""
        said, cycle = self._said, self._cycle
        if self._date:
            cycle.row_days.append(self._date)
        for field in _DAYS:
            for one, cell, text in said.of(field):
                day = self._day(one, cell, text)
                if day:
                    self._single(cycle.days, field, day, one, text)
        for field in (*_LINES, *_TEXTS):
            for one, _, text in said.of(field):
                words = one_line(text) if field in _LINES else text
                self._single(cycle.texts, field, words, one, text)
        for field in _CHOICES:
            for one, _, text in said.of(field):
                word = self._reader.meaning(field, text)
                if word:
                    self._single(cycle.texts, field, word, one, text)
                else:
                    self._keep(one, text, "is none of the words for that")
        self._size()
        self._trials()
        self._looks()
        self._lists()

    def _day(self, one: Mapped, cell: Cell, text: str) -> str:
        is_end = one.field not in ("opened", "date", "baseline_date")
        said = self._reader.day(cell, is_end=is_end)
        if said.as_:
            self._remark(Kind.TAKEN, one, said.as_)
        if said.is_ambiguous:
            self._remark(Kind.TWO_DAYS, one, said.why)
        elif said.why:
            self._keep(one, text, said.why)
        return said.day

    def _single(
        self, holder: dict[str, str], field: str, value: str, one: Mapped, text: str
    ) -> None:
        """Enter what a cycle has once; another value further down becomes a note."""
        there = holder.setdefault(field, value)
        row = self._cycle.first.setdefault(field, self._said.row.name)
        if folded(there) != folded(value):
            self._keep(one, text, f"says something else than {row}")

    def _size(self) -> None:
        for one, cell, text in self._said.of("size"):
            many = count_of(cell)
            if many is None:
                self._keep(one, text, "is no number of learners")
            elif self._cycle.size in (None, many):
                self._cycle.size = many
            else:
                self._keep(one, text, "says something else than a row above")

    def _trials(self) -> None:
        known = {one.of for one, _, _ in self._said.of("action")}
        for one, _, text in self._said.of("action"):
            trial = Trial(text, row=self._said.row.name)
            self._parts(trial, one.of)
            twins = [old for old in self._cycle.trials if old.what == trial.what]
            if not any(_same(old, trial) for old in twins):
                self._cycle.trials.append(trial)
        for field in ACTION_PARTS:
            for one, cell, text in self._said.of(field):
                if one.of not in known:
                    self._without_action(field, one, cell, text)

    def _parts(self, trial: Trial, number: int) -> None:
        for _, _, text in self._said.of("owner", number):
            trial.owner = one_line(text)
        for field in ("due", "done"):
            for one, cell, text in self._said.of(field, number):
                setattr(trial, field, self._day(one, cell, text))
        for one, _, text in self._said.of("status", number):
            trial.status = self._reader.meaning("status", text)
            if not trial.status:
                self._keep(one, text, "is no word for how far it is")

    def _without_action(self, field: str, one: Mapped, cell: Cell, text: str) -> None:
        """Enter who, when and how far of a row that has no action: of its cycle."""
        cycle = self._cycle
        if field == "status":
            word = self._reader.meaning("status", text)
            if word:
                self._single(cycle.texts, "status", word, one, text)
            else:
                self._keep(one, text, "is no word for how far it is")
        elif field == "owner":
            self._single(cycle.texts, "facilitator", one_line(text), one, text)
        elif day := self._day(one, cell, text):
            place = "review_by" if field == "due" else "closed"
            self._single(cycle.days, place, day, one, text)

    def _looks(self) -> None:
        said, looks = self._said, self._cycle.looks
        measure = one_line(said.text("measure"))
        for role in _LOOKS:
            look = self._look(role, measure)
            if look is not None and not any(_alike(look, old) for old in looks):
                looks.append(look)
        for one, _, text in said.of("measure"):
            if all(look.measure != measure for look in looks):
                self._single(self._cycle.texts, "measure", measure, one, text)

    def _look(self, role: str, measure: str) -> Look | None:
        """Answer the figure of a role with its day, None where the row has none.

        A day or a number beside no figure becomes a note.
        """
        said = self._said
        figure, one, text = self._figure(role)
        days = [self._day(*cell) for cell in said.of(_DAY_OF[role])]
        if figure is None or one is None:
            for field in (_DAY_OF[role], f"{role}_size", f"{role}_count"):
                for alone, _, words in said.of(field):
                    self._cycle.note(self._date, "", self._headed(alone, words))
            return None
        day = next(filter(None, days), "")
        if not day and role != "target":
            day = self._date
        where = said.grid.label(one.column)
        heading = one.column.title or where
        words = f"{heading}: {text}"
        return Look(role, figure, day, measure, said.row.name, where, words)

    def _figure(self, role: str) -> tuple[Figure | None, Mapped | None, str]:
        """Answer the figure of a role, from its own column or from counts beside it."""
        size, count = self._number(f"{role}_size"), self._number(f"{role}_count")
        counted = next(iter(self._said.of(f"{role}_count")), None)
        for one, cell, text in self._said.of(role):
            figure = figure_of(cell)
            if figure is None:
                self._keep(one, text, "is no figure")
                return None, None, ""
            is_bare = figure.value is None or not 0 < figure.value <= 1
            if "%" in one.column.title and not figure.is_level and is_bare:
                figure = Figure(figure.value, figure.count, figure.size, is_share=True)
            if figure.count is None and count is not None and size:
                figure = Figure(count=count, size=size, is_share=True)
            elif figure.size is None and size:
                figure = Figure(
                    figure.value, None, size, figure.is_share, figure.is_level
                )
            return figure, one, text
        if counted is not None and count is not None and size:
            figure = Figure(count=count, size=size, is_share=True)
            return figure, counted[0], f"{count} of {size}"
        return None, None, ""

    def _number(self, field: str) -> int | None:
        for one, cell, text in self._said.of(field):
            number = count_of(cell)
            if number is None:
                self._keep(one, text, "is no whole number")
            return number
        return None

    def _lists(self) -> None:
        said, cycle = self._said, self._cycle
        for _, _, text in said.of("noticed"):
            if (self._date, text) not in cycle.noticed:
                cycle.noticed.append((self._date, text))
        with_ = one_line(said.text("with"))
        for _, _, text in said.of("learning"):
            if (text, with_) not in cycle.learning:
                cycle.learning.append((text, with_))
        if not any(said.of("learning")):
            for one, _, text in said.of("with"):
                cycle.note(self._date, "", self._headed(one, text))
        for _, _, text in said.of("learned"):
            if text not in cycle.learned:
                cycle.learned.append(text)
        for one, _, text in said.of("note"):
            cycle.note(self._date, self._about, self._headed(one, text))

    def _headed(self, one: Mapped, text: str) -> str:
        heading = one.column.title
        if not heading or self._reader.is_bare_note(heading):
            return text
        return f"{heading}: {text}"

    def _keep(self, one: Mapped, text: str, why: str) -> None:
        """Keep the words of a cell that do not fit their field, and tell so."""
        heading = one.column.title
        words = f"{heading}: {text}" if heading else text
        self._cycle.note(self._date, self._about, words)
        self._remark(Kind.KEPT, one, why)

    def _remark(self, kind: Kind, one: Mapped, why: str) -> None:
        where = self._said.grid.label(one.column)
        self.remarks.append(Remark(kind, self._said.row.name, where, why))


def _same(old: Trial, new: Trial) -> bool:
    """Say whether a row repeats an action with everything about it."""
    return (old.owner, old.due, old.status, old.done) == (
        new.owner,
        new.due,
        new.status,
        new.done,
    )


def _alike(one: Look, other: Look) -> bool:
    """Say whether two rows have the same figure of the same measure and day."""
    place = (one.role, one.measure, one.figure)
    same = place == (other.role, other.measure, other.figure)
    return same and (one.day == other.day or not one.day or not other.day)
