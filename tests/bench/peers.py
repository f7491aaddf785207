"""What plc costs beside its peers on the same content, in one run.

Run it by hand: `python tests/bench/peers.py --entries 1000`. It installs the peers from
PyPI into an environment of its own, in a folder that is gone afterwards; one that
cannot be installed is left out, which is said. An entry is one record: four make a
cycle of plc; doorstop has an item for each, yamale a file, papis a document, reno a
note, jrnl a paragraph, with the same words. Some peers need minutes for 10,000.
"""

import argparse
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from places import Place, Places, hermetic
from timing import BARE, Act, Spent, Stopped, median, spent

_AGAIN = "validate again"  # where nothing changed: peers read all as before
PEERS = ("doorstop", "yamale", "papis", "reno", "jrnl")
VERBS = ("create and commit", "list", "search", "validate", _AGAIN)
_SOUGHT = "common task 7"


def _words_of(place: Place) -> list[tuple[str, str]]:
    """Answer a name and the text of each record: what every peer is given."""
    files = sorted(place.folder.glob("cycles/*/*/*.yaml"))
    return [
        (f"{file.parent.name}-{file.stem}", file.read_text(encoding="utf-8"))
        for file in files
    ]


@dataclass(frozen=True, slots=True)
class Peer:
    """A program with the content of the journal, and how it does what plc does."""

    name: str
    acts: Mapping[str, Act]

    def does(self, verb: str) -> Act | None:
        """Answer how it does something; most do the same again and again."""
        return self.acts.get(verb) or (
            self.acts.get("validate") if verb == _AGAIN else None
        )


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where a peer works: its folder, its programs, and a quiet environment."""

    folder: Path
    programs: Path
    env: Mapping[str, str]

    def run(self, program: str, *words: str) -> Spent:
        own = self.programs / program
        called = str(own) if own.exists() else program
        return spent([called, *words], self.folder, self.env)

    def act(self, program: str, *words: str) -> Act:
        return lambda: self.run(program, *words)

    def git(self, *words: str) -> None:
        self.run("git", *words)

    def begin(self) -> None:
        self.folder.mkdir(parents=True)
        self.git("init", "-q")
        self.git("config", "user.name", "Teacher a")
        self.git("config", "user.email", "a@noreply.invalid")

    def keep(self) -> None:
        """Save everything that was made for the start."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Start")

    def saved(self, create: Callable[[], Spent]) -> Act:
        """Answer an act that creates an entry and saves it by git."""

        def done() -> Spent:
            made = create()
            made += self.run("git", "add", "-A")
            return made + self.run("git", "commit", "-q", "-m", "One more")

        return done


def _yaml_text(text: str, spaces: int = 2) -> str:
    return "".join(f"{' ' * spaces}{line}\n" for line in text.splitlines())


def _doorstop(ground: _Ground, entries: list[tuple[str, str]]) -> Peer:
    ground.run("doorstop", "create", "REC", "items")
    for number, (name, text) in enumerate(entries, 1):
        (ground.folder / f"items/REC{number:05}.yml").write_text(
            f"active: true\nderived: false\nheader: |\n  {name}\nlevel: 1.{number}\n"
            "links: []\nnormative: true\nref: ''\nreviewed: null\n"
            f"text: |\n{_yaml_text(text)}",
            encoding="utf-8",
        )
    ground.keep()
    return Peer(
        "doorstop",
        {
            "create and commit": ground.saved(ground.act("doorstop", "add", "REC")),
            "list": ground.act("doorstop", "publish", "REC"),
            "validate": ground.act("doorstop"),
        },
    )


