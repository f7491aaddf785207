"""On which weekday, and when, a team usually meets, out of the words it is said in."""

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
    r"(?:,? *(?:at |from |a |am )? *(\d{1,2})(?:[:.h](\d\d)?)? *(am|pm)?)?\.?",
    re.ASCII,
)
_NOON = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekday, 1 for Monday to 7, and the clock (`15:30`), '' where none is said."""

    day: int
    clock: str = ""


def slot_of(words: str) -> Slot | None:
    """Answer the weekday and clock that words plainly say; None for anything else.

    `Wed`, `Wednesdays 15:30`, `every Friday at 3.30 pm`, `mercredi 15h30` are plain;
    `every other Wed` and `after school` are not, and nothing is guessed of them.
    """
    found = _SAID.fullmatch(folded(words.strip()))
    if found is None:
        return None
    name, hour, minute, half = found.groups()
    day = _DAYS.get(name) or _DAYS.get(name.removesuffix("s"))
    if day is None:
        return None
    if hour is None:
        return Slot(day)
    at, past = int(hour), int(minute or 0)
    if half:
        if not 1 <= at <= _NOON:
            return None
        at = at % _NOON + (_NOON if half == "pm" else 0)
    elif minute is None:
        return None  # 'Wed 3' might be the third Wednesday, or three in the afternoon
    return Slot(day, f"{at:02}:{past:02}") if at < 24 and past < 60 else None
