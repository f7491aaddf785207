"""The tables of a journal, filled with what an audience may see."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from plcjournal import drafts
from plcjournal.beside import in_turns
from plcjournal.core.impact.cycle import cycle_impact
from plcjournal.core.language import said
from plcjournal.core.privacy import check_text, known_words
from plcjournal.core.tables import declared
from plcjournal.core.tables.column import Kind
from plcjournal.core.tables.sources import (
    Claimed,
    Looked,
    Met,
    Said,
    Seen,
    Tried,
    Whole,
)
from plcjournal.exporting.packed import Packed
from plcjournal.exporting.sight import check_all
from plcjournal.history import sentences
from plcjournal.moments.names import Names
from plcjournal.site.guarding import HIDDEN
from plcjournal.site.overview import places_of
from plcjournal.site.past import deeds, steps_of
from plcjournal.site.words import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.impact.revised import Step
    from plcjournal.core.tables.column import Cell, Column, Plan, Table
    from plcjournal.exporting.packed import Row
    from plcjournal.exporting.sight import Sight
    from plcjournal.repository.objects import Objects
    from plcjournal.site.past import Past

_AT_ONCE = 50  # cycles
_HELD_BACK = "not told here, to protect people: see plc history"


def tables_of(sight: Sight) -> tuple[Table, ...]:
    """Answer every table of a journal, and the dictionary of their columns at the end.

    Raises:
        NotExported: something would point at a person.
    """
    check_all(sight)
    rows: dict[str, Packed[Row]] = {plan.name: Packed() for plan in declared.PLANS}
    shown = [*sight.pasts]  # looked up before a copy would do so for itself
    # All rows of a cycle at once: there are too many cycles to keep.
    about_cycles = in_turns(partial(_of_cycles, sight), shown, _AT_ONCE)
    for some in chain(about_cycles, [_filled(_beside(sight))]):
        for name, row in some:
            rows[name].add(row)
    told = (Packed(_told(rows.pop(one.name), one, sight)) for one in declared.PLANS)
    filled = (one.of(some) for one, some in zip(declared.PLANS, told, strict=True))
    return (*filled, declared.dictionary())


def _filled(sources: Iterable[tuple[str, object]]) -> Iterator[tuple[str, Row]]:
    """Yield the row that each source makes, with the table it is in."""
    plans = {plan.name: plan for plan in declared.PLANS}
    return ((name, plans[name].row(source)) for name, source in sources)


def _of_cycles(sight: Sight, names: Sequence[str]) -> list[tuple[str, Row]]:
    """Answer the rows about some cycles, each with the table it is in."""
    with sight.revisions.objects() as objects:
        return [
            named
            for name in names
            for named in _filled(_of_cycle(sight, sight.journal.cycles[name], objects))
        ]


def _of_cycle(
    sight: Sight, cycle: Cycle, objects: Objects
) -> Iterator[tuple[str, object]]:
    """Yield what the rows about a cycle are made from, with the table each is in."""
    whole = _whole(sight, cycle, objects)
    yield "cycles", whole
    yield from (("measures", one) for one in _measures(whole))
    yield from (("results", one) for one in _results(sight, whole))
    yield from (("actions", Tried(whole, one)) for one in cycle.action.actions)
    yield from (("learned", Claimed(whole, one)) for one in cycle.review.learned)


def _beside(sight: Sight) -> Iterator[tuple[str, object]]:
    yield from (("meetings", one) for one in _meetings(sight))
    yield from (("changes", one) for one in _changes(sight))


def _whole(sight: Sight, cycle: Cycle, objects: Objects) -> Whole:
    journal, team = sight.journal, sight.journal.teams.get(cycle.team)
    model = journal.model_of(cycle)
    codes = sight.codes(cycle.name)
    name = team.name if team else cycle.team
    return Whole(
        cycle=cycle,
        team_name=sight.people.without_names(name),
        places={unit.casefold(): told for unit, told in places_of(journal, cycle.team)},
        model=model.id if model else cycle.priority.model or journal.settings.model,
        impact=cycle_impact(
            journal, cycle, past_steps(sight.pasts[cycle.name], cycle, objects)
        ),
        called=partial(sight.people.called, cycle.team),
        stale=sight.is_stale(cycle.name),
        codes={(at.measure, at.date, at.group): code for at, code in codes.items()},
    )


def past_steps(past: Past, cycle: Cycle, objects: Objects) -> tuple[Step, ...]:
    """Answer how the evidence of a cycle came about, where that can matter."""
    several = any(len(one.results) > 1 for one in cycle.evidence.measures)
    return steps_of(past, objects) if several and len(past.evidence) > 1 else ()


def _measures(whole: Whole) -> Iterator[Looked]:
    measures = whole.cycle.evidence.measures
    for measure, impact in zip(measures, whole.impact.measures, strict=True):
        yield Looked(whole, measure, impact)


def _results(sight: Sight, whole: Whole) -> Iterator[Seen]:
    for measure in whole.cycle.evidence.measures:
        for one in sorted(measure.results, key=lambda r: (r.date, r.group or "")):
            code = whole.codes.get((measure.id, one.date, one.group), "")
            code = code or (HIDDEN if one.suppressed else "")
            yield Seen(whole, measure, one, code, with_pairs=sight.is_for_team)


def _meetings(sight: Sight) -> list[Met]:
    """Answer the meetings; they are the team's own, and no cycle says who sees them."""
    journal = sight.journal
    found = []
    for name, one in sorted(journal.meetings.items()):
        team = one.team or name[len("2025-11-05-") :]
        there = journal.teams.get(team)
        called = partial(sight.people.called, team)
        found.append(Met(name, there.name if there else team, one, called))
    return found


