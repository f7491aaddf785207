"""Every trouble the codec tells has its place in the book of rules."""

import re
from pathlib import Path

import plcjournal.codec
from plcjournal.core.rulebook import RULES, TYPED

_FOLDER = Path(plcjournal.codec.__file__).parent
_NOT_RULES = {"utf-8", "utf-16", "utf-32", "utf-16-le", "utf-16-be"}


def test_every_rule_of_the_codec_is_in_the_book() -> None:
    words: set[str] = set()
    for file in _FOLDER.glob("*.py"):
        words |= {*re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', file.read_text("utf-8"))}
    assert words - _NOT_RULES - {*RULES} == set()


def test_every_typed_rule_in_the_book_is_told_by_the_codec() -> None:
    text = "".join(file.read_text("utf-8") for file in _FOLDER.glob("*.py"))
    assert [rule for rule in TYPED if f'"{rule}"' not in text] == []
