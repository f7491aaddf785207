"""What the fields of records hold, as far as edits ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from plcjournal.core.parse import KINDS
from plcjournal.core.records import Action, Learning, LogEntry, Measure, Result
from plcjournal.core.settings import Privacy, Settings
from plcjournal.core.shape import Record, Words, inner_record, keys, kind_of, plain
from plcjournal.core.values import Unquoted


@pytest.mark.parametrize(
    ("record", "key", "kind"),
    [
        (Measure, "name", "text"),
        (Measure, "kind", "words"),
        (Measure, "cut", "record"),
        (Measure, "groups", "list"),
        (Measure, "same_learners", "flag"),
        (Result, "date", "date"),
        (Result, "size", "number"),
        (Result, "mean", "number"),
        (Result, "levels", "mapping"),
        (Action, "because", "list"),
        (Learning, "with", "text"),
        (Learning, "with_", ""),
        (Learning, "extra", ""),
        (Settings, "privacy", "record"),
        (Privacy, "min_group", "number"),
    ],
)
def test_a_key_holds_what_its_field_says(
    record: type[Record], key: str, kind: str
) -> None:
    assert kind_of(record, key) == kind


def test_a_list_of_records_knows_their_class() -> None:
    assert inner_record(Measure, "results") is Result
    assert inner_record(Action, "because") is None


@pytest.mark.parametrize("kind", ["priority", "evidence", "action", "review"])
def test_answers_and_contested_fields_stand_last(kind: str) -> None:
    assert keys(KINDS[kind])[0] == "format"
    assert keys(KINDS[kind])[-2:] == ("answers", "contested")


def test_plain_values_hold_every_field_under_the_key_people_type() -> None:
    made = Learning.model_validate({"id": "a", "what": "b", "with": "coach", "x_": 1})
    assert plain(made) == {
        "id": "a",
        "what": "b",
        "with": "coach",
        "status": "planned",
        "why": None,
        "x_": 1,
    }


def test_a_record_inside_another_may_stand_for_itself() -> None:
    privacy = Privacy(min_group=5)
    assert Settings(privacy=privacy).privacy is privacy


@given(st.characters())
def test_what_is_taken_at_once_holds_nothing_that_is_refused(character: str) -> None:
    if not character.isprintable():
        return
    text = f"a{character}b"
    # An Unquoted word goes the long way.
    assert LogEntry.model_validate({"id": "a", "text": text}).text == text
    assert LogEntry.model_validate({"id": "a", "text": Unquoted(text)}).text == text
    for said in (character, Unquoted(character)):
        try:
            words = Assumed.model_validate({"words": said}).words
        except ValidationError:
            words = ""
        assert words.strip() == character.strip()


class Assumed(Record):
    words: Words
