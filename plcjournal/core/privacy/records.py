"""Every text and figure of records: where it stands, and what it says about people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core import layout
from plcjournal.core.parse import field_of
from plcjournal.core.privacy.figures import figures_of, learners_of
from plcjournal.core.privacy.passage import Passage, bare
from plcjournal.core.privacy.texts import Watch, hits, is_wordy, together, told
from plcjournal.core.rulebook import finding
from plcjournal.core.shape import Record, keys, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plcjournal.core.dated import JournalRecord
    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.privacy.passage import Hit
    from plcjournal.core.values import Value

_Loc = tuple[str | int, ...]
_PLAIN_KEY = re.compile(r"[a-z_-]*\d{0,4}", re.ASCII)
_PEOPLE = frozenset({"owner", "facilitator", "with", "present", "members", "by"})
_NAMED_AFTER = frozenset({"school", "cluster", "district", "province", "place", "tool"})
_A_NUMBER = 10**5
_PRIVATE = "sensitive-category"


def check(
    journal: Journal, paths: Iterable[str], names: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Answer what stands in the records at some paths and must, or may, not be kept.

    `names` are the lines of the list of names that never leaves this machine.
    """
    return look_at(journal, paths, watch_over(journal, names))


def watch_over(journal: Journal, names: Sequence[str]) -> Watch:
    """Answer what to look for in a journal."""
    return Watch(journal.settings.privacy, names, lambda: known_words(journal))


def look_at(
    journal: Journal, paths: Iterable[str], watch: Watch
) -> tuple[Finding, ...]:
    """Answer what `check` does for a watch that is kept for many records."""
    wanted = {path: journal.record(path) for path in paths}
    found: list[Finding] = []
    for path, record in wanted.items():
        if record is None:
            continue
        if not _is_silent(record, watch):
            found += _without_ids_made_of(_record(path, plain(record), watch))
        spot = layout.spot(path)
        if spot is not None and spot.kind == "evidence":
            found += figures_of(journal.cycles[spot.name], watch.privacy)
        if spot is not None and spot.kind == "priority":
            found += learners_of(journal.cycles[spot.name], watch.privacy)
    return tuple(found)


def known_words(journal: Journal) -> frozenset[str]:
    """Answer the words that name this journal's staff, teams and schools."""
    settings = journal.settings
    told = [settings.name, settings.school, *_places(settings.part_of)]
    for team in journal.teams.values():
        told += [team.name, team.school, *_places(team.part_of)]
        told += [member.name for member in team.members]
    words = (re.findall(r"[^\W\d_]+", bare(text)) for text in told if text)
    return frozenset(word for found in words for word in found)


def _places(part_of: object) -> Iterator[str | None]:
    for unit in ("cluster", "district", "province"):
        yield getattr(part_of, unit, None)


def _is_silent(record: JournalRecord, watch: Watch) -> bool:
    """Say whether nothing is found in any text of a record, wherever it stands.

    Most records are so, and most of their texts are known from others: they are looked
    at without asking where each of them stands.
    """
    texts = _spoken(record, watch)
    return texts is not None and all(map(watch.is_silent, texts))


def _spoken(record: JournalRecord, watch: Watch) -> list[str] | None:
    """Answer the texts of a record in any order; None if it has keys of other tools."""
    found: list[str] = []
    left: list[object] = [record]
    while left:
        value = left.pop()
        if not value:
            continue
        if type(value) is str:
            found.append(value)
        elif isinstance(value, Record):
            if value.extra:
                return None
            left += value.__dict__.values()
            found += keys(type(value)) if watch.names else ()
        elif isinstance(value, tuple | list):
            left += value
        elif isinstance(value, Mapping):
            if any(key.startswith("x_") for key in value):
                return None
            found += value
            left += value.values()
        elif isinstance(value, int) and value >= _A_NUMBER:
            found.append(str(value))
    return found


class _Said(NamedTuple):
    """A text of a record, where it stands, and what was found in it."""

    passage: Passage
    loc: _Loc
    hits: list[Hit]


def _record(path: str, values: Value, watch: Watch) -> list[Finding]:
    found = []
    for _, texts in groupby(_texts(values, watch), key=lambda one: _item(one[1])):
        said = [_look(text, loc, cue, watch) for text, loc, cue in texts]
        for one in _joined(said, watch):
            for hit in one.hits:
                text = told(one.passage, hit, path, one.hits)
                found.append(_at(values, one.loc, text, one.passage.text))
    return found


def _item(loc: _Loc) -> _Loc:
    """Answer the item of a list that a place lies in, else the place itself."""
    numbers = [at for at, part in enumerate(loc) if isinstance(part, int)]
    return loc[: numbers[-1] + 1] if numbers else loc


def _look(text: str, loc: _Loc, cue: str, watch: Watch) -> _Said:
    passage = Passage(text, cue)
    found = hits(passage, watch, may_doubt=is_wordy(text))
    if found and not _PEOPLE.isdisjoint(loc):
        found = [hit for hit in found if hit.rule != "likely-name"]
    if found and loc[-1] in _NAMED_AFTER:
        found = [h for h in found if h.rule not in ("likely-name", "post-code")]
    return _Said(passage, loc, found)


def _joined(said: list[_Said], watch: Watch) -> list[_Said]:
    """Join what one text of an item says in private with how few another means."""
    if len(said) < 2:
        return said
    private = [(one, h) for one in said for h in one.hits if h.rule == _PRIVATE]
    if not private:
        return said
    where, hit = private[0]
    for one in said:
        joint = together(one.passage, where.passage, hit, watch)
        if joint is not None and one is not where:
            kept = [
                _Said(o.passage, o.loc, [h for h in o.hits if h.rule != _PRIVATE])
                for o in said
            ]
            at = said.index(one)
            kept[at] = _Said(one.passage, one.loc, [joint, *kept[at].hits])
            return kept
    return said


def _at(values: Value, loc: _Loc, one: Finding, text: str) -> Finding:
    field = field_of(values, loc)
    fix = one.fix.replace(" ", "-") if loc[-1:] == ("id",) else one.fix
    made = finding(one.rule, one.path, one.message, field=field, fix=fix)
    return replace(made, text=text, loc=loc)


def _without_ids_made_of(found: list[Finding]) -> tuple[Finding, ...]:
    """Leave out an id when the words it was made of are found as well."""
    items = {(one.rule, one.loc[:-1]) for one in found if one.loc[-1:] != ("id",)}
    return tuple(
        one
        for one in found
        if one.loc[-1:] != ("id",) or (one.rule, one.loc[:-1]) not in items
    )


def _texts(
    value: Value, watch: Watch, loc: _Loc = (), cue: str = ""
) -> Iterator[tuple[str, _Loc, str]]:
    """Yield every text, key and long number, where it stands, and its key as a cue."""
    if isinstance(value, str):
        yield value, loc, cue
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if watch.names or not _PLAIN_KEY.fullmatch(key):
                yield key, (*loc, key), ""
            own = key.startswith("x_") or bool(cue)
            beside = key.removeprefix("x_").replace("_", " ") if own else ""
            yield from _texts(item, watch, (*loc, key), bare(beside))
    elif isinstance(value, Sequence):
        for number, item in enumerate(value):
            yield from _texts(item, watch, (*loc, number), cue)
    elif isinstance(value, int) and value >= _A_NUMBER:
        yield str(value), loc, cue
