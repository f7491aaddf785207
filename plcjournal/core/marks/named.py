"""Whether words that would be kept name a learner of the sheet: compared, forgotten."""

from collections.abc import Iterable

from plcjournal.core.marks import headings
from plcjournal.core.marks.learners import naming_columns
from plcjournal.core.marks.table import Table
from plcjournal.errors import Exit, PlcError


class NamesALearner(PlcError):
    """Words for the record in which a learner of the sheet is named."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, flag: str, found: str, rewrite: str) -> None:
        super().__init__(
            f"Not saved, to protect people: {flag} has '{found}', and a learner of "
            "this sheet has that name.",
            f'Say it without: {flag} "{rewrite}"',
        )


def names_in(table: Table) -> frozenset[str]:
    """Answer the words of the names in a sheet, folded."""
    columns = naming_columns(table)
    return headings.name_words(cell for c in columns for cell in table.cells(c))


def check_words(table: Table, texts: Iterable[tuple[str, str | None]]) -> None:
    """Refuse words to be kept, each with its flag, that name a learner of the sheet.

    Raises:
        NamesALearner: they do.
    """
    names = names_in(table)
    for flag, text in texts:
        found = headings.named_in(text or "", names)
        if text and found:
            raise NamesALearner(flag, " ".join(found), _without(text, found))


def has_learners(table: Table, groups: Iterable[str]) -> bool:
    """Say whether a group is called as a learner of the sheet is."""
    names = names_in(table)
    return any(headings.named_in(group, names) for group in {*groups})


def _without(text: str, found: tuple[str, ...]) -> str:
    """Answer a text that says `a learner` where a name was."""
    kept: list[str] = []
    for word in text.split():
        is_name = any(name in word for name in found)
        if not is_name:
            kept.append(word)
        elif kept[-2:] != ["a", "learner"]:
            kept += ["a", "learner"]
    return " ".join(kept)
