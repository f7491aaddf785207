"""Files that let a host check a journal: written once, valid, and really running."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from in_process import Plc
from installed import environment, git
from ruamel.yaml import YAML

_FILES = {"github": ".github/workflows/plcjournal.yml", "gitlab": ".gitlab-ci.yml"}
_SCHEMAS = {
    "github": ("vendor.github-workflows",),
    "gitlab": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
}
_BESIDE = Path(sys.executable).parent


@pytest.mark.parametrize("host", _FILES)
def test_a_journal_that_exists_gets_the_file_in_one_saved_change(
    plc: Plc, journal: Path, host: str
) -> None:
    team = journal / "teams/grade-4-math-team.yaml"
    team.write_text(f"{team.read_text()}# by hand\n")
    ran = plc("init", f"--{host}")
    assert f": {_FILES[host]}." in ran.out
    assert "PLC_PACKAGE" in ran.out
    assert git(journal, "show", "--format=", "--name-only").split() == [_FILES[host]]
    again = plc("init", f"--{host}")
    assert "are there already" in again.out
    assert git(journal, "rev-list", "--count", "HEAD").strip() == "2"


@pytest.mark.parametrize("host", _FILES)
def test_a_new_journal_may_begin_with_it(plc: Plc, host: str) -> None:
    plc("init", "new", "--author", "Coach", f"--{host}")
    assert Path("new", _FILES[host]).exists()
    assert git(Path("new"), "status", "--porcelain") == ""


@pytest.mark.parametrize("host", _FILES)
def test_a_file_that_says_something_else_stays(
    plc: Plc, journal: Path, host: str
) -> None:
    file = journal / _FILES[host]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("theirs: true\n")
    ran = plc("init", f"--{host}", code=7)
    assert "left as it is" in ran.err
    assert file.read_text() == "theirs: true\n"


def test_what_a_person_changes_in_it_is_saved_and_taken_back(
    plc: Plc, journal: Path
) -> None:
    plc("init", "--gitlab")
    file = journal / _FILES["gitlab"]
    before = file.read_text()
    file.write_text(f"{before}# ours\n")
    assert ".gitlab-ci.yml" in plc("status").out
    plc("save")
    assert git(journal, "status", "--porcelain") == ""
    plc("undo", "--yes")
    assert file.read_text() == before


def test_both_hosts_are_one_saved_change_and_one_answer(
    plc: Plc, journal: Path
) -> None:
    told = plc("init", "--github", "--gitlab", "--author", "Other coach", "--json")
    assert told.data["sentence"].startswith("Added the checks for GitHub and GitLab: ")
    shown = git(journal, "show", "--format=%an", "--name-only").split("\n\n")
    assert shown == ["Other coach", f"{_FILES['github']}\n{_FILES['gitlab']}\n"]


@pytest.mark.parametrize("host", _FILES)
def test_a_journal_does_not_begin_where_the_host_has_another_file(
    plc: Plc, host: str
) -> None:
    file = Path("new", _FILES[host])
    file.parent.mkdir(parents=True)
    file.write_text("theirs: true\n")
    plc("init", "new", "--author", "Coach", f"--{host}", code=7)
    assert not Path("new/plc.yaml").exists()


def test_a_journal_inside_something_bigger_gets_none(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path / "work", "init", "--quiet")
    plc("init", "inner", "--author", "Coach")
    monkeypatch.chdir("inner")
    ran = plc("init", "--github", code=7)
    assert "bigger project" in ran.err
    assert not Path(".github").exists()


@pytest.mark.slow
@pytest.mark.parametrize("host", _FILES)
def test_the_file_is_what_the_host_understands(
    plc: Plc, journal: Path, host: str
) -> None:
    plc("init", f"--{host}")
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema", "--builtin-schema"),
            *(*_SCHEMAS[host], _FILES[host]),
        ],
        cwd=journal,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _steps(journal: Path, host: str) -> list[str]:
    """Answer what the host would run, in order, but for installing plc."""
    told: Any = YAML(typ="safe").load((journal / _FILES[host]).read_text())
    if host == "gitlab":
        jobs = [one for one in told.values() if isinstance(one, dict)]
        return [line for job in jobs for line in job.get("script", ())]
    steps = [step for job in told["jobs"].values() for step in job["steps"]]
    return [
        step["run"]
        for step in steps
        if "pip install" not in step.get("run", "pip install")
    ]


def _run(journal: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", line],
        cwd=journal,
        env=environment(PATH=f"{_BESIDE}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.skipif(not (_BESIDE / "plc").exists(), reason="plc is no command here")
@pytest.mark.parametrize("host", _FILES)
def test_what_the_host_runs_passes_in_a_sound_journal_and_makes_pages(
    plc: Plc, cycle: Path, tmp_path: Path, host: str
) -> None:
    pytest.importorskip("jinja2")
    plc("init", f"--{host}")
    journal = tmp_path / "fresh"
    git(tmp_path, "clone", "--quiet", str(cycle.parents[2]), str(journal))
    git(journal, "checkout", "--quiet", "--detach")  # as hosts do it
    steps = _steps(journal, host)
    assert [line.split()[1] for line in steps if line.startswith("plc ")] == [
        *("validate", "audit", "privacy", "publish")
    ]
    for line in steps:
        ended = _run(journal, line)
        assert ended.returncode == 0, f"{line}\n{ended.stdout}{ended.stderr}"
    assert (
        journal / ("site" if host == "github" else "public") / "index.html"
    ).exists()


@pytest.mark.slow
@pytest.mark.skipif(not (_BESIDE / "plc").exists(), reason="plc is no command here")
@pytest.mark.parametrize("host", _FILES)
def test_what_the_host_runs_fails_where_a_record_is_wrong(
    plc: Plc, cycle: Path, host: str
) -> None:
    plc("init", f"--{host}")
    (cycle / "action.yaml").write_text("format: 1\nactoins: []\n")
    ended = _run(cycle.parents[2], _steps(cycle.parents[2], host)[0])
    assert ended.returncode != 0
    assert "actoins" in ended.stdout


def test_nobody_gets_plc_from_a_name_that_somebody_else_could_take(
    plc: Plc, journal: Path
) -> None:
    plc("init", "--github", "--gitlab")
    for path in _FILES.values():
        text = (journal / path).read_text()
        installs = [line for line in text.splitlines() if "python -m pip" in line]
        assert installs
        assert all(line.endswith('"$PLC_PACKAGE"') for line in installs)
        assert "http" not in text


@pytest.mark.parametrize("host", _FILES)
def test_the_checks_say_what_is_missing_while_nobody_said_where_plc_comes_from(
    plc: Plc, journal: Path, host: str
) -> None:
    plc("init", f"--{host}")
    told: Any = YAML(typ="safe").load((journal / _FILES[host]).read_text())
    if host == "gitlab":
        line = told["default"]["before_script"][0]
    else:
        steps = told["jobs"]["check"]["steps"]
        line = next(one["run"] for one in steps if one.get("id") == "install")
    ended = _run(journal, line)
    assert ended.returncode == 1
    assert "PLC_PACKAGE" in ended.stdout
