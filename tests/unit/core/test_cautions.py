"""The one caution that fits, the gravest first."""

from typing import Any

import pytest
from builders import record

from plcjournal.core.figures import Kind
from plcjournal.core.impact.cautions import Caution, CautionKind, Comparison, caution_of
from plcjournal.core.impact.comparable import Reading

SHARE, AMOUNT, COUNT = Kind.SHARE, Kind.AMOUNT, Kind.COUNT
LOW = "Students below Level 3"


def measure(**more: Any) -> Any:
    raw = {"id": "task", "name": "Task", **more}
    return record("evidence", {"measures": [raw]}).measures[0]


def caution(
    sizes: tuple[int | None, int | None] = (64, 62),
    numbers: tuple[float, float] = (39, 68),
    kind: Kind = SHARE,
    altered: tuple[str, ...] = (),
    whom: str = "",
    **more: Any,
) -> Caution:
    two = [Reading(kind, n, size) for n, size in zip(numbers, sizes, strict=True)]
    return caution_of(Comparison(measure(**more), two[0], two[1], altered, whom))


def test_ordinary_growth_is_said_where_nothing_graver_fits() -> None:
    assert caution() == Caution(
        CautionKind.ORDINARY_GROWTH,
        "Without a comparison group, some of it may have come anyway (ordinary growth, "
        "practice with the task).",
    )
    assert caution((None, None)).kind is CautionKind.ORDINARY_GROWTH
    assert "somebody counts" in caution(of="questions").sentence


def test_the_gravest_caution_wins() -> None:
    worst: dict[str, Any] = {
        "sizes": (64, 20),
        "numbers": (50, 99),
        "altered": ("cut", "tool"),
        "whom": LOW,
    }
    kinds = [caution(**worst).kind]
    for milder in (
        {"altered": ()},
        {"sizes": (21, 20)},
        {"numbers": (50, 60)},
        {"sizes": (64, 62)},
        {"whom": ""},
    ):
        worst |= milder
        kinds.append(caution(**worst).kind)
    assert kinds == [*CautionKind]


@pytest.mark.parametrize(
    ("sizes", "kind", "said"),
    [
        ((30, 30), SHARE, ""),
        ((29, 30), SHARE, "A small group: each of 29 learners is worth 3.4 points."),
        ((27, 25), SHARE, "A small group: each of 25 learners is worth 4 points."),
        ((10, 10), AMOUNT, "of 10 learners, a few can move the whole figure."),
        ((9, 9), SHARE, "Only 9 learners: too few for a percentage or an effect"),
        ((None, 12), SHARE, "each of 12 learners is worth 8.3 points"),
    ],
)
def test_under_thirty_a_group_is_small(
    sizes: tuple[int | None, int | None], kind: Kind, said: str
) -> None:
    found = caution(sizes, kind=kind)
    assert (found.kind is CautionKind.SMALL_GROUP) == bool(said)
    assert said in found.sentence


@pytest.mark.parametrize(
    ("sizes", "of", "others"),
    [
        ((100, 90), "learners", False),
        ((100, 89), "learners", True),
        ((100, 110), "learners", False),
        ((100, 111), "pupils", True),
        ((142, 117), "questions", False),
        ((None, 117), "learners", False),
    ],
)
def test_a_tenth_more_or_fewer_are_other_learners(
    sizes: tuple[int | None, int | None], of: str, others: bool
) -> None:
    found = caution(sizes, of=of)
    assert (found.kind is CautionKind.OTHER_LEARNERS) == others


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        (("tool",), "tool changed between"),
        (("cut", "tool"), "tool and cut changed between"),
        (("name", "targets"), ""),
    ],
)
def test_another_tool_or_cut_is_not_like_with_like(
    altered: tuple[str, ...], said: str
) -> None:
    found = caution(altered=altered)
    assert (found.kind is CautionKind.NOT_ALIKE) == bool(said)
    assert said in found.sentence


SCALE = {"min": 0, "max": 20}


@pytest.mark.parametrize(
    ("numbers", "kind", "scale", "edge"),
    [
        ((50, 95), SHARE, None, True),
        ((5, 50), SHARE, None, True),
        ((6, 94), SHARE, SCALE, False),
        ((10, 19), AMOUNT, SCALE, True),
        ((10, 18.9), AMOUNT, SCALE, False),
        ((1, 10), AMOUNT, SCALE, True),
        ((10, 19), AMOUNT, {"max": 20}, False),
        ((10, 19), AMOUNT, {"min": 0}, False),
        ((10, 19), AMOUNT, {"min": 19, "max": 19}, False),
        ((10, 19), AMOUNT, None, False),
        ((1, 19), COUNT, SCALE, False),
    ],
)
def test_near_the_edge_of_the_scale_little_shows(
    numbers: tuple[float, float],
    kind: Kind,
    scale: dict[str, float] | None,
    edge: bool,
) -> None:
    found = caution(numbers=numbers, kind=kind, scale=scale)
    assert (found.kind is CautionKind.CEILING) == edge


def test_few_who_are_no_percentage_have_no_edge_either() -> None:
    found = caution((9, 9), (100, 100))
    assert found.kind is CautionKind.SMALL_GROUP
    assert caution((28, 28), (100, 100)).sentence.startswith("Both figures lie")


@pytest.mark.parametrize(
    ("whom", "of", "picked"),
    [
        (LOW, "learners", True),
        ("the lowest-scoring third", "learners", True),
        ("a re-teach group", "learners", True),
        ("low attainers", "pupils", True),
        ("élèves en difficulté", "élèves", True),
        ("all Grade 4 students", "learners", False),
        (LOW, "books", False),
    ],
)
def test_a_group_picked_for_low_marks_rises_anyway(
    whom: str, of: str, picked: bool
) -> None:
    found = caution(whom=whom, of=of)
    assert (found.kind is CautionKind.PICKED_FOR_LOW_MARKS) == picked
