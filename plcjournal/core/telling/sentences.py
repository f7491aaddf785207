"""What changed, as a colleague would tell it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from plcjournal.core.layout import STAGES, spot
from plcjournal.core.telling.gathering import News, gathered
from plcjournal.core.telling.saying import MANY, phrase_of, rewords, sentence
from plcjournal.core.telling.saying import called as called_in
from plcjournal.core.telling.scenes import scene_at, scene_of
from plcjournal.core.telling.spoken import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.core.diff import Change, Values

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def said(
    change: Change, *, names: Mapping[str, str] = _NO_NAMES, year: str = ""
) -> str:
    """Say one change in one sentence, without a full stop.

    `names` are what ids are called, see `names_in`. With a `year`, days of that year
    are told without it.
    """
    return sentence(change, scene_of(change, names, year))


def is_reworded(change: Change) -> bool:
    """Say whether a sentence about a change leaves out what a text said and says."""
    return rewords(scene_of(change, _NO_NAMES))


def called(field: str, *, names: Mapping[str, str] = _NO_NAMES, year: str = "") -> str:
    """Answer what the field of a path is called: `due of number-talks`."""
    return called_in(scene_at(field, names, year))


def told(
    changes: Iterable[Change],
    names: Mapping[str, str] = _NO_NAMES,
    *,
    year: str = "",
) -> tuple[str, ...]:
    """Tell what somebody did at one moment in as few sentences as it takes.

    Each cycle is told as one, its four records in their order. What belongs together
    is one sentence; bookkeeping is left out where there is anything else to tell.
    """
    news = [News(change, scene_of(change, names, year)) for change in changes]
    owners: dict[str, list[News]] = {}
    for one in sorted(news, key=_stage):
        here = one.scene.spot
        owner = here.name if here.is_stage else here.path
        owners.setdefault(owner, []).append(one)
    return tuple(line for some in owners.values() for line in _told(some))


def _told(news: Sequence[News]) -> Sequence[str]:
    """Tell what happened to one cycle, or to one other record."""
    fresh = [one for one in _opened(_undisputed(news)) if _is_news(one)]
    lines = dict.fromkeys(gathered(fresh))
    return (*(lines or dict.fromkeys(one.sentence for one in news)),)


def names_in(records: Mapping[str, Values]) -> dict[str, str]:
    """Answer what the members, teams and cycles of some records by path are called."""
    found: dict[str, str] = {}
    for path, values in records.items():
        place = spot(path)
        if place is None:
            continue
        if place.kind == "priority" and values.get("title"):
            found[place.name] = text(values["title"])
        if place.kind in ("team", "model") and values.get("name"):
            found[place.name] = text(values["name"])
        for member in _members(values) if place.kind == "team" else ():
            found[str(member.get("id"))] = text(member.get("name"))
    return found


def _members(team: Values) -> Iterator[Values]:
    members = team.get("members")
    for member in members if isinstance(members, list | tuple) else ():
        if isinstance(member, Mapping) and member.get("name"):
            yield member


def _stage(one: News) -> int:
    kind = one.scene.spot.kind
    return STAGES.index(kind) if kind in STAGES else 0


def _is_news(one: News) -> bool:
    """Say whether somebody did something, not plc for its own bookkeeping."""
    if one.field in ("format", "based_on"):
        return False
    change, usual = one.change, phrase_of(one.scene).usual
    sides = (change.before, change.after)
    return usual is None or {*map(repr, sides)} != {repr(None), repr(usual)}


def _undisputed(news: Sequence[News]) -> Iterator[News]:
    """Leave out what is told by the entry of a field that people changed differently.

    While it waits for the team none of its values counts; once it is decided, the
    entry that went tells the value.
    """
    disputed = {one.change.keys[1] for one in news if _is_dispute(one)}
    for one in news:
        field = one.change.field
        if _is_dispute(one) or not any(_is_in(field, entry) for entry in disputed):
            yield one


def _is_dispute(one: News) -> bool:
    return one.field == "" and one.item.endswith(".contested.*")


def _is_in(field: str, whole: str) -> bool:
    return field == whole or field.startswith(f"{whole}.")


def _opened(news: Iterable[News]) -> Iterator[News]:
    """Tell a new cycle, measure or meeting by what is in it."""
    some = [*news]
    whole = {one.scene.spot.kind: one for one in some if not one.change.keys}
    start = whole.get("priority")
    for one in some:
        kind = one.scene.spot.kind
        if one.change.keys:
            yield one
            if one.scene.pattern == "evidence.measures.*" and one.came:
                yield from _figures_of(one)
        elif kind not in STAGES or kind == "priority":
            yield one
            yield from _with_it(one)
        elif one.came:
            inner = [part for part in one.parts() if _is_news(part)]
            yield from _opened(inner) if inner or start else (one,)
        elif start is None:
            yield one


_BEGINS_WITH = {
    "priority": ("priority.review_by",),
    "meeting": ("meeting.decided.*",),
    "team": ("team.members.*",),
}


def _with_it(one: News) -> Iterator[News]:
    """Answer what is told beside a new record."""
    told = _BEGINS_WITH.get(one.scene.spot.kind, ()) if one.came else ()
    yield from (part for part in one.parts() if part.scene.pattern in told)


def _figures_of(measure: News) -> Iterator[News]:
    inner = measure.parts()
    results = [one for one in inner if one.item.endswith(".results.*")]
    for one in inner:
        kept = (".targets.*", ".prediction")
        if one.scene.pattern.endswith(kept) or (
            one in results and len(results) <= MANY
        ):
            yield one
