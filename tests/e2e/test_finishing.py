"""What somebody began with plain git, finished: nothing is lost, nothing is left."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from git_here import git_version
from installed import git
from unfinished import (
    ACTION,
    CYCLE,
    DUE,
    EVIDENCE,
    FIRST,
    OURS,
    PRIORITY,
    THEIRS,
    assert_both,
    assert_clean,
    change,
    git_as,
    item,
    part,
    plan,
    plc,
    read,
    resolve,
    save,
    write,
)


def from_shelf(folder: Path, kept: Path, make: Callable[[Path], None]) -> Path:
    """Make a state once, and take it from the shelf from then on."""
    if kept.exists():
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
    else:
        make(folder)
        shutil.copytree(folder, kept)
    return folder


@pytest.fixture
def planned(begun: Path, shelf: Path) -> Path:
    """A journal with a cycle that has an action and a figure."""
    return from_shelf(begun, shelf / "planned", plan)


@pytest.fixture
def lines(planned: Path, shelf: Path) -> Path:
    """The same with two lines of work that did not meet yet."""
    return from_shelf(planned, shelf / "lines", part)


@pytest.fixture
def merging(lines: Path) -> Path:
    git_as(lines, "Coach", "merge", "side", code=1)
    return lines


def parents(folder: Path) -> list[str]:
    return git(folder, "log", "-1", "--format=%P").split()


# A merge


def test_a_merge_is_finished_field_by_field(merging: Path) -> None:
    main, side = (git(merging, "rev-parse", name).strip() for name in ("main", "side"))

    ran = resolve(merging, code=7)

    assert "Put the versions of you and Teacher B together in 1 record" in ran.out
    assert f'--field {DUE} --take "Teacher B"' in ran.out
    assert "1 field waits for the team to decide." in ran.out
    assert_both(merging)
    assert_clean(merging)
    assert parents(merging) == [main, side]
    assert git(merging, "log", "-1", "--format=%B|%an").split() == [
        *("Merge", "branch", "'side'", "Plc-Action:", "resolve", "|Coach"),
    ]


def test_a_pull_is_finished_like_a_merge(lines: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.git"
    git(lines, "clone", "-q", "--bare", ".", str(shared))
    git(shared, "update-ref", "refs/heads/main", "refs/heads/side")
    git(lines, "remote", "add", "origin", str(shared))
    git_as(lines, "Coach", "pull", "-q", "--no-rebase", "origin", "main", code=1)

    resolve(lines, code=7)

    assert_both(lines)
    assert_clean(lines)


def test_a_finished_merge_is_not_finished_again(merging: Path) -> None:
    resolve(merging, code=7)
    tip = git(merging, "rev-parse", "HEAD")

    ran = resolve(merging, code=7)

    assert "Put the versions" not in ran.out
    assert git(merging, "rev-parse", "HEAD") == tip


def test_a_merge_that_git_settled_alone_is_finished_too(planned: Path) -> None:
    folder = planned
    git(folder, "switch", "-qc", "side")
    change(folder, PRIORITY, ("Digits", "The digits"))
    save(folder, "Teacher B", "Their words")
    git(folder, "switch", "-q", "main")
    change(folder, ACTION, (FIRST, OURS))
    save(folder, "Coach", "Another day")
    git_as(folder, "Coach", "merge", "-q", "--no-commit", "side")

    ran = resolve(folder, code=0)

    assert "Finished what somebody began here with git." in ran.out
    assert "plc sync" in ran.out
    assert_clean(folder)
    assert len(parents(folder)) == 2


def test_work_of_the_person_stays_as_it_is(merging: Path) -> None:
    write(merging, "staged.txt", "staged\n")
    git(merging, "add", "staged.txt")
    write(merging, "staged.txt", "staged, and more\n")
    write(merging, "new.txt", "new\n")
    change(merging, EVIDENCE, ("format: 1\n", "format: 1\nx_mine: 1\n"))
    before = git(merging, "ls-files", "--stage", "staged.txt")

    resolve(merging, code=7)

    assert git(merging, "status", "--porcelain").splitlines() == [
        f" M {EVIDENCE}",
        "AM staged.txt",
        "?? new.txt",
    ]
    assert git(merging, "ls-files", "--stage", "staged.txt") == before
    assert read(merging, "staged.txt") == "staged, and more\n"
    assert "staged.txt" not in git(merging, "ls-tree", "-r", "--name-only", "HEAD")
    assert "x_mine" in read(merging, EVIDENCE)


def test_a_missing_merge_program_loses_nobodys_work(lines: Path) -> None:
    write(lines, ".git/info/attributes", "cycles/**/*.yaml merge=plc\n")
    git(lines, "config", "merge.plc.driver", "no-such-program %O %A %B")
    git_as(lines, "Coach", "merge", "side", code=1)
    assert THEIRS not in read(lines, ACTION)

    resolve(lines, code=7)

    assert_both(lines)
    assert_clean(lines)


def test_a_record_put_together_by_hand_is_taken_as_it_is(merging: Path) -> None:
    text = git(merging, "show", f"side:{ACTION}")
    write(merging, ACTION, text.replace(THEIRS, "2026-03-01"))

    ran = resolve(merging, code=0)

    assert "by hand: action of fractions" in ran.out
    assert "due: 2026-03-01\n" in read(merging, ACTION)
    assert "contested" not in read(merging, ACTION)
    assert_clean(merging)


def test_names_typed_by_hand_are_held_back_and_nothing_is_touched(
    merging: Path,
) -> None:
    write(merging, "local/names.txt", "Gwenllian\n")
    text = git(merging, "show", f"side:{ACTION}").replace("Exit", "Gwenllian's exit")
    write(merging, ACTION, text)

    ran = resolve(merging, code=5)

    assert "Gwenllian" in ran.err
    assert read(merging, ACTION) == text
    assert git(merging, "diff", "--name-only", "--diff-filter=U").strip() == ACTION
    assert (merging / ".git/MERGE_HEAD").exists()


def test_half_done_work_by_hand_is_kept(merging: Path) -> None:
    text = read(merging, ACTION)
    assert "<<<<<<<" in text
    write(merging, ACTION, text.replace("theory: null", "theory: Typed by hand"))

    ran = resolve(merging, code=7)

    assert "theory: Typed by hand\n" in read(merging, ACTION)
    assert_both(merging)
    kept = next((merging / "local/kept").iterdir())
    assert kept.name in ran.out
    assert "<<<<<<<" in kept.read_text()
    assert_clean(merging)


def test_unreadable_work_by_hand_is_put_aside(merging: Path) -> None:
    write(merging, ACTION, "actions: [half a tho")

    resolve(merging, code=7)

    assert_both(merging)
    assert next((merging / "local/kept").iterdir()).read_text().startswith("actions: [")
    assert_clean(merging)


def test_what_was_prepared_with_marks_is_put_together(merging: Path) -> None:
    git(merging, "add", "-A")

    resolve(merging, code=7)

    assert_both(merging)
    assert_clean(merging)


def test_marks_with_what_both_began_with_tell_more(lines: Path) -> None:
    git(lines, "config", "merge.conflictStyle", "diff3")
    git_as(lines, "Coach", "merge", "side", code=1)
    git(lines, "add", "-A")

    resolve(lines, code=7)

    assert_both(lines)
    assert_clean(lines)


def test_an_edit_wins_over_taking_away(planned: Path) -> None:
    folder = planned
    git(folder, "switch", "-qc", "side")
    git(folder, "rm", "-q", ACTION)
    save(folder, "Teacher B", "Away with it")
    git(folder, "switch", "-q", "main")
    change(folder, ACTION, (FIRST, OURS))
    save(folder, "Coach", "Another day")
    git_as(folder, "Coach", "merge", "side", code=1)

    ran = resolve(folder, code=0)

    assert "stays: one of you took it away" in ran.out
    assert OURS in read(folder, ACTION)
    assert_clean(folder)


@pytest.mark.parametrize("away", ["main", "side"])
def test_a_cycle_that_one_took_away_and_another_worked_on_stays_whole(
    planned: Path, away: str
) -> None:
    write(planned, f"{CYCLE}/files/plan.txt", "The plan\n")
    save(planned, "Coach", "A plan")
    git(planned, "branch", "side")
    for branch in ("main", "side"):
        git(planned, "switch", "-q", branch)
        if branch == away:
            git(planned, "rm", "-qr", CYCLE)
        else:
            change(planned, ACTION, (FIRST, OURS))
        save(planned, "Coach", "Two minds")
    git(planned, "switch", "-q", "main")
    git_as(planned, "Coach", "merge", "side", code=1)
    assert not (planned / PRIORITY).exists()

    ran = resolve(planned, code=0)

    assert "stays: one of you took it away" in ran.out
    assert OURS in read(planned, ACTION)
    assert "Digits are counted" in read(planned, PRIORITY)
    assert read(planned, f"{CYCLE}/files/plan.txt") == "The plan\n"
    assert_clean(planned)


def test_a_cycle_that_went_is_never_taken_for_one_that_came(planned: Path) -> None:
    folder = planned
    other = CYCLE.replace("fractions", "reading")
    git(folder, "switch", "-qc", "side")
    git(folder, "mv", CYCLE, other)
    change(folder, f"{other}/priority.yaml", ("title: Fractions", "title: Reading"))
    save(folder, "Teacher B", "Reading instead of fractions")
    git(folder, "switch", "-q", "main")
    change(folder, ACTION, (FIRST, OURS))
    change(folder, PRIORITY, ("title: Fractions", "title: All fractions"))
    write(folder, f"{CYCLE}/files/new.txt", "New\n")
    save(folder, "Coach", "Another day")
    git_as(folder, "Coach", "merge", "side", code=1)
    assert OURS in read(folder, f"{other}/action.yaml")

    resolve(folder, code=0)

    assert OURS in read(folder, ACTION)
    assert "All fractions" in read(folder, PRIORITY)
    assert read(folder, f"{CYCLE}/files/new.txt") == "New\n"
    assert FIRST in read(folder, f"{other}/action.yaml")
    assert "title: Reading\n" in read(folder, f"{other}/priority.yaml")
    assert not (folder / f"{other}/files").exists()
    assert_clean(folder)


def test_words_that_git_put_together_wrongly_are_put_together_anew(
    planned: Path,
) -> None:
    folder = planned
    change(folder, EVIDENCE, ("measures:", "# one\n# two\n# three\nmeasures:"))
    save(folder, "Coach", "Room to write")
    git(folder, "switch", "-qc", "side")
    change(folder, ACTION, (FIRST, THEIRS))
    change(folder, EVIDENCE, ("format: 1\n", "format: 1\nx_seen: 1\n"))
    save(folder, "Teacher B", "Seen at the top")
    git(folder, "switch", "-q", "main")
    change(folder, ACTION, (FIRST, OURS))
    write(folder, EVIDENCE, read(folder, EVIDENCE) + "x_seen: 1\n")
    save(folder, "Coach", "Seen at the end")
    git_as(folder, "Coach", "merge", "side", code=1)
    assert read(folder, EVIDENCE).count("x_seen") == 2

    resolve(folder, code=7)

    assert read(folder, EVIDENCE).count("x_seen") == 1
    assert_clean(folder)


def test_the_same_record_made_twice_becomes_one(begun: Path) -> None:
    team = "teams/science.yaml"
    git(begun, "switch", "-qc", "side")
    write(begun, team, "format: 1\nname: Science team\nnorms:\n  - We listen\n")
    save(begun, "Teacher B", "A team")
    git(begun, "switch", "-q", "main")
    write(begun, team, "format: 1\nname: Science\nnorms:\n  - We begin on time\n")
    save(begun, "Coach", "A team")
    git_as(begun, "Coach", "merge", "side", code=1)

    resolve(begun, code=7)

    text = read(begun, team)
    assert "We listen" in text
    assert "We begin on time" in text
    assert "field: teams.science.name" in text
    assert git(begun, "status", "--porcelain") == ""


def test_both_versions_of_another_file_are_kept(begun: Path) -> None:
    path = f"{CYCLE}/files/plan.bin"
    write(begun, path, b"\0first\n")
    save(begun, "Coach", "A plan")
    git(begun, "switch", "-qc", "side")
    write(begun, path, b"\0theirs\n")
    save(begun, "Teacher B", "Their plan")
    git(begun, "switch", "-q", "main")
    write(begun, path, b"\0ours\n")
    mine = save(begun, "Coach", "My plan")
    git_as(begun, "Coach", "merge", "side", code=1)

    ran = resolve(begun, code=0)

    copy = f"{CYCLE}/files/plan.coach-{mine[:7]}.bin"
    assert (begun / path).read_bytes() == b"\0theirs\n"
    assert (begun / copy).read_bytes() == b"\0ours\n"
    assert copy in ran.out
    assert git(begun, "status", "--porcelain") == ""


@pytest.mark.parametrize("text", ["format: 2\nnews: yes\n", "actions: [half\n"])
def test_a_version_that_cannot_be_read_is_kept_beside(planned: Path, text: str) -> None:
    folder = planned
    git(folder, "switch", "-qc", "side")
    write(folder, ACTION, text)
    theirs = save(folder, "Teacher B", "By hand")
    git(folder, "switch", "-q", "main")
    change(folder, ACTION, (FIRST, OURS))
    save(folder, "Coach", "Another day")
    git_as(folder, "Coach", "merge", "side", code=1)

    ran = resolve(folder, code=0)

    name = f"conflicts/{ACTION.removesuffix('.yaml').replace('/', '.')}"
    copy = f"{name}.{theirs[:7]}.yaml"
    assert read(folder, copy) == text
    assert OURS in read(folder, ACTION)
    assert copy in ran.out
    assert_clean(folder)


def test_windows_line_ends_in_the_folder_make_no_difference(lines: Path) -> None:
    git(lines, "config", "core.autocrlf", "true")
    write(lines, ".gitattributes", "* text=auto eol=crlf\n")
    save(lines, "Coach", "Windows")
    for path in (ACTION, PRIORITY, EVIDENCE):
        (lines / path).unlink()
    git(lines, "checkout", "-q", "--", ".")
    assert "\r\n" in read(lines, ACTION)
    git_as(lines, "Coach", "merge", "side", code=1)

    resolve(lines, code=7)

    assert_both(lines)
    assert_clean(lines)


@pytest.mark.parametrize("words", ["Digits are read aloud", "We see digits read"])
def test_items_of_one_name_are_told_apart_and_what_names_them_follows(
    planned: Path, words: str
) -> None:
    def observe(words: str) -> tuple[str, str]:
        return "observations: []", (
            f"observations:\n  - id: digits\n    date: 2026-01-10\n    noticed: {words}"
        )

    git(planned, "switch", "-qc", "side")
    change(planned, EVIDENCE, observe("They count digits"))
    save(planned, "Teacher B", "Seen")
    git(planned, "switch", "-q", "main")
    change(planned, EVIDENCE, observe(words))
    change(
        planned,
        ACTION,
        ("    due:", "    because:\n      - digits\n    due:"),
    )
    save(planned, "Coach", "Seen, and why")
    git_as(planned, "Coach", "merge", "side", code=1)

    resolve(planned, code=0)

    text = read(planned, EVIDENCE)
    assert "They count digits" in text
    assert words in text
    ids = [line.split()[-1] for line in text.splitlines() if "id: digits" in line]
    assert len({*ids}) == 2
    mine = text.split(words)[0].rsplit("id: ", 1)[1].split()[0]
    assert f"      - {mine}\n" in read(planned, ACTION)
    assert_clean(planned)


def test_lines_that_met_before_begin_with_both(lines: Path) -> None:
    git(lines, "branch", "old-main", "main")
    for branch, other, day in (
        ("main", "side", "2026-03-01"),
        ("side", "old-main", "2026-03-02"),
    ):
        git(lines, "switch", "-q", branch)
        git_as(lines, "Coach", "merge", other, code=1)
        resolve(lines, "--field", DUE, "--value", day, code=0)
    git(lines, "switch", "-q", "main")
    git_as(lines, "Coach", "merge", "side", code=1)
    assert "<<<<<<<" in git(lines, "show", f":1:{ACTION}")

    resolve(lines, code=7)

    text = read(lines, ACTION)
    assert "- value: 2026-03-01\n" in text
    assert "- value: 2026-03-02\n" in text
    assert text.count("id: number-line") == text.count("id: exit-slips") == 1
    assert_clean(lines)


def test_an_odd_layout_loses_nothing(planned: Path) -> None:
    start = "question: null"
    odd = "need: |\n  Digits\nquestion: What?\n    # deep"
    change(planned, PRIORITY, ("need: Digits are counted\n", ""), (start, odd))
    save(planned, "Coach", "By hand")
    git(planned, "switch", "-qc", "side")
    change(planned, PRIORITY, ("title: Fractions", "title: All fractions"))
    save(planned, "Teacher B", "All")
    git(planned, "switch", "-q", "main")
    change(planned, PRIORITY, ("question: What?\n", ""), ("title: F", "title: Some f"))
    save(planned, "Coach", "No question")
    git_as(planned, "Coach", "merge", "side", code=1)

    resolve(planned, code=None)

    both = read(planned, PRIORITY) + "".join(
        read(planned, path) for path in git(planned, "ls-files", "conflicts").split()
    )
    assert "All fractions" in both
    assert "Some fractions" in both
    assert git(planned, "status", "--porcelain") == ""


@pytest.mark.parametrize("away", ["main", "side"])
def test_another_file_that_one_took_away_stays_as_the_other_has_it(
    planned: Path, away: str
) -> None:
    path = f"{CYCLE}/files/plan.txt"
    write(planned, path, "A plan\n")
    save(planned, "Coach", "A plan")
    git(planned, "branch", "side")
    for branch in ("main", "side"):
        git(planned, "switch", "-q", branch)
        if branch == away:
            (planned / path).unlink()
        else:
            write(planned, path, "Another plan\n")
        save(planned, "Coach", "One of two")
    git(planned, "switch", "-q", "main")
    git_as(planned, "Coach", "merge", "side", code=1)

    resolve(planned, code=0)

    assert read(planned, path) == "Another plan\n"
    assert_clean(planned)


def test_another_file_put_together_by_hand_is_taken_as_it_is(planned: Path) -> None:
    path = f"{CYCLE}/files/plan.txt"
    git(planned, "branch", "side")
    for branch in ("main", "side"):
        git(planned, "switch", "-q", branch)
        write(planned, path, f"The plan on {branch}\n")
        save(planned, "Coach", "A plan")
    git(planned, "switch", "-q", "main")
    git_as(planned, "Coach", "merge", "side", code=1)
    write(planned, path, "The plan of both\n")

    ran = resolve(planned, code=0)

    assert "by hand" in ran.out
    assert git(planned, "ls-files", f"{CYCLE}/files").split() == [path]
    assert_clean(planned)


# Several at once


@pytest.mark.skipif(
    git_version() < (2, 38), reason="this git leaves half of it in the index"
)
def test_git_puts_no_several_lines_together_where_two_clash(lines: Path) -> None:
    git(lines, "switch", "-qc", "third", "main~1")
    change(lines, EVIDENCE, ("size: 64", "size: 65"))
    save(lines, "Teacher C", "One more learner")
    git(lines, "switch", "-q", "main")
    git_as(lines, "Coach", "merge", "side", "third", code=None)
    assert not (lines / ".git/MERGE_HEAD").exists()

    ran = resolve(lines, code=0)

    assert ran.out == "Nothing waits for a decision.\n"


def test_several_lines_of_which_the_last_clashes_keep_all_their_parents(
    lines: Path,
) -> None:
    git(lines, "switch", "-qc", "third", "main~1")
    change(lines, EVIDENCE, ("size: 64", "size: 65"))
    save(lines, "Teacher C", "One more learner")
    git(lines, "switch", "-q", "main")
    git_as(lines, "Coach", "merge", "third", "side", code=1)
    heads = git(lines, "rev-parse", "main", "third", "side").split()

    resolve(lines, code=7)

    assert_both(lines)
    assert "size: 65" in read(lines, EVIDENCE)
    assert parents(lines) == heads
    assert_clean(lines)


# A rebase


def test_a_rebase_that_clashes_twice_is_gone_through(lines: Path) -> None:
    change(lines, PRIORITY, ("Digits are counted", "Digits are counted twice"))
    save(lines, "Coach", "In other words")
    change(lines, ACTION, ("Number line", "Number line, daily"))
    save(lines, "Coach", "Daily")
    git_as(lines, "Coach", "rebase", "side", code=1)

    ran = resolve(lines, code=7)

    assert "Teacher B" in ran.out
    text = read(lines, ACTION)
    assert f"due: {THEIRS}\n" in text
    assert f"- value: {OURS}\n        by: Coach\n" in text
    assert "Number line, daily" in text
    assert "id: exit-slips" in text
    assert "priority.need" in read(lines, PRIORITY)
    assert_clean(lines)
    assert git(lines, "log", "--format=%an %s", "side..").splitlines() == [
        "Coach Daily",
        "Coach In other words",
        "Coach Another day and a number line",
    ]
    assert git(lines, "symbolic-ref", "HEAD").strip() == "refs/heads/main"


def test_a_rebase_by_patches_is_gone_through(lines: Path) -> None:
    git_as(lines, "Coach", "rebase", "--apply", "side", code=1)

    resolve(lines, code=7)

    assert_both(lines)
    assert_clean(lines)


def test_a_rebase_brings_back_what_it_put_aside(lines: Path) -> None:
    change(lines, EVIDENCE, ("format: 1\n", "format: 1\nx_mine: 1\n"))
    git_as(lines, "Coach", "rebase", "--autostash", "side", code=1)

    resolve(lines, code=7)

    assert_both(lines)
    assert "x_mine: 1" in read(lines, EVIDENCE)
    assert git(lines, "status", "--porcelain") == f" M {EVIDENCE}\n"
    assert git(lines, "stash", "list") == ""


def test_a_rebase_stops_at_what_has_nothing_to_do_with_it(lines: Path) -> None:
    git_as(lines, "Coach", "rebase", "side", code=1)
    write(lines, "staged.txt", "staged\n")
    git(lines, "add", "staged.txt")

    ran = resolve(lines, code=7)

    assert "staged.txt" in ran.out
    assert "git restore --staged staged.txt" in ran.out
    git(lines, "restore", "--staged", "staged.txt")
    resolve(lines, code=7)
    assert_both(lines)
    assert git(lines, "status", "--porcelain") == "?? staged.txt\n"


@pytest.mark.parametrize("how", ["--merge", "--apply"])
def test_unsaved_changes_come_along_with_a_rebase(lines: Path, how: str) -> None:
    git_as(lines, "Coach", "rebase", how, "side", code=1)
    change(lines, EVIDENCE, ("format: 1\n", "format: 1\nx_mine: 1\n"))

    resolve(lines, code=7)

    assert_both(lines)
    assert "x_mine: 1" in read(lines, EVIDENCE)
    assert git(lines, "status", "--porcelain") == f" M {EVIDENCE}\n"
    assert git(lines, "stash", "list") == ""


def test_a_rebase_that_carries_something_says_which_changes_it_waits_for(
    lines: Path,
) -> None:
    change(lines, PRIORITY, ("format: 1\n", "format: 1\nx_other: 1\n"))
    git_as(lines, "Coach", "rebase", "--autostash", "side", code=1)
    change(lines, EVIDENCE, ("format: 1\n", "format: 1\nx_mine: 1\n"))

    ran = resolve(lines, code=7)

    assert EVIDENCE in ran.out
    assert "git stash" in ran.out
    git_as(lines, "Coach", "stash", "push", "-q", "--", EVIDENCE)
    resolve(lines, code=7)
    git_as(lines, "Coach", "stash", "pop", "-q")
    assert_both(lines)
    assert "x_mine" in read(lines, EVIDENCE)
    assert "x_other" in read(lines, PRIORITY)


def test_a_rebase_that_was_asked_to_stop_stops(lines: Path) -> None:
    change(lines, PRIORITY, ("format: 1\n", "format: 1\nx_mine: 1\n"))
    save(lines, "Coach", "Mine")
    editor = "sed -i -e '2s/^pick/edit/'"
    git_as(
        *(lines, "Coach", "-c", f"sequence.editor={editor}", "rebase", "-i", "side"),
        code=1,
    )

    ran = resolve(lines, code=7)

    assert "asked to stop" in ran.out
    assert (lines / ".git/rebase-merge").exists()
    resolve(lines, code=7)
    assert_both(lines)
    assert_clean(lines)


# Taking over and taking back single commits


def test_a_cherry_pick_keeps_its_author_and_day(lines: Path) -> None:
    when = "1600000000 +0200"
    git_as(
        *(lines, "Teacher B", "commit", "-q", "--amend", "--no-edit", "--reset-author"),
        *("--date", when),
    )
    git(lines, "branch", "mine")
    git(lines, "switch", "-q", "side")
    git_as(lines, "Coach", "cherry-pick", "-x", "mine", code=1)

    resolve(lines, code=7)

    assert_clean(lines)
    told = git(lines, "log", "-1", "--format=%an|%ad|%cn|%s|%b", "--date=raw")
    author, date, committer, subject, body = told.strip().split("|")
    assert (author, date, committer) == ("Teacher B", when, "Coach")
    assert subject == "Another day and a number line"
    assert body.startswith("(cherry picked from commit")
    assert len(parents(lines)) == 1
    text = read(lines, ACTION)
    assert "id: number-line" in text
    assert f"- value: {OURS}\n        by: Teacher B\n        date: 2020-09-13" in text


def test_several_cherry_picks_are_gone_through(lines: Path) -> None:
    change(lines, PRIORITY, ("Digits are counted", "Digits are counted twice"))
    save(lines, "Coach", "In other words")
    change(lines, EVIDENCE, ("size: 64", "size: 65"))
    save(lines, "Coach", "One more")
    git(lines, "switch", "-q", "side")
    git_as(lines, "Coach", "cherry-pick", "main~3..main", code=1)

    resolve(lines, code=7)

    assert git(lines, "log", "-3", "--format=%s").splitlines() == [
        "One more",
        "In other words",
        "Another day and a number line",
    ]
    assert "size: 65" in read(lines, EVIDENCE)
    assert_clean(lines)


def test_a_cherry_pick_of_which_nothing_is_left_makes_no_commit(lines: Path) -> None:
    git(lines, "switch", "-q", "side")
    git_as(lines, "Coach", "cherry-pick", "main", code=1)
    write(lines, ACTION, git(lines, "show", f"side:{ACTION}"))
    git(lines, "add", ACTION)
    tip = git(lines, "rev-parse", "HEAD")

    resolve(lines, code=0)

    assert git(lines, "rev-parse", "HEAD") == tip
    assert_clean(lines)


def test_a_revert_keeps_what_others_did_since(lines: Path) -> None:
    change(lines, ACTION, (OURS, "2026-03-03"))
    save(lines, "Teacher C", "A later day")
    git_as(lines, "Coach", "revert", "--no-edit", "main~1", code=1)

    resolve(lines, code=7)

    text = read(lines, ACTION)
    assert "id: number-line" not in text
    assert "- value: 2026-03-03\n        by: Teacher C\n" in text
    assert f"- value: {FIRST}\n        by: Coach\n        date: 2026-01-15\n" in text
    assert git(lines, "log", "-1", "--format=%s").startswith('Revert "Another day')
    assert_clean(lines)


def test_what_was_put_aside_is_brought_back_unsaved(lines: Path) -> None:
    change(lines, PRIORITY, ("Digits are counted", "Digits are counted twice"))
    git_as(lines, "Coach", "stash", "-q")
    git_as(lines, "Coach", "merge", "-q", "-X", "theirs", "side")
    git_as(lines, "Coach", "stash", "pop", code=1)

    ran = resolve(lines, code=7)

    assert "plc save" in ran.out
    text = read(lines, PRIORITY)
    assert "counted twice" in text
    assert "counted aloud" in text
    assert git(lines, "status", "--porcelain") == f" M {PRIORITY}\n"
    assert git(lines, "stash", "list") != ""


def test_patches_are_gone_through(lines: Path, tmp_path: Path) -> None:
    git(lines, "format-patch", "-q", "-1", "side", "-o", str(tmp_path / "mail"))
    (mail,) = (tmp_path / "mail").iterdir()
    git_as(lines, "Coach", "am", "-q", "-3", str(mail), code=128)

    resolve(lines, code=7)

    text = read(lines, ACTION)
    assert f"- value: {THEIRS}\n        by: Teacher B\n" in text
    assert "id: exit-slips" in text
    assert git(lines, "log", "-1", "--format=%an|%cn").strip() == "Teacher B|Coach"
    assert_clean(lines)


def test_lines_taken_over_as_one_change_wait_to_be_saved(lines: Path) -> None:
    git_as(lines, "Coach", "merge", "-q", "--squash", "side", code=1)

    ran = resolve(lines, code=7)

    assert "plc save" in ran.out
    assert_both(lines, in_place=OURS)
    plc(lines, "save", code=0)
    assert git(lines, "status", "--porcelain") == ""


# Other places and states


def test_a_merge_brings_back_what_it_put_aside(lines: Path) -> None:
    change(lines, EVIDENCE, ("format: 1\n", "format: 1\nx_mine: 1\n"))
    git_as(lines, "Coach", "merge", "--autostash", "side", code=1)
    assert "x_mine" not in read(lines, EVIDENCE)

    resolve(lines, code=7)

    assert_both(lines)
    assert "x_mine" in read(lines, EVIDENCE)
    assert git(lines, "status", "--porcelain") == f" M {EVIDENCE}\n"
    assert git(lines, "stash", "list") == ""


def test_what_a_merge_cannot_bring_back_is_put_together_unsaved(lines: Path) -> None:
    change(lines, PRIORITY, ("Digits are counted", "Digits are counted twice"))
    git_as(lines, "Coach", "merge", "--autostash", "side", code=1)

    resolve(lines, code=7)

    assert_both_needs(lines)
    assert git(lines, "status", "--porcelain") == f" M {PRIORITY}\n"
    assert len(git(lines, "stash", "list").splitlines()) == 1


def assert_both_needs(folder: Path) -> None:
    text = read(folder, PRIORITY)
    assert "counted twice" in text
    assert "counted aloud" in text
    assert "field: priority.need" in text


def test_links_are_left_to_people(lines: Path) -> None:
    for branch, target in (("side", "theirs"), ("main", "ours")):
        git(lines, "switch", "-q", branch)
        (lines / "link").symlink_to(target)
        write(lines, f"{CYCLE}/files/plan.bin", f"\0{target}")
        save(lines, "Coach", "A link")
    git_as(lines, "Coach", "merge", "side", code=1)

    ran = resolve(lines, code=7)

    assert "Left to you, as plc does not know them: link" in ran.out
    assert git(lines, "diff", "--name-only", "--diff-filter=U") == "link\n"
    assert "plan.bin" in ran.out
    (lines / "link").unlink()
    (lines / "link").symlink_to("ours")
    git(lines, "add", "link")
    resolve(lines, code=7)
    assert_both(lines)
    assert_clean(lines)
    assert len(git(lines, "ls-files", f"{CYCLE}/files").splitlines()) == 2


def test_the_settings_of_a_journal_are_put_together_too(planned: Path) -> None:
    git(planned, "switch", "-qc", "side")
    write(planned, "plc.yaml", read(planned, "plc.yaml") + "weeks: 8\n")
    save(planned, "Teacher B", "Eight weeks")
    git(planned, "switch", "-q", "main")
    write(planned, "plc.yaml", read(planned, "plc.yaml") + "weeks: 7\n")
    save(planned, "Coach", "Seven weeks")
    git_as(planned, "Coach", "merge", "side", code=1)

    resolve(planned, code=7)

    assert "weeks: 8\n" in read(planned, "plc.yaml")
    assert "field: plc.weeks" in read(planned, "plc.yaml")
    assert_clean(planned)


def test_a_person_nobody_knows_is_asked_who_they_are_first(
    merging: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(merging.parent, "nobody", "")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(merging.parent / "nobody"))
    for key in ("user.name", "user.email"):
        git(merging, "config", "--unset", key)
    before = read(merging, ACTION)

    ran = resolve(merging, code=5)

    assert "does not know yet who you are" in ran.err
    assert read(merging, ACTION) == before


def test_a_program_stays_a_program(planned: Path) -> None:
    path = f"{CYCLE}/files/count.sh"
    for branch, text in (("side", "theirs\n"), ("main", "ours\n")):
        git(planned, "switch", "-q", *(["-c"] if branch == "side" else []), branch)
        write(planned, path, text)
        (planned / path).chmod(0o755)
        save(planned, "Coach", "A program")
    git_as(planned, "Coach", "merge", "side", code=1)

    resolve(planned, code=0)

    held = git(planned, "ls-files", "--stage", f"{CYCLE}/files").splitlines()
    assert [row[:6] for row in held] == ["100755", "100755"]
    assert git(planned, "status", "--porcelain") == ""


def test_a_journal_inside_a_bigger_repository_leaves_the_rest_to_people(
    lines: Path, tmp_path: Path
) -> None:
    folder = lines
    top = tmp_path / "school"
    top.mkdir()
    git(top, "init", "-q")
    write(top, "code.py", "first\n")
    for name in ("main~1", "main", "side"):
        git(folder, "switch", "-q", "--detach", name)
        who = {"main~1": "Coach", "main": "Coach", "side": "Teacher B"}[name]
        branch = {"main~1": "base", "main": "main", "side": "side"}[name]
        if branch == "main":
            git(top, "switch", "-q", "-c", "ours")
        elif branch == "side":
            git(top, "switch", "-q", "-c", "side", "ours~1")
        for path in (ACTION, PRIORITY, EVIDENCE, "plc.yaml", "teams/maths.yaml"):
            write(top, f"journal/{path}", read(folder, path))
        for stage in ("review",):
            path = f"{CYCLE}/{stage}.yaml"
            write(top, f"journal/{path}", read(folder, path))
        if branch != "base":
            write(top, "code.py", f"{branch}\n")
        save(top, who, f"As {branch}")
    git(top, "switch", "-q", "ours")
    git_as(top, "Coach", "merge", "side", code=1)

    ran = resolve(top / "journal", code=7)

    assert "code.py" in ran.out
    assert git(top, "diff", "--name-only", "--diff-filter=U") == "code.py\n"
    assert "<<<<<<<" in read(top, "code.py")
    write(top, "code.py", "both\n")
    git(top, "add", "code.py")
    resolve(top / "journal", code=7)
    assert git(top, "status", "--porcelain") == ""
    assert git(top, "show", "HEAD:code.py") == "both\n"
    assert_both(top / "journal")
    assert len(parents(top)) == 2


def test_hooks_are_not_run(merging: Path) -> None:
    for name in ("pre-commit", "commit-msg", "post-commit", "post-merge", "pre-rebase"):
        hook = merging / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\ntouch hook-was-run\nexit 1\n")
        hook.chmod(0o755)

    resolve(merging, code=7)

    assert not (merging / "hook-was-run").exists()
    assert_both(merging)


@pytest.mark.parametrize("name", ["index", "branch"])
def test_a_kill_on_the_way_is_made_good_by_running_again(
    merging: Path, name: str
) -> None:
    program = (
        "import os, sys\n"
        "from plcjournal.repository.index import Index\n"
        "from plcjournal.repository.repository import Repository\n"
        "where = {'index': (Index, 'edit'), 'branch': (Repository, 'move_branch')}\n"
        f"owner, verb = where['{name}']\n"
        "known = getattr(owner, verb)\n"
        "def die(*words, **more):\n"
        "    known(*words, **more)\n"
        "    os._exit(9)\n"
        "setattr(owner, verb, die)\n"
        "from plcjournal.__main__ import main\n"
        "sys.argv = ['plc', 'resolve']\n"
        "main()\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program], cwd=merging, check=False, capture_output=True
    )
    assert killed.returncode in (1, 9)

    resolve(merging, code=7)

    assert_both(merging)
    assert_clean(merging)
    assert len(parents(merging)) == 2
    assert git(merging, "rev-list", "--count", "--merges", "HEAD") == "1\n"


def test_a_merge_on_no_branch_is_finished(lines: Path) -> None:
    git(lines, "switch", "-q", "--detach")
    git_as(lines, "Coach", "merge", "side", code=1)

    resolve(lines, code=7)

    assert_both(lines)
    assert_clean(lines)
    assert len(parents(lines)) == 2


def test_a_merge_in_a_second_work_tree_is_finished_there(
    lines: Path, tmp_path: Path
) -> None:
    beside = tmp_path / "beside"
    git(lines, "worktree", "add", "-q", "-b", "other", str(beside), "main")
    git_as(beside, "Coach", "merge", "side", code=1)

    resolve(beside, code=7)

    assert_both(beside)
    assert git(beside, "status", "--porcelain") == ""
    assert git(lines, "status", "--porcelain") == ""


# Records that carry marks, with nothing begun


def marked(folder: Path) -> str:
    git_as(folder, "Coach", "merge", "side", code=1)
    text = read(folder, ACTION)
    assert "<<<<<<< HEAD" in text
    return text


def test_a_record_saved_with_marks_is_made_whole(merging: Path) -> None:
    save(merging, "Coach", "Merged, or so I thought")

    ran = resolve(merging, code=7)

    assert "action of fractions" in ran.out
    assert_both(merging)
    assert_clean(merging)
    assert "<<<<<<<" in next((merging / "local/kept").iterdir()).read_text()


def test_a_record_left_with_marks_is_made_whole(lines: Path) -> None:
    text = marked(lines)
    git(lines, "merge", "--abort")
    write(lines, ACTION, text)

    resolve(lines, code=7)

    text = read(lines, ACTION)
    assert f"- value: {THEIRS}\n        by: Teacher B\n" in text
    assert f"- value: {OURS}\n" in text
    assert "id: number-line" in text
    assert "id: exit-slips" in text
    assert git(lines, "status", "--porcelain") == ""


def test_half_a_record_that_cannot_be_read_is_named_with_its_place(
    merging: Path,
) -> None:
    text = read(merging, ACTION).replace("id: exit-slips", "id: [exit")
    write(merging, ACTION, text)
    git(merging, "add", ACTION)

    ran = resolve(merging, code=7)

    line = 1 + text.splitlines().index("  - id: [exit")
    assert f"{ACTION}, line {line}: the second of the two versions" in ran.out
    assert read(merging, ACTION) == text
    assert (merging / ".git/MERGE_HEAD").exists()
    plc(merging, "save", code=5)


def test_marks_that_do_not_match_are_named_with_their_place(lines: Path) -> None:
    text = read(lines, ACTION).replace("learning:", "<<<<<<< HEAD\nlearning:")
    write(lines, ACTION, text)

    ran = resolve(lines, code=7)

    assert "do not match each other" in ran.out
    assert read(lines, ACTION) == text


def test_items_added_beside_each_other_make_a_merge_without_questions(
    planned: Path,
) -> None:
    folder = planned
    git(folder, "switch", "-qc", "side")
    change(folder, ACTION, item("exit-slips"))
    save(folder, "Teacher B", "Exit slips")
    git(folder, "switch", "-q", "main")
    change(folder, ACTION, item("number-line"))
    save(folder, "Coach", "A number line")
    git_as(folder, "Coach", "merge", "side", code=1)

    ran = resolve(folder, code=0)

    assert "contested" not in read(folder, ACTION)
    assert ran.out.splitlines()[-2:] == ["To share it, type:", "  plc sync"]
    assert_clean(folder)


def test_a_record_made_whole_that_names_somebody_is_not_saved(lines: Path) -> None:
    text = marked(lines)
    git(lines, "merge", "--abort")
    write(lines, ACTION, text.replace("Exit slips", "Gwenllian explains"))
    write(lines, "local/names.txt", "Gwenllian\n")

    ran = resolve(lines, "--json", code=7)

    assert not ran.data["outcome"]["is_saved"]
    assert "Gwenllian" in ran.err
    assert "id: exit-slips" in read(lines, ACTION)
    assert git(lines, "status", "--porcelain") == f" M {ACTION}\n"


def test_a_record_without_a_history_is_made_whole(lines: Path) -> None:
    write(lines, ACTION, marked(lines))
    shutil.rmtree(lines / ".git")

    resolve(lines, code=5)

    text = read(lines, ACTION)
    assert f"field: {DUE}" in text
    assert "<<<<<<<" not in text


def test_versions_are_signed_by_what_the_marks_call_them(lines: Path) -> None:
    commit = git(lines, "rev-parse", "side").strip()
    text = marked(lines).replace(">>>>>>> side", f">>>>>>> {commit[:9]} (Their day)")
    git(lines, "merge", "--abort")
    write(lines, ACTION, text)

    resolve(lines, code=7)

    assert f"- value: {THEIRS}\n        by: Teacher B\n" in read(lines, ACTION)


def test_the_outcome_is_told_to_programs(merging: Path) -> None:
    data = resolve(merging, "--json", code=7).data

    outcome = data["outcome"]
    assert (outcome["what"], outcome["is_done"], outcome["is_saved"]) == (
        *("merge", True, True),
    )
    assert outcome["people"] == ["you", "Teacher B"]
    assert outcome["records"] == [ACTION]
    assert [one["field"] for one in data["fields"]] == [DUE]


def test_what_is_left_is_told_to_programs(merging: Path) -> None:
    text = read(merging, ACTION).replace("id: exit-slips", "id: [exit")
    write(merging, ACTION, text)
    git(merging, "add", ACTION)

    outcome = resolve(merging, "--json", code=7).data["outcome"]

    assert not outcome["is_done"]
    assert "cannot be read" in outcome["unreadable"][0]
