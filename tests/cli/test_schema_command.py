"""plc schema: what editors are told about records, and the line that leads there."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from editors import editor_that, seen_by_editor
from in_process import Plc
from older_schemas import as_an_older_plc_made

from plcjournal import schemas
from plcjournal.core import layout

ACTION = "# yaml-language-server: $schema=../../../schemas/action.json"


def saved(folder: Path) -> list[str]:
    """The subjects of all saved changes, newest first."""
    words = ["git", "log", "--format=%s"]
    told = subprocess.run(words, cwd=folder, capture_output=True, check=True)
    return told.stdout.decode().splitlines()


def waiting(folder: Path) -> bytes:
    words = ["git", "status", "--porcelain"]
    return subprocess.run(words, cwd=folder, capture_output=True, check=True).stdout


def without_schemas(folder: Path) -> None:
    """Make a journal as one that never had schemas, saved."""
    shutil.rmtree(folder / "schemas")
    for file in folder.glob("**/*.yaml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if "yaml-language-server" not in line]
        file.write_text("".join(kept), encoding="utf-8")
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    subprocess.run(["git", "commit", "-qm", "As it was"], cwd=folder, check=True)


def test_a_new_journal_has_a_schema_for_each_kind_of_record(journal: Path) -> None:
    there = {one.relative_to(journal).as_posix() for one in journal.glob("schemas/*")}
    assert there == {*schemas.PATHS}
    assert waiting(journal) == b""


def test_every_record_that_plc_writes_leads_to_its_schema(
    plc: Plc, cycle: Path
) -> None:
    folder = cycle.parents[2]
    plc("meet", "--present", "all", "--decided", "Go on")
    plc("models", "--new", "our-way")
    files = [one.relative_to(folder).as_posix() for one in folder.glob("**/*.yaml")]
    kinds = set()
    for path in files:
        spot = layout.spot(path)
        assert spot
        first = (folder / path).read_text("utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        there = (folder / path).parent / first.partition("=")[2]
        assert there.resolve() == folder / layout.schema_path(spot.kind)
        kinds.add(spot.kind)
    assert len(kinds) == 8


def test_the_line_survives_edits_by_commands_and_by_hand(plc: Plc, cycle: Path) -> None:
    file = cycle / "action.yaml"
    plc("add-action", "Number talks", "--due", "2026-01-29")
    plc("done", "number-talks", "--date", "2026-01-14")
    plc("remove", "action.actions.number-talks", "--yes")
    assert file.read_text("utf-8").startswith(f"{ACTION}\n# What do we try")
    file.write_text(
        f"{file.read_text('utf-8')}theory: If we talk\n".replace("theory: null\n", ""),
        encoding="utf-8",
    )
    plc("save")
    plc("set", "theory", "If we talk more")
    plc("undo")
    assert file.read_text("utf-8").splitlines()[0] == ACTION


def test_the_line_leads_to_the_schema_from_where_plc_edit_opens_a_record(
    plc: Plc, cycle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = cycle.parents[2]
    monkeypatch.setenv("EDITOR", editor_that(tmp_path, r'text += "x_mine: 1\n"'))
    plc("edit", "comparing", "--stage", "action")
    seen = seen_by_editor(tmp_path).splitlines()
    line = next(one for one in seen if "yaml-language-server" in one)
    opened = folder / "local/drafts/any.yaml"
    there = (opened.parent / line.partition("=")[2]).resolve()
    assert there == folder / "schemas/action.json"
    text = (cycle / "action.yaml").read_text("utf-8")
    assert text.splitlines()[0] == ACTION
    assert "x_mine: 1" in text


def test_something_else_that_is_called_schemas_is_in_nobodys_way(
    plc: Plc, cycle: Path
) -> None:
    folder = cycle.parents[2]
    without_schemas(folder)
    (folder / "schemas").write_text("mine", encoding="utf-8")
    plc("new-cycle", "Fair tests", "--need", "Few plan one")
    assert (folder / "schemas").read_text("utf-8") == "mine"


def test_an_up_to_date_journal_is_left_as_it_is(plc: Plc, journal: Path) -> None:
    before = saved(journal)
    assert plc("schema").out.startswith("What editors are told about records is up to")
    assert saved(journal) == before
    told = json.loads(plc("schema", "--json").out)
    assert told["data"]["written"] == []
    assert told["data"]["unchanged"] == 8


def test_schemas_of_another_plc_are_brought_up_to_date_in_one_saved_change(
    plc: Plc, journal: Path
) -> None:
    for name in ("team", "review"):
        file = journal / f"schemas/{name}.json"
        file.write_bytes(as_an_older_plc_made(file.read_bytes()))
    plc("save")
    assert "as another plc knew them" in plc("doctor").out
    number = len(saved(journal))
    ran = plc("schema")
    assert "Saved: team.json, review.json" in ran.out
    assert len(saved(journal)) == number + 1
    assert waiting(journal) == b""
    assert "Editors are told what may stand in a record" in plc("doctor").out


def test_windows_line_ends_make_no_schema_an_old_one(plc: Plc, journal: Path) -> None:
    file = journal / "schemas/team.json"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert "up to date" in plc("schema").out


def test_what_somebody_changed_by_hand_is_overwritten_only_when_told(
    plc: Plc, journal: Path
) -> None:
    file = journal / "schemas/team.json"
    mine = file.read_text("utf-8").replace("triad", "trio")
    file.write_text(mine, encoding="utf-8")
    ran = plc("schema", code=2)
    assert "schemas/team.json was not written by plc" in ran.err
    assert "plc schema --yes" in ran.err
    assert file.read_text("utf-8") == mine
    assert "changed by hand" in plc("doctor").out
    plc("schema", "--yes")
    assert file.read_bytes() == schemas.files()["schemas/team.json"]


def test_another_folder_gets_them_without_a_journal(plc: Plc, tmp_path: Path) -> None:
    ran = plc("schema", "--out", str(tmp_path / "a/b"))
    assert "Written: settings.json" in ran.out
    assert len([*(tmp_path / "a/b").glob("*.json")]) == 8
    assert "up to date" in plc("schema", "--out", str(tmp_path / "a/b")).out
    (tmp_path / "a/b/team.json").write_text("{}", encoding="utf-8")
    plc("schema", "--out", str(tmp_path / "a/b"), code=2)


def test_a_journal_without_schemas_stays_so_until_a_record_is_new(
    plc: Plc, cycle: Path
) -> None:
    folder = cycle.parents[2]
    without_schemas(folder)
    plc("add-action", "Number talks")
    assert not (folder / "schemas").exists()
    assert "yaml-language-server" not in (cycle / "action.yaml").read_text("utf-8")
    assert "editor" not in plc("doctor").out
    ran = plc("new-cycle", "Fair tests", "--need", "Few plan one")
    assert "Saved: priority.yaml, evidence.yaml, action.yaml, review.yaml\n" in ran.out
    assert len([*(folder / "schemas").iterdir()]) == 8
    assert "yaml-language-server" not in (cycle / "action.yaml").read_text("utf-8")
    assert waiting(folder) == b""


def test_undo_leaves_what_editors_read(plc: Plc, cycle: Path) -> None:
    folder = cycle.parents[2]
    without_schemas(folder)
    plc("new-cycle", "Fair tests", "--need", "Few plan one")
    ran = plc("undo")
    assert "Took back: Start the cycle: Fair tests" in ran.out
    assert "json" not in ran.out
    assert len([*(folder / "schemas").iterdir()]) == 8
    (folder / "schemas/team.json").write_text("{}", encoding="utf-8")
    assert "Saved: team.json" in plc("save").out
    (folder / "schemas/team.json").unlink()
    plc("save")
    plc("schema")
    told = plc("undo", "--list").out
    assert "Comparing fractions" in told
    assert "editors" not in told


def test_a_journal_whose_records_lead_nowhere_is_told_by_doctor(
    plc: Plc, cycle: Path
) -> None:
    shutil.rmtree(cycle.parents[2] / "schemas")
    told = plc("doctor").out
    assert "Records name files for editors that are not here" in told
    assert "Type: plc schema" in told
    plc("schema")
    assert "not here" not in plc("doctor").out


def test_names_of_learners_that_are_words_of_plc_do_not_hold_schemas_back(
    plc: Plc, journal: Path
) -> None:
    (journal / "local/names.txt").write_text("May\nWill\n", encoding="utf-8")
    file = journal / "schemas/settings.json"
    assert b" may " in file.read_bytes()
    file.unlink()
    plc("schema")
    assert waiting(journal) == b""
    ran = plc("privacy", "scan", "--history")
    assert "Nothing was found" in ran.out


def test_a_name_that_somebody_wrote_into_a_schema_is_held_back(
    plc: Plc, journal: Path
) -> None:
    (journal / "local/names.txt").write_text("Ann Example\n", encoding="utf-8")
    file = journal / "schemas/team.json"
    text = file.read_text("utf-8").replace("Math coach", "Ann Example")
    file.write_text(text, encoding="utf-8")
    ran = plc("save", code=5)
    assert "Ann Example" in ran.out + ran.err


def test_the_past_tells_what_people_did_and_nothing_of_schemas(
    plc: Plc, journal: Path
) -> None:
    file = journal / "schemas/team.json"
    file.write_bytes(as_an_older_plc_made(file.read_bytes()))
    plc("save")
    plc("schema")
    assert saved(journal)[0] == "Write what editors know about records"
    assert "json" not in plc("history").out
    assert "json" not in plc("diff", "--from", saved_first(journal)).out


def saved_first(folder: Path) -> str:
    words = ["git", "rev-list", "--max-parents=0", "HEAD"]
    told = subprocess.run(words, cwd=folder, capture_output=True, check=True)
    return told.stdout.decode().strip()


@pytest.mark.parametrize("place", [".", "cycles", "teams/inside"])
def test_schemas_have_no_place_among_the_records(
    plc: Plc, journal: Path, place: str
) -> None:
    before = sorted(journal.rglob("*.json"))
    assert "the journal itself" in plc("schema", "--out", place, code=2).err
    assert sorted(journal.rglob("*.json")) == before
