"""Stand-ins for records that were read before; the laws say the rest."""

import pytest
from builders import NAME, journal, remembered

from plcjournal.core.recalled import Recalled, values_of


def test_a_stand_in_reads_like_its_record() -> None:
    light = remembered(journal()).cycles[NAME]
    assert light.evidence.measures[0].results[1].count == 42
    assert light.action.learning[0].with_ == "coach"
    assert light.priority.answers == {"wonder": "Do they count digits?"}
    assert light.priority.learners.size == 64


def test_a_contested_value_stays_as_it_was() -> None:
    stand_in = Recalled({"values": [{"value": {"a": [1]}}]})
    assert stand_in.values[0].value == {"a": [1]}


def test_an_unknown_attribute_is_named() -> None:
    with pytest.raises(AttributeError, match="gone"):
        _ = Recalled({}).gone


def test_the_values_behind_a_stand_in_can_be_had() -> None:
    values = {"title": "a"}
    assert values_of(Recalled(values)) is values
