"""The parts of pages, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.site.chart import Chart
    from plcjournal.site.past import Deed

EVERYBODY = "Everybody"


@dataclass(frozen=True, slots=True)
class Card:
    """A cycle in a list."""

    page: str
    title: str
    team: str
    lead: str
    state: str
    outcome: str
    opened: str
    closed: str
    number: int
    steps: int
    claims: int


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page."""

    page: str
    text: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing learned, what it rests on, and where it was learned."""

    id: str
    text: str
    confidence: str
    transfer: str
    rests_on: tuple[str, ...]
    day: str
    cycle: Link
    team: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of figures."""

    date: str
    role: str
    whom: str
    text: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: what changed, its drawing, its numbers."""

    id: str
    name: str
    tool: str
    target: str
    sentence: str
    gist: str
    before: Row | None
    after: Row | None
    cautions: tuple[str, ...]
    design: str
    since: tuple[str, ...]
    chart: Chart | None
    rows: tuple[Row, ...]

    @property
    def has_groups(self) -> bool:
        """Say whether some of the figures are about a part of the learners."""
        return any(row.whom != EVERYBODY for row in self.rows)


@dataclass(frozen=True, slots=True)
class Item:
    """An action, a note or something noticed."""

    id: str
    text: str
    beside: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the model with what stands under it."""

    number: int
    name: str
    question: str
    done: bool
    answer: str
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """Everything on the page of one cycle."""

    card: Card
    need: str
    question: str
    theory: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepView, ...]
    measures: tuple[MeasureView, ...]
    tried: tuple[tuple[int, str, str], ...]
    observations: tuple[Item, ...]
    assumptions: tuple[Item, ...]
    actions: tuple[Item, ...]
    learning: tuple[Item, ...]
    log: tuple[Item, ...]
    changed: str
    review: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    stale: bool
    line: tuple[Link, ...]
    team: Link
    deeds: tuple[tuple[str, tuple[Deed, ...]], ...]

    @property
    def first_drawn(self) -> int:
        """Answer which measure is the first with a drawing, counted from 1."""
        drawn = (n for n, one in enumerate(self.measures, 1) if one.chart)
        return next(drawn, 0)

    @property
    def in_short(self) -> tuple[MeasureView, ...]:
        """Answer the measures of which there is a change to tell."""
        return tuple(one for one in self.measures if one.gist)
