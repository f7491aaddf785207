from pathlib import Path

import pytest
from in_process import Plc


def _closed(plc: Plc) -> None:
    plc("add-evidence", "--measure", "Task", "--size", "64", "--count", "25")
    plc("add-action", "Number talk", "--because", "task", "--due", "2026-02-01")
    plc("add-action", "Exit slips")
    plc("done", "exit")
    plc("set", "priority.question", "Do lines help?")
    plc("review", "--outcome", "partly", "--learned", "Waiting takes practice")
    plc("close")


def test_a_cycle_that_follows_takes_along_what_is_open(plc: Plc, cycle: Path) -> None:
    _closed(plc)
    ran = plc("new-cycle", "Again", "--need", "Some", "--follows", "comparing")
    assert "Taken along from" in ran.out
    assert "1 measure, 1 open action, the question." in ran.out
    data = plc("show", "again", "--json").data["records"]
    assert [m["id"] for m in data["evidence"]["measures"]] == ["task"]
    assert data["evidence"]["measures"][0]["results"] == []
    assert [a["id"] for a in data["action"]["actions"]] == ["number-talk"]
    assert data["action"]["actions"][0]["because"] == ["task"]
    assert data["priority"]["question"] == "Do lines help?"
    assert "2026-01-comparing-fractions, then 2026-01-again" in plc("show", "again").out
    assert "2026-01-comparing-fractions, then 2026-01-again" in (
        plc("show", "comparing").out
    )
    assert plc("validate", code=0).out.count("error") == 0


