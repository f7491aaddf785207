"""Hides comments: which thing each one is about, and how it is put beside it again."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plcjournal.codec.page import Page, Splice
from plcjournal.codec.reader import read
from plcjournal.codec.sameness import same
from plcjournal.codec.source import MARK, decode
from plcjournal.codec.tree import Broken, Entries, Items, Node, Scalar, grow, value_of
from plcjournal.core.identity import key_of
from plcjournal.core.values import settled

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Comment:
    """One line of a comment, and the way to the thing it stands above or beside."""

    words: str
    about: tuple[str, ...]
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a key or an item of a list begins; `end` is where a short value ends."""

    line: int
    start: int
    way: tuple[str, ...]
    is_short: bool


def comments(data: bytes) -> tuple[Comment, ...]:
    """Answer the comments of a record, none where it cannot be read."""
    grown = _grown(data)
    if grown is None:
        return ()
    text, root = grown
    return tuple(_comments(text, root))


def new_comments(base: bytes | None, ours: bytes, theirs: bytes) -> tuple[Comment, ...]:
    """Answer the comments that one side wrote and the other does not have."""
    others = _new(base, theirs)
    found = []
    for one in _new(base, ours):
        there = [other for other in others if _is_same(one, other)]
        if there:
            others.remove(there[0])
        else:
            found.append(one)
    return tuple(found)


def _is_same(one: Comment, other: Comment) -> bool:
    """Say whether a comment is another one, perhaps put where there was room for it."""
    about = one.about[: len(other.about)]
    return one.words == other.words and about == other.about


def _new(base: bytes | None, data: bytes) -> list[Comment]:
    """Answer the comments one text has more than another, wherever they stand."""
    before = comments(base or b"")
    same = Counter((one.words, one.about) for one in before)
    left = [
        one for one in comments(data) if not _is_taken(same, (one.words, one.about))
    ]
    moved = Counter(words for (words, _), number in same.items() for _ in range(number))
    return [one for one in left if not _is_taken(moved, one.words)]


def _is_taken(counts: Counter[T], key: T) -> bool:
    """Say whether there is one more of these, and take it away."""
    counts[key] -= 1
    return counts[key] >= 0


def attached(data: bytes, more: Sequence[Comment]) -> bytes:
    """Put comments beside what they are about; the others go to an end."""
    grown = _grown(data)
    if grown is None or not more:
        return data
    text, root = grown
    marked = MARK if data.startswith(MARK.encode()) else ""
    before = settled(read(data).values)
    above = "".join(f"{one.words}\n" for one in more) + text
    for placed in (_beside(text, root, more), _below(text, more), above):
        made = (marked + placed).encode("utf-8")
        if same(settled(read(made).values), before):
            return made
    return data


def _grown(data: bytes) -> tuple[str, Entries] | None:
    source = decode(data)
    if source.text is None:
        return None
    try:
        return source.text, grow(source.text)
    except Broken:
        return None


def _comments(text: str, root: Entries) -> Iterator[Comment]:
    spots = sorted(_spots(root, ()), key=lambda spot: (spot.line, len(spot.way)))
    stretches = sorted(_stretches(root))
    starts = [start for start, _ in stretches]
    for number, (start, line) in enumerate(Page(text).lines_between(0, len(text))):
        at = _mark(line, start, stretches, starts)
        if at is None:
            continue
        words = line[at:].rstrip()
        if line[:at].strip():
            beside = [spot for spot in spots if spot.line == number]
            yield Comment(words, beside[-1].way if beside else (), is_beside=True)
        else:
            below = next((spot for spot in spots if spot.line > number), None)
            yield Comment(words, below.way if below else ())


def _mark(
    line: str, start: int, stretches: Sequence[tuple[int, int]], starts: Sequence[int]
) -> int | None:
    """Answer where in a line a comment begins, None where it has none."""
    for at, sign in enumerate(line):
        if sign != "#" or (at and line[at - 1] not in " \t"):
            continue
        place = bisect_right(starts, start + at) - 1
        if place < 0 or stretches[place][1] <= start + at:
            return at
    return None


def _stretches(node: Node) -> Iterator[tuple[int, int]]:
    """Yield where the words of a record stand, in which a # means nothing."""
    if isinstance(node, Scalar):
        if node.end > node.start:
            yield node.start, node.end
    elif isinstance(node, Items):
        for child in node.children:
            yield from _stretches(child)
    else:
        for key, value in node.pairs:
            yield from _stretches(key)
            yield from _stretches(value)


def _spots(node: Node, way: tuple[str, ...]) -> Iterator[_Spot]:
    if isinstance(node, Items):
        for child in node.children:
            item = settled(value_of(child))
            here = (*way, key_of(way[-1] if way else "", item))
            yield _Spot(child.line, child.start, here, _is_short(child))
            yield from _spots(child, here)
    elif isinstance(node, Entries):
        for key, value in node.pairs:
            here = (*way, key.text)
            yield _Spot(key.line, key.start, here, _is_short(value))
            yield from _spots(value, here)


def _is_short(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style not in ("|", ">")


def _beside(text: str, root: Entries, more: Sequence[Comment]) -> str:
    page = Page(text)
    spots = {spot.way: spot for spot in reversed([*_spots(root, ())])}
    splices: dict[int, list[str]] = {}
    ends: dict[int, str] = {}
    lost: list[Comment] = []
    for one in more:
        spot = _nearest(spots, one.about)
        if spot is None:
            lost.append(one)
            continue
        line = page.start_of_line(spot.start)
        end = page.end_of_line(spot.start)
        is_free = spot.is_short and "#" not in text[line:end] and end not in ends
        if one.is_beside and spot.way == one.about and is_free:
            ends[end] = f"  {one.words}"
            continue
        first = text[line:end]
        indent = first[: len(first) - len(first.lstrip())]
        splices.setdefault(line, []).append(f"{indent}{one.words}\n")
    made = [Splice(at, at, "".join(lines)) for at, lines in splices.items()]
    made += [Splice(at, at, words) for at, words in ends.items()]
    return _below(page.applied(made), lost)


def _nearest(spots: dict[tuple[str, ...], _Spot], way: tuple[str, ...]) -> _Spot | None:
    while way:
        if way in spots:
            return spots[way]
        way = way[:-1]
    return None


def _below(text: str, more: Sequence[Comment]) -> str:
    if not more:
        return text
    start = text if text.endswith("\n") or not text else f"{text}\n"
    return start + "".join(f"{one.words}\n" for one in more)
