"""Walking the past of a real history, whatever its owner set for git."""

import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from plcjournal.repository.repository import GitFailed, Person, Repository, Snapshot
from plcjournal.repository.revisions import Blob, Revisions, trailer

ANN = Person("Ann", "ann@noreply.invalid")
NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)


def git(folder: Path, *words: str, day: int = 0) -> str:
    date = (NOON + timedelta(days=day)).isoformat()
    ended = subprocess.run(
        ["git", *words],
        cwd=folder,
        capture_output=True,
        check=True,
        env={**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date},
    )
    return ended.stdout.decode().strip()


def put(folder: Path, day: int = 0, **files: str) -> str:
    """Commit some files; answer the id."""
    for name, text in files.items():
        (folder / name).write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", f"Day {day}", day=day)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Repository.create(tmp_path / "journal").place.top


def of(folder: Path) -> Revisions:
    place = Repository.create(folder).place
    return Revisions(Repository(place))


@pytest.fixture
def parted(folder: Path) -> dict[str, str]:
    """Two lines of work that part and meet: `file` changed by both, `theirs` by one."""
    base = put(folder, 0, file="1\n", same="x\n")
    ours = put(folder, 2, file="2\n", ours="o\n")
    git(folder, "switch", "-qc", "side", base)
    theirs = put(folder, 1, file="3\n", theirs="t\n")
    git(folder, "switch", "-q", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, "merge", "side")  # both changed the file
    met = put(folder, 3, file="4\n")
    return {"base": base, "ours": ours, "theirs": theirs, "met": met}


def test_a_commit_knows_who_made_it_when_and_why(tmp_path: Path, folder: Path) -> None:
    repository = Repository.create(folder)
    when = datetime(2025, 10, 1, 9, 5, tzinfo=timezone(timedelta(hours=-4)))
    author = Person("Anaïs Ó Néill", "a@noreply.invalid")
    body = "Cycle: maths/2025-10-fractions\nPlc-Action: note"
    tip = repository.replay(
        "", [Snapshot({"a": b"1"}, "Note: argue (fractions)", author, when, body)]
    )

    found = Revisions(repository).commit("HEAD")

    assert found is not None
    assert (found.id, found.parents, found.author) == (tip, (), author)
    assert found.when == when
    assert found.when.utcoffset() == timedelta(hours=-4)
    assert found.subject == "Note: argue (fractions)"
    assert trailer(found, "Cycle") == "maths/2025-10-fractions"
    assert trailer(found, "Stage") == ""


@pytest.mark.parametrize("name", ["nope", "deadbeef" * 5, "--all", "-n1", ""])
def test_a_name_of_nothing_is_no_commit(folder: Path, name: str) -> None:
    put(folder, a="1")
    assert of(folder).commit(name) is None


def test_a_last_paragraph_of_prose_is_no_trailer(folder: Path) -> None:
    put(folder, a="1")
    git(folder, "commit", "--amend", "-q", "-m", "One\ntwo\n\nThree: four\nand five")
    found = of(folder).commit("HEAD")
    assert found is not None
    assert found.subject == "One two"
    assert found.trailers == ()


def test_a_walk_goes_from_the_newest_back(folder: Path, parted: dict[str, str]) -> None:
    revisions = of(folder)

    ids = [one.id for one in revisions.walk(parted["met"])]
    assert ids[0] == parted["met"]
    assert ids[-1] == parted["base"]
    assert {*ids} == {*parted.values()}
    by_date = [one.id for one in revisions.walk(parted["met"], by_date=True)]
    assert by_date == [parted[name] for name in ("met", "ours", "theirs", "base")]


def test_a_walk_leaves_out_what_it_is_told(
    folder: Path, parted: dict[str, str]
) -> None:
    revisions, tip = of(folder), parted["met"]

    new = revisions.walk(tip, not_in=[parted["theirs"]])
    assert [one.id for one in new] == [tip, parted["ours"]]
    merges = [one.id for one in revisions.walk(tip, merges=True)]
    assert merges == [tip]
    others = {one.id for one in revisions.walk(tip, merges=False)}
    assert others == {*parted.values()} - {tip}
    assert len([*revisions.walk(tip, limit=2)]) == 2


