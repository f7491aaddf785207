"""The journals that are measured: made once, and put back after what changes them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from district import TODAY, District
from timing import BARE, PLC, PYTHON, Act, Spent, Stopped, spent

from plcjournal.repository import place
from plcjournal.repository.repository import Person, Repository, Snapshot

CHANGES = 5
"""How often each cycle was saved."""

_READER = """
import sys
from pathlib import Path
from plcjournal.codec.reader import read
for file in Path().glob("cycles/*/*/*.yaml"):
    if read(file.read_bytes()).values is None:
        sys.exit(1)
"""
_SOMEBODY = Person("Teacher b", "b@noreply.invalid")


def hermetic(home: Path) -> dict[str, str]:
    """Answer an environment in which nothing is set up by the person who measures."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PLC_", "XDG_", "PYTHON"))
    }
    return {
        **kept,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PLC_TODAY": TODAY,
    }


@dataclass(frozen=True)
class Place:
    """A journal in a folder, and what can be done in it."""

    folder: Path
    district: District
    env: Mapping[str, str]

    @cached_property
    def cycle(self) -> str:
        """Answer the name of an open cycle that has an action to do."""
        return self.district.name(self.district.open.start)

    @property
    def action_file(self) -> Path:
        """Answer the file of that cycle's actions."""
        return self.folder / "cycles" / self.cycle / "action.yaml"

    def run(self, *words: str) -> Spent:
        """Run a program."""
        return spent(words, self.folder, self.env)

    def plc(self, *words: str) -> Act:
        """Answer what runs plc; it may say that the answer is no."""
        return lambda: spent([*PLC, *words], self.folder, self.env, (0, 1))

    def bare(self) -> Spent:
        """Start Python and nothing else."""
        return self.run(*BARE)

    def reader(self) -> Spent:
        """Read all records one after the other with the exact reader, nothing more."""
        return self.run(PYTHON, "-c", _READER)

    def git(self, *words: str) -> Act:
        """Answer what runs git."""
        return lambda: self.run("git", *words)

    def forget(self) -> None:
        """Let plc forget what it read."""
        shutil.rmtree(self.env["XDG_CACHE_HOME"], ignore_errors=True)
        for file in (self.folder / ".git/plcjournal").glob("*"):
            if file.is_file() and file.name != "lock":
                file.unlink()

    def afresh(self, act: Act) -> Act:
        """Answer an act before which plc forgets what it read."""

        def done() -> Spent:
            self.forget()
            return act()

        return done

    def touched(self, act: Act) -> Act:
        """Answer an act before which somebody changes one record by hand."""
        turns = iter(range(1_000_000))
        begun = self.action_file.read_bytes()

        def done() -> Spent:
            more = b"theory: Turn %d, " % next(turns)
            self.action_file.write_bytes(begun.replace(b"theory: ", more))
            return act()

        return done

    def settle(self) -> None:
        """Take back what was changed by hand."""
        _git(self.folder, "checkout", "-q", "--", ".")

    # One saved change, and the same change taken back by git alone.

    @cached_property
    def _planned(self) -> bytes:
        return self.action_file.read_bytes()

    @property
    def doing(self) -> tuple[str, ...]:
        """Answer the words by which an action of that cycle is marked as done."""
        before, found, _ = self._planned.decode().partition("    status: planned")
        if not found:
            raise Stopped("no action is open; make the journals anew")
        action = before.rpartition("  - id: ")[2].split()[0]
        return ("done", action, "--cycle", self.cycle)

    def done(self) -> Spent:
        """Mark the action as done."""
        self.put_back()
        return self.run(*PLC, *self.doing)

    def undone(self) -> Spent:
        """Note something, and take that back."""
        noted = self.run(*PLC, "note", "A line", "--cycle", self.cycle)
        return noted + self.run(*PLC, "undo")

    def put_back(self) -> None:
        """Leave the action as it was before, if it is done."""
        if self.action_file.read_bytes() != self._planned:
            self.planned()

    def planned(self) -> Spent:
        """Let git save the file as it was before, with every flush there is."""
        self.action_file.write_bytes(self._planned)
        name = str(self.action_file.relative_to(self.folder))
        fully = ("-c", "core.fsync=all")
        return self.run("git", *fully, "add", name) + self.run(
            "git", *fully, "commit", "-q", "-m", "Plan it again"
        )

    # Pages and sharing

    def published(self) -> Spent:
        """Make all pages anew."""
        out = self.folder.with_name(f"{self.folder.name}-pages")
        shutil.rmtree(out, ignore_errors=True)
        return self.plc("publish", "--out", str(out))()

    def receiving(self, records: int) -> tuple[Act, Act]:
        """Answer two acts that bring changed records: by plc, and by git alone."""
        other = Shared(self, records)
        return other.receive(PLC, "sync"), other.receive(("git",), "pull", "-q")


