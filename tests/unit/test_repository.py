import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from plcjournal.repository.place import Place, find
from plcjournal.repository.repository import (
    BadSetting,
    GitFailed,
    GitMissing,
    Person,
    Repository,
    Snapshot,
)

ANN = Person("Ann", "ann@noreply.invalid")


def git(folder: Path, *words: str) -> str:
    ended = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True)
    return ended.stdout.decode().strip()


def snapshot(files: dict[str, bytes | None], subject: str = "Change") -> Snapshot:
    return Snapshot(files, subject, ANN, datetime(2025, 10, 1, 9, tzinfo=UTC))


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "journal")


def test_loading_the_port_loads_neither_gitpython_nor_gitdb() -> None:
    program = (
        "import sys, plcjournal.saving, plcjournal.repository;"
        "print([m for m in sys.modules if m.split('.')[0] in ('git', 'gitdb')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True
    )
    assert ended.stdout.strip() == b"[]"


def test_a_new_history_has_a_branch_no_commit_and_no_hooks(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "a b/journal", "trunk")

    assert repository.branch() == "refs/heads/trunk"
    assert repository.tip() is None
    assert repository.changed_paths() == ()
    assert repository.read_files("HEAD") == {}
    assert not (repository.place.git_dir / "hooks").exists()
    assert git(repository.place.top, "status", "--porcelain") == ""


def test_a_history_is_found_from_any_folder_below(repository: Repository) -> None:
    top = repository.place.top
    (top / "cycles/t").mkdir(parents=True)

    assert find(top / "cycles/t") == Place(top, top / ".git", top / ".git")
    assert find(top) == repository.place
    assert find(top.parent) is None


def test_a_broken_link_to_a_history_is_no_history(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/.git").write_text("gitdir: /nowhere\n")
    (tmp_path / "b/.git").mkdir(parents=True)

    assert find(tmp_path / "a") is None
    assert find(tmp_path / "b") is None


def test_a_linked_work_tree_shares_a_history(repository: Repository) -> None:
    repository.replay("", [snapshot({"plc.yaml": b"a\n"})])
    top = repository.place.top
    other = top.parent / "other"
    git(top, "worktree", "add", "-q", "-b", "ideas", str(other))

    place = find(other)

    assert place == Place(other, top / ".git/worktrees/other", top / ".git")
    assert Repository(place).branch() == "refs/heads/ideas"


def test_no_branch_is_none(repository: Repository) -> None:
    repository.replay("", [snapshot({"plc.yaml": b"a\n"})])
    git(repository.place.top, "checkout", "-q", "--detach")

    assert repository.branch() is None


@pytest.mark.parametrize(
    ("name", "what"),
    [("MERGE_HEAD", "merge"), ("rebase-merge", "rebase"), ("BISECT_LOG", "bisect")],
)
def test_what_somebody_began_is_named(
    repository: Repository, name: str, what: str
) -> None:
    assert repository.in_progress() is None

    (repository.place.git_dir / name).write_text("")

    assert repository.in_progress() == what


def test_the_author_is_who_somebody_said_and_nobody_otherwise(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = Person("Test Teacher", "teacher@noreply.invalid")
    assert repository.identity() == teacher

    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ann <x>\n")
    assert repository.identity() == Person("Ann x", teacher.email)
    assert repository.identity("committer") == teacher

    monkeypatch.delenv("GIT_AUTHOR_NAME")
    git(repository.place.top, "config", "--global", "--unset", "user.name")
    monkeypatch.setenv("EMAIL", "host@guess.invalid")
    assert Repository(repository.place).identity() is None


def test_settings_are_kept_in_the_history_itself(repository: Repository) -> None:
    assert repository.setting("plc.team") is None

    repository.set_setting("plc.team", "grade-4-math")
    repository.set_setting("user.name", 'Ann "the # coach" ; \\ ŵ')
    repository.set_setting("plc.team", "grade-5")

    again = Repository(repository.place)
    assert again.setting("plc.team") == repository.setting("plc.team") == "grade-5"
    assert again.setting("user.name") == 'Ann "the # coach" ; \\ ŵ'
    assert git(repository.place.top, "config", "--local", "plc.team") == "grade-5"
    left = {file.name for file in repository.place.git_dir.rglob("*config*")}
    assert left == {"config"}


@pytest.mark.parametrize("value", ["a\nb", "a\0", "a\x1b[31m", "a\r", "a\u2028b"])
def test_a_setting_of_more_than_one_line_is_refused(
    repository: Repository, value: str
) -> None:
    before = (repository.place.git_dir / "config").read_bytes()

    with pytest.raises(BadSetting):
        repository.set_setting("plc.team", value)

    assert (repository.place.git_dir / "config").read_bytes() == before


@pytest.mark.parametrize(
    ("value", "is_signing"), [("true", True), ("YES", True), ("1", True), ("no", False)]
)
def test_signing_is_what_the_person_chose(
    repository: Repository, value: str, is_signing: bool
) -> None:
    assert not repository.signing()
    git(repository.place.top, "config", "commit.gpgsign", value)

    assert Repository(repository.place).signing() is is_signing


def test_the_version_and_the_editor_are_those_of_git(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_EDITOR", "my editor --wait")

    assert repository.version() >= (2, 36)
    assert repository.editor() == "my editor --wait"


FILES = {
    "plc.yaml": b"format: 1\n",
    "cycles/t/2025-01-x/action.yaml": b"a: 1\n",
    "cycles/t/2025-01-x/files/plan \u0175.txt": b"\x00\r\n\xff",
}


def test_files_of_a_moment_are_read_whole_or_under_a_folder(
    repository: Repository,
) -> None:
    first = repository.replay("", [snapshot(dict(FILES))])
    repository.replay("", [snapshot({"plc.yaml": None, "teams/t.yaml": b"t\n"})])

    assert repository.read_files(first) == FILES
    assert repository.read_files("HEAD", "teams") == {"t.yaml": b"t\n"}
    assert "plc.yaml" not in repository.read_files("HEAD")
    assert repository.read_files("HEAD", "cycles/t/2025-01-x/") == {
        "action.yaml": b"a: 1\n",
        "files/plan \u0175.txt": b"\x00\r\n\xff",
    }
    assert repository.read_files("no-such-name") == {}
    assert repository.read_files("--output=x") == {}


def test_where_we_are_called_from_does_not_change_what_is_read(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository.create(tmp_path / "other")
    other.replay("", [snapshot({"plc.yaml": b"other\n"})])
    repository.replay("", [snapshot(dict(FILES))])
    # As in a hook of another repository.
    monkeypatch.setenv("GIT_DIR", str(other.place.git_dir))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.place.top))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.place.git_dir / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.place.git_dir / "objects"))

    assert repository.read_files("HEAD") == FILES
    assert set(repository.changed_paths()) == set(FILES)


