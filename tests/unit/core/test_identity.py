"""Which word tells an item of a list from its siblings."""

import pytest

from plcjournal.core.identity import key_of, name_of
from plcjournal.core.values import Value


@pytest.mark.parametrize(
    ("items", "item", "key"),
    [
        ("measures", {"id": "task", "name": "x"}, "task"),
        ("results", {"date": "2025-10-08", "group": None}, "2025-10-08"),
        ("results", {"date": "2025-10-08", "group": "a"}, "2025-10-08@a"),
        ("targets", {"value": 3, "group": None}, ""),
        ("targets", {"value": 3, "group": "a"}, "a"),
        ("contested", {"field": "review.next", "values": []}, "review.next"),
        ("allow", {"words": "Grace", "field": None}, "Grace"),
        ("allow", {"field": "evidence.x"}, "evidence.x"),
        ("norms", "We listen", "We listen"),
        ("measures", {"name": "x"}, "[('name', 'x')]"),
        ("measures", None, "None"),
    ],
)
def test_an_item_is_told_by_what_its_list_says(
    items: str, item: Value, key: str
) -> None:
    assert key_of(items, item) == key


@pytest.mark.parametrize(
    ("items", "item", "name"),
    [
        ("measures", {"id": "task"}, "task"),
        ("measures", {"name": "x"}, "4"),
        ("targets", {"value": 3}, "4"),
        ("norms", "We listen", "We listen"),
        ("norms", 7, "7"),
        ("norms", None, "4"),
        ("norms", ["a"], "4"),
        ("norms", {"note": "a colon too many"}, "4"),
    ],
)
def test_people_call_an_item_that_nothing_tells_by_its_place(
    items: str, item: Value, name: str
) -> None:
    assert name_of(items, item, 4) == name
