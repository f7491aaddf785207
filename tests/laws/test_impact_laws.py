"""Laws of the impact: whatever a measure holds, what is said of it stays honest."""

from typing import Any

from builders import NAME, TODAY, journal, record
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.core.impact.cycle import cycle_impact
from plcjournal.core.impact.impact import Known, impact_of
from plcjournal.core.recalled import Recalled
from plcjournal.core.rules.journal import check_journal
from plcjournal.core.shape import plain
from plcjournal.views import plain as views
from plcjournal.views import pretty

DAYS = [f"2025-{month:02}-{day:02}" for month in (9, 10, 11) for day in (1, 8, 15, 22)]
SIZES = st.one_of(st.integers(0, 40), st.integers(0, 10**9))
NUMBERS = st.one_of(
    st.integers(-5, 120), st.floats(-(10**15), 10**15), st.just(1e-300), st.just(0)
)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


LEVEL = st.sampled_from(["1", "2", "3", "3.0"])
LEVELS = st.dictionaries(st.one_of(LEVEL, st.just("low")), SIZES)
RESULTS = st.builds(
    lambda fixed, figures: {**fixed, **figures},
    st.fixed_dictionaries(
        {
            "date": st.sampled_from(DAYS),
            "role": st.sampled_from(["baseline", "interim", "result"]),
        }
    ),
    some(
        size=SIZES,
        count=SIZES,
        levels=LEVELS,
        value=NUMBERS,
        mean=NUMBERS,
        sd=NUMBERS,
        suppressed=st.booleans(),
        group=st.sampled_from(["room-12"]),
    ),
)
FULL: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries(
        {
            "size": st.integers(2, 200),
            "mean": st.floats(0, 20),
            "sd": st.one_of(st.floats(0, 9), st.sampled_from([1e-300, 5e-324])),
        }
    ),
    st.integers(1, 200).flatmap(
        lambda size: st.fixed_dictionaries(
            {"size": st.just(size), "count": st.integers(0, size)}
        )
    ),
    st.fixed_dictionaries({"levels": st.dictionaries(LEVEL, st.integers(0, 50))}),
)
FIRST, LAST = "2025-08-25", "2025-12-03"


@st.composite
def two_results(draw: st.DrawFn) -> list[dict[str, Any]]:
    before, after = draw(FULL), draw(FULL)
    if draw(st.booleans()):
        after = {**before, **after}
    return [
        {"date": FIRST, "role": "baseline", **before},
        *draw(st.lists(RESULTS, max_size=12)),
        {"date": LAST, "role": "result", **after},
    ]


PAIRED = st.fixed_dictionaries(
    {
        "with": st.sampled_from([FIRST, LAST, None]),
        "size": st.one_of(st.none(), st.integers(1, 200)),
        "correlation": st.one_of(st.none(), st.floats(-1.5, 1.5)),
    }
)
MEASURES = st.builds(
    lambda results, more: {"id": "task", "name": "Task", "results": results, **more},
    st.one_of(two_results(), st.lists(RESULTS, max_size=4)),
    some(
        unit=st.sampled_from(["percent", "score", "count", "level", "minutes"]),
        of=st.sampled_from(["learners", "lessons"]),
        better=st.sampled_from(["up", "down"]),
        same_learners=st.booleans(),
        cut=some(at=st.integers(1, 3)),
        scale=some(min=NUMBERS, max=NUMBERS),
        targets=st.lists(st.fixed_dictionaries({"value": NUMBERS}), max_size=1),
    ),
)
ACTIONS = st.lists(
    st.fixed_dictionaries(
        {"id": st.just("a"), "what": st.just("Talk"), "done": st.sampled_from(DAYS)}
    ),
    max_size=2,
)


@given(MEASURES, ACTIONS, st.integers(5, 20))
def test_whatever_stands_in_a_measure_has_one_sentence(
    raw: dict[str, Any], done: list[dict[str, Any]], fewest: int
) -> None:
    measure = record("evidence", {"measures": [raw]}).measures[0]
    actions = record("action", {"actions": done}).actions
    found = impact_of(measure, actions, Known(fewest=fewest))
    light: Any = Recalled(plain(measure))
    assert found == impact_of(light, actions, Known(fewest=fewest))
    assert found.sentence.startswith("Task")
    assert found.sentence.endswith(".")
    for estimate in (found.change, found.effect):
        if estimate is not None and estimate.interval is not None:
            number = getattr(estimate, "number", getattr(estimate, "g", None))
            assert number is not None
            assert estimate.interval.low <= number <= estimate.interval.high
    if measure.of == "learners":
        for figure in (found.baseline, found.latest):
            assert figure is None or figure.size is None or figure.size >= fewest
    if found.change is not None:
        assert found.caution is not None
    if found.series is not None and len(found.series.points) < 10:
        assert found.series.chart is None


@given(st.integers(10, 60), st.integers(10, 60), PAIRED, st.booleans())
def test_pairs_are_used_only_where_they_are_known(
    before: int, after: int, paired: dict[str, Any], same: bool
) -> None:
    results = [
        {"date": FIRST, "role": "baseline", "size": before, "mean": 10, "sd": 4},
        {"date": LAST, "role": "result", "size": after, "mean": 12, "sd": 3},
    ]
    raw = {"id": "task", "name": "Task", "results": results, "same_learners": same}
    values = plain(record("evidence", {"measures": [raw]}).measures[0])
    values["results"][1]["paired"] = paired
    light: Any = Recalled(values)
    found = impact_of(light, ())
    assert found.effect is not None
    assert found.change is not None
    size, correlation = paired["size"], paired["correlation"]
    fewer = min(before, after)
    known = paired["with"] == FIRST and correlation is not None
    assert found.effect.is_paired == (
        known
        and -1 <= correlation < 1
        and max(10, 0.9 * before, 0.9 * after) <= (size or fewer) <= fewer
    )


@given(MEASURES, ACTIONS, st.booleans())
def test_whatever_stands_in_a_measure_can_be_checked_and_shown(
    raw: dict[str, Any], done: list[dict[str, Any]], reviewed: bool
) -> None:
    made = journal(
        ("evidence", "", {"measures": [{**raw, "prediction": {"value": 60}}]}),
        ("action", "", {"actions": done}),
        ("review", "", {"outcome": "met", "based_on": "x"} if reviewed else {}),
    )
    assert check_journal(made, today=TODAY) is not None
    found = cycle_impact(made, made.cycles[NAME])
    lines = [*views.lines(found)]
    assert any(found.measures[0].sentence in line for line in lines)
    drawn = pretty.render(found, str, color=False)
    assert drawn is not None
    assert all(len(line) <= 80 for line in drawn.splitlines())
