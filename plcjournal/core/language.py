"""Texts in several languages: which one a journal shows."""

from collections.abc import Mapping

LANGUAGES = ("en", "cy", "fr")


def said(text: Mapping[str, str], language: str) -> str:
    """Answer a text in a language, in English where it has not been translated."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
