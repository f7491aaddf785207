"""plc undo beside hand edits and colleagues' decisions; and the list of what it can."""

from pathlib import Path

import pytest
from dated import By, people
from in_process import Plc
from installed import git

NAME = "grade-4-math-team/2026-01-comparing-fractions"
TALK = "action.actions.number-talk"
DUE = f"{TALK}.due"

_OPEN = f"""contested:
  - field: {DUE}
    values:
      - value: 2026-01-29
        by: Math coach
        date: 2026-01-16
      - value: 2026-02-12
        by: Teacher A
        date: 2026-01-16
"""


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch) -> By:
    return people(monkeypatch)


@pytest.fixture
def talk(plc: Plc, cycle: Path, by: By) -> Path:
    """A cycle with one action whose day the coach moved; answers the action's file."""
    by("Math coach")
    plc("add-action", "Number talk", "--due", "2026-01-22")
    plc("set", DUE, "2026-01-29")
    return cycle / "action.yaml"


def meet(file: Path, by: By) -> None:
    """Let the two versions of the day wait for a decision, as a merge leaves them."""
    with file.open("a", encoding="utf-8") as opened:
        opened.write(_OPEN)
    by("plc")
    git(file.parent, "commit", "-qam", "Put together")


def subjects(file: Path, number: int) -> list[str]:
    return git(file.parent, "log", f"-{number}", "--format=%s").splitlines()


# What was typed by hand.


def test_a_hand_edit_is_saved_first_as_a_change_of_its_own(
    plc: Plc, talk: Path
) -> None:
    text = talk.read_text().replace("theory: null", "theory: Typed by hand")
    talk.write_text(text, encoding="utf-8")

    ran = plc("undo")

    assert ran.out.startswith(
        "Saved first, as a change of its own, what was not saved yet: action.yaml\n"
        "Took back: Set action.actions.number-talk.due"
    )
    assert subjects(talk, 2) == [
        f"Take back: Set {DUE}: 2026-01-29 (comparing-fractions)",
        "Edit action.yaml (comparing-fractions)",
    ]
    plc("undo")  # what was typed is no part of it
    assert "theory: Typed by hand" in talk.read_text()
    assert "due: 2026-01-29" in talk.read_text()


def test_a_hand_edit_in_another_record_is_not_swept_along(
    plc: Plc, talk: Path, journal: Path
) -> None:
    settings = journal / "plc.yaml"
    settings.write_text(settings.read_text() + "# mine\n", encoding="utf-8")

    plc("undo")

    changed = git(talk.parent, "show", "--name-only", "--format=", "HEAD").split()
    assert changed == [f"cycles/{NAME}/action.yaml"]


def test_a_hand_edit_that_cannot_be_saved_keeps_its_file_as_it_is(
    plc: Plc, talk: Path, journal: Path
) -> None:
    text = talk.read_text().replace("theory: null", "theory: Gwenllian decides")
    talk.write_text(text, encoding="utf-8")
    (journal / "local/names.txt").write_text("Gwenllian\n", encoding="utf-8")

    ran = plc("undo", code=5)

    assert "cannot be saved as it is, so nothing was taken back" in ran.err
    assert "plc save" in ran.err
    assert talk.read_text() == text
    assert subjects(talk, 1) == [f"Set {DUE}: 2026-01-29 (comparing-fractions)"]


# What colleagues decided, and decisions that are taken back.


@pytest.mark.parametrize("who", ["Math coach", "Teacher A"])
def test_what_a_colleague_decided_since_is_kept(
    plc: Plc, talk: Path, by: By, who: str
) -> None:
    meet(talk, by)
    by("Teacher A")
    plc("resolve", "--take", who)
    by("Math coach")
    before = talk.read_bytes()

    ran = plc("undo", code=7)

    assert (
        "due of number-talk is kept because Teacher A decided it since (16 Jan 2026)"
        in ran.err
    )
    assert talk.read_bytes() == before


