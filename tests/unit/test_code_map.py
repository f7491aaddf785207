"""The map of the code that newcomers are given names all of it."""

from pathlib import Path

import plcjournal

HOME = Path(plcjournal.__file__).parent
MAP = Path(__file__).parents[2] / "CONTRIBUTING.md"


def test_every_module_and_folder_stands_in_the_map() -> None:
    told = MAP.read_text(encoding="utf-8")
    parts = {f"`{one.name}`" for one in HOME.glob("[!_]*.py")}
    parts |= {f"`{one.parent.name}/`" for one in HOME.glob("*/__init__.py")}
    assert {part for part in parts if part not in told} == set()