def test_a_history_is_replayed_with_its_dates_and_authors(
    repository: Repository,
) -> None:
    when = datetime(2025, 10, 1, 9, 30, tzinfo=timezone(timedelta(hours=-4)))
    commits = [
        Snapshot({'a "b"\\c.yaml': b"one\r\n", "x.txt": b"\r\n"}, "One", ANN, when),
        Snapshot({"x.txt": None}, "Two", Person("B\u0175 <x>", "b@x"), when, "Because"),
    ]

    last = repository.replay("sub/", commits)

    top = repository.place.top
    assert git(top, "log", "--format=%an|%ae|%ad|%cn|%s|%b", "--date=iso") == (
        "B\u0175 x|b@x|2025-10-01 09:30:00 -0400|B\u0175 x|Two|Because\n\n"
        "Ann|ann@noreply.invalid|2025-10-01 09:30:00 -0400|Ann|One|"
    )
    assert git(top, "rev-parse", "HEAD") == last
    assert repository.read_files("HEAD", "sub") == {'a "b"\\c.yaml': b"one\n"}
    assert git(top, "diff", "--cached", "--name-only") == ""
    assert git(top, "fsck", "--full") == ""
    assert not (repository.place.git_dir / "index.lock").exists()


# What differs from history.


@pytest.fixture
def recorded(repository: Repository) -> Repository:
    lay(repository.place.top, FILES)
    repository.replay("", [snapshot(dict(FILES))])
    return repository


def test_nothing_differs_after_everything_was_recorded(recorded: Repository) -> None:
    assert recorded.changed_paths() == ()


def test_edited_new_and_removed_files_differ_ignored_ones_do_not(
    recorded: Repository,
) -> None:
    top = recorded.place.top
    lay(
        top,
        {
            ".gitignore": b"local/\n",
            "local/names.txt": b"x",
            "teams/t.yaml": b"x",
            "staged.yaml": b"x",
            "cycles/t/2025-01-x/.plc-tmp.12": b"x",
            "cycles/t/2025-01-x/action.yaml": b"a: 2\n",
        },
    )
    git(top, "add", "staged.yaml")
    (top / "plc.yaml").unlink()
    git(top, "init", "-q", "inside")

    assert recorded.changed_paths() == (
        ".gitignore",
        "cycles/t/2025-01-x/action.yaml",
        "plc.yaml",
        "staged.yaml",
        "teams/t.yaml",
    )
    assert recorded.changed_paths("cycles/t") == ("2025-01-x/action.yaml",)


def test_a_staged_removal_of_a_file_that_is_still_there_is_no_difference(
    recorded: Repository,
) -> None:
    git(recorded.place.top, "rm", "-q", "--cached", "plc.yaml")

    assert recorded.changed_paths() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_record_that_became_a_link_differs(recorded: Repository) -> None:
    (recorded.place.top / "plc.yaml").unlink()
    (recorded.place.top / "plc.yaml").symlink_to("/etc/hostname")

    assert recorded.changed_paths() == ("plc.yaml",)


def test_line_ends_of_another_system_are_no_difference(recorded: Repository) -> None:
    (recorded.place.top / "plc.yaml").write_bytes(b"format: 1\r\n")

    assert recorded.changed_paths() == ()


