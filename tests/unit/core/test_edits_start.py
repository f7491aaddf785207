"""A cycle begins with one title."""

from dataclasses import replace
from typing import Any

import pytest
from builders import NAME, journal, record

from plcjournal.core.edits.edited import NotEditable, Refused, new_id, slug, values_of
from plcjournal.core.edits.start import (
    AlreadyThere,
    Start,
    remove_cycle,
    start_cycle,
    weeks_later,
)

START = Start(title="Tell the time", team="maths", opened="2025-11-03")
TIME = "maths/2025-11-tell-the-time"


def test_a_title_is_enough() -> None:
    edited = start_cycle(journal(), START)
    cycle = edited.journal.cycles[TIME]
    assert edited.cycle == TIME
    assert cycle.priority.title == "Tell the time"
    assert cycle.priority.model == "small"
    assert cycle.priority.review_by == "2025-12-01"
    assert cycle.priority.answers == {"wonder": ""}
    assert cycle.evidence == record("evidence", {})
    assert edited.journal.without_cycle(TIME) == journal()
    assert edited.sentence == "Started the cycle 'Tell the time'"


def test_everything_that_was_said_is_kept() -> None:
    said = replace(
        START,
        need="They count",
        review_by="2026-01-10",
        learners="Grade 4",
        size=64,
        question="Do they?",
        model="short-one",
        facilitator="coach",
        follows=NAME,
        adapts="other:team/2025-01-time",
    )
    priority = start_cycle(journal(), said).journal.cycles[TIME].priority
    assert (priority.learners.group, priority.learners.size) == ("Grade 4", 64)
    assert (priority.need, priority.question) == ("They count", "Do they?")
    assert (priority.review_by, priority.model) == ("2026-01-10", "small")
    assert (priority.facilitator, priority.follows) == ("coach", NAME)
    assert priority.adapts == "other:team/2025-01-time"


def test_a_model_nobody_knows_is_kept_as_it_was_said() -> None:
    made = start_cycle(journal(), replace(START, model="gone")).journal.cycles[TIME]
    assert made.priority.model == "gone"
    assert made.priority.answers == {}


def test_a_cycle_that_exists_is_left_alone() -> None:
    there = Start(title="Fractions", team="maths", opened="2025-10-31")
    with pytest.raises(AlreadyThere) as error:
        start_cycle(journal(), there)
    assert (
        error.value.hint
        == "Go on with it: plc next maths/2025-10-fractions (or choose another title)"
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"title": " "}, "Nothing was changed: 'title': This must not be empty."),
        ({"title": "a\nb"}, "Nothing was changed: 'title': This must be one line."),
        (
            {"size": -1},
            (
                "Nothing was changed: 'learners.size': "
                "This must be a whole number, 0 or more."
            ),
        ),
        (
            {"title": "", "size": -1},
            "Nothing was changed: 'title': This must not be empty. (and 1 more)",
        ),
    ],
)
def test_what_makes_no_record_is_refused(said: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused) as error:
        start_cycle(journal(), replace(START, **said))
    assert error.value.sentence == message


@pytest.mark.parametrize(
    ("weeks", "model", "opened", "day"),
    [
        (None, {}, "2025-11-03", "2025-12-01"),
        (2, {}, "2025-11-03", "2025-11-17"),
        (2, {}, "2025-11-01", "2025-11-17"),
        (2, {}, "2025-11-02", "2025-11-17"),
        (2, {}, "2025-11-07", "2025-11-21"),
        (None, {"weeks": None}, "2025-11-03", "2025-12-15"),
        (10**9, {}, "2025-11-03", "9999-12-31"),
        (1, {}, "9999-12-20", "9999-12-27"),
        (1, {}, "9999-12-25", "9999-12-31"),
    ],
)
def test_the_review_comes_weeks_later_on_a_working_day(
    weeks: int | None, model: dict[str, Any], opened: str, day: str
) -> None:
    made = journal(
        ("plc", "weeks", weeks), *(("model", k, v) for k, v in model.items())
    )
    assert weeks_later(made, made.models["small"], opened) == day


def test_without_a_model_a_cycle_takes_six_weeks() -> None:
    assert weeks_later(journal(), None, "2025-11-03") == "2025-12-15"


def test_a_cycle_that_was_a_mistake_is_taken_away_whole() -> None:
    made = journal()
    edited = remove_cycle(made, made.cycles[NAME])
    assert edited.journal.cycles == {}
    assert len(edited.removed) == 4
    assert all(path.startswith(f"cycles/{NAME}/") for path in edited.removed)


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Number talks, three times!", "number-talks-three-times"),
        ("Élèves d'été", "eleves-d-ete"),
        ("a" * 50, "a" * 32),
        ("word " * 10, "word-word-word-word-word-word"),
    ],
)
def test_a_slug_is_made_of_words(words: str, made: str) -> None:
    assert slug(words) == made


@pytest.mark.parametrize("words", ["", "!!!", "😀", "\x00"])
def test_words_without_letters_still_get_a_slug(words: str) -> None:
    assert slug(words).startswith("item-")
    assert slug(words) == slug(words)


def test_the_same_words_again_and_again_get_an_id_each_time() -> None:
    taken: list[str] = []
    for _ in range(50):
        taken.append(new_id("Went well", taken))
    assert len({*taken}) == 50
    assert taken[:1] == ["went-well"]
    assert all(name.startswith("went-well") for name in taken)


def test_a_record_that_cannot_be_read_is_never_written() -> None:
    cycle = journal(("evidence", "format", 2)).cycles[NAME]
    with pytest.raises(NotEditable) as error:
        values_of(cycle, "evidence")
    assert (
        error.value.hint
        == f"See what is wrong: plc validate cycles/{NAME}/evidence.yaml"
    )
