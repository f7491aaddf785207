"""Words compared as people compare them: accents and case aside."""

import unicodedata


def folded(text: str) -> str:
    """Answer a text without accents and case."""
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
