"""What the tab key offers, asked in the way the scripts of each shell ask."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from installed import Ended, environment, plc_in

from plcjournal.cli.app import COMMANDS

Ask = Callable[..., Ended]
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def _variables(shell: str, words: tuple[str, ...]) -> dict[str, str]:
    line = " ".join(("plc", *words))
    said = {"_PLC_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    if shell == "bash":
        said["COMP_WORDS"] = "\n".join(("plc", *words))
        said["COMP_CWORD"] = str(len(words))
    elif shell == "fish":
        said["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    elif shell in ("powershell", "pwsh"):
        said["_TYPER_COMPLETE_ARGS"] = line.rstrip()
        said["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = words[-1]
    return said


@pytest.fixture
def ask(begun: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Press tab behind some words in a journal; the last one is not whole yet."""

    def press(*words: str, of: str = "bash", folder: Path = begun) -> Ended:
        for name, value in _variables(of, words).items():
            monkeypatch.setenv(name, value)
        ended = plc_in(folder)
        assert ended.stderr == ""
        return ended

    return press


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("show", "fr"), ["fractions"]),
        (("show", ""), ["fractions"]),
        (("show", "--json", "2026"), ["2026-01-fractions"]),
        (("--plain", "history", "maths/"), ["maths/2026-01-fractions"]),
        (("done", "x", "--cycle", ""), ["fractions"]),
        (("new-cycle", "--follows", "f"), ["fractions"]),
        (("team", "ma"), ["maths"]),
        (("status", "--team", ""), ["maths"]),
        (("done", ""), ["exit-slips"]),
        (("add-evidence", "--measure", ""), ["common-task"]),
        (("add-action", "x", "--because", "common"), ["common-task"]),
        (("set", "priority.nee"), ["priority.need"]),
        (
            ("set", "priority.lea"),
            ["priority.learners.group", "priority.learners.size"],
        ),
        (("set", "review_"), ["review_by"]),
        (("export", "--minutes", "2025"), ["2025-11-05-maths"]),
        (("set", "evidence.me"), None),
        (("publish", "--audience", "s"), ["school"]),
        (("export", "--format", "x"), ["xlsx"]),
        (("validate", "--format", ""), ["github", "gitlab", "sarif"]),
        (("import", "--dates", "d"), ["day-first"]),
        (("review", "--outcome", "not"), ["not-met"]),
        (("models", "tri"), ["triad"]),
        (("resol",), ["resolve"]),
        (("show", "--js"), ["--json"]),
        (("privacy", "ex"), ["explain"]),
        (("show", "nothing-of-that-name"), []),
    ],
)
def test_what_fits_is_offered(
    begun: Path, ask: Ask, words: tuple[str, ...], offered: list[str] | None
) -> None:
    if words[0] in ("done", "add-evidence", "add-action", "set"):
        plc_in(begun, "add-action", "Exit slips")
        plc_in(begun, "add-evidence", "--measure", "Common task", "--value", "4")
    if words[:2] == ("export", "--minutes"):
        (begun / "meetings").mkdir()
        (begun / "meetings/2025-11-05-maths.yaml").write_text("format: 1\n")
    told = ask(*words).stdout
    if offered is None:
        assert "evidence.measures.common-task." in told
        return
    assert _heard("bash", told) == offered


@pytest.mark.parametrize("of", _SHELLS)
def test_each_shell_is_answered_in_its_own_way(ask: Ask, of: str) -> None:
    for words, offered in (
        (("show", "fr"), ["fractions"]),
        (("show", ""), ["fractions"]),
        (("show", "none"), []),
        (("team", "ma"), ["maths"]),
        (("team", ""), ["maths"]),
        (("team", "none"), []),
        (("resol",), ["resolve"]),
        (("show", "--js"), ["--json"]),
    ):
        assert _heard(of, ask(*words, of=of).stdout) == offered, words


def test_the_empty_folder_of_a_cycle_is_not_offered(begun: Path, ask: Ask) -> None:
    (begun / "cycles/maths/2025-09-taken-back").mkdir()
    assert _heard("bash", ask("show", "ta").stdout) == []


def test_words_beside_a_name_are_our_own_words(ask: Ask) -> None:
    assert ask("resol", of="fish").stdout.endswith(f"\t{COMMANDS['resolve'][1]}\n")


