"""On texts that people might write, the gate is right nearly always when it blocks."""

import pytest
from measuring import Labelled, Score, blocking, measured

LABELLED, HELD_OUT = Labelled.read("labelled"), Labelled.read("heldout")


@pytest.fixture(scope="module")
def score() -> Score:
    return measured(LABELLED, HELD_OUT)


def test_there_are_enough_texts_and_half_of_them_are_harmless() -> None:
    labels = [*LABELLED.texts.values(), *HELD_OUT.texts.values()]
    assert len(labels) >= 300
    assert 0.4 <= sum(not rules for rules in labels) / len(labels) <= 0.6
    assert len(HELD_OUT.texts) * 2 >= len(LABELLED.texts)


def test_no_text_is_in_both_sets() -> None:
    assert not LABELLED.texts.keys() & HELD_OUT.texts.keys()


def test_what_blocks_is_right_in_ninety_eight_of_a_hundred(score: Score) -> None:
    rules = blocking(score)
    assert score.precision(*rules) >= 0.98, score.told
    for rule in rules:
        assert score.precision(rule) >= 0.98, (rule, score.told)


def test_what_blocks_is_seldom_missed(score: Score) -> None:
    assert score.recall(*blocking(score)) >= 0.95, score.told


def test_warnings_are_right_more_often_than_not(score: Score) -> None:
    mild = [rule for rule in score.rules if rule not in blocking(score)]
    assert score.precision(*mild) >= 0.9, score.told
    assert score.recall(*mild) >= 0.9, score.told


def test_no_harmless_text_is_blocked() -> None:
    for labelled in (LABELLED, HELD_OUT):
        harmless = Labelled(
            labelled.names, {t: r for t, r in labelled.texts.items() if not r}
        )
        assert blocking(measured(harmless)) == []
