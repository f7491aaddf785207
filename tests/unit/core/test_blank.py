import pytest

from plcjournal.core.merging.blank import blank

ACTION = "cycles/maths/2025-10-fractions/action.yaml"
EVIDENCE = "cycles/maths/2025-10-fractions/evidence.yaml"


def test_a_new_item_holds_the_defaults_of_its_record() -> None:
    made = blank(ACTION, ("actions", "talks"))
    assert made["status"] == "planned"
    assert made["quick_win"] is False
    assert made["because"] == []
    assert "what" not in made
    assert blank(ACTION, ("learning", "reading"))["with"] is None


def test_a_new_record_holds_its_defaults() -> None:
    assert blank("plc.yaml", ())["language"] == "en"
    assert blank("plc.yaml", ("privacy",)) == {"min_group": 10, "allow": []}


def test_items_inside_items_have_defaults_too() -> None:
    way = ("measures", "task", "results", "2025-10-08")
    assert blank(EVIDENCE, way)["role"] == "interim"


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("notes.txt", ()),
        (ACTION, ("x_tool",)),
        (ACTION, ("actions", "talks", "x_tool", "deep")),
        (ACTION, ("answers",)),
    ],
)
def test_what_plc_does_not_know_has_no_defaults(
    path: str, way: tuple[str, ...]
) -> None:
    assert blank(path, way) == {}
