"""What every test stands on: an empty home, a known git identity, no surprises."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from in_process import Ran
from installed import plc_in

from plcjournal.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from failing import Faultline
    from hub import Web
    from in_process import Plc
    from scenes import Stages

    from plcjournal.repository.repository import Repository

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(autouse=True)
def hermetic(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each test a home of its own and hide the person who runs it."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [*os.environ]:
        if name.startswith(("GIT_", "PLC_", "XDG_")) or name in {"EDITOR", "VISUAL"}:
            monkeypatch.delenv(name)
    git_settings = home / ".gitconfig"
    git_settings.write_text(
        "[user]\n\tname = Test Teacher\n\temail = teacher@noreply.invalid\n"
        "[init]\n\tdefaultBranch = main\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(git_settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PLC_TODAY", "2026-01-15")


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
        typed = " ".join(words).encode(errors="replace").decode()
        assert ended == code, f"plc {typed}\nended {ended}\n{out}\n{err}"
        assert "Traceback" not in err
        return Ran(ended, out, err)

    return call


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where journals that many tests begin with are kept once they are made."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def journal(
    plc: Plc, tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A journal with one team, begun by its coach; the test stands inside."""
    folder, kept = tmp_path / "work" / "journal", shelf / "journal"
    if not kept.exists():
        plc("init", "journal", "--author", "Math coach", "--team", "Grade 4 math team")
        shutil.copytree(folder, kept)
    else:
        shutil.copytree(kept, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def cycle(plc: Plc, journal: Path, shelf: Path) -> Path:
    """A cycle just started; answers its folder."""
    kept = shelf / "cycle"
    if not kept.exists():
        plc("new-cycle", "Comparing fractions", "--need", "Many count digits")
        shutil.copytree(journal, kept)
    else:
        shutil.rmtree(journal / ".git")
        shutil.copytree(kept, journal, dirs_exist_ok=True)
    return journal / "cycles/grade-4-math-team/2026-01-comparing-fractions"


@pytest.fixture
def begun(tmp_path: Path, shelf: Path) -> Path:
    """A journal with one cycle, made by the installed plc."""
    kept = shelf / "begun"
    if kept.exists():
        shutil.copytree(kept, tmp_path / "journal")
        return tmp_path / "journal"
    made = plc_in(tmp_path, "init", "journal", "--author", "Coach", "--team", "Maths")
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "journal"
    started = plc_in(folder, "new-cycle", "Fractions", "--need", "Digits are counted")
    assert started.returncode == 0, started.stderr
    shutil.copytree(folder, kept)
    return folder


@pytest.fixture(scope="session")
def faultline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faultline]:
    """A plc whose files can be made to fail; compiled once for all tests."""
    from failing import Faultline, why_not  # noqa: PLC0415  # beside their tests

    if reason := why_not():
        pytest.skip(reason)
    line = Faultline(tmp_path_factory.mktemp("faultline"))
    yield line
    line.close()


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """The scenes in which files fail, each prepared once."""
    from scenes import Stages  # noqa: PLC0415

    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """An empty place for sharing."""
    from hub import bare  # noqa: PLC0415

    return bare(tmp_path / "hubs/journal.git")


@pytest.fixture
def server(hub: Path) -> Iterator[Web]:
    """A web server that has the same place."""
    from hub import web  # noqa: PLC0415

    with web(hub.parent) as served:
        yield served


@pytest.fixture
def ann(tmp_path: Path) -> Repository:
    """The history of somebody who shares."""
    from shared_places import teacher  # noqa: PLC0415

    return teacher(tmp_path / "ann")


@pytest.fixture
def bea(tmp_path: Path) -> Repository:
    """The history of a colleague."""
    from shared_places import teacher  # noqa: PLC0415

    return teacher(tmp_path / "bea")
