"""What changed, in lines of text and on a terminal: history and differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.comparing import Differences
from plcjournal.history import History
from plcjournal.moments.moment import spoken
from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.comparing import CycleChanges
    from plcjournal.history import Entry
    from plcjournal.moments.fields import Difference


def _history(result: History) -> Iterator[str]:
    yield heading(result)
    if result.cycle or not result.items:
        yield ""
    day = ""
    for entry in result.items:
        if result.cycle:
            yield from _said(entry, f"{spoken(entry.day)}, {entry.who}: ", "")
            yield from _before_and_after(entry, result, "    ")
            continue
        if entry.day != day:
            day = entry.day
            yield ""
            yield spoken(day)
        where = f" ({short(entry.cycle)})" if entry.cycle else ""
        yield from _said(entry, f"{entry.who}{where}: ", "  ")
        yield from _before_and_after(entry, result, "      ")
    if not result.items:
        yield _nothing(result)
    yield from ending(result)


def heading(result: History) -> str:
    """Answer what stands above a history."""
    if not result.cycle:
        return result.journal
    return f"{result.title} ({result.cycle})" if result.title else result.cycle


def ending(result: History | Differences) -> Iterator[str]:
    """Answer what stands below a history, or below differences."""
    if isinstance(result, Differences):
        if result.before is None and result.others:
            files = ", ".join(result.others)
            yield f"No more than comments or layout changed in: {files}"
        is_to_save = result.before is None and not result.unfinished
        if is_to_save and (result.teams or result.others):
            yield ""
            yield "Not saved yet. To save it, type:"
            yield "  plc save"
    elif result.more:
        yield ""
        yield "There is more before that: plc history --all"
    elif result.begins:
        yield ""
        yield (
            f"The history here begins on {spoken(result.begins)}: this copy does not"
            " have what was before."
        )


def _said(entry: Entry, who: str, indent: str) -> Iterator[str]:
    """Tell one entry: in one line if it is one sentence, else in one for each."""
    if len(entry.sentences) == 1:
        yield f"{indent}{who}{entry.sentences[0]}"
    else:
        yield f"{indent}{who.rstrip()}"
        yield from (f"{indent}  {sentence}" for sentence in entry.sentences)
    if entry.ahead:
        yield f"{indent}  {ahead(entry)}"


def _before_and_after(entry: Entry, result: History, indent: str) -> Iterator[str]:
    """Tell how long texts were reworded, to those who asked about a field."""
    for change in entry.changes if result.field else ():
        yield from _reworded(change, indent)


def _reworded(change: Difference, indent: str) -> Iterator[str]:
    text = "".join(marked(kind, words) for kind, words in change.words)
    yield from (f"{indent}{line}" for line in text.splitlines())


def ahead(entry: Entry) -> str:
    """Say that the day of an entry cannot be right."""
    return f"(the clock of {entry.who}'s computer was ahead)"


def _nothing(result: History) -> str:
    asked = [
        f"of the field {result.field}" if result.field else "",
        f"by {result.by}" if result.by else "",
        _since(result.since),
    ]
    limits = " ".join(filter(None, asked))
    return f"No saved change {limits}." if limits else "Nothing was saved here yet."


def _since(said: str) -> str:
    # What tells of a moment in a sentence of its own stands in brackets.
    return f"since then ({said})" if " is " in said else f"since {said}" if said else ""


def short(cycle: str) -> str:
    """Answer a cycle's name without team and month, as people say it."""
    return cycle.split("/")[1][8:]


NO_TEAM = "The whole journal"
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def _differences(result: Differences) -> Iterator[str]:
    if not result.teams and (result.before or not result.others):
        yield _no_difference(result)
    for number, team in enumerate(result.teams):
        if number:
            yield ""
        yield team.name or NO_TEAM
        yield from _changes(team.news, team.changes, "  ")
        for cycle in team.cycles:
            title = f"{cycle.title} ({cycle.cycle})" if cycle.title else cycle.cycle
            yield f"  {title}"
            yield from _changes(cycle.news, cycle.changes, "    ")
            yield from (f"    {line}" for line in late(cycle))
    yield from ending(result)


def _no_difference(result: Differences) -> str:
    of = f" of {result.cycle}" if result.cycle else ""
    if result.before is None or result.after is None:
        return f"Everything{of} is saved." if of else "Everything is saved."
    since = "between the two moments" if result.after.words else "since then"
    return f"Nothing{of} changed {since}."


def _changes(
    news: Sequence[str], changes: Sequence[Difference], indent: str
) -> Iterator[str]:
    yield from (f"{indent}{sentence}" for sentence in news)
    for change in changes:
        if not change.words:
            continue  # told among the news, with what belongs to it
        yield f"{indent}{change.sentence}"
        yield from _reworded(change, f"{indent}  ")


def marked(kind: str, words: str) -> str:
    """Answer words with marks around those that went or are new."""
    begin, end = _MARKS[kind]
    return f"{begin}{words}{end}"


def late(cycle: CycleChanges) -> Iterator[str]:
    """Tell what has waited too long in a cycle."""
    for due in cycle.overdue:
        who = f" ({due.owner})" if due.owner else ""
        yield f"overdue: {due.what}{who}, due {spoken(due.date)}"
    if cycle.stalled:
        yield f"stalled: nothing changed since {spoken(cycle.stalled)}"


plain.lines.register(History, _history)
plain.lines.register(Differences, _differences)
