"""Hides what a history holds in all, by whatever name: branches, tags, contents."""

import os
from dataclasses import dataclass

from plcjournal.repository.command import Git
from plcjournal.repository.repository import Repository


@dataclass(frozen=True, slots=True)
class Line:
    """A name that stands for a saved state, and what stands under it.

    `id` is what the name points at: a commit, or a tag that says something of one.
    """

    name: str
    id: str
    commit: str


def names_of_lines(repository: Repository) -> tuple[Line, ...]:
    """Answer every branch, tag and other name, and last where the folder stands.

    A name that only stands for another one is left out.
    """
    git = Git(repository.place.top, repository.inherit)
    told = git(
        "for-each-ref",
        "--format=%(refname) %(objecttype) %(objectname) %(*objecttype) %(*objectname)"
        "%(if)%(symref)%(then) symbolic%(end)",
    )
    rows = os.fsdecode(told).splitlines()
    lines = [_line(row) for row in rows if not row.endswith(" symbolic")]
    head = repository.tip()
    if head is not None and head not in {one.commit for one in lines}:
        lines.append(Line("HEAD", head, head))
    return tuple(lines)


def _line(row: str) -> Line:
    name, kind, held, *inner = row.split(" ")
    if kind == "commit":
        return Line(name, held, held)
    is_of_commit = inner[:1] == ["commit"]
    return Line(name, held, inner[1] if is_of_commit else "")
