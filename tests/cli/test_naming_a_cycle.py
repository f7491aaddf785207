"""Where several cycles are open, every command says how it wants one named."""

import json
import re
from pathlib import Path

import pytest
from in_process import Plc
from typer.main import get_group

from plcjournal.cli.app import COMMANDS, app
from plcjournal.completing import CYCLE_FIRST

_FLAG = {
    "add-action": ["Number talk"],
    "add-learning": ["Read a chapter"],
    "note": ["They argue"],
    "answer": ["evidence", "Some words"],
    "done": ["number-talk"],
    "set": ["priority.need", "Other words"],
    "remove": ["priority.need"],
}
_FIRST: dict[str, list[str]] = {
    "next": [],
    "show": [],
    "add-evidence": ["--measure", "Task", "--size", "64", "--count", "25"],
    "review": ["--learned", "Lines help"],
    "close": [],
    "edit": ["--stage", "action"],
}


@pytest.fixture
def two(plc: Plc, cycle: Path) -> Path:
    """A journal in which two cycles are open."""
    plc("new-cycle", "Reading aloud", "--need", "Few read")
    return cycle


@pytest.mark.parametrize("command", [*_FLAG, *_FIRST])
def test_the_hint_names_a_cycle_as_the_command_takes_it(
    plc: Plc, two: Path, command: str
) -> None:
    words = _FLAG.get(command, _FIRST.get(command, []))

    ran = plc(command, *words, "--no-input", code=2)

    hint = ran.err.partition("hint: ")[2].strip()
    if command in _FLAG:
        ending = f"plc {command} … --cycle comparing-fractions"
    else:
        ending = f"plc {command} comparing-fractions"
    assert hint == f"Name one, for example: {ending}"
    assert (command in CYCLE_FIRST) == (command in _FIRST)


def test_a_flag_where_the_name_stands_first_is_set_right(plc: Plc, two: Path) -> None:
    ran = plc("add-evidence", "--cycle", "fractions", "--noticed", "Bars", code=2)
    assert ran.err == (
        "plc: There is no --cycle here.\n"
        "hint: The cycle's name stands behind the command: plc add-evidence NAME\n"
    )


def test_a_cycle_to_follow_is_named_by_its_own_flag(plc: Plc, two: Path) -> None:
    words = ("new-cycle", "More", "--need", "Some", "--no-input")
    ran = plc(*words, "--follows", "a", code=2)
    assert "hint: Name one, for example: plc new-cycle … --follows comparing" in ran.err


def test_every_command_that_takes_a_cycle_first_is_known() -> None:
    commands = get_group(app).commands

    found = {
        name
        for name in COMMANDS
        for one in commands[name].params
        if one.name == "cycle" and not one.opts[0].startswith("-")
    }

    assert found == CYCLE_FIRST


def test_the_next_steps_of_status_can_be_typed_as_they_stand(
    plc: Plc, two: Path
) -> None:
    for turn in range(10):
        step = json.loads(plc("next", "fractions", "--json").out)["data"]
        words = re.findall(r'"[^"]*"|\S+', _filled(step["command"], turn))[1:]
        plc(*(word.strip('"') for word in words), "--no-input")
        if words[0] == "close":
            return
    pytest.fail("the cycle was not closed")


def _filled(command: str, turn: int) -> str:
    """Answer a command with words in place of what a person is to say."""
    filled = {
        '"TEXT"': '"Some words"',
        '"WHAT"': '"Number talk"',
        '"NAME"': "Task",
        "WHO": "all",
        "--size N": "--size 64",
        "--count N": "--count 25",
        "N": "65",
    }
    command = re.sub(r"--(by|due) DATE", r"--\1 2026-02-01", command)
    command = command.replace("DATE", f"2026-01-{turn + 2:02}")
    for old, new in filled.items():
        command = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, command)
    if " review " in command:
        command += ' --outcome met --learned "Lines help" --next stop'
    return command


def test_a_team_whose_record_nobody_can_read_still_has_its_cycles(
    plc: Plc, two: Path
) -> None:
    (team,) = (two.parents[2] / "teams").glob("*.yaml")
    whole = plc("status", "--team", team.stem).out
    team.write_bytes(b"name: [\n")
    for words in (("status",), ("find", "fractions")):
        ran = plc(*words, "--team", team.stem.upper(), code=3)
        assert "Comparing fractions" in ran.out
        assert f"teams/{team.name}" in ran.err
    assert whole.splitlines()[2] in plc("status", "--team", team.stem, code=3).out
    assert "There is no team" in plc("status", "--team", "nobody", code=4).err
