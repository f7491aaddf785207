"""A web page or drawing as it is read: without its tags, its letters as they look."""

import html
import re

_IS_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|span|table|tr|td|h[1-6]|ul|li|svg|text|a|b|i|em"
    r"|strong|br)\b[^<>]*>|<\?xml|&(?:#x?[0-9a-f]+|[a-z]+);",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_CELL = re.compile(r"</(?:td|th)\s*>\s*", re.IGNORECASE)
_INSIDE_A_WORD = re.compile(
    r"</?(?:a|abbr|b|big|em|font|i|mark|s|small|span|strong|sub|sup|tspan|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")


def shown_text(text: str) -> str:
    """Answer a text, and, if it has tags or letters in code, also what it shows.

    The text itself comes first: what nobody sees is kept for ever as well.
    """
    if not _IS_MARKUP.search(text):
        return text
    shown = _INSIDE_A_WORD.sub("", _CELL.sub("\t", _UNSEEN.sub("\n", text)))
    return f"{text}\n\n{html.unescape(_TAG.sub(chr(10), shown))}"
