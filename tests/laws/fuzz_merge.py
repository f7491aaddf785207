"""Whole groups of records, edited at random on two sides and merged, many times over.

Run it by hand: `python tests/laws/fuzz_merge.py --cases 20000`.
"""

import argparse
import copy
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from builders import WHOLE

from plcjournal.core import layout
from plcjournal.core.identity import key_of
from plcjournal.core.likeness import is_nothing, items_of, same
from plcjournal.core.merging.blank import blank
from plcjournal.core.merging.merge import (
    ABSENT,
    Kind,
    Merged,
    Side,
    Signature,
    field_path,
    merge,
)
from plcjournal.core.merging.renaming import told_apart
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain

Group = dict[str, dict[str, Any]]
_Way = tuple[str | int, ...]

_LISTS = {
    "measures": "name",
    "observations": "noticed",
    "actions": "what",
    "learning": "what",
    "rounds": "",
    "log": "text",
    "learned": "claim",
    "assumptions": "text",
    "members": "name",
    "groups": "name",
    "network": "url",
}
_WORDS = ["Talk", "talk", "Read", "Look again", "e\u0301cole", "\u00e9cole", "ECOLE"]
_IDS = ["task", "digits", "talks", "one", "two", "practice", "room-12", "first"]
_DAYS = ["2025-10-08", "2025-10-22", "2025-12-03", "2025-12-10"]
_TEXTS = [
    "One line",
    "First\nsecond\nthird",
    "First\nsecond\nthird\n",
    "First\nsecond, longer\nthird\n",
    "Zeroth\nFirst\nsecond\nthird\n",
    "First\nsecond\nthird\nfourth\n",
    "",
]
_MARKED = frozenset(
    {
        *("title", "need", "question", "theory", "changed", "facilitator", "owner"),
        *("why", "what", "text", "label", "name", "group"),
    }
)
_ODD: list[Any] = [
    None,
    True,
    1,
    1.0,
    "1",
    "word",
    "two\nlines",
    [],
    {},
    [1, "1", True, None],
    ["a", "b"],
    ["b", "a", "a"],
    {"a": 1},
    {"a": {"b": [1]}, "c": ""},
    [{"id": "one", "is": 1}, {"id": "two"}],
    [{"id": "one", "is": 2}, {"no": "id"}],
]
_NEW: dict[str, list[Any]] = {
    "title": ["Compare", "Compare fractions", "Other"],
    "review_by": [*_DAYS, None],
    "opened": _DAYS,
    "need": _TEXTS,
    "question": _TEXTS,
    "theory": _TEXTS,
    "changed": _TEXTS,
    "facilitator": ["coach", "teacher-a", None],
    "group": ["all", "some", None],
    "size": [10, 64, 65, None],
    "due": [*_DAYS, None],
    "done": [*_DAYS, None],
    "status": ["planned", "doing", "done", "dropped"],
    "owner": ["all of us", "coach", "Café", "Cafe\u0301", None],
    "quick_win": [True, False],
    "why": _TEXTS,
    "what": ["Number talks", "Number walks", "Talk"],
    "text": ["They argue", "They agree", "Long\nwords\n"],
    "value": [60, 60.0, 65, 70],
    "made": [*_DAYS, None],
    "by": [*_DAYS, None],
    "at": [12, 13, None],
    "label": ["Level 3", None],
    "prediction": [None, {"value": 61, "made": None}, {"value": 62, "made": None}],
    "cut": [None, {"at": 1, "label": None}],
    "scale": [None, {"min": 0, "max": 20}, {"min": 0, "max": 10}],
    "paired": [
        None,
        {"with": "2025-10-08", "size": 60, "correlation": 0.5},
        {"with": "2025-10-08", "size": 60, "correlation": 0.6},
    ],
    "correlation": [0.5, 0.6, None],
    "count": [25, 26, 42, None],
    "mean": [10, 10.0, 10.4, None],
    "outcome": ["met", "partly", None],
    "next": ["keep", "adapt", None],
    "based_on": ["sha256:1", "sha256:2", "sha256:3", None],
    "closed": [*_DAYS, None],
    "role": ["teacher", "coach", "baseline", "interim"],
    "name": ["Teacher A", "Teacher B", "Common task"],
    "minutes": [45, 60, None],
    "weeks": [4, 6, None],
    "part_of": [None, "room-12", "room-13"],
    "left": [True, False],
    "min_group": [5, 10],
    "levels": [{}, {"1": 3}, {"1": 4, "é": 2}, {"e\u0301": 2}],
    "answers": [{}, {"wonder": "Why?"}, {"wonder": "Why?\nSo\n", "need": "More"}],
}