def test_what_a_colleague_decided_is_kept_and_the_rest_goes_back(
    plc: Plc, cycle: Path, by: By
) -> None:
    by("Math coach")
    plc("add-action", "Number talk", "--due", "2026-01-22")
    file = cycle / "action.yaml"
    text = file.read_text().replace("theory: null", "theory: One")
    file.write_text(text.replace("01-22", "01-29"), encoding="utf-8")
    plc("save")
    meet(file, by)
    by("Teacher A")
    plc("resolve", "--take", "Math coach")
    by("Math coach")

    ran = plc("undo")

    assert "But due of number-talk is kept because Teacher A decided it" in ran.out
    assert "due: 2026-01-29" in file.read_text()
    assert "theory: One" not in file.read_text()


def test_my_own_decision_is_no_colleagues(plc: Plc, talk: Path, by: By) -> None:
    meet(talk, by)
    by("Math coach")
    plc("resolve", "--take", "mine")

    plc("undo", "2")

    assert "due: 2026-01-22" in talk.read_text()


def test_a_decision_taken_back_leaves_both_versions_to_choose_from(
    plc: Plc, talk: Path, by: By
) -> None:
    meet(talk, by)
    waiting = talk.read_text()
    by("Math coach")
    plc("resolve", "--take", "Teacher A")
    assert "due: 2026-02-12" in talk.read_text()

    plc("undo")

    assert talk.read_text() == waiting
    assert len(plc("resolve", "--json", code=7).data["fields"][0]["choices"]) == 2


def test_another_value_that_was_decided_stays_one_of_the_versions(
    plc: Plc, talk: Path, by: By
) -> None:
    meet(talk, by)
    by("Math coach")
    plc("resolve", "--value", "2026-03-05")
    decided = talk.read_text()

    plc("undo")

    (field,) = plc("resolve", "--json", code=7).data["fields"]
    assert [(one["value"], one["by"]) for one in field["choices"]] == [
        ("2026-01-29", "Math coach"),
        ("2026-02-12", "Teacher A"),
        ("2026-03-05", "Math coach"),
    ]
    plc("undo")
    assert talk.read_text() == decided


def test_what_somebody_set_after_the_decision_is_one_of_the_versions(
    plc: Plc, talk: Path, by: By
) -> None:
    meet(talk, by)
    by("Math coach")
    plc("resolve", "--take", "mine")
    by("Teacher A")
    plc("set", DUE, "2026-03-12")
    by("Math coach")

    ran = plc("undo")

    (field,) = plc("resolve", "--json", code=7).data["fields"]
    assert [one["value"] for one in field["choices"]] == [
        "2026-01-29",
        "2026-02-12",
        "2026-03-12",
    ]
    assert "two versions of due of number-talk" in ran.out
    assert "due: 2026-03-12" in talk.read_text()


# What can be taken back.


def test_the_list_has_numbers_days_and_sentences(plc: Plc, talk: Path) -> None:
    plc("undo")
    plc("note", "They argue")

    ran = plc("undo", "--list")

    cycle = " (comparing-fractions)"
    earlier = f"16 Jan 2026: number-talk: due 22 Jan → 29 Jan (7 days later){cycle}"
    assert ran.out.splitlines()[:5] == [
        "Your last changes (Math coach), the newest first:",
        f"   1  16 Jan 2026: noted: They argue{cycle}",
        f"   2  16 Jan 2026: number-talk: due 29 Jan → 22 Jan (7 days earlier){cycle}",
        f"   3  {earlier}, taken back already",
        f"   4  16 Jan 2026: added action number-talk, due 22 Jan{cycle}",
    ]
    assert ran.out.endswith("To take one back, type its number:\n  plc undo 1\n")


def test_the_numbers_of_the_list_are_those_of_the_command(plc: Plc, talk: Path) -> None:
    plc("note", "They argue")
    changes = plc("undo", "--list", "--json").data["changes"]

    plc("undo", str(changes[1]["number"]))

    assert changes[1]["cycle"] == NAME
    assert "due: 2026-01-22" in talk.read_text()
    assert "They argue" in talk.read_text()


def test_the_beginning_of_the_journal_is_not_on_the_list(
    plc: Plc, journal: Path
) -> None:
    assert "nothing of yours that can be taken back" in plc("undo", "--list").out


def test_a_long_list_says_that_there_is_more(plc: Plc, talk: Path) -> None:
    for number in range(10):
        plc("note", f"Note {number}")

    lines = plc("undo", "--list").out.splitlines()

    assert lines[10].startswith("  10  ")
    assert "and older ones" in lines[11]
