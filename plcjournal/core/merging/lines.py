"""Hides how two versions of a text become one, line by line."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines of the base that a side replaced; with start == end it only added some."""

    start: int
    end: int
    lines: tuple[str, ...]

    def may_include(self, other: "_Change") -> bool:
        """Say whether the lines that another change replaced are among ours.

        Lines that one side took away and the other reworded are for people to decide.
        """
        if (self.start, self.end) == (other.start, other.end):
            return bool(self.lines) == bool(other.lines)
        return self.start <= other.start and other.end <= self.end

    def collides(self, other: "_Change") -> bool:
        """Say whether nobody can tell in which order both should stand."""
        if (self.start, self.end) == (other.start, other.end):
            return True
        return max(self.start, other.start) < min(self.end, other.end) or any(
            one.start < two.start == two.end < one.end
            for one, two in ((self, other), (other, self))
        )


def merge_lines(base: str, ours: str, theirs: str) -> str | None:
    """Answer a text with the changes of both sides, None where they meet.

    Changes of neighbouring lines do not meet; the same change of both counts once. A
    text that would come out otherwise when merged again is none.
    """
    merged = _merged(base, ours, theirs)
    if merged is None or _plain(merged) != _plain(_merged(base, theirs, ours)):
        return None
    again = [
        made
        for side in (ours, theirs)
        for made in (_merged(base, merged, side), _merged(base, side, merged))
    ]
    return merged if all(_plain(made) == _plain(merged) for made in again) else None


def _merged(base: str, ours: str, theirs: str) -> str | None:
    if theirs == base:
        return ours
    if ours in {base, theirs}:
        return theirs
    (old, old_end), (mine, my_end), (shared, shared_end) = (
        _lines(text) for text in (base, ours, theirs)
    )
    changes = _settled(_changes(old, mine), _changes(old, shared))
    if changes is None:
        return None
    places = [*zip(_kept(old, mine), _kept(old, shared), strict=True)]
    made = [*_woven(old, places, changes)]
    end = my_end if shared_end == old_end else shared_end
    return "\n".join(made) + ("\n" if end and made else "")


def _plain(text: str | None) -> str | None:
    return None if text is None else unicodedata.normalize("NFC", text)


def _lines(text: str) -> tuple[Sequence[str], bool]:
    """Answer the lines of a text, and whether the last one is ended."""
    if not text:
        return (), False
    ended = text.endswith("\n")
    return text.removesuffix("\n").split("\n"), ended


def _matcher(old: Sequence[str], new: Sequence[str]) -> "SequenceMatcher[str]":
    one, other = (
        [unicodedata.normalize("NFC", x) for x in side] for side in (old, new)
    )
    return SequenceMatcher(None, one, other, autojunk=False)


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    return [
        _Change(start, end, tuple(new[low:high]))
        for tag, start, end, low, high in _matcher(old, new).get_opcodes()
        if tag != "equal"
    ]


def _kept(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Answer each line of the base as a side writes it."""
    kept = [*old]
    for start, low, size in _matcher(old, new).get_matching_blocks():
        kept[start : start + size] = new[low : low + size]
    return kept


def _settled(
    ours: Sequence[_Change], theirs: Sequence[_Change]
) -> list[_Change] | None:
    """Answer the changes of both sides in order, None where two collide."""
    mine = [*_not_within(ours, theirs)]
    shared = [*_not_within(theirs, mine)]
    changes = sorted([*mine, *shared], key=lambda one: (one.start, one.end))
    if any(one.collides(other) for one, other in combinations(changes, 2)):
        return None
    return changes


def _not_within(
    some: Sequence[_Change], others: Sequence[_Change]
) -> Iterator[_Change]:
    """Answer the changes that no change of the other side has made as well."""
    found = dict.fromkeys(others, 0)  # up to which line each was compared
    for change in some:
        for other in others:
            if other.may_include(change):
                after = _after(change.lines, other.lines, found[other])
                if after is not None:
                    found[other] = after
                    break
        else:
            yield change


def _after(few: Sequence[str], many: Sequence[str], start: int) -> int | None:
    """Answer where a run of lines ends in others, from a place on; None if nowhere."""
    for place in range(start, len(many) - len(few) + 1):
        if all(_plain(a) == _plain(b) for a, b in zip(few, many[place:], strict=False)):
            return place + len(few)
    return None


def _woven(
    old: Sequence[str],
    places: Sequence[tuple[str, str]],
    changes: Sequence[_Change],
) -> Iterator[str]:
    here = 0
    for change in changes:
        yield from _unchanged(old, places, here, change.start)
        yield from change.lines
        here = change.end
    yield from _unchanged(old, places, here, len(old))


def _unchanged(
    old: Sequence[str], places: Sequence[tuple[str, str]], start: int, end: int
) -> Iterator[str]:
    for line, (mine, shared) in zip(old[start:end], places[start:end], strict=True):
        yield mine if shared == line else shared
