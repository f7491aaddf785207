"""What a look at a computer or journal answers, and what it looks at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal.checking import whole
from plcjournal.repository.command import Git, GitMissing
from plcjournal.repository.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.reading import Read
    from plcjournal.repository.place import Place
    from plcjournal.results import Checked
    from plcjournal.workspace import Workspace

FIX = "plc doctor --fix"
_SHOWN = 5


class State(StrEnum):
    """How something is: what is broken keeps plc from saving, sharing or reading."""

    GOOD = "good"
    ATTENTION = "attention"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: how it is, and what to do about it."""

    name: str
    state: State
    sentence: str
    mend: str = ""
    details: tuple[str, ...] = ()


def good(name: str, sentence: str) -> Check:
    """Answer that something is as it should be."""
    return Check(name, State.GOOD, sentence)


def attention(
    name: str, sentence: str, mend: str = "", details: Sequence[str] = ()
) -> Check:
    """Answer that somebody should look at something; work can go on."""
    return Check(name, State.ATTENTION, sentence, mend, tuple(details))


def broken(
    name: str, sentence: str, mend: str = "", details: Sequence[str] = ()
) -> Check:
    """Answer that something is in the way of work, or will lose some."""
    return Check(name, State.BROKEN, sentence, mend, tuple(details))


def some(names: Sequence[str]) -> tuple[str, ...]:
    """Answer the first few names, and how many more there are."""
    more = len(names) - _SHOWN
    rest = (f"and {more} more",) if more > 0 else ()
    return (*names[:_SHOWN], *rest)


class Patient:
    """A journal with its history, and the folder it lies in."""

    def __init__(self, workspace: Workspace, place: Place) -> None:
        self.workspace = workspace
        self.folder = workspace.folder
        self.place = place
        self.prefix = workspace.prefix
        self.git = Git(place.top)

    @cached_property
    def repository(self) -> Repository:
        """The history."""
        return Repository(self.place)

    @cached_property
    def unreadable(self) -> str:
        """Answer why git cannot work with the folder, in its words; '' if it can.

        Raises:
            GitMissing: there is no git.
        """
        for words in (("config", "--list", "-z"), ("rev-parse", "--git-dir")):
            ended = self.git.attempt(*words)
            if ended.code:
                return ended.error
        return ""

    @property
    def is_readable(self) -> bool:
        """Say whether git is here and can work with the folder."""
        try:
            return not self.unreadable
        except GitMissing:
            return False

    @cached_property
    def read(self) -> Read:
        """The journal as it stands in the folder."""
        return self.workspace.read_as_it_is()

    @cached_property
    def checked(self) -> tuple[tuple[Finding, ...], Checked]:
        """What keeps records from being read, and all that is found in the journal."""
        return whole(self.workspace, self.read)

    @cached_property
    def tip(self) -> str | None:
        """The last saved change, None where nothing was ever saved."""
        return self.repository.tip()

    def shown(self, file: Path) -> str:
        """Answer a file's place as seen from the top of the folder."""
        return Path(os.path.relpath(file, self.place.top)).as_posix()
