"""What a command may load before it answers."""

import subprocess
import sys
from pathlib import Path

import pytest
from installed import git, plc_in

_HEAVY = ["git", "gitdb", "rich.table", "pydantic", "yaml", "ruamel.yaml", "dateparser"]
_SCRIPT = """
import sys
sys.argv = ["plc", *{words!r}]
from plcjournal.__main__ import answered
assert not answered()
loaded = [name for name in {heavy!r} if name in sys.modules]
assert not loaded, loaded
"""


def _loads_nothing_heavy(folder: Path, *words: str) -> None:
    _loads_none_of(_HEAVY, folder, *words)


def _loads_none_of(heavy: list[str], folder: Path, *words: str) -> None:
    script = _SCRIPT.format(words=[*words], heavy=heavy)
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("note", "--help")])
def test_help_and_version_load_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    _loads_nothing_heavy(tmp_path, *words)


@pytest.mark.parametrize(
    "words", [("status",), ("next",), ("show",), ("show", "--json")]
)
def test_looking_again_loads_neither_records_nor_yaml_nor_git_objects(
    begun: Path, words: list[str]
) -> None:
    assert plc_in(begun, "status").returncode == 0
    _loads_nothing_heavy(begun, *words)


def test_checking_again_what_did_not_change_loads_nothing_that_checks(
    begun: Path,
) -> None:
    assert plc_in(begun, "validate").returncode == 0
    _loads_none_of([*_HEAVY, "plcjournal.checking"], begun, "validate")


@pytest.mark.parametrize("command", ["status", "show"])
def test_a_first_look_at_records_as_plc_writes_them_loads_no_yaml(
    begun: Path, command: str
) -> None:
    _loads_none_of(["yaml", "ruamel.yaml"], begun, command)


def test_saving_usual_words_loads_only_what_they_need(begun: Path) -> None:
    heavy = ["ruamel.yaml", "slugify", "git"]
    _loads_none_of(heavy, begun, "note", "They explain it to each other")


def test_saving_loads_what_knows_numbers_of_people_only_for_such_a_number(
    begun: Path,
) -> None:
    heavy = ["phonenumbers", "stdnum", "openpyxl", "plcjournal.metadata"]
    _loads_none_of(heavy, begun, "note", "25 of 64 on 2025-10-08, pages 46 to 71")


def test_a_damaged_memory_is_forgotten_without_a_word(begun: Path) -> None:
    first = plc_in(begun, "status")
    (begun / ".git/plcjournal/seen.sqlite").write_bytes(b"not a database" * 100)
    again = plc_in(begun, "status")
    assert (again.stdout, again.stderr) == (first.stdout, "")
    assert plc_in(begun, "status").stdout == first.stdout


def test_looking_works_in_a_folder_that_may_not_be_written_to(begun: Path) -> None:
    expected = plc_in(begun, "status").stdout
    for folder in [begun / ".git" / "plcjournal", begun / ".git", begun]:
        folder.chmod(0o555)
    try:
        ended = plc_in(begun, "status")
    finally:
        for folder in [begun, begun / ".git", begun / ".git" / "plcjournal"]:
            folder.chmod(0o755)
    assert (ended.returncode, ended.stdout) == (0, expected)


def test_a_reader_that_leaves_early_gets_no_traceback(begun: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "plcjournal", "status"],
        cwd=begun,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert git(begun, "status", "--porcelain") == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    ("words", "code"),
    [("--version", 0), ("status --json", 0), ("find fractions", 0), ("statsu", 2)],
)
def test_a_closed_or_full_place_to_write_to_gets_no_traceback(
    begun: Path, words: str, code: int
) -> None:
    plc = f'"{sys.executable}" -m plcjournal {words}'
    for place, wanted in {
        ">&-": code,
        "<&-": code,
        "2>&-": code,
        ">/dev/full": code or 3,
        ">/dev/full 2>&1": code or 3,
    }.items():
        ended = subprocess.run(
            ["sh", "-c", f"{plc} {place}"], cwd=begun, capture_output=True, check=False
        )
        assert ended.returncode == wanted, place
        assert b"Traceback" not in ended.stderr
        assert b"Exception" not in ended.stderr


_INTERRUPTED = """
import re, sys
from pydantic_core import SchemaValidator, core_schema
from plcjournal.__main__ import answered
from plcjournal.cli.session import Session

def interrupt(*words, **more):
    raise KeyboardInterrupt

def talk(self, **more):
    # As when somebody presses Ctrl-C just when pydantic builds a class.
    re.compile = interrupt
    SchemaValidator(core_schema.str_schema(pattern="a(?=b)", regex_engine="python-re"))

Session.talk = talk
sys.argv = ["plc", "status"]
sys.exit(answered())
"""


def test_ctrl_c_is_no_mistake_of_ours_whatever_a_library_makes_of_it(
    begun: Path,
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED],
        cwd=begun,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 130
    assert ended.stderr == "Stopped. What was saved before is safe.\n"