def _heard(shell: str, told: str) -> list[str]:
    """Answer what a shell reads as names, without the words beside them."""
    lines = told.strip().split("\n") if told.strip() else []
    if shell == "zsh":
        inside = told.partition(": :((")[2].rpartition("))'")[0]
        lines = [line.split('"')[1] for line in inside.split("\n") if line]
    elif shell == "fish":
        lines = [line.partition("\t")[0] for line in lines]
    elif shell != "bash":
        lines = [line.partition(":::")[0] for line in lines]
    return lines


def test_bash_parts_a_flag_from_its_value_and_quotes_stay_open(ask: Ask) -> None:
    assert ask("note", "--cycle", "=", "fr").stdout == "fractions\n"
    assert ask("note", "--cycle", "=").stdout == "fractions\n"
    assert ask("show", '"fr').stdout == "fractions\n"


def test_fish_is_told_whether_there_is_anything_to_offer(
    ask: Ask, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words, code in (("show fr", 0), ("show no", 1), ("team ma", 0), ("team no", 1)):
        ask(*words.split(), of="fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "is-args")
        ended = plc_in(begun)
        assert (ended.returncode, ended.stdout) == (code, ""), words


def test_another_folder_is_looked_into_where_it_is_named(
    ask: Ask, begun: Path, tmp_path: Path
) -> None:
    assert ask("-C", str(begun), "show", "", folder=tmp_path).stdout == "fractions\n"
    assert ask("-C", str(begun), "team", "", folder=tmp_path).stdout == "maths\n"


def test_names_that_two_teams_have_are_told_with_the_team(
    ask: Ask, begun: Path
) -> None:
    there = begun / "cycles/maths/2026-01-fractions"
    shutil.copytree(there, begun / "cycles/science/2026-01-fractions")
    told = ask("show", "").stdout.split()
    assert told == ["maths/2026-01-fractions", "science/2026-01-fractions"]
    assert ask("show", "fr").stdout == "fractions\n"
    assert ask("show", "sc").stdout == "science/2026-01-fractions\n"


@pytest.mark.parametrize("of", _SHELLS)
def test_names_that_a_shell_would_read_as_more_are_never_offered(
    ask: Ask, begun: Path, of: str
) -> None:
    for name in ("$(touch x)", "`touch x`", "a b", "a'b", 'a"b', "a\\b", "-rf", "a\nb"):
        (begun / "cycles/maths" / f"2026-01-{name}").mkdir()
        (begun / "teams" / f"{name}.yaml").write_text("format: 1\nname: X\n")
    assert _heard(of, ask("show", "", of=of).stdout) == ["fractions"]
    assert _heard(of, ask("team", "", of=of).stdout) == ["maths"]


@pytest.mark.parametrize(
    "words", [("show", ""), ("done", ""), ("set", ""), ("team", "")]
)
def test_nothing_is_said_where_nothing_can_be_offered(
    ask: Ask,
    begun: Path,
    tmp_path: Path,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ask(*words, folder=tmp_path).stdout.strip() == ""
    monkeypatch.setenv("PATH", "/nowhere")
    (begun / "plc.yaml").write_text("id: [\n")
    (begun / "cycles/maths/2026-01-fractions/action.yaml").write_bytes(b"\xff\0{{{")
    ask(*words)
    (begun / "plc.yaml").write_text("format: 99\n")
    ask(*words)
    for name, value in (("COMP_CWORD", "many"), ("_PLC_COMPLETE", "complete_elvish")):
        monkeypatch.setenv(name, value)
        ended = plc_in(begun)
        assert (ended.stdout, ended.stderr) == ("", "")


def test_a_cycle_is_completed_before_anything_is_loaded(begun: Path) -> None:
    heavy = ["typer", "pydantic", "git", "re", "pathlib", "enum", "signal", "json"]
    script = (
        "import sys; before = {*sys.modules}\n"
        "from plcjournal.__main__ import answered\n"
        "assert not answered()\n"
        f"loaded = [one for one in {heavy!r} if one in {{*sys.modules}} - before]\n"
        "print(loaded)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=begun,
        env=environment(**_variables("bash", ("show", "fr"))),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ended.stdout, ended.stderr) == ("fractions\n[]\n", "")
