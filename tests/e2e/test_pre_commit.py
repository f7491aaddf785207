"""The hooks of this repository, run by pre-commit as a person's git runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from installed import Ended, environment, git

_CHECKOUT = Path(__file__).parents[2]
_CONFIG = """\
repos:
- repo: {source}
  rev: {rev}
  hooks:
  - id: validate
  - id: privacy
"""


def _source(folder: Path) -> str:
    """Put this checkout, as it lies here, into a repository; answer its version."""
    try:
        listed = git(_CHECKOUT, "ls-files", "-z", "-co", "--exclude-standard")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout: nobody can say which files belong to it")
    for name in listed.split("\0"):
        if name.startswith("tests/") or not (_CHECKOUT / name).is_file():
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(_CHECKOUT / name, target)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "As it lies here")
    return git(folder, "rev-parse", "HEAD").strip()


def _run(folder: Path, *words: str) -> Ended:
    return subprocess.run(
        words,
        cwd=folder,
        env=environment(
            PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            PIP_NO_COMPILE="1",
        ),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=150,
        check=False,
    )


def _skip_without_packages(folder: Path) -> None:
    """Skip where pip finds nothing, as without a network."""
    tried = _run(
        folder,
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
        *("--timeout", "5", "--retries", "0", "--dest", str(folder / "tried")),
        "hatchling",
    )
    if tried.returncode:
        pytest.skip("pip finds no packages from here")


@pytest.mark.slow
def test_git_keeps_no_change_that_breaks_a_record_or_shows_a_learner(
    begun: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pre_commit")
    _skip_without_packages(tmp_path)
    rev = _source(tmp_path / "source")
    config = _CONFIG.format(source=tmp_path / "source", rev=rev)
    (begun / ".pre-commit-config.yaml").write_text(config)
    made = _run(begun, sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert made.returncode == 0, made.stdout + made.stderr

    def commit() -> Ended:
        git(begun, "add", "--all")
        return _run(begun, "git", "commit", "-m", "By hand")

    sound = commit()
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert sound.stderr.count("Passed") == 2

    record = begun / "cycles/maths/2026-01-fractions/priority.yaml"
    before = record.read_text()
    record.write_text(before.replace("need:", "nede:"))
    refused = commit()
    assert refused.returncode == 1
    assert "did you mean 'need'?" in refused.stderr
    assert "/priority.yaml:" in refused.stderr

    record.write_text(before.replace("are counted", "by pupil@school.example"))
    refused = commit()
    assert refused.returncode == 1
    assert "'pupil@school.example' is an e-mail address" in refused.stderr
    assert "records of the journal are valid" in refused.stderr
    assert "no learner can be recognised" in refused.stderr

    record.write_text(before)
    git(begun, "add", "--all")
    git(begun, "rm", "--quiet", "teams/maths.yaml")
    refused = _run(begun, "git", "commit", "-m", "A team less")
    assert refused.returncode == 1, refused.stderr
    assert "There is no team 'maths'" in refused.stderr
