"""What is wrong with a computer or a journal, made wrong for real."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from examined import all_bytes, append, examined, states
from in_process import Plc
from installed import git

from plcjournal.doctor.computer import is_safe

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="about POSIX systems")


def test_a_new_journal_is_well_but_alone(plc: Plc, cycle: Path) -> None:
    found = examined(plc)
    worse = {name for name, all_ in found.items() for one in all_ if one[0] != "good"}
    assert worse == {"shared"}
    assert found["shared"][0].mend == "plc sync --with ADDRESS"
    ran = plc("doctor")
    assert ran.out.startswith("Attention: The journal is on this computer only")
    assert ran.out.endswith("checks: 0 broken, 1 to look at.\n")
    assert ran.err == ""


def test_looking_changes_nothing(journal: Path, plc: Plc) -> None:
    before = all_bytes(journal)
    examined(plc)
    examined(plc, "--fix")
    assert all_bytes(journal) == before


def test_the_document_says_what_was_looked_at(plc: Plc, journal: Path) -> None:
    document = plc("doctor", "--json", "--no-input").document
    assert (document["kind"], document["problems"]) == ("doctor", [])
    assert {*document["data"]} == {"folder", "journal", "checks", "mended"}
    assert document["data"]["journal"] is True
    keys = {"name", "state", "sentence", "mend", "details"}
    assert {*document["data"]["checks"][0]} == keys


def test_in_any_other_folder_only_the_computer_is_looked_at(plc: Plc) -> None:
    ran = plc("doctor")
    assert "There is no journal in this folder" in ran.out
    assert ran.out.endswith("3 checks: all is well.\n")
    data = plc("doctor", "--fix", "--json").data
    assert not data["journal"]
    assert [one["name"] for one in data["checks"]] == ["git", "disk", "author"]


def test_without_git_the_rest_is_looked_at_and_nothing_is_claimed(
    plc: Plc, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(journal / "nowhere"))
    found = examined(plc, code=1)
    assert states(found, "git") == ["broken"]
    assert "git-scm.com" in found["git"][0].mend
    assert states(found, "records") == ["good"]
    assert not {"unsaved", "author", "damage", "outside", "shared"} & {*found}
    assert (
        "not found on this computer" in plc("doctor", "--git-merge", "on", code=3).err
    )


def fake_git(folder: Path, version: str) -> None:
    """Put a program in the way that says it is another version of git."""
    real = shutil.which("git")
    file = folder / "git"
    file.write_text(
        f'#!/bin/sh\nfor word; do test "$word" = version || continue\n'
        f'echo "git version {version}"; exit 0; done\nexec "{real}" "$@"\n',
        encoding="utf-8",
    )
    file.chmod(0o755)


@POSIX
@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("2.35.8", "broken"),
        ("2.36.0", "attention"),
        ("2.39.3 (Apple Git-146)", "attention"),
        ("2.39.5 (Apple Git-154)", "good"),
        ("2.45.0.windows.1", "attention"),
        ("2.50.1", "good"),
        ("unheard of", "broken"),
    ],
)
def test_an_old_git_is_told_from_a_new_one(
    journal: Path,
    plc: Plc,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    version: str,
    state: str,
) -> None:
    (tmp_path / "bin").mkdir()
    fake_git(tmp_path / "bin", version)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    code = 1 if state == "broken" else 0
    assert states(examined(plc, code=code), "git") == [state]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((2, 38, 5), False),
        ((2, 39, 3), False),
        ((2, 39, 4), True),
        ((2, 40, 1), False),
        ((2, 45), False),
        ((2, 45, 1), True),
        ((2, 46), True),
        ((3,), True),
        ((1, 99, 9), False),
    ],
)
def test_releases_that_mended_security_are_known_series_by_series(
    version: tuple[int, ...], expected: bool
) -> None:
    assert is_safe(version) is expected


def test_nobody_who_sits_here_is_worth_a_word(
    journal: Path, plc: Plc, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert examined(plc)["author"][0].sentence.startswith(
        "Your changes are signed: Math"
    )
    git(journal, "config", "--unset", "user.name")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert states(examined(plc), "author") == ["attention"]


def test_a_full_disk_is_told(
    journal: Path, plc: Plc, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(journal)
    for free, state, code in ((50_000_000, "attention", 0), (1_000, "broken", 1)):
        left = usage._replace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, left=left: left)
        assert states(examined(plc, code=code), "disk") == [state]


def test_a_disk_without_locks_or_second_names_is_told(
    journal: Path, plc: Plc, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert "give a file two names" in examined(plc)["folder"][0].sentence
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", lambda *_words: None)
    found = examined(plc)["folder"][0]
    assert "lock files or give a file two names" in found.sentence
    assert found.state == "attention"


def test_a_folder_that_cannot_be_written_to_is_told(plc: Plc, journal: Path) -> None:
    notes = journal / ".git" / "plcjournal"
    shutil.rmtree(notes)
    notes.write_text("in the way")
    assert states(examined(plc, code=1), "folder") == ["broken"]


def two_sides(journal: Path) -> None:
    """Let two branches change the same line."""
    for side in ("theirs", "main"):
        git(journal, "switch", "-q", *(["-c"] if side == "theirs" else []), side)
        append(journal / "plc.yaml", f"x_side: {side}\n")
        git(journal, "commit", "-qam", f"Changed on {side}")


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_what_somebody_left_half_done_is_broken_until_resolved(
    journal: Path, plc: Plc, command: str
) -> None:
    two_sides(journal)
    subprocess.run(["git", command, "theirs"], cwd=journal, check=False)
    found = examined(plc, "--fix", code=1)
    assert found["unfinished"][0].mend == "plc resolve"
    assert command in found["unfinished"][0].sentence
    if command == "rebase":  # its folder shows neither the present nor the past
        assert "moment" not in found
    else:
        assert states(found, "moment") == ["good"]
    assert states(found, "records") == ["broken"]


def test_a_search_through_the_past_has_an_end_of_its_own(
    journal: Path, plc: Plc
) -> None:
    git(journal, "bisect", "start")
    assert examined(plc, code=1)["unfinished"][0].mend == "git bisect reset"


def test_a_folder_that_shows_an_earlier_moment_comes_back(
    cycle: Path, journal: Path, plc: Plc
) -> None:
    git(journal, "checkout", "-q", "HEAD~1")
    found = examined(plc, code=1)["moment"][0]
    assert "an earlier moment" in found.sentence
    git(journal, *found.mend.split()[1:])
    assert states(examined(plc), "moment") == ["good"]


def test_a_journal_inside_another_project_is_told_and_no_network_is_asked(
    plc: Plc, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    git(work, "init", "-q")
    git(work, "remote", "add", "origin", "https://example.invalid/x.git")
    plc("init", "ours", "--author", "Coach", "--team", "Maths")
    found = examined(plc, folder="ours")
    assert states(found, "inside") == ["attention"]
    assert "shared" not in found


def test_a_journal_that_was_never_saved_is_told(plc: Plc, tmp_path: Path) -> None:
    (tmp_path / "work/plc.yaml").write_text("format: 1\nname: Ours\n")
    found = examined(plc)
    assert found["history"][0].mend == "plc init"
    assert found["records"][0].state == "good"
    assert "no history yet" in plc("doctor", "--git-merge", "on", code=3).err


def test_unsaved_and_broken_records_are_counted_and_named(
    cycle: Path, plc: Plc
) -> None:
    (cycle / "action.yaml").write_text("format: 1\nactions: [\n")
    (cycle / "review.yaml").write_text("format: 2\n")
    append(cycle / "priority.yaml", "team: other-team\n")
    found = examined(plc, code=1)
    assert states(found, "records") == ["attention", "broken"]
    newer, damaged = found["records"]
    assert [one.rsplit("/")[-1] for one in newer.details] == ["review.yaml"]
    assert {one.rsplit("/")[-1] for one in damaged.details} == {
        "action.yaml",
        "priority.yaml",
    }
    assert damaged.mend == "plc validate"
    unsaved = found["unsaved"][0]
    assert (unsaved.sentence, unsaved.mend) == (
        "3 files changed and not saved yet.",
        "plc save",
    )


def test_records_that_break_a_rule_can_be_worked_with(cycle: Path, plc: Plc) -> None:
    text = (cycle / "priority.yaml").read_text()
    (cycle / "priority.yaml").write_text(
        text.replace("team: grade-4-math-team", "team: other-team")
    )
    found = examined(plc)["records"][0]
    assert (found.state, found.mend) == ("attention", "plc validate")
    assert found.sentence == "1 problem in 1 record."


def test_a_newer_journal_is_broken_here(journal: Path, plc: Plc) -> None:
    (journal / "plc.yaml").write_text("format: 2\n")
    found = examined(plc, code=1)
    assert "newer plc" in found["records"][0].sentence
    assert "unseen" not in found
    assert states(found, "damage") == ["good"]


def test_fields_with_two_versions_wait_for_the_team(cycle: Path, plc: Plc) -> None:
    append(
        cycle / "priority.yaml",
        "contested:\n"
        "  - field: priority.title\n"
        "    values:\n"
        "      - value: One\n"
        "      - value: Two\n",
    )
    found = examined(plc)["contested"][0]
    assert (found.mend, found.details) == ("plc resolve", ["priority.title"])


def test_copies_that_could_not_be_put_together_are_told(
    journal: Path, plc: Plc
) -> None:
    (journal / "conflicts").mkdir()
    (journal / "conflicts/plc.abc1234.yaml").write_text("format: 2\n")
    assert examined(plc)["copies"][0].details == ["plc.abc1234.yaml"]


def test_drafts_wait_with_the_command_that_takes_them_up(plc: Plc, cycle: Path) -> None:
    plc("note", "Write to sam@example.org about it", code=5)
    found = examined(plc)["drafts"][0]
    assert found.mend == "plc edit comparing-fractions --stage action"
    assert found.sentence.startswith("1 draft waits")


def test_answers_of_a_command_that_was_interrupted_wait_too(
    journal: Path, plc: Plc
) -> None:
    drafts = journal / "local/drafts"
    drafts.mkdir(parents=True)
    (drafts / "new-cycle.json").write_text("{}")
    (drafts / "teams--maths--1.yaml").write_text("format: 1\n")
    (drafts / "teams--maths--1.before").write_text("format: 1\n")
    found = examined(plc)["drafts"][0]
    assert found.mend == "plc new-cycle"
    assert found.details == [
        "Read local/drafts/teams--maths--1.yaml, and say it in other words"
    ]


@pytest.fixture
def deaf() -> Iterator[int]:
    """A computer that takes calls and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_shared_journal_within_reach_is_well(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(there))
    git(journal, "remote", "add", "origin", str(there))
    assert examined(plc)["shared"][0].mend == "plc sync"
    git(journal, "push", "-q", "origin", "main")
    assert states(examined(plc), "shared") == ["good"]
    assert "all is well" in plc("doctor").out


