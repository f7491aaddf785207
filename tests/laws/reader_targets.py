"""What reads things that others wrote, each as a function that any bytes may be put to.

A target returns, or raises what no person should meet. `fuzz_readers.py` throws bytes
at them by hand; `crashers/` keeps what once broke one, by the name of the target.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import tempfile
import time
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import builders
from fuzz_codec import PIECES, RECORD, check
from mark_sheets import workbook
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from plcjournal import drafts, driver, templates
from plcjournal.codec.reader import read
from plcjournal.codec.source import decode
from plcjournal.codec.tree import Items, Scalar, grow
from plcjournal.core.marks.column import marks_of
from plcjournal.core.marks.guess import mark_columns
from plcjournal.core.marks.learners import learners_of
from plcjournal.core.marks.table import table_of
from plcjournal.core.marks.telling import understood
from plcjournal.core.marks.totals import totals_of
from plcjournal.core.privacy.listed import listed_names
from plcjournal.core.privacy.passage import Passage
from plcjournal.core.tracker.days import Calendar
from plcjournal.core.tracker.entering import enter
from plcjournal.core.tracker.gathering import Gathering
from plcjournal.core.tracker.grid import grid_of
from plcjournal.core.tracker.guess import guess
from plcjournal.core.tracker.naming import named
from plcjournal.errors import PlcError
from plcjournal.leaf import read_file
from plcjournal.site.audience import People
from plcjournal.site.cycle_page import Seen, page_of
from plcjournal.site.rendering import Renderer
from plcjournal.spreadsheet.opening import sheets_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plcjournal.codec.tree import Node

CRASHERS = Path(__file__).with_name("crashers")
CASES = Path(__file__).with_name("yaml_test_suite") / "cases.json"

_SLOWEST = 10.0  # seconds for one small input; the promise is two, machines differ
_TODAY = "2026-01-15"
_RECORD = "cycles/maths/2026-01-fractions/action.yaml"
_BETWEEN = b"\n=-=-=\n"
_ACTION = b"""\
format: 1
theory: If they talk, they see
actions:
  - id: number-talks  # ours
    what: Number talks
    due: 2026-02-01
log:
  - id: first
    date: 2026-01-20
    text: They argue
"""
_TABLE = b"""\
Name;Mark;Out of
Fictitia Inventedsson;12;20
Second Inventedsson;"13,5";20
Third Inventedsson;absent;20
"""
_TRACKER = b"""\
SMART Goal,Start date,Baseline,Target,Strategies,Due
Place fractions,15/09/2025,25/64 (39%),65%,Number talks,03/11/2025
,,,,Exit slips,soon
Explain estimates,2026-01-10,41%,70%,'A station',
"""
_PROSE = (
    b'**Bold** <script>alert(1)</script> [a](javascript:alert(1)) <a href="//x">\n'
    b"- [b](https://example.org) <https://example.org> ![c](x.png)\n> ok `x` &amp;\n"
)


def _words(node: Node) -> Any:
    """Answer a tree of which every scalar is its text, a mapping a list of pairs."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [_words(child) for child in node.children]
    return {key.text: _words(value) for key, value in node.pairs}


def a_record(data: bytes) -> None:
    """Read, mend, edit and write a record; another reader must read the same."""
    check(data, random.Random(len(data)))
    text = decode(data).text
    if text is None or read(data).values is None:
        return
    other = YAML(typ="base", pure=True)
    try:
        second = other.load(text)
    except (YAMLError, ValueError):
        # It is stricter about blanks and line ends; what it refuses it cannot misread.
        return
    assert second == _words(grow(text)), "another reader reads something else"


def a_table(data: bytes) -> None:
    """Read a spreadsheet as marks and as a tracker."""
    with contextlib.suppress(PlcError):
        for sheet in sheets_from(io.BytesIO(data), "it"):
            _as_marks(sheet)
            _as_tracker(sheet)


def _as_marks(sheet: Any) -> None:
    with contextlib.suppress(PlcError):
        table = table_of(sheet)
        for column in mark_columns(table):
            with contextlib.suppress(PlcError):
                marks = marks_of(table.cells(column))
                understood(table, column, marks)
                learners_of(table, marks, column)
                made = totals_of(marks.known, 12)
                assert made.size == len(marks.known)


def _as_tracker(sheet: Any) -> None:
    words = templates.tracker()
    with contextlib.suppress(PlcError):
        grid = grid_of(sheet, words)
        columns = guess(grid, words)
        calendar = Calendar(lambda _: "", lambda _: None, "day-first")
        gathering = Gathering(words, calendar)
        gathering.gather(grid, columns, frozenset())
        teams = {cycle.team: "maths" for cycle in gathering.cycles}
        journal = builders.journal()
        for one in named(journal, gathering.cycles, teams, _TODAY):
            enter(journal, one, _TODAY)


def a_workbook(data: bytes) -> None:
    """Read a workbook whose first sheet, strings or table of contents is odd."""
    parts = _parts()
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    if data:
        odd = names[data[0] % len(names)]
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for name, text in parts.items():
                archive.writestr(name, data[1:] if name == odd else text)
        a_table(held.getvalue())


