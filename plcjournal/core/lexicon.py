"""What the keys of records mean, as data: words, words for choices, examples."""

from collections.abc import Mapping

from plcjournal.core.dated import Dated
from plcjournal.core.shape import Anything, Line, Many


class Lexicon(Dated):
    """Words about keys, by the name of the record that has them.

    `says` has a sentence for each key, `words` the meaning of each choice by
    `Record.key`, `examples` values that a key may have.
    """

    says: Mapping[str, Mapping[str, Line]]
    words: Mapping[str, Mapping[str, Line]]
    examples: Mapping[str, Mapping[str, Many[Anything]]]
