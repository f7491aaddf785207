"""Whatever is typed, wherever: a name on the list never gets into the git folder."""

import sys
from pathlib import Path

import attachments
import pytest
from in_process import Plc
from installed import git
from stored import holding

from plcjournal.cli.app import run

NAME = "Zorvane Plimsoe"
ID = "zorvane-plimsoe"
_WORDS = (f"Spoke with {NAME}", "spoke with ZORVÁNE  plimsoe's friend")


def _commands(words: str, table: Path) -> list[tuple[str, ...]]:
    return [
        ("new-cycle", words, "--need", "Digits"),
        ("new-cycle", "Reading", "--need", words),
        ("new-cycle", "Reading", "--need", "x", "--learners", words, "--question", "y"),
        ("new-cycle", "Reading", "--need", "x", "--question", words),
        ("new-cycle", "Reading", "--need", "x", "--facilitator", words),
        ("new-cycle", "Reading", "--need", "x", "--adapts", f"other:{ID}/2025-01-x"),
        ("team", "--add", words),
        ("team", "--new", words),
        ("team", "--norm", words, "--hope", words, "--fear", words),
        ("team", "--place", words),
        ("models", "--new", ID),
        ("models", "--choose", "--issue", words, "--tried", words, "--save"),
        ("add-evidence", "--measure", words, "--size", "60", "--count", "20"),
        ("add-evidence", "--noticed", words, "--means", words),
        ("add-evidence", "--measure", "Task", "--tool", words, "--size", "60"),
        ("add-evidence", "--measure", "Task", "--group", ID, "--size", "60"),
        ("add-evidence", "--measure", words, "--from", str(table)),
        ("add-evidence", "--measure", "Marks", "--from", str(table), "--column", NAME),
        (
            "add-evidence",
            "--measure",
            "Marks",
            "--from",
            str(table),
            "--group-by",
            "Name",
        ),
        ("add-action", words, "--owner", "us"),
        ("add-action", "Talk", "--owner", words),
        ("add-learning", words, "--with", words),
        ("note", words),
        ("answer", "need", words),
        ("answer", "see", words),
        ("done", "a-talk", "--dropped", words),
        ("set", "priority.need", words),
        ("set", "priority.title", words),
        ("set", "action.actions.a-talk.what", words),
        ("set", f"priority.x_{ID.replace('-', '_')}", "1"),
        ("set", "plc.name", words),
        ("remove", f"action.log.{ID}"),
        ("meet", "--decided", words, "--action", f"{words}; us; 2026-02-01"),
        ("meet", "--decided", words),
        ("review", "--outcome", "met", "--changed", words),
        ("review", "--learned", words, "--transfer", words),
        ("find", words),
        ("show", ID),
        ("history", "--field", words),
        ("resolve", "--field", words),
        ("undo", words),
        ("save", "-m", words),
        ("privacy", "names", "--add-name", NAME),
        ("privacy", "names", "--add", str(table)),
        ("privacy", "explain", words),
        ("privacy", "purge", NAME, "--dry-run"),
    ]


@pytest.mark.slow
def test_no_command_takes_a_listed_name_into_the_git_folder(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    plc("add-action", "A talk", "--owner", "us")
    (journal / "local/names.txt").write_text(f"{NAME}\n", encoding="utf-8")
    table = tmp_path / f"{ID}.csv"
    rows = "".join(f"Learner {n};{n % 9}\n" for n in range(30))
    table.write_text(f"Name;{NAME}\n{NAME};4\n{rows}", encoding="utf-8")
    for words in _WORDS:
        for command in _commands(words, table):
            code = run([*command, "--no-input"])
            assert code != 70, command
    for name, data in {
        f"{NAME}.txt": b"x\n",
        "a.txt": NAME.encode(),
        "a.csv": f"name\n{NAME}\n".encode("utf-16"),
        "a.docx": attachments.docx(NAME),
        "b.docx": attachments.docx(author=NAME),
        "a.jpg": attachments.jpeg(NAME),
        "a.png": attachments.png(Author=NAME),
        "a.pdf": attachments.pdf(author=NAME),
    }.items():
        (tmp_path / name).write_bytes(data)
        plc("attach", str(tmp_path / name), code=5)
    assert holding(journal / ".git", NAME) == []
    assert git(journal, "status", "--porcelain") == ""


@pytest.mark.slow
@pytest.mark.parametrize("place", ["value", "comment", "key", "file", "folder", "text"])
def test_no_hand_edit_takes_a_listed_name_into_the_git_folder(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, place: str
) -> None:
    (journal / "local/names.txt").write_text(f"{NAME}\n", encoding="utf-8")
    record = cycle / "priority.yaml"
    text = record.read_text()
    made = {
        "value": (record, f"{text}x_who: {NAME}\n"),
        "comment": (record, f"# {NAME}\n{text}"),
        "key": (record, f"{text}x_{ID.replace('-', '_')}: 1\n"),
        "file": (cycle / f"files/{NAME}.txt", "x\n"),
        "folder": (journal / f"cycles/{ID}/2026-01-x/priority.yaml", text),
        "text": (cycle / "files/a.txt", f"{NAME}\n"),
    }
    file, words = made[place]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words)
    for command in (
        ("status",),
        ("show", "comparing"),
        ("next", "comparing"),
        ("validate",),
        ("save",),
        ("save", str(file)),
        ("note", "Something else", "--cycle", "comparing"),
        ("find", "x"),
        ("diff", "comparing"),
        ("history",),
        ("doctor",),
        ("audit",),
        ("privacy", "scan"),
        ("status", "--json"),
    ):
        code = run([*command, "--no-input"])
        assert code != 70, command
    git(tmp_path, "init", "-q", "--bare", "hub.git")
    run(["sync", "--with", str(tmp_path / "hub.git"), "--no-input"])
    assert holding(journal / ".git", NAME) == []
    assert holding(tmp_path / "hub.git", NAME) == []
    assert words == file.read_text()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the editor is a shell program")
def test_no_editor_takes_a_listed_name_into_the_git_folder(
    plc: Plc, cycle: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (journal / "local/names.txt").write_text(f"{NAME}\n", encoding="utf-8")
    program = journal.parent / "editor"
    program.write_text(f'#!/bin/sh\necho "x_who: {NAME}" >> "$1"\n')
    program.chmod(0o755)
    monkeypatch.setenv("GIT_EDITOR", str(program))
    assert run(["edit", "comparing", "--stage", "priority", "--no-input"]) != 70
    run(["status"])
    assert holding(journal / ".git", NAME) == []
