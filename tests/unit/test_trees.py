"""A tree grown from a few entries is the tree that git itself makes of them."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plcjournal.repository.command import GitFailed
from plcjournal.repository.notes import Entry
from plcjournal.repository.packing import New
from plcjournal.repository.repository import Repository
from plcjournal.repository.trees import NOTHING, grown

PARTS = st.sampled_from(["a", "a-b", "a.b", "b", "é", "cycles"])
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
OTHER = "d00491fd7e5bb6fa28c517a0bb32b8b506539d4d"


def _git(folder: Path, *words: str, text: str = "") -> str:
    ended = subprocess.run(
        ["git", *words],
        cwd=folder,
        input=text,
        text=True,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("trees"))
    made.prepare()
    assert made.store_blobs([b"", b"1\n"]) == (EMPTY, OTHER)
    return made


def _by_git(repository: Repository, tree: str, entries: list[Entry]) -> str:
    return repository.index.tree(tree or None, entries, 40)


def _apart(paths: list[str]) -> bool:
    """Say whether no path is a folder of another."""
    return not any(
        one != two and two.startswith(f"{one}/") for one in paths for two in paths
    )


@settings(max_examples=30)
@given(
    there=st.lists(PATHS, unique=True, max_size=6).filter(_apart),
    some=st.lists(
        st.tuples(PATHS, st.booleans()), max_size=5, unique_by=lambda o: o[0]
    ),
)
def test_a_grown_tree_is_what_git_makes(
    repository: Repository, there: list[str], some: list[tuple[str, bool]]
) -> None:
    if not _apart([*dict.fromkeys([*there, *(path for path, _ in some)])]):
        return
    first = _by_git(repository, "", [Entry(path, "100644", EMPTY) for path in there])
    news = [Entry(path, "100755", OTHER if kept else None) for path, kept in some]
    with repository.objects() as objects:
        made = grown(objects, first, news, 40)
        repository.store(made.trees)
    assert made.id == _by_git(repository, first, news)
    assert _git(repository.place.top, "cat-file", "-t", made.id) == "tree"


def test_what_is_no_record_stays_as_it_is(repository: Repository) -> None:
    top = repository.place.top
    link = f"120000 blob {EMPTY}\tlink\n160000 commit {'1' * 40}\tinside\n"
    tree = _git(top, "mktree", "--missing", text=link)
    with repository.objects() as objects:
        made = grown(objects, tree, [Entry("cycles/a.yaml", "100644", EMPTY)], 40)
        repository.store(made.trees)
        again = grown(objects, made.id, [Entry("cycles/a.yaml", "100644", None)], 40)
    assert again.id == tree
    assert "120000" in _git(top, "ls-tree", made.id)


def test_taking_everything_away_leaves_an_empty_tree(repository: Repository) -> None:
    with repository.objects() as objects:
        made = grown(objects, None, [Entry("a/b", "100644", None)], 40)
    assert made.id == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def test_it_tells_what_changes_and_what_stands_in_the_way(
    repository: Repository,
) -> None:
    kept = [Entry(path, "100755", EMPTY) for path in ("a/b", "c", "d/e", "f")]
    first = _by_git(repository, "", kept)
    news = [
        Entry("a/b", "100644", OTHER),  # a program
        Entry("a/new", "100644", OTHER),
        Entry("c/new", "100644", OTHER),  # c is a file
        Entry("d", "100644", OTHER),  # d is a folder
        Entry("f", "100755", EMPTY),  # as it is
        Entry("gone", "100644", None),
    ]
    with repository.objects() as objects:
        before = grown(objects, first, news, 40).before
    assert before == {
        "a/b": "100755",
        "a/new": NOTHING,
        "c": "100755",
        "c/new": NOTHING,
        "d/": "40000",
    }


def test_a_folder_in_an_order_of_its_own_is_not_written_again(
    repository: Repository,
) -> None:
    rows = [b"100644 %b\0%b" % (name, bytes.fromhex(EMPTY)) for name in (b"b", b"a")]
    made = New("tree", b"".join(rows))
    repository.store([made])
    tree = made.id(40)
    with repository.objects() as objects, pytest.raises(GitFailed):
        grown(objects, tree, [Entry("c", "100644", EMPTY)], 40)


def test_a_folder_that_is_lost_is_not_taken_for_empty(repository: Repository) -> None:
    top = repository.place.top
    tree = _git(top, "mktree", "--missing", text=f"040000 tree {'1' * 40}\ta\n")
    entries = [Entry("a/b", "100644", EMPTY)]
    with repository.objects() as objects, pytest.raises(GitFailed):
        grown(objects, tree, entries, 40)
    with repository.objects() as objects, pytest.raises(GitFailed):
        grown(objects, "2" * 40, entries, 40)
