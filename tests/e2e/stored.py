"""Everything a git folder holds, in whatever place and however packed."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


def everything(git_dir: Path) -> Iterator[tuple[str, bytes]]:
    """Yield where and what: each object unpacked, and each file beside the objects."""
    told = subprocess.run(
        ["git", f"--git-dir={git_dir}", "cat-file", "--batch-all-objects", "--batch"],
        capture_output=True,
        check=True,
    ).stdout
    place = 0
    while place < len(told):
        end = told.index(b"\n", place)
        name, kind, size = told[place:end].split()
        start = end + 1
        yield f"{kind.decode()} {name.decode()}", told[start : start + int(size)]
        place = start + int(size) + 1
    for file in git_dir.rglob("*"):
        inside = file.relative_to(git_dir).as_posix()
        if file.is_file() and not inside.startswith("objects/"):
            yield inside, inside.encode() + b"\n" + file.read_bytes()


def holding(git_dir: Path, *words: str) -> list[str]:
    """Answer where some words stand, capitals and hyphens aside."""
    forms = {form for word in words for form in (word, word.replace(" ", "-"))}
    wanted = [form.casefold().encode() for form in forms]
    return [
        where
        for where, data in everything(git_dir)
        if any(form in data.lower() for form in wanted)
    ]