# The keys of the records that `district` makes, as yamale writes them.
_SCHEMAS = {
    "priority": """
format: int()
title: str()
team: str()
model: str()
opened: day()
review_by: day()
learners: include('learners')
need: str()
question: str()
assumptions: list(include('assumption'))
answers: map()
---
learners: {group: str(), size: int()}
assumption: {id: str(), text: str()}
""",
    "evidence": """
format: int()
measures: list(include('measure'))
observations: list(include('observation'))
answers: map()
---
measure:
  id: str()
  name: str()
  kind: enum('assessment', 'task', required=False)
  of: str(required=False)
  unit: str()
  better: enum('up', 'down')
  tool: str(required=False)
  cut: map(num(), str(), required=False)
  targets: list(include('target'))
  results: list(include('result'))
target: {value: num(), by: day()}
result:
  date: day()
  role: enum('baseline', 'interim', 'result')
  size: int(min=0)
  count: int(min=0)
  mean: num(required=False)
  sd: num(required=False)
observation: {id: str(), date: day(), noticed: str()}
""",
    "action": """
format: int()
theory: str(required=False)
actions: list(include('action'))
learning: list()
log: list(include('note'))
answers: map()
---
action:
  id: str()
  what: str()
  because: list(str())
  owner: str()
  due: day()
  status: enum('planned', 'doing', 'done', 'dropped')
  done: day(required=False)
note: {id: str(), date: day(), text: str()}
""",
    "review": """
format: int()
held: day(required=False)
outcome: str(required=False)
changed: str(required=False)
learned: list(include('learned'))
next: str(required=False)
share: str()
closed: day(required=False)
answers: map()
---
learned:
  id: str()
  claim: str()
  because: list(str())
  confidence: str()
  transfer: str()
""",
}


def _yamale(ground: _Ground, entries: list[tuple[str, str]]) -> Peer:
    for kind, schema in _SCHEMAS.items():
        (ground.folder / "entries" / kind).mkdir(parents=True)
        (ground.folder / f"entries/{kind}/schema.yaml").write_text(schema)
    for number, (name, text) in enumerate(entries):
        kind = name.rpartition("-")[2]
        file = ground.folder / f"entries/{kind}/{number:05}.yaml"
        file.write_text(text, encoding="utf-8")
    ground.keep()
    whole = ground.act("yamale", "-s", "schema.yaml", "entries")
    return Peer("yamale", {"validate": whole})


def _papis(ground: _Ground, entries: list[tuple[str, str]]) -> Peer:
    library = ground.folder / "library"
    settings = Path(ground.env["HOME"]) / ".config/papis/config"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        f"[settings]\ndefault-library = journal\nuse-git = True\n"
        f"add-edit = False\nadd-confirm = False\n[journal]\ndir = {library}\n",
        encoding="utf-8",
    )
    library.mkdir()
    for number, (name, text) in enumerate(entries):
        place = library / f"{number:05}"
        place.mkdir()
        (place / "info.yaml").write_text(
            f"papis_id: {number:032x}\nref: r{number}\ntitle: {name}\n"
            f"author: Teacher a\nyear: 2026\nabstract: |\n{_yaml_text(text)}",
            encoding="utf-8",
        )
    inside = replace(ground, folder=library)
    inside.git("init", "-q")
    inside.git("config", "user.name", "Teacher a")
    inside.git("config", "user.email", "a@noreply.invalid")
    inside.keep()
    ground.run("papis", "cache", "reset")
    turns = iter(range(100_000))

    def add() -> Spent:
        title = f"One more {next(turns)}"
        values = ("--set", "title", title, "--set", "author", "Teacher a")
        return ground.run("papis", "add", "--git", "--batch", *values)

    return Peer(
        "papis",
        {
            "create and commit": add,
            "list": ground.act("papis", "list", "--all"),
            "search": ground.act("papis", "list", "--all", f'abstract:"{_SOUGHT}"'),
            "validate": ground.act("papis", "doctor", "--all"),
        },
    )


def _reno(ground: _Ground, entries: list[tuple[str, str]]) -> Peer:
    notes = ground.folder / "releasenotes/notes"
    notes.mkdir(parents=True)
    for number, (name, text) in enumerate(entries):
        (notes / f"{name[:40]}-{number:016x}.yaml").write_text(
            f"---\nfeatures:\n  - |\n{_yaml_text(text, 4)}", encoding="utf-8"
        )
    ground.keep()
    ground.git("tag", "-m", "First", "1.0.0")
    create = ground.saved(ground.act("reno", "new", "one-more"))
    return Peer(
        "reno",
        {
            "create and commit": create,
            "list": ground.act("reno", "list"),
            "validate": ground.act("reno", "lint"),
        },
    )


