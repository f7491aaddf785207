"""What one text or record says of people: exact words, place, why and a rewrite."""

import time
from typing import Any

import pytest
from builders import Change, findings, journal, record

from plcjournal.core import privacy
from plcjournal.core.findings import Finding, Severity
from plcjournal.core.settings import Privacy


def _gate(*allowed: str) -> Privacy:
    allow = [{"words": words, "reason": "The team agreed"} for words in allowed]
    made: Privacy = record("settings", {"privacy": {"allow": allow}}).privacy
    return made


def _look(text: str, *names: str, gate: Privacy | None = None) -> list[Finding]:
    return [*privacy.check_text(text, gate or _gate(), names, path="a.yaml")]


def _rules(text: str, *names: str) -> list[str]:
    return [one.rule for one in _look(text, *names)]


def _in(*changes: Change, names: tuple[str, ...] = ()) -> list[Finding]:
    made = journal(*changes)
    return [*privacy.check(made, made.records(), names)]


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("Sara's book shows it", "Sara", "A learner's book shows it"),
        ("Then Sara Fictive read", "Sara Fictive", "Then a learner read"),
        ("The pupil Tegwen reads", "Tegwen", "The pupil A reads"),
        ("Then the only girl sang", "the only girl", "Then some learners sang"),
        (
            "UPN B801200005001 left",
            "B801200005001",
            "UPN (number left out) left",
        ),
        ("Ring 020 7946 0123 now", "020 7946 0123", "Ring (number left out) now"),
        (
            "He was born on 3 May 2015 there",
            "born on 3 May 2015",
            "He was (date of birth left out) there",
        ),
        ("He scored 4/10 today", "scored 4/10", "He (marks left out) today"),
        ("Zoë scored nothing", "Zoë", "a learner scored nothing"),
        ("Lives near SW1A 1AA now", "SW1A 1AA", "Lives near (place left out) now"),
    ],
)
def test_a_finding_shows_the_words_and_the_text_without_them(
    text: str, words: str, fix: str
) -> None:
    (found,) = _look(text, "Zoe")
    assert found.message.startswith(f"'{words}' ")
    assert found.fix == fix


def test_what_is_private_is_told_with_how_few_are_meant() -> None:
    (found,) = _look("Three quiet EAL pupils listened")
    assert found.severity is Severity.ERROR
    assert found.message == (
        "'Three quiet EAL pupils' together with 'EAL' is private and points at few"
        " learners."
    )
    assert found.fix == "Some learners listened"


def test_how_few_is_the_smallest_group_of_the_journal() -> None:
    text = "Seven pupils with autism read"
    small = Privacy(min_group=5)
    assert [f.rule for f in _look(text)] == ["sensitive-few"]
    assert [f.rule for f in _look(text, gate=small)] == ["sensitive-category"]


def test_very_many_marks_are_shown_in_part() -> None:
    pairs = ", ".join(f"Pupil {n} {n % 20}" for n in range(1, 40))
    (found,) = _look(pairs)
    assert len(found.message) < 160
    assert "…" in found.message


def test_each_word_is_told_once_however_often_it_stands_there() -> None:
    assert _rules("Sara and Sara and SARA read") == ["likely-name"]


def test_one_detector_speaks_where_several_mean_the_same_words() -> None:
    assert _rules("Zoë's book", "Zoe") == ["listed-name"]
    assert _rules("OSIS 204518377") == ["learner-number"]


@pytest.mark.parametrize(
    "text",
    [
        "One learner explains while the partner draws; EAL learners choose first",
        "2 in 5 pupils on FSM read daily",
        "Work in groups of three pupils, EAL learners mixed in",
        "Year 4 pupils with EAL",
        "One SEN teacher joined",
        "Two pupils spoke in autism awareness week",
        "Malala Yousafzai was born on 12 July 1997",
        "Harry Potter has 7 books",
        "Lessons 01 02 03 04 05 use strips",
        "Dates: 08.10.2025 03.12.2025 12/01/2026",
        "January 12, February 14, March 9, April 17, May 11",
    ],
)
def test_what_only_looks_like_it_blocks_nothing(text: str) -> None:
    assert not [one for one in _look(text) if one.blocks]


