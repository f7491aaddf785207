import pytest

from plcjournal.core.merging.ordering import arranged


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "left", "order"),
    [
        pytest.param("abc", "abc", "cab", "abc", "cab", id="theirs moved"),
        pytest.param("abc", "cab", "abc", "abc", "cab", id="ours moved"),
        pytest.param("abc", "cab", "bca", "abc", "bca", id="both moved"),
        pytest.param("ab", "axb", "ayb", "abxy", "axyb", id="both added"),
        pytest.param("ab", "xab", "ab", "abx", "xab", id="added in front"),
        pytest.param("abc", "abxc", "ac", "acx", "axc", id="neighbour gone"),
        pytest.param("abc", "axyc", "abc", "acxy", "axyc", id="a run of new ones"),
        pytest.param("ab", "ba", "b", "b", "b", id="moved and gone"),
        pytest.param("ab", "baxy", "byx", "bxy", "byx", id="what went was moved"),
        pytest.param("", "xy", "", "xy", "xy", id="all new"),
    ],
)
def test_items_stand_where_people_put_them(
    base: str, ours: str, theirs: str, left: str, order: str
) -> None:
    assert "".join(arranged(base, ours, theirs, left)) == order
    assert "".join(arranged(base, order, theirs, left)) == order
    assert "".join(arranged(theirs, order, theirs, left)) == order
