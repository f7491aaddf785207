"""A person at a terminal: plc asks, they answer, in turn."""

import sys
from collections.abc import Callable
from pathlib import Path

from installed import environment

if sys.platform != "win32":
    import pexpect

CTRL_C = "^C"
Turn = tuple[str, str | Callable[[], str]]


def talk(folder: Path, words: list[str], *turns: Turn, **env: str) -> str:
    """Run plc on a terminal, answer its questions in turn; answer all it showed.

    An answer given as a function is made when its question stands on the screen.
    """
    child = pexpect.spawn(
        sys.executable,
        ["-m", "plcjournal", *words],
        cwd=str(folder),
        env=environment(TERM="xterm", **env),
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 100),
    )
    shown = ""
    for question, answer in turns:
        child.expect_exact(question)
        shown += str(child.before) + question
        if answer == CTRL_C:
            shown += interrupt(child)
        else:
            child.sendline(answer() if callable(answer) else answer)
    child.expect(pexpect.EOF)
    child.close()
    shown += str(child.before)
    assert "Traceback" not in shown
    return f"{shown}\n[ended {child.exitstatus}]"


def interrupt(child: "pexpect.spawn[str]") -> str:
    """Press Ctrl-C until it is heard; answer what was shown then.

    A first one may come before the reading does.
    """
    for _ in range(5):
        child.sendintr()
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=3) == 0:
            return str(child.before)
    return ""
