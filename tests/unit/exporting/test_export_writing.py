"""Where an export goes, and what it never replaces."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from plcjournal.exporting.packed import PackedFiles
from plcjournal.exporting.writing import (
    LIST,
    IsThere,
    NoPlace,
    NotOurs,
    check_place,
    write_file,
    write_folder,
)

FILES = {"cycles.csv": b"one", "results.csv": b"two"}


def folder(out: Path, files: Mapping[str, bytes], *, may_replace: bool = False) -> None:
    write_folder(out, files, may_replace=may_replace)


def held(out: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in out.iterdir() if one.name != LIST}


def test_a_folder_holds_what_is_exported_and_a_list_of_it(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "tables"
    folder(out, FILES)
    assert held(out) == FILES
    assert json.loads((out / LIST).read_bytes())["made_by"] == "plc export"


def test_files_in_pieces_are_written_like_those_that_are_held_whole(
    tmp_path: Path,
) -> None:
    pieces = PackedFiles({name: [data[:2], data[2:]] for name, data in FILES.items()})
    folder(tmp_path / "t", pieces)
    assert held(tmp_path / "t") == FILES
    done = write_folder(tmp_path / "t", FILES, may_replace=False)
    assert (done.written, done.unchanged) == ((), 2)


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    folder(tmp_path / "t", FILES)
    before = {one: one.stat().st_mtime_ns for one in (tmp_path / "t").iterdir()}
    done = write_folder(tmp_path / "t", FILES, may_replace=False)
    assert (done.written, done.unchanged) == ((), 2)
    assert before == {one: one.stat().st_mtime_ns for one in (tmp_path / "t").iterdir()}


def test_ours_is_replaced_and_what_is_no_longer_made_goes(tmp_path: Path) -> None:
    out = tmp_path / "t"
    folder(out, FILES)
    done = write_folder(out, {"cycles.csv": b"new"}, may_replace=False)
    assert (done.written, done.removed) == (("cycles.csv",), ("results.csv",))
    assert held(out) == {"cycles.csv": b"new"}


@pytest.mark.parametrize("name", ["cycles.csv", "results.csv"])
def test_what_somebody_wrote_into_a_file_stays(tmp_path: Path, name: str) -> None:
    out = tmp_path / "t"
    folder(out, FILES)
    (out / name).write_bytes(b"my own notes")
    with pytest.raises(IsThere, match="changed by somebody since"):
        folder(out, {"cycles.csv": b"new"})
    assert held(out)[name] == b"my own notes"
    folder(out, {"cycles.csv": b"new"}, may_replace=True)
    assert held(out) == {"cycles.csv": b"new"}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t/thesis.txt").write_text("years of work")
    for may_replace in (False, True):
        with pytest.raises(NotOurs):
            folder(tmp_path / "t", FILES, may_replace=may_replace)
    assert held(tmp_path / "t") == {"thesis.txt": b"years of work"}


def test_a_file_of_somebody_else_in_our_folder_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "t"
    folder(out, {"cycles.csv": b"one"})
    (out / "notes.txt").write_text("mine")
    (out / "results.csv").write_text("mine too")
    with pytest.raises(NotOurs):
        folder(out, FILES, may_replace=True)
    (out / "results.csv").unlink()
    folder(out, FILES)
    assert held(out) == {**FILES, "notes.txt": b"mine"}


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        '{"made_by": "somebody", "files": {}}',
        '{"made_by": "plc export", "files": []}',
        "[]",
    ],
)
def test_a_list_that_is_not_ours_makes_no_folder_ours(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / LIST).write_text(text)
    with pytest.raises(NotOurs):
        folder(tmp_path / "t", FILES)


def test_a_list_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    out, secret = tmp_path / "t", tmp_path / "secret.csv"
    secret.write_text("mine")
    out.mkdir()
    listed = {"../secret.csv": [], "/etc/x.csv": [], "a.csv": 5, "thesis.txt": []}
    document = {"made_by": "plc export", "files": listed}
    (out / LIST).write_text(json.dumps(document))
    (out / "thesis.txt").write_text("mine")
    folder(out, FILES, may_replace=True)
    assert secret.read_text() == "mine"
    assert (out / "thesis.txt").read_text() == "mine"


def test_a_run_that_was_cut_off_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "t"
    folder(out, FILES)
    newer = {"cycles.csv": b"newer", "results.csv": b"newer too"}

    class PowerCutError(Exception):
        pass

    with monkeypatch.context() as patched:
        real = os.replace
        calls: list[int] = []

        def cut(source: Path, target: Path) -> None:
            calls.append(1)
            if len(calls) == 3:
                raise PowerCutError
            real(source, target)

        patched.setattr(os, "replace", cut)
        with pytest.raises(PowerCutError):
            folder(out, newer)
    assert not [one for one in out.iterdir() if one.name.startswith(".plc-tmp")]
    folder(out, newer)
    assert held(out) == newer


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    try:
        (tmp_path / "link").symlink_to(tmp_path / "real")
    except OSError:
        pytest.skip("this system makes no links")
    with pytest.raises(NotOurs):
        folder(tmp_path / "link", FILES)
    with pytest.raises(NotOurs):
        write_file(tmp_path / "link", b"x", may_replace=True)
    folder(tmp_path / "t", {"cycles.csv": b"one"})
    (tmp_path / "t/results.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(NotOurs):
        folder(tmp_path / "t", FILES, may_replace=True)
    assert not (tmp_path / "elsewhere.csv").exists()


def test_a_file_is_replaced_only_when_somebody_agreed(tmp_path: Path) -> None:
    out = tmp_path / "deep/journal.xlsx"
    assert write_file(out, b"one", may_replace=False).written == ("journal.xlsx",)
    assert write_file(out, b"one", may_replace=False).unchanged == 1
    with pytest.raises(IsThere, match="is there already"):
        write_file(out, b"two", may_replace=False)
    assert out.read_bytes() == b"one"
    write_file(out, b"two", may_replace=True)
    assert out.read_bytes() == b"two"
    with pytest.raises(NotOurs):
        write_file(tmp_path / "deep", b"two", may_replace=True)


@pytest.mark.parametrize(
    "place",
    [
        *(".", "plc.yaml", "cycles", "cycles/maths/x", "meetings/a.md", "models"),
        *(".git", ".git/hooks/x", "teams/../plc.yaml", "local/names.txt"),
    ],
)
def test_exports_have_no_place_among_the_records(tmp_path: Path, place: str) -> None:
    with pytest.raises(NoPlace):
        check_place(tmp_path, tmp_path / place)


@pytest.mark.parametrize("place", ["tables", "export.xlsx", "../x", "local/x.md"])
def test_beside_the_records_there_is_room(tmp_path: Path, place: str) -> None:
    check_place(tmp_path, tmp_path / place)
