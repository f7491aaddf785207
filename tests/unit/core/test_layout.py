"""Which record a path holds."""

import pytest

from plcjournal.core import layout


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("plc.yaml", "settings", ""),
        ("teams/a.yaml", "team", "a"),
        ("meetings/2025-11-05-a.yaml", "meeting", "2025-11-05-a"),
        ("models/a.yaml", "model", "a"),
        ("cycles/a/2025-10-b/review.yaml", "review", "a/2025-10-b"),
    ],
)
def test_a_path_of_the_layout_holds_a_record(path: str, kind: str, name: str) -> None:
    spot = layout.spot(path)
    assert spot == layout.Spot(kind, name, path)
    assert spot.is_stage is (kind == "review")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "README.md",
        "teams/a.yml",
        "teams/a/b.yaml",
        "cycles/a/2025-10-b/other.yaml",
        "cycles/a/priority.yaml",
        "cycles/a/2025-10-b/files/priority.yaml",
        "sub/plc.yaml",
    ],
)
def test_any_other_path_holds_none(path: str) -> None:
    assert layout.spot(path) is None


def test_paths_lead_back_to_their_record() -> None:
    path = layout.stage_path("a/2025-10-b", "action")
    assert layout.spot(path) == layout.Spot("action", "a/2025-10-b", path)
    assert layout.spot(layout.team_path("a")) == layout.Spot(
        "team", "a", "teams/a.yaml"
    )
    assert layout.files_folder("a/2025-10-b") == "cycles/a/2025-10-b/files"
