"""What is held back says what to type next; who saves is looked at as well."""

from pathlib import Path

import pytest
from in_process import Plc
from installed import git

NAME = "Zorvane"


@pytest.fixture
def listed(cycle: Path, journal: Path) -> Path:
    """A cycle in a journal with one name to keep out."""
    (journal / "local/names.txt").write_text(f"{NAME}\n")
    return cycle


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (("team", "--norm", f"{NAME} first"), 'plc team --norm "a learner first"'),
        (
            ("team", "--place", f"{NAME}'s house"),
            'plc team --place "a learner\'s house"',
        ),
        (("team", "--new", f"{NAME} team"), "plc team --new"),
        (
            ("models", "--new", "zorvane-way", "--from", "four-stage"),
            "plc models --new",
        ),
    ],
)
def test_a_blocked_edit_names_the_next_command(
    plc: Plc, listed: Path, typed: tuple[str, ...], hint: str
) -> None:
    ran = plc(*typed, code=5)
    assert hint in " ".join(ran.err.split())


def test_the_rewrite_of_a_note_can_be_saved_as_it_is(plc: Plc, listed: Path) -> None:
    ran = plc("note", f"{NAME} got it, tel 07700 900123", code=5)
    rewrite = " ".join(ran.err.split()).partition('example: "')[2].partition('"')[0]
    assert rewrite == "a learner got it, tel (number left out)"
    plc("note", rewrite)


@pytest.mark.parametrize("lines", ["# see Zor-\n# vane now\n", "# see Zor\n# vane\n"])
def test_a_name_over_two_lines_of_comments_is_held_back(
    plc: Plc, listed: Path, lines: str
) -> None:
    file = listed / "review.yaml"
    file.write_text(file.read_text() + lines)
    assert "your list of names" in " ".join(plc("save", code=5).err.split())


def test_a_learner_on_the_list_does_not_save(
    plc: Plc, listed: Path, journal: Path
) -> None:
    plc("init", ".", "--author", NAME)
    ran = plc("note", "An ordinary remark", code=5)
    told = " ".join(ran.err.split())
    assert f"You save as '{NAME}'" in told
    assert f'plc privacy names --remove "{NAME}"' in told
    assert "plc init --author" in told
    assert "ordinary remark" not in git(journal, "log", "-p", "--all")
    plc("init", ".", "--author", f"{NAME} Otherwise")
    plc("note", "An ordinary remark")


@pytest.mark.parametrize("word", ["the", "12", "J", "pupil", "fractions"])
def test_a_word_of_every_day_is_no_name_to_keep_out(
    plc: Plc, listed: Path, word: str
) -> None:
    ran = plc("privacy", "names", "--add-name", word, code=2)
    assert "nothing was added" in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("unit", "value"), [("percent", "2.5"), ("percent", "97.5"), ("count", "3")]
)
def test_a_value_that_stands_for_few_learners_is_held_back(
    plc: Plc, listed: Path, unit: str, value: str
) -> None:
    figures = ("--value", value, "--unit", unit, "--size", "40")
    ran = plc("add-evidence", "--measure", "Common task", *figures, code=5)
    assert "who can be recognised" in " ".join(ran.err.split())
