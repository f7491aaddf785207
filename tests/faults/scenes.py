"""Journals in which something is about to be done, set up anew as often as needed."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from installed import git, plc_in

ESSAY = "essay.txt"
SETTINGS = "journal/plc.yaml"
TYPED = "They argue from the distance to a half"
CYCLE = "cycles/maths/2026-01-fractions"


@dataclass(frozen=True, slots=True)
class Scene:
    """A command, and how a journal comes to be about to be told it."""

    words: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda _: None
    is_shared: bool = False  # the command talks with the shared journal
    makes_pages: bool = False

    def __str__(self) -> str:
        return " ".join(self.words)


def _told(folder: Path, *words: str) -> None:
    ended = plc_in(folder, *words)
    assert ended.returncode == 0, f"plc {' '.join(words)}\n{ended.stdout}{ended.stderr}"


def _by_hand(root: Path) -> None:
    for stage, line in (("action", "x_a"), ("evidence", "x_b")):
        file = root / "journal" / CYCLE / f"{stage}.yaml"
        file.write_text(f"{file.read_text()}{line}: {TYPED}\n")


def _meeting(root: Path) -> None:
    """Two people at the same records, and in one field at odds."""
    for folder, due, who in (("teacher", "01", "Bea"), ("journal", "08", "Coach")):
        _told(root / folder, "note", f"{who} was here")
        _told(root / folder, "new-cycle", f"Angles of {who}", "--need", "Guessing")
        where = ("--cycle", "2026-01-fractions")
        day = f"2026-02-{due}"
        _told(root / folder, "set", "action.actions.number-talks.due", day, *where)
    _told(root / "teacher", "sync")


def _at_odds(root: Path) -> None:
    _meeting(root)
    _told(root / "journal", "sync")


def _noted(root: Path) -> None:
    _told(root / "journal", "note", TYPED)


SCENES = {
    "note": Scene(("note", TYPED)),
    "new-cycle": Scene(("new-cycle", "Angles", "--need", TYPED)),
    "done": Scene(("done", "number-talks")),
    "save": Scene(("save",), _by_hand),
    "undo": Scene(("undo",), _noted),
    "close": Scene(("close",)),
    "publish": Scene(
        ("publish", "--audience", "team", "--out", "../pages"), makes_pages=True
    ),
    "sync": Scene(("sync",), _meeting, is_shared=True),
    "resolve": Scene(("resolve", "--take", "mine"), _at_odds),
}


def begin(root: Path) -> None:
    """Make a journal with a shared one, a colleague, and somebody's own staged work."""
    root.mkdir(parents=True)
    journal = root / "journal"
    _told(root, "init", "journal", "--author", "Coach", "--team", "Maths")
    _told(journal, "new-cycle", "Fractions", "--need", "Digits are counted")
    _told(journal, "add-action", "Number talks")
    _told(journal, "review", "--outcome", "met", "--learned", "Lines help")
    _told(journal, "sync", "--with", str(root / "hub.git"))
    _told(root, "join", "hub.git", "teacher", "--author", "Bea")
    (journal / ESSAY).write_text("half of it is staged\n")
    git(journal, "add", ESSAY)
    (journal / ESSAY).write_text("half of it is staged, and half is not\n")


class Stage:
    """One place in which a scene is set; every time from the same beginning."""

    def __init__(self, folder: Path, scene: Scene, beginning: Path) -> None:
        """Prepare the scene, and see what its command does where nothing happens."""
        self.scene = scene
        self.root = folder / "now"
        self._kept = folder / "kept"
        self._begin(beginning)
        scene.prepare(self.root)
        shutil.copytree(self.root, self._kept, symlinks=True)
        self.old = self.files()
        self.tip = git(self.journal, "rev-parse", "HEAD").strip()
        ended = plc_in(self.journal, *scene.words)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        self.new = self.files()

    def _begin(self, beginning: Path) -> None:
        shutil.copytree(beginning, self.root, symlinks=True)
        hub = (self.root / "hub.git").as_uri()
        for one in ("journal", "teacher"):
            git(self.root / one, "config", "remote.origin.url", hub)

    @property
    def journal(self) -> Path:
        """The folder of the person who types the command."""
        return self.root / "journal"

    def set(self) -> None:
        """Put everything back to how it was before the command."""
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root, symlinks=True)

    def files(self) -> dict[str, bytes]:
        """Answer the files of the journal itself, and the pages made of it."""
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes()
            for top in (self.journal, self.root / "pages")
            for file in top.rglob("*")
            if file.is_file()
            and ".git" not in file.relative_to(top).parts
            and not file.name.startswith(".plc-tmp.")
        }

    @cached_property
    def staged(self) -> str:
        """What somebody staged themselves."""
        return git(self._kept / "journal", "ls-files", "--stage", ESSAY)


class Stages:
    """The scenes that were set so far, each in its own place."""

    def __init__(self, folder: Path, beginning: Path | None = None) -> None:
        """Take the folder to set them in, and what all of them begin with."""
        self._folder = folder
        self._beginning = beginning
        self._set: dict[str, Stage] = {}

    @property
    def beginning(self) -> Path:
        """The folder that all scenes begin with, made when it is first needed."""
        if self._beginning is None:
            self._beginning = self._folder / "beginning"
            begin(self._beginning)
        return self._beginning

    def of(self, name: str) -> Stage:
        """Answer a scene, prepared once and set anew."""
        if name not in self._set:
            self._set[name] = Stage(self._folder / name, SCENES[name], self.beginning)
        stage = self._set[name]
        stage.set()
        return stage
