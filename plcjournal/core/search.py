"""Every place in the cycles that touches some words, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from plcjournal.core.folding import folded
from plcjournal.core.layout import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\w+")
_WHOLE, _BEGINNING, _INSIDE = 4, 3, 1
# A title or a claim says more about a cycle than a note in passing.
_WEIGHT = {"title": 3, "learned": 2}
_LONG_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that touches the words: the sentence they stand in."""

    cycle: str
    title: str
    where: str
    sentence: str
    id: str = ""
    score: int = 0


class Said(NamedTuple):
    """All texts of a cycle: what each is, its id, its words."""

    cycle: str
    title: str
    texts: Sequence[tuple[str, str, str]]


def said_in(cycle: Cycle) -> Said:
    """Answer all that is said in a cycle."""
    there = tuple((where, name, text) for where, name, text in texts(cycle) if text)
    return Said(cycle.name, cycle.priority.title, there)


class Sayings(Protocol):
    """All cycles, asked for those in which folded words stand."""

    def holding(self, words: Sequence[str], team: str) -> Iterable[Said]:
        """Answer the cycles in which every one of some words stands."""

    def touching(self, words: Sequence[str], team: str) -> Iterable[tuple[int, Said]]:
        """Answer those in which any does, and how many; with most of them first."""


def search(
    sayings: Sayings, words: str, team: str = "", *, learned: bool = False
) -> tuple[Hit, ...]:
    """Answer the places that hold all of some words, or else most, best first.

    Of a team, or of all where none is named. With `learned`, only what teams learned
    is looked at.
    """
    wanted = [folded(word) for word in _WORD.findall(words)]
    if not wanted:
        return ()
    every = ((len(wanted), said) for said in sayings.holding(wanted, team))
    best = _best(every, wanted, len(wanted), learned=learned)
    if not best and len(wanted) > 1:
        best = _best(sayings.touching(wanted, team), wanted, 1, learned=learned)
    return tuple(sorted(best, key=lambda hit: (-hit.score, hit.cycle, hit.id)))


def _best(
    cycles: Iterable[tuple[int, Said]],
    wanted: Sequence[str],
    most: int,
    *,
    learned: bool,
) -> list[Hit]:
    """Answer the places in some cycles that hold most of the words, `most` or more."""
    best: list[Hit] = []
    for many, said in cycles:
        if many < most:
            break  # no place in it, nor in those that follow, holds as many
        for where, name, text in said.texts:
            bare = folded(text)
            held = sum(1 for word in wanted if word in bare)
            if held < most or (learned and where != "learned"):
                continue
            if held > most:
                best, most = [], held
            best.append(_hit(said, where, name, text, wanted))
    return best


def texts(cycle: Cycle) -> Iterator[tuple[str, str, str | None]]:
    """Yield every text of a cycle: what it is, its id, its words."""
    priority, plan, review = cycle.priority, cycle.action, cycle.review
    yield "title", "", priority.title
    yield "priority", "", priority.need
    yield "question", "", priority.question
    yield "learners", "", priority.learners.group
    for assumption in priority.assumptions:
        yield "assumption", assumption.id, assumption.text
    for measure in cycle.evidence.measures:
        yield (
            "measure",
            measure.id,
            ". ".join(filter(None, (measure.name, measure.tool))),
        )
    for item in cycle.evidence.observations:
        yield (
            "observation",
            item.id,
            ". ".join(filter(None, (item.noticed, item.means))),
        )
    yield "theory", "", plan.theory
    for action in plan.actions:
        yield "action", action.id, action.what
    for learning in plan.learning:
        yield "learning", learning.id, learning.what
    for entry in plan.log:
        yield "note", entry.id, entry.text
    yield "review", "", review.changed
    for claim in review.learned:
        yield (
            "learned",
            claim.id,
            ". ".join(filter(None, (claim.claim, claim.transfer))),
        )
    for stage in STAGES:
        for step, answer in cycle.stage(stage).answers.items():
            yield "answer", step, answer


def _hit(said: Said, where: str, name: str, text: str, wanted: Sequence[str]) -> Hit:
    sentences = _SENTENCE.split(text)
    best = (
        max(sentences, key=lambda one: _score(wanted, one)) if sentences[1:] else text
    )
    score = _score(wanted, text) * _WEIGHT.get(where, 1)
    return Hit(said.cycle, said.title, where, best.strip(), name, score)


def _score(wanted: Sequence[str], text: str) -> int:
    """Answer how well a text holds words: whole, at a beginning, inside, or not."""
    bare = folded(text)
    words = {*_WORD.findall(bare)}
    score = 0
    for word in wanted:
        if word in words:
            score += _WHOLE
        elif word in bare:
            begins = any(one.startswith(word) for one in words)
            score += _BEGINNING if begins else _INSIDE
    return score


def earlier(journal: Journal, title: str) -> tuple[str, int]:
    """Answer the word of a title that most earlier titles share, and how many do."""
    words = {folded(word) for word in _WORD.findall(title)}
    titles = [folded(cycle.priority.title) for cycle in journal.cycles.values()]
    counts = {
        word: sum(word in one for one in titles)
        for word in sorted(words)
        if len(word) >= _LONG_ENOUGH
    }
    if not counts:
        return "", 0
    word = max(counts, key=lambda one: counts[one])
    return (word, counts[word]) if counts[word] else ("", 0)