@pytest.mark.parametrize("told", ["--assume-unchanged", "--skip-worktree"])
def test_a_file_that_git_was_told_to_look_past_differs_all_the_same(
    recorded: Repository, told: str
) -> None:
    git(recorded.place.top, "update-index", told, "plc.yaml")
    (recorded.place.top / "plc.yaml").write_bytes(b"format: 1\nname: Ours\n")

    assert recorded.changed_paths() == ("plc.yaml",)


def test_a_file_written_anew_with_the_same_bytes_does_not_differ(
    recorded: Repository,
) -> None:
    file = recorded.place.top / "plc.yaml"
    file.write_bytes(file.read_bytes())
    os.utime(file, (1, 1))

    assert recorded.changed_paths() == ()


READS: list[Callable[[Repository], object]] = [
    Repository.branch,
    Repository.tip,
    Repository.in_progress,
    Repository.identity,
    Repository.changed_paths,
    Repository.version,
    lambda repository: repository.read_files("HEAD"),
    lambda repository: repository.setting("plc.team"),
]


@pytest.mark.parametrize("ask", READS)
def test_questions_write_nothing(
    recorded: Repository, ask: Callable[[Repository], object]
) -> None:
    def state() -> list[tuple[str, int]]:
        files = sorted(recorded.place.top.rglob("*"))
        return [(str(file), file.stat().st_mtime_ns) for file in files]

    before = state()

    ask(Repository(recorded.place))

    assert state() == before


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_questions_are_answered_in_a_folder_that_may_only_be_read(
    recorded: Repository,
) -> None:
    top = recorded.place.top
    (top / "plc.yaml").write_bytes(b"new\n")
    program = (
        "import sys; from pathlib import Path;"
        "from plcjournal.repository.repository import Repository, find;"
        "from plcjournal.saving.save import needs_recovery, recover_if_free;"
        "top = Path.cwd(); recover_if_free(top); r = Repository(find(top));"
        "print(needs_recovery(top), r.branch(), r.changed_paths(),"
        " len(r.read_files('HEAD')), r.tip() is not None)"
    )
    # A view of the folder that even root may only read.
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && cd "$1"'
    script += ' && exec "$2" -c "$3"'
    ended = subprocess.run(
        [
            *("unshare", "--mount", "--map-root-user", "sh", "-c", script),
            *("sh", str(top), sys.executable, program),
        ],
        capture_output=True,
        check=False,
    )
    if b"mount" in ended.stderr or b"unshare" in ended.stderr:
        pytest.skip("this machine does not let tests mount")

    assert ended.stderr == b""
    assert ended.stdout.decode() == ("False refs/heads/main ('plc.yaml',) 3 True\n")


def test_without_git_a_sentence_says_so(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(GitMissing, match="was not found on this computer"):
        repository.tip()


def test_a_folder_of_another_account_is_named_as_such() -> None:
    trust = "git config --global --add safe.directory"
    said = "fatal: detected dubious ownership in repository at '/of others'\n"

    error = GitFailed("config", f"{said}To add it, call:\n\n\t{trust} '/of others'\n")

    assert "another account" in error.sentence
    assert error.hint == f"If you trust it: {trust} '/of others'"
    assert GitFailed("config", said).hint == f"If you trust it: {trust} FOLDER"


def test_a_history_that_git_cannot_read_is_told_in_a_sentence(
    repository: Repository,
) -> None:
    (repository.place.git_dir / "config").write_text("[broken")

    with pytest.raises(GitFailed, match="history could not be read") as error:
        repository.tip()

    assert "bad config" in error.value.detail


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("pack-refs", "--all"),
        ("switch", "-q", "--detach"),
        ("switch", "-qc", "é/x"),
    ],
)
def test_the_newest_state_is_known_without_git(
    repository: Repository, words: tuple[str, ...]
) -> None:
    assert repository.place.tip is None
    repository.replay("", [snapshot({"a": b"1\n"})])
    top = repository.place.top
    if words:
        git(top, *words)
    assert repository.place.tip == git(top, "rev-parse", "HEAD")


def test_the_newest_state_of_a_second_work_tree_is_its_own(
    repository: Repository, tmp_path: Path
) -> None:
    repository.replay("", [snapshot({"a": b"1\n"}), snapshot({"a": b"2\n"})])
    other = tmp_path / "other"
    git(repository.place.top, "worktree", "add", "-q", str(other), "HEAD~1")
    found = find(other)
    assert found is not None
    assert found.tip == git(other, "rev-parse", "HEAD") != repository.place.tip


def test_a_branch_that_is_another_name_is_left_to_git(repository: Repository) -> None:
    repository.replay("", [snapshot({"a": b"1\n"})])
    git(
        repository.place.top,
        "symbolic-ref",
        "refs/heads/also",
        repository.branch() or "",
    )
    git(repository.place.top, "symbolic-ref", "HEAD", "refs/heads/also")
    assert repository.place.tip is None
