"""What names a learner is found: now, in attachments, in all that was ever saved."""

import re
from pathlib import Path

import attachments
import pytest
from in_process import Plc
from installed import git

import plcjournal
from plcjournal.core.rulebook import RULES

NAME = "Zorvane"


def _found(plc: Plc, *words: str, code: int = 1) -> dict[str, dict[str, object]]:
    told = plc("privacy", "scan", "--json", *words, code=code).data
    return {one["message"] + one["path"]: one for one in told["sightings"]}


def _list(journal: Path, *names: str) -> None:
    (journal / "local/names.txt").write_text("\n".join(names), encoding="utf-8")


def test_a_clean_journal_has_nothing(plc: Plc, cycle: Path, journal: Path) -> None:
    ran = plc("privacy", "scan", "--history")
    assert "Nothing was found" in ran.out
    assert "2 saved states" in ran.out
    assert "Nothing here is promised to be complete" in ran.out


def test_what_went_in_before_the_list_was_made_is_found(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    plc("note", f"{NAME} reads well now")
    (cycle / "files").mkdir(exist_ok=True)
    (cycle / f"files/{NAME}.txt").write_text(f"For {NAME}\n")
    text = (cycle / "priority.yaml").read_text()
    (cycle / "priority.yaml").write_text(f"# ask {NAME}\n{text}x_{NAME.lower()}: 1\n")
    plc("save")
    _list(journal, NAME)
    found = _found(plc)
    paths = " ".join(found)
    for path in ("action.yaml", "priority.yaml", f"files/{NAME}.txt"):
        assert path in paths
    errors = [one for one in found.values() if one["severity"] == "error"]
    assert all(NAME.casefold() in str(one["message"]).casefold() for one in errors)
    shown = plc("privacy", "scan", code=1).out
    assert "Must not be kept" in shown
    assert "action.log." in shown


def test_the_past_is_found_where_the_present_is_clean(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    plc("note", f"{NAME} reads")
    plc("undo")
    git(journal, "tag", "-a", f"for-{NAME}", "-m", "A mark")
    _list(journal, NAME)
    assert [
        one for one in _found(plc, code=0).values() if one["severity"] == "error"
    ] == []
    found = _found(plc, "--history")
    inside = [one for one in found.values() if str(one["path"]).endswith("action.yaml")]
    assert inside
    assert not inside[0]["is_here_now"]
    first = inside[0]["first"]
    assert isinstance(first, dict)
    assert first["who"] == "Math coach"
    assert [one for one in found.values() if one["path"] == "the message of a change"]
    assert [one for one in found.values() if "name of a mark" in str(one["path"])]
    shown = plc("privacy", "scan", "--history", code=1).out
    assert "Stands in the past" in shown
    assert "by Math coach" in shown
    assert "plc privacy purge" in shown


def test_another_line_of_work_is_looked_at_as_well(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    git(journal, "checkout", "-q", "-b", "aside")
    plc("note", f"{NAME} reads")
    git(journal, "checkout", "-q", "main")
    _list(journal, NAME)
    _found(plc, code=0)
    assert _found(plc, "--history")


def test_who_saved_is_only_told_of_when_listed(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    _found(plc, "--history", code=0)
    _list(journal, "Math coach")
    found = _found(plc, "--history")
    assert [one for one in found.values() if one["path"] == "who saved"]


def test_what_is_allowed_is_listed_with_its_reason(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    _list(journal, NAME)
    settings = journal / "plc.yaml"
    text = settings.read_text().split("privacy:")[0]
    allowed = f"    - words: {NAME}\n      reason: a town in our book\n"
    settings.write_text(f"{text}privacy:\n  allow:\n{allowed}")
    plc("note", f"{NAME} is a nice place")
    ran = plc("privacy", "scan")
    assert f"{NAME}: a town in our book" in ran.out


def test_the_attachments_of_the_past_are_looked_into(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    files = cycle / "files"
    files.mkdir(exist_ok=True)
    (files / "wall.jpg").write_bytes(attachments.jpeg())
    git(journal, "add", ".")
    git(journal, "commit", "-q", "-m", "A photo")
    (files / "wall.jpg").unlink()
    plc("save")
    found = _found(plc, "--history")
    assert [one for one in found.values() if one["rule"] == "file-shows-place"]


def test_a_record_that_cannot_be_read_is_told_and_the_rest_is_looked_at(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    _list(journal, NAME)
    (cycle / "review.yaml").write_text(f"changed: [{NAME}\n")
    ran = plc("privacy", "scan", code=1)
    assert NAME in ran.out
    assert "could not be read" in ran.err


@pytest.mark.parametrize("rule", ["small-cell", "Listed Name", "file-says-who"])
def test_a_rule_is_explained_with_what_to_do(plc: Plc, rule: str) -> None:
    ran = plc("privacy", "explain", rule)
    assert "Why:" in ran.out
    assert "What to do:" in ran.out


def test_all_rules_of_privacy_are_listed(plc: Plc) -> None:
    ran = plc("privacy", "explain")
    assert "listed-name (error)" in ran.out


def test_an_unknown_rule_suggests_near_ones(plc: Plc) -> None:
    ran = plc("privacy", "explain", "smal-cel", code=4)
    assert "plc privacy explain small-cell" in ran.err
    plc("privacy", "explain", "zzz", code=4)


def test_an_unknown_command_of_privacy_suggests_near_ones(plc: Plc) -> None:
    ran = plc("privacy", "scna", code=2)
    assert "Did you mean plc privacy scan?" in ran.err


def test_every_rule_of_the_privacy_checks_is_explained(plc: Plc) -> None:
    folder = Path(plcjournal.__file__).parent
    sources = [*(folder / "core/privacy").glob("*.py"), folder / "artefacts.py"]
    said = {
        word
        for file in sources
        for word in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', file.read_text())
    }
    told = plc("privacy", "explain", "--json").data["rules"]
    assert (said & {*RULES}) - {one["rule"] for one in told} == set()
