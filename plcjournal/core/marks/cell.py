"""What one cell of a mark column says: a mark, nothing, or something else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from math import isfinite

from plcjournal.core.folding import folded

Cell = str | int | float | date | time
"""A cell as it was read: text as typed, a number or a day as the program kept it."""


class Says(StrEnum):
    """What a cell of a mark column is."""

    PLAIN = "plain"
    PERCENT = "percent"
    SHARE = "share"
    MISSING = "missing"
    DAY = "day"
    UNCLEAR = "unclear"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell, read: its number, of how many, or our own word for why there is none."""

    says: Says
    number: float = 0.0
    out_of: float = 0.0
    word: str = ""

    @property
    def is_mark(self) -> bool:
        """Say whether the cell holds a number."""
        return self.says in (Says.PLAIN, Says.PERCENT, Says.SHARE)


# Folded. Nobody's mark, and nobody's nought either. A single letter may be a grade.
_MISSING = {
    **dict.fromkeys(("", ".", "-", "--", "\u2013", "\u2014"), "empty"),
    **dict.fromkeys(("abs", "absent", "absente", "absennol", "absen"), "Abs"),
    **dict.fromkeys(("n/a", "na", "#n/a", "s/o", "amh"), "n/a"),
    **dict.fromkeys(("ex", "exc", "excused", "exempt", "dispense", "dispensee"), "Ex"),
    **dict.fromkeys(("missing", "manquant", "manque", "ar goll", "coll"), "missing"),
    **dict.fromkeys(
        ("not submitted", "no submission", "non remis", "heb gyflwyno", "dns"),
        "not handed in",
    ),
}
_NUMBER = r"[-+]?\d+(?:[.,]\d+)*|[-+]?[.,]\d+"
_PLAIN = re.compile(rf"(?:(?:level|lefel|niveau)\s*)?({_NUMBER})", re.ASCII)
_PERCENT = re.compile(rf"({_NUMBER})\s*%", re.ASCII)
_SHARE = re.compile(
    rf"({_NUMBER})\s*(?:/|out of|of|sur|allan o|o)\s*({_NUMBER})", re.ASCII
)
_DAY = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ t]\d{1,2}:\d{2}.*)?"
    r"|\d{1,2}[- .][a-z]{3,9}\.?(?:[- .]\d{2,4})?",
    re.ASCII,
)
_THOUSAND = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
_LONGEST = 40  # characters; no mark is longer


def read(cell: Cell, decimal: str = ".") -> Reading:
    """Answer what a cell says where `decimal` divides whole from part: `.`, `,`, ``.

    Without a decimal sign, a number such as 1,234 stays unclear: it may be two.
    """
    if isinstance(cell, date | time):
        return Reading(Says.DAY)
    if isinstance(cell, int | float):
        is_possible = isfinite(cell) if isinstance(cell, float) else abs(cell) < 10**9
        return _finite(Says.PLAIN, cell) if is_possible else Reading(Says.OTHER)
    text = folded(" ".join(cell.split())).replace("\u2212", "-")
    if len(text) > _LONGEST:
        return Reading(Says.OTHER)
    word = _MISSING.get(text) or _MISSING.get(text.strip(" .()*"))
    if word is not None:
        return Reading(Says.MISSING, word=word)
    for says, pattern in ((Says.SHARE, _SHARE), (Says.PERCENT, _PERCENT)):
        if found := pattern.fullmatch(text):
            return _parsed(says, [*found.groups()], decimal)
    if _DAY.fullmatch(text):
        return Reading(Says.DAY)
    if found := _PLAIN.fullmatch(text):
        return _parsed(Says.PLAIN, [*found.groups()], decimal)
    return Reading(Says.OTHER)


def decimal_of(cells: Iterable[Cell]) -> str:
    """Answer the sign before the decimals in a column: `.`, `,`, or `` where unclear.

    A number with other than three digits behind its only sign tells it: 12,5. One with
    both signs does too: 1,234.5. A point without any such witness is a decimal point;
    a comma before three digits may divide thousands, so nobody knows.
    """
    told: set[str] = set()
    is_doubtful = False
    for cell in cells:
        if not isinstance(cell, str) or len(cell) > _LONGEST:
            continue
        if _DAY.fullmatch(folded(cell.strip())):
            continue
        for number in re.findall(_NUMBER, cell.strip(), re.ASCII):
            told |= _witness(number.lstrip("+-"))
            is_doubtful |= may_be_two(number)
    if told == {","}:
        return ","
    return "" if is_doubtful and told != {"."} else "."


def may_be_two(number: str) -> bool:
    """Say whether a number may be a thousand or a decimal: 1,234, never 0,125."""
    return _THOUSAND.fullmatch(number.lstrip("+-")) is not None


def _witness(number: str) -> set[str]:
    """Answer the decimal sign that a number proves, if it does."""
    signs = re.findall(r"[.,]", number)
    if not signs:
        return set()
    if len({*signs}) > 1:
        return {signs[-1]} if signs.count(signs[-1]) == 1 else set()
    if len(signs) > 1:
        return {"," if signs[0] == "." else "."}
    whole, part = re.split(r"[.,]", number)
    is_proof = len(part) != 3 or len(whole) > 3 or whole in ("", "0")
    return {signs[0]} if is_proof else set()


def _parsed(says: Says, words: list[str], decimal: str) -> Reading:
    numbers = [_number(word, decimal) for word in words]
    if "unclear" in numbers:
        return Reading(Says.UNCLEAR)
    if None in numbers:
        return Reading(Says.OTHER)
    values = [float(number) for number in numbers if number is not None]
    if says is Says.SHARE and values[1] <= 0:
        return Reading(Says.OTHER)
    return _finite(says, *values)


def _number(word: str, decimal: str) -> float | str | None:
    """Answer the number of some digits, `unclear`, or None where they make none."""
    digits = word.lstrip("+-")
    signs = re.findall(r"[.,]", digits)
    if len(signs) == 1:
        whole, part = re.split(r"[.,]", digits)
        is_group = re.fullmatch(r"[1-9]\d{0,2}", whole) and len(part) == 3
        if is_group and not decimal:
            return "unclear"
        if is_group and signs[0] != decimal:
            digits = whole + part
        digits = digits.replace(",", ".")
    elif signs:
        digits = _without_thousands(digits, signs)
    if not digits:
        return None
    value = float(digits)
    return -value if word.startswith("-") else value


def _without_thousands(digits: str, signs: list[str]) -> str:
    """Answer a number with several signs as Python writes it, '' where it is none."""
    last = signs[-1] if len({*signs}) > 1 else ""
    group = re.escape("," if last == "." else "." if last == "," else signs[0])
    part = rf"(?:{re.escape(last)}\d+)?" if last else ""
    if not re.fullmatch(rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+{part}", digits):
        return ""
    bare = digits.replace(group.removeprefix("\\"), "")
    return bare.replace(",", ".")


def _finite(says: Says, number: float, out_of: float = 0.0) -> Reading:
    if not isfinite(number) or not isfinite(out_of) or abs(number) > 1e9:
        return Reading(Says.OTHER)
    return Reading(says, round(number, 9), out_of)
