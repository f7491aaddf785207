"""Hides what people mistype in a line of a record, and how the line should read."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from plcjournal.codec.forgotten import bare_key, is_stuck
from plcjournal.codec.quoting import between_curly_quotes, in_quotes

_LINE = re.compile(
    r"""(?P<head>[ \t]*(?:-[ \t]+)*
          (?:(?P<key>"[^"]*"|'[^']*'|[^\s:\#"'\[\]{}&*!|>%@`,?-][^:\#]*?)
             [ \t]*:[ \t]+)?)
        (?P<value>.*?)
        (?P<tail>[ \t]*(?:(?<=[ \t])\#.*)?)\Z""",
    re.VERBOSE,
)
_KEY_WORD = re.compile(r"[a-z][a-z0-9_]*")
_NO_SPACE = re.compile(
    r"(?P<head>[ \t]*(?:-[ \t]+)*[A-Za-z_][\w-]*:)(?P<rest>[^\s:/].*)"
)
_NO_DASH_SPACE = re.compile(r"(?P<head>[ \t]*-)(?P<rest>[^\s\-].*)")
_NO_COLON = re.compile(
    r"(?P<head>[ \t]*(?:-[ \t]+)*[a-z][a-z0-9_]*)(?P<rest>(?:[ \t]+\S.*)?)"
)
_INDENT = re.compile(r"[ \t]*")
_SPECIAL = "@`%*&!|>,[]{}?-:"


class Repair(NamedTuple):
    """A guess at what went wrong in a line; the fix shows whether it is right."""

    rule: str
    column: int
    cause: str
    fix: str


class _Parts(NamedTuple):
    """A line taken apart: up to its value, the value, blanks and comment."""

    line: str
    head: str
    key: str
    value: str
    tail: str

    def quoted(self, words: str) -> str:
        return f"{self.head}{in_quotes(words)}{self.tail}"


def repairs_of(lines: list[str], number: int) -> Iterator[Repair]:
    """Answer the guesses for a line, the most telling first; `number` is 0-based."""
    line = lines[number]
    yield from _bare_key(lines, number)
    if is_stuck(line):
        yield from _dash_space(line)
    for guess in (_tab, *_VALUES, _colon_space, _dash_space):
        yield from guess(line)
    by_place = (_indentation, _no_colon)
    for place in by_place if bare_key(lines, number) is None else by_place[::-1]:
        yield from place(lines, number)


def _bare_key(lines: list[str], number: int) -> Iterator[Repair]:
    bare = bare_key(lines, number)
    if bare and bare.sure:
        cause = f"The colon is missing after '{bare.word}'."
        fix = f"{bare.head}{bare.word}: {bare.rest}".rstrip()
        column = len(bare.head) + len(bare.word) + 1
        yield Repair("no-colon", column, cause, fix)


def _parts(line: str) -> Iterator[_Parts]:
    """Answer the line with what follows its first key, then with the whole item."""
    found = _LINE.match(line)
    if found is None or not found["value"]:
        return
    key = found["key"] or ""
    if not found["head"]:
        # Neither a key, nor a dash, nor blanks: no value could stand here.
        return
    whole = _Parts(line, found["head"], key, found["value"], found["tail"])
    start = re.match(r"[ \t]*(?:-[ \t]+)*", line)
    first = start.group() if start else ""
    is_item = "-" in first
    wide = _Parts(line, first, "", (whole.head + whole.value)[len(first) :], whole.tail)
    if is_item and key and not _KEY_WORD.fullmatch(key):
        yield wide
        yield whole
    else:
        yield whole
        if is_item and key:
            yield wide


def _tab(line: str) -> Iterator[Repair]:
    indent = _INDENT.match(line)
    blanks = indent.group() if indent else ""
    if "\t" in blanks:
        cause = "A tab stands at the beginning of this line; type two spaces instead."
        for width in (2, 4):
            fix = blanks.replace("\t", " " * width) + line[len(blanks) :]
            yield Repair("tab-indentation", blanks.index("\t") + 1, cause, fix)


def _curly(line: str) -> Iterator[Repair]:
    for parts in _parts(line):
        words = between_curly_quotes(parts.value)
        if words is not None:
            cause = (
                "Curly quotes do not count as quotes here; "
                'type straight quotes (") around the text.'
            )
            yield Repair(
                "smart-quotes", len(parts.head) + 1, cause, parts.quoted(words)
            )


def _single_quote(line: str) -> Iterator[Repair]:
    for parts in _parts(line):
        value, column = parts.value, len(parts.head) + 1
        if not value.startswith("'"):
            continue
        if len(value) > 1 and value.endswith("'"):
            inner = value[1:-1]
            cause = (
                "The text has an apostrophe and stands between single quotes; "
                "put double quotes around it."
            )
            at = column + 1 + max(inner.find("'"), 0)
            yield Repair("apostrophe", at, cause, parts.quoted(inner))
        elif value.count("'") > 1:
            yield _text_after_quote(parts)
        elif re.match(r"'(?:[0-9]|t(?:is|was)\b)", value):
            cause = "A text that begins with an apostrophe needs quotes around it."
            yield Repair("unclosed-quote", column, cause, parts.quoted(value))
        else:
            yield _unclosed_quote(parts)


def _double_quote(line: str) -> Iterator[Repair]:
    for parts in _parts(line):
        value, column = parts.value, len(parts.head) + 1
        if not value.startswith('"'):
            continue
        if len(value) > 1 and value.endswith('"'):
            inner = value[1:-1]
            if "\\" in inner:
                cause = (
                    "A backslash between double quotes has a meaning of its own; "
                    "type it twice."
                )
                at = column + 1 + inner.index("\\")
                fix = parts.head + '"' + inner.replace("\\", "\\\\") + '"' + parts.tail
                yield Repair("backslash", at, cause, fix)
            cause = (
                "The text has quotes inside its quotes; "
                "put the other kind of quotes around it."
            )
            at = column + 1 + max(inner.find('"'), 0)
            yield Repair("quote-inside", at, cause, parts.quoted(inner))
        elif value.count('"') > 1:
            yield _text_after_quote(parts)
        else:
            yield _unclosed_quote(parts)


def _text_after_quote(parts: _Parts) -> Repair:
    cause = (
        "Only some of the words stand between quotes; put quotes around the whole text."
    )
    column = len(parts.head) + 1
    return Repair("text-after-quote", column, cause, parts.quoted(parts.value))


def _unclosed_quote(parts: _Parts) -> Repair:
    cause = "A quote opens here and never closes; close it at the end of the text."
    column = len(parts.head) + 1
    return Repair("unclosed-quote", column, cause, parts.quoted(parts.value[1:]))


def _bracket(line: str) -> Iterator[Repair]:
    for parts in _parts(line):
        opening = parts.value[0]
        closing = {"[": "]", "{": "}"}.get(opening)
        if closing and closing not in parts.value:
            cause = f"The bracket {opening} opens here and never closes."
            fix = f"{parts.head}{parts.value}{closing}{parts.tail}"
            yield Repair("unclosed-bracket", len(parts.head) + 1, cause, fix)


def _list_beside_key(line: str) -> Iterator[Repair]:
    for parts in _parts(line):
        if parts.key and parts.value.startswith("- "):
            cause = (
                "An item of a list stands on a line of its own, below its key; "
                "if this is a text, put quotes around it."
            )
            indent = " " * (len(parts.head) - len(parts.head.lstrip(" -")) + 2)
            fix = f"{parts.head.rstrip()}\n{indent}{parts.value}{parts.tail}"
            yield Repair("list-beside-key", len(parts.head) + 1, cause, fix)


def _special_start(line: str) -> Iterator[Repair]:
    for parts in _parts(line):
        if parts.value[0] in _SPECIAL:
            cause = f"A text that begins with {parts.value[0]} needs quotes around it."
            fix = parts.quoted(parts.value)
            yield Repair("special-start", len(parts.head) + 1, cause, fix)


def _colon_in_text(line: str) -> Iterator[Repair]:
    for parts in _parts(line):
        found = re.search(r":(?=[ \t]|\Z)", parts.value)
        if found and parts.value[0] not in "\"'":
            cause = (
                "The text has a colon followed by a space, "
                "so it needs quotes around it."
            )
            if not parts.value[found.end() :]:
                cause = "The text ends with a colon, so it needs quotes around it."
            column = len(parts.head) + found.start() + 1
            yield Repair("colon-in-text", column, cause, parts.quoted(parts.value))


_VALUES: tuple[Callable[[str], Iterator[Repair]], ...] = (
    _curly,
    _single_quote,
    _double_quote,
    _bracket,
    _list_beside_key,
    _special_start,
    _colon_in_text,
)


def _colon_space(line: str) -> Iterator[Repair]:
    found = _NO_SPACE.fullmatch(line)
    if found:
        cause = "A space is missing after the colon."
        column = len(found["head"])
        fix = f"{found['head']} {found['rest']}"
        yield Repair("no-space-after-colon", column, cause, fix)


def _dash_space(line: str) -> Iterator[Repair]:
    found = _NO_DASH_SPACE.fullmatch(line)
    if found:
        cause = "A space is missing after the dash."
        fix = f"{found['head']} {found['rest']}"
        yield Repair("dash-without-space", len(found["head"]), cause, fix)


def _indentation(lines: list[str], number: int) -> Iterator[Repair]:
    line = lines[number]
    words = line.lstrip(" \t")
    now = len(line) - len(words)
    known: dict[int, None] = {}
    for above in reversed(lines[max(0, number - 200) : number]):
        start = re.match(r" *(?=[^\s#])(?:- +)*", above)
        if start:
            known.setdefault(len(above) - len(above.lstrip(" ")))
            known.setdefault(start.end())
        if 0 in known:
            break
    for width in sorted(known, key=lambda width: abs(width - now)):
        if width != now:
            begins, rule = _spaces(now), "indentation"
            if "\t" in line[:now]:
                begins, rule = "a tab", "tab-indentation"
            cause = (
                f"This line begins with {begins} and should begin with "
                f"{_spaces(width)}, like the lines that it belongs to."
            )
            yield Repair(rule, now + 1, cause, " " * width + words)


def _no_colon(lines: list[str], number: int) -> Iterator[Repair]:
    line = lines[number]
    cause = (
        "This line has no colon after its first word; if it goes on with the text "
        "above, put two more spaces before it."
    )
    words = line.lstrip(" \t")
    indent = len(line) - len(words)
    if not words or words[0] in "-?%:":
        return
    found = _NO_COLON.fullmatch(line)
    rest = found["rest"].strip() if found else ""
    is_key = found is not None and not rest[:1].islower()
    named = (
        [Repair("no-colon", len(found["head"]) + 1, cause, f"{found['head']}: {rest}")]
        if found
        else []
    )
    deeper = [
        Repair("no-colon", indent + 1, cause, " " * (indent + more) + words)
        for more in (2, 4)
        if number
    ]
    for repair in named + deeper if is_key else deeper + named:
        yield repair._replace(fix=repair.fix.rstrip())


def _spaces(count: int) -> str:
    return {0: "no space", 1: "1 space"}.get(count, f"{count} spaces")
