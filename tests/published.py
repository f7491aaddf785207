"""Published pages in tests: what is in the folder, and what a page says."""

import re
from html import unescape
from pathlib import Path


def pages_in(folder: Path) -> dict[str, str]:
    """Answer every file of a folder of pages by its path."""
    return {
        one.relative_to(folder).as_posix(): one.read_text("utf-8")
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def words_of(page: str) -> str:
    """Answer what a page says, in one line, without style and script."""
    body = re.sub(r"<(style|script)>.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
