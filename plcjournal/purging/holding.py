"""Where in a whole past some words stand, or a file: what a purge would change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.metadata.looking import Looker
from plcjournal.metadata.sniffing import encoded_text
from plcjournal.repository.everything import names_of_lines
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plcjournal.purging.words import Words
    from plcjournal.repository.everything import Line
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.revisions import Commit


@dataclass(slots=True)
class Holding:
    """Where it stands: in which forms, files, changes, messages and names."""

    lines: tuple[Line, ...] = ()
    forms: Counter[str] = field(default_factory=Counter)
    versions: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    gone: tuple[str, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)
    commits: set[str] = field(default_factory=set)
    messages: set[str] = field(default_factory=set)
    people: Counter[str] = field(default_factory=Counter)
    marks: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether it stands nowhere that a name leads to."""
        return not (self.commits or self.marks)


class Holder:
    """Whether contents hold some words, as text or within a file of another kind."""

    def __init__(self, words: Words, looker: Looker) -> None:
        self._words = words
        self._looker = looker

    def forms_in(self, data: bytes) -> tuple[Counter[str], bool]:
        """Answer the forms in a content, and whether it can be written without them."""
        told = encoded_text(data)
        if told is not None:
            return self._words.forms(told[0]), True
        return self._beside(data), False

    def _beside(self, data: bytes) -> Counter[str]:
        inside = self._looker.look(data)
        told = "\n".join((*(one.value for one in inside.facts), inside.text))
        found = self._words.forms(told)
        for encoding in ("utf-8", "utf-16-le"):
            # Between what is no letter, a name stands in a file of any kind as it is.
            text = data.decode(encoding, "replace")
            found = found or self._words.forms(text)
        return found


def of_words(repository: Repository, words: Words) -> Holding:
    """Answer where some words stand in everything that a name leads to."""
    held = Holding(names_of_lines(repository))
    revisions = Revisions(repository)
    known: dict[str, tuple[Counter[str], bool]] = {}
    paths: set[str] = set()
    with revisions.objects() as objects, Looker() as looker:
        holder = Holder(words, looker)
        for commit in _commits(revisions, held.lines):
            for touched in commit.touched:
                paths.add(touched.path)
                if words.stand_in(touched.path):
                    held.commits.add(commit.id)
                if touched.after is None or touched.after.mode == "160000":
                    continue
                blob = touched.after.id
                if blob not in known:
                    known[blob] = holder.forms_in(objects.contents(blob) or b"")
                forms, is_text = known[blob]
                if forms:
                    _note_file(held, touched.path, blob, forms, is_text=is_text)
                    held.commits.add(commit.id)
            _note_words(held, objects, commit, words)
        _note_marks(held, objects, words)
    held.renamed = _renamed(paths, words)
    for path in held.renamed:
        held.forms += words.forms(path)
    return held


def of_files(repository: Repository, start: str, kept: Sequence[str] = ()) -> Holding:
    """Answer where a file, or a folder of files, stands in the whole past.

    An attachment of the very same content elsewhere counts as well. Of the files that
    are `kept` only the past counts.
    """
    held = Holding(names_of_lines(repository))
    commits = [*_commits(Revisions(repository), held.lines)]
    touched = [(commit.id, one) for commit in commits for one in commit.touched]
    copies: set[str] = set()
    for _, one in touched:
        if one.path == start or one.path.startswith(f"{start}/"):
            held.whole.add(one.path)
            if one.after and layout.spot(one.path) is None:
                copies.add(one.after.id)
    with repository.objects() as objects:
        others = {objects.id_of(f"HEAD:{path}") or "" for path in kept}
    for commit, one in touched:
        blob = one.after.id if one.after else ""
        if one.path in held.whole or blob in copies:
            held.whole.add(one.path)
            held.commits.add(commit)
    for _, one in touched:
        if one.after:
            (held.versions if one.path in held.whole else others).add(one.after.id)
    held.versions -= others
    held.gone = tuple(held.versions)
    held.files |= held.whole
    held.whole -= {*kept}
    return held


def _commits(revisions: Revisions, lines: Iterable[Line]) -> Iterable[Commit]:
    tips = [one.commit for one in lines if one.commit]
    return revisions.walk(tips[0], also=tips[1:], with_paths=True) if tips else ()


def _note_file(
    held: Holding, path: str, blob: str, forms: Counter[str], *, is_text: bool
) -> None:
    held.files.add(path)
    if blob not in held.versions:
        held.forms += forms
        held.versions.add(blob)
    if not is_text:
        held.whole.add(path)
        held.gone = (*held.gone, blob)


def _note_words(held: Holding, objects: Objects, commit: Commit, words: Words) -> None:
    whole = (objects.contents(commit.id) or b"").decode("utf-8", "replace")
    head, _, said = whole.partition("\n\n")
    if forms := words.forms(said):
        held.forms += forms
        held.messages.add(commit.id)
        held.commits.add(commit.id)
    people = [line for line in head.splitlines() if line.startswith(("author", "comm"))]
    if forms := words.forms("\n".join(people)):
        held.forms += forms
        held.people[commit.author.name] += 1
        held.commits.add(commit.id)


def _note_marks(held: Holding, objects: Objects, words: Words) -> None:
    for line in held.lines:
        if words.stand_in(line.name):
            held.forms += words.forms(line.name)
            held.marks.append(line.name)
        elif line.id != line.commit:
            content = (objects.contents(line.id) or b"").decode("utf-8", "replace")
            if forms := words.forms(content):
                held.forms += forms
                held.marks.append(line.name)


def _renamed(paths: set[str], words: Words) -> dict[str, str]:
    """Answer the new names of paths that hold the words, each one different."""
    renamed: dict[str, str] = {}
    taken = {path for path in paths if not words.stand_in(path)}
    for path in sorted(paths - taken):
        new, number = words.replaced_in_path(path), 2
        place = PurePosixPath(new)
        while new in taken:
            new = str(place.with_name(f"{place.stem}-{number}{place.suffix}"))
            number += 1
        taken.add(new)
        renamed[path] = new
    return renamed
