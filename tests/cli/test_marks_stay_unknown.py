"""No learner of a sheet is found: on the screen, on the disk, in the past."""

import subprocess
import zlib
from pathlib import Path

import pytest
from in_process import Plc
from installed import git
from mark_sheets import (
    FORENAME,
    REFUSED,
    SHEETS,
    SURNAME,
    Refused,
    address,
    person,
    some_marks,
    text_sheet,
)

PLANTED = [name.casefold() for name in (FORENAME, SURNAME, "see me")]


def _is_clean(text: str) -> bool:
    return not any(name in text.casefold() for name in PLANTED)


def kept(journal: Path) -> str:
    """Answer all that is in a folder, and in its history, as one text."""
    parts = [git(journal, "log", "--all", "--format=%B %an %ae")]
    objects = subprocess.run(
        ["git", "cat-file", "--batch", "--batch-all-objects"],
        cwd=journal,
        capture_output=True,
        check=True,
    )
    parts.append(objects.stdout.decode("latin-1"))
    for file in journal.rglob("*"):
        parts.append(file.relative_to(journal).as_posix())
        if file.is_file():
            data = file.read_bytes()
            parts.append(data.decode("latin-1"))
            if "/objects/" in file.as_posix() and data[:1] == b"\x78":
                parts.append(zlib.decompress(data).decode("latin-1"))
    return "\n".join(parts)


def test_the_search_finds_what_is_there(cycle: Path, journal: Path) -> None:
    assert "Comparing fractions" in kept(journal)
    (journal / "local/note.txt").write_text(person(3))
    assert not _is_clean(kept(journal))


@pytest.mark.slow
def test_nothing_of_the_sheets_is_kept_or_said(
    plc: Plc,
    cycle: Path,
    journal: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLC_DEBUG", "1")
    said = []
    for number, (what, sheet) in enumerate(SHEETS.items()):
        file = str(sheet.write(tmp_path))
        task = ("--measure", f"Nr {number}", "--from", file, *sheet.flags)
        by = () if "one column" in what else ("--group-by", "A")
        for more in (("--new",), ("--json",), ("--cut", "12"), by):
            day = ("--date", f"2026-01-{len(more) + 1:02d}")
            # Groups of one are all refused, those that have names at once.
            code = 2 if more[:1] == ("--group-by",) and "Google" not in what else 0
            ran = plc("add-evidence", *task, *day, *more, code=code)
            said += [ran.out, ran.err]
    said += [plc(*words).out for words in (("show",), ("history",), ("validate",))]
    assert all(map(_is_clean, said))
    assert _is_clean(kept(journal))


@pytest.mark.parametrize("sheet", REFUSED.values(), ids=[*REFUSED])
def test_a_refused_file_is_told_in_a_sentence_that_names_nobody(
    plc: Plc,
    cycle: Path,
    journal: Path,
    tmp_path: Path,
    sheet: Refused,
) -> None:
    before = kept(journal)
    file = str(sheet.write(tmp_path))
    words = ("add-evidence", "--measure", "Task", "--from", file, *sheet.flags)
    code = 5 if "9 marks" in sheet.sentence else 2
    ran = plc(*words, code=code)
    assert sheet.sentence in ran.err
    assert "hint: " in ran.err
    assert ran.out == ""
    as_json = plc(*words, "--json", code=code)
    assert sheet.sentence in as_json.data["sentence"]
    assert all(map(_is_clean, (ran.err, as_json.out, as_json.err)))
    assert kept(journal) == before


def test_a_heading_on_the_list_of_names_is_not_said(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    (journal / "local/names.txt").write_text("Quizzard\n")
    marks = some_marks(24)
    rows: list[list[object]] = [["Name", "Quizzard test"]]
    rows += [[address(n), mark] for n, mark in enumerate(marks)]
    file = str(text_sheet(rows)(tmp_path))
    ran = plc("add-evidence", "--measure", "Task", "--from", file)
    assert "from column B (headings in row 1)" in ran.out
    assert "Quizzard" not in ran.out + ran.err


def test_pairing_names_nobody(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    files = []
    for seed in (1, 2):
        rows: list[list[object]] = [["Name", "Mark"]]
        rows += [[person(n * seed), m] for n, m in enumerate(some_marks(30, seed))]
        files.append(str(text_sheet(rows, name=f"{seed}.csv")(tmp_path)))
    task = ("add-evidence", "--measure", "Task", "--from")
    said = [plc(*task, files[0], "--date", "2025-10-08")]
    pair = (*task, files[1], "--paired-with", files[0])
    said += [plc(*pair), plc(*pair, "--json")]
    said += [plc(*pair, "--id-column", "Who", code=2)]
    said += [plc(*pair, "--paired-column", "Who", code=2)]
    assert all(_is_clean(ran.out + ran.err) for ran in said)
    assert _is_clean(kept(journal))
