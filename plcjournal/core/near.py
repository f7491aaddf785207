"""Names that nearly match: suggested, never acted on."""

from collections.abc import Iterable, Sequence


def near(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Answer the known names closest to a word, best first."""
    from difflib import get_close_matches

    return tuple(get_close_matches(word, [*known], n=most, cutoff=0.6))


def or_list(words: Iterable[str]) -> str:
    """Join names for a sentence: `a, b or c`."""
    *most, last = [*words]
    return f"{', '.join(most)} or {last}" if most else last


def meant(close: Sequence[str], otherwise: str) -> str:
    """Answer a hint: the names somebody may have meant, or what to do without any."""
    return f"Did you mean {or_list(close)}?" if close else otherwise
