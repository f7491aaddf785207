"""A team of three as a state machine: a rule for each thing that somebody may do.

Every rule draws the same few numbers, whatever the folders hold, and decides the rest
by them: when a kill came at another moment than before, the next rules stay the same.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from team_commands import COMMANDS
from team_edits import NAME, Edits, Pen
from team_moves import PEOPLE, ByHand, Move, plain_commit
from team_words import Held
from team_world import World, environment

from plcjournal.core import layout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BEGIN = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)
_SKEWS = (0, 1, -1, 6, -40, 400, -1500, 2500)
_SAID_AGAIN = ("note", "add-action", "import")
_WHO = st.sampled_from([*PEOPLE])
_DICE = st.integers(0, 2**32 - 1)


class Team(RuleBasedStateMachine):
    """Three clones and a bare journal they share, in a folder of their own."""

    shelf: ClassVar[str] = ""  # where what every run begins with is kept
    runs: ClassVar[int] = 0
    ended: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._until = ExitStack()
        place = tempfile.TemporaryDirectory(prefix="team")
        self._folder = Path(self._until.enter_context(place))
        self._until.enter_context(_alone(self._folder))
        self._chance = random.Random(0)
        self._pen = Pen(self._chance)
        self._edits = Edits(self._chance, self._pen)
        self._hands = ByHand(self._chance, self._pen, self._folder)
        self._count = 0
        self._skew = dict.fromkeys(PEOPLE, 0)
        self._said: list[Move] = []
        self._is_wrong = False
        self._world = World.begin(self._folder, Path(self.shelf))

    def teardown(self) -> None:
        """Let everybody come together, unless something went wrong before."""
        cls = type(self)
        try:
            if not self._is_wrong:
                self._guarded(self._world.finish)
            cls.ended += self._world.ended
            cls.runs += 1
        finally:
            self._until.close()

    # Rules; those for typed commands stand below the class

    def enter(self, verb: str, who: str, dice: int, *, is_killed: bool) -> None:
        """Let somebody type a command, or start one and lose power."""
        records = self._begin(who, dice)
        if verb in _SAID_AGAIN and self._chance.random() < 0.15 and self._again(who):
            return
        listed = self._folder / who / "local" / "names.txt"
        cycle = self._edits.about(records, NAME if listed.exists() else "")
        command = COMMANDS[verb]
        typed = command.choose(self._edits, cycle) if cycle or command.anywhere else ()
        if not typed:
            return
        for line in self._edits.first:
            self._do(Move("shell", who, (line,), self._moment(who)))
        if verb == "edit":
            self._pen.word()
        kind = "kill" if is_killed else "plc"
        made = self._do(self._move(kind, who, typed, command.ends))
        if verb in _SAID_AGAIN and NAME not in " ".join(typed):
            self._said.append(made)

    def share(self, who: str, dice: int) -> None:
        """Let somebody share and receive."""
        self._begin(who, dice)
        self._do(self._move("plc", who, ("sync",)))

    @rule(who=_WHO, dice=_DICE)
    def sync_or_die(self, who: str, dice: int) -> None:
        self._begin(who, dice)
        self._do(self._move("kill", who, ("sync",)))

    @rule(who=_WHO, dice=_DICE)
    def two_sync_at_once(self, who: str, dice: int) -> None:
        self._begin(who, dice)
        other = self._chance.choice([one for one in PEOPLE if one != who])
        self._do(self._move("race", who + other, (who, other)))

    @rule(who=_WHO, dice=_DICE)
    def set_the_clock(self, who: str, dice: int) -> None:
        self._begin(who, dice)
        self._skew[who] = self._chance.choice(_SKEWS)

    @rule(who=_WHO, dice=_DICE)
    def change_by_hand(self, who: str, dice: int) -> None:
        paths = sorted(p for p in self._begin(who, dice) if p != layout.SETTINGS)
        line = self._hands.line(who, paths) if paths else ""
        if line:
            self._do(self._move("shell", who, (line,)))
            if self._chance.random() < 0.5:
                self._do(self._move("plc", who, ("save",)))

    @rule(who=_WHO, dice=_DICE)
    def save(self, who: str, dice: int) -> None:
        self._begin(who, dice)
        self._do(self._move("plc", who, ("save",)))

    @rule(who=_WHO, dice=_DICE)
    def resolve(self, who: str, dice: int) -> None:
        found = [
            (layout.spot(path), entry["field"])
            for path, values in sorted(self._begin(who, dice).items())
            for entry in values.get("contested", ())
        ]
        typed = ["resolve", "--no-input"]
        if found:
            spot, field = self._chance.choice(found)
            of = (spot.name,) if spot and spot.is_stage else ()
            side = self._chance.choice(("1", "2", "mine", "theirs"))
            ours = self._chance.random() < 0.25
            how = ("--value", self._pen.value(field)) if ours else ("--take", side)
            typed = ["resolve", *of, "--field", field, *how]
        self._do(self._move("plc", who, tuple(typed)))

    @rule(who=_WHO, dice=_DICE)
    def undo(self, who: str, dice: int) -> None:
        self._begin(who, dice)
        number = self._chance.choice(("1", "1", "1", "2", "3"))
        words = ("undo", number) if number > "1" else ("undo",)
        kind = "kill" if self._chance.random() < 0.1 else "plc"
        self._do(self._move(kind, who, words))

    @rule(who=_WHO, dice=_DICE)
    def use_plain_git(self, who: str, dice: int) -> None:
        self._begin(who, dice)
        lines = (
            plain_commit(who),
            f"git -C {who} push -q",
            f"git -C {who} pull -q --no-rebase --no-edit",
            f"git -C {who} pull -q --rebase",
        )
        line = self._chance.choice(lines)
        self._do(self._move("shell", who, (line,)))
        if "pull" in line and self._chance.random() < 0.8:
            self._do(self._move("plc", who, ("resolve", "--no-input")))

    @rule(who=_WHO)
    def lose_or_find_the_shared_journal(self, who: str) -> None:
        is_here = (self._folder / "hub.git").exists()
        line = "mv hub.git away.git" if is_here else "mv away.git hub.git"
        self._do(self._move("shell", who, (line,)))

    # How

    def _begin(self, who: str, dice: int) -> Mapping[str, Any]:
        """Decide by some dice from now on; answer the records of a clone."""
        self._chance.seed(dice)
        return Held.of(self._folder / who).records

    def _again(self, who: str) -> bool:
        """Type what somebody else typed before, if it is not here yet; say if so."""
        words = Held.of(self._folder / who).words
        fits = [one for one in self._said if not words & {*one.new}]
        if not fits:
            return False
        one = self._chance.choice(fits)
        moment = self._moment(who)
        ends = one.ends | {4}  # what it rests on may not be here yet
        more = {"moment": moment, "new": one.new, "once": one.once, "ends": ends}
        self._do(Move("plc", who, one.words, **more))  # type: ignore[arg-type]
        return True

    def _move(
        self,
        kind: str,
        who: str,
        words: tuple[str, ...],
        ends: frozenset[int] = frozenset(),
    ) -> Move:
        seconds = round(self._chance.uniform(0.05, 1.6), 3) if kind == "kill" else 0.0
        new = self._pen.written()
        return Move(kind, who, words, self._moment(who), *new, seconds, ends)

    def _moment(self, who: str) -> str:
        self._count += 1
        days = timedelta(days=self._skew[who[:1]], minutes=7 * self._count)
        return (_BEGIN + days).isoformat()

    def _do(self, move: Move) -> Move:
        self._guarded(lambda: self._world.do(move))
        return move

    def _guarded(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as wrong:
            self._is_wrong = True
            why = f"{type(wrong).__name__}: {wrong}\n{self._world.told}"
            wrong.add_note(self._world.script(why))
            raise


def _typing(verb: str) -> Callable[..., None]:
    def act(self: Team, who: str, dice: int, fate: int) -> None:
        self.enter(verb, who, dice, is_killed=fate == 19)

    return act


def _syncing() -> Callable[..., None]:
    def act(self: Team, who: str, dice: int) -> None:
        self.share(who, dice)

    return act


def _add_rule(name: str, act: Callable[..., None], **drawn: Any) -> None:
    name = "_".join(name.replace("-", " ").split())
    act.__name__ = name
    make: Any = rule(who=_WHO, dice=_DICE, **drawn)
    setattr(Team, name, make(act))


# What is done more often has several rules; a run leaves out some rules of all.
for _verb, _command in COMMANDS.items():
    for _number in range(_command.weight):
        _add_rule(f"{_verb} {_number}", _typing(_verb), fate=st.integers(0, 19))
for _number in range(10):
    _add_rule(f"sync {_number}", _syncing())


def _alone(folder: Path) -> Any:
    """Hide the person who runs this, and their settings."""
    home = folder / "home"
    home.mkdir()
    settings = "[init]\n\tdefaultBranch = main\n"
    (home / ".gitconfig").write_text(settings, encoding="utf-8")
    more = {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(folder),
        "GIT_EDITOR": "true",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "PLC_DEBUG": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return environment(more, hidden=("GIT_", "PLC_", "XDG_"))
