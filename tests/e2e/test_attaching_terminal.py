"""A person at a terminal attaches a file that says who made it."""

import sys
from pathlib import Path

import attachments
import pytest

if sys.platform != "win32":
    from talking import talk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no terminal here")


@pytest.mark.parametrize(
    ("answer", "is_kept"), [("", False), ("y", False), ("n", True)]
)
def test_a_copy_without_it_is_offered(
    begun: Path, tmp_path: Path, answer: str, is_kept: bool
) -> None:
    file = tmp_path / "plan.png"
    file.write_bytes(attachments.png(Author=attachments.WRITER))
    shown = talk(begun, ["attach", str(file)], ("Keep a copy without that?", answer))
    assert attachments.WRITER in shown
    assert "[ended 0]" in shown
    (kept,) = begun.rglob("files/plan.png")
    assert (attachments.WRITER.encode() in kept.read_bytes()) is is_kept
