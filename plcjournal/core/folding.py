"""Words as text: what is none, and what people take for the same."""

import unicodedata


def folded(text: str) -> str:
    """Answer a text without accents and case."""
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def is_text(words: str) -> bool:
    """Say whether words are text throughout, without bytes that stand for none."""
    return words.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in words)
