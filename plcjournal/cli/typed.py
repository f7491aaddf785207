"""What a person typed, as values, or one sentence on why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Missing(PlcError):
    """Something a command needs and nobody can be asked for."""

    exit_code = Exit.USAGE

    def __init__(self, flags: Sequence[str], example: str) -> None:
        wanted = " and ".join(flags)
        super().__init__(f"Still needed: {wanted}. Nothing was changed.", example)


class Unknown(PlcError):
    """A word that says whose something is, where nobody said who sits here."""

    exit_code = Exit.USAGE

    def __init__(self, word: str) -> None:
        super().__init__(
            f"plc does not know who you are, so it cannot tell what '{word}' is;"
            " nothing was changed.",
            'Say your name or role once: plc init --author "Grade 4 teacher A"',
        )


class NotUnderstood(PlcError):
    """A value that is not what its flag wants."""

    exit_code = Exit.USAGE


def number(words: str, flag: str) -> float:
    """Answer the number a person typed, decimal comma or point.

    Raises:
        NotUnderstood: it is none, or may be two: 1,200.
    """
    text = words.strip().removesuffix("%").strip()
    if not re.fullmatch(r"-?(?:\d+(?:[.,]\d+)?|[.,]\d+)", text, re.ASCII):
        raise NotUnderstood(f"{flag}: '{words}' is no number.", f"{flag} 65")
    if "," in text and _may_be_two(text):
        both = (text.replace(",", sign) for sign in ("", "."))
        one, other = (f"{float(number):.9g}" for number in both)
        raise NotUnderstood(
            f"{flag}: '{words}' could be two different numbers.",
            f"Type {flag} {one} or {flag} {other}",
        )
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _may_be_two(text: str) -> bool:
    from plcjournal.core.marks.cell import may_be_two

    return may_be_two(text)


def is_share(words: str) -> bool:
    """Say whether a person typed a percentage: 65%."""
    return words.strip().endswith("%")


def cut(words: str) -> dict[str, Any]:
    """Answer a cut as typed, `12`, `60%`, `12 secure`: its number and its words.

    Raises:
        NotUnderstood: what stands for a number is none.
    """
    at = re.match(r"\s*(-?\d+(?:[.,]\d+)?|[.,]\d+)\s*(.*)", words)
    if at is None:
        return {"label": words.strip()}
    label = {"label": at.group(2).strip()} if at.group(2).strip() else {}
    return {"at": number(at.group(1), "--cut"), **label}


def whole(words: str, flag: str, example: str) -> int:
    """Answer the whole number a person typed, '' for a flag where they were asked.

    Raises:
        NotUnderstood: it is none.
    """
    text = words.strip()
    if not text.isdecimal() or len(text) > 9:
        raise not_such(f"'{words}' is no whole number.", flag, example)
    return int(text)


def not_such(sentence: str, flag: str, example: str) -> NotUnderstood:
    """Answer what is wrong with a number of a flag, or of an answer: '' for a flag."""
    if flag:
        return NotUnderstood(f"{flag}: {sentence}", f"{flag} {example}")
    sentence = sentence[0].upper() + sentence[1:]
    return NotUnderstood(sentence, f"Type a number, such as {example}")


def one_of(words: str, choices: Sequence[str], flag: str) -> str:
    """Answer the word of a fixed list a person typed, any unambiguous part of it.

    Raises:
        NotUnderstood: it is none of them.
    """
    from plcjournal.core.near import or_list

    wanted = words.strip().casefold().replace(" ", "-")
    fits = [word for word in choices if word == wanted] or [
        word for word in choices if wanted and word.startswith(wanted)
    ]
    if len(fits) != 1:
        sentence = f"{flag}: '{words}' is none of {or_list(choices)}."
        raise NotUnderstood(sentence, f"{flag} {choices[0]}")
    return fits[0]
