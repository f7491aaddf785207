"""Every place in the cycles that touches some words, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.core.folding import folded
from plcjournal.core.layout import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plcjournal.core.journal import Cycle, Journal

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


def words_of(text: str) -> list[str]:
    """Answer what is looked for when a person looks for some words."""
    return [folded(word) for word in _WORD.findall(text)]


def search(
    holding: Callable[[str], Iterable[Cycle]], words: str, *, learned: bool = False
) -> tuple[Hit, ...]:
    """Answer the places that hold all the words, or else most of them, best first.

    `holding` answers the cycles in which "all" of the words stand somewhere, or "any"
    of them. With `learned`, only what teams learned is looked at.
    """
    wanted = words_of(words)
    found = _found(holding("all"), wanted, learned=learned) if wanted else []
    if len(wanted) > 1 and not any(held == len(wanted) for held, _ in found):
        found = _found(holding("any"), wanted, learned=learned)
    most = max((held for held, _ in found), default=0)
    best = [hit for held, hit in found if held == most]
    return tuple(sorted(best, key=lambda hit: (-hit.score, hit.cycle, hit.id)))


def _found(
    cycles: Iterable[Cycle], wanted: Sequence[str], *, learned: bool
) -> list[tuple[int, Hit]]:
    return [
        (held, hit)
        for cycle in cycles
        for where, name, text in texts(cycle)
        if not learned or where == "learned"
        for held, hit in _hits(cycle, where, name, text, wanted)
    ]


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


def _hits(
    cycle: Cycle, where: str, name: str, text: str | None, wanted: Sequence[str]
) -> Iterator[tuple[int, Hit]]:
    scores = [_score(word, text or "") for word in wanted]
    held = sum(1 for score in scores if score)
    if not held or text is None:
        return
    sentences = _SENTENCE.split(text)
    best = max(sentences, key=lambda one: sum(_score(word, one) for word in wanted))
    score = sum(scores) * _WEIGHT.get(where, 1)
    title = cycle.priority.title
    yield held, Hit(cycle.name, title, where, best.strip(), name, score)


def _score(word: str, text: str) -> int:
    """Answer how well a text holds a word: whole, at a beginning, inside, or not."""
    bare = folded(text)
    if word not in bare:
        return 0
    words = _WORD.findall(bare)
    if word in words:
        return _WHOLE
    return _BEGINNING if any(one.startswith(word) for one in words) else _INSIDE


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
