"""What a folder may bring along: lines for git, a past, programs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from examined import append, examined, states
from in_process import Plc
from installed import git

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="about POSIX systems")


def test_lines_that_are_missing_are_put_back_behind_those_of_the_person(
    plc: Plc, journal: Path
) -> None:
    shutil.rmtree(journal / "local")
    (journal / ".gitignore").write_bytes(b"# mine\r\n*.bak")
    (journal / ".gitattributes").unlink()
    found = examined(plc, code=1)
    assert states(found, "lines") == ["attention"]
    assert states(found, "local") == ["broken"]
    ran = plc("doctor", "--fix")
    assert ran.out.count("Mended: .git") == 2
    assert (journal / ".gitignore").read_bytes() == (
        b"# mine\r\n*.bak\nlocal/\n.plc-tmp.*\n"
    )
    found = examined(plc)
    assert states(found, "lines") == states(found, "local") == ["good"]
    assert found["unsaved"][0].details == [".gitignore"]
    plc("save")


def test_lines_of_ours_that_stand_there_twice_go_and_others_stay(
    plc: Plc, journal: Path
) -> None:
    file = journal / ".gitignore"
    file.write_text("*.bak\nlocal/\n*.bak\n!local/\nlocal/\n.plc-tmp.*\n")
    assert examined(plc)["lines"][0].details == [".gitignore: local/"]
    plc("doctor", "--fix")
    assert file.read_text() == "*.bak\n*.bak\n!local/\nlocal/\n.plc-tmp.*\n"


def test_somebody_who_lets_local_in_is_told(journal: Path, plc: Plc) -> None:
    shutil.rmtree(journal / "local")
    append(journal / ".gitignore", "!local/\n")
    found = examined(plc, "--fix", code=1)["local"][0]
    assert found.mend == "Take out of .gitignore what brings it back"


def test_names_that_were_saved_by_mistake_are_broken_and_later_remembered(
    journal: Path, plc: Plc
) -> None:
    (journal / "local/names.txt").write_text("Somebody\n")
    git(journal, "add", "-f", "local/names.txt")
    assert states(examined(plc, code=1), "local") == ["broken"]
    git(journal, "commit", "-qm", "By mistake")
    found = examined(plc, "--fix", code=1)["local"][0]
    assert found.details[0] == "local/names.txt"
    subprocess.run(["sh", "-c", found.mend], cwd=journal, check=True)
    assert (journal / "local/names.txt").exists()
    found = examined(plc)["local"][0]
    assert found.state == "attention"
    assert "once" in found.sentence


@pytest.mark.parametrize(
    "line", ["*.yaml merge=union", "*.yaml filter=lfs", "*.yaml -merge"]
)
def test_lines_of_others_that_change_records_are_told(
    journal: Path, plc: Plc, line: str
) -> None:
    info = journal / ".git/info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text(f"{line}\n")
    assert states(examined(plc), "effects") == ["attention"]


def test_a_history_without_its_beginning_is_told(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    there = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", journal.as_uri(), str(there))
    found = examined(plc, folder=there)
    assert found["depth"][0].state == "attention"
    git(there, *found["depth"][0].mend.split()[1:])
    assert examined(plc, folder=there)["depth"][0].state == "good"


def test_changes_saved_without_plc_are_counted(
    cycle: Path, journal: Path, plc: Plc
) -> None:
    day = "2026-01-03T12:00:00Z"
    for number in range(2):
        append(cycle / "review.yaml", f"x_{number}: 1\n")
        git(journal, "commit", "-qam", "By hand", f"--date={day}")
    (journal / "essay.txt").write_text("no record")
    git(journal, "add", "essay.txt")
    git(journal, "commit", "-qm", "Something else")
    found = examined(plc)["outside"][0]
    assert found.state == "good"
    assert found.sentence.startswith(
        "Saved without plc since 2026-01-03: 2 changes to records;"
    )


def objects(journal: Path, *words: str) -> Path:
    """Answer the file of an object."""
    name = git(journal, "rev-parse", *words).strip()
    return journal / ".git/objects" / name[:2] / name[2:]


@pytest.mark.parametrize("how", ["gone", "empty", "nonsense"])
@pytest.mark.parametrize("what", ["HEAD^{tree}", "HEAD~1"])
def test_a_damaged_history_is_broken_and_can_be_joined_anew(
    cycle: Path, journal: Path, plc: Plc, what: str, how: str
) -> None:
    file = objects(journal, what)
    file.chmod(0o644)
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if how == "empty" else b"nonsense")
    found = examined(plc, "--fix", code=1)["damage"][0]
    assert found.state == "broken"
    assert found.details
    assert "unseen" not in examined(plc, code=1)
    assert found.mend.startswith("Copy the whole folder elsewhere first")
    git(journal, "remote", "add", "origin", str(journal.parent / "there.git"))
    assert "plc join " in examined(plc, code=1)["damage"][0].mend


def test_a_file_of_the_past_that_a_power_cut_left_empty_is_found(
    cycle: Path, journal: Path, plc: Plc
) -> None:
    file = objects(journal, "HEAD:plc.yaml")
    file.chmod(0o644)
    file.write_bytes(b"")
    found = examined(plc, code=1)["damage"][0]
    assert found.details == [f"empty: {file.relative_to(journal).as_posix()}"]


def test_settings_that_git_cannot_read_are_told_once(plc: Plc, journal: Path) -> None:
    append(journal / ".git/config", "[bad\n")
    found = examined(plc, "--fix", code=1)
    assert "bad config line" in found["readable"][0].details[0]
    assert "unseen" not in found
    assert states(found, "records") == ["good"]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root may give files away"
)
def test_a_folder_of_another_account_is_not_taken_for_damaged(
    plc: Plc, journal: Path
) -> None:
    for path in (journal, journal / ".git"):
        os.chown(path, 1234, -1)
    found = examined(plc, code=1)
    assert "another account" in found["readable"][0].sentence
    assert not {"damage", "shared", "author", "unseen"} & {*found}


def test_a_damaged_list_of_files_comes_back(plc: Plc, journal: Path) -> None:
    index = journal / ".git/index"
    index.write_bytes(b"nonsense" * 100)
    found = examined(plc, code=1)["readable"][0]
    assert found.mend == "Rename .git/index to .git/index.stale, then type: git reset"
    index.rename(journal / ".git/index.stale")
    git(journal, "reset")
    assert "readable" not in examined(plc)
    assert git(journal, "status", "--porcelain") == ""


def hostile_tree(journal: Path, *entries: tuple[str, str]) -> None:
    """Save entries that the folder could not hold everywhere."""
    blob = git(journal, "hash-object", "-w", "plc.yaml").strip()
    for mode, path in entries:
        git(journal, "update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}")
    git(journal, "commit", "-qm", "Odd names")


def test_names_that_some_computers_cannot_hold_are_told(
    journal: Path, plc: Plc
) -> None:
    hostile_tree(
        journal,
        ("100644", "cycles/Maths/notes.txt"),
        ("100644", "cycles/maths/more.txt"),
        ("100644", "cycles/maths/con.txt"),
        ("100644", "cycles/maths/what?.txt"),
        ("120000", "cycles/maths/link"),
    )
    clashes, unsafe, links = examined(plc)["names"]
    assert clashes.details == ["cycles/Maths and cycles/maths"]
    assert unsafe.details == ["cycles/maths/con.txt", "cycles/maths/what?.txt"]
    assert links.details == ["cycles/maths/link"]


def test_settings_that_run_programs_are_listed_without_their_values(
    journal: Path, plc: Plc
) -> None:
    assert states(examined(plc), "settings") == ["good"]
    wanted = {
        "alias.x": "!sh -c true",
        "core.fsmonitor": "./monitor",
        "core.sshcommand": "ssh -i secret",
        "credential.helper": "!echo password=hidden",
        "diff.odd.textconv": "strings",
        "filter.odd.clean": "cat",
        "include.path": "../more",
        "merge.other.driver": "cp %B %A",
    }
    for key, value in wanted.items():
        git(journal, "config", key, value)
    git(journal, "config", "alias.st", "status")
    git(journal, "config", "submodule.x.update", "none")
    found = examined(plc)["settings"][0]
    assert found.details == [*sorted(wanted)[:5], "and 3 more"]
    assert "hidden" not in str(examined(plc))
    for key in wanted:
        git(journal, "config", "--unset", key)
    git(journal, "config", "core.fsmonitor", "true")
    assert states(examined(plc), "settings") == ["good"]


@pytest.mark.parametrize(
    "key",
    [
        "core.hooksPath",
        "core.pager",
        "credential.https://example.org.helper",
        "diff.external",
        "diff.x.command",
        "filter.a.b.smudge",
        "filter.a.process",
        "gpg.ssh.program",
        "includeIf.gitdir:/x/.path",
        "remote.origin.uploadpack",
        "url.ext::x.insteadOf",
    ],
)
def test_every_way_to_run_a_program_is_known(journal: Path, plc: Plc, key: str) -> None:
    git(journal, "config", key, "./something")
    assert states(examined(plc), "settings") == ["attention"]


@POSIX
def test_nothing_that_a_copied_folder_brings_along_is_run(
    journal: Path, plc: Plc, tmp_path: Path
) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "credential.helper",
        "diff.external",
        "filter.odd.clean",
        "filter.odd.smudge",
        "diff.odd.textconv",
        "remote.origin.uploadpack",
        "core.alternateRefsCommand",
    ):
        git(journal, "config", key, str(trap))
    hooks = journal / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "post-index-change", "reference-transaction"):
        shutil.copy(trap, hooks / name)
    (journal / ".git/info").mkdir(exist_ok=True)
    (journal / ".git/info/attributes").write_text("* filter=odd diff=odd\n")
    append(journal / "plc.yaml", "weeks: 7\n")
    git(tmp_path, "init", "-q", "--bare", "there.git")
    append(
        journal / ".git/config", f'[remote "origin"]\n\turl = {tmp_path}/there.git\n'
    )
    (tmp_path / "sprung").unlink(missing_ok=True)
    found = examined(plc, "--fix")
    assert not (tmp_path / "sprung").exists()
    assert len(found["settings"][0].details) == 6
    assert found["hooks"][0].details == [
        "post-index-change",
        "pre-commit",
        "reference-transaction",
    ]