def _changes(sight: Sight) -> Iterator[Said]:
    if sight.is_for_team:
        yield from _told_whole(sight)
        return
    told = [
        one for cycle in sight.journal.cycles.values() for one in _deeds(sight, cycle)
    ]
    yield from sorted(told, key=lambda one: (one.day, one.cycle))


def _told_whole(sight: Sight) -> Iterator[Said]:
    """Tell the whole past in the words of its time, oldest first.

    What was taken out since still stands there; where it would not be saved today, the
    sentence stays untold.
    """
    may_be_told = _gate(sight)
    newest_first = Packed(sentences(sight.space, Names(sight.whole)))
    for entry in reversed(newest_first):
        for part, sentence in enumerate(entry.sentences, 1):
            yield Said(
                change=entry.commit,
                part=part,
                day=entry.when[: len("2025-11-05")],
                moment=entry.when,
                who=entry.who,
                cycle=entry.cycle,
                sentence=sentence if may_be_told(sentence) else _HELD_BACK,
            )


def _gate(sight: Sight) -> Callable[[str], bool]:
    """Answer what says whether a sentence about the past would be saved today."""
    settings, known = sight.whole.settings.privacy, known_words(sight.whole)
    names = drafts.names(sight.space.folder)

    @lru_cache(maxsize=1 << 14)  # the same is often said in many cycles
    def may_be_told(sentence: str) -> bool:
        found = check_text(sentence, settings, names, path="", known=known)
        return not any(one.blocks for one in found)

    return may_be_told


def _deeds(sight: Sight, cycle: Cycle) -> Iterator[Said]:
    """Tell what kind of things were done in a cycle, in the words of today."""
    model = sight.journal.model_of(cycle)
    language = sight.journal.settings.language
    steps = {one.id: said(one.name, language) for one in (model.steps if model else ())}
    found = deeds(sight.pasts[cycle.name], cycle, steps)
    for one in reversed(found):
        who = sight.people.author(cycle.team, one.who)
        yield Said("", 1, one.day, "", who, cycle.name, one.text)


def _told(rows: Packed[Row], plan: Plan[Any], sight: Sight) -> Iterator[Row]:
    """Yield rows in which no text upsets a reader and no id names somebody."""
    for row in rows:
        cells = zip(plan.columns, row, strict=True)
        yield tuple(_cell(column, cell, sight) for column, cell in cells)


def _cell(column: Column[object], cell: Cell, sight: Sight) -> Cell:
    if isinstance(cell, str):
        is_id = column.kind is Kind.ID
        return safe(sight.ids.of(cell) if is_id else cell)
    if isinstance(cell, tuple):
        is_id = column.kind is Kind.IDS
        return tuple(safe(sight.ids.of(one) if is_id else one) for one in cell)
    return cell
