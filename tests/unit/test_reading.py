"""Bytes become a journal; what cannot be read hides nothing else."""

from pathlib import Path
from typing import Any

import pytest
from builders import GONE, NAME, Change, files

from plcjournal.cache import Cache, key_of
from plcjournal.codec import writer
from plcjournal.core.layout import stage_path
from plcjournal.core.recalled import Recalled
from plcjournal.core.status import status_of
from plcjournal.files import FolderFiles
from plcjournal.leaf import place, read_file
from plcjournal.listing import Listing
from plcjournal.reading import Read, look, read

EVIDENCE = stage_path(NAME, "evidence")


def written(*changes: Change) -> dict[str, bytes]:
    return {path: writer.write(raw) for path, raw in files(*changes).items()}


def statuses(made: Read) -> list[Any]:
    cycles = made.journal.cycles.values()
    return [status_of(made.journal, cycle, "2025-11-20") for cycle in cycles]


def test_a_whole_journal_is_read_without_a_finding() -> None:
    made = read(written())
    assert made.findings == ()
    assert made.unread == frozenset()
    assert [*made.journal.cycles] == [NAME]
    assert made.journal.cycles[NAME].evidence.measures[0].id == "task"
    assert {*made.journal.models} >= {"small", "four-stage"}


def test_a_model_of_the_journal_wins_over_a_bundled_one() -> None:
    own = files()["models/small.yaml"] | {"id": "four-stage", "name": "Ours"}
    made = read(written(("models/four-stage.yaml", "", own)))
    assert made.journal.models["four-stage"].name == {"en": "Ours"}


@pytest.mark.parametrize(
    "data",
    [b"a: [", b"\xff\xfe\x00", b"- a\n", b"", b"just words", b"format: 1\nzzz: 1\n"],
)
def test_a_broken_record_never_hides_the_others(data: bytes) -> None:
    made = read({**written(), EVIDENCE: data})
    cycle = made.journal.cycles[NAME]
    assert cycle.priority.title == "Compare fractions"
    if cycle.unread:
        assert cycle.unread == {"evidence"}
        assert made.unread == {EVIDENCE}
        assert {f.path for f in made.problems} == {EVIDENCE}
        assert all(f.line and f.column for f in made.problems)
    else:
        assert made.problems == ()


def test_an_unreadable_title_is_told_by_the_folder() -> None:
    path = stage_path("maths/2025-11-telling-time", "priority")
    made = read({**written(), path: b"a: ["})
    priority = made.journal.cycles["maths/2025-11-telling-time"].priority
    assert priority.title == "telling time"


def test_an_unreadable_title_in_an_odd_folder_stops_nothing() -> None:
    assert read({stage_path("maths/odd", "priority"): b"a: ["}).unread


def test_broken_settings_leave_the_defaults() -> None:
    made = read({**written(), "plc.yaml": b"nmae: x\n"})
    assert made.journal.settings.model == "four-stage"
    assert [f.rule for f in made.problems] == ["unknown-key"]


def test_a_file_plc_does_not_know_is_no_record() -> None:
    made = read({**written(), "notes.md": b"\x00", "cycles/a/b/c.yaml": b"a: ["})
    assert {f.rule for f in made.findings} == {"strange-file"}
    assert made.problems == ()
    assert made.journal.records() == read(written()).journal.records()
    assert read_file("README.md", b"x").record is None


def test_a_folder_says_of_one_cycle_what_it_says_of_all(tmp_path: Path) -> None:
    for path, data in written().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "cycles/maths/2025-01-empty").mkdir()
    (tmp_path / "cycles/maths/2025-01-link").symlink_to(tmp_path / f"cycles/{NAME}")
    asked = (NAME, "maths/2025-01-empty", "maths/2025-01-link", "maths/none", "", "x")
    alone = [FolderFiles(Listing(tmp_path)).has_cycle(name) for name in asked]
    listed = FolderFiles(Listing(tmp_path))
    assert alone == [name in listed.cycles() for name in asked]
    assert alone == [listed.has_cycle(name) for name in asked]


def test_a_file_plc_does_not_know_is_found_in_a_folder(tmp_path: Path) -> None:
    strange = f"cycles/{NAME}/reviw.yaml"
    for path, data in {**written(), strange: b"held: 1\n"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (found,) = read(FolderFiles(Listing(tmp_path))).findings
    assert (found.rule, found.path) == ("strange-file", strange)
    assert "review.yaml" in found.message


def test_a_file_of_a_newer_plc_is_left_alone_and_said() -> None:
    made = read(written(("evidence", "format", 2)))
    assert [f.rule for f in made.findings] == ["newer-format"]
    assert made.unread == {EVIDENCE}
    assert made.problems == made.findings


def test_a_missing_record_reads_as_an_empty_one() -> None:
    made = read(written(("action", "", GONE)))
    assert made.journal.cycles[NAME].action.actions == ()
    assert [f.rule for f in made.findings] == ["missing-record"]
    assert made.problems == ()


def test_a_finding_gets_the_line_it_is_about() -> None:
    data = b"format: 1\ntitle: a\nlearners:\n  size: many\n"
    one = read_file(stage_path(NAME, "priority"), data)
    assert [(f.line, f.column) for f in one.findings] == [(4, 3)]


def test_a_finding_about_a_file_that_is_not_there_keeps_its_place() -> None:
    one = read_file(stage_path(NAME, "priority"), b"titel: a\n")
    known = one.findings
    assert place(known, {}) == known
    assert place(known, {known[0].path: b"other: 1\n"}) == known


JOURNALS: list[list[Change]] = [
    [],
    [("evidence", "format", 2)],
    [("priority", "titel", "x")],
    [("review", "closed", None), ("plc", "language", "cy")],
    [("review", "contested", [{"field": "x", "values": [{"value": {"a": 1}}]}])],
    [("action", "", GONE)],
]


@pytest.mark.parametrize("changes", JOURNALS)
def test_looking_answers_what_reading_answers_also_from_memory(
    changes: list[Change], tmp_path: Path
) -> None:
    data = written(*changes)
    whole = read(data)
    cache = Cache(tmp_path / "notes" / "seen.sqlite")
    for store in (cache, cache, Cache(None)):
        light = look(data, store)
        assert light.findings == whole.findings
        assert light.unread == whole.unread
        assert statuses(light) == statuses(whole)


def test_what_is_remembered_are_stand_ins(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "notes" / "seen.sqlite")
    look(written(), cache)
    light = look({**written(), "README.md": b"x"}, cache)
    assert isinstance(light.journal.cycles[NAME].priority, Recalled)
    assert isinstance(light.journal.settings, Recalled)


def test_two_files_of_the_same_bytes_keep_their_own_findings(tmp_path: Path) -> None:
    other = stage_path("maths/2025-11-time", "priority")
    broken = {stage_path(NAME, "priority"): b"a: 1\n", other: b"a: 1\n"}
    cache = Cache(tmp_path / "notes" / "seen.sqlite")
    for _ in range(2):
        light = look(broken, cache)
        assert {f.path for f in light.problems} == {*broken}


@pytest.mark.parametrize("entry", [[], {}, None, {"values": 5, "findings": []}])
def test_a_damaged_memory_means_reading_again(entry: object, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "notes" / "seen.sqlite")
    data = written()
    path = stage_path(NAME, "priority")
    cache.put({key_of(f"priority{NAME}", data[path]): entry})
    assert look(data, cache).findings == ()
