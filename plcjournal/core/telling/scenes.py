"""Where a change happened: its pattern, and the words for what is around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.language import LANGUAGES
from plcjournal.core.layout import STAGES, Spot, spot
from plcjournal.core.telling.wording import a_day, day_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.diff import Change, Values

# What sentences call one item of a list; a word in a list is an item like any other.
_ITEMS = {
    "measures": "measure",
    "groups": "group",
    "targets": "target",
    "results": "result",
    "observations": "observation",
    "actions": "action",
    "learning": "learning",
    "rounds": "round",
    "log": "note",
    "assumptions": "assumption",
    "learned": "claim",
    "members": "member",
    "allow": "allowed",
    "network": "neighbour",
    "steps": "step",
    "contested": "contested",
}
_NAMED = frozenset(_ITEMS.values())
_WORDS = frozenset(
    {"because", "files", "norms", "hopes", "fears", "present", "cycles", "decided"}
    | {"aliases", "hints", "values"}
)
_ENTRIES = {"answers": "step", "levels": "level"}
_BY_LANGUAGE = frozenset({"name", "about", "best_for", "caution", "question"})
_UNITS = {"percent": " %", "minutes": " min", "seconds": " s"}
_HEADS = {"teams": "team", "meetings": "meeting", "models": "model"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence about a place needs to know besides the values.

    `pattern` is the kind of record and its keys with a `*` for each item: one pattern,
    one set of sentences. `held` is how many keys lead to the innermost item. `words`
    are what the places around are called, `around` what stands in them.
    """

    spot: Spot
    pattern: str
    held: int
    words: Mapping[str, str]
    around: Mapping[str, Values]
    names: Mapping[str, str]
    year: str = ""

    @property
    def unit(self) -> str:
        """Answer what follows a figure of the measure around."""
        unit = self.around.get("measure", {}).get("unit")
        return _UNITS.get(unit, "") if isinstance(unit, str) else ""


_NAMELESS = "(no name)"


class _Step(NamedTuple):
    """One key on the way into a record; `item` is what a sentence calls it."""

    key: str
    item: str
    end: int


def scene_of(change: Change, names: Mapping[str, str], year: str = "") -> Scene:
    """Answer where a change happened."""
    here = spot(change.path) or Spot("", change.path, change.path)
    own = change.before if change.after is None else change.after
    items = change.within
    if isinstance(own, Mapping) and (change.is_item or not change.keys):
        items = (*items, own)
    way = _Way(here, change.field or change.path, change.keys)
    return _scene(way, items, names, year)


def scene_at(field: str, names: Mapping[str, str], year: str = "") -> Scene:
    """Answer the place that a path of a field names, as people type it."""
    head, _, rest = field.partition(".")
    here = Spot("settings" if head == "plc" else head, "", field)
    if head in _HEADS:
        here = Spot(_HEADS[head], rest.partition(".")[0], field)
    return _scene(_Way(here, field, keys_of(field)), (), names, year)


def keys_of(field: str) -> tuple[str, ...]:
    """Answer the way into its record that a path of a field names."""
    head, *keys = field.split(".")
    return (*keys[1 if head in _HEADS else 0 :],)


class _Way(NamedTuple):
    """A way into a record, and how people type it."""

    here: Spot
    field: str
    keys: Sequence[str]


def _scene(
    way: _Way, items: Sequence[Values], names: Mapping[str, str], year: str
) -> Scene:
    steps = [*_steps(way)]
    named = [step for step in steps if step.item in _NAMED]
    unknown: list[Values] = [{}] * (len(named) - len(items[1:]))
    inside = [*unknown, *items[1:]]
    around = {step.item: item for step, item in zip(named, inside, strict=False)}
    around["record"] = items[0] if items else {}
    words = _record_words(way, around["record"], names, year)
    for step in steps:
        if step.item:
            path = ".".join((way.here.start, *way.keys[: step.end]))
            own = _called(way.here.kind, step, around.get(step.item, {}), names)
            known = one_line(names.get(path, own))
            words[step.item] = known or ("" if step.item == "target" else _NAMELESS)
    words |= _figure_words(words, around, year)
    pattern = ".".join([way.here.kind, *("*" if s.item else s.key for s in steps)])
    held = max((step.end for step in named), default=0)
    return Scene(way.here, pattern, held, words, around, names, year)


def _steps(way: _Way) -> Iterator[_Step]:
    before = ""
    for number, key in enumerate(way.keys):
        if before in _ENTRIES:
            rest = ".".join(way.keys[number:])
            yield _Step(rest, _ENTRIES[before], len(way.keys))
            return
        if before in _BY_LANGUAGE and key in LANGUAGES and way.here.kind == "model":
            continue
        item = _ITEMS.get(before, "word" if before in _WORDS else "")
        yield _Step(key, item, number + 1)
        before = "" if item else key


def _called(kind: str, step: _Step, item: Values, names: Mapping[str, str]) -> str:
    """Answer what an item is called: by its id, its name or its own words."""
    key = step.key
    match step.item:
        case "member":
            name = item.get("name")
            return name if isinstance(name, str) else names.get(key, key)
        case "allowed":
            template = _FIGURE if item.get("words") is None else _WORDS_ALLOWED
            return template.format(name=key)
        case "round":
            words = key.replace("-", " ")
            return words if words.startswith("round") else f"round {words}"
        case "step" if kind != "model":
            return key.replace("-", " ")
    return key


_WORDS_ALLOWED = "the words {name}"
_FIGURE = "the figure {name}"


def _record_words(
    way: _Way, record: Values, names: Mapping[str, str], year: str
) -> dict[str, str]:
    """Answer what the record around is called."""
    kind, name = way.here.kind, way.here.name
    words = {
        "field": one_line(way.field),
        "model": one_line(names.get(name, name)),
        "stage": kind,
    }
    if kind == "team":
        own = record.get("name")
        words["team"] = one_line(own if isinstance(own, str) else names.get(name, name))
    if kind == "meeting":
        own = record.get("team")
        team = own if isinstance(own, str) and own else name[11:] or name
        when = record.get("date") or name[:10]
        words["team"] = one_line(names.get(team, team))
        words["when"] = day_or_words(when, year)
        words["meeting"] = _MEETING.format_map(words)
    whole = _RECORDS.get(kind, _STAGE if kind in STAGES else _FILE)
    return {**words, "record": whole.format_map(words)}


_MEETING = "meeting of {team} on {when}"
_STAGE = "{stage} of the cycle"
_FILE = "file {field}"
_RECORDS = {
    "settings": "settings of the journal",
    "team": "team {team}",
    "meeting": "{meeting}",
    "model": "model {model}",
}


def _figure_words(
    words: Mapping[str, str], around: Mapping[str, Values], year: str
) -> dict[str, str]:
    """Answer the measure and group, the day and the learners of a figure."""
    if "measure" not in words:
        return {}
    of = around["measure"].get("of")
    told = {"of": one_line(of) if isinstance(of, str) and of else "learners"}
    day, _, group = words.get("result", "").partition("@")
    group = group or words.get("target", "")
    # A target for everybody is called by its place in the list, where it has none.
    told["group"] = words.get("group", "" if group.isdecimal() else group)
    place = _PLACE_AND_GROUP if told["group"] and "group" not in words else "{measure}"
    told["place"] = place.format_map({**words, **told})
    return {**told, "day": day_or_words(day, year)}


_PLACE_AND_GROUP = "{measure}, {group}"


def day_or_words(value: object, year: str) -> str:
    """Write what should be a day, as it stands where it is none."""
    day = a_day(value)
    return day_text(day, year) if day else one_line(str(value))