def plain_values(path: str, raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """Answer the whole values of a record, None if it is none."""
    spot = layout.spot(path)
    assert spot is not None
    record, _ = parse(spot.kind, raw, path)
    return None if record is None else copy.deepcopy(plain(record))


def read(records: Mapping[str, Mapping[str, Any]]) -> Group:
    """Answer the whole values of merged records, each of which must be one."""
    made = {path: plain_values(path, raw) for path, raw in records.items()}
    unread = [path for path, values in made.items() if values is None]
    assert not unread, f"cannot be read: {unread}"
    return {path: values for path, values in made.items() if values is not None}


def groups() -> list[Group]:
    """Answer the groups of records of a whole journal that are merged together."""
    whole = read(WHOLE)
    cycle = {path: one for path, one in whole.items() if path.startswith("cycles/")}
    others = [{path: one} for path, one in whole.items() if path not in cycle]
    return [cycle, cycle, cycle, cycle, *others]


class Script:
    """Edits as people make them, at random places of a group of records."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._marks = 0
        self._places: list[tuple[str, _Way]] = []

    def edited(self, group: Group, edits: int) -> Group:
        """Answer the group after some edits, each of which leaves records."""
        for _ in range(edits):
            made = copy.deepcopy(group)
            self._edit(made)
            again = {path: plain_values(path, one) for path, one in made.items()}
            if all(again.values()):
                group = {path: one for path, one in again.items() if one is not None}
        return group

    def with_namesake(self, group: Group) -> Group:
        """Answer the group with an item more, of an id that others use as well."""
        chance = self._chance
        found = [
            (path, way)
            for path, record in sorted(group.items())
            for way, name, holder in _holders(record)
            if isinstance(holder, list) and _LISTS.get(name)
        ]
        if not found:
            return group
        made = copy.deepcopy(group)
        path, way = found[0] if chance.random() < 0.5 else chance.choice(found)
        holder: Any = made[path]
        for key in way:
            holder = holder[key]
        name = next(str(key) for key in way[::-1] if isinstance(key, str))
        words = chance.choice(["Same", "same", "Other", self.mark()])
        holder.append({"id": "same", _LISTS[name]: words})
        for path, record in made.items():
            if path.endswith("action.yaml") and record["actions"]:
                record["actions"][0].setdefault("because", []).append("same")
        again = {path: plain_values(path, one) for path, one in made.items()}
        whole = {path: one for path, one in again.items() if one is not None}
        return whole if len(whole) == len(made) else group

    def mark(self) -> str:
        """Answer a word that nobody else ever wrote."""
        self._marks += 1
        return f"mark{self._chance.randrange(10**9)}x{self._marks}"

    def _edit(self, group: Group) -> None:
        chance = self._chance
        if not group:
            return
        place: tuple[str, _Way] = (chance.choice(sorted(group)), ())
        if self._places and chance.random() < 0.6:  # where somebody was at work before
            place = chance.choice(self._places)
        path, way = place
        if path not in group or chance.random() < 0.01:
            group.pop(path, None)
            return
        found = {way: (name, holder) for way, name, holder in _holders(group[path])}
        if way not in found or chance.random() < 0.5:
            way = chance.choice([*found])
        self._places.append((path, way))
        name, holder = found[way]
        if chance.random() < 0.15:
            self._contested(path, group[path])
        elif isinstance(holder, list):
            self._list(name, holder)
        else:
            self._mapping(holder)

    def _mapping(self, holder: dict[str, Any]) -> None:
        chance = self._chance
        if chance.random() < 0.15:
            holder[f"x_{chance.choice('ab')}"] = copy.deepcopy(chance.choice(_ODD))
            return
        known = [key for key in holder if key in _NEW]
        if known:
            few = known[:2] if chance.random() < 0.5 else known
            key = chance.choice(few)
            value = copy.deepcopy(chance.choice(_NEW[key]))
            holder[key] = value
            if isinstance(value, str) and key in _MARKED:
                lines = [*value.split("\n")]
                lines[chance.randrange(len(lines))] += chance.choice(["", self.mark()])
                holder[key] = "\n".join(lines)

    def _list(self, name: str, items: list[Any]) -> None:
        chance = self._chance
        what = chance.random()
        if items and what < 0.3:
            del items[chance.randrange(len(items))]
        elif items and what < 0.45:
            chance.shuffle(items)
        else:
            items.insert(chance.randint(0, len(items)), self._item(name))

    def _item(self, name: str) -> Any:
        chance = self._chance
        words = chance.choice([*_WORDS, *[self.mark()] * len(_WORDS)])
        if name in _LISTS:
            key = _LISTS[name]
            few = _IDS[:2] if chance.random() < 0.5 else _IDS
            made: dict[str, Any] = {"id": chance.choice(few)}
            made |= {key: words} if key else {}
            if name == "assumptions" and chance.random() < 0.5:
                made = {"id": made["id"], "now": "held"}
            if name in {"actions", "learned"}:
                made["because"] = [chance.choice(_IDS)]
            return made
        if name == "results":
            group = chance.choice([None, None, "room-12", "one"])
            day, size = chance.choice(_DAYS), chance.choice([64, 65])
            return {"date": day, "group": group, "size": size}
        if name == "targets":
            group = chance.choice([None, None, "room-12", "one"])
            return {"value": chance.choice([65, 70]), "group": group}
        if name == "allow":
            return {"words": chance.choice("ab"), "reason": words}
        if name == "steps":
            made = {"id": chance.choice(_IDS), "name": words, "question": "What?"}
            return {**made, "stage": chance.choice(layout.STAGES)}
        if name in {"because", "present", "aliases"}:
            return chance.choice(_IDS)
        return words

    def _contested(self, path: str, values: dict[str, Any]) -> None:
        chance, entries = self._chance, values.setdefault("contested", [])
        if entries and chance.random() < 0.7:
            entry = entries.pop(chance.randrange(len(entries)))
            told = chance.choice([*entry["values"], None])
            place = _place(path, values, entry["field"])
            if told is not None and place is not None:
                holder, key = place
                holder[key] = None if told["absent"] else copy.deepcopy(told["value"])
            if chance.random() < 0.2:  # one version struck from the list
                entry["values"] = entry["values"][1:]
                entries.append(entry)
            return
        leaves = [keys for keys, _ in leaves_of(values) if keys[-1] in _NEW]
        if leaves:
            keys = chance.choice(leaves)
            some = [{"value": v} for v in chance.sample(_NEW[keys[-1]], 2)]
            entries.append({"field": field_path(path, keys), "values": some})


def _place(path: str, values: Any, field: str) -> tuple[dict[str, Any], str] | None:
    """Answer the mapping that holds a field, and its key."""
    for keys, holder in _with_holder(values, ()):
        if field_path(path, keys) == field:
            return holder, keys[-1]
    return None


def _with_holder(
    value: Any, keys: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for key, inner in value.items():
        yield (*keys, key), value
        if isinstance(inner, Mapping):
            yield from _with_holder(inner, (*keys, key))
        for item in items_of(inner):
            if isinstance(item, Mapping) and key != "contested":
                yield from _with_holder(item, (*keys, key, key_of(key, item)))


def _holders(
    value: Any, way: _Way = (), name: str = ""
) -> Iterator[tuple[_Way, str, Any]]:
    """Answer every mapping and list of a record that may be edited, and where it is."""
    yield way, name, value
    is_list = isinstance(value, list)
    for key, one in enumerate(value) if is_list else value.items():
        if isinstance(one, Mapping | list) and key not in {"contested", "x_a", "x_b"}:
            yield from _holders(one, (*way, key), name if is_list else str(key))


def leaves_of(
    value: Any, keys: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Answer every single value of a record and the way to it, but for contested."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if keys or key != "contested":
                yield from leaves_of(inner, (*keys, key))
    elif isinstance(value, str) or not items_of(value):
        yield keys, value
    else:
        for item in items_of(value):
            if isinstance(item, Mapping):
                yield from leaves_of(item, (*keys, key_of(keys[-1], item)))
            else:
                yield (*keys, str(item)), item


def signer(day: str) -> Any:
    """Answer a way to sign that tells the sides apart."""

    def sign(path: str, keys: tuple[str, ...], side: Side) -> Signature:
        del path, keys
        return Signature(f"Somebody of {side}", day)

    return sign


def without_order(records: Mapping[str, Any]) -> Any:
    """Answer records in which the order of lists and the unfilled mean nothing."""

    def settled(value: Any) -> Any:
        if isinstance(value, Mapping):
            inner = {key: settled(one) for key, one in sorted(value.items())}
            return {k: one for k, one in inner.items() if not is_nothing(one)}
        if isinstance(value, list):
            return sorted((settled(one) for one in value), key=repr)
        return value

    return settled(records)


def check(base: Group, ours: Group, theirs: Group) -> Merged:
    """Merge two versions and hold the result against every law."""
    sign = signer("2025-11-01")
    merged = merge(base, ours, theirs, sign)
    made = read(merged.records)
    _check_identity(base, ours, theirs)
    _check_again(base, ours, theirs, made)
    _check_nothing_lost(base, ours, theirs, merged)
    _check_nothing_comes_back(base, ours, theirs, merged)
    _check_symmetry(made, merged, merge(base, theirs, ours, swapped(sign)))
    read(merge(base, ours, theirs, sign, keep_both=False).records)
    return merged


def swapped(sign: Any) -> Any:
    def other(path: str, keys: tuple[str, ...], side: Side) -> Signature:
        turned = Side.OURS if side is Side.THEIRS else Side.THEIRS
        signature: Signature = sign(path, keys, turned)
        return signature

    return other


def _check_identity(base: Group, ours: Group, theirs: Group) -> None:
    for side in (ours, theirs):
        assert merge(base, base, side).records == side, "m(b,b,x) = x"
        assert merge(base, side, base).records == side, "m(b,x,b) = x"
        assert merge(base, side, side).records == side, "m(b,x,x) = x"


def _check_again(base: Group, ours: Group, theirs: Group, made: Group) -> None:
    for sign in (signer("2025-11-01"), signer("2025-12-24")):
        again = merge(base, made, theirs, sign)
        assert read(again.records) == made, "m(b,m,t) = m"
        assert read(merge(theirs, made, theirs, sign).records) == made, "m(t,m,t) = m"
        assert read(merge(ours, ours, made, sign).records) == made, "m(o,o,m) = m"
        late = read(merge(base, ours, made, sign).records)
        assert without_order(late) == without_order(made), "m(b,o,m) = m"


def _check_symmetry(made: Group, merged: Merged, turned: Merged) -> None:
    other = read(turned.records)
    waiting = {(d.path, d.field) for d in merged.decisions if d.kind is Kind.CONTESTED}
    assert made.keys() == other.keys(), "swapped: other records"
    for path in made:
        entries = [one[path].get("contested", []) for one in (made, other)]
        assert same(*entries), f"swapped: contested of {path}"
        mine, shared = (_facts(path, one[path]) for one in (made, other))
        for field in {**mine, **shared}:
            listed = any(
                where == path and (field == name or field.startswith(f"{name}."))
                for where, name in waiting
            )
            if not listed and not field.endswith("based_on"):
                assert same(mine.get(field), shared.get(field)), f"swapped: {field}"


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _facts(path: str, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Answer what stands in each field; several things where an id was used twice."""
    found: dict[str, list[Any]] = {}
    for keys, value in leaves_of(values):
        if not is_nothing(value):
            found.setdefault(nfc(field_path(path, keys)), []).append(value)
    return found


def _check_nothing_lost(
    base: Group, ours: Group, theirs: Group, merged: Merged
) -> None:
    told = told_apart(base, ours, theirs)
    told_decisions = {
        (d.path, repr(without_order({"v": value})))
        for d in merged.decisions
        for value in (d.ours, d.theirs)
        if value is not ABSENT
    }
    for side in (told.ours, told.theirs):
        for path, values in side.items():
            before = _facts(path, told.base.get(path, {}))
            now = _facts(path, merged.records.get(path, {}))
            defaults = {
                nfc(field_path(path, keys)): blank(path, keys[:-1]).get(keys[-1])
                for keys, _ in leaves_of(values)
            }
            whole: Any = merged.records.get(path, {})
            entries = whole.get("contested", ())
            listed = [signed["value"] for one in entries for signed in one["values"]]
            facts = _facts(path, values)
            for field, value in ((f, v) for f, some in facts.items() for v in some):
                known = [*before.get(field, []), *now.get(field, [])]
                if any(same(value, one) for one in [*known, defaults.get(field)]):
                    continue
                if any(same(value, one) or _inside(value, one) for one in listed):
                    continue
                decided = repr(without_order({"v": value}))
                assert (
                    field.endswith(".based_on")
                    or (path, decided) in told_decisions
                    or _lines_kept(before.get(field), value, now.get(field))
                ), f"lost: {field} = {value!r}"


def _check_nothing_comes_back(
    base: Group, ours: Group, theirs: Group, merged: Merged
) -> None:
    told = told_apart(base, ours, theirs)
    stays = [(one.path, one.field) for one in merged.decisions]
    for path, values in told.base.items():
        now = _facts(path, merged.records.get(path, {}))
        mine, shared = (
            _facts(path, one.get(path, {})) for one in (told.ours, told.theirs)
        )
        versions = [values, told.ours.get(path, {}), told.theirs.get(path, {})]
        twins = {name for one in versions for name in _twins(path, one)}
        for field, was in _facts(path, values).items():
            if any(f"{field}.".startswith(f"{name}.") for name in twins):
                continue  # an edited twin is another one
            left = [side[field] for side in (mine, shared) if field in side]
            if len(left) == 2 or not all(same(one, was) for one in left):
                continue
            kept = any(
                path == where and (not name or f"{field}.".startswith(f"{nfc(name)}."))
                for where, name in stays
            )
            assert kept or field not in now, f"came back: {field}"


def _twins(path: str, value: Any, keys: tuple[str, ...] = ()) -> Iterator[str]:
    """Answer the items of a record that share what should tell them apart."""
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _twins(path, inner, (*keys, key))
        names = [key_of(key, item) for item in items_of(inner)]
        for name, item in zip(names, items_of(inner), strict=True):
            if names.count(name) > 1:
                yield nfc(field_path(path, (*keys, key, name)))
            elif isinstance(item, Mapping):
                yield from _twins(path, item, (*keys, key, name))


def _inside(value: Any, outer: Any) -> bool:
    if isinstance(outer, Mapping):
        return any(same(value, one) or _inside(value, one) for one in outer.values())
    return any(same(value, one) or _inside(value, one) for one in items_of(outer))


def _lines_kept(before: list[Any] | None, value: Any, now: list[Any] | None) -> bool:
    old, there = ("\n".join(map(str, some or ())) for some in (before, now))
    new = {*str(value).split("\n")} - {*old.split("\n")}
    return isinstance(value, str) and new <= {*there.split("\n")}


def marks_in(group: Group) -> set[str]:
    return {*re.findall(r"mark\d+x\d+", repr(group))}


@dataclass
class _Clone:
    """One person's copy of the records, and what it had in common with the hub."""

    base: Group
    now: Group

    def sync(self, hub: Group) -> Group:
        """Answer the records that both have afterwards."""
        made = read(merge(self.base, self.now, hub, signer("2025-11-01")).records)
        assert read(merge(self.base, made, hub, signer("2025-11-02")).records) == made
        self.base = self.now = made
        return made


def converge(chance: random.Random, steps: int = 30) -> int:
    """Let three people edit and share; answer how many marks are there at the end.

    At the end everybody has the same, and every mark that nobody who saw it took away.
    """
    hub = chance.choice(groups())
    script, clones = Script(chance), [_Clone(hub, hub) for _ in range(3)]
    born: set[str] = set()
    gone: set[str] = set()
    for _ in range(steps):
        clone = chance.choice(clones)
        if chance.random() < 0.4:
            hub = clone.sync(hub)
            continue
        before = marks_in(clone.now)
        clone.now = script.edited(clone.now, chance.choice([1, 1, 3]))
        if chance.random() < 0.1:
            clone.now = script.with_namesake(clone.now)
        after = marks_in(clone.now)
        born |= after - before
        gone |= before - after
    for clone in [*clones, *clones]:
        hub = clone.sync(hub)
    assert all(clone.now == hub for clone in clones), "not the same everywhere"
    lost = born - gone - marks_in(hub)
    assert not lost, f"lost: {sorted(lost)}"
    return len(born - gone)


def one_case(chance: random.Random, told: Counter[str]) -> None:
    """Make three versions of a group, merge and check them, count what came of it."""
    script = Script(chance)
    start = chance.choice(groups())
    base = script.edited(start, chance.choice([0, 2, 6]))
    ours = script.edited(base, chance.choice([1, 2, 4, 12]))
    theirs = script.edited(base, chance.choice([1, 2, 4, 12]))
    if chance.random() < 0.25:  # three versions of which base is a merge itself
        base = read(merge(base, ours, theirs, signer("2025-10-30")).records)
        ours = script.edited(base, chance.choice([1, 4]))
        theirs = script.edited(base, chance.choice([1, 4]))
    elif chance.random() < 0.05:
        base = {}
    if chance.random() < 0.2:
        ours, theirs = script.with_namesake(ours), script.with_namesake(theirs)
    merged = check(base, ours, theirs)
    if ours not in (base, theirs) and theirs != base:
        told["true merges"] += 1
        told["with decisions"] += bool(merged.decisions)
    for kind in Kind:
        told[f"decisions: {kind}"] += sum(d.kind is kind for d in merged.decisions)


def run(cases: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Run many cases; answer what was counted, and every failure."""
    told: Counter[str] = Counter()
    failures = []
    for number in range(cases):
        case = f"{seed}-{number}"
        try:
            one_case(random.Random(case), told)
            if number % 20 == 0:
                told["marks of clones"] += converge(random.Random(case))
        except AssertionError as failure:
            failures.append(f"case {case}: {failure}")
    return told, failures


def main(words: Sequence[str]) -> int:
    """Run as many cases as asked for and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", default="", help="one case again, with its trace")
    given = parser.parse_args(words)
    if given.case:
        one_case(random.Random(given.case), Counter())
        return 0
    told, failures = run(given.cases, given.seed)
    print(f"{given.cases} cases, {len(failures)} failures")
    for name, number in sorted(told.items()):
        print(f"  {name}: {number}")
    for failure in failures[:20]:
        print(failure)
    return bool(failures)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
