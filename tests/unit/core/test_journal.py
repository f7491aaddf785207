"""How people find a record by name, and how a journal changes."""

import pytest
from builders import GONE, NAME, Change, journal, record

from plcjournal.core import layout
from plcjournal.core.journal import Journal, NoOpenCycle, NotFound, WhichOne, pick
from plcjournal.errors import Exit

OPEN: Change = ("review", "closed", None)
CYCLES = [
    "maths/2025-10-fractions",
    "maths/2025-11-time",
    "reading/2025-10-fractions-too",
]


def other(name: str, closed: str | None = None) -> list[Change]:
    path = f"cycles/{name}"
    return [
        (f"{path}/priority.yaml", "", {"title": "Other"}),
        (f"{path}/review.yaml", "", {"closed": closed}),
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("maths/2025-10-fractions", CYCLES[0]),
        ("cycles/maths/2025-10-fractions/", CYCLES[0]),
        (" Fractions ", CYCLES[0]),
        ("fractions too", CYCLES[2]),
        ("time", CYCLES[1]),
        ("TIME", CYCLES[1]),
        ("2025-11", CYCLES[1]),
        ("reading", CYCLES[2]),
    ],
)
def test_any_part_of_a_name_that_only_one_has_finds_it(words: str, name: str) -> None:
    assert pick("cycle", words, CYCLES) == name


@pytest.mark.parametrize("words", ["2025-10", "maths", "fract"])
def test_words_that_several_have_are_listed_with_what_to_type(words: str) -> None:
    with pytest.raises(WhichOne) as error:
        pick("cycle", words, CYCLES)
    assert f"Several cycles have '{words}' in their name:" in error.value.sentence
    assert (
        error.value.hint
        == f"Type more of the name, for example: {error.value.names[0]}"
    )
    assert error.value.exit_code is Exit.USAGE


@pytest.mark.parametrize(
    ("what", "words", "known", "hint"),
    [
        ("cycle", "fractoins", CYCLES, "Did you mean fractions or fractions-too?"),
        ("cycle", "zzz", CYCLES, "See them all: plc status --all"),
        ("team", "zzz", ["maths"], "See them: plc team"),
        ("step", "zzz", ["b", "a"], "There is: a, b"),
        ("step", "zzz", [], "There is none yet."),
        ("step", "", ["need", "a-longer-name"], "There is: a-longer-name, need"),
        ("step", " ", ["need"], "There is: need"),
    ],
)
def test_a_name_nothing_has_is_answered_with_near_ones(
    what: str, words: str, known: list[str], hint: str
) -> None:
    with pytest.raises(NotFound) as error:
        pick(what, words, known)
    assert error.value.sentence == f"There is no {what} '{words}'."
    assert error.value.hint == hint
    assert error.value.exit_code is Exit.NOT_FOUND


def test_only_cycles_have_a_month_to_leave_out() -> None:
    with pytest.raises(WhichOne):
        pick("action", "ab", ["longlongab", "ab-c"])


def test_a_name_typed_in_capitals_on_disk_is_found() -> None:
    assert pick("cycle", "fractions", ["Maths/2025-10-Fractions"])


def test_a_team_is_found_by_id_or_name() -> None:
    made = journal(("teams/reading.yaml", "", {"name": "Readers"}))
    assert made.find_team("MATHS TEAM") == "maths"
    assert made.find_team("math") == "maths"
    assert made.find_team("readers") == "reading"
    with pytest.raises(NotFound):
        made.find_team("writing")


def test_two_teams_of_one_name_are_told_by_their_ids() -> None:
    made = journal(("teams/other.yaml", "", {"name": "Maths team"}))
    assert made.find_team("other") == "other"
    with pytest.raises(NotFound):
        made.find_team("maths team")


def test_the_only_open_cycle_needs_no_name() -> None:
    assert journal(OPEN).only_cycle().name == NAME
    assert journal(OPEN).only_cycle("maths").name == NAME
    assert journal(OPEN).find_cycle("fractions").name == NAME


def test_the_only_open_cycle_of_my_team_comes_before_others() -> None:
    made = journal(OPEN, *other("reading/2025-11-books"))
    assert made.only_cycle("reading").name == "reading/2025-11-books"
    assert made.only_cycle("maths").name == NAME


