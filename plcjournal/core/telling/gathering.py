"""Changes of one item that belong together, told in one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.diff import apply, parts, reversed_
from plcjournal.core.telling.saying import CLOSED_WITH, filled, sentence, usual_sentence
from plcjournal.core.telling.scenes import scene_of
from plcjournal.core.telling.spoken import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.telling.scenes import Scene


class News(NamedTuple):
    """A change and where it happened."""

    change: Change
    scene: Scene

    @property
    def came(self) -> bool:
        """Say whether there was nothing before."""
        return self.change.before is None

    @property
    def group(self) -> tuple[str, ...]:
        """Answer the record and the item that a field belongs to."""
        return (self.change.path, *self.change.keys[: self.scene.held])

    @property
    def item(self) -> str:
        """Answer the pattern of the innermost item, or of the record."""
        return ".".join(self.scene.pattern.split(".")[: 1 + self.scene.held])

    @property
    def field(self) -> str:
        """Answer which field of the item it is."""
        return self.scene.pattern[len(self.item) + 1 :]

    @property
    def sentence(self) -> str:
        """Answer the change as it is told on its own."""
        return sentence(self.change, self.scene)

    def filled(self, template: str, **more: str) -> str:
        """Answer another sentence about the same change."""
        return filled(template, self.change, self.scene, **more)

    def parts(self) -> list[News]:
        """Answer the fields of what came or went whole."""
        names, year = self.scene.names, self.scene.year
        return [News(one, scene_of(one, names, year)) for one in parts(self.change)]


class Gathered(NamedTuple):
    """A sentence and the fields it tells, '' where nothing belongs together."""

    sentence: str = ""
    fields: frozenset[str] = frozenset()


def gathered(news: Iterable[News]) -> Iterator[str]:
    """Tell what happened, item by item, each in as few sentences as it takes."""
    groups: dict[tuple[str, ...], list[News]] = {}
    for one in news:
        groups.setdefault(one.group, []).append(one)
    for group in groups.values():
        gather = _GATHERS.get(group[0].item)
        whole = gather(group) if gather else Gathered()
        if whole.sentence:
            yield whole.sentence
        yield from (one.sentence for one in group if one.field not in whole.fields)


def _by_field(group: Sequence[News]) -> dict[str, News]:
    return {one.field: one for one in group}


_DONE_ON = "{item} done on {after}"
_DROPPED = "dropped {item}: {after}"


def _turn(group: Sequence[News]) -> Gathered:
    """Tell that something was done, and when; or dropped, and why."""
    fields = _by_field(group)
    status = fields.get("status")
    if status is None:
        return Gathered()
    beside = {"done": "done", "dropped": "why"}.get(str(status.change.after), "")
    cleared = {
        name
        for name in ("done", "why")
        if name in fields and fields[name].change.after is None
    }
    if beside not in fields or beside in cleared:
        return Gathered(status.sentence, frozenset({"status", *cleared}))
    words = status.scene.words
    item = words.get("action") or words["learning"]
    template = _DONE_ON if beside == "done" else _DROPPED
    told = fields[beside].filled(template, item=item)
    return Gathered(told, frozenset({"status", beside, *cleared}))


def _target(group: Sequence[News]) -> Gathered:
    """Tell the figure and the day of a target together."""
    fields = _by_field(group)
    if not {"value", "by"} <= fields.keys():
        return Gathered()
    whole = _whole(group)
    told = usual_sentence(whole.change, whole.scene)
    return Gathered(told, frozenset({"value", "by"}))


_FIGURES = frozenset({"size", "count", "levels.*", "value", "mean", "sd"})
_CORRECTED = {
    "baseline": "corrected the baseline of {place}, {day}: {before} → {after}",
    "interim": "corrected the interim result of {place}, {day}: {before} → {after}",
    "result": "corrected the result of {place}, {day}: {before} → {after}",
}


def _figures(group: Sequence[News]) -> Gathered:
    """Tell the figures of one date as they were and as they are."""
    figures = [one for one in group if one.field in _FIGURES]
    if not figures:
        return Gathered()
    whole = _whole(figures)
    template = _CORRECTED.get(str(whole.scene.around["result"].get("role")), "")
    told = whole.filled(template)
    # Where the figures look the same, the change is smaller than they show.
    return Gathered(told, _FIGURES) if " → " in told else Gathered()


def _whole(group: Sequence[News]) -> News:
    """Answer an item with all changes of its fields as one change."""
    first = group[0]
    change, held = first.change, first.scene.held
    item = change.within[-1] if change.within else {}
    fields = [replace(one.change, keys=one.change.keys[held:]) for one in group]
    made = replace(
        change,
        keys=change.keys[:held],
        before=apply(item, reversed_(fields)),
        after=apply(item, fields),
        is_item=True,
        within=change.within[:-1],
    )
    return News(made, scene_of(made, first.scene.names, first.scene.year))


_REVIEWED = "reviewed on {day}: {outcome}"


def _review(group: Sequence[News]) -> Gathered:
    """Tell the day of the review, its outcome and the end of the cycle together."""
    fields = {name: one for name, one in _by_field(group).items() if one.came}
    held, outcome, closed = map(fields.get, ("held", "outcome", "closed"))
    if closed is not None:
        on_one_day = held is not None and held.change.after == closed.change.after
        same_day = {"held"} if on_one_day else set()
        told = closed.sentence
        if outcome is not None:
            told = closed.filled(CLOSED_WITH, outcome=outcome.filled("{after}"))
        return Gathered(told, frozenset({"closed", "outcome", *same_day}))
    if held is None or outcome is None:
        return Gathered()
    day, word = held.filled("{after}"), outcome.filled("{after}")
    told = outcome.filled(_REVIEWED, day=day, outcome=word)
    return Gathered(told, frozenset({"held", "outcome"}))


_LEARNERS = "learners: {group} ({size})"


def _learners(group: Sequence[News]) -> Gathered:
    """Tell who the learners are and how many, where both are new."""
    fields = {name: one for name, one in _by_field(group).items() if one.came}
    if not {"learners.group", "learners.size"} <= fields.keys():
        return Gathered()
    who, number = (fields[f"learners.{name}"] for name in ("group", "size"))
    size = text(number.change.after)
    told = who.filled(_LEARNERS, group=text(who.change.after), size=size)
    return Gathered(told, frozenset({"learners.group", "learners.size"}))


_GATHERS: Mapping[str, Callable[[Sequence[News]], Gathered]] = {
    "action.actions.*": _turn,
    "action.learning.*": _turn,
    "evidence.measures.*.targets.*": _target,
    "evidence.measures.*.results.*": _figures,
    "review": _review,
    "priority": _learners,
}
