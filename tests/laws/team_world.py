"""A team at work: what each move does to the clones, and what must hold after it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from team_edits import HERE
from team_moves import PEOPLE, Move, plain_commit, repairs
from team_words import Held, Past, Seen, git, lost_in_merge, may_go, times_in_place

from plcjournal.cli.app import run as plc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from team_words import Words

_PLC = [sys.executable, "-m", "plcjournal"]
_FIRST, _LAST = "2026-01-15T07:00:00+00:00", "2026-03-01T08:00:00+00:00"
_BEGINNING = (
    (".", "init", "a", "--author", "Coach", "--team", "Maths", "--name", "Journal"),
    ("a", "new-cycle", "Fractions", "--need", "Digits are counted"),
    ("a", "add-action", "Number talks"),
    ("a", "note", "They argue from distance"),
    ("a", "add-evidence", "--noticed", "They count digits"),
    ("a", "add-learning", "Read the chapter on number lines"),
    ("a", "team", "maths", "--add", "Teacher B"),
    ("a", "sync", "--with", "../hub.git"),
    (".", "join", "hub.git", "b", "--author", "Teacher B"),
    (".", "join", "hub.git", "c", "--author", "Teacher C"),
)
_CYCLE = re.compile(r"[a-z0-9-]+/\d{4}-\d\d-[a-z0-9-]+")
_LOOKS = {"status", "history", "diff", "audit", "doctor", "validate"} | {
    *("publish", "export", "calendar", "privacy")  # write, but elsewhere
}
# How commands may end that are about all that is here, not about one thing in it.
_ENDS = {"sync": {0}, "save": {0}, "undo": {0, 1, 4, 7}, "resolve": {0, 2, 4, 7}}
_SCRIPT = """\
#!/usr/bin/env bash
# {why}
HERE=$(mktemp -d); cd "$HERE" && mkdir home
export HOME="$HERE/home" GIT_CONFIG_NOSYSTEM=1 GIT_EDITOR=true LC_ALL=C.UTF-8 TZ=UTC
export GIT_CEILING_DIRECTORIES="$HERE"; unset XDG_CONFIG_HOME
git config --global init.defaultBranch main
at() {{ export PLC_TODAY="${{1%T*}}" GIT_AUTHOR_DATE="$1" GIT_COMMITTER_DATE="$1"; }}
killed() {{ setsid "${{@:2}}" & local p=$!; sleep "$1"; kill -9 -- "-$p"; wait; }}
set -x
"""


class Wrong(Exception):
    """Something a team must never meet."""


@dataclass
class Clone:
    """What is known of a clone: how it is, and was when nothing was half done."""

    now: Seen
    whole: Seen
    free: Words = frozenset()
    was_killed: bool = False


@dataclass
class World:
    """The clones, what they share, and what was ever saved and taken away."""

    folder: Path
    moves: list[Move] = field(default_factory=list)
    past: Past = field(default_factory=Past)
    clones: dict[str, Clone] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    added: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    was_broken: bool = False
    told: str = ""

    @classmethod
    def begin(cls, folder: Path, shelf: Path) -> World:
        """Let three people share a small journal; the shelf keeps it for others."""
        world = cls(folder)
        world.moves = [
            Move("plc", who, tuple(words), _FIRST) for who, *words in _BEGINNING
        ]
        names = (*PEOPLE, "hub.git")
        if not (shelf / "hub.git").exists():
            for move in world.moves:
                code, told = world.type(move)
                assert code == 0, f"{move.spelled()}\n{told}"
            for name in names:
                shutil.copytree(folder / name, shelf / name, symlinks=True)
        else:
            for name in names:
                shutil.copytree(shelf / name, folder / name, symlinks=True)
        for who in PEOPLE:
            address = (folder / "hub.git").as_uri()
            git(folder / who, "config", "remote.origin.url", address)
            seen = Seen.of(folder / who)
            world.past.learn(folder / who, seen.tip)
            world.clones[who] = Clone(seen, seen)
        return world

    # Moves

    def do(self, move: Move) -> int:
        """Make one move and look whether anything is wrong; answer how it ended."""
        self.moves.append(move)
        if move.kind == "race":
            codes, self.told = self._raced(move)
        else:
            ways = {"plc": self.type, "kill": self._killed, "shell": self._shell}
            code, self.told = ways[move.kind](move)
            codes = {move.who: code}
        for who, code in codes.items():
            self.ended[f"{move.kind} {move.verb} {code}"] += 1
            after = Seen.of(self.folder / who)
            self._check(move, who, code, after)
            self.clones[who].was_killed = move.kind == "kill"
            self.clones[who].now = after
            self.was_broken |= bool(after.broken)
        return max(codes.values())

    def type(self, move: Move) -> tuple[int, str]:
        """Run plc in this process; answer how it ended and what it said."""
        words = ["-C", str(self.folder / move.who), *self._words(move)]
        out = io.StringIO()
        with (
            environment(move.environment()),
            Path(os.devnull).open(encoding="utf-8") as nothing,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(out),
        ):
            stdin, sys.stdin = sys.stdin, nothing
            try:
                code = plc(words)
            finally:
                sys.stdin = stdin
        return code, out.getvalue()

    def _words(self, move: Move) -> list[str]:
        return [word.replace(HERE, str(self.folder)) for word in move.words]

    def _killed(self, move: Move) -> tuple[int, str]:
        process = self._start(move, move.who, *self._words(move))
        time.sleep(move.seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return process.returncode, ""

    def _raced(self, move: Move) -> tuple[dict[str, int], str]:
        both = [self._start(move, who, "sync") for who in move.words]
        told = [one.communicate()[0] for one in both]
        codes = {who: one.returncode for who, one in zip(move.words, both, strict=True)}
        return codes, "\n".join(told)

    def _start(self, move: Move, who: str, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*_PLC, "-C", str(self.folder / who), *words],
            env={**os.environ, **move.environment()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def _shell(self, move: Move) -> tuple[int, str]:
        ended = subprocess.run(
            ["bash", "-c", move.words[0]],
            cwd=self.folder,
            env={**os.environ, **move.environment()},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return ended.returncode, ended.stdout + ended.stderr

    # What must hold after every move

    def _check(self, move: Move, who: str, code: int, after: Seen) -> None:
        clone, words = self.clones[who], self.past.words
        new = self.past.learn(self.folder / who, after.tip)
        if move.kind in {"plc", "race"}:
            self._check_end(move, clone, code, after)
        for commit in new:
            action = self.past.trailer(commit, "Plc-Action")
            if len(self.past.parents[commit]) == 2 and action in {"sync", "resolve"}:
                typed = clone.now.held.words if action == "resolve" else frozenset()
                _none(lost_in_merge(self.folder / who, self.past, commit, typed))
        clone.free |= self._free(move, clone, after)
        if after.is_underway:
            return
        lost = clone.whole.held.words - after.held.words
        _none(f"{word} is gone from {who}" for word in sorted(lost - clone.free))
        # A copy may still lie here of what is in the journal no longer.
        self.gone |= lost | (words[clone.whole.tip] - words[after.tip]) & clone.free
        self.saved |= words[after.tip]
        clone.whole, clone.free = after, frozenset()
        if move.kind == "plc":
            self._check_words(move, code, after)

    def _check_words(self, move: Move, code: int, after: Seen) -> None:
        """See that the words of a command are where it said they are."""
        if code == 0 and "waits for a decision no longer" not in self.told:
            missing = sorted({*move.new} - self.past.words[after.tip])
            _none(f"{word} was not saved in {move.who}" for word in missing)
            self.added.update(move.once)
        if code == 5:
            missing = sorted({*move.new} - after.held.words)
            _none(f"{word} is nowhere in {move.who}" for word in missing)

    def _check_end(self, move: Move, clone: Clone, code: int, after: Seen) -> None:
        before, verb = clone.now, move.verb
        allowed = self._allowed(move, clone)
        if code not in allowed or "Traceback" in self.told:
            raise Wrong(f"{verb} ended with {code}, not one of {sorted(allowed)}")
        if clone.was_killed or before.is_underway:
            return
        if verb in _LOOKS and (before.tip, before.held.shared) != (
            after.tip,
            after.held.shared,
        ):
            raise Wrong(f"{verb} changed something")
        if code == 0:
            left = sorted(after.dirty - before.dirty)
            _none(f"{verb} left {path} unsaved" for path in left)

    def _allowed(self, move: Move, clone: Clone) -> set[int]:
        codes = {*(move.ends or _ENDS[move.verb])}
        if move.verb in _LOOKS and self.was_broken:
            # What nobody could read when it was saved, nobody can tell later.
            codes |= {3}
        if move.verb == "sync" and not (self.folder / "hub.git").exists():
            codes |= {6}
        if any(self._is_gone(move.who, word) for word in move.words):
            codes |= {4}
        codes |= {3, 5} if clone.now.broken else set()
        codes |= {3, 5, 7} if clone.now.is_underway else set()
        return codes

    def _is_gone(self, who: str, word: str) -> bool:
        """Say whether a word names a cycle that is not in a clone."""
        is_cycle = _CYCLE.fullmatch(word) is not None
        return is_cycle and not (self.folder / who / "cycles" / word).exists()

    def _free(self, move: Move, clone: Clone, after: Seen) -> Words:
        """Answer the words that may be gone now: what is taken away on purpose."""
        words = move.words
        if move.kind == "shell" and not words[0].startswith("git"):
            return clone.now.held.words
        free: list[Words] = []
        if move.kind in {"race", "shell"} or words[0] in {"sync", "resolve"}:
            tip = git(self._hub, "rev-parse", "refs/heads/main").decode().strip()
            self.past.learn(self._hub, tip)
            free.append(self.past.taken_away(tip))
        elif words[0] == "undo" and move.kind == "kill":
            # What it takes back may be gone from the folder, never from the past.
            free.append(self.past.words[clone.now.tip])
        elif words[0] == "undo" and after.tip != clone.now.tip:
            free.append(self.past.added(self.past.trailer(after.tip, "Undoes")))
        if move.kind in {"plc", "kill"}:
            free.append(may_go(words, clone.now.held, after.held))
        return frozenset().union(*free)

    @property
    def _hub(self) -> Path:
        there = self.folder / "hub.git"
        return there if there.exists() else self.folder / "away.git"

    # The end

    def finish(self) -> None:
        """Mend what people broke, let everybody sync twice, and compare."""
        if not (self.folder / "hub.git").exists():
            self.do(Move("shell", "a", ("mv away.git hub.git",), _LAST))
        for _ in range(5):
            for who in PEOPLE:
                self._settle(who)
            if not any(clone.now.broken for clone in self.clones.values()):
                break
        self._bring_back()
        for who in (*PEOPLE, *PEOPLE):
            if self._plc(who, "sync"):
                raise Wrong(f"{who} could not sync at the end")
        self._compare()

    def _plc(self, who: str, *words: str) -> int:
        return self.do(Move("plc", who, words, _LAST))

    def _line(self, who: str, line: str) -> int:
        return self.do(Move("shell", who, (line,), _LAST))

    def _settle(self, who: str) -> None:
        """Finish what is half done in a clone, mend records, save and sync."""
        clone = self.clones[who]
        for _ in range(4):
            for line in repairs(self.folder, who):
                self._line(who, line)
            if not clone.now.is_underway:
                break
            if self._plc(who, "resolve") and clone.now.is_underway:
                self._line(who, f"git -C {who} add -A")
        self._plc(who, "save")
        if clone.now.dirty:
            self._line(who, plain_commit(who))
        self._plc(who, "sync")

    def _bring_back(self) -> None:
        """Bring back what merges by plain git lost; there may be no other losses."""
        for _ in range(5):
            _, told = self.type(Move("plc", "a", ("audit", "--json"), _LAST))
            losses = json.loads(told[told.index("{") :])["data"]["losses"]
            if losses and not any(move.verb == "git pull" for move in self.moves):
                raise Wrong(f"plc audit says that this was lost: {losses}")
            for loss in losses:
                of = ("--cycle", loss["cycle"]) if loss["cycle"] else ()
                name = loss["field"] or loss["path"]
                self._plc("a", "audit", "--bring-back", name, *of)
            if not losses:
                return

    def _compare(self) -> None:
        """See that everybody has the same, nothing half done, and every word."""
        hub = git(self._hub, "rev-parse", "refs/heads/main").decode().strip()
        git(self._hub, "fsck", "--no-dangling", "--no-progress")
        for who, clone in self.clones.items():
            if clone.now.tip != hub:
                raise Wrong(f"{who} is at {clone.now.tip}, the hub at {hub}")
            self._compare_one(who, clone)
        self._newcomer()
        lost = sorted(self.saved - self.gone - self.past.words[hub])
        _none(f"{word} was saved once, and is lost" for word in lost)
        records = self.clones["a"].now.held.records
        for word in sorted({*self.added} - self.gone):
            times = times_in_place(records, word)
            # The same words of two people are one thing, if both called it the same.
            if not 1 <= times <= self.added[word]:
                raise Wrong(f"{word} stands in {times} places")

    def _compare_one(self, who: str, clone: Clone) -> None:
        folder = self.folder / who
        _none(f"{who}: {path} is not saved" for path in clone.now.dirty)
        left = [*(folder / ".git").rglob("*.lock"), *folder.rglob(".plc-tmp.*")]
        _none(f"{who}: {path} is left over" for path in left)
        git(folder, "fsck", "--no-dangling", "--no-progress")
        unread = {3} if self.was_broken else set()
        for verb, codes in (("validate", {0, 1}), ("audit", {0} | unread)):
            code, self.told = self.type(Move("plc", who, (verb,), _LAST))
            if code not in codes:
                raise Wrong(f"{who}: plc {verb} ends with {code}")

    def _newcomer(self) -> None:
        words = ("join", "hub.git", "d", "--author", "Teacher D")
        code, self.told = self.type(Move("plc", ".", words, _LAST))
        held = Held.of(self.folder / "d") if code == 0 else Held({})
        if held.shared != self.clones["a"].now.held.shared:
            raise Wrong(f"somebody who joins (plc join: {code}) has something else")

    def script(self, why: str) -> str:
        """Answer a shell script that does the same."""
        lines = "\n".join(move.spelled() for move in self.moves)
        told = why.strip().replace("\n", "\n# ")
        return f"{_SCRIPT.format(why=told)}{lines}\n"


def is_at_the_end(move: Move) -> bool:
    """Say whether a move is one of those that end every run."""
    return move.moment == _LAST


def _none(found: Iterable[str]) -> None:
    told = [*found]
    if told:
        raise Wrong("\n".join(told))


@contextlib.contextmanager
def environment(more: dict[str, str], hidden: tuple[str, ...] = ()) -> Iterator[None]:
    """Set some variables for a while; hide those that begin with some words."""
    before = dict(os.environ)
    for name in [name for name in before if hidden and name.startswith(hidden)]:
        del os.environ[name]
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
