"""What the README shows is what happens."""

import re
import shlex
from pathlib import Path

import pytest
from installed import plc_in
from typer.main import get_command

from plcjournal.cli.app import COMMANDS, app

_README = Path(__file__).parents[2] / "README.md"


def test_the_first_cycle_of_the_readme_is_a_real_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLC_TODAY", "2025-12-10")
    text = _README.read_text(encoding="utf-8")
    block = text.split("## A first cycle")[1].split("\n## ")[0]
    lines = re.findall(r"^    (.*)$", block, flags=re.MULTILINE)
    turns = "\n".join(lines).split("$ ")[1:]
    assert len(turns) >= 9
    folder = tmp_path
    for turn in turns:
        command, _, shown = turn.partition("\n")
        words = shlex.split(command)
        if words[0] == "cd":
            folder /= words[1]
            continue
        ended = plc_in(folder, *words[1:])
        said = (ended.stderr + ended.stdout).splitlines()
        assert [line for line in said if line] == [
            line for line in shown.splitlines() if line
        ]


def test_the_readme_names_every_command() -> None:
    text = _README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`plc {name}`" not in text] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_can_be_told_to_ask_nothing(command: str) -> None:
    """The README says so; of a group, such as `plc privacy`, each part can."""
    found = get_command(app).commands[command]  # type: ignore[attr-defined]
    for one in getattr(found, "commands", {"": found}).values():
        flags = [flag for param in one.params for flag in param.opts]
        assert "--no-input" in flags, one.name


def test_the_two_commands_stand_in_the_first_screen() -> None:
    first = "\n".join(_README.read_text(encoding="utf-8").splitlines()[:24])
    assert "plc demo" in first
    assert "-m pytest" in first


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples_that_are_real_commands(
    tmp_path: Path, command: str
) -> None:
    shown = plc_in(tmp_path, command, "--help").stdout
    first = shown.split("\n\n")[1].strip()
    assert first == COMMANDS[command][1]
    assert len(first) <= 60, first
    assert not first.endswith(".")
    assert first[0].isupper()
    examples = re.findall(r"^\s+(plc .*)$", shown.split("Examples:")[1], re.MULTILINE)
    assert examples
    for example in examples:
        words = shlex.split(example)
        assert words[1] == command
        told = shown
        if "\nCommands:" in shown:  # a group: its commands have the flags
            told = plc_in(tmp_path, command, words[2], "--help").stdout
        known = re.findall(r"(?<!\S)--?[a-z-]+", told.split("\nOptions:")[1])
        assert {word for word in words if word.startswith("-")} - {"-", *known} == set()
