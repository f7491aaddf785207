"""Add the totals of a sheet of marks to a measure: the sheet itself is forgotten."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plcjournal.core.amounts import how_many
from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.aims import check_aims
from plcjournal.core.edits.cuts import NeedsCut, cut_of
from plcjournal.core.edits.edited import Edited, slug
from plcjournal.core.edits.evidence import (
    Figures,
    add_figures,
    meant_measure,
    measure_named,
)
from plcjournal.core.figures import are_learners, level_number, mark_text
from plcjournal.core.journal import Journal
from plcjournal.core.marks.column import Marks
from plcjournal.core.marks.groups import Grouped, grouped
from plcjournal.core.marks.totals import MOST_LEVELS, Totals, totals_of
from plcjournal.core.records import Measure
from plcjournal.errors import Exit, PlcError


class OtherScale(PlcError):
    """Marks that go further than the measure, or less far."""

    exit_code = Exit.USAGE

    def __init__(self, measure: str, most: float, here: float) -> None:
        super().__init__(
            f"'{measure}' goes to {mark_text(most)}, this sheet to {mark_text(here)}; "
            "nothing was changed.",
            "For another task take another name: --measure NAME --new",
        )


class TooFew(PlcError):
    """Marks of so few learners that any figure points at each of them."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, marks: int, fewest: int, measure: str) -> None:
        count = "is 1 mark" if marks == 1 else f"are {marks} marks"
        super().__init__(
            f"Not saved, to protect people: there {count}, and a figure about fewer "
            f"than {fewest} learners points at each of them.",
            f'Enter it without figures: plc add-evidence --measure "{measure}" '
            "--suppressed (or put classes together)",
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be entered, for all and for each group, and what to say about it."""

    figures: tuple[Figures, ...]
    notes: tuple[str, ...]


def plan(
    journal: Journal,
    cycle: Cycle,
    given: Figures,
    marks: Marks,
    groups: Sequence[str] | None = None,
) -> Plan:
    """Answer what the marks of a sheet come to, as figures of a measure.

    `groups` names the group of each row, `` where it has none. What would show fewer
    learners than may be shown is left out, and said.

    Raises:
        NearlyTheSame: the name is almost that of another measure.
        NeedsCut: nobody said from which mark on a learner has reached it.
        WrongCut: no mark of this sheet can reach the cut.
        OtherScale: the marks are not on the scale of the measure.
        TooFew: the marks are of too few learners to be shown at all.
        NoMarks: the marks are no levels, though the measure has levels.
    """
    measure = meant_measure(cycle, given)
    must_be_enough(journal, cycle, given, marks)
    fewest = journal.settings.privacy.smallest
    fewest = fewest if counts_learners(cycle, given) else 0
    marks, notes = _on_the_scale(measure, marks)
    cut, said = cut_of(measure, given, marks)
    levels = _levels(measure, given)
    if measure and cut is None and levels is None and _counts(measure):
        raise NeedsCut(measure.name)
    about = _described(measure, given, marks, cut, levels)
    found, more = _safe(marks, cut, levels, fewest)
    notes += [*said, *check_aims(measure, about), *more]
    cut = cut if found.reached is not None else None
    levels = levels if found.levels else None
    entered = [_with(about, found)]
    if groups is not None:
        parts = grouped(marks.numbers, groups, fewest, cut, levels)
        entered += _of_groups(given, parts)
        notes += _of_left_out(parts, fewest)
    return Plan(tuple(entered), tuple(notes))


def counts_learners(cycle: Cycle, given: Figures) -> bool:
    """Say whether the figures of a measure count learners, not lessons or books."""
    measure = measure_named(cycle, given.measure)
    of = given.of or (measure.of if measure else None)
    return of is None or are_learners(of)


def must_be_enough(
    journal: Journal,
    cycle: Cycle,
    given: Figures,
    marks: Marks,
    learners: int | None = None,
) -> None:
    """Refuse marks of fewer learners than may be shown, whatever is counted.

    `learners` is how many the sheet names, None where it names nobody.

    Raises:
        TooFew: they are of so few.
    """
    fewest = journal.settings.privacy.smallest
    many = len(marks.known) if counts_learners(cycle, given) else fewest
    many = many if learners is None else min(many, learners)
    if many < fewest:
        raise TooFew(many, fewest, given.measure)


def check_cut(cycle: Cycle, given: Figures, marks: Marks) -> None:
    """Refuse a cut that does not fit the marks of a sheet.

    Raises:
        WrongCut: it does not.
    """
    measure = meant_measure(cycle, given)
    scaled, _ = _on_the_scale(measure, marks)
    cut_of(measure, given, scaled)


def begins_without_cut(cycle: Cycle, given: Figures) -> bool:
    """Say whether a new measure of marks would begin, and nobody gave it a cut."""
    is_new = meant_measure(cycle, given) is None and given.cut is None
    return is_new and _levels(None, given) is None


def add_marks(
    journal: Journal, cycle: Cycle, figures: Sequence[Figures], today: str
) -> Edited:
    """Enter the figures of one sheet, those of all first, in one change.

    Raises:
        NearlyTheSame: the name is almost that of another measure.
        DayTaken: that date has a figure of another role.
        Refused: the values make no record.
    """
    first = edited = add_figures(journal, cycle, figures[0], today)
    role = _role_of(first, cycle, figures[0], today)
    for one in figures[1:]:
        changed, same = edited.journal, replace(one, role=role)
        edited = add_figures(changed, changed.cycles[cycle.name], same, today)
    names = [one.group for one in figures[1:] if one.group]
    if not names:
        return first
    word = how_many(len(names), "group")
    if edited.journal == journal:
        return replace(first, journal=journal)
    return replace(
        first,
        journal=edited.journal,
        sentence=f"{first.sentence}; and {word}: {', '.join(names)}",
        subject=f"{first.subject}, {word}",
    )


def _role_of(made: Edited, cycle: Cycle, given: Figures, today: str) -> str | None:
    """Answer the role of what was entered for all, so that its groups have the same."""
    measure = measure_named(made.journal.cycles[cycle.name], made.id)
    place = (given.date or today, given.group)
    results = measure.results if measure else ()
    return next((r.role for r in results if (r.date, r.group) == place), given.role)


def _counts(measure: Measure) -> bool:
    """Say whether the figures of a measure so far are shares of learners."""
    known = [r for r in measure.results if r.count is not None or r.value is not None]
    return measure.unit == "percent" and bool(known)


def _on_the_scale(measure: Measure | None, marks: Marks) -> tuple[Marks, list[str]]:
    """Answer the marks as the measure counts them: 12/20 is 60 where it goes to 100."""
    most = measure.scale.max if measure and measure.scale else None
    here = marks.out_of
    if measure is None or most is None or most == here:
        return marks, []
    if here is None:
        return marks, _far_from(measure, most, marks.known)
    if most != 100:
        raise OtherScale(measure.name, most, here)
    numbers = tuple(
        None if mark is None else round(100 * mark / here, 9) for mark in marks.numbers
    )
    note = (
        f"Counted as percentages, as '{measure.name}' is: {mark_text(here)} is 100 %."
    )
    return replace(marks, numbers=numbers, out_of=100, is_percent=True), [note]


def _far_from(measure: Measure, most: float, marks: Sequence[float]) -> list[str]:
    """Answer what is odd about marks of a sheet that does not say what they are of."""
    over = sum(mark > most for mark in marks)
    if over:
        count = "1 mark is" if over == 1 else f"{over} marks are"
        return [f"{count} above {mark_text(most)}, where '{measure.name}' ends."]
    if max(marks) * 2 <= most:
        return [f"'{measure.name}' goes to {mark_text(most)}; do these marks, too?"]
    return []


def _levels(measure: Measure | None, given: Figures) -> list[str] | None:
    """Answer the levels to count, None where the marks are no levels."""
    unit = given.unit or (measure.unit if measure else "")
    kind = given.kind or (measure.kind if measure else "")
    earlier = [result.levels for result in measure.results] if measure else []
    if unit != "level" and kind != "rubric" and not any(earlier):
        return None
    scale = measure.scale if measure else None
    numbered = [n for some in earlier for n in some if level_number(n) is not None]
    named = {*numbered}
    if scale and scale.min is not None and scale.max is not None:
        low, high = round(scale.min), round(scale.max)
        if high - low < MOST_LEVELS:
            named |= {str(number) for number in range(low, high + 1)}
    return sorted(named)


def _safe(
    marks: Marks, cut: float | None, levels: list[str] | None, fewest: int
) -> tuple[Totals, list[str]]:
    """Answer the most that may be kept of marks, and what may not, for too few."""
    notes: list[str] = []
    found = totals_of(marks.known, cut, levels)
    if found.is_safe(fewest):
        none = cut is not None and not found.reached
        top = mark_text(max(marks.known))
        return found, [f"Nobody reached it; the highest mark is {top}."] if none else []
    if levels is not None:
        notes.append(
            "Not kept: the counts by level, as some level has only 1 to 4 learners, "
            "who could be recognised."
        )
        found = totals_of(marks.known, cut)
        if found.is_safe(fewest):
            return found, notes
    if cut is not None:
        notes.append(
            "Not kept: how many reached it, as it is all but 1 to 4 learners or only "
            "as few, who could be recognised."
        )
    return totals_of(marks.known), notes


def _described(
    measure: Measure | None,
    given: Figures,
    marks: Marks,
    cut: float | None,
    levels: list[str] | None,
) -> Figures:
    """Answer what a new measure needs to be said about it, beside what was given."""
    if given.cut and cut is not None:
        label = re.sub(r"^(?:%|/\s*\d+)\s*", "", str(given.cut.get("label", "")))
        at = int(cut) if float(cut).is_integer() else cut
        given = replace(given, cut={"at": at, **({"label": label} if label else {})})
    if measure is None or not (measure.scale or measure.results):
        top = marks.out_of
        if top is not None and all(0 <= mark <= top for mark in marks.known):
            most = int(top) if float(top).is_integer() else top
            given = replace(given, scale={"min": 0, "max": most})
    if measure is None and given.unit is None and cut is None:
        given = replace(given, unit="score" if levels is None else "level")
    return given


def _with(given: Figures, totals: Totals) -> Figures:
    # With levels, how many reached the cut can be computed, so it is not stored.
    return replace(
        given,
        size=totals.size,
        count=None if totals.levels else totals.reached,
        levels=dict(totals.levels),
        mean=totals.mean,
        sd=totals.sd,
        whole=True,
    )


def _of_groups(given: Figures, parts: Grouped) -> list[Figures]:
    plain = Figures(given.measure, given.date, given.role, new=False, round=given.round)
    ids = {name: slug(name) for name in parts.kept}
    if len({*ids.values()}) < len(ids):
        raise WrongGroups
    return [
        _with(replace(plain, group=ids[name]), totals)
        for name, totals in parts.kept.items()
    ]


class WrongGroups(PlcError):
    """Groups whose names begin so alike that they would become one."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "Two of the groups have names that plc cannot tell apart; nothing was "
            "changed.",
            "Give them shorter names in the spreadsheet, such as 4A and 4B",
        )


def _of_left_out(parts: Grouped, fewest: int) -> list[str]:
    notes = []
    if parts.small:
        notes.append(
            f"Not kept: {_groups(parts.small)}, as fewer than {fewest} learners, or a "
            "count of 1 to 4 of them, could be recognised."
        )
    if parts.beside:
        notes.append(
            f"Not kept either: {_groups(parts.beside)}, because the total without the "
            "others would show those who are left out."
        )
    if parts.without:
        count = "1 mark is" if parts.without == 1 else f"{parts.without} marks are"
        notes.append(f"{count} of no group; the total has them all.")
    if not parts.kept:
        notes.append("So only the total is entered.")
    return notes


def _groups(sizes: Sequence[int]) -> str:
    word = how_many(len(sizes), "group")
    return f"{word} (of {', '.join(map(str, sizes))} learners)"
