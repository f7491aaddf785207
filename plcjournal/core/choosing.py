"""Which model fits a team: approaches it rates, and what the ratings suggest."""

from collections.abc import Iterator, Mapping

from plcjournal.core.catalogue import Advice, Choice, Suggestion
from plcjournal.core.dated import Dated
from plcjournal.core.journal import Journal
from plcjournal.core.language import said
from plcjournal.core.models import Said
from plcjournal.core.shape import Id, Line, Many, Record

RATINGS = ("high", "medium", "low")


class Approach(Record):
    """A way of working together: the models it leads to, or what to do instead."""

    id: Id
    text: Said
    models: Many[Id] = ()
    advice: Said | None = None
    command: Line | None = None


class Choosing(Dated):
    """The approaches that people rate, in the order they are asked."""

    source: Line
    approaches: Many[Approach]


def suggest(
    choosing: Choosing,
    journal: Journal,
    ratings: Mapping[str, str],
    issue: str = "",
    tried_so_far: str = "",
) -> Choice:
    """Answer the models that ratings speak for, the best first.

    The best rating counts first, then how many ratings speak for a model, then the
    order of the approaches. What is rated low, or not at all, speaks for nothing.
    """
    language = journal.settings.language
    wanted = [*_wanted(choosing, ratings)]
    reasons: dict[str, list[tuple[int, str]]] = {}
    for approach, weight in wanted:
        why = f"You rated '{said(approach.text, language)}' {ratings[approach.id]}."
        for name in approach.models:
            if journal.model(name) is not None:
                reasons.setdefault(name, []).append((weight, why))
    best = sorted(reasons, key=lambda name: _strength(reasons[name]), reverse=True)
    return Choice(
        issue=issue,
        tried_so_far=tried_so_far,
        ratings={a.id: ratings[a.id] for a in choosing.approaches if a.id in ratings},
        suggestions=tuple(
            _suggestion(journal, name, tuple(why for _, why in reasons[name]))
            for name in best
        ),
        advice=tuple(
            Advice(
                said(approach.advice, language),
                f"You rated '{said(approach.text, language)}' {ratings[approach.id]}.",
                approach.command or "",
            )
            for approach, _ in wanted
            if approach.advice
        ),
    )


def _wanted(
    choosing: Choosing, ratings: Mapping[str, str]
) -> Iterator[tuple[Approach, int]]:
    """Answer the approaches that are wanted, the higher rated first."""
    for weight, rating in ((2, "high"), (1, "medium")):
        for approach in choosing.approaches:
            if ratings.get(approach.id) == rating:
                yield approach, weight


def _strength(reasons: list[tuple[int, str]]) -> tuple[int, int]:
    weights = [weight for weight, _ in reasons]
    return max(weights), sum(weights)


def _suggestion(journal: Journal, name: str, why: tuple[str, ...]) -> Suggestion:
    language = journal.settings.language
    model = journal.find_model(name)
    best_for = said(model.best_for, language) if model.best_for else ""
    return Suggestion(model.id, said(model.name, language), best_for, why)
