"""Hides which saved change is meant, and who went on from it since."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.merging.deciding import entries_of
from plcjournal.core.merging.merge import Side
from plcjournal.errors import Exit, PlcError
from plcjournal.merging import Unmergeable, read_values
from plcjournal.moments.moment import local_day, spoken
from plcjournal.repository.author import cleaned
from plcjournal.repository.revisions import Revisions
from plcjournal.signing import Signer, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.merging.merge import Signature
    from plcjournal.repository.author import Person
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace

    Wrote = Callable[[str, tuple[str, ...]], Signature]


class NothingOfMine(PlcError):
    """There is no saved change of this person, or there are not so many."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, found: int) -> None:
        sentence = "You have saved nothing here yet, so there is nothing to take back."
        if found:
            changes = "one change" if found == 1 else f"{found} changes"
            sentence = f"You have saved only {changes} here; nothing was changed."
        hint = "See them: plc undo --list" if found else "See who did what: plc history"
        super().__init__(sentence, hint)


class Nobody(PlcError):
    """Nobody said who sits here, so no change is known to be theirs."""

    exit_code = Exit.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "plc does not know who you are, so it cannot tell which change is yours.",
            'Say your name or role: plc init --author "Grade 4 teacher A"',
        )


class Mine:
    """The saved changes of the person who sits here, up to now.

    Raises:
        Nobody: nobody said who that is.
        NothingOfMine: nothing was ever saved.
    """

    def __init__(self, space: Workspace) -> None:
        tip = space.repository.tip() if space.repository else None
        if space.repository is None or tip is None:
            raise NothingOfMine(0)
        me = space.repository.identity()
        if me is None:
            raise Nobody
        self._me = me
        self._tip = tip
        self._prefix = space.prefix
        self._decided: dict[tuple[str, str], Commit] = {}
        self.revisions = Revisions(space.repository)

    def last(self, number: int) -> Commit:
        """Answer the last change, or the one so many back.

        Raises:
            NothingOfMine: there are not so many.
        """
        found = 0
        for commit in self.changes():
            found += 1
            if found == number:
                return commit
        raise NothingOfMine(found)

    def changes(self) -> Iterator[Commit]:
        """Yield my changes to files of the journal, newest first."""
        folder = [self._prefix] if self._prefix else []
        for commit in self.revisions.walk(
            self._tip, merges=False, paths=folder, with_paths=True
        ):
            if self.is_me(commit.author) and any(
                _is_work(path.removeprefix(self._prefix)) for path in commit.paths
            ):
                yield commit

    @property
    def who(self) -> str:
        """Answer the name of whoever sits here."""
        return self._me.name

    def is_me(self, author: Person) -> bool:
        """Say whether a change is signed with my name and address."""
        return _signs(author) == _signs(self._me)

    def sides(
        self, commit: Commit, objects: Objects
    ) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
        """Answer the files a change made, and the same files before it."""
        was: dict[str, bytes | None] = {}
        want: dict[str, bytes | None] = {}
        for touched in commit.touched:
            path = touched.path.removeprefix(self._prefix)
            blobs = touched.after, touched.before[0]
            if any(blob and not blob.is_file for blob in blobs):
                continue  # a link is nothing plc ever writes
            if _is_work(path):
                after, before = (objects.contents(b.id) if b else None for b in blobs)
                was[path], want[path] = after, before
        return was, want

    def decided(
        self, commit: Commit, paths: Sequence[str]
    ) -> dict[str, frozenset[str]]:
        """Answer the fields, by path, that others decided after a commit."""
        self._decided = {}
        known = {self._prefix + path: path for path in paths if layout.spot(path)}
        if not known or commit.id == self._tip:
            return {}
        walk = self.revisions.walk(
            self._tip,
            not_in=(commit.id,),
            paths=[*known],
            merges=False,
            with_paths=True,
        )
        with self.revisions.objects() as objects:
            for later in walk:
                if self.is_me(later.author):
                    continue
                for touched in later.touched:
                    path = known.get(touched.path, "")
                    blobs = (*touched.before[:1], touched.after)
                    waited, waits = (
                        _waiting(path, objects.contents(blob.id) if blob else None)
                        for blob in blobs
                    )
                    for name in waited - waits if path else ():
                        self._decided.setdefault((path, name), later)
            now = {
                path: _waiting(path, objects.contents(f"{self._tip}:{full}"))
                for full, path in known.items()
            }
        found = {
            path: {name for at, name in self._decided if at == path} - now[path]
            for path in known.values()
        }
        return {path: frozenset(names) for path, names in found.items() if names}

    def wrote(self, commit: Commit) -> Wrote:
        """Answer what says who gave a field what stands there, and when."""
        sign = Signer(self.revisions, commit.parents, self._tip, self._tip)

        def signature(path: str, keys: tuple[str, ...]) -> Signature:
            return sign(self._prefix + path, keys, Side.OURS)

        return signature

    def since(self, commit: Commit, change: Change) -> str:
        """Answer who changed a thing after a commit, and when: a part of a sentence."""
        for (path, name), later in self._decided.items():
            if path == change.path and f"{change.field}.".startswith(f"{name}."):
                day = spoken(local_day(later.when))
                return f"{later.author.name} decided it since ({day})"
        path = self._prefix + change.path
        now, then = (self._value(one, path, change) for one in (self._tip, commit.id))
        if now == then:
            return "it was changed by hand and is not saved yet"
        sign = Signer(self.revisions, (commit.id,), self._tip, self._tip)
        signature = sign(path, change.keys, Side.OURS)
        who = signature.by or "somebody"
        last = self.revisions.last_change(self._tip, path, (commit.id,))
        if last is not None and last.author.name == who and self.is_me(last.author):
            who = "you"
        day = f" ({spoken(signature.date)})" if signature.date else ""
        return f"{who} changed it since{day}"

    def worked_on(self, commit: Commit, folder: str) -> str:
        """Answer who changed a folder last after a commit, for a sentence."""
        path = self._prefix + folder
        last = self.revisions.last_change(self._tip, path, (commit.id,))
        if last is None:
            return " (by hand, not saved yet)"
        who = "you" if self.is_me(last.author) else last.author.name
        return f" (last by {who}, on {spoken(local_day(last.when))})"

    def _value(self, commit: str, path: str, change: Change) -> object:
        """Answer what a field was at a commit, or the bytes of what is no record."""
        data = self.revisions.blobs(commit, (path,)).get(path)
        if data is None or not change.keys:
            return data
        try:
            return value_at(read_values(change.path, data), change.keys)
        except Unmergeable:
            return data


def _waiting(path: str, data: bytes | None) -> set[str]:
    """Answer the fields of a record that wait for a decision."""
    if data is None or b"contested" not in data:
        return set()
    try:
        values = read_values(path, data)
    except Unmergeable:
        return set()
    return {*entries_of(values)}


def _signs(person: Person) -> tuple[str, str]:
    known = cleaned(person) or person
    name, email = (unicodedata.normalize("NFC", s) for s in (known.name, known.email))
    return name.casefold(), email.casefold()


def _is_work(path: str) -> bool:
    """Say whether a file holds people's work: what plc writes for editors is none."""
    return layout.is_journal_file(path) and not layout.is_schema(path)
