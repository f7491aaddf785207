"""Hides how what history holds is looked up: one git process, asked many times."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from plcjournal.repository.command import Git, GitFailed, GitTooOld

# Questions that any system's pipe holds while git is still busy with the first.
_AT_ONCE = 48


class Objects:
    """What history holds under a name: an id, a branch, `<commit>:<path>`."""

    def __init__(self, git: Git) -> None:
        self._git = git
        # The newest thing we need of git (2.36, as `core.fsync`): an older one says
        # so here, before anything was written.
        self._process = git.start("cat-file", "--batch-command")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def id_of(self, name: str) -> str | None:
        """Answer the id of what stands under a name now, None if nothing does."""
        found = self._ask("info", name)
        return found[0] if found else None

    def size_of(self, name: str) -> int | None:
        """Answer how many bytes stand under a name, None if nothing does."""
        found = self._ask("info", name)
        return found[1] if found else None

    def contents(self, name: str) -> bytes | None:
        """Answer the bytes of what stands under a name, None if nothing does."""
        return self._taken(self._ask("contents", name))

    def all_contents(self, ids: Sequence[str]) -> list[bytes | None]:
        """Answer the same of many ids, in few questions instead of one for each."""
        return [*self.each_content(ids)]

    def each_content(self, ids: Sequence[str]) -> Iterator[bytes | None]:
        """Yield the same one by one; nothing else is asked before the last."""
        return (self._taken(one) for one in self._answers("contents", ids))

    def blob_ids(self, names: Sequence[str]) -> list[str | None]:
        """Answer the ids of the files that stand under many names, in few questions."""
        answers = self._answers("info", names)
        return [one[0] if one and one[2] == "blob" else None for one in answers]

    def all_sizes(self, ids: Sequence[str]) -> list[int | None]:
        """Answer how many bytes stand under many ids, in few questions."""
        return [one[1] if one else None for one in self._answers("info", ids)]

    def _answers(
        self, verb: str, ids: Sequence[str]
    ) -> Iterator[tuple[str, int, str] | None]:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            self._put("".join(f"{verb} {one}\n" for one in some))
            yield from (self._answer() for _ in some)

    def _taken(self, found: tuple[str, int, str] | None) -> bytes | None:
        if found is None:
            return None
        out = self._process.stdout
        data = out.read(found[1] + 1) if out else b""
        if len(data) != found[1] + 1:
            raise self._failure()
        return data[:-1]

    def _ask(self, verb: str, name: str) -> tuple[str, int, str] | None:
        if "\n" in name:
            return None  # it would be two questions; nothing we ask for has a line end
        self._put(f"{verb} {name}\n")
        return self._answer()

    def _put(self, questions: str) -> None:
        asked = self._process.stdin
        if asked is None:
            raise self._failure()
        try:
            asked.write(os.fsencode(questions))
            asked.flush()
        except OSError as error:
            raise self._failure() from error

    def _answer(self) -> tuple[str, int, str] | None:
        """Answer the id, the size and the kind of what was asked for."""
        answers = self._process.stdout
        words = answers.readline().split() if answers else []
        if not words:
            raise self._failure()
        if words[-1] in {b"missing", b"ambiguous"}:
            return None
        return words[0].decode(), int(words[2]), words[1].decode()

    def _failure(self) -> GitFailed | GitTooOld:
        said = self._process.stderr.read() if self._process.stderr else b""
        self._end()
        if b"usage: git" in said or b"unknown option" in said:
            return GitTooOld(version(self._git))
        return GitFailed("cat-file", said.decode("utf-8", "replace"))

    def _end(self) -> None:
        self._process.kill()
        with contextlib.suppress(OSError):
            self._process.__exit__(None, None, None)


def version(git: Git) -> tuple[int, ...]:
    """Answer git's version, as far as it consists of numbers."""
    words = git("version").decode("utf-8", "replace").split()
    numbers: list[int] = []
    for part in words[2].split(".") if len(words) > 2 else ():
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)
