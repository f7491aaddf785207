"""Text from records, names and files can never steer the terminal."""

import re
from pathlib import Path

import pytest
from installed import git, plc_in

_EVIL = "\x1b]0;owned\x07\x1b[31m\u202e[bold]:smile:[/foo]\u2066\x9b2J"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def poisoned(begun: Path) -> Path:
    """A journal in which every place that takes text holds something evil."""
    quoted = "".join(f"\\u{ord(c):04x}" for c in _EVIL)
    cycle = next(begun.glob("cycles/*/*"))
    priority = (cycle / "priority.yaml").read_text()
    poison = priority.replace("Digits are counted", f'"{quoted}"')
    (cycle / "priority.yaml").write_text(poison)
    (cycle / "action.yaml").write_text(
        f'format: 1\nlog:\n  - id: "{quoted}"\n    text: "[bold]:smile:[/foo]"\n'
        f'  "{quoted}": 1\n'
    )
    (cycle / f"{_EVIL.replace('/', '')}.yaml").write_text("format: 1\n")
    git(begun, "config", "user.name", f"Coach {_EVIL}")
    git(begun, "checkout", "-q", "-b", "br-bold-\u202e")
    return begun


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("status", "--json"),
        ("show", "fractions"),
        ("show", "--json"),
        ("next",),
        ("validate",),
        ("validate", "--json"),
        ("validate", "--fix"),
        ("save",),
        ("note", f"evil {_EVIL}"),
        ("set", f"priority.{_EVIL}", "x"),
        ("show", _EVIL),
        ("team", _EVIL),
        ("attach", _EVIL),
        (_EVIL,),
        ("status", f"--{_EVIL}"),
    ],
)
def test_no_control_character_of_a_record_reaches_the_terminal(
    poisoned: Path, words: tuple[str, ...]
) -> None:
    ended = plc_in(poisoned, *words)
    for stream in (ended.stdout, ended.stderr):
        assert not _FORBIDDEN.search(stream), repr(stream)
        assert "Traceback" not in stream
    assert ended.returncode in range(8)
