"""The weekdays that words name, and when a team usually meets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plcjournal.core.folding import folded

_NAMES = (
    "mon monday lun lundi llun",
    "tue tues tuesday mar mardi mawrth",
    "wed weds wednesday mer mercredi mercher",
    "thu thur thurs thursday jeu jeudi iau",
    "fri friday ven vendredi gwener",
    "sat saturday sam samedi sadwrn",
    "sun sunday dim dimanche sul",
)
_DAYS = {name: day for day, names in enumerate(_NAMES, 1) for name in names.split()}
_SAID = re.compile(
    r"(?:every |each |on |le |dydd )*([a-z]+)\.?"
    r"(?:,? *(?:at |from |a |am )? *(\d{1,2})(?:[:.](\d\d)|( ?h) ?(\d\d)?)?"
    r" *(am|pm)?)?\.?",
    re.ASCII,
)
_MONTHS_TOO = frozenset({"mar", "mawrth"})  # Tuesday, or March
_NOON = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekday, 1 for Monday to 7, and the clock (`15:30`), '' where none is said."""

    day: int
    clock: str = ""


def weekdays(words: str) -> frozenset[int]:
    """Answer the weekdays that words name, 1 for Monday; what may be a month is none.

    `sat 7 november` names one, `3 mar` none, `dydd Mawrth 3 Mawrth` one.
    """
    named = re.findall(r"(dydd )?([a-z]+)", folded(words), re.ASCII)
    return frozenset(
        _DAYS[name]
        for before, name in named
        if name in _DAYS and (before or name not in _MONTHS_TOO)
    )


def day_name(day: int) -> str:
    """Answer the English name of a weekday, 1 for Monday."""
    names = _NAMES[day - 1].split()
    return next(name for name in names if name.endswith("day")).capitalize()


def slot_of(words: str) -> Slot | None:
    """Answer the weekday and clock that words plainly say; None for anything else.

    `Wed`, `Wednesdays 15:30`, `every Friday at 3.30 pm`, `mercredi 15h` are plain;
    `every other Wed` and `after school` are not, and nothing is guessed of them.
    """
    found = _SAID.fullmatch(folded(words.strip()))
    if found is None:
        return None
    name, hour, minute, is_french, after_h, half = found.groups()
    day = _DAYS.get(name) or _DAYS.get(name.removesuffix("s"))
    if day is None:
        return None
    if hour is None:
        return Slot(day)
    at, past = int(hour), int(minute or after_h or 0)
    if half:
        if not 1 <= at <= _NOON:
            return None
        at = at % _NOON + (_NOON if half == "pm" else 0)
    elif minute is None and is_french is None:
        return None  # 'Wed 3' might be the third Wednesday, or three in the afternoon
    return Slot(day, f"{at:02}:{past:02}") if at < 24 and past < 60 else None
