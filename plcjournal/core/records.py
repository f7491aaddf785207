"""The four records of an inquiry cycle: priority, evidence, action, review."""

from typing import Literal

from pydantic import Field

from plcjournal.core.dated import JournalRecord
from plcjournal.core.shape import (
    Count,
    Day,
    Flag,
    Id,
    Line,
    Many,
    Named,
    Number,
    Prose,
    Record,
    Words,
)

Role = Literal["baseline", "interim", "result"]
MeasureKind = Literal[
    "assessment",
    "rubric",
    "rate",
    "attendance",
    "observation",
    "survey",
    "work-sample",
    "student-voice",
    "pulse",
]
Unit = Literal["percent", "score", "count", "level", "minutes", "seconds"]
ActionStatus = Literal["planned", "doing", "done", "dropped"]
OutcomeWord = Literal["met", "partly", "not-met", "cannot-tell"]
NextWord = Literal["keep", "adapt", "spread", "stop"]
Audience = Literal["team", "school", "cluster", "public"]


class Item(Record):
    """Something in a list that is told from its siblings by its id."""

    id: Id


class StageRecord(JournalRecord):
    """What the four records of a cycle share."""

    answers: Named[Prose] = Field(default_factory=dict)


class Learners(Record):
    """Whom a cycle is about: a group, never a person."""

    group: Line | None = None
    size: Count | None = None


class Assumption(Item):
    """Something the team takes for granted at the start."""

    text: Prose


class Priority(StageRecord):
    """What should improve, for whom, and what the team sees now."""

    title: Words
    team: Id | None = None
    model: Id | None = None
    opened: Day | None = None
    review_by: Day | None = None
    facilitator: Line | None = None
    learners: Learners = Field(default_factory=Learners)
    need: Prose | None = None
    question: Prose | None = None
    plan_link: Line | None = None
    assumptions: Many[Assumption] = ()
    follows: Line | None = None
    adapts: Line | None = None


class Cut(Record):
    """From where on a learner counts as having reached the goal."""

    at: Number | None = None
    label: Line | None = None


class Scale(Record):
    """The lowest and highest figure a measure can give."""

    min: Number | None = None
    max: Number | None = None


class Group(Item):
    """A part of the learners that results may be about."""

    name: Line | None = None
    part_of: Id | None = None


class Target(Record):
    """The figure a team hopes for, and by when."""

    value: Number
    by: Day | None = None
    group: Id | None = None


class Prediction(Record):
    """The figure a team expects, and when it said so."""

    value: Number
    made: Day | None = None


class Pairs(Record):
    """How the marks of those who were there on an earlier date too hang together.

    `with` is that date, `size` how many have marks of both, `correlation` Pearson's r.
    The size is left out where, beside those of the dates, it would show 1 to 4 others.
    """

    with_: Day | None = Field(default=None, alias="with")
    size: Count | None = None
    correlation: Number | None = None


class Result(Record):
    """The figures of one date and group: totals, never a learner's mark."""

    date: Day
    role: Role = "interim"
    group: Id | None = None
    size: Count | None = None
    count: Count | None = None
    levels: Named[Count] = Field(default_factory=dict)
    value: Number | None = None
    mean: Number | None = None
    sd: Number | None = None
    suppressed: Flag = False
    paired: Pairs | None = None
    round: Id | None = None


class Measure(Item):
    """Something the team looks at the same way more than once."""

    name: Words
    kind: MeasureKind = "assessment"
    of: Line = "learners"
    unit: Unit = "percent"
    better: Literal["up", "down"] = "up"
    tool: Line | None = None
    cut: Cut | None = None
    scale: Scale | None = None
    same_learners: Flag = False
    groups: Many[Group] = ()
    targets: Many[Target] = ()
    prediction: Prediction | None = None
    results: Many[Result] = ()


class Observation(Item):
    """Something noticed, and what it may mean."""

    date: Day | None = None
    noticed: Prose
    means: Prose | None = None


class Evidence(StageRecord):
    """Where learners are: measures with dated results, and observations."""

    measures: Many[Measure] = ()
    observations: Many[Observation] = ()


class Action(Item):
    """Something the team tries in its teaching."""

    what: Prose
    because: Many[Id] = ()
    owner: Line | None = None
    due: Day | None = None
    status: ActionStatus = "planned"
    done: Day | None = None
    why: Prose | None = None
    quick_win: Flag = False
    files: Many[Line] = ()
    round: Id | None = None


class Learning(Item):
    """What we as professionals want to learn, and from whom."""

    what: Prose
    with_: Line | None = Field(default=None, alias="with")
    status: ActionStatus = "planned"
    why: Prose | None = None


class Round(Item):
    """One turn of a model that repeats inside a cycle."""

    opened: Day | None = None
    answers: Named[Prose] = Field(default_factory=dict)


class LogEntry(Item):
    """One dated line about how it is going."""

    date: Day | None = None
    text: Prose
    round: Id | None = None


class ActionPlan(StageRecord):
    """What the team does differently, what it learns, how it goes."""

    theory: Prose | None = None
    actions: Many[Action] = ()
    learning: Many[Learning] = ()
    rounds: Many[Round] = ()
    log: Many[LogEntry] = ()


class Claim(Item):
    """One thing learned, and what it rests on."""

    claim: Prose
    because: Many[Id] = ()
    confidence: Literal["tentative", "supported", "strong"] = "tentative"
    transfer: Prose | None = None


class AssumptionNow(Item):
    """What became of an assumption."""

    now: Literal["held", "changed", "dropped"]


class Review(StageRecord):
    """What changed, what the team learned, what comes next."""

    held: Day | None = None
    outcome: OutcomeWord | None = None
    changed: Prose | None = None
    learned: Many[Claim] = ()
    assumptions: Many[AssumptionNow] = ()
    next: NextWord | None = None
    share: Audience = "team"
    based_on: Line | None = None
    closed: Day | None = None
