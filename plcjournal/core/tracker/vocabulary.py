"""The words of trackers as data: what heads a column, and what its cells may say."""

import re
from collections.abc import Mapping
from functools import cached_property

from plcjournal.core.dated import Dated
from plcjournal.core.folding import folded
from plcjournal.core.shape import Flag, Id, Line, Many, Record

_GAP = re.compile(r"[^\w%#✓✔]+|_")


def plain_words(text: str) -> str:
    """Answer a text as headings are compared: folded, one blank between words."""
    return " ".join(_GAP.sub(" ", folded(text).replace("'", " ")).split())


class Place(Record):
    """One thing a column may be: its name, how it is spoken of, what heads it."""

    id: Line
    about: Line
    headings: Many[Line]
    weak: Many[Line] = ()
    once: Flag = True


class Vocabulary(Dated):
    """What heads the columns of trackers, and what their cells hold in fixed words."""

    fields: Many[Place]
    bare_notes: Many[Line]
    under: Many[Line]
    own_signs: Many[Line]
    own_left_out: Many[Line]
    own_tables: Mapping[Id, Mapping[Id, Line]]
    learners: Many[Line]
    words: Mapping[Id, Mapping[Id, Many[Line]]]
    nothing: Many[Line]

    @cached_property
    def abouts(self) -> Mapping[str, str]:
        """Answer how each thing a column may be is spoken of."""
        return {place.id: place.about for place in self.fields}

    @cached_property
    def heads(self) -> Mapping[str, tuple[str, float]]:
        """Answer what a heading stands for and how surely, by its plain words."""
        found: dict[str, tuple[str, float]] = {}
        for place in self.fields:
            for heading in (place.id.replace("_", " "), *place.headings):
                found.setdefault(plain_words(heading), (place.id, 1.0))
            for at, heading in enumerate(place.weak):
                found.setdefault(plain_words(heading), (place.id, 0.5 - at / 200))
        return found

    @cached_property
    def learner_heads(self) -> frozenset[str]:
        """Answer the plain words of headings that stand over learners' names."""
        return frozenset(map(plain_words, self.learners))

    @cached_property
    def meanings(self) -> Mapping[str, Mapping[str, str]]:
        """Answer the fixed word that a cell's plain words mean, by field."""
        return {
            field: {
                plain_words(text): word
                for word, texts in words.items()
                for text in (word, *texts)
            }
            for field, words in self.words.items()
        }

    @cached_property
    def says_nothing(self) -> frozenset[str]:
        """Answer the folded texts of cells that hold nothing."""
        return frozenset(map(folded, self.nothing))

    def is_once(self, field: str) -> bool:
        """Say whether a field stands in one column only."""
        return next(place.once for place in self.fields if place.id == field)