def test_a_walk_tells_the_files_that_each_commit_touched(
    folder: Path, parted: dict[str, str]
) -> None:
    found = {one.id: one for one in of(folder).walk(parted["met"], with_paths=True)}

    assert found[parted["base"]].paths == ("file", "same")
    assert [one.before for one in found[parted["base"]].touched] == [(None,), (None,)]
    assert found[parted["ours"]].paths == ("file", "ours")
    (met,) = found[parted["met"]].touched  # what both parents have otherwise
    assert met.path == "file"
    assert met.before == (
        found[parted["ours"]].touched[0].after,
        found[parted["theirs"]].touched[0].after,
    )
    assert met.after == Blob("100644", git(folder, "rev-parse", "HEAD:file"))


def test_a_walk_along_a_path_sees_lines_whose_result_was_not_taken(
    folder: Path, parted: dict[str, str]
) -> None:
    git(folder, "switch", "-qc", "other", parted["base"])
    lost = put(folder, 5, file="5\n")
    git(folder, "switch", "-q", "main")
    git(folder, "merge", "-q", "-s", "ours", "-m", "Meet", "other", day=6)
    revisions, tip = of(folder), git(folder, "rev-parse", "HEAD")

    every = [one.id for one in revisions.walk(tip, paths=["file"])]
    assert lost in every
    some = [one.id for one in revisions.walk(tip, paths=["file"], simplified=True)]
    assert lost not in some
    newest = revisions.last_change(tip, "file")
    assert newest is not None
    assert newest.id == parted["met"]
    assert revisions.last_change(tip, "file", [parted["met"]]) is None
    assert revisions.last_change(tip, "nowhere") is None


def test_a_path_is_a_name_and_not_a_pattern(folder: Path) -> None:
    put(folder, 0, **{"a*": "1", "ab": "1"})
    put(folder, 1, ab="2")
    revisions = of(folder)
    tip = git(folder, "rev-parse", "HEAD")
    assert [one.subject for one in revisions.walk(tip, paths=["a*"])] == ["Day 0"]
    assert [*revisions.walk(tip, paths=[":(top)zz"])] == []


def test_a_file_may_have_any_name(folder: Path) -> None:
    name = "two\nlines é \t:100644"
    put(folder, 0, **{name: "1"})
    (found,) = of(folder).walk(git(folder, "rev-parse", "HEAD"), with_paths=True)
    assert found.paths == (name,)


def test_what_a_person_set_for_git_changes_nothing(
    folder: Path, parted: dict[str, str], tmp_path: Path
) -> None:
    revisions = of(folder)
    before = [*revisions.walk(parted["met"], paths=["file"], with_paths=True)]
    changed = revisions.changed(parted["base"], parted["met"])
    (tmp_path / "names").write_text("Somebody <x@x> Test Teacher <teacher@noreply>\n")
    for setting in (
        "log.showSignature=true",
        "log.showRoot=false",
        "log.follow=true",
        "log.mailmap=true",
        "log.date=relative",
        "log.decorate=full",
        "log.diffMerges=first-parent",
        f"mailmap.file={tmp_path / 'names'}",
        "format.pretty=oneline",
        "format.notes=*",
        "diff.renames=copies",
        "diff.external=false",
        "diff.noprefix=true",
        "diff.orderFile=/nowhere",
        "diff.relative=true",
        "color.ui=always",
        "core.abbrev=5",
        "core.quotePath=true",
        "core.pager=false",
        "i18n.logOutputEncoding=latin1",
        "pager.log=true",
    ):
        git(folder, "config", *setting.split("=", 1))

    again = [*of(folder).walk(parted["met"], paths=["file"], with_paths=True)]
    assert again == before
    assert of(folder).changed(parted["base"], parted["met"]) == changed


def test_a_walk_stops_when_nobody_listens(folder: Path) -> None:
    for day in range(3):
        put(folder, day, a=str(day))
    walk = of(folder).walk(git(folder, "rev-parse", "HEAD"))
    assert next(walk).subject == "Day 2"
    walk.close()  # type: ignore[attr-defined]  # a generator has it


def test_a_walk_from_nowhere_says_so(folder: Path) -> None:
    put(folder, a="1")
    with pytest.raises(GitFailed):
        [*of(folder).walk("nowhere")]