def _jrnl(ground: _Ground, entries: list[tuple[str, str]]) -> Peer:
    kept = ground.folder / "journal.txt"
    settings = ground.folder / "jrnl.yaml"
    settings.write_text(
        f"journals:\n  default:\n    journal: {kept}\neditor: ''\nencrypt: false\n"
        "default_hour: 9\ndefault_minute: 0\nhighlight: false\nlinewrap: 79\n"
        "tagsymbols: '@'\ntemplate: false\ntimeformat: '%F %R'\nversion: v4.2\n"
        "indent_character: '|'\ndisplay_format: short\n"
        "colors: {body: none, date: none, tags: none, title: none}\n",
        encoding="utf-8",
    )
    kept.write_text(
        "".join(
            f"[2025-{n % 12 + 1:02}-{n % 28 + 1:02} 09:00] {name}.\n{text}\n"
            for n, (name, text) in enumerate(entries)
        ),
        encoding="utf-8",
    )
    ground.keep()
    jrnl = ("--config-file", str(settings))
    return Peer(
        "jrnl",
        {
            "create and commit": ground.saved(ground.act("jrnl", *jrnl, "One more.")),
            "list": ground.act("jrnl", *jrnl, "-n", "10"),
            "search": ground.act("jrnl", *jrnl, "-contains", _SOUGHT),
        },
    )


_MADE = {
    "doorstop": _doorstop,
    "yamale": _yamale,
    "papis": _papis,
    "reno": _reno,
    "jrnl": _jrnl,
}


def _plc(place: Place) -> Peer:
    turns = iter(range(100_000))

    def note() -> Spent:
        return place.plc("note", f"One more {next(turns)}", "--cycle", place.cycle)()

    return Peer(
        "plc",
        {
            "create and commit": note,
            "list": place.plc("status"),
            "search": place.plc("find", _SOUGHT),
            "validate": place.afresh(place.plc("validate")),
            _AGAIN: place.plc("validate"),
        },
    )


def _installed(folder: Path, names: list[str]) -> Iterator[tuple[str, Path]]:
    """Install each peer by itself; yield its name and where its programs are."""
    for name in names:
        there = folder / name
        venv.create(there, with_pip=True)
        programs = there / ("Scripts" if sys.platform == "win32" else "bin")
        python = str(programs / Path(sys.executable).name)
        words = [python, "-m", "pip", "install", "--quiet", name]
        ran = subprocess.run(words, capture_output=True, text=True, check=False)
        if ran.returncode:
            _tell(f"{name} could not be installed: {ran.stderr.strip()[-200:]}")
        else:
            yield name, programs


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _peers(home: Path, place: Place, names: list[str]) -> Iterator[Peer]:
    yield _plc(place)
    entries = _words_of(place)
    for name, programs in _installed(home / "programs", names):
        own = home / "homes" / name
        own.mkdir(parents=True)
        ground = _Ground(home / "work" / name, programs, hermetic(own))
        ground.begin()
        try:
            yield _MADE[name](ground, entries)
        except Stopped as stopped:
            _tell(f"{name} was left out: {stopped}")


def _measured(peers: list[Peer], verb: str, turns: int) -> dict[str, Spent]:
    """Answer what each peer takes, in turn; one that stops is left out."""
    times: dict[str, list[Spent]] = {peer.name: [] for peer in peers}
    able = {peer.name: act for peer in peers if (act := peer.does(verb))}
    for turn in range(turns + 1):
        for name, act in [*able.items()]:
            try:
                took = act()
            except Stopped as stopped:
                _tell(f"{name}, {verb}: {stopped}")
                del able[name]
                continue
            if turn:
                times[name].append(took)
    return {name: median(spans) for name, spans in times.items() if spans}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=[*PEERS])
    parser.add_argument("--verbs", nargs="*", choices=VERBS, default=[*VERBS])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        place = Places(home, _tell).of(given.entries // 4)
        peers = [*_peers(home, place, given.peers)]
        bare = median(spent(BARE, home, hermetic(home)) for _ in range(given.turns))
        print(f"{given.entries} entries; times a bare Python, by the clock (cores)\n")
        print(f"| | {' | '.join(peer.name for peer in peers)} |")
        print(f"| --- |{' --- |' * len(peers)}")
        for verb in given.verbs:
            took = _measured(peers, verb, given.turns)
            cells = [
                f"{one.wall / bare.wall:.1f} ({one.cpu / bare.cpu:.1f})"
                if (one := took.get(peer.name))
                else "-"
                for peer in peers
            ]
            print(f"| {verb} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
