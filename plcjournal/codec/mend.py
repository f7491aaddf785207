"""Hides the repairs that need no person: encodings, line ends, tabs, missing quotes."""

from dataclasses import dataclass

from plcjournal.codec.reader import read
from plcjournal.codec.source import LIMIT, MARK, Trouble, breaks_of, lines_of
from plcjournal.core.findings import Severity

_DONE = {
    "smart-quotes": "changed curly quotes to straight quotes",
    "colon-in-text": "put quotes around the text",
    "special-start": "put quotes around the text",
    "apostrophe": "put double quotes around the text",
    "tab-indentation": "changed tabs at the beginning to spaces",
}
# & ! | > [ may be meant as what they are elsewhere; only a person knows.
_NEVER_MEANT = "@`*%"
# Each round reads the text a few times: thousands of rounds for a record as people
# write it, some twenty for one of the greatest size.
_MOST_CHARACTERS = 6_000_000


@dataclass(frozen=True, slots=True)
class Mended:
    """The text after the repairs, and one sentence for each."""

    data: bytes
    changes: tuple[str, ...]


def mend(data: bytes) -> Mended:
    """Repair what can be repaired without knowing what was meant."""
    if len(data) > 2 * LIMIT:
        return Mended(data, ())
    changes: list[str] = []
    text = _as_text(data, changes)
    if text is None:
        return Mended(data, ())
    budget = _MOST_CHARACTERS
    while budget > 0:
        troubles = _mendable(text)
        if not troubles:
            break
        budget -= len(text) + 1_000
        lines = lines_of(text)
        for number, trouble in sorted(troubles.items()):
            lines[number - 1] = trouble.fix
            changes.append(f"line {number}: {_DONE[trouble.rule]}")
        text = "\n".join(lines)
    return Mended(text.encode("utf-8"), tuple(changes))


def _as_text(data: bytes, changes: list[str]) -> str | None:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8")
    except UnicodeDecodeError:
        return None
    if is_wide:
        changes.append("line 1: changed the encoding to UTF-8")
    if text.startswith(MARK):
        text = text.lstrip(MARK)  # each program that converts a text may add one
        changes.append("line 1: removed the invisible mark at the beginning")
    if "\r" in text:
        first = next(i for i, end in enumerate(breaks_of(text), 1) if end != "\n")
        text = "\n".join(lines_of(text))
        changes.append(f"line {first}: changed the line ends from here on")
    return text


def _mendable(text: str) -> dict[int, Trouble]:
    """Answer the next troubles to mend, one a line; any other error ends it."""
    lines = lines_of(text)
    troubles = read(text.encode("utf-8")).troubles
    if any(t.severity is Severity.ERROR and not _is_ours(t, lines) for t in troubles):
        return {}
    # Of several in one line the first wins; the others are found in the next round.
    return {t.line: t for t in reversed(troubles) if _is_ours(t, lines)}


def _is_ours(trouble: Trouble, lines: list[str]) -> bool:
    if trouble.rule not in _DONE or not trouble.fix:
        return False
    line = lines[trouble.line - 1]
    if trouble.rule == "special-start":
        return line[trouble.column - 1] in _NEVER_MEANT
    if trouble.rule == "apostrophe":
        return "''" not in line
    return True
