"""Records that may have a field that waits are found without reading any."""

from pathlib import Path

from plcjournal.undecided import undecided_paths


def test_records_with_the_key_in_any_spelling_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "cycles/team/2025-10-x"
    folder.mkdir(parents=True)
    (folder / "action.yaml").write_bytes(b"format: 1\ncontested:\n  - field: a\n")
    (folder / "review.yaml").write_bytes(b'format: 1\n"c\\x6fntested": []\n')
    (folder / "evidence.yaml").write_bytes(b"format: 1\n# nothing here\n")
    (folder / "notes.txt").write_bytes(b"contested, and no record\n")
    (tmp_path / "plc.yaml").write_bytes(b"\xff\0 contested\n")

    assert undecided_paths(tmp_path) == (
        "cycles/team/2025-10-x/action.yaml",
        "cycles/team/2025-10-x/review.yaml",
        "plc.yaml",
    )
    assert undecided_paths(tmp_path, ["team/2025-10-x"]) == undecided_paths(tmp_path)
    assert undecided_paths(tmp_path, ()) == ("plc.yaml",)


def test_what_git_ignores_is_searched_as_well(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"teams/\n")
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams/ours.yaml").write_bytes(b"contested: []\n")

    assert undecided_paths(tmp_path) == ("teams/ours.yaml",)


def test_an_empty_folder_has_none(tmp_path: Path) -> None:
    assert undecided_paths(tmp_path) == ()
