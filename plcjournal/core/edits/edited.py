"""What an edit answers: the new journal and one sentence about it."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

from plcjournal.core import layout
from plcjournal.core.cycle import Cycle
from plcjournal.core.findings import Finding
from plcjournal.core.journal import Journal
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain
from plcjournal.errors import Exit, PlcError

_USUAL = re.compile(r"[A-Za-z0-9 ]+")


@dataclass(frozen=True, slots=True)
class Edited:
    """A new journal, what changed, and where.

    The sentence is for the screen, the subject heads the change in the history.
    """

    journal: Journal
    sentence: str
    subject: str
    cycle: str = ""
    stage: str = ""
    action: str = ""
    id: str = ""
    removed: tuple[str, ...] = ()
    added: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """Answer the sentence that heads the change in the history."""
        name = self.cycle.split("/")[1][8:] if self.cycle else ""
        return f"{self.subject} ({name})" if name else self.subject

    @property
    def trailers(self) -> tuple[tuple[str, str], ...]:
        """Answer what programs may read of the change in the history."""
        told = {"Cycle": self.cycle, "Stage": self.stage, "Plc-Action": self.action}
        return tuple((key, value) for key, value in told.items() if value)


class Refused(PlcError):
    """An edit that would leave something impossible in the journal."""

    exit_code = Exit.USAGE

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = len(self.findings) - 1
        tail = f" (and {more} more)" if more else ""
        sentence = f"Nothing was changed: {first.message}{tail}"
        super().__init__(sentence, first.fix)


class AlreadySo(PlcError):
    """Nothing to do: it is as asked."""

    exit_code = Exit.NO


class NotEditable(PlcError):
    """A record that cannot be read is never written to."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path} cannot be read, so nothing was written to it.",
            f"See what is wrong: plc validate {path}",
        )


def slug(words: str, longest: int = 32) -> str:
    """Answer small letters and hyphens for words, cut between words."""
    joined = "-".join(words.lower().split())
    if _USUAL.fullmatch(words) and 0 < len(joined) <= longest:
        return joined
    from slugify import slugify  # noqa: PLC0415  # it knows all other letters; slow

    made = slugify(words, max_length=longest, word_boundary=True, save_order=True)
    return made or "item-" + hashlib.sha256(words.encode()).hexdigest()[:6]


def new_id(words: str, taken: Iterable[str]) -> str:
    """Answer an id made of words; one that is taken gets a suffix of its content."""
    name, known = slug(words), {*taken}
    if name not in known:
        return name
    again = (f"{words}{number or ''}" for number in count())
    digests = (hashlib.sha256(text.encode()).hexdigest()[:4] for text in again)
    return next(
        made for made in (f"{name}-{digest}" for digest in digests) if made not in known
    )


def values_of(cycle: Cycle, stage: str) -> dict[str, Any]:
    """Answer the values of one stage record, free to change.

    Raises:
        NotEditable: the record on disk cannot be read.
    """
    if stage in cycle.unread:
        raise NotEditable(layout.stage_path(cycle.name, stage))
    return cast("dict[str, Any]", plain(cycle.stage(stage)))


def with_values(
    journal: Journal, cycle: Cycle, stage: str, values: Mapping[str, Any]
) -> Journal:
    """Answer the journal with one stage record made of new values.

    Raises:
        Refused: the values make no record.
    """
    path = layout.stage_path(cycle.name, stage)
    record, findings = parse(stage, values, path)
    if record is None:
        raise Refused(findings)
    return journal.with_cycle(cycle.with_stage(stage, record))


def shortened(sentence: str, longest: int = 72) -> str:
    """Answer a sentence short enough to head a change: its first words."""
    line = " ".join(sentence.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the values that were given."""
    return {key: value for key, value in values.items() if value is not None}
