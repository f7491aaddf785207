"""Columns and cells of a tracker that name learners: refused, never quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plcjournal.core.folding import folded
from plcjournal.core.marks.headings import (
    look_like_people,
    name_words,
    named_in,
    names_learners,
)
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.core.tracker.cells import one_line, text_of
from plcjournal.core.tracker.vocabulary import plain_words
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plcjournal.core.marks.cell import Cell
    from plcjournal.core.marks.table import Sheet
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.guess import Mapped
    from plcjournal.core.tracker.vocabulary import Vocabulary

_ADULTS = frozenset({"owner", "facilitator", "team", "with"})
_LEARNERS = frozenset({"learners", "size"})
_LONGEST_HEADING = 40
_WORD = re.compile(r"[^\W\d_]+")


class NamesLearners(PlcError):
    """A column that tells which learner a row is about."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, where: str) -> None:
        super().__init__(
            f"Nothing was changed, to protect people: {where} seems to name learners, "
            "and a journal is about groups, never about one learner.",
            "Take that column out of a copy of the file and import the copy; rows that "
            "are about one learner each do not belong here",
        )


class NamesPeople(PlcError):
    """A column of people's names of which nobody said who they are."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, where: str, letter: str) -> None:
        super().__init__(
            f"Nothing was changed, to protect people: {where} seems to hold people's "
            "names, and nobody said whose.",
            f'If they are colleagues: --map "{letter}=owner" (who does it) or '
            f'"{letter}=facilitator"; if they are learners, take the column out',
        )


def must_name_no_learner(
    grid: Grid, columns: Sequence[Mapped], words: Vocabulary
) -> None:
    """Refuse a tracker with a column of learners' names.

    Raises:
        NamesLearners: its heading says so, or its cells beside one about learners; or
            several headings are names, as where each learner has a column.
        NamesPeople: its cells look like names, and it was not said to be colleagues'.
    """
    named = [one.column for one in columns if _is_headed_by_a_name(one)]
    if len(named) > 1:
        where = grid.label(named[0])
        raise NamesLearners(f"The heading of {where}, and of others,")
    for one in columns:
        cells = [row.cells[one.column.number] for row in grid.rows]
        cells = [cell for cell in cells if text_of(cell)]
        heading = plain_words(one.column.heading)
        where = grid.label(one.column)
        where = where[0].upper() + where[1:]
        if not cells:
            continue
        is_told = heading in words.learner_heads
        is_told = is_told or plain_words(one.column.title) in words.learner_heads
        people = _people(cells)
        if is_told or (people and _is_about_learners(one, words)):
            raise NamesLearners(where)
        if people and one.field not in _ADULTS:
            raise NamesPeople(where, one.column.letter)


def _is_headed_by_a_name(one: Mapped) -> bool:
    is_spoken_for = one.field not in ("note", "leave")
    return not is_spoken_for and _begins_as_a_name(one.column.heading)


def _is_about_learners(one: Mapped, words: Vocabulary) -> bool:
    known = words.heads.get(plain_words(one.column.heading), ("", 0.0))[0]
    is_headed = names_learners(one.column.heading) and known not in _ADULTS
    is_headed = is_headed and plain_words(one.column.heading) != "name"
    return known in _LEARNERS or one.field in _LEARNERS or is_headed


def _people(cells: Sequence[Cell]) -> bool:
    """Say whether most cells are names: written so, and known as first names.

    A cell may list several: `Ana B, Ben C and Cai D`.
    """
    texts = [one_line(text_of(cell)) for cell in cells if isinstance(cell, str)]
    parts = [
        part.strip()
        for text in texts
        for part in re.split(r"[,;/&+]| and | et | a'r | ac ", text)
        if part.strip()
    ]
    if not parts or len(texts) * 2 < len(cells):
        return False
    known = [part for part in parts if _begins_as_a_name(part)]
    if len(known) * 2 > len(parts):
        return True
    return look_like_people(parts) and len(known) * 3 >= len(parts)


def _begins_as_a_name(part: str) -> bool:
    found = _WORD.findall(part)
    if not 1 <= len(found) <= 4 or not all(word[:1].isupper() for word in found):
        return False
    return folded(found[0]) in FIRST_NAMES


def learner_words(sheets: Iterable[Sheet], words: Vocabulary) -> frozenset[str]:
    """Answer the words of learners' names in the lists of a workbook's other sheets."""
    found: set[str] = set()
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:12]):
            for number, cell in enumerate(row):
                text = text_of(cell)
                if not text or len(text) > _LONGEST_HEADING:
                    continue
                below = [r[number] for r in sheet.rows[at + 1 :] if number < len(r)]
                is_told = plain_words(text) in words.learner_heads
                if is_told or (names_learners(text) and look_like_people(below)):
                    found |= name_words(below)
    return frozenset(found)


def names_one_of(text: str, names: frozenset[str]) -> bool:
    """Say whether a text has a word of a learner's name."""
    return bool(names) and bool(named_in(text, names))
