"""What colleagues do: each move is decided whole, so that it can be done again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from team_edits import HERE
from team_words import Held

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from team_edits import Pen

PEOPLE = {"a": "Coach", "b": "Teacher B", "c": "Teacher C"}

_REWORDED = ("need", "question", "theory", "what", "text", "means", "changed")


@dataclass(frozen=True)
class Move:
    """One thing somebody does: a command of plc, a line for the shell, a kill, a race.

    `new` are the words it brings, `once` those that stand in one place of the journal,
    `ends` the ways in which it may end, where that is known of it alone.
    """

    kind: str
    who: str
    words: tuple[str, ...]
    moment: str = ""
    new: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    seconds: float = 0.0
    ends: frozenset[int] = frozenset()

    @property
    def verb(self) -> str:
        """Answer in a word or two what is done."""
        words = self.words[0].split()
        if self.kind == "shell":
            return " ".join([words[0], *words[3:4]] if words[0] == "git" else words[:1])
        return "sync" if self.kind == "race" else self.words[0]

    def environment(self) -> dict[str, str]:
        """Answer what the clock of the person says."""
        times = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), self.moment)
        editor = {"GIT_EDITOR": self._editor} if self.verb == "edit" else {}
        return {"PLC_TODAY": self.moment[:10], **times, **editor}

    @property
    def _editor(self) -> str:
        """Answer the editor of somebody who adds a line at the end."""
        return f"sed -i -e '$a # {' '.join(self.new)} in an editor'"

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
            if self.verb == "edit":
                line = f"GIT_EDITOR={shlex.quote(self._editor)} {line}"
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
