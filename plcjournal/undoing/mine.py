"""Hides which saved change is meant, and who went on from it since."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.merging.merge import Side
from plcjournal.errors import Exit, PlcError
from plcjournal.merging import Unmergeable, read_values
from plcjournal.moments.moment import local_day, spoken
from plcjournal.repository.author import cleaned
from plcjournal.repository.revisions import Revisions
from plcjournal.signing import Signer, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.diff import Change
    from plcjournal.repository.author import Person
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace


class NothingOfMine(PlcError):
    """There is no saved change of this person, or there are not so many."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, found: int) -> None:
        sentence = "You have saved nothing here yet, so there is nothing to take back."
        if found:
            changes = "one change" if found == 1 else f"{found} changes"
            sentence = f"You have saved only {changes} here; nothing was changed."
        super().__init__(sentence, "See who saved what: plc history")


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
        self.revisions = Revisions(space.repository)

    def last(self, number: int) -> Commit:
        """Answer the last change, or the one so many back.

        Raises:
            NothingOfMine: there are not so many.
        """
        found = 0
        for commit in self._changes():
            found += 1
            if found == number:
                return commit
        raise NothingOfMine(found)

    def _changes(self) -> Iterator[Commit]:
        """Yield my changes to files of the journal, newest first."""
        folder = [self._prefix] if self._prefix else []
        for commit in self.revisions.walk(
            self._tip, merges=False, paths=folder, with_paths=True
        ):
            if self.is_me(commit.author) and any(
                layout.is_journal_file(path.removeprefix(self._prefix))
                for path in commit.paths
            ):
                yield commit

    def is_me(self, author: Person) -> bool:
        """Say whether a change is signed with my name and address."""
        return _signs(author) == _signs(self._me)

    def sides(
        self, commit: Commit
    ) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
        """Answer the files a change made, and the same files before it."""
        was: dict[str, bytes | None] = {}
        want: dict[str, bytes | None] = {}
        with self.revisions.objects() as objects:
            for touched in commit.touched:
                path = touched.path.removeprefix(self._prefix)
                blobs = touched.after, touched.before[0]
                if any(blob and not blob.is_file for blob in blobs):
                    continue  # a link is nothing plc ever writes
                if layout.is_journal_file(path):
                    after, before = (
                        objects.contents(b.id) if b else None for b in blobs
                    )
                    was[path], want[path] = after, before
        return was, want

    def since(self, commit: Commit, change: Change) -> str:
        """Answer who changed a thing after a commit, and when, for a sentence."""
        path = self._prefix + change.path
        now, then = (self._value(one, path, change) for one in (self._tip, commit.id))
        if now == then:
            return "which is changed by hand and not saved yet"
        sign = Signer(self.revisions, (commit.id,), self._tip, self._tip)
        signature = sign(path, change.keys, Side.OURS)
        who = signature.by or "somebody"
        last = self.revisions.last_change(self._tip, path, (commit.id,))
        if last is not None and last.author.name == who and self.is_me(last.author):
            who = "you"
        day = f" on {spoken(signature.date)}" if signature.date else ""
        return f"which {who} changed{day}"

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


def _signs(person: Person) -> tuple[str, str]:
    known = cleaned(person) or person
    name, email = (unicodedata.normalize("NFC", s) for s in (known.name, known.email))
    return name.casefold(), email.casefold()
