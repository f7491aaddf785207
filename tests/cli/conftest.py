"""Commands run in this process, in a real journal with a real history."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from plcjournal.cli.app import run


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return self.document["data"]

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Plc = Callable[..., Ran]


@pytest.fixture
def plc(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Plc:
    """Run plc with some words in the folder of the test."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def call(*words: str, code: int = 0) -> Ran:
        capfd.readouterr()
        ended = run(list(words))
        out, err = capfd.readouterr()
        assert ended == code, f"plc {' '.join(words)}\nended {ended}\n{out}\n{err}"
        assert "Traceback" not in err
        return Ran(ended, out, err)

    return call


@pytest.fixture
def journal(plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal with one team, begun by its coach; the test stands inside."""
    plc("init", "journal", "--author", "Math coach", "--team", "Grade 4 math team")
    folder = tmp_path / "work" / "journal"
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def cycle(plc: Plc, journal: Path) -> Path:
    """A cycle just started; answers its folder."""
    plc("new-cycle", "Comparing fractions", "--need", "Many count digits")
    return journal / "cycles/grade-4-math-team/2026-01-comparing-fractions"


def git(folder: Path, *words: str) -> str:
    """Ask the real git about a folder."""
    ended = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return ended.stdout
