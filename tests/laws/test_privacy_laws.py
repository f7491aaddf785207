"""What privacy finds does not depend on what else is said, or on how it is typed."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from plcjournal.core import privacy
from plcjournal.core.settings import Privacy

FIRST = ["Zoë", "Gwenllian", "Aimé-Luc", "Ó Ficsean", "Łucja", "Iñés Fantasma"]
BLOCKED = [
    "Ask a@b.org today",
    "UPN B801200005001",
    "Ring 020 7946 0123",
    "He scored 4/10",
    "Born 3 May 2015",
    "Three pupils with autism read",
    "OSIS 204518377",
    "Zoë reads",
]
HARMLESS = [
    "The class compares fractions",
    "Week 3 went well",
    "25 of 64 reached level 3",
    "See pages 46 to 71",
    "Our project was born in May",
    "On average the group scored 6.2/10",
    "ISBN 978-0-306-40615-7",
    "The poet was born in 1914",
    "Mae'r dosbarth yn siarad",
    "Les élèves comparent",
]
LETTERS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "M", "Cf"]),
    max_size=80,
)


def _rules(text: str, *names: str) -> set[str]:
    found = privacy.check_text(text, Privacy(), names, path="a.yaml")
    return {one.rule for one in found if one.blocks}


@given(st.sampled_from(BLOCKED), st.lists(st.sampled_from(HARMLESS), max_size=4))
def test_harmless_sentences_around_it_never_hide_what_blocks(
    text: str, others: list[str]
) -> None:
    alone = _rules(text, "Zoë")
    assert alone
    for joint in (". ", "\n"):
        assert alone <= _rules(joint.join([*others, text]), "Zoë")
        assert alone <= _rules(joint.join([text, *others]), "Zoë")


def _typed(name: str, way: int) -> str:
    bare = "".join(
        c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)
    )
    return [
        name,
        name.upper(),
        name.lower(),
        bare,
        bare.lower(),
        bare.swapcase(),
        unicodedata.normalize("NFD", name),
        name.replace(" ", "-").replace("-", "_"),
        name.replace(" ", "\u00a0"),
    ][way]


@given(
    st.sampled_from(FIRST),
    st.integers(0, 8),
    st.sampled_from(["", "Then ", "«", "'", "- "]),
    st.sampled_from(["", "'s book", "\u2019s book", ", too", "."]),
)
def test_a_listed_name_is_found_in_any_case_and_accent(
    name: str, way: int, before: str, after: str
) -> None:
    found = _rules(f"{before}{_typed(name, way)}{after}", *FIRST)
    assert "listed-name" in found


@given(LETTERS)
def test_any_text_is_looked_at_and_every_rewrite_takes_the_words_away(
    text: str,
) -> None:
    for found in privacy.check_text(text, Privacy(), FIRST, path="a.yaml"):
        assert found.message
        assert found.fix != text
        assert not found.line


@given(LETTERS, st.sampled_from(BLOCKED))
def test_what_is_allowed_never_blocks_and_everything_else_still_does(
    text: str, blocked: str
) -> None:
    every = privacy.check_text(blocked, Privacy(), ["Zoë"], path="a.yaml")
    words = [one.message.split("'")[1] for one in every if one.blocks]
    entry = {"words": words[0], "reason": "The team agreed"}
    gate = Privacy.model_validate({"allow": (entry,)})
    found = privacy.check_text(blocked, gate, ["Zoë"], path="a.yaml")
    assert not [one for one in found if one.message.split("'")[1] == words[0]]
    other = privacy.check_text(f"{text}\na@b.com", gate, [], path="a.yaml")
    assert any("a@b.com" in one.message for one in other)


@given(LETTERS)
def test_a_name_of_the_list_is_told_only_where_the_text_says_it(text: str) -> None:
    name = "Qwzxj Vbnmk"
    for found in privacy.check_text(text, Privacy(), [name], path="a.yaml"):
        assert name not in f"{found.message}{found.fix}"
