"""Hides encodings: bytes become text that a YAML parser may see, or the reason why not.

Whatever could stop the parser, crash it, or change words without saying so is
refused here, before the parser sees a single character.
"""

import re
from typing import NamedTuple

from plcjournal.core.findings import Severity

LIMIT = 256 * 1024
MARK = "\ufeff"

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WIDE = re.compile(rb"\A(?:\x00[^\x00]|[^\x00]\x00|\x00\x00[\xfe\x00])", re.DOTALL)
# libyaml breaks a line at U+2028 and U+2029, YAML 1.2 does not: neither may pass.
# U+FEFF, U+FFFE and U+FFFF are refused by libyaml, lone surrogates by UTF-8.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAK = re.compile(r"\r\n|\r|\n")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$|^={7}[ \t]*$", re.MULTILINE)


class Trouble(NamedTuple):
    """Why a text cannot be read, or does not say what was meant."""

    rule: str
    severity: Severity
    line: int
    column: int
    cause: str
    fix: str


class Source(NamedTuple):
    """The text of a file, or None, and what is wrong with its bytes.

    `text` has no byte order mark but keeps its line ends, so that a place in it is a
    place in the file.
    """

    text: str | None
    troubles: tuple[Trouble, ...]
    marked: bool = False


def decode(data: bytes) -> Source:
    """Answer the text that a parser may see, with troubles about bytes and characters.

    The text is None where one of the troubles is an error.
    """
    refused = _refused_bytes(data)
    if refused is not None:
        return Source(None, (refused,))
    text = data.decode("utf-8")
    marked = text.startswith(MARK)
    text = text.removeprefix(MARK)
    refused = _refused_characters(text) or _conflict(text)
    if refused is not None:
        return Source(None, (refused,))
    return Source(text, tuple(_oddities(text, marked=marked)), marked)


def lines_of(text: str) -> list[str]:
    r"""Answer the lines as the parser counts them: broken at \n, \r\n and \r only."""
    return _BREAK.split(text)


def breaks_of(text: str) -> list[str]:
    """Answer the line break after each line but the last."""
    return _BREAK.findall(text)


def place(text: str, index: int) -> tuple[int, int]:
    """Answer the 1-based line and column of a character."""
    before = _BREAK.split(text[:index])
    return len(before), len(before[-1]) + 1


def _error(rule: str, at: tuple[int, int], cause: str, fix: str = "") -> Trouble:
    return Trouble(rule, Severity.ERROR, at[0], at[1], cause, fix)


def _refused_bytes(data: bytes) -> Trouble | None:
    if len(data) > LIMIT:
        cause = (
            f"The file has {len(data) // 1024} KB, and a record has at most "
            f"{LIMIT // 1024} KB; move long texts into files of their own."
        )
        return _error("too-large", (1, 1), cause)
    if data.startswith(_UTF_16) or _WIDE.match(data):
        cause = (
            "The file was saved in another encoding (UTF-16); "
            "save it again as UTF-8, or let plc mend it."
        )
        return _error("not-utf-8", (1, 1), cause)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = place(data[: error.start].decode("utf-8"), error.start)
        cause = (
            "A character here cannot be read, probably because the file was saved in "
            "another encoding; save it again as UTF-8."
        )
        return _error("not-utf-8", at, cause)
    return None


def _refused_characters(text: str) -> Trouble | None:
    found = UNSEEN.search(text)
    if found is None:
        return None
    at = place(text, found.start())
    character = found.group()
    line = _BREAK.split(text)[at[0] - 1]
    fix = UNSEEN.sub("", line)
    if character in "\u2028\u2029":
        fix = re.sub("[\u2028\u2029]", " ", line)
        cause = (
            "An invisible line break from a word processor stands here; "
            "put a space in its place."
        )
        return _error("line-separator", at, cause, "" if UNSEEN.search(fix) else fix)
    cause = (
        f"An invisible character (U+{ord(character):04X}) stands here, probably "
        "copied from another program; delete it."
    )
    return _error("control-character", at, cause, fix)


def _conflict(text: str) -> Trouble | None:
    # With CRLF, `$` stands before the \n only.
    plain = _BREAK.sub("\n", text)
    found = [plain.count("\n", 0, m.start()) + 1 for m in _CONFLICT.finditer(plain)]
    if not found:
        return None
    where = (
        f"line {found[0]}" if len(found) == 1 else f"lines {found[0]} to {found[-1]}"
    )
    cause = (
        f"Two versions of the same words stand here ({where}), of people who changed "
        "them at the same time."
    )
    return _error("conflict-marker", (found[0], 1), cause, "plc resolve")


def _oddities(text: str, *, marked: bool) -> list[Trouble]:
    troubles = []
    if marked:
        cause = (
            "The file begins with an invisible mark (U+FEFF) that some programs for "
            "Windows write; plc reads it, other programs may not."
        )
        troubles.append(Trouble("byte-order-mark", Severity.WARNING, 1, 1, cause, ""))
    if "\r" in text:
        at = place(text, text.index("\r"))
        cause = (
            "The lines end as on Windows or an old Mac; plc reads them, but they make "
            "every line look changed to people with another computer."
        )
        troubles.append(Trouble("line-ends", Severity.WARNING, at[0], at[1], cause, ""))
    return troubles
