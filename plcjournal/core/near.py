"""Names that nearly match: suggested, never acted on."""

from collections.abc import Iterable, Sequence

_CLOSE = 0.6


def near(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Answer the known names closest to a word, best first.

    They are those of `difflib.get_close_matches`, which would weigh every name: of ten
    thousand, most cannot be closer than what was found already.
    """
    from difflib import SequenceMatcher

    weigher = SequenceMatcher(None, "", word)
    bounds: list[tuple[float, str]] = []
    for name in known:
        weigher.set_seq1(name)
        if weigher.real_quick_ratio() >= _CLOSE:
            bounds.append((weigher.quick_ratio(), name))
    best: list[tuple[float, str]] = []
    for bound, name in sorted(bounds, reverse=True):
        if bound < (best[-1][0] if len(best) == most else _CLOSE):
            break
        weigher.set_seq1(name)
        best = sorted([*best, (weigher.ratio(), name)], reverse=True)[:most]
    return tuple(name for ratio, name in best if ratio >= _CLOSE)


def or_list(words: Iterable[str]) -> str:
    """Join names for a sentence: `a, b or c`."""
    *most, last = [*words]
    return f"{', '.join(most)} or {last}" if most else last


def meant(close: Sequence[str], otherwise: str) -> str:
    """Answer a hint: the names somebody may have meant, or what to do without any."""
    return f"Did you mean {or_list(close)}?" if close else otherwise
