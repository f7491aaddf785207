"""Where lines of work met: the common pasts git finds, and the files in doubt."""

import random
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from installed import git

from plcjournal.repository.merges import Merge, Merges, Met
from plcjournal.repository.place import find
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Blob

OLD, NEW, OTHER = (Blob("100644", letter * 40) for letter in "abc")


def made(folder: Path, parents: Sequence[Sequence[int]]) -> list[str]:
    """Make a history of empty states, each built on earlier ones; answer their ids."""
    git(folder, "init", "-q", "-b", "main")
    (folder / "a").write_text("a", encoding="utf-8")
    git(folder, "add", "a")
    tree = git(folder, "write-tree").strip()
    ids: list[str] = []
    for number, some in enumerate(parents):
        words = [word for one in some for word in ("-p", ids[one])]
        made_one = git(folder, "commit-tree", tree, "-m", str(number), *words)
        ids.append(made_one.strip())
    return ids


def history(folder: Path, tip: str) -> Merges:
    git(folder, "update-ref", "refs/heads/main", tip)
    place = find(folder)
    assert place is not None
    return Merges(Repository(place), tip)


def merge_bases(folder: Path, *commits: str) -> list[str]:
    ended = subprocess.run(
        ["git", "merge-base", "--all", *commits],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,  # 1 where there is none
    )
    return ended.stdout.split()


@pytest.mark.parametrize("seed", range(2))
def test_the_common_pasts_are_those_that_git_finds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    parents: list[list[int]] = [[], []]
    parents += [chance.sample(range(max(0, n - 6), n), 2) for n in range(2, 24)]
    loose = [n for n in range(24) if all(n not in some for some in parents)]
    parents.append(loose)
    ids = made(tmp_path, parents)
    graph = history(tmp_path, ids[-1]).graph
    for _ in range(12):
        one, other = chance.sample(ids[:-1], 2)
        told = merge_bases(tmp_path, one, other)
        assert {*graph.bases([one, other])} == {*told}


def test_one_state_built_on_another_has_that_one_as_past(tmp_path: Path) -> None:
    ids = made(tmp_path, [[], [0], [1]])
    graph = history(tmp_path, ids[2]).graph
    assert graph.bases([ids[2], ids[1]]) == (ids[1],)
    assert graph.bases([ids[1], ids[1]]) == (ids[1],)
    assert graph.after(ids[0]) == {ids[1], ids[2]}
    assert graph.after(ids[2]) == frozenset()


def test_lines_of_their_own_have_no_common_past(tmp_path: Path) -> None:
    ids = made(tmp_path, [[], [], [0, 1]])
    assert history(tmp_path, ids[2]).graph.bases(ids[:2]) == ()


@pytest.mark.parametrize(
    ("sides", "result", "is_settled"),
    [
        ((OLD, NEW), NEW, True),
        ((NEW, OLD), NEW, True),
        ((NEW, NEW), NEW, True),
        ((OLD, None), None, True),
        ((OLD, OLD), OTHER, True),
        ((OLD, NEW), OLD, False),
        ((OLD, None), OLD, False),
        ((NEW, OTHER), NEW, False),
        ((NEW, None), NEW, False),
    ],
)
def test_a_file_is_settled_when_all_that_changed_is_what_came_out(
    sides: tuple[Blob | None, ...], result: Blob | None, *, is_settled: bool
) -> None:
    assert Met("a", OLD, sides, result).is_settled is is_settled


def test_odd_names_and_many_merges_are_read_right(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    names = ["plain", "with space", "line\nbreak", "é", ":colon"]
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Start")
    for number, name in enumerate(names):
        git(tmp_path, "checkout", "-q", "-b", f"b{number}")
        (tmp_path / name).write_text(name, encoding="utf-8")
        git(tmp_path, "--literal-pathspecs", "add", "--", name)
        git(tmp_path, "commit", "-q", "-m", "Add")
        git(tmp_path, "checkout", "-q", "main")
        git(tmp_path, "merge", "-q", "--no-ff", "-s", "ours", "-m", "M", f"b{number}")
    merges = history(tmp_path, git(tmp_path, "rev-parse", "HEAD").strip())
    found = [*merges.doubtful()]
    assert [_path(one) for one in found] == names[::-1]
    assert merges.seen == len(names)
    assert [*merges.doubtful(not_in=[found[1].id])] == found[:1]


def _path(merge: Merge) -> str:
    [[met]] = merge.doubtful
    return met.path
