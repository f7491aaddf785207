"""Find the result that an earlier sheet of the same learners was entered as."""

from plcjournal.core.edits.evidence import Figures, meant_measure
from plcjournal.core.journal import Cycle
from plcjournal.core.marks.column import Marks
from plcjournal.errors import Exit, PlcError


class NoEarlier(PlcError):
    """Nothing to pair with, or several dates that may be meant."""

    exit_code = Exit.USAGE


def earlier_result(
    cycle: Cycle, given: Figures, before: Marks, on: str = ""
) -> tuple[str, list[str]]:
    """Answer the date of the result that an earlier sheet was entered as.

    The date a person named; else the only one whose number of marks is that of the
    sheet; else the only one there is, said with what differs.

    Raises:
        NoEarlier: there is no such result, or nobody can tell which.
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