def test_a_wrong_clock_is_a_moment_all_the_same(folder: Path) -> None:
    put(folder, a="1")
    tree = git(folder, "rev-parse", "HEAD^{tree}")
    for date in ("99999999999999 +0000", "5 +9999"):
        text = f"tree {tree}\nauthor A <a@b> {date}\ncommitter A <a@b> {date}\n\nHi\n"
        made = subprocess.run(
            ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
            cwd=folder,
            input=text.encode(),
            capture_output=True,
            check=True,
        )
        found = of(folder).commit(made.stdout.decode().strip())
        assert found is not None
        assert found.when.tzinfo is not None


def test_two_lines_meet_where_they_parted(folder: Path, parted: dict[str, str]) -> None:
    revisions = of(folder)
    found = revisions.merge_bases(parted["ours"], parted["theirs"])
    assert found == (parted["base"],)
    git(folder, "switch", "-q", "--orphan", "alone")
    alone = put(folder, 9, z="1")
    assert revisions.merge_bases(alone, parted["ours"]) == ()
    assert revisions.contains(parted["met"], parted["theirs"])
    assert not revisions.contains(parted["ours"], parted["theirs"])


def test_contents_and_differences_of_commits(
    folder: Path, parted: dict[str, str]
) -> None:
    revisions = of(folder)

    blobs = revisions.blobs(parted["theirs"], ["file", "theirs", "ours"])
    assert blobs == {"file": b"3\n", "theirs": b"t\n"}
    changed = revisions.changed(parted["ours"], parted["theirs"])
    assert {path: (bool(a), bool(b)) for path, (a, b) in changed.items()} == {
        "file": (True, True),
        "ours": (True, False),
        "theirs": (False, True),
    }
    assert revisions.changed(parted["met"], parted["met"]) == {}
    assert [*revisions.changed(None, parted["base"])] == ["file", "same"]
    assert [*revisions.changed(None, parted["met"], ["ours"])] == ["ours"]


def test_a_link_is_no_ordinary_file(folder: Path) -> None:
    (folder / "link").symlink_to("a")
    tip = put(folder, a="1")
    changed = of(folder).changed(None, tip)
    files = {path: after.is_file for path, (_, after) in changed.items() if after}
    assert files == {"a": True, "link": False}


def test_what_was_saved_at_a_moment_is_found_along_the_own_line(
    folder: Path, parted: dict[str, str]
) -> None:
    revisions, tip = of(folder), parted["met"]
    ids = [revisions.at(NOON + timedelta(days=day), tip) for day in (-1, 0, 1, 2, 9)]
    names = ["base", "base", "ours", "met"]
    assert ids == [None, *(parted[name] for name in names)]


def test_a_shallow_copy_knows_where_it_begins(folder: Path, tmp_path: Path) -> None:
    put(folder, 0, a="1")
    last = put(folder, 1, a="2")
    assert not of(folder).is_shallow()
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth=1", folder.as_uri(), str(copy))
    revisions = of(copy)
    assert revisions.is_shallow()
    assert revisions.boundary() == (last,)
    assert [one.paths for one in revisions.walk(last, with_paths=True)] == [("a",)]


def test_ids_are_looked_up_in_this_history_only(
    folder: Path, parted: dict[str, str]
) -> None:
    revisions = of(folder)
    assert revisions.ids(parted["met"], parted["ours"][:8]) == (parted["ours"],)
    assert revisions.ids(parted["base"], parted["ours"][:8]) == ()
    assert len(revisions.ids(parted["met"], "")) == 4
    git(folder, "tag", "-m", "Term", "autumn", parted["ours"])
    assert revisions.tagged("autumn") == parted["ours"]
    assert revisions.tagged("winter") is None


def test_a_mark_holds_a_state_and_since_when(folder: Path) -> None:
    first, last = put(folder, 0, a="1"), put(folder, 1, a="2")
    revisions, ref = of(folder), "refs/plcjournal/looked"

    assert revisions.marked(ref) is None
    revisions.mark(ref, first, 1_760_000_000)
    assert revisions.marked(ref) == (
        first,
        datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC),
    )
    revisions.mark(ref, last, 1_760_000_001)
    found = revisions.marked(ref)
    assert found is not None
    assert (found[0], int(found[1].timestamp())) == (last, 1_760_000_001)
    with pytest.raises(GitFailed):
        revisions.mark(ref, "0" * 40, 1)
