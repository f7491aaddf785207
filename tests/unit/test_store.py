import os
import sys
from pathlib import Path

import pytest

from plcjournal import store
from plcjournal.errors import Exit
from plcjournal.store import (
    LIMIT,
    CannotWrite,
    ChangedOnDisk,
    Unconfirmed,
    Unreadable,
    UnsafePath,
    read,
    record_paths,
    write,
)

needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such files or permissions"
)


def test_an_absent_file_is_none_and_so_is_one_in_an_absent_folder(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_bytes(b"x")

    assert read(tmp_path, "plc.yaml") is None
    assert read(tmp_path, "teams/t.yaml") is None
    assert read(tmp_path, "file/t.yaml") is None


def test_at_most_one_byte_over_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "plc.yaml").write_bytes(b"x" * (LIMIT + 100))

    assert len(read(tmp_path, "plc.yaml") or b"") == LIMIT + 1
    assert len(store.read_whole(tmp_path, "plc.yaml") or b"") == LIMIT + 100


@needs_posix
def test_what_is_no_ordinary_file_is_named_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "secret")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")

    for name in ("link", "folder", "pipe"):
        with pytest.raises(Unreadable, match=rf"{name}\.yaml cannot be read") as error:
            read(tmp_path, f"{name}.yaml")
        assert error.value.hint
        with pytest.raises(Unreadable):
            write(tmp_path, f"{name}.yaml", b"x", None)
    assert (tmp_path / "secret").read_bytes() == b"x"


@needs_posix
@pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_this_account_may_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "plc.yaml").write_bytes(b"x")
    (tmp_path / "plc.yaml").chmod(0)

    with pytest.raises(Unreadable, match="this account may not read it"):
        read(tmp_path, "plc.yaml")


@needs_posix
def test_records_are_listed_sorted_from_real_folders_only(tmp_path: Path) -> None:
    expected = (
        "cycles/b/2025-01-x/action.yaml",
        "cycles/b/2025-01-x/evidence.yaml",
        "cycles/b/2025-01-x/extra.yaml",
        "meetings/2025-11-05-b.yaml",
        "models/own.yaml",
        "plc.yaml",
        "teams/b.yaml",
    )
    other = (
        ".plc-tmp.12.yaml",
        "cycles/b/.plc-tmp.12.yaml",
        "cycles/b/2025-01-x/.plc-tmp.12.yaml",
        "cycles/b/2025-01-x/files/plan.yaml",
        "cycles/b/2025-01-x/notes.txt",
        "cycles/loose.yaml",
        "local/names.yaml",
        "conflicts/x.yaml",
        "elsewhere/2025-01-y/action.yaml",
    )
    for path in (*expected, *other):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    (tmp_path / "cycles/linked").symlink_to(tmp_path / "elsewhere")

    assert record_paths(tmp_path) == expected
    assert record_paths(tmp_path / "nowhere") == ()


@needs_posix
def test_a_linked_record_is_listed_so_that_somebody_hears_of_it(tmp_path: Path) -> None:
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams/t.yaml").symlink_to("/nowhere")

    assert record_paths(tmp_path) == ("teams/t.yaml",)


def test_a_new_file_gets_its_folders(tmp_path: Path) -> None:
    write(tmp_path, "cycles/t/2025-01-x/action.yaml", b"x", None)

    assert read(tmp_path, "cycles/t/2025-01-x/action.yaml") == b"x"
    assert list(tmp_path.rglob(".plc-tmp.*")) == []


@needs_posix
def test_a_file_keeps_its_permissions_and_a_new_one_has_the_usual(
    tmp_path: Path,
) -> None:
    (tmp_path / "plc.yaml").write_bytes(b"a")
    usual = (tmp_path / "plc.yaml").stat().st_mode
    (tmp_path / "plc.yaml").chmod(0o640)

    write(tmp_path, "plc.yaml", b"b", b"a")
    write(tmp_path, "new.yaml", b"b", None)

    assert (tmp_path / "plc.yaml").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "new.yaml").stat().st_mode == usual