def test_staff_in_a_list_of_numbers_are_no_learners_with_marks() -> None:
    text = "Sara 3, Owen 4, Ana 2, Nia 5, Eva 3 visits"
    assert _rules(text.removesuffix(" visits")) == ["one-learner-marks"]
    staff = frozenset({"sara", "owen", "ana", "nia", "eva"})
    found = privacy.check_text(text, _gate(), (), path="a.yaml", known=staff)
    assert found == ()


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("2 15 03 75 116 001 12 stood there", ["number-like-an-id"]),
        ("2 15 03 75 116 001 13 stood there", []),
        ("2345678916 stood there", ["number-like-an-id"]),
        ("2345678917 stood there", []),
        ("Lives near sw1a 1aa", []),
        ("0306406152 is on the shelf", []),
        ("Parents of EAL", ["sensitive-category"]),
        ("Parents of JS", ["likely-name"]),
        ("The ANN model", []),
        ("Sara and Nia (2019) say so", []),
        ("Sara Street and Sara Primary School", []),
        ("Mrs Sara Fictive", []),
        ("Sara's score was 4/10", ["one-learner-marks"]),
        ("Everyone's score was 4/10", []),
        ("Cafodd y disgyblion 4/10", []),
        ("Call 555 0123 tonight", ["phone-number"]),
        ("The code U.S. or J.S", []),
    ],
)
def test_shapes_and_neighbours_decide(text: str, rules: list[str]) -> None:
    assert _rules(text) == rules


def test_a_learner_with_initials_becomes_a_learner_with_a_letter() -> None:
    (found,) = _look("The boy J.S. asked")
    assert found.fix == "The boy A asked"


def test_a_list_of_hundreds_is_told_only_so_far() -> None:
    many = " ".join(f"a{n}@b.org" for n in range(300))
    assert len(_look(many)) == 200


# Names of the local list


def test_a_part_of_a_listed_name_is_only_a_warning() -> None:
    (found,) = _look("Then Qwenna read", "Qwenna Fictive")
    assert (found.rule, found.severity) == ("likely-name", Severity.WARNING)
    assert _rules("then qwenna read", "Qwenna Fictive") == []


def test_a_name_that_is_a_word_counts_where_it_is_written_as_a_name() -> None:
    assert _rules("They will mark it in may", "Will", "Mark", "May") == []
    assert _rules("Will they see it?", "Will") == []
    assert _rules("Then Will read", "Will") == ["listed-name"]
    assert _rules("Will explained it", "Will") == ["listed-name"]


def test_words_of_a_longer_phrase_that_is_allowed_may_stand() -> None:
    gate = _gate("Grace Hopper")
    assert _look("Grace Hopper wrote it", "Grace", gate=gate) == []
    assert _look("Grace wrote it", "Grace", gate=gate)
    assert _look("Grace Hoppers wrote it", "Grace", gate=gate)


def test_a_list_in_the_way_of_registers_counts_in_both_orders() -> None:
    for text in ("Ana Fictive read", "FICTIVE ANA", "fictive, ana", "ana.fictive"):
        assert "listed-name" in _rules(text, "Fictive, Ana")


# Places in records


def test_a_key_of_another_tool_tells_what_its_value_is() -> None:
    found = _in(("priority", "x_dob", "2015-05-03"), ("team", "x_oen", "204518377"))
    assert sorted((f.rule, f.field) for f in found) == [
        ("birth-date", "priority.x_dob"),
        ("learner-number", "teams.maths.x_oen"),
    ]
    assert _in(("priority", "x_made", "2015-05-03")) == []


def test_a_number_without_quotes_is_looked_at_as_well() -> None:
    (found,) = _in(("priority", "x_osis", 204518377))
    assert found.rule == "learner-number"


def test_a_key_may_name_somebody() -> None:
    (found,) = _in(("priority", "answers", {"zoe": "x"}), names=("Zoë",))
    assert found.field == "priority.answers.zoe"
    (found,) = _in(("priority", "x_a", {"a@b.org": 1}))
    assert found.rule == "e-mail-address"


def test_what_is_private_and_how_few_may_stand_in_two_texts_of_one_item() -> None:
    noticed = {"id": "quiet", "noticed": "Three pupils stopped reading"}
    apart = {**noticed, "means": "They are quiet readers"}
    joint = {**noticed, "means": "They are new EAL learners"}
    assert _in(("evidence", "observations/0", apart)) == []
    (found,) = _in(("evidence", "observations/0", joint))
    assert found.rule == "sensitive-few"
    assert found.field == "evidence.observations.quiet.noticed"
    assert "'EAL'" in found.message or "'EAL " in found.message


