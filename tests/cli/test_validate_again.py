"""A check of a journal in which nothing changed answers what the last one found."""

import json
from pathlib import Path

import pytest
from installed import plc_in

KEPT = ".git/plcjournal/checked.json"


def _told(begun: Path, *words: str) -> tuple[int, str]:
    ended = plc_in(begun, "validate", *words)
    return ended.returncode, ended.stdout + ended.stderr


def test_the_second_check_says_what_the_first_one_said(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _told(begun), _told(begun, "--json"), _told(begun, "--format", "gitlab")
    assert json.loads((begun / KEPT).read_bytes())["findings"]
    assert (
        _told(begun),
        _told(begun, "--json"),
        _told(begun, "--format", "gitlab"),
    ) == first
    monkeypatch.setenv("PLC_TODAY", "2026-01-05")
    assert _told(begun)[0] == 0


def test_what_changed_since_is_found(begun: Path) -> None:
    assert _told(begun)[0] == 0
    record = next((begun / "cycles").glob("*/*/priority.yaml"))
    record.write_text(record.read_text() + "titel: x\n")
    code, out = _told(begun)
    assert code != 0
    assert "titel" in out
    assert _told(begun) == (code, out)


def test_a_name_put_on_the_list_is_found_at_once(begun: Path) -> None:
    plc_in(begun, "note", "Zebulon counted on a number line")
    assert _told(begun)[0] == 0
    (begun / "local").mkdir(exist_ok=True)
    (begun / "local/names.txt").write_text("Zebulon\n")
    assert "Zebulon" in _told(begun)[1]
    assert "Zebulon" not in (begun / KEPT).read_text()


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"state": 1}', b"\xff"])
def test_a_damaged_memory_means_checking_again(begun: Path, damage: bytes) -> None:
    first = _told(begun)
    (begun / KEPT).write_bytes(damage)
    assert _told(begun) == first
