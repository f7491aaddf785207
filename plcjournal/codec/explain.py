"""Hides the parser's words: where a text breaks, and what to type there instead."""

from collections.abc import Iterator

from plcjournal.codec.forgotten import bare_key, is_said, is_stuck
from plcjournal.codec.repairs import Repair, repairs_of
from plcjournal.codec.source import Trouble, lines_of
from plcjournal.codec.tree import DEEPEST, MOST_EVENTS, Broken, grow
from plcjournal.core.findings import Severity

# Lines below the break that a repaired text is read on; more would only cost time.
_AHEAD = 40
# Each try reads the text once more.
_MOST_TRIES = 16

_CAUSES = {
    "empty": "The file is empty; a record begins with the line format: 1.",
    "not-a-record": (
        "The file does not begin with a key, a colon and a space, "
        "as in title: Fractions."
    ),
    "too-many": (
        f"The file has more than {MOST_EVENTS:,} keys and values; "
        "a record is never that long."
    ),
    "too-deep": (
        f"The lines are indented, or the brackets opened, more than {DEEPEST} levels "
        "deep; a record never is."
    ),
    "alias": "A text that begins with * needs quotes around it.",
    "anchor": "A text that begins with & needs quotes around it.",
    "tag": "A text that begins with ! needs quotes around it.",
    "directive": "A line that begins with % is no part of a record; delete it.",
    "several-documents": (
        "A line of three dashes begins a second record here; "
        "a file holds one record, so delete the line or move what follows it."
    ),
    "complex-key": (
        "A key is one word or a short text on the line of its colon; "
        "no question mark or bracket stands before it."
    ),
    "merge-key": "The key << is no part of a record; write out what it stands for.",
    "no-key": "A key is missing before this colon.",
    "stray-item": (
        "This line begins with a dash like an item of a list, but the key above it "
        "has a value already, or other lines."
    ),
    "not-readable": (
        "This line cannot be read; look here, or in the line above, for a missing "
        "colon, quote or space."
    ),
}
_BY_START = {"%": "directive", ":": "no-key", "-": "stray-item", "?": "complex-key"}
# Reasons that a repair of the line may explain better.
_MARKS = frozenset({"alias", "anchor", "tag", "complex-key"})
_OPEN_TO_REPAIR = _MARKS | {"", "not-a-record"}


def explain(text: str, broken: Broken) -> Trouble:
    """Answer why a text is no record, with the corrected line where there is one."""
    lines = lines_of(text)
    if broken.rule == "twice":
        return _twice(lines, broken)
    if broken.rule in _OPEN_TO_REPAIR:
        found = next(_proven(lines, broken), None)
        if found is not None:
            number, repair = found
            return _error(repair.rule, number, repair.column, repair.cause, repair.fix)
    if broken.rule:
        cause = _CAUSES[broken.rule]
        return _error(broken.rule, broken.line, broken.column + 1, cause)
    return _unexplained(lines, broken)


def _proven(lines: list[str], broken: Broken) -> Iterator[tuple[int, Repair]]:
    """Answer the repairs that get the reader past the place where it stopped."""
    tries = 0
    for number in _suspects(lines, broken):
        for repair in repairs_of(lines, number):
            # A mark that was understood is explained by its own place only.
            elsewhere = (number, repair.column) != (broken.line, broken.column + 1)
            if repair.fix == lines[number] or (broken.rule in _MARKS and elsewhere):
                continue
            tries += 1
            if tries > _MOST_TRIES:
                return
            if _helps(lines, number, repair.fix, broken):
                yield number, repair


def _suspects(lines: list[str], broken: Broken) -> list[int]:
    """Answer the lines to look at: where it stopped, where it began, the one above."""
    last = max(i for i, line in enumerate(lines) if line.strip() or i == 0)
    stopped = min(broken.line, last)
    above = stopped - 1
    while above > 0 and not is_said(lines[above]):
        above -= 1
    began = [broken.opened[0]] if broken.opened else []
    numbers = [*began, stopped] if _blames_beginning(broken) else [stopped, *began]
    # What lacks its colon or space may stand above the line that it makes unreadable.
    first = [above] if above >= 0 and _begins_badly(lines, above) else []
    return [*dict.fromkeys(n for n in [*first, *numbers, above] if 0 <= n <= last)]


def _begins_badly(lines: list[str], number: int) -> bool:
    bare = bare_key(lines, number)
    return is_stuck(lines[number]) or (bare is not None and bare.sure)


def _blames_beginning(broken: Broken) -> bool:
    return "expected ':'" in broken.problem or "end of stream" in broken.problem


def _helps(lines: list[str], number: int, fix: str, broken: Broken) -> bool:
    goal = broken.line
    if "end of stream" in broken.problem and broken.opened:
        goal = broken.opened[0]
    ahead = max(goal, number) + _AHEAD
    repaired = [*lines[:number], fix, *lines[number + 1 : ahead]]
    try:
        grow("\n".join(repaired))
    except Broken as still:
        return still.line > goal + fix.count("\n")
    return True


def _twice(lines: list[str], broken: Broken) -> Trouble:
    key = lines[broken.line][broken.column :].split(":", 1)[0].strip().strip("\"'")
    first = broken.opened[0] + 1 if broken.opened else 0
    cause = (
        f"The key '{key}' is here twice (lines {first} and {broken.line + 1}); "
        "keep one."
    )
    return _error("key-twice", broken.line, broken.column + 1, cause)


def _unexplained(lines: list[str], broken: Broken) -> Trouble:
    number, column = broken.line, broken.column
    if _blames_beginning(broken) and broken.opened:
        number, column = broken.opened
    number = min(number, len(lines) - 1)
    column = min(column, len(lines[number]))
    words = lines[number].lstrip(" \t")
    rule = _BY_START.get(words[:1], "not-readable")
    if rule in _BY_START.values():
        column = len(lines[number]) - len(words)
    return _error(rule, number, column + 1, _CAUSES[rule])


def _error(rule: str, line: int, column: int, cause: str, fix: str = "") -> Trouble:
    return Trouble(rule, Severity.ERROR, line + 1, column, cause, fix)