def test_two_items_are_not_taken_together() -> None:
    made = [
        {"id": "a", "noticed": "Three pupils stopped reading"},
        {"id": "b", "noticed": "EAL learners explain less"},
    ]
    found = _in(("evidence", "observations", made))
    assert [one.rule for one in found] == ["sensitive-category"]


def test_staff_teams_and_schools_of_the_journal_are_no_learners() -> None:
    team = ("team", "members/0", {"id": "teacher-a", "name": "Sara Fictive"})
    said = ("action", "log/0/text", "Sara showed her plan")
    assert [one.rule for one in _in(said)] == ["likely-name"]
    assert _in(team, said) == []
    assert _in(("action", "actions/0/owner", "Owen")) == []
    assert _in(("plc", "school", "Owen Fictive School")) == []


def test_an_id_with_a_name_counts_beside_a_text_with_another_finding() -> None:
    item = {"id": "zoe-argues", "text": "The only girl argues"}
    found = _in(("action", "log/0", item), names=("Zoe",))
    assert {one.rule for one in found} == {"listed-name", "points-at-one"}


def test_dates_ids_and_digests_are_no_numbers_of_people() -> None:
    digest = "sha256:" + "0123456789" * 6
    assert _in(("review", "based_on", digest)) == []
    field = "evidence.measures.task.results.2025-10-08@room-12.count"
    assert _rules(f"Set {field}") == []
    assert _rules("git@example.org:school/journal.git") == []


# Figures


def test_a_cycle_about_few_learners_may_not_say_how_few() -> None:
    (found,) = _in(("priority", "learners/size", 9))
    assert found.rule == "small-group"
    assert found.field == "priority.learners.size"
    assert found.message == "The cycle is about 9 learners, who can be recognised."


@pytest.mark.parametrize(
    ("result", "rules"),
    [
        ({"size": 60, "count": 9}, ["cell-under-ten"]),
        ({"size": 60, "count": 52}, ["cell-under-ten"]),
        ({"size": 60, "count": 10}, []),
        ({"levels": {"1": 5, "2": 40}}, ["cell-under-ten"]),
        ({"size": 60, "value": 10}, ["cell-under-ten"]),
        ({"size": 60, "value": 90}, ["cell-under-ten"]),
        ({"size": 60, "value": 5}, ["small-cell"]),
        ({"size": 60, "value": 95}, ["small-cell"]),
        ({"size": 40, "value": 2.5}, ["small-cell"]),
        ({"size": 64, "value": 94.5}, []),
        ({"size": 64, "value": 96}, []),
        ({"size": 60, "value": 41}, []),
        ({"size": 60, "value": 0}, []),
        ({"value": 5}, []),
    ],
)
def test_a_cell_of_less_than_ten_is_a_warning(
    result: dict[str, Any], rules: list[str]
) -> None:
    change = ("evidence", "measures/0/results/0", {"date": "2025-10-08", **result})
    assert [one.rule for one in _in(change)] == rules


# What is allowed


def _idle(*said: str, **entry: Any) -> list[str]:
    made = journal(("plc", "privacy", {"allow": [{**entry, "reason": "Agreed"}]}))
    told = privacy.idle_entries(made, [str(entry), *said])
    return [one.message for one in told]


def test_an_entry_that_allows_nothing_is_told() -> None:
    assert _idle() == ["This entry allows nothing: it names no words and no figure."]
    assert _idle(words="Zoë") == [
        "'Zoë' is allowed, and nothing here says it any more."
    ]
    assert _idle("Then ZOE read", words="Zoë") == []
    assert _idle(field="measures.task.results.2025-10-08") == []
    assert _idle(field="measures.task.results.2024-10-08") == [
        "'measures.task.results.2024-10-08' is allowed, and there is no such figure."
    ]


def test_allowing_without_a_reason_is_an_error_of_the_record() -> None:
    found = findings(("plc", "privacy", {"allow": [{"words": "Zoë"}]}))
    assert ("missing-key", "'reason' is missing.") in {
        (one.rule, one.message) for one in found
    }


# What it costs


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 30_000,
        "0" * 60_000,
        "Sam 12, " * 8_000,
        "one of the two " * 4_000,
        "pupil " * 10_000,
        "a-" * 30_000,
        "'s " * 20_000,
        "born " * 10_000,
        "three pupils with autism " * 2_000,
        "é" * 30_000,
    ],
)
def test_a_very_long_text_takes_no_time(text: str) -> None:
    start = time.monotonic()
    privacy.check_text(text, Privacy(), ["Zoe", "Ana Maria"], path="a.yaml")
    assert time.monotonic() - start < 5