def test_what_of_another_cycle_cannot_be_read_is_told_beside_the_line(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    plc("new-cycle", "Again", "--need", "Some")
    (broken,) = journal.glob("cycles/*/*comparing*/priority.yaml")
    broken.write_text("title: [")
    ran = plc("show", "again", code=3)
    assert str(broken.relative_to(journal)) in ran.err
    assert "Again" in ran.out


def test_a_cycle_that_follows_is_looked_at_again_when_its_model_says(
    plc: Plc, journal: Path
) -> None:
    first = ("--need", "Some", "--opened", "2026-01-05")
    plc("new-cycle", "Waiting", *first, "--model", "action-enquiry")
    plc("new-cycle", "Again", *first, "--follows", "waiting")

    before, after = (
        next(
            line
            for line in next(journal.glob(f"cycles/*/*-{name}/priority.yaml"))
            .read_text()
            .splitlines()
            if line.startswith("review_by: ")
        )
        for name in ("waiting", "again")
    )
    assert after == before


def test_nobody_looks_again_before_a_cycle_begins(plc: Plc, journal: Path) -> None:
    words = ("new-cycle", "Waiting", "--need", "Some", "--opened", "2026-01-05")
    ran = plc(*words, "--review-by", "2026-01-04", code=2)
    assert "2026-01-04 is before the day the cycle begins (2026-01-05)" in ran.err
    assert "such as 2026-02-16" in ran.err
    assert not [*journal.glob("cycles/*/*")]


def test_a_cycle_that_follows_keeps_the_model(plc: Plc, journal: Path) -> None:
    plc("new-cycle", "Waiting", "--need", "Short", "--model", "triad")
    plc("new-cycle", "Again", "--need", "Some", "--follows", "waiting")
    assert plc("next", "again", "--json").data["model"] == "triad"


def test_earlier_cycles_about_the_same_are_mentioned(plc: Plc, cycle: Path) -> None:
    ran = plc("new-cycle", "Ordering fractions", "--need", "Guesses")
    assert "1 earlier cycle touched fractions: plc find fractions" in ran.out
    assert "earlier" not in plc("new-cycle", "Reading", "--need", "Few").out


def test_find_ignores_accents_and_capitals_and_puts_the_best_first(
    plc: Plc, cycle: Path
) -> None:
    plc("note", "We waited. A Café visit showed FRACTIONS everywhere.")
    plc("add-action", "Talk about refraction")
    hits = plc("find", "fractions", "--json").data["hits"]
    assert [hit["where"] for hit in hits[:2]] == ["title", "note"]
    ran = plc("find", "cafe")
    assert "A Café visit showed FRACTIONS everywhere." in ran.out
    assert "We waited" not in ran.out
    assert "touches" in plc("find", "xylophone", code=1).out


def test_find_can_look_at_what_was_learned_only(plc: Plc, cycle: Path) -> None:
    _closed(plc)
    hits = plc("find", "waiting", "--learned", "--json").data["hits"]
    assert [hit["sentence"] for hit in hits] == ["Waiting takes practice"]
    assert "touches" in plc("find", "number", "--learned", code=1).out


def test_a_model_that_repeats_asks_its_action_steps_again_in_each_round(
    plc: Plc, journal: Path
) -> None:
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", "triad")
    plc(
        "add-evidence",
        "--measure",
        "Open questions",
        "--of",
        "questions",
        "--size",
        "142",
        "--count",
        "34",
    )
    steps = [s for s in plc("show", "--json").data["steps"] if s["stage"] == "action"]

    def walk_the_action_steps(number: int) -> list[str]:
        walked = []
        for _ in steps:
            step = plc("next", "--json").data
            walked.append(step["step"])
            if step["done_when"] == "answered":
                plc("answer", step["step"], f"Round {number}")
            else:
                plc("add-action", f"Try {number}")
                plc("done", f"try-{number}")
        return walked

    first = walk_the_action_steps(1)
    assert first == [step["id"] for step in steps]
    assert plc("next", "--json").data["stage"] == "review"
    assert "Began round 2" in plc("next", "--new-round").out
    assert plc("next", "--json").data["round"] == "round-2"
    assert walk_the_action_steps(2) == first
    assert plc("next", "--json").data["stage"] == "review"
    plc("note", "Late thought", "--round", "1")
    plc("note", "In this round")
    plc(
        "add-evidence",
        "--measure",
        "open questions",
        "--size",
        "128",
        "--count",
        "47",
        "--date",
        "2026-02-09",
    )
    records = plc("show", "--json").data["records"]
    assert [n["round"] for n in records["action"]["log"]] == ["round-1", "round-2"]
    results = records["evidence"]["measures"][0]["results"]
    assert [r["round"] for r in results] == [None, "round-2"]
    assert "round 2: Round 2" in plc("show").out
    assert "no round '7'" in plc("note", "x", "--round", "7", code=4).err.replace(
        "round-7", "7"
    )


def test_a_model_that_does_not_repeat_says_so(plc: Plc, cycle: Path) -> None:
    assert "once" in plc("next", "--new-round", code=2).err


@pytest.mark.parametrize(
    ("model", "members", "says"),
    [("triad", 1, "for 3 teachers, not 1"), ("triad", 3, ""), ("four-stage", 1, "")],
)
def test_a_model_notes_how_it_is_meant(
    plc: Plc, journal: Path, model: str, members: int, says: str
) -> None:
    for number in range(1, members):
        plc("team", "grade", "--add", f"Teacher {number}")
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", model)
    found = plc("validate", "--json").data["findings"]
    notes = [f["message"] for f in found if f["rule"] == "model-fit"]
    assert len(notes) == bool(says)
    assert all(says in note for note in notes)


def test_a_second_open_cycle_is_noted_where_the_model_wants_one(
    plc: Plc, cycle: Path
) -> None:
    plc("new-cycle", "Second", "--need", "More", "--model", "welsh-plc")
    found = plc("validate", "--json").data["findings"]
    notes = [f["message"] for f in found if f["rule"] == "model-fit"]
    assert len(notes) == 1
    assert "one priority at a time" in notes[0]


def test_a_cluster_outside_its_usual_size_is_noted(plc: Plc, journal: Path) -> None:
    plc("set", "teams.grade-4-math-team.school", "Maple Ridge PS")
    plc("new-cycle", "Shared", "--need", "More", "--model", "cluster-network")

    def notes() -> list[str]:
        found = plc("validate", "--json").data["findings"]
        return [f["message"] for f in found if f["rule"] == "model-fit"]

    assert notes() == [
        "The model cluster-network is meant for 3 to 8 schools; the teams name 1."
    ]
    for number in (2, 3):
        plc("team", "--new", f"Team {number}")
        plc("set", f"teams.team-{number}.school", f"School {number}")
    assert notes() == []