def test_with_the_last_file_of_a_folder_the_folder_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("cycles/a/one/priority.yaml", "cycles/a/two/priority.yaml"):
        store.write(tmp_path, name, b"1\n", None)
    store.write(tmp_path, "cycles/a/one/priority.yaml", None, b"1\n")
    assert [one.name for one in (tmp_path / "cycles/a").iterdir()] == ["two"]
    monkeypatch.chdir(tmp_path / "cycles/a")
    store.write(tmp_path, "cycles/a/two/priority.yaml", None, b"1\n")
    assert [one.name for one in (tmp_path / "cycles").iterdir()] == ["a"]


def test_a_file_is_removed_only_if_it_is_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "plc.yaml").write_bytes(b"a")

    with pytest.raises(ChangedOnDisk):
        write(tmp_path, "plc.yaml", None, b"b")
    write(tmp_path, "plc.yaml", None, b"a")

    assert read(tmp_path, "plc.yaml") is None


@pytest.mark.parametrize(
    ("there", "before"),
    [
        (b"a", b"b"),
        (b"a", None),
        (None, b"a"),
        (b"ab", b"a"),
        (b"a", b"ab"),
        (b"", None),
    ],
)
def test_a_file_that_is_not_what_was_read_is_not_touched(
    tmp_path: Path, there: bytes | None, before: bytes | None
) -> None:
    if there is not None:
        (tmp_path / "plc.yaml").write_bytes(there)

    with pytest.raises(ChangedOnDisk, match=r"^plc\.yaml was changed") as error:
        write(tmp_path, "plc.yaml", b"new", before)

    assert error.value.exit_code is Exit.NEEDS_PERSON
    assert error.value.hint
    assert read(tmp_path, "plc.yaml") == there


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x.yaml",
        "teams/../../x.yaml",
        "teams//x.yaml",
        "./x.yaml",
        "teams/",
        ".git/config",
        "teams/.Git/x",
        "git~1/x",
        ".g\u200cit/x",
        "C:/x.yaml",
        "teams\\x.yaml",
        "teams/nul.yaml",
        "COM1",
        "lpt\u00b9.txt",
        "teams/x.yaml.",
        "teams/x ",
        "teams/a\nb.yaml",
        "teams/a\0b.yaml",
        "teams/what?.yaml",
    ],
)
def test_a_path_that_some_computer_cannot_hold_is_refused(
    tmp_path: Path, path: str
) -> None:
    with pytest.raises(UnsafePath, match="is not a place inside the journal"):
        write(tmp_path, path, b"x", None)

    assert list(tmp_path.rglob("*x*")) == []


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "a\0b", ""])
def test_nothing_outside_the_journal_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "x").write_bytes(b"x")
    (tmp_path / "in").mkdir()

    with pytest.raises(UnsafePath):
        read(tmp_path / "in", path)


@needs_posix
def test_a_linked_folder_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in/teams").symlink_to(tmp_path / "out")

    with pytest.raises(UnsafePath):
        write(tmp_path / "in", "teams/t.yaml", b"x", None)

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("call", ["replace", "fsync", "open"])
def test_a_disk_that_refuses_leaves_the_file_and_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (tmp_path / "plc.yaml").write_bytes(b"old")
    real = os.open

    def fail(*given: object, **_named: object) -> int:
        if call == "open" and ".plc-tmp." not in str(given[0]):
            return real(*given)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(CannotWrite, match="as it was before: No space left"):
            write(tmp_path, "plc.yaml", b"new", b"old")

    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == [
        "plc.yaml"
    ]
    assert read(tmp_path, "plc.yaml") == b"old"


@needs_posix
def test_words_the_disk_does_not_confirm_are_told_from_words_it_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("plcjournal.disk.flush_folder", fail)
    with pytest.raises(Unconfirmed, match="did not confirm"):
        write(tmp_path, "plc.yaml", b"new", None)

    assert read(tmp_path, "plc.yaml") == b"new"
