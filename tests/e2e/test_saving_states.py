"""Saving in every state in which a person may have left the folder."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from saved_folder import (
    RECORD,
    assert_nothing_left,
    assert_sound,
    git,
    new_journal,
    on_disk,
    recorded,
    repository_at,
    write,
)

from plcjournal.errors import Exit
from plcjournal.repository.lock import claimed, held
from plcjournal.repository.repository import Person, Repository
from plcjournal.saving.save import (
    Busy,
    Message,
    NotSaved,
    Saved,
    needs_recovery,
    record,
    recover,
    save,
)
from plcjournal.saving.writing import Change
from plcjournal.store import ChangedOnDisk, UnsafePath


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_journal(tmp_path / "journal")


def test_a_first_save_begins_the_history(tmp_path: Path) -> None:
    Repository.create(tmp_path / "new")

    saved = write(tmp_path / "new", "plc.yaml", b"format: 1\n", "Start the journal")

    assert saved == Saved(git(tmp_path / "new", "rev-parse", "HEAD"), ("plc.yaml",))
    assert git(tmp_path / "new", "status", "--porcelain") == ""
    assert_sound(tmp_path / "new")
    assert_nothing_left(tmp_path / "new")


def test_a_save_is_one_commit_with_subject_trailers_and_author(folder: Path) -> None:
    message = Message(
        "Add evidence: common task",
        (("Cycle", "grade-4/2025-10-fractions"), ("Plc-Action", "add-evidence")),
        Person("Ann <b>", "ann@noreply.invalid"),
    )
    changes = [Change(RECORD, b"a: 1\n", None), Change("teams/t.yaml", b"b: 1\n", None)]

    saved = save(folder, changes, message)

    assert saved.paths == (RECORD, "teams/t.yaml")
    assert git(folder, "log", "-1", "--format=%an|%ae|%cn|%B") == (
        "Ann b|ann@noreply.invalid|Test Teacher|Add evidence: common task\n\n"
        "Cycle: grade-4/2025-10-fractions\nPlc-Action: add-evidence\n"
    )
    assert git(folder, "rev-list", "--count", "HEAD") == "2"


def test_a_subject_is_one_line_whatever_is_in_it(folder: Path) -> None:
    write(folder, RECORD, b"a: 1\n", "Add\x1b[31m\nCycle: forged\r\nx")

    assert git(folder, "log", "-1", "--format=%s|%b") == "Add [31m Cycle: forged x|"


def test_a_removed_file_is_removed_from_history_too(folder: Path) -> None:
    write(folder, RECORD, b"a: 1\n")

    write(folder, RECORD, None)

    assert git(folder, "ls-files") == git(
        folder, "ls-tree", "-r", "--name-only", "HEAD"
    )
    assert git(folder, "ls-files") == "plc.yaml"
    assert git(folder, "status", "--porcelain") == ""


def test_what_is_recorded_already_makes_no_commit(folder: Path) -> None:
    change = Change("plc.yaml", b"format: 1\n", b"format: 1\n")

    assert record(folder, [change], Message("Again")) is None
    assert git(folder, "rev-list", "--count", "HEAD") == "1"


def test_a_hand_edit_is_recorded_without_writing_it_again(folder: Path) -> None:
    file = folder / "plc.yaml"
    file.write_bytes(b"format: 1\nname: x\n")
    born = file.stat().st_ino

    saved = record(
        folder, [Change("plc.yaml", file.read_bytes(), file.read_bytes())], Message("E")
    )

    assert saved is not None
    assert file.stat().st_ino == born
    assert recorded(folder, "plc.yaml") == b"format: 1\nname: x\n"


def test_a_file_changed_meanwhile_is_left_as_it_is(folder: Path) -> None:
    changes = [
        Change(RECORD, b"new: 1\n", None),
        Change("plc.yaml", b"ours\n", b"what we read\n"),
    ]

    with pytest.raises(ChangedOnDisk, match=r"plc\.yaml was changed"):
        save(folder, changes, Message("x"))

    assert on_disk(folder, "plc.yaml") == b"format: 1\n"
    assert on_disk(folder, RECORD) is None
    assert_nothing_left(folder)


def test_an_edit_by_hand_between_reading_and_recording_is_refused(folder: Path) -> None:
    change = Change("plc.yaml", b"was read\n", b"was read\n")

    with pytest.raises(ChangedOnDisk):
        record(folder, [change], Message("x"))


@pytest.mark.parametrize(
    "path",
    ["../out.yaml", "/etc/out.yaml", ".git/hooks/x", "a/.GIT/config", "teams/con"],
)
def test_a_path_out_of_the_journal_is_refused(folder: Path, path: str) -> None:
    with pytest.raises(UnsafePath):
        save(folder, [Change(path, b"x", None)], Message("x"))


def test_records_are_recorded_with_plain_line_ends_others_byte_for_byte(
    folder: Path,
) -> None:
    git(folder, "config", "core.autocrlf", "true")
    attachment = "cycles/grade-4/2025-10-fractions/files/plan.txt"
    changes = [
        Change(RECORD, b"a: 1\r\nb: 2\r\n", None),
        Change(attachment, b"one\r\ntwo\n", None),
    ]

    save(folder, changes, Message("x"))

    assert on_disk(folder, RECORD) == b"a: 1\r\nb: 2\r\n"
    assert recorded(folder) == b"a: 1\nb: 2\n"
    assert recorded(folder, attachment) == b"one\r\ntwo\n"
    assert repository_at(folder).changed_paths() == ()


def test_paths_with_spaces_and_letters_of_all_kinds_are_saved(folder: Path) -> None:
    path = 'cycles/équipe été/2025-10-llafar ŵ/files/a "plan"\'s.txt'.replace('"', "")

    saved = write(folder, path, b"x\n")

    assert saved.paths == (path,)
    assert git(folder, "ls-files", "-z").split("\0")[0] == path
    assert git(folder, "status", "--porcelain") == ""


def test_a_program_stays_a_program(folder: Path) -> None:
    write(folder, RECORD, b"a: 1\n")
    (folder / RECORD).chmod(0o755)
    git(folder, "commit", "-qam", "By hand")

    write(folder, RECORD, b"a: 2\n")

    assert stat.S_IMODE((folder / RECORD).stat().st_mode) == 0o755
    assert git(folder, "ls-files", "--stage", RECORD).startswith("100755")
    assert git(folder, "ls-tree", "HEAD", RECORD).startswith("100755")


# What a person has staged, half staged, removed or announced stays as it is.


def work_of_every_kind(folder: Path) -> None:
    for name in ("staged", "half", "gone", "unstaged", "twice"):
        (folder / name).write_text(f"{name} before\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "By hand")
    (folder / "staged").write_text("staged\n")
    (folder / "half").write_text("half staged\n")
    git(folder, "add", "staged", "half")
    (folder / "half").write_text("half staged, half not\n")
    git(folder, "rm", "-q", "--cached", "gone")
    (folder / "unstaged").write_text("unstaged\n")
    (folder / "announced").write_text("announced\n")
    git(folder, "add", "-N", "announced")
    (folder / "new").write_text("new\n")
    git(folder, "add", "new")
    git(folder, "update-index", "--assume-unchanged", "twice")


def state(folder: Path) -> tuple[str, ...]:
    return (
        git(folder, "ls-files", "--stage", "-v", "--", ":!cycles"),
        git(folder, "diff", "--cached", "--raw", "--", ":!cycles"),
        git(folder, "status", "--porcelain"),
    )


def plain(folder: Path) -> None:
    """Change nothing."""


def split_index(folder: Path) -> None:
    git(folder, "config", "core.splitIndex", "true")
    git(folder, "update-index", "--split-index")


def newest_index(folder: Path) -> None:
    git(folder, "config", "feature.manyFiles", "true")
    git(folder, "update-index", "--index-version", "4", "--untracked-cache")


@pytest.mark.parametrize("prepare", [plain, split_index, newest_index])
def test_work_of_every_kind_around_a_save_stays_as_it_is(
    folder: Path, prepare: Callable[[Path], None]
) -> None:
    work_of_every_kind(folder)
    prepare(folder)
    before = state(folder)

    saved = write(folder, RECORD, b"a: 1\n")
    again = write(folder, RECORD, b"a: 2\n")

    assert state(folder) == before
    for commit in (saved.commit, again.commit):
        assert git(folder, "show", "--format=", "--name-only", commit) == RECORD
    assert_sound(folder)
    assert_nothing_left(folder)


def test_an_edit_in_the_same_instant_as_the_index_is_still_seen(folder: Path) -> None:
    # Git tells such an edit only by the index being no younger than the file.
    git(folder, "config", "core.trustctime", "false")
    git(folder, "config", "core.checkStat", "minimal")
    instant = (1_700_000_000 * 10**9, 1_700_000_000 * 10**9)
    mine = folder / "mine"
    mine.write_text("one\n")
    os.utime(mine, ns=instant)
    git(folder, "add", "mine")
    os.utime(folder / ".git/index", ns=instant)
    mine.write_text("two\n")
    os.utime(mine, ns=instant)
    assert "mine" in git(folder, "diff-files", "--name-only").split()

    write(folder, RECORD, b"a: 1\n")

    assert "mine" in git(folder, "diff-files", "--name-only").split()


def test_a_filter_of_the_folder_is_not_run(folder: Path, tmp_path: Path) -> None:
    proof = tmp_path / "ran"
    git(folder, "config", "filter.evil.clean", f"touch {proof}; cat")
    git(folder, "config", "core.fsmonitor", f"touch {proof}")
    (folder / ".git/hooks").mkdir()
    for hook in ("reference-transaction", "post-index-change", "pre-commit"):
        (folder / ".git/hooks" / hook).write_text(f"#!/bin/sh\ntouch {proof}\n")
        (folder / ".git/hooks" / hook).chmod(0o755)
    (folder / ".gitattributes").write_text("* filter=evil\n")

    write(folder, RECORD, b"a: 1\n")
    (folder / "plc.yaml").write_bytes(b"format: 2\n")
    changed = repository_at(folder).changed_paths()

    assert changed == (".gitattributes", "plc.yaml")
    assert not proof.exists()


def test_a_journal_inside_a_bigger_repository_saves_only_itself(tmp_path: Path) -> None:
    top = new_journal(tmp_path / "school site")
    folder = top / "our journal é"
    folder.mkdir()
    (top / "page.html").write_text("page\n")
    git(top, "add", "page.html")

    saved = write(folder, RECORD, b"a: 1\n")

    assert saved.paths == (RECORD,)
    changed = git(top, "show", "--format=", "--name-only", "-z")
    assert changed == f"our journal é/{RECORD}\0"
    assert git(top, "status", "--porcelain") == "A  page.html"
    assert repository_at(top).changed_paths("our journal é") == ()
    (folder / "plc.yaml").write_bytes(b"x\n")
    assert repository_at(top).changed_paths("our journal é") == ("plc.yaml",)


def test_a_linked_work_tree_saves_on_its_own_branch(folder: Path) -> None:
    other = folder.parent / "other"
    git(folder, "worktree", "add", "-q", "-b", "ideas", str(other))

    saved = write(other, RECORD, b"a: 1\n")

    assert git(folder, "rev-parse", "ideas") == saved.commit
    assert git(other, "status", "--porcelain") == ""
    assert git(folder, "status", "--porcelain") == ""
    assert not (folder / RECORD).exists()
    assert_nothing_left(other)
    write(folder, RECORD, b"a: 2\n")
    assert git(other, "status", "--porcelain") == ""


def test_a_history_with_long_ids_is_saved_and_read(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    git(folder, "init", "-q", "--object-format=sha256")

    write(folder, RECORD, b"a: 1\n")
    saved = write(folder, RECORD, b"a: 2\n")
    write(folder, "plc.yaml", b"b\n")
    write(folder, "plc.yaml", None)

    assert len(saved.commit) == 64
    repository = repository_at(folder)
    assert repository.read_files("HEAD") == {RECORD: b"a: 2\n"}
    assert repository.changed_paths() == ()
    assert_sound(folder)


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")
def test_a_person_who_signs_gets_signed_saves(folder: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True
    )
    allowed = tmp_path / "allowed"
    allowed.write_text("teacher@noreply.invalid " + key.with_suffix(".pub").read_text())
    git(folder, "config", "gpg.format", "ssh")
    git(folder, "config", "user.signingKey", str(key))
    git(folder, "config", "gpg.ssh.allowedSignersFile", str(allowed))
    git(folder, "config", "commit.gpgsign", "true")

    write(folder, RECORD, b"a: 1\n")

    assert git(folder, "log", "-1", "--format=%G?") == "G"
    git(folder, "verify-commit", "HEAD")


def test_a_key_that_does_not_work_leaves_the_words_safe(folder: Path) -> None:
    git(folder, "config", "gpg.format", "ssh")
    git(folder, "config", "user.signingKey", "/nowhere/key")
    git(folder, "config", "commit.gpgsign", "true")

    with pytest.raises(NotSaved, match="could not be signed"):
        write(folder, RECORD, b"a: 1\n")

    assert on_disk(folder, RECORD) == b"a: 1\n"


# What keeps words out of history for now: they are on disk, and the next save takes
# them along.


def detach(folder: Path) -> str:
    git(folder, "checkout", "-q", "--detach")
    return "git switch -q -"


def merge(folder: Path) -> str:
    git(folder, "switch", "-q", "-c", "side")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Side")
    git(folder, "switch", "-q", "main")
    git(folder, "merge", "-q", "--no-ff", "--no-commit", "side")
    return "git merge --abort"


def clash(folder: Path) -> None:
    (folder / "text").write_text("1\n")
    git(folder, "add", "text")
    git(folder, "commit", "-qm", "One")
    git(folder, "switch", "-q", "-c", "side", "HEAD^")
    (folder / "text").write_text("2\n")
    git(folder, "add", "text")
    git(folder, "commit", "-qm", "Two")
    git(folder, "switch", "-q", "main")


def rebase(folder: Path) -> str:
    clash(folder)
    git(folder, "rebase", "-q", "side", code=1)
    return "git rebase --abort"


def pick(folder: Path) -> str:
    clash(folder)
    git(folder, "cherry-pick", "side", code=1)
    return "git cherry-pick --abort"


def revert(folder: Path) -> str:
    git(folder, "revert", "--no-commit", "HEAD")
    git(folder, "restore", "--staged", "--worktree", "plc.yaml")
    return "git revert --abort"


def bisect(folder: Path) -> str:
    git(folder, "bisect", "start")
    return "git bisect reset"


def be_nobody(folder: Path) -> str:
    git(folder, "config", "--global", "--unset", "user.email")
    return "git config user.email teacher@noreply.invalid"


@pytest.mark.parametrize(
    ("begin", "why"),
    [
        (detach, "earlier moment"),
        (merge, "Two versions of the journal met"),
        (rebase, "Two versions of the journal met"),
        (pick, "Two versions of the journal met"),
        (revert, "Two versions of the journal met"),
        (bisect, "A search through the past"),
        (be_nobody, "who you are"),
    ],
)
def test_words_wait_on_disk_while_somebody_is_in_the_middle_of_something(
    folder: Path, begin: Callable[[Path], str], why: str
) -> None:
    end = begin(folder)
    tip = git(folder, "rev-parse", "HEAD")
    index = git(folder, "ls-files", "--stage")

    with pytest.raises(NotSaved, match=why) as refused:
        write(folder, RECORD, b"a: 1\n", "Start the cycle")

    assert refused.value.exit_code is Exit.NOT_SAVED
    assert "safe in the folder" in refused.value.sentence
    assert refused.value.hint
    assert on_disk(folder, RECORD) == b"a: 1\n"
    assert git(folder, "rev-parse", "HEAD") == tip
    assert git(folder, "ls-files", "--stage") == index

    subprocess.run(end.split(), cwd=folder, check=True, capture_output=True)
    saved = write(folder, "teams/t.yaml", b"b: 1\n", "Add a team")

    assert saved.paths == (RECORD, "teams/t.yaml")
    assert git(folder, "log", "-1", "--format=%s|%b") == (
        "Add a team|Also saves:\n- Start the cycle\n"
    )
    assert_nothing_left(folder)
    pending = folder / ".git/plcjournal/pending"
    assert not pending.exists()


def test_waiting_words_that_were_edited_since_are_left_to_their_editor(
    folder: Path,
) -> None:
    git(folder, "checkout", "-q", "--detach")
    with pytest.raises(NotSaved):
        write(folder, RECORD, b"a: 1\n", "Start the cycle")
    (folder / RECORD).write_bytes(b"a: half a thou")
    git(folder, "switch", "-q", "main")

    saved = write(folder, "teams/t.yaml", b"b: 1\n", "Add a team")

    assert saved.paths == ("teams/t.yaml",)
    assert git(folder, "log", "-1", "--format=%s|%b") == "Add a team|"


def test_waiting_words_are_told_when_a_later_save_goes_on_from_them(
    folder: Path,
) -> None:
    git(folder, "checkout", "-q", "--detach")
    with pytest.raises(NotSaved):
        write(folder, RECORD, b"a: 1\n", "Start the cycle")
    git(folder, "switch", "-q", "main")

    write(folder, RECORD, b"a: 2\n", "Change the cycle")

    assert git(folder, "log", "-1", "--format=%s|%b") == (
        "Change the cycle|Also saves:\n- Start the cycle\n"
    )


def test_without_history_the_words_are_written_all_the_same(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="no history yet"):
        write(tmp_path, RECORD, b"a: 1\n")

    assert on_disk(tmp_path, RECORD) == b"a: 1\n"


def test_without_git_the_words_are_written_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(NotSaved, match="was not found on this computer"):
        write(folder, RECORD, b"a: 1\n")

    assert on_disk(folder, RECORD) == b"a: 1\n"


def test_with_an_old_git_the_words_are_written_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "bin/git"
    old.parent.mkdir()
    real = shutil.which("git")
    old.write_text(
        '#!/bin/sh\ncase " $* " in\n'
        '*" version "*) echo "git version 2.30.2";;\n'
        "*batch-command*) echo 'error: unknown option `batch-command' >&2; exit 129;;\n"
        f'*) exec {real} "$@";;\nesac\n'
    )
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{old.parent}:{os.environ['PATH']}")

    with pytest.raises(NotSaved, match=r"too old .* \(2\.30\.2; needed is 2\.36"):
        write(folder, RECORD, b"a: 1\n")

    assert on_disk(folder, RECORD) == b"a: 1\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/main.lock"])
def test_another_programs_lock_is_waited_for_and_then_left_alone(
    folder: Path, name: str
) -> None:
    lock = folder / ".git" / name
    lock.write_bytes(b"")
    index = git(folder, "ls-files", "--stage")

    with pytest.raises(NotSaved, match="Another program is working on this folder"):
        write(folder, RECORD, b"a: 1\n")

    assert lock.read_bytes() == b""
    assert on_disk(folder, RECORD) == b"a: 1\n"
    assert git(folder, "ls-files", "--stage") == index
    lock.unlink()
    assert write(folder, "plc.yaml", b"format: 2\n").paths == (RECORD, "plc.yaml")


def test_two_saves_at_once_wait_for_each_other_and_then_say_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plcjournal.repository.lock.PATIENCE", 0.1)
    with held(folder / ".git/plcjournal"), pytest.raises(Busy) as busy:
        write(folder, RECORD, b"a: 1\n")

    assert busy.value.exit_code is Exit.BUSY
    assert on_disk(folder, RECORD) is None


def test_a_file_staged_where_our_folder_is_stays_staged(folder: Path) -> None:
    blob = git(folder, "hash-object", "-w", "--stdin", stdin="mine\n")
    git(folder, "update-index", "--add", "--cacheinfo", f"100644,{blob},teams")
    index = git(folder, "ls-files", "--stage")

    with pytest.raises(NotSaved, match="where teams belongs"):
        write(folder, "teams/t.yaml", b"b: 1\n")

    assert git(folder, "ls-files", "--stage") == index
    assert git(folder, "rev-list", "--count", "HEAD") == "1"
    assert on_disk(folder, "teams/t.yaml") == b"b: 1\n"


def test_our_own_stale_locks_are_removed_by_the_next_save(folder: Path) -> None:
    git_dir = folder / ".git"
    for name in ("index.lock", "config.lock"):
        with (
            held(git_dir / "plcjournal"),
            claimed(git_dir / name, git_dir / "plcjournal"),
        ):
            shutil.copy(git_dir / name, git_dir / "kept")
        (git_dir / "kept").rename(git_dir / name)
    (git_dir / "plcjournal/token-1").write_bytes(b"x")
    (git_dir / "index.plc.lock").write_bytes(b"")

    write(folder, RECORD, b"a: 1\n")

    assert_nothing_left(folder)


def test_recovery_is_asked_for_only_when_there_is_something(folder: Path) -> None:
    assert not needs_recovery(folder)
    assert not needs_recovery(folder.parent)
    recover(folder)
    recover(folder.parent)
    assert_nothing_left(folder)
