"""What the keys of a model mean, as data: for a new model's comments and its page."""

from collections.abc import Mapping

from plcjournal.core.dated import Dated
from plcjournal.core.models import DoneWhen, Said
from plcjournal.core.shape import Line, Many


class Explained(Dated):
    """Words about the keys of a model, of its steps, and when a step is done."""

    done_when: Mapping[DoneWhen, Said]
    file: Many[Line]
    keys: Mapping[str, Line]
    step: Mapping[str, Line]
