"""The list of names to keep out, on this computer only: adding to it, taking away."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import disk, drafts
from plcjournal.core.folding import folded
from plcjournal.core.privacy.vocabulary.dates import DAYS
from plcjournal.core.privacy.vocabulary.everyday import EVERYDAY, ORDINARY
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.core.privacy.vocabulary.harmless import NO_NAMES
from plcjournal.core.privacy.vocabulary.headings import FAMILY, GIVEN, NAMES
from plcjournal.core.privacy.vocabulary.learners import LEARNERS, NUMBERS
from plcjournal.errors import Exit, PlcError
from plcjournal.metadata.sniffing import Sort, sort_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_LARGEST = 5 * 1024 * 1024
# In a class list these are columns beside each other.
_GIVEN = GIVEN | {"first"}
_FAMILY = FAMILY | {"last", "nom"}
_WHOLE = NAMES - _GIVEN - _FAMILY


class NotAList(PlcError):
    """A file that is no class list, or that cannot be read as one."""

    exit_code = Exit.USAGE


@dataclass(frozen=True, slots=True)
class NameList:
    """How many names are kept out now, and what became of those that were given.

    Never the names themselves.
    """

    count: int
    added: int = 0
    known: int = 0
    removed: int = 0
    not_found: int = 0
    passed_over: int = 0
    words_of_every_day: int = 0
    place: str = "local/names.txt"


@dataclass(frozen=True, slots=True)
class _Read:
    """The names in a class list, and how many rows looked like none."""

    names: tuple[str, ...]
    passed_over: int = 0


def changed(
    folder: Path,
    lists: Sequence[bytes] = (),
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> NameList:
    """Add names and take some away; answer how many there are.

    A whole name is also added by its given name, as teams write it, unless that is a
    word of every day.

    Raises:
        NotAList: what was given is no text, or there is no name in it.
    """
    old = drafts.names(folder)
    there = {folded(name): name for name in old}
    read = [_read(data) for data in lists]
    wanted = [*(name for one in read for name in one.names), *map(_asked, added)]
    given = [short for name in wanted if (short := _given(name))]
    common = {folded(o) for o in given if folded(o) in EVERYDAY or _is_ordinary(o)}
    new: dict[str, str] = {}
    for name in (*wanted, *(one for one in given if folded(one) not in common)):
        if folded(name) not in there:
            new.setdefault(folded(name), name)
    gone = {folded(_tidy(name)) for name in removed}
    if new or gone & {*there}:
        _write(folder, gone, tuple(new.values()))
    return NameList(
        count=len(({*there} - gone) | {*new}),
        added=len(new),
        known=len({folded(name) for name in wanted} & {*there}),
        removed=len(gone & {*there}),
        not_found=len(gone - {*there}),
        passed_over=sum(one.passed_over for one in read),
        words_of_every_day=len(common),
    )


def _write(folder: Path, gone: set[str], new: Sequence[str]) -> None:
    """Change the list; comments in it and its order stay."""
    file = drafts.make_folder(folder) / "names.txt"
    text = (text_of(file.read_bytes()) or "") if file.exists() else ""
    kept = [line for line in text.splitlines() if folded(line.strip()) not in gone]
    disk.put(file, "".join(f"{line}\n" for line in (*kept, *new)).encode())


def _tidy(name: str) -> str:
    """Answer a name with single blanks, `Price, Gwen` the way it is spoken."""
    family, comma, given = " ".join(name.split()).partition(", ")
    return f"{given} {family}" if comma and "," not in given else family


def _asked(name: str) -> str:
    """Answer a name that was typed.

    Raises:
        NotAList: it would stop ordinary sentences.
    """
    tidy = _tidy(name)
    if _is_name(tidy):
        return tidy
    raise NotAList(
        f"'{tidy}' would stop ordinary sentences, or is no name; nothing was added.",
        'Give the whole name: plc privacy names --add-name "FIRST LAST"',
    )


def _is_ordinary(word: str) -> bool:
    """Say whether a single word stands in the sentences of every day."""
    plain = folded(word)
    is_usual = plain in NO_NAMES | LEARNERS | ORDINARY | DAYS | NUMBERS.keys()
    return is_usual and plain not in FIRST_NAMES | EVERYDAY


def _given(name: str) -> str:
    """Answer the given name of a whole one, '' where there is only one word."""
    first, _, rest = name.partition(" ")
    return first if rest and len(first) > 2 and first[0].isalpha() else ""


def _read(data: bytes) -> _Read:
    """Answer the names of a class list: one a line, or a table with a heading."""
    if len(data) > _LARGEST:
        raise NotAList(
            "The class list is larger than 5 MB; nothing was added.",
            "Give a list with one name a line.",
        )
    rows = _rows_in(data)
    columns, has_heading = _columns(rows)
    names: list[str] = []
    passed_over = 0
    for row in rows[1 if has_heading else 0 :]:
        cells = [row[number].strip() for number in columns if number < len(row)]
        name = _tidy(" ".join(filter(None, cells)))
        if _is_name(name):
            names.append(name)
        else:
            passed_over += 1
    if not names:
        raise NotAList(
            "There is no name in the class list; nothing was added.",
            "Give a list with one name a line, or a table whose first row says Name.",
        )
    return _Read(tuple(names), passed_over)


def _rows_in(data: bytes) -> list[list[str]]:
    sort = sort_of(data)
    if sort is Sort.ZIP:
        # Most commands on names need no spreadsheet.
        from plcjournal.spreadsheet.opening import sheets_from  # noqa: PLC0415

        sheets = sheets_from(io.BytesIO(data), "The class list")
        cells = sheets[0].rows if sheets else ()
        told = [[str(one) for one in row] for row in cells]
        return [row for row in told if any(one.strip() for one in row)]
    text = text_of(data) if sort is Sort.TEXT else None
    if text is None:
        raise NotAList(
            "The class list is neither text nor a spreadsheet; nothing was added.",
            "Save it as CSV or text in the program it comes from, then add that file.",
        )
    return _rows(text)


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.strip(" \t,;")]
    lines = [line for line in lines if not line.lstrip().startswith("#")]
    counts = {mark: sum(mark in line for line in lines) for mark in "\t;,"}
    mark = max(counts, key=lambda one: counts[one])
    if counts[mark] * 2 < len(lines) or _is_spoken_of_families_first(lines, mark):
        return [[line] for line in lines]
    csv.field_size_limit(_LARGEST + 1)
    return [*csv.reader(io.StringIO("\n".join(lines)), delimiter=mark)]


def _is_spoken_of_families_first(lines: Iterable[str], mark: str) -> bool:
    """Say whether every line is `Price, Gwen`, which is no table."""
    return mark == "," and all(
        re.fullmatch(r"[^\W\d][^,\";\t\d]*, [^\W\d][^,\";\t\d]*", line.strip())
        for line in lines
    )


def _columns(rows: Sequence[Sequence[str]]) -> tuple[list[int], bool]:
    """Answer the columns that hold names, and whether the first row names them."""
    heads = [folded(" ".join(cell.split())) for cell in rows[0]] if rows else []
    whole = [number for number, head in enumerate(heads) if head in _WHOLE]
    parts = [
        *(number for number, head in enumerate(heads) if head in _GIVEN),
        *(number for number, head in enumerate(heads) if head in _FAMILY),
    ]
    if whole or parts:
        return (whole[:1] or parts), True
    seconds = [row[1].strip() for row in rows if len(row) > 1]
    is_more = all(map(_is_name, seconds)) and len({*seconds}) * 2 > len(rows)
    return ([0, 1] if is_more else [0]), False


def _is_name(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    is_long = len(text) > 60 or len(text.split()) > 6
    is_name = letters > 1 and not is_long and not re.search(r"[\d@]", text)
    return is_name and not _is_ordinary(text)
