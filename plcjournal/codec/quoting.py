"""Hides which texts may stand without quotes, and how quotes are put around others."""

import re

from plcjournal.core.values import Unquoted, typed

# What closes a curly quote, as people type them in English, German, French, Swedish.
_CLOSED_BY = {
    "\u201c": "\u201d",
    "\u2018": "\u2019",
    "\u201e": "\u201c\u201d",
    "\u201a": "\u2018\u2019",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "\u2039": "\u203a",
    "\u201d": "\u201d",
    "\u2019": "\u2019",
}
_APOSTROPHE = re.compile("(?<=\\w)\u2019(?=\\w)")

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# These are kept as text: what reads them takes a while to make, and is rarely needed.
_ESCAPED = '["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]'
_STRANGE = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_STRANGE_IN_BLOCK = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[^\\S\n](?:\n|$)"
)
_STARTS_ELSE = frozenset("-?:,[]{}#&*!|>'\"%@`=<.") | frozenset(_CLOSED_BY)
# What YAML 1.1 or 1.2, or a tool in between, reads as a number, a truth or a time.
_OTHER = re.compile(
    r"[-+]?\.?[0-9][0-9_,]*(?:[.:][0-9_]*)*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?0[xob][0-9a-fA-F_]*|[-+]?\.(?:inf|nan)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|\s+)[0-9:.Zz+\-\s]*"
    r"|y|n|yes|no|on|off|true|false|null|~",
    re.IGNORECASE,
)


def stands_plain(text: str) -> bool:
    """Say whether every YAML reader takes a text for itself without quotes."""
    return (
        bool(text)
        and text[0] not in _STARTS_ELSE
        and text.strip() == text
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and (text.isprintable() or re.search(_STRANGE, text) is None)
        and _OTHER.fullmatch(text) is None
        and isinstance(typed(text), str)
        and not isinstance(typed(text), Unquoted)
    )


def stands_in_block(text: str) -> bool:
    """Say whether a text reads back the same as lines below a bar."""
    return (
        "\n" in text
        and not text[0].isspace()
        and "\n\t" not in text
        and re.search(_STRANGE_IN_BLOCK, text) is None
    )


def between_curly_quotes(text: str) -> str | None:
    """Answer what stands between the curly quotes around a text, if they are a pair."""
    closing = _CLOSED_BY.get(text[:1], "")
    inner = text[1:-1]
    if len(text) < 2 or text[-1] not in closing:
        return None
    rest = _APOSTROPHE.sub("", inner)
    return None if text[0] in rest or text[-1] in rest else inner


def in_quotes(text: str) -> str:
    """Answer a text as one quoted line, easy on the eye where it has quotes in it."""
    is_quoting = '"' in text and "'" not in text and "\\" not in text
    if is_quoting and not re.search(_STRANGE, text):
        return f"'{text}'"
    return f'"{re.sub(_ESCAPED, _escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
