"""What waits for a decision, and what came of two versions that met, as results."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.edits.waiting import is_by
from plcjournal.core.likeness import is_nothing
from plcjournal.core.merging.merge import Kind
from plcjournal.core.shape import plain
from plcjournal.core.telling.rewording import words_between
from plcjournal.core.telling.saying import phrase_of
from plcjournal.core.telling.scenes import scene_at
from plcjournal.core.telling.sentences import called, names_in
from plcjournal.core.telling.spoken import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plcjournal.arriving import Copy
    from plcjournal.core.edits.waiting import Version, Waiting
    from plcjournal.core.journal import Journal
    from plcjournal.core.merging.merge import Decision
    from plcjournal.core.values import Value
    from plcjournal.finishing.finish import Finished
    from plcjournal.finishing.halves import Unparted
    from plcjournal.finishing.mending import Mended
    from plcjournal.workspace import Changed

_LONG = 60  # characters; a longer text is told by the words that differ
_AROUND = 5  # words of a long text that stand beside those that differ


@dataclass(frozen=True, slots=True)
class Choice:
    """One version of a field; `words` are the value as a person reads it."""

    number: int
    words: str
    value: Value
    absent: bool
    by: str
    date: str
    mine: bool
    in_place: bool
    command: str


@dataclass(frozen=True, slots=True)
class OpenField:
    """A field that waits for a decision; `trouble` says why none can be made."""

    field: str
    title: str
    cycle: str
    path: str
    choices: tuple[Choice, ...]
    command: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of two versions of the journal's files that met.

    `is_done`: nothing of it is left to do. `is_saved`: it is in the history.
    """

    what: str
    is_done: bool
    is_saved: bool
    people: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    stopped: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a look at everything that needs a person found, did and left."""

    outcome: Outcome | None = None
    fields: tuple[OpenField, ...] = ()
    decided: tuple[Changed, ...] = ()
    may_share: bool = False

    @property
    def is_unsaved(self) -> bool:
        """Say whether records were put together and are not in the history yet."""
        outcome = self.outcome
        return bool(outcome and outcome.records and not outcome.is_saved)

    @property
    def needs_person(self) -> bool:
        """Say whether anything is left that only a person can decide."""
        is_open = self.outcome is not None and not self.outcome.is_done
        return is_open or bool(self.fields)


def open_fields(
    journal: Journal, found: Sequence[Waiting], me: str = ""
) -> tuple[OpenField, ...]:
    """Answer what waits for a decision as people read it."""
    names = names_in(_naming(journal, found)) if found else {}
    return tuple(_open_field(journal, one, names, me) for one in found)


def _naming(
    journal: Journal, found: Sequence[Waiting]
) -> dict[str, Mapping[str, Value]]:
    """Answer the records that name what is spoken of: teams, models, some cycles."""
    said = (version.value for one in found for version in one.versions)
    named = {one for one in said if isinstance(one, str) and one in journal.cycles}
    paths = (
        *map(layout.team_path, journal.teams),
        *map(layout.model_path, journal.own_models),
        *(layout.stage_path(name, "priority") for name in sorted(named)),
    )
    records = {path: journal.record(path) for path in paths}
    return {path: plain(one) for path, one in records.items() if one is not None}


def finished(made: Finished, me: str) -> Outcome:
    """Answer what became of something that was begun with git."""
    stopped = made.stopped
    return Outcome(
        what=made.what,
        is_done=made.is_done,
        is_saved=made.is_saved,
        people=tuple("you" if name == me else name for name in made.people),
        records=tuple(made.records),
        by_hand=tuple(made.by_hand),
        kept=_kept(made.decisions),
        copies=tuple(made.copies),
        aside=tuple(made.aside),
        left=tuple(made.left),
        unreadable=_unreadable(made.unreadable),
        stopped=stopped.sentence if stopped else "",
        hint=stopped.hint if stopped else "",
    )


def mended(made: Mended, *, is_saved: bool) -> Outcome:
    """Answer what became of records in whose text two versions stood."""
    return Outcome(
        what="",
        is_done=not made.unreadable,
        is_saved=is_saved,
        records=tuple(made.records),
        kept=_kept(made.decisions),
        aside=tuple(made.aside),
        unreadable=_unreadable(made.unreadable),
    )


def both(one: Outcome | None, other: Outcome | None) -> Outcome | None:
    """Answer one outcome for two."""
    if one is None or other is None:
        return one or other
    return Outcome(
        what=one.what or other.what,
        is_done=one.is_done and other.is_done,
        is_saved=one.is_saved and other.is_saved,
        people=one.people,
        records=(*one.records, *other.records),
        by_hand=one.by_hand,
        kept=(*one.kept, *other.kept),
        copies=one.copies,
        aside=(*one.aside, *other.aside),
        left=one.left,
        unreadable=(*one.unreadable, *other.unreadable),
        stopped=one.stopped,
        hint=one.hint,
    )


def _unreadable(found: Iterable[Unparted]) -> tuple[str, ...]:
    return tuple(str(one) for one in found)


_STAYS = {
    Kind.KEPT: "{what} stays: one of you took it away, another went on with it.",
    Kind.RENAMED: "{what}: two different ones had the same short name; both stay.",
}


def _kept(decisions: Iterable[Decision]) -> tuple[str, ...]:
    told = (
        _STAYS[one.kind].format(what=called(one.field) if one.field else one.path)
        for one in decisions
        if one.kind in _STAYS
    )
    return tuple(dict.fromkeys(told))


def _open_field(
    journal: Journal, found: Waiting, names: Mapping[str, str], me: str
) -> OpenField:
    command = _command(journal, found)
    return OpenField(
        field=found.field,
        title=called(found.field, names=names) if found.place else found.field,
        cycle=found.cycle,
        path=found.path,
        choices=tuple(
            Choice(
                number=one.number,
                words=_words(found, one, names),
                value=one.value,
                absent=one.absent,
                by=one.by,
                date=one.date,
                mine=is_by(one, me),
                in_place=one.in_place,
                command=f"{command} --take {_who(found, one)}",
            )
            for one in found.versions
        ),
        command=command if found.place else f'{command} --value ""',
        trouble=found.trouble,
    )


def _command(journal: Journal, found: Waiting) -> str:
    """Answer the command that decides a field, as it is safe to be copied."""
    words = ["plc resolve"]
    if found.cycle:
        words.append(shlex.quote(journal.shortest(found.cycle)))
    field = shlex.quote(found.field)
    return " ".join([*words, "--field", field])


def _who(found: Waiting, version: Version) -> str:
    """Answer how a version is named in a command: by its author where that is one."""
    name = version.by
    namesakes = [one for one in found.versions if name.casefold() in one.by.casefold()]
    is_plain = re.fullmatch(r"[\w][\w .'-]*", name) and not name.isdecimal()
    return f'"{name}"' if is_plain and len(namesakes) == 1 else str(version.number)


def _words(found: Waiting, version: Version, names: Mapping[str, str]) -> str:
    """Answer a value as a person reads it; of a long text what differs."""
    texts = [one.value for one in found.versions if not one.absent]
    if is_nothing(version.value):
        return "nothing"
    if isinstance(version.value, str) and all(isinstance(one, str) for one in texts):
        said = [" ".join(str(one).split()) for one in texts]
        mine = " ".join(version.value.split())
        others = [one for one in said if one != mine]
        if others and max(map(len, said)) > _LONG:
            return _differing(others[0], mine)
    scene = scene_at(found.field, names)
    return in_words(phrase_of(scene).kind, version.value, scene)


def _differing(other: str, text: str) -> str:
    """Answer a text with the words in brackets that another has not."""
    runs = [run for run in words_between(other, text) if run[0] != "gone"]
    if not any(kind == "same" and words.strip() for kind, words in runs):
        return text
    told = []
    for number, (kind, words) in enumerate(runs):
        if kind == "new" and words.strip():
            bare = words.strip()
            start, _, end = words.partition(bare)
            told.append(f"{start}[{bare}]{end}")
        else:
            is_last = number == len(runs) - 1
            told.append(_cut(words, is_first=not number, is_last=is_last))
    return "".join(told).strip()


def _cut(words: str, *, is_first: bool, is_last: bool) -> str:
    """Leave out the middle of what stays the same, its far end at both ends."""
    parts = words.split(" ")
    before = [] if is_first else parts[:_AROUND]
    after = [] if is_last else parts[-_AROUND:]
    if len(parts) <= len(before) + len(after) + 1:
        return words
    return " ".join([*before, "…", *after])
