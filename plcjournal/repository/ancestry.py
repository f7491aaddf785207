"""Hides what commits are built on: asked once, for it never changes."""

from plcjournal.repository.command import Git, GitFailed


class Ancestry:
    """Which commits of one history are built on which."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._bases: dict[frozenset[str], tuple[str, ...]] = {}

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether one commit is another, or part of its past."""
        if older == newer:
            return True
        known = self._bases.get(frozenset((older, newer)))
        if known is not None:
            return known == (older,)
        ended = self._git.attempt("merge-base", "--is-ancestor", older, newer)
        return not ended.code

    def merge_bases(self, one: str, other: str) -> tuple[str, ...]:
        """Answer the newest commits that two have in common; there may be none."""
        if one == other:
            return (one,)
        pair = frozenset((one, other))
        if pair not in self._bases:
            ended = self._git.attempt("merge-base", "--all", one, other)
            if ended.code not in {0, 1}:
                raise GitFailed("merge-base", ended.error)
            self._bases[pair] = tuple(ended.out.decode().split())
        return self._bases[pair]

    def forget(self) -> None:
        """Ask again: commits got a past that was not here."""
        self._bases.clear()