@pytest.mark.parametrize(
    ("address", "state", "code"),
    [
        ("https://name:word@127.0.0.1:1/x.git", "attention", 0),
        ("/no/such/folder.git", "attention", 0),
        ("ext::sh -c 'touch sprung'", "broken", 1),
        ("--upload-pack=touch sprung", "broken", 1),
    ],
)
def test_one_out_of_reach_can_wait_and_one_plc_never_talks_to_cannot(
    journal: Path, plc: Plc, address: str, state: str, code: int
) -> None:
    git(journal, "config", "remote.origin.url", address)
    found = examined(plc, code=code)
    assert states(found, "shared") == [state]
    assert found["shared"][0].mend
    assert "word@" not in str(found)
    assert not (journal / "sprung").exists()


@pytest.mark.slow
def test_a_computer_that_never_answers_is_given_up_on(
    journal: Path, plc: Plc, deaf: int
) -> None:
    git(journal, "config", "remote.origin.url", f"http://127.0.0.1:{deaf}/x.git")
    start = time.monotonic()
    assert states(examined(plc), "shared") == ["attention"]
    assert time.monotonic() - start < 40


def test_no_git_word_is_in_what_a_teacher_reads_when_all_is_well(
    plc: Plc, cycle: Path
) -> None:
    said = plc("doctor").out.casefold()
    words = {word.strip(".,;:()") for word in said.split()}
    forbidden = "commit branch merge push pull remote repository conflict head index"
    assert not words & {*forbidden.split()}
