"""What a clone holds, now and in its past, and what may be gone from it and why.

Every edit of a run brings words that nothing else has. So whether something was lost is
read from the folders and from git alone, without believing a line that plc prints.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from plcjournal.codec.comments import comments
from plcjournal.core import layout
from plcjournal.core.identity import key_of
from plcjournal.leaf import read_file

Words = frozenset[str]
Way = tuple[str, ...]

# Capitals, because ids are made of texts and have none; days that no clock says.
_WORD = re.compile(rb"\bZQ[A-Z]{6}\b|\b20[4-9]\d-\d\d-\d\d\b")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NORMS = {f"--remove-{name}": f"{name}s" for name in ("norm", "hope", "fear")} | {
    "--remove": "members"
}
_UNDERWAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge")
_HANDLED_APART = {"based_on", "contested", "format", "closed", "held"}


def words_in(data: bytes) -> Words:
    """Answer the words of edits in some text."""
    return frozenset(word.decode() for word in _WORD.findall(data))


def values_of(data: bytes) -> dict[str, Any] | None:
    """Answer what a record says, all of it as text; None where it is no YAML."""
    try:
        made = yaml.load(data, Loader=_LOADER)  # noqa: S506  # only makes text
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    return made if isinstance(made, dict) else None


@dataclass(frozen=True)
class Held:
    """The files of a folder or of a commit, without what git keeps for itself."""

    files: Mapping[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> "Held":
        """Answer what is in a folder."""
        return cls(
            {
                file.relative_to(folder).as_posix(): file.read_bytes()
                for file in sorted(folder.rglob("*"))
                if ".git" not in file.relative_to(folder).parts and file.is_file()
            }
        )

    @property
    def words(self) -> Words:
        """Answer every word of an edit in any file."""
        return frozenset().union(*map(words_in, self.files.values()))

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        """Answer the records that can be read, by path."""
        return {
            path: values
            for path, data in self.files.items()
            if layout.spot(path) and (values := values_of(data)) is not None
        }

    @property
    def shared(self) -> dict[str, bytes]:
        """Answer the files that do not stay on one computer."""
        files = self.files.items()
        return {path: data for path, data in files if not path.startswith("local/")}

    def broken(self) -> list[str]:
        """Answer the records that plc cannot read."""
        return [
            path
            for path, data in self.files.items()
            if layout.spot(path) and read_file(path, data).record is None
        ]


def leaves(value: Any, name: str = "", way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Yield every text in a record with the way to it, items by what tells them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, key, (*way, key))
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, "", (*way, key_of(name, item)))
    else:
        yield way, str(value)


def at(values: Any, way: Sequence[str]) -> Any:
    """Answer what stands at the end of a way into a record, None for nothing."""
    name = ""
    for key in way:
        if isinstance(values, dict):
            values = values.get(key)
        elif isinstance(values, list):
            values = next((one for one in values if key_of(name, one) == key), None)
        else:
            return None
        name = key
    return values


def place(records: Mapping[str, Any], field_: str, cycle: str) -> tuple[str, Way]:
    """Answer the record and the way in it that a field as people type it means."""
    first, *way = field_.split(".")
    if first in layout.STAGES:
        fits = [p for p in records if cycle and f"{cycle}/{first}.yaml" in p]
        return (fits[0] if fits else ""), tuple(way)
    if first == "plc":
        return layout.SETTINGS, tuple(way)
    return f"{first}/{way[0] if way else ''}.yaml", tuple(way[1:])


def words_at(value: Any) -> Words:
    """Answer the words of everything below some value."""
    return words_in("\n".join(text for _, text in leaves(value)).encode())


def comment_words(data: bytes, way: Way) -> Words:
    """Answer the words of the comments on something in a record."""
    about = [one.words for one in comments(data) if one.about[: len(way)] == way]
    return words_in("\n".join(about).encode())


def git(folder: Path, *words: str, data: bytes = b"", code: int | None = 0) -> bytes:
    """Run plain git and answer what it says."""
    ended = subprocess.run(
        ["git", *words], cwd=folder, input=data, capture_output=True, check=False
    )
    told = ended.stderr.decode("utf-8", "replace")
    assert code is None or ended.returncode == code, f"git {' '.join(words)}: {told}"
    return ended.stdout


@dataclass(frozen=True)
class Seen:
    """What a clone looks like at one moment."""

    held: Held
    tip: str
    dirty: frozenset[str]
    is_underway: bool
    broken: tuple[str, ...]

    @classmethod
    def of(cls, folder: Path) -> "Seen":
        """Look at a clone without changing anything in it."""
        held = Held.of(folder)
        status = git(folder, "status", "--porcelain", "-z", "-uall").decode()
        marks = [one for one in status.split("\x00") if one]
        unmerged = [m for m in marks if "U" in m[:2] or m[:2] in {"AA", "DD"}]
        begun = [name for name in _UNDERWAY if (folder / ".git" / name).exists()]
        return cls(
            held,
            git(folder, "rev-parse", "HEAD").decode().strip(),
            frozenset(mark[3:] for mark in marks),
            bool(unmerged or begun),
            tuple(held.broken()),
        )


@dataclass
class Past:
    """Every commit that any clone ever had: its words and those of all before it."""

    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    ever: dict[str, Words] = field(default_factory=dict)
    _blobs: dict[str, Words] = field(default_factory=dict)

    def learn(self, folder: Path, tip: str) -> list[str]:
        """Look at the commits of a tip that are new, oldest first; answer them."""
        if tip in self.parents:
            return []
        listed = git(folder, "log", "--topo-order", "--format=%H%x00%P%x00%B%x01", tip)
        new: list[str] = []
        for entry in listed.decode("utf-8", "replace").split("\x01"):
            name, _, rest = entry.strip("\n").partition("\x00")
            if name and name not in self.parents:
                parents, _, body = rest.partition("\x00")
                self.parents[name] = tuple(parents.split())
                self.bodies[name] = body
                new.append(name)
        new.reverse()
        for name in new:
            self.words[name] = self._words(folder, name)
            before = [self.ever[parent] for parent in self.parents[name]]
            self.ever[name] = self.words[name].union(*before)
        return new

    def added(self, commit: str) -> Words:
        """Answer the words that a commit brought."""
        before = [self.words[parent] for parent in self.parents[commit][:1]]
        return self.words[commit].difference(*before)

    def taken_away(self, commit: str) -> Words:
        """Answer the words that somebody took away in a commit or before it."""
        return self.ever[commit] - self.words[commit]

    def trailer(self, commit: str, key: str) -> str:
        """Answer what a commit says about itself."""
        found = re.search(rf"^{key}: (.*)$", self.bodies.get(commit, ""), re.MULTILINE)
        return found[1].strip() if found else ""

    def _words(self, folder: Path, commit: str) -> Words:
        listed = git(folder, "ls-tree", "-r", "-z", commit).split(b"\x00")
        names = [entry.split(b"\t")[0].split()[2].decode() for entry in listed if entry]
        new = [name for name in dict.fromkeys(names) if name not in self._blobs]
        if new:
            asked = "".join(f"{name}\n" for name in new).encode()
            told = git(folder, "cat-file", "--batch", data=asked)
            for name in new:
                head, _, rest = told.partition(b"\n")
                size = int(head.split()[2])
                self._blobs[name] = words_in(rest[:size])
                told = rest[size + 1 :]
        return frozenset().union(*(self._blobs[name] for name in names))


def records_of(folder: Path, commit: str) -> dict[str, dict[str, Any]]:
    """Answer the records of a commit."""
    listed = git(folder, "ls-tree", "-r", "-z", commit).decode().split("\x00")
    paths = [entry.split("\t")[1] for entry in listed if entry]
    held = {p: git(folder, "show", f"{commit}:{p}") for p in paths if layout.spot(p)}
    return Held(held).records


def lost_in_merge(
    folder: Path, past: Past, merge: str, typed: Words = frozenset()
) -> Iterator[str]:
    """Yield what a merge lost, or made up, of what its two sides had.

    What was `typed` in the folder while it was underway is not made up.
    """
    one, other = past.parents[merge]
    here = past.words[merge]
    for word in sorted((past.words[one] | past.words[other]) - here):
        had = [side for side in (one, other) if word in past.words[side]]
        if len(had) == 2:
            yield f"both sides of {merge[:9]} have {word}, and it has not"
        elif word not in past.ever[other if had == [one] else one]:
            yield f"{word} was new on one side of {merge[:9]}, and is not in it"
    for word in sorted(here - past.words[one] - past.words[other] - typed):
        yield f"{word} is in {merge[:9]} and on no side of it"
    bases = git(folder, "merge-base", "--all", one, other).decode().split()
    if len(bases) == 1:
        commits = (bases[0], one, other, merge)
        yield from _not_taken(*(records_of(folder, commit) for commit in commits))


def _not_taken(
    base: Mapping[str, Any],
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    made: Mapping[str, Any],
) -> Iterator[str]:
    """Yield each text that one side changed and that is not as that side has it."""
    for path in sorted(base.keys() & one.keys() & other.keys() & made.keys()):
        olds, ones, others, news = (
            dict(leaves(side[path])) for side in (base, one, other, made)
        )
        waiting = [
            way_of(path, entry["field"])
            for side in (base, one, other)
            for entry in side[path].get("contested", ())
        ]
        for way in sorted(olds.keys() & ones.keys() & others.keys()):
            if any(way[: len(apart)] == apart for apart in waiting):
                continue
            if _HANDLED_APART & {*way}:
                continue
            sides = {ones[way], others[way]} - {olds[way]}
            if len(sides) == 1 and ones[way] != others[way]:
                (wanted,) = sides
                if news.get(way) != wanted:
                    told = f"{path} {'.'.join(way)}: {olds[way]!r} -> {wanted!r}"
                    yield f"only one side changed {told}, it is {news.get(way)!r}"


def way_of(path: str, name: str) -> Way:
    """Answer the way into a record that the path of one of its fields means."""
    spot = layout.spot(path)
    return tuple(name.removeprefix(f"{spot.start}." if spot else "").split("."))


def times_in_place(records: Mapping[str, Any], word: str) -> int:
    """Count the places in which a word stands, apart from versions in waiting."""
    return sum(
        word in text
        for values in records.values()
        for way, text in leaves(values)
        if way[0] != "contested"
    )


def may_go(typed: Sequence[str], before: Held, after: Held) -> Words:
    """Answer the words that a command may take away, as it saw and replaced them."""
    verb, *rest = typed
    records = before.records
    first = rest[0] if rest else ""
    cycle = rest[rest.index("--cycle") + 1] if "--cycle" in rest else first
    of_cycle = f"cycles/{cycle}/"
    if verb in {"set", "remove"} and first != "--cycle":
        path, way = place(records, first, cycle)
        data = before.files.get(path, b"")
        gone = words_at(at(records.get(path), way))
        return gone | (comment_words(data, way) if verb == "remove" else frozenset())
    if verb == "remove":
        held = {p: d for p, d in before.files.items() if p.startswith(of_cycle)}
        return Held(held).words
    if verb == "resolve":
        return _decided(records, after.records)
    if verb == "edit":  # a draft that fits now is kept no longer
        drafts = "local/drafts/"
        held = {p: d for p, d in before.files.items() if p.startswith(drafts)}
        return Held(held).words
    replaced: dict[str, list[tuple[str, Way]]] = {
        "review": [(f"{of_cycle}review.yaml", ("changed",))],
        "answer": [(f"{of_cycle}action.yaml", ("answers",))],
        "done": [(f"{of_cycle}action.yaml", ("actions", first, "why"))],
        "add-evidence": [
            (f"{of_cycle}evidence.yaml", ("measures", _id(rest), "targets"))
        ],
        "team": [("teams/maths.yaml", (_NORMS.get(word, ""),)) for word in rest],
    }
    found = (at(records.get(path), way) for path, way in replaced.get(verb, []))
    return frozenset().union(*map(words_at, found))


def _id(typed: Sequence[str]) -> str:
    """Answer the id of the measure that a command names."""
    if "--measure" not in typed:
        return ""
    return typed[typed.index("--measure") + 1].lower().replace(" ", "-")


def _decided(before: Mapping[str, Any], after: Mapping[str, Any]) -> Words:
    """Answer the words of the versions of the fields that wait no longer."""
    gone: list[Words] = []
    for path, values in before.items():
        left = [e["field"] for e in after.get(path, {}).get("contested", ())]
        for entry in values.get("contested", ()):
            if entry["field"] not in left:
                way = way_of(path, entry["field"])
                gone += [words_at(entry["values"]), words_at(at(values, way))]
    return frozenset().union(*gone)
