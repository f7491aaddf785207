"""No detector finds anything in a text that was called quiet."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from plcjournal.core.privacy import births, likely, marks, phones, texts, unique
from plcjournal.core.privacy.passage import Passage
from plcjournal.core.privacy.quiet import is_quiet
from plcjournal.core.privacy.vocabulary import first_names, learners, sensitive
from plcjournal.core.settings import Privacy

LABELLED = [
    text
    for name in ("labelled", "heldout")
    for told in YAML(typ="safe")
    .load(Path(__file__).parents[1] / f"privacy/{name}.yaml")["texts"]
    .values()
    for text in told
]
WORDS = sorted({word for text in LABELLED for word in text.split()})
ALARMS = sorted(
    births.CUES
    | likely.CUES
    | {*likely.THINGS.split()}
    | marks.CUES
    | phones.CUES
    | unique.TRIGGERS
    | first_names.FIRST_NAMES
    | learners.LEARNERS
    | learners.NUMBERS.keys()
    | sensitive.CODES
    | {*sensitive.CLEAR, *sensitive.UNCLEAR}
)
SIGNS = [
    *("@", " at ", " dot ", "(at)", "[dot]", ".com", " of ", "of the ", "'s ", "'"),
    *("07", "020 7946 0123", "+44", "+ (1", "2016-09-15", "2012-03-04", "1.5", "10"),
    *("12/20", " 5 of 64 ", "SW1A 1AA", "K1A 0B1", "J. S.", "A. B.", "d.o.b"),
    *("his score: 5", "Ann's mark is 4/10", "grade 4", "result 3 ", "note 12 "),
    *("2016-09 ", " 2016-09", " 123", "1", "-", "/", " ", "a", " (", ") "),
    *("4/2025-11", "18/2025-11-05", "7/2025-02-03-", "0", "tel "),
    *("AB 12", "JT: 5, KL: 6, MN 7, OP 8", "\n", ", ", "; ", ". ", "-", "|", "\t"),
    *(
        "é",
        "ß",
        "İ",
        "\u0131",
        "\u017f",
        "\u200d",
        "\u0430",
        "`",
        "\u2019",
        "\u0663",
        " a ",
    ),
]
PIECES = (
    st.sampled_from(WORDS).map(lambda word: f"{word} ")
    | st.sampled_from(SIGNS)
    | st.sampled_from(ALARMS)
    | st.sampled_from(ALARMS).map(lambda word: f"{word.title()} ")
    | st.sampled_from(ALARMS).map(lambda word: f"{word.upper()} ")
    | st.text(st.characters(codec="utf-8"), max_size=3)
)
TEXTS = st.lists(PIECES, max_size=9).map("".join)


def _says_nothing(text: str) -> None:
    watch = texts.Watch(Privacy())
    for may_doubt in (True, False):
        found = [*texts.detected(Passage(text), watch, may_doubt=may_doubt)]
        assert not found


@given(TEXTS)
def test_nothing_is_found_in_what_is_quiet(text: str) -> None:
    if is_quiet(text):
        _says_nothing(text)


@given(st.sampled_from(LABELLED), st.integers(0, 80), st.integers(0, 80))
def test_nothing_is_found_in_a_quiet_part_of_a_labelled_text(
    text: str, start: int, size: int
) -> None:
    part = text[start : start + size]
    if is_quiet(part):
        _says_nothing(part)


@given(st.dates())
def test_a_day_is_quiet_and_says_nothing(day: object) -> None:
    if re.match("[12]", str(day)):
        assert is_quiet(str(day))
        _says_nothing(str(day))


def test_harmless_words_about_a_class_are_quiet() -> None:
    for text in (
        "Again the third show of tasks, some talk because of common words.",
        "Compare fractions by reasoning about size",
        "grade-4-math/2025-10-comparing-fractions",
        "Les bandes aident à comparer",
        "25",
    ):
        assert is_quiet(text)
