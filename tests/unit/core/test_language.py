"""Which language of a text is shown."""

import pytest

from plcjournal.core.language import said


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ({"en": "Need", "cy": "Angen"}, "cy", "Angen"),
        ({"en": "Need", "cy": ""}, "cy", "Need"),
        ({"fr": "Besoin"}, "cy", "Besoin"),
        ({}, "en", ""),
    ],
)
def test_a_text_is_shown_in_the_best_language_there_is(
    text: dict[str, str], language: str, shown: str
) -> None:
    assert said(text, language) == shown
