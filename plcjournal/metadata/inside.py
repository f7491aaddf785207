"""What was found in a file: facts about people and places, texts, or why not."""

from dataclasses import dataclass
from enum import StrEnum

NOBODY = "Author"
"""Who wrote a comment, once it is nobody's: the word office programs take."""


class Kind(StrEnum):
    """What a fact tells: where something was, who somebody is, words about it."""

    PLACE = "place"
    WHO = "who"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a file says beside its content, under the label people know it by."""

    kind: Kind
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Inside:
    """The facts and the text of a file; `problem` says why it could not be read."""

    facts: tuple[Fact, ...] = ()
    text: str = ""
    problem: str = ""


class CannotLook(Exception):
    """A file is damaged, locked or too big inside; the words say which."""


def fact(kind: Kind, label: str, value: object) -> list[Fact]:
    """Answer a fact in a list of one; an empty value is none."""
    words = " ".join(str(value).replace("\0", "").split())[:2000]
    return [Fact(kind, label, words)] if words else []
