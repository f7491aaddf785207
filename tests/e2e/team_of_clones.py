"""A team: one shared journal, and colleagues who have it on computers of their own."""

import json
import shutil
from pathlib import Path
from typing import Any

from installed import git, plc_in


class Colleague:
    """One person at a computer of their own, with a copy of the journal."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name

    def plc(self, *words: str, code: int | None = 0) -> str:
        """Run plc; answer what it printed."""
        ended = plc_in(self.folder, *words)
        told = f"{self.name}: plc {' '.join(words)}\n{ended.stdout}\n{ended.stderr}"
        assert code is None or ended.returncode == code, told
        assert "Traceback" not in ended.stderr, told
        return ended.stdout + ended.stderr

    def json(self, *words: str, code: int | None = 0) -> Any:
        """Run plc; answer its JSON document."""
        ended = plc_in(self.folder, *words, "--json")
        assert code is None or ended.returncode == code, ended.stdout + ended.stderr
        return json.loads(ended.stdout)

    def git(self, *words: str) -> str:
        """Run plain git."""
        return git(self.folder, *words).strip()

    def tip(self) -> str:
        """Answer the commit the folder is at."""
        return self.git("rev-parse", "HEAD")

    def file(self, stage: str) -> Path:
        """Answer the file of a stage of the one cycle."""
        return next(self.folder.glob(f"cycles/*/*/{stage}.yaml"))

    def text(self, stage: str) -> str:
        """Answer what the file of a stage says."""
        return self.file(stage).read_text(encoding="utf-8")


class Team:
    """The shared journal, in a bare repository, and the people who share it."""

    def __init__(self, folder: Path, begun: Path, shelf: Path) -> None:
        self.folder = folder
        self.hub = folder / "hub.git"
        self.first = Colleague(begun, "Coach")
        kept = shelf / "shared-team"
        if not kept.exists():
            self.first.plc("sync", "--with", str(self.hub))
            shutil.copytree(self.hub, kept / "hub.git")
            shutil.copytree(begun, kept / "journal", symlinks=True)
        else:
            shutil.copytree(kept / "hub.git", self.hub)
            shutil.rmtree(begun)
            shutil.copytree(kept / "journal", begun, symlinks=True)
            git(begun, "config", "remote.origin.url", self.hub.as_uri())

    def colleague(self, name: str) -> Colleague:
        """Let somebody have the journal as the first one has it now."""
        folder = self.folder / name.replace(" ", "-").lower()
        shutil.copytree(self.first.folder, folder, symlinks=True)
        git(folder, "config", "user.name", name)
        git(folder, "config", "--unset", "plc.member")
        return Colleague(folder, name)

    def joined(self, name: str) -> Colleague:
        """Let somebody join."""
        folder = self.folder / name.replace(" ", "-").lower()
        ended = plc_in(
            self.folder, "join", str(self.hub), str(folder), "--author", name
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return Colleague(folder, name)

    def tip(self) -> str:
        """Answer the commit that is shared."""
        return git(self.hub, "rev-parse", "refs/heads/main").strip()

    def subjects(self) -> list[str]:
        """Answer the subjects of everything shared."""
        return git(self.hub, "log", "--format=%s", "main").splitlines()


def assert_settled(*people: Colleague) -> None:
    """Check that nothing is left over and nothing is unsaved anywhere."""
    for one in people:
        assert one.git("status", "--porcelain") == "", one.name
        assert one.git("fsck", "--no-dangling", "--no-progress") == ""
        assert not [*(one.folder / ".git").rglob("*.lock")], one.name
        assert not [*one.folder.rglob(".plc-tmp.*")], one.name
