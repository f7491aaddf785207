"""An example journal, made by replaying dated changes of several authors."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from plcjournal import drafts, store, templates
from plcjournal.beginning import Beginning, journal_from, new_files, remember
from plcjournal.codec import reader
from plcjournal.core.edits import action, evidence, fields, review, start, team
from plcjournal.core.edits.answer import answer
from plcjournal.core.values import settled
from plcjournal.errors import Exit, PlcError
from plcjournal.repository.repository import Person, Repository, Snapshot
from plcjournal.results import Begun
from plcjournal.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.journal import Journal

_SCRIPT = "three-cycles.yaml"
_HOUR = 16  # meetings are after school


class FolderInUse(PlcError):
    """The demo makes a folder of its own and touches no other."""

    exit_code = Exit.USAGE

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is there already; nothing was changed.",
            "Choose another folder: plc demo another-folder",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One dated change of the script: who did what."""

    date: str
    by: str
    do: str
    cycle: str
    given: Mapping[str, Any]


def make_demo(folder: Path) -> Begun:
    """Make the example journal in a new folder.

    Raises:
        FolderInUse: the folder exists and has something in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(folder)
    script = _script()
    people = script["people"]
    repository = Repository.create(folder)
    files: dict[str, bytes] = {}
    repository.replay("", _snapshots(script, files))
    drafts.make_folder(folder)
    for path, data in sorted(files.items()):
        store.write(folder, path, data, None)
    here = script["journal"]["here"]
    person = _person(people, here["member"])
    remember(repository, person, here["team"], here["member"])
    there = os.path.relpath(folder)
    there = f'"{there}"' if " " in there else there
    return Begun(
        "Made an example journal: three cycles of three teams",
        str(folder),
        try_next=(
            (f"cd {there}", "go into it, then try:"),
            ("plc status --all", "where each cycle is"),
            ("plc show comparing-fractions", "one cycle whole"),
            ("plc impact comparing", "what changed for learners"),
            ("plc next", "the one step to do now"),
            ("plc validate", "what could be better"),
        ),
    )


def _script() -> dict[str, Any]:
    reading = reader.read(templates.example(_SCRIPT))
    return cast("dict[str, Any]", settled(reading.values))


def _person(people: Mapping[str, str], name: str) -> Person:
    return Person(people[name], f"{name}@noreply.invalid")


def _snapshots(
    script: Mapping[str, Any], files: dict[str, bytes]
) -> Iterator[Snapshot]:
    """Yield one snapshot for each change; `files` ends as the journal's files."""
    begin = script["journal"]
    people = script["people"]
    journal, _ = journal_from(
        Beginning(begin["name"], begin["team"], school=begin.get("school"))
    )
    new = new_files(journal)
    files.update(new)
    first = _person(people, begin["by"])
    subject = f"Start the journal: {begin['name']}"
    began = _moment(begin["date"], 0)
    yield Snapshot(new, subject, first, began, "Plc-Action: init")
    for number, values in enumerate(script["changes"], 1):
        change = Change(
            values["date"],
            values["by"],
            values["do"],
            values.get("cycle", ""),
            values.get("with") or {},
        )
        edited = _edit(journal, change)
        changed = texts(journal, edited.journal, files)
        files.update(changed)
        journal = edited.journal
        yield Snapshot(
            changed,
            edited.heading,
            _person(people, change.by),
            _moment(change.date, number),
            "\n".join(f"{k}: {v}" for k, v in edited.trailers),
        )


def _moment(day: str, number: int) -> datetime:
    year, month, date = map(int, day.split("-"))
    after_school = datetime(year, month, date, _HOUR, tzinfo=UTC)
    return after_school + timedelta(minutes=number)


def _edit(journal: Journal, change: Change) -> Edited:
    """Make one change of the script, by the edit a person's command would make."""
    if change.do in _OF_JOURNAL:
        return _OF_JOURNAL[change.do](journal, change)
    cycle = journal.find_cycle(change.cycle)
    return _OF_CYCLE[change.do](journal, cycle, change)


def _member(journal: Journal, change: Change) -> Edited:
    given = change.given
    return team.add_member(
        journal, given["team"], given["name"], given.get("role", "teacher")
    )


def _figures(journal: Journal, cycle: Cycle, change: Change) -> Edited:
    given = {"date": change.date, **change.given}
    return evidence.add_figures(journal, cycle, evidence.Figures(**given), change.date)


def _observed(journal: Journal, cycle: Cycle, change: Change) -> Edited:
    given = change.given
    return evidence.add_observation(
        journal, cycle, given["noticed"], given.get("means"), change.date
    )


def _set(journal: Journal, cycle: Cycle | None, change: Change) -> Edited:
    place = fields.find_field(journal, cycle, change.given["field"])
    return fields.set_field(journal, place, str(change.given["value"]))


_OF_JOURNAL: Mapping[str, Callable[[Journal, Change], Edited]] = {
    "new-team": lambda journal, c: team.new_team(journal, c.given["name"]),
    "add-member": _member,
    "set-journal": lambda journal, c: _set(journal, None, c),
    "new-cycle": lambda journal, c: start.start_cycle(
        journal, start.Start(opened=c.date, **c.given)
    ),
}
_OF_CYCLE: Mapping[str, Callable[[Journal, Cycle, Change], Edited]] = {
    "add-evidence": _figures,
    "observe": _observed,
    "add-action": lambda journal, cycle, c: action.add_action(
        journal, cycle, action.Plan(**c.given)
    ),
    "add-learning": lambda journal, cycle, c: action.add_learning(
        journal, cycle, c.given["what"], c.given.get("with")
    ),
    "note": lambda journal, cycle, c: action.add_note(
        journal, cycle, c.given["text"], c.date
    ),
    "answer": lambda journal, cycle, c: answer(
        journal, cycle, c.given["step"], c.given["text"]
    ),
    "done": lambda journal, cycle, c: action.finish_action(
        journal,
        cycle,
        c.given["action"],
        action.Ending(c.date, dropped=c.given.get("dropped")),
    ),
    "set": _set,
    "review": lambda journal, cycle, c: review.review(
        journal, cycle, review.Lookback(**c.given), c.date
    ),
    "close": lambda journal, cycle, c: review.close(journal, cycle, c.date),
}