class Shared:
    """A copy of a journal to which a shared folder has changes that are not here."""

    def __init__(self, place_: Place, records: int) -> None:
        """Make the shared folder, with one saved change for each changed record."""
        self._of = place_
        self._here = place_.folder.with_name(f"{place_.folder.name}-here")
        self._kept = place_.folder.with_name(f"{place_.folder.name}-kept")
        there = place_.folder.with_name(f"{place_.folder.name}-there.git")
        for folder in (self._here, self._kept, there):
            shutil.rmtree(folder, ignore_errors=True)
        _git(place_.folder, "clone", "-q", "--bare", ".", str(there))
        _git(place_.folder, "clone", "-q", str(there), str(self._here))
        _git(place_.folder, "clone", "-q", "-n", str(there), str(self._kept))
        for key, value in _settings(place_.folder).items():
            _git(self._here, "config", key, value)
        (self._here / "local").mkdir()
        colleague = place.find(self._kept)
        assert colleague is not None
        Repository(colleague).replay("", self._changes(records))
        _git(self._kept, "push", "-q")
        shutil.rmtree(self._kept)
        spent([*PLC, "status"], self._here, place_.env)
        shutil.copytree(self._here / ".git", self._kept)

    def _changes(self, records: int) -> list[Snapshot]:
        district = self._of.district
        over = district.open.start or district.cycles
        return [
            Snapshot(
                {path: (self._of.folder / path).read_bytes().replace(_BEFORE, _AFTER)},
                f"Note {turn}",
                _SOMEBODY,
                datetime(2026, 1, 14, tzinfo=UTC) + timedelta(seconds=turn),
            )
            for turn in range(records)
            for path in [
                f"cycles/{district.name(turn * over // records)}/action.yaml",
            ]
        ]

    def receive(self, program: Sequence[str], *words: str) -> Act:
        """Answer what brings the changes, each time from the same state on."""

        def received() -> Spent:
            shutil.rmtree(self._here / ".git")
            shutil.copytree(self._kept, self._here / ".git")
            _git(self._here, "reset", "-q", "--hard")
            return spent([*program, *words], self._here, self._of.env)

        return received


_BEFORE = b"learning: []\n"
_AFTER = b"learning:\n  - id: more\n    what: See a lesson of each other\n"


def _settings(folder: Path) -> dict[str, str]:
    keys = ("user.name", "user.email", "plc.team", "plc.member")
    return {key: _git(folder, "config", key).strip() for key in keys}


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


class Places:
    """Journals of different sizes, each made when it is first asked for."""

    def __init__(self, home: Path, tell: Callable[[str], None]) -> None:
        """Take the folder they are made in; what is there already is used again."""
        self._home = home
        self._tell = tell
        self._env = hermetic(home)

    def of(self, cycles: int) -> Place:
        """Answer a journal of so many cycles, read before."""
        district = District(cycles, cycles * CHANGES)
        folder = self._home / f"cycles-{cycles}"
        if not folder.exists():
            self._tell(f"making a journal of {cycles} cycles")
            # In a process of its own, so that this one stays small: see `Spent`.
            script = str(Path(__file__).with_name("district.py"))
            size = ("--cycles", str(cycles), "--changes", str(cycles * CHANGES))
            subprocess.run([sys.executable, script, str(folder), *size], check=True)
        return Place(folder, district, self._env)