@cache
def _book() -> bytes:
    def fill(sheet: Any) -> None:
        for row in (["Name", "Mark"], ["Fictitia", 12], ["Second", 13.5]):
            sheet.append(row)

    with tempfile.TemporaryDirectory() as folder:
        return workbook(fill)(Path(folder)).read_bytes()


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_book())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def a_list_of_names(data: bytes) -> None:
    """Read the list of names, and look for them in a text that has them all."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "local"
        place.mkdir()
        (place / "names.txt").write_bytes(data)
        found = drafts.names(Path(folder))
    text = " and ".join([*found[:20], "nobody else", data.decode("utf-8", "replace")])
    passage = Passage(text[:5000])
    for hit in listed_names(passage, found):
        assert 0 <= hit.start < hit.end <= len(passage.plain)
        assert passage.said(hit.start, hit.end)


def a_merge(data: bytes) -> None:
    """Put three versions of a record together as git asks for it."""
    base, ours, theirs = (*data.split(_BETWEEN, 2), _ACTION, _ACTION)[:3]
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("base", "ours", "theirs")]
        for place, text in zip(places, (base, ours, theirs), strict=True):
            place.write_bytes(text)
        code = driver.git_merge([*map(str, places), "--path", _RECORD])
        made = places[1].read_bytes()
    assert code in {0, 1}
    if code == 0 and made not in {base, ours, theirs}:
        whole = [read_file(_RECORD, one).record for one in (ours, theirs)]
        if all(whole):
            assert read_file(_RECORD, made).record is not None
    if code:
        for line in {*ours.splitlines()} - {*base.splitlines()}:
            assert line in made, "a line of ours is gone"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{tag} {name}" for name, _ in attrs)}
        for name, value in attrs:
            if name in {"href", "src"}:
                way = (value or "").split(":", 1)[0].casefold()
                told = value or ""
                assert way in {"http", "https"} or told.startswith(("../", "#")), told


@cache
def _renderer() -> Renderer:
    told = {"school": "", "language": "en", "feed": True, "for_whom": "everybody"}
    return Renderer({"journal": "Journal", **told})


def _tags(words: str) -> set[str]:
    """Answer the tags and attributes of a page on which some words are everywhere."""
    fields = (("priority", "title"), ("priority", "need"), ("action", "theory"))
    texts = (*fields, ("action", "log/0/text"), ("review", "changed"))
    changes = [(stage, field, words) for stage, field in texts]
    made = builders.journal(*changes)
    [cycle] = made.cycles.values()
    seen = Seen(cycle, {}, (), (), (cycle.name,), stale=False)
    page = page_of(made, seen, People(made.teams, "public"), [])
    written = b"".join(_renderer().page("cycle.html.j2", page.card.page, page=page))
    tags = _Tags()
    tags.feed(written.decode())
    tags.close()
    return tags.found


@cache
def _known_tags() -> frozenset[str]:
    plain = _tags("Just a line")
    marks = {"em", "strong", "ul", "ol", "ol start", "li", "blockquote", "p", "br"}
    links = {"a", "a href", "a rel", "a title"}
    return frozenset(plain | marks | links)


def a_page(data: bytes) -> None:
    """Publish some words; none of them may become more than words on the page."""
    words = data.decode("utf-8", "replace")
    try:
        found = _tags(words)
    except AssertionError:
        raise
    except (PlcError, LookupError, TypeError, AttributeError):
        if read(json.dumps({"need": words}).encode()).values is not None:
            raise
        return  # such words come into no record
    assert found <= _known_tags(), found - _known_tags()


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "record": a_record,
    "table": a_table,
    "workbook": a_workbook,
    "names": a_list_of_names,
    "merge": a_merge,
    "page": a_page,
}


def seeds(target: str) -> list[bytes]:
    """Answer what to begin with: what such a reader is there for."""
    if target == "record":
        cases = json.loads(CASES.read_text(encoding="utf-8"))
        suite = [case["in"].encode() for case in cases.values()]
        return [RECORD.encode(), _ACTION, *suite]
    if target == "workbook":
        parts = {n: d for n, d in _parts().items() if n.endswith((".xml", ".rels"))}
        return [bytes([at]) + parts[name] for at, name in enumerate(sorted(parts))]
    mine = _ACTION.replace(b"2026-02-01", b"2026-02-09")
    other = _ACTION.replace(b"They argue", b"They draw") + b"# theirs\n"
    found = {
        "table": [_TABLE, _TRACKER, _book(), _TABLE.decode().encode("utf-16")],
        "names": [b"Fictitia Inventedsson\n# no name\nInventedsson, Second\n"],
        "merge": [_BETWEEN.join([_ACTION, mine, other]), _BETWEEN.join([b"", mine])],
        "page": [_PROSE, RECORD.encode()],
    }
    return found[target]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Answer some bytes with a few things changed, put in, left out or said twice."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(made) + 1)
        upto = min(len(made), at + dice.choice((0, 0, 1, 3, 20)))
        kind = dice.randrange(5)
        if kind < 3:
            made[at:upto] = dice.choice(PIECES).encode(errors="replace")
        elif kind == 3:
            made[at:upto] = dice.randbytes(dice.randrange(3))
        else:
            made[at:at] = made[at : at + dice.randrange(60)]
    return bytes(made)


def put_to(target: str, data: bytes) -> None:
    """Put some bytes to a target, which may neither break nor take its time."""
    began = time.perf_counter()
    with Path(os.devnull).open("w") as nothing, contextlib.redirect_stderr(nothing):
        TARGETS[target](data)
    seconds = time.perf_counter() - began
    assert seconds < _SLOWEST, f"{target} took {seconds:.1f} s"
