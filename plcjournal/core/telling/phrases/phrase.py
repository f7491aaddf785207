"""The sentences of one field, each whole, with named places for its values."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from plcjournal.core.values import Value


class Kind(Enum):
    """How the values of a field are put into words."""

    TEXT = auto()  # cut where it is long
    WORD = auto()  # one of a few words; hyphens become spaces
    DAY = auto()
    NUMBER = auto()
    FIGURE = auto()  # a number in the unit of its measure
    PEOPLE = auto()  # ids of members, or free text
    NAMED = auto()  # an id that may have a name: a team, a model
    CYCLE = auto()
    LANGUAGE = auto()
    WHOLE = auto()  # several fields that come and go together


class Phrase(NamedTuple):
    """What a field is called, and what is said when it comes, changes or goes.

    Nothing in place of its `usual` value is no news. A flag comes when it becomes true
    and goes when it becomes false.
    """

    kind: Kind
    called: str
    came: str
    changed: str
    gone: str
    usual: Value = None
