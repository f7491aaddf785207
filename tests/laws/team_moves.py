"""What colleagues do: each move is decided whole, so that it can be done again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from team_edits import HERE, Edits, Pen
from team_words import Held

from plcjournal.core import layout

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

PEOPLE = {"a": "Coach", "b": "Teacher B", "c": "Teacher C"}

_BEGIN = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)
_SKEWS = (0, 0, 0, 0, 1, -1, 6, -40, 400, -1500, 2500)
_LOOKS = (
    ("status",),
    ("history",),
    ("diff",),
    ("audit",),
    ("doctor",),
    ("validate",),
    ("resolve", "--no-input"),
)
_REWORDED = ("need", "question", "theory", "what", "text", "means", "changed")


@dataclass(frozen=True)
class Move:
    """One thing somebody does: a command of plc, a line for the shell, a kill, a race.

    `new` are the words it brings, `once` those that stand in one place of the journal.
    """

    kind: str
    who: str
    words: tuple[str, ...]
    moment: str = ""
    new: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def verb(self) -> str:
        """Answer in a word or two what is done."""
        words = self.words[0].split()
        if self.kind == "shell":
            return " ".join([words[0], *words[3:4]] if words[0] == "git" else words[:1])
        return "sync" if self.kind == "race" else self.words[0]

    def environment(self) -> dict[str, str]:
        """Answer what the clock of the person says."""
        return {
            "PLC_TODAY": self.moment[:10],
            "GIT_AUTHOR_DATE": self.moment,
            "GIT_COMMITTER_DATE": self.moment,
        }

    def spelled(self) -> str:
        """Answer the move as a line for the shell."""
        if self.kind == "shell":
            line = self.words[0]
        elif self.kind == "race":
            line = " & ".join(f"plc -C {one} sync" for one in self.words) + " & wait"
        else:
            line = " ".join(["plc", "-C", self.who, *map(_quoted, self.words)])
            if self.kind == "kill":
                line = f"killed {self.seconds:.3f} {line}"
        return f"at {self.moment}; {line}"


def _quoted(word: str) -> str:
    is_path = word.startswith(HERE)
    return f'"{word.replace(HERE, "$HERE")}"' if is_path else shlex.quote(word)


class ByHand:
    """Chooses a line for the shell that edits a file as a person would."""

    def __init__(self, chance: random.Random, pen: Pen, folder: Path) -> None:
        self._chance = chance
        self._pen = pen
        self._folder = folder
        self._file = ""
        self._lines: Sequence[str] = ()

    def line(self, who: str, paths: Sequence[str]) -> str:
        """Answer a line that edits one of some records, '' where it finds no place."""
        self._file = f"{who}/{self._chance.choice(paths)}"
        file = self._folder / self._file
        self._lines = file.read_text(encoding="utf-8").splitlines()
        kinds: Mapping[Callable[[], str], int] = {
            self._comment: 4,
            self._reworded: 4,
            self._item: 2,
            self._broken: 2,
            self._own_file: 2,
            self._of_files: 2,
            self._no_file: 1,
        }
        (choose,) = self._chance.choices([*kinds], [*kinds.values()])
        return choose()

    def _comment(self) -> str:
        items = [one for one in self._lines if one.startswith("  - id: ")]
        keys = [one for one in self._lines if one.startswith("    ") and ": " in one]
        kind, word = self._chance.randrange(4), self._pen.word()
        if kind == 0 and items:
            line = _pattern(self._chance.choice(items))
            return f"sed -i '0,/^{line}$/s//  # {word} above\\n&/' {self._file}"
        if kind == 1 and keys:
            key = _pattern(self._chance.choice(keys).split(":")[0])
            return f"sed -i '0,/^{key}: [^#|]*$/s//&  # {word}/' {self._file}"
        if kind == 2:
            return f"sed -i '1i # {word} at the top' {self._file}"
        return f"echo '# {word} at the end' >> {self._file}"

    def _reworded(self) -> str:
        keys = [
            one
            for one in self._lines
            if one.partition(":")[0].strip() in _REWORDED and "|" not in one
        ]
        if not keys:
            return ""
        line = self._chance.choice(keys)
        new = f"{line.partition(':')[0]}: {self._pen.word()} by hand"
        return f"sed -i '0,/^{_pattern(line)}$/s//{new}/' {self._file}"

    def _item(self) -> str:
        if not self._file.endswith("action.yaml"):
            return ""
        word = self._pen.word(once=True)
        item = f"  - id: {word.lower()}\\n    date: 2026-01-11\\n    text: {word} here"
        return f"sed -i 's/^log:\\( \\[\\]\\)\\?$/log:\\n{item}/' {self._file}"

    def _broken(self) -> str:
        return f"echo 'oops: [{self._pen.word()}' >> {self._file}"

    def _own_file(self) -> str:
        word, who = self._pen.word(), self._file[0]
        name = f"own-{word.lower()}.txt"
        is_staged = self._chance.random() < 0.5
        staged = f" && git -C {who} add {name}" if is_staged else ""
        return f"echo {word} > {who}/{name}{staged}"

    def _of_files(self) -> str:
        held = sorted((self._folder / self._file[0]).glob("cycles/*/*/files/*"))
        if not held:
            return ""
        path = self._chance.choice(held).relative_to(self._folder).as_posix()
        return f"echo {self._pen.word()} >> {shlex.quote(path)}"

    def _no_file(self) -> str:
        is_needed = "/priority.yaml" in self._file or "/teams/" in self._file
        return "" if is_needed or self._is_reason() else f"rm {self._file}"

    def _is_reason(self) -> bool:
        """Say whether a file holds evidence for which something is done."""
        file = self._folder / self._file
        action = file.with_name("action.yaml")
        return (
            file.name == "evidence.yaml"
            and action.exists()
            and "because:" in action.read_text("utf-8")
        )


class Chooser:
    """Decides at random what happens next, from what the folders hold now."""

    def __init__(self, chance: random.Random, folder: Path) -> None:
        self._chance = chance
        self._folder = folder
        self._pen = Pen(chance)
        self._edits = Edits(chance, self._pen)
        self._hands = ByHand(chance, self._pen, folder)
        self._count = 0
        self._skew = dict.fromkeys(PEOPLE, 0)
        self._said: list[Move] = []
        self._records: Mapping[str, Any] = {}
        self._who = ""
        self._is_away = False

    def next(self) -> list[Move]:
        """Answer the next moves, to be made one after the other."""
        self._who = self._chance.choice([*PEOPLE])
        if self._chance.random() < 0.04:
            self._skew[self._who] = self._chance.choice(_SKEWS)
        self._records = Held.of(self._folder / self._who).records
        kinds: Mapping[Callable[[], list[Move]], int] = {
            self._edit: 54,
            self._sync: 20,
            self._kill: 6,
            self._race: 2,
            self._by_hand: 12,
            self._decide: 7,
            self._undo: 6,
            self._look: 4,
            self._plain_git: 7,
            self._hub: 2,
        }
        moves: list[Move] = []
        while not moves:
            self._pen.written()
            (choose,) = self._chance.choices([*kinds], [*kinds.values()])
            moves = choose()
        return moves

    def _plc(self, *words: str, kind: str = "plc") -> Move:
        return self._move(kind, self._who, words)

    def _shell(self, line: str) -> Move:
        return self._move("shell", self._who, (line,))

    def _move(self, kind: str, who: str, words: tuple[str, ...]) -> Move:
        self._count += 1
        days = timedelta(days=self._skew[who[:1]], minutes=7 * self._count)
        moment = (_BEGIN + days).isoformat()
        seconds = round(self._chance.uniform(0.1, 1.6), 3) if kind == "kill" else 0.0
        return Move(kind, who, words, moment, *self._pen.written(), seconds)

    def _edit(self) -> list[Move]:
        if self._chance.random() < 0.05 and (again := self._again()):
            return [again]
        typed = self._edits.typed(self._records)
        if not typed:
            return []
        moves: list[Move] = []
        if typed[0] == "attach":
            file = typed[1].removeprefix(f"{HERE}/")
            line = f"mkdir -p desk && echo {self._pen.word()} > {file}"
            moves.append(self._shell(line))
        kind = "kill" if self._chance.random() < 0.04 else "plc"
        move = self._plc(*typed, kind=kind)
        if moves:
            move = replace(move, new=moves[0].new)
        if typed[0] in {"note", "add-action"}:
            self._said.append(move)
        return [*moves, move]

    def _again(self) -> Move | None:
        """Answer what somebody else typed before, if it is not here yet."""
        words = Held.of(self._folder / self._who).words
        fits = [one for one in self._said if not words & {*one.new}]
        if not fits:
            return None
        one = self._chance.choice(fits)
        return replace(self._plc(*one.words), new=one.new, once=one.once)

    def _sync(self) -> list[Move]:
        return [self._plc("sync")]

    def _kill(self) -> list[Move]:
        return [self._plc("sync", kind="kill")]

    def _race(self) -> list[Move]:
        others = [who for who in PEOPLE if who != self._who]
        both = (self._who, self._chance.choice(others))
        return [self._move("race", "".join(both), both)]

    def _decide(self) -> list[Move]:
        found = [
            (layout.spot(path), entry["field"])
            for path, values in sorted(self._records.items())
            for entry in values.get("contested", ())
        ]
        if not found:
            return []
        spot, field = self._chance.choice(found)
        of = (spot.name,) if spot and spot.is_stage else ()
        words = ("resolve", *of, "--field", field)
        who = self._chance.choice(("1", "2", "mine", "theirs"))
        if self._chance.random() < 0.75:
            return [self._plc(*words, "--take", who)]
        return [self._plc(*words, "--value", self._pen.value(field))]

    def _undo(self) -> list[Move]:
        number = self._chance.choice((1, 1, 1, 2, 3))
        return [self._plc("undo", *([str(number)] if number > 1 else []))]

    def _look(self) -> list[Move]:
        return [self._plc(*self._chance.choice(_LOOKS))]

    def _by_hand(self) -> list[Move]:
        paths = sorted(p for p in self._records if p != layout.SETTINGS)
        line = self._hands.line(self._who, paths) if paths else ""
        if not line:
            return []
        moves = [self._shell(line)]
        if self._chance.random() < 0.5:
            moves.append(self._plc("save"))
        return moves

    def _plain_git(self) -> list[Move]:
        who, kind = self._who, self._chance.randrange(8)
        if kind < 3:
            return [self._shell(plain_commit(who))]
        if kind == 3:
            return [self._shell(f"git -C {who} push -q")]
        if kind == 4:
            switch = self._chance.choice(("on", "off"))
            return [self._plc("doctor", "--git-merge", switch)]
        how = self._chance.choice(("--no-rebase --no-edit", "--rebase"))
        moves = [self._shell(f"git -C {who} pull -q {how}")]
        if self._chance.random() < 0.8:
            moves.append(self._plc("resolve"))
        return moves

    def _hub(self) -> list[Move]:
        self._is_away = not self._is_away
        line = "mv hub.git away.git" if self._is_away else "mv away.git hub.git"
        return [self._shell(line)]


def plain_commit(who: str) -> str:
    """Answer the line that saves everything in a clone without plc."""
    return f"git -C {who} add -A && git -C {who} commit -qm 'By hand'"


def repairs(folder: Path, who: str) -> list[str]:
    """Answer the lines that mend the records a person broke by hand."""
    broken = Held.of(folder / who).broken()
    return [f"sed -i 's/^oops: \\[/# /' {who}/{path}" for path in broken]


def _pattern(line: str) -> str:
    """Answer a line as sed looks for it, in single quotes."""
    for sign in "\\/.*[]^$":
        line = line.replace(sign, f"\\{sign}")
    return line.replace("'", "'\\''")
