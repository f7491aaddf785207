"""Looks at this computer and journal: what is wrong, how to mend it, what is safe to.

Looking changes nothing; mending renames, finishes or adds, and never touches words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from plcjournal.doctor import (
    combining,
    computer,
    editors,
    foreign,
    leftovers,
    past,
    sharing,
    standing,
    upkeep,
    words,
)
from plcjournal.doctor.check import Check, Patient, State, attention
from plcjournal.doctor.combining import switch_off, switch_on
from plcjournal.errors import PlcError
from plcjournal.repository.command import GitMissing, GitTooOld
from plcjournal.repository.place import Place
from plcjournal.workspace import NoJournal, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Check", "Health", "State", "examine", "switch_off", "switch_on"]

# What can be looked at wherever plc runs, in any journal, and only by asking git.
_COMPUTER = (computer.git, computer.room)
_FOLDER = (
    standing.unfinished,
    standing.moment,
    leftovers.locks,
    leftovers.interrupted,
    computer.keeping,
    upkeep.lines,
    foreign.hooks,
)
_HISTORY = (
    sharing.shared,
    standing.inside,
    words.unsaved,
    upkeep.local,
    upkeep.effects,
    combining.whole,
    past.depth,
    past.outside,
    past.names,
    past.damage,
    foreign.settings,
)
_WORDS = (
    words.records,
    words.contested,
    words.copies,
    words.waiting,
    words.kept,
    editors.schemas_here,
)
_MENDS = (
    leftovers.set_aside,
    leftovers.finish,
    words.bring_back,
    upkeep.put_back,
    combining.without_doubles,
)
_UNSEEN, _UNMENDED = "unseen", "unmended"
_REASONS = ("git", "readable", "damage")


@dataclass(frozen=True, slots=True)
class Health:
    """How a computer and the journal on it are, check by check."""

    folder: str
    journal: bool
    checks: tuple[Check, ...]
    mended: tuple[str, ...] = ()

    def having(self, state: State) -> tuple[Check, ...]:
        """Answer the checks in one state."""
        return tuple(one for one in self.checks if one.state is state)

    @property
    def is_broken(self) -> bool:
        """Say whether something needs mending before work can go on."""
        return bool(self.having(State.BROKEN))


def examine(start: Path, *, fix: bool = False) -> Health:
    """Look at the computer and the journal a folder lies in; mend what is safe to."""
    found = _Found()
    try:
        workspace = Workspace.open(start)
    except NoJournal:
        found.take((*_COMPUTER, computer.author), start)
        return Health(str(start), journal=False, checks=found.checks)
    found.take(_COMPUTER, workspace.folder)
    mended = found.mend(_patient(workspace)) if fix and workspace.place else ()
    patient = _patient(Workspace(workspace.folder))
    if workspace.place is None:
        found.take((_no_history,), patient)
    else:
        found.take((standing.readable, *_FOLDER), patient)
    is_readable = workspace.place is not None and patient.is_readable
    if is_readable or workspace.place is None:
        found.take((computer.author,), workspace.folder)
    if is_readable:
        found.take(_HISTORY, patient)
    found.take(_WORDS, patient)
    return Health(
        str(workspace.folder), journal=True, checks=found.checks, mended=mended
    )


def _patient(workspace: Workspace) -> Patient:
    folder = workspace.folder
    nowhere = Place(folder, folder / ".git", folder / ".git")
    return Patient(workspace, workspace.place or nowhere)


def _no_history(_patient: Patient) -> Iterator[Check]:
    yield attention(
        "history",
        "This journal has no history yet: nothing in it was ever saved.",
        "plc init",
    )


_Looked = TypeVar("_Looked")
_Told = TypeVar("_Told")


def _into(
    told: list[_Told], step: Callable[[_Looked], Iterator[_Told]], at: _Looked
) -> None:
    told.extend(step(at))


class _Found:
    """What looking found; what could not be looked at is said once."""

    def __init__(self) -> None:
        self._checks: list[Check] = []

    @property
    def checks(self) -> tuple[Check, ...]:
        """Answer the checks, each sentence once.

        Where git cannot read the folder or its history, that says why others could
        not look.
        """
        once = {(one.state, one.sentence, one.details): one for one in self._checks}
        has_a_reason = any(
            one.name in _REASONS and one.state is State.BROKEN for one in self._checks
        )
        return tuple(
            one for one in once.values() if not (has_a_reason and one.name == _UNSEEN)
        )

    def take(
        self, looks: Iterable[Callable[[_Looked], Iterator[Check]]], at: _Looked
    ) -> None:
        """Add what some looks tell."""
        for look in looks:
            self._guarded(partial(_into, self._checks, look, at), _UNSEEN)

    def mend(self, patient: Patient) -> tuple[str, ...]:
        """Mend what is safe to mend; answer what was done."""
        done: list[str] = []
        for mend in _MENDS:
            self._guarded(partial(_into, done, mend, patient), _UNMENDED)
        return tuple(done)

    def _guarded(self, step: Callable[[], None], name: str) -> None:
        verb = "mended" if name == _UNMENDED else "looked at"
        try:
            step()
        except (GitMissing, GitTooOld):
            pass  # that is a check of its own
        except PlcError as error:
            sentence = f"Something could not be {verb}. {error.sentence}"
            self._checks.append(attention(name, sentence, error.hint))
        except OSError as error:
            why = error.strerror or type(error).__name__
            sentence = f"Something could not be {verb}: {why} ({error.filename})."
            self._checks.append(attention(name, sentence))
