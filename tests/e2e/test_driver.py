"""Plain git puts records together through plc, and without it as it always did."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from installed import Ended, git, plc_in

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the stand-ins for plc are shell scripts"
)

STAGES = "cycles/maths/2026-01-fractions"
ACTION = f"{STAGES}/action.yaml"
WITH_MARKS = "<<<<<<< "


def script(file: Path, text: str) -> None:
    """Write a program."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def git_in(folder: Path, *words: str, code: int | None = 0) -> Ended:
    """Run plain git as a person would; answer how it ended."""
    ended = subprocess.run(
        ["git", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, "GIT_EDITOR": "true"},
    )
    if code is not None:
        assert ended.returncode == code, ended.stdout + ended.stderr
    return ended


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where git finds programs, besides those of the system."""
    folder = tmp_path / "bin"
    script(folder / "plc", f'exec "{sys.executable}" -m plcjournal "$@"')
    system = [str(Path(str(shutil.which("git"))).parent), "/usr/bin", "/bin"]
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), *system]))
    return folder


@pytest.fixture
def parted(begun: Path, bin_folder: Path, shelf: Path) -> Path:
    """A journal in which two people, on main and on theirs, added different things."""
    kept = shelf / "driven"
    if kept.exists():
        shutil.rmtree(begun)
        shutil.copytree(kept, begun)
        return begun
    assert plc_in(begun, "doctor", "--git-merge", "on").returncode == 0
    said(begun, "add-action", "Number talk", "--due", "2026-02-02")
    git_in(begun, "switch", "-q", "-c", "theirs")
    said(begun, "add-action", "Home reading", "--due", "2026-02-03")
    said(begun, "set", "action.actions.number-talk.due", "2026-02-09")
    git_in(begun, "switch", "-q", "main")
    said(begun, "add-action", "Exit tickets", "--due", "2026-02-04")
    said(begun, "set", "action.actions.number-talk.owner", "all of us")
    shutil.copytree(begun, kept)
    return begun


def said(folder: Path, *words: str) -> None:
    """Say something to plc that it saves."""
    ended = plc_in(folder, *words)
    assert ended.returncode == 0, ended.stderr


def has_all(folder: Path) -> None:
    """Check that the action record holds what both sides said, and can be read."""
    text = (folder / ACTION).read_text(encoding="utf-8")
    for words in ("Home reading", "Exit tickets", "2026-02-09", "all of us"):
        assert words in text
    assert "contested" not in text
    assert WITH_MARKS not in text
    assert plc_in(folder, "validate").returncode == 0


def edit_both(folder: Path, path: str, ours: str, theirs: str) -> None:
    """Let both sides save another text of a file by plain git."""
    for side, text in (("theirs", theirs), ("main", ours)):
        git_in(folder, "switch", "-q", side)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        git_in(folder, "add", path)
        git_in(folder, "commit", "-qm", f"By hand on {side}")


def test_a_merge_holds_what_both_sides_added_and_changed(parted: Path) -> None:
    git_in(parted, "merge", "-q", "-m", "Both", "theirs")
    has_all(parted)
    assert git(parted, "status", "--porcelain") == ""


def test_a_rebase_in_which_the_sides_are_swapped_holds_the_same(parted: Path) -> None:
    git_in(parted, "rebase", "-q", "theirs")
    has_all(parted)
    assert git(parted, "log", "--format=%P", "theirs..").count(" ") == 0


def test_cherry_picks_of_single_changes_hold_the_same(parted: Path) -> None:
    git_in(parted, "cherry-pick", "theirs~1", "theirs")
    has_all(parted)


def test_what_two_people_changed_differently_is_kept_twice_and_blocks_nothing(
    parted: Path,
) -> None:
    said(parted, "set", "action.actions.number-talk.due", "2026-02-16")
    ended = git_in(parted, "merge", "-q", "-m", "Both", "theirs")
    text = (parted / ACTION).read_text(encoding="utf-8")
    assert "contested:" in text
    assert "2026-02-09" in text
    assert "2026-02-16" in text
    assert "plc resolve" in ended.stderr
    assert plc_in(parted, "status").returncode == 0


def test_a_record_that_both_sides_began_is_one_record(parted: Path) -> None:
    path = "meetings/2026-01-14-maths.yaml"
    start = "format: 1\nteam: maths\ndate: 2026-01-14\n"
    edit_both(parted, path, f"{start}minutes: 45\n", f"{start}focus: evidence\n")
    git_in(parted, "merge", "-q", "-m", "Both", "theirs")
    text = (parted / path).read_text(encoding="utf-8")
    assert "minutes: 45" in text
    assert "focus: evidence" in text
    assert text.count("team:") == 1


def test_settings_and_teams_are_put_together_too(parted: Path) -> None:
    settings = (parted / "plc.yaml").read_text(encoding="utf-8")
    edit_both(parted, "plc.yaml", f"{settings}x_ours: 7\n", f"{settings}x_theirs: 8\n")
    git_in(parted, "merge", "-q", "-m", "Both", "theirs")
    text = (parted / "plc.yaml").read_text(encoding="utf-8")
    assert "x_ours: 7" in text
    assert "x_theirs: 8" in text


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_without_plc_git_shows_both_versions_with_its_marks(
    parted: Path, bin_folder: Path, command: str
) -> None:
    (bin_folder / "plc").unlink()
    git_in(parted, command, "theirs", code=1)
    both_are_shown(parted)


def both_are_shown(folder: Path) -> None:
    """Check that the file shows what either side has, for a person to choose."""
    text = (folder / ACTION).read_text(encoding="utf-8")
    assert WITH_MARKS in text
    assert ">>>>>>> " in text
    for words in ("2026-02-09", "Exit tickets", "all of us"):
        assert words in text


@pytest.mark.parametrize(
    "program",
    [
        "exec /nowhere/python -m plcjournal",
        f'exec "{sys.executable}" -c "import plcjournal_that_is_gone"',
        "exit 3",
    ],
)
def test_a_plc_that_cannot_run_is_like_none(
    parted: Path, bin_folder: Path, program: str
) -> None:
    script(bin_folder / "plc", program)
    git_in(parted, "merge", "theirs", code=1)
    both_are_shown(parted)


def test_a_mistake_inside_plc_ends_in_gits_marks(
    parted: Path, bin_folder: Path, tmp_path: Path
) -> None:
    script(
        bin_folder / "plc",
        f'PYTHONPATH="{tmp_path}/broken" exec "{sys.executable}" -m plcjournal "$@"',
    )
    broken = tmp_path / "broken" / "sitecustomize.py"
    broken.parent.mkdir()
    for way in ("raise RecursionError", "raise SystemExit(9)", "import no_such"):
        broken.write_text(
            "import sys, types\n"
            "class Broken(types.ModuleType):\n"
            "    def __getattr__(self, name):\n"
            f"        {way}\n"
            "sys.modules['plcjournal.merging'] = Broken('plcjournal.merging')\n",
            encoding="utf-8",
        )
        ended = git_in(parted, "merge", "theirs", code=1)
        assert "Traceback" not in ended.stderr
        both_are_shown(parted)
        git_in(parted, "merge", "--abort")


def test_a_plc_that_is_killed_at_work_leaves_both_versions_with_git(
    parted: Path, bin_folder: Path
) -> None:
    script(bin_folder / "plc", 'test "$1" = --version || kill -9 $$')
    git_in(parted, "merge", "theirs", code=None)
    assert "Home reading" in git(parted, "show", f":3:{ACTION}")
    (bin_folder / "plc").unlink()
    git_in(parted, "checkout", "--merge", "--", ACTION)
    both_are_shown(parted)


BROKEN = "format: 1\nactions: [\n# {}\n"
NEWER = "format: 2\nthings:\n  - {}\n"


@pytest.mark.parametrize("text", [BROKEN, NEWER, "format: 1\nno_such: {}\n"])
def test_what_plc_cannot_read_is_left_to_git(parted: Path, text: str) -> None:
    edit_both(parted, ACTION, text.format("mine"), text.format("yours"))
    git_in(parted, "merge", "theirs", code=1)
    shown = (parted / ACTION).read_text(encoding="utf-8")
    assert WITH_MARKS in shown
    assert "mine" in shown
    assert "yours" in shown


def test_one_side_that_cannot_be_read_is_not_lost(parted: Path) -> None:
    text = (parted / ACTION).read_text(encoding="utf-8")
    marked = f"<<<<<<< somebody\n{text}=======\n{text}>>>>>>> else\n"
    edit_both(parted, ACTION, f"{text}x_mine: 1\n", marked + "# yours\n")
    git_in(parted, "merge", "theirs", code=1)
    shown = (parted / ACTION).read_text(encoding="utf-8")
    assert "x_mine" in shown
    assert "# yours" in shown


def test_other_files_are_none_of_its_business(parted: Path) -> None:
    path = f"{STAGES}/notes.yaml"
    edit_both(parted, path, "mine\n", "yours\n")
    git_in(parted, "merge", "theirs", code=1)
    text = (parted / path).read_text(encoding="utf-8")
    assert text.splitlines()[1:4] == ["mine", "=======", "yours"]


def test_a_journal_in_a_bigger_project_has_lines_of_its_own(
    tmp_path: Path, bin_folder: Path
) -> None:
    top = tmp_path / "project"
    top.mkdir()
    git_in(top, "init", "-q")
    (top / "plc.yaml").write_text("format: 1\n", encoding="utf-8")
    journal = 'our [school] "journal" é'
    said(top, "init", journal, "--author", "Coach", "--team", "Maths")
    here = top / journal
    said(here, "new-cycle", "Fractions", "--need", "Digits are counted")
    said(here, "doctor", "--git-merge", "on")
    paths = [f"{journal}/{ACTION}", f"{journal}/plc.yaml", "plc.yaml"]
    values = git(top, "check-attr", "-z", "merge", "--", *paths).split("\0")[2::3]
    assert values == ["plc", "plc", "unspecified"]
    said(here, "add-action", "Number talk")
    git_in(top, "switch", "-q", "-c", "theirs")
    said(here, "add-action", "Home reading")
    git_in(top, "switch", "-q", "main")
    said(here, "add-action", "Exit tickets")
    git_in(here, "merge", "-q", "-m", "Both", "theirs")
    text = (here / ACTION).read_text(encoding="utf-8")
    assert "Home reading" in text
    assert "Exit tickets" in text


def three(folder: Path, base: str, ours: str, theirs: str) -> list[str]:
    """Lay out three versions as git does."""
    names = []
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(text, encoding="utf-8")
        names.append(name)
    return names


def test_asked_by_hand_it_answers_nought_or_one_and_writes_one_file(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "three"
    folder.mkdir()
    start = "format: 1\nname: Ours\n"
    files = three(folder, start, f"{start}weeks: 7\n", f"{start}level: team\n")
    ended = plc_in(folder, "git-merge", *files, "--path", "plc.yaml")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    text = (folder / "ours").read_text(encoding="utf-8")
    assert "weeks: 7" in text
    assert "level: team" in text
    assert {one.name for one in folder.iterdir()} == {"base", "ours", "theirs"}
    assert (folder / "base").read_text(encoding="utf-8") == start
    assert (folder / "theirs").read_text(encoding="utf-8") == f"{start}level: team\n"


def test_marks_are_as_long_as_git_wants_them(tmp_path: Path) -> None:
    folder = tmp_path / "three"
    folder.mkdir()
    files = three(folder, "a\n", "b\n", "c\n")
    flags = ["--marker-size", "12", "--path", "essay.txt"]
    assert plc_in(folder, "git-merge", *files, *flags).returncode == 1
    text = (folder / "ours").read_text(encoding="utf-8")
    assert text.startswith("<" * 12 + " ours\nb\n")
    assert text.endswith(">" * 12 + " theirs\n")


def test_bytes_that_are_no_text_are_kept_one_after_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "three"
    folder.mkdir()
    files = three(folder, "a\0", "mine\0", "yours\0")
    ended = plc_in(folder, "git-merge", *files, "--path", "plc.yaml")
    assert ended.returncode == 1
    expected = b"<<<<<<< ours\nmine\0\n=======\nyours\0\n>>>>>>> theirs\n"
    assert (folder / "ours").read_bytes() == expected


@pytest.mark.parametrize("words", [[], ["--help"], ["one", "two"]])
def test_people_who_type_it_are_told_what_it_is_for(
    tmp_path: Path, words: list[str]
) -> None:
    ended = plc_in(tmp_path, "git-merge", *words)
    assert ended.returncode == 1
    assert "plc doctor --git-merge on" in ended.stderr


def test_files_that_are_not_there_are_no_traceback(tmp_path: Path) -> None:
    ended = plc_in(tmp_path, "git-merge", "a", "b", "c", "--path", "plc.yaml")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert list(tmp_path.glob("[abc]")) == []


def test_git_is_answered_without_loading_the_command_line(tmp_path: Path) -> None:
    start = "format: 1\nname: Ours\n"
    files = three(tmp_path, start, f"{start}weeks: 7\n", f"{start}level: team\n")
    program = (
        "import sys\n"
        f"sys.argv = ['plc', 'git-merge', *{files!r}, '--path', 'plc.yaml']\n"
        "from plcjournal.__main__ import answered\n"
        "assert answered() == 0\n"
        "heavy = {'typer', 'rich', 'git', 'dateparser'} & {*sys.modules}\n"
        "assert not heavy, heavy\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
