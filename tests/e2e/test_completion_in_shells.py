"""The tab key in real shells, set up as a person sets it up."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from installed import environment

if sys.platform != "win32":
    import pexpect

_SHELLS = {
    "bash": (["--noprofile", "--norc", "-i"], ["--noprofile", "-i"]),
    "zsh": (["-f", "-i"], ["-i"]),
    "fish": (["-i"], ["-i"]),
}
_HOME = "\x01"  # the cursor goes to the beginning of the line
_PATIENCE = (0.5, 3, 10)  # seconds
_READY = "are-we-ready"  # shown, but never typed in one piece

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform == "win32", reason="pexpect knows no terminal here"
    ),
]


class Shell:
    """A shell on a terminal of its own."""

    def __init__(self, name: str, flags: list[str], folder: Path) -> None:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"there is no {name} on this computer")
        beside = Path(sys.executable).parent
        if not (beside / "plc").exists():
            pytest.skip("plc is not installed as a command beside this Python")
        around = environment(TERM="xterm", SHELL=found)
        around["PATH"] = f"{beside}:{around['PATH']}"
        del around["XDG_CONFIG_HOME"]  # Typer writes into the usual place
        self._child = pexpect.spawn(
            found,
            flags,
            cwd=str(folder),
            env=around,
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 160),
        )
        self.run("printf '%s%s\\n' are-we -ready", _READY)

    def run(self, line: str, shown: str) -> None:
        """Type a line; wait until something is shown."""
        self._child.sendline(line)
        self._child.expect_exact(shown)

    def becomes(self, line: str, wanted: str) -> None:
        """Type a line and press tab; hold what stands in it then against what should.

        On a busy machine the answer may take longer: then somebody waits longer.
        """
        told = ""
        for seconds in _PATIENCE:
            told = self._completed(line, seconds)
            if told == wanted:
                return
        assert told == wanted

    def _completed(self, line: str, seconds: float) -> str:
        """Type a line and press tab; answer what stands in the line then.

        The line is made harmless first, and ended by a word that nobody types.
        """
        self._child.send(f"{line}\t")
        self._child.expect(pexpect.TIMEOUT, timeout=seconds)
        self._child.sendline(f"x{_HOME}printf '<%s>' _END_ ")
        self._child.expect(r"<_END_>((?:<[^>]*>)+)")
        match = self._child.match
        assert isinstance(match, re.Match)
        words = str(match.group(1)).strip("<>").split("><")
        return " ".join(words)

    def close(self) -> None:
        self._child.close(force=True)


@pytest.fixture(params=[*_SHELLS])
def shell(request: pytest.FixtureRequest, begun: Path) -> Iterator[Shell]:
    """A shell in a journal, after `plc --install-completion` in one like it."""
    name = request.param
    before, after = _SHELLS[name]
    first = Shell(name, before, begun)
    first.run("plc --install-completion", f"{name} completion installed")
    first.run("printf '%s%s\\n' it-is -done", "it-is-done")
    first.close()
    opened = Shell(name, after, begun)
    yield opened
    opened.close()


def test_the_tab_key_completes_cycles_commands_and_fields(
    begun: Path, shell: Shell
) -> None:
    hostile = begun / "cycles/maths/2026-01-$(touch hacked) `touch hacked`\"'\\;x"
    hostile.mkdir()
    shell.becomes("plc show fr", "plc show fractions x")
    shell.becomes("plc edit ", "plc edit fractions x")
    shell.becomes("plc add-ac", "plc add-action x")
    shell.becomes("plc set priority.ti", "plc set priority.title x")
    shell.becomes("plc note --cycle fr", "plc note --cycle fractions x")
    shell.becomes("plc team m", "plc team maths x")
    assert not [*begun.rglob("hacked")]