def test_several_open_cycles_are_listed() -> None:
    made = journal(OPEN, *other("maths/2025-11-time"))
    with pytest.raises(WhichOne) as error:
        made.only_cycle("maths")
    assert (
        error.value.sentence
        == f"Several cycles are open:\n  {NAME}\n  maths/2025-11-time"
    )
    assert error.value.hint == "Name one, for example: --cycle fractions"


def test_without_an_open_cycle_the_way_to_start_one_is_shown() -> None:
    with pytest.raises(NoOpenCycle) as error:
        journal(*other("maths/2025-11-time", "2025-12-01")).only_cycle()
    assert "plc new-cycle" in error.value.hint


def test_a_cycle_says_its_team() -> None:
    cycle = journal().cycles[NAME]
    assert (cycle.team, cycle.is_open) == ("maths", False)


@pytest.mark.parametrize(
    ("others", "shortest"),
    [
        ((), "fractions"),
        (("maths/2025-10-fractions-again", "maths/2025-11-time"), "fractions"),
        (("maths/2024-10-fractions",), "2025-10-fractions"),
        (("reading/2025-10-fractions",), NAME),
        (("reading/2025-10-fractions", "maths/2024-10-fractions"), NAME),
        (("maths/fractions",), "2025-10-fractions"),
    ],
)
def test_the_shortest_name_of_a_cycle_finds_it_and_no_other(
    others: tuple[str, ...], shortest: str
) -> None:
    made = journal(*(change for name in others for change in other(name)))
    assert made.shortest(NAME) == shortest
    for name in (NAME, *others):
        assert made.find_cycle(made.shortest(name)).name == name


@pytest.mark.parametrize(
    ("step", "answer"), [("wonder", "Do they count digits?"), ("gone", "")]
)
def test_an_answer_is_empty_where_there_is_none(step: str, answer: str) -> None:
    assert journal().cycles[NAME].answer("priority", step) == answer


def test_an_answer_of_spaces_is_none() -> None:
    made = journal(("priority", "answers", {"wonder": " \n"}))
    assert made.cycles[NAME].answer("priority", "wonder") == ""


def test_contested_fields_of_all_stages_are_answered() -> None:
    one = ("priority", "contested", [{"field": "priority.need"}])
    two = ("review", "contested", [{"field": "review.next"}])
    assert journal(one, two).cycles[NAME].contested() == (
        "priority.need",
        "review.next",
    )


def test_a_model_is_found_by_id_alias_or_the_journal_s_default() -> None:
    made = journal()
    model = made.models["small"]
    assert made.model("short-one") is model
    assert made.model("other") is None
    cycle = journal(("priority", "model", None)).cycles[NAME]
    assert made.model_of(cycle) is model


def test_records_that_could_not_be_read_have_no_path() -> None:
    made = journal(("evidence", "format", 2), ("action", "", GONE))
    paths = {*made.records()}
    assert layout.stage_path(NAME, "review") in paths
    assert layout.stage_path(NAME, "evidence") not in paths
    assert layout.stage_path(NAME, "action") not in paths


@pytest.mark.parametrize(
    ("path", "kind", "raw"),
    [
        ("plc.yaml", "settings", {"name": "New"}),
        ("teams/maths.yaml", "team", {"name": "New"}),
        ("teams/new.yaml", "team", {"name": "New"}),
        ("meetings/2025-11-05-maths.yaml", "meeting", {"minutes": 5}),
        (layout.stage_path(NAME, "priority"), "priority", {"title": "New"}),
    ],
)
def test_a_record_replaces_the_one_at_its_path(
    path: str, kind: str, raw: dict[str, object]
) -> None:
    made, new = journal(), record(kind, raw)
    before = made.records()
    after = made.with_record(path, new).records()
    assert after.pop(path) is new
    before.pop(path, None)
    assert after == before


def test_a_cycle_comes_and_goes_without_touching_the_rest() -> None:
    made = journal(*other("maths/2025-11-time"))
    less = made.without_cycle("maths/2025-11-time")
    assert [*less.cycles] == [NAME]
    assert less.with_cycle(made.cycles["maths/2025-11-time"]) == made


def test_an_empty_journal_has_only_settings() -> None:
    assert [*Journal(record("settings", {})).records()] == ["plc.yaml"]


def test_of_very_many_names_a_few_are_listed() -> None:
    names = [f"team-{number}" for number in range(1000)]
    lines = WhichOne("Which team?", names, "").sentence.split("\n  ")
    assert lines == ["Which team?", *names[:20], "and 980 more"]
