"""Only our own files are written and removed, and only when they changed."""

import json
from pathlib import Path

import pytest

from plcjournal.site.writing import LIST, NotOurs, Pages, write

PAGES = {
    "index.html": b"front",
    "cycles/maths/2025-10-fractions.html": b"one",
    "teams/maths.html": b"team",
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_a_new_folder_gets_every_page_and_a_list(tmp_path: Path) -> None:
    done = write(tmp_path / "a/b", PAGES)
    assert {*done.written} == {*PAGES}
    assert {*files(tmp_path / "a/b")} == {*PAGES, LIST}


def test_a_second_time_writes_nothing(pages: Path) -> None:
    write(pages, PAGES)
    before = {path: (pages / path).stat().st_mtime_ns for path in (*PAGES, LIST)}
    done = write(pages, PAGES)
    after = {path: (pages / path).stat().st_mtime_ns for path in (*PAGES, LIST)}
    assert (done.written, done.unchanged, before == after) == ((), 3, True)


def test_a_page_that_is_gone_is_removed_with_its_folder(pages: Path) -> None:
    write(pages, PAGES)
    done = write(pages, {"index.html": b"front"})
    assert len(done.removed) == 2
    assert {*files(pages)} == {"index.html", LIST}
    assert not (pages / "cycles").exists()


def test_a_page_that_somebody_changed_is_not_removed(pages: Path) -> None:
    write(pages, PAGES)
    (pages / "teams/maths.html").write_bytes(b"mine")
    done = write(pages, {"index.html": b"front"})
    assert done.kept == ("teams/maths.html",)
    assert (pages / "teams/maths.html").read_bytes() == b"mine"


def test_files_beside_ours_stay(pages: Path) -> None:
    write(pages, PAGES)
    (pages / "CNAME").write_bytes(b"example.org")
    (pages / "teams/photo.txt").write_bytes(b"x")
    write(pages, {"index.html": b"front"})
    assert {*files(pages)} == {"index.html", LIST, "CNAME", "teams/photo.txt"}


def test_a_folder_of_somebody_else_is_refused(pages: Path) -> None:
    (pages / "thesis.txt").write_bytes(b"x")
    with pytest.raises(NotOurs):
        write(pages, PAGES)
    assert {*files(pages)} == {"thesis.txt"}


def test_a_file_of_somebody_else_in_our_folder_is_refused(pages: Path) -> None:
    write(pages, {"index.html": b"front"})
    (pages / "learned.html").write_bytes(b"mine")
    with pytest.raises(NotOurs):
        write(pages, {"index.html": b"new", "learned.html": b"ours"})
    assert (pages / "index.html").read_bytes() == b"front"


@pytest.mark.parametrize("told", ["", "[]", '{"made_by": "x"}', '{"files": 3}'])
def test_a_list_that_is_not_ours_makes_no_folder_ours(pages: Path, told: str) -> None:
    (pages / LIST).write_text(told)
    with pytest.raises(NotOurs):
        write(pages, PAGES)


def test_a_forged_list_removes_nothing_else(tmp_path: Path) -> None:
    folder, precious = tmp_path / "site", tmp_path / "precious.html"
    precious.write_bytes(b"x")
    write(folder, PAGES)
    told = json.loads((folder / LIST).read_text())
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    told["files"] |= {"../precious.html": digest, str(precious): digest}
    (folder / LIST).write_text(json.dumps(told))
    write(folder, {"index.html": b"front"})
    assert precious.read_bytes() == b"x"


def test_a_link_leads_nothing_out_of_the_folder(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    write(folder, {"index.html": b"front"})
    (folder / "teams").symlink_to(elsewhere)
    with pytest.raises(NotOurs):
        write(folder, PAGES)
    assert not [*elsewhere.iterdir()]


def test_a_run_that_was_cut_off_is_finished_by_the_next(pages: Path) -> None:
    write(pages, PAGES)
    listed = json.loads((pages / LIST).read_text())
    listed["files"]["teams/new.html"] = "not written yet"
    (pages / LIST).write_text(json.dumps(listed))
    (pages / "index.html").unlink()
    done = write(pages, {**PAGES, "teams/new.html": b"new"})
    assert {*done.written} == {"index.html", "teams/new.html"}


def test_pages_are_told_in_the_order_that_is_wanted(pages: Path) -> None:
    with Pages(pages) as some:
        for path in sorted(PAGES):
            some.add(path, (PAGES[path][:1], PAGES[path][1:]))
        done = some.write([*PAGES])

    assert done.written == (*PAGES,)
    assert {path: files(pages)[path] for path in PAGES} == PAGES


def test_a_page_as_it_was_takes_no_room_of_the_next(pages: Path) -> None:
    write(pages, PAGES)
    new = {**PAGES, "index.html": b"a longer front", "teams/maths.html": b"t"}

    done = write(pages, new)

    assert done.written == ("index.html", "teams/maths.html")
    assert {path: files(pages)[path] for path in new} == new


def test_nothing_is_written_before_the_last_page_is_made(pages: Path) -> None:
    with Pages(pages) as some:
        some.add("index.html", (b"front",))

    assert files(pages) == {}
