"""Find the result that an earlier sheet of the same learners was entered as."""

from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.edited import Edited
from plcjournal.core.edits.evidence import Figures, meant_measure, measure_named
from plcjournal.core.figures import size_of
from plcjournal.core.impact.comparable import pairing_of
from plcjournal.core.marks.column import Marks
from plcjournal.core.records import Result
from plcjournal.errors import Exit, PlcError


class NoEarlier(PlcError):
    """Nothing to pair with, or several dates that may be meant."""

    exit_code = Exit.USAGE


def results_before(cycle: Cycle, given: Figures) -> list[Result]:
    """Answer the results that a later one may be paired with.

    Raises:
        NoEarlier: there are none.
    """
    measure = meant_measure(cycle, given)
    known = [
        result
        for result in (measure.results if measure else ())
        if result.group == given.group and given.date and result.date < given.date
    ]
    if not known:
        what = f"no result before {given.date} to pair this one with"
        sentence = f"'{given.measure}' has {what}; nothing was changed."
        raise NoEarlier(sentence, "Enter the earlier sheet first, with its --date")
    return known


def are_the_same(edited: Edited, cycle: Cycle, given: Figures) -> bool:
    """Say whether nearly all learners of two dates are pairs, so stand for everybody.

    The measure of `edited` is taken as one of the same learners; `given` are the later
    figures, with what the pairs came to.
    """
    measure = measure_named(edited.journal.cycles[cycle.name], given.measure)
    if measure is None or given.paired is None:
        return False
    measure = measure.model_copy(update={"same_learners": True})
    dated = {r.date: r for r in measure.results if r.group == given.group}
    first, last = dated.get(given.paired["with"]), dated.get(given.date or "")
    return bool(first and last and pairing_of(measure, first, last))


def earlier_result(
    cycle: Cycle, given: Figures, before: Marks, on: str = ""
) -> tuple[str, list[str]]:
    """Answer the date of the result that an earlier sheet was entered as.

    The date a person named; else the only one whose number of marks is that of the
    sheet; else the only one there is, said with what differs.

    Raises:
        NoEarlier: there is no such result, or nobody can tell which.
    """
    known = results_before(cycle, given)
    size = len(before.known)
    fits = [r for r in known if r.date == on] if on else []
    fits = fits or [r for r in known if not on and r.size == size]
    fits = fits or (known if len(known) == 1 and not on else [])
    if len(fits) != 1:
        days = ", ".join(result.date for result in known)
        raise NoEarlier(
            f"plc cannot tell on which day the earlier sheet was entered ({days}); "
            "nothing was changed.",
            f"Say which: --paired-date {known[-1].date}",
        )
    [found] = fits
    if found.size is None or found.size == size:
        return found.date, []
    note = (
        f"The earlier sheet has {size} marks, but {found.size} were entered for "
        f"{found.date}."
    )
    return found.date, [note]


def size_on(cycle: Cycle, given: Figures, day: str) -> int | None:
    """Answer how many stand behind the result of a day, None where nobody said."""
    measure = meant_measure(cycle, given)
    results = measure.results if measure else ()
    sizes = [size_of(r) for r in results if (r.date, r.group) == (day, given.group)]
    return next(iter(sizes), None)
