"""Editors that do one thing, for what a person would do in theirs."""

import sys
from pathlib import Path

_EDITOR = """\
import pathlib, sys
file = pathlib.Path(sys.argv[-1])
text = file.read_bytes().decode()
pathlib.Path({seen!r}).write_bytes(text.encode())
{change}
file.write_bytes(text.encode())
sys.exit({code})
"""


def editor_that(folder: Path, change: str = "", code: int = 0) -> str:
    """Answer the command of an editor that changes `text` and ends with a code.

    What it was given stands in `seen.txt` of the folder afterwards.
    """
    script = folder / "editor.py"
    seen = str(folder / "seen.txt")
    script.write_text(_EDITOR.format(seen=seen, change=change, code=code))
    return f"{sys.executable} {script}"


def seen_by_editor(folder: Path) -> str:
    """Answer the text that the editor was opened with."""
    return (folder / "seen.txt").read_bytes().decode()
