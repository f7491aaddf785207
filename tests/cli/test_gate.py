"""What names a person, or breaks a rule, is held back on every way in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from in_process import Plc
from installed import git

NAME = "Gwenllian"
ADDRESS = "gwen@ysgol.example"
Change = Callable[[Path, str], None]


def _history(folder: Path) -> str:
    return git(folder, "log", "-p", "--all")


def _commits(folder: Path) -> int:
    return len(git(folder, "log", "--all", "--format=%h").splitlines())


def _add(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    old = file.read_text() if file.exists() else ""
    file.write_text(old + text)


def _allow(journal: Path, entry: str) -> None:
    _privacy(journal, f"allow:\n    - {entry}")


def _privacy(journal: Path, text: str) -> None:
    file = journal / "plc.yaml"
    start = file.read_text().split("privacy:")[0]
    file.write_text(f"{start}privacy:\n  {text}\n")


@pytest.fixture
def listed(cycle: Path, journal: Path) -> Path:
    """A cycle in a journal with one name to keep out."""
    (journal / "local/names.txt").write_text(f"{NAME}\n")
    return cycle


# Words that name a person


@pytest.mark.parametrize("who", [NAME.lower(), ADDRESS])
def test_the_message_of_save_names_nobody(plc: Plc, listed: Path, who: str) -> None:
    _add(listed / "priority.yaml", "x_colour: green\n")
    ran = plc("save", "-m", f"Spoke with {who}", code=5)
    assert who in ran.err
    assert who not in _history(listed)
    plc("save", "-m", "Spoke with the team")


@pytest.mark.parametrize("who", [NAME, ADDRESS])
def test_what_a_field_said_before_never_enters_the_history(
    plc: Plc, listed: Path, who: str
) -> None:
    file = listed / "priority.yaml"
    file.write_text(file.read_text().replace("Many count", f"{who} counts"))
    ran = plc("set", "priority.need", "Some count digits")
    assert "Some count digits" in ran.out
    assert who not in _history(listed)


_BY_HAND: dict[str, Change] = {
    "a file's name": lambda cycle, who: _add(cycle / f"files/{who}.txt", "a plan\n"),
    "a name in a file's name": lambda cycle, who: _add(
        cycle / f"files/plan_of_{who}_1.txt", "a plan\n"
    ),
    "a comment": lambda cycle, who: _add(cycle / "review.yaml", f"# with {who}\n"),
    "a comment behind a value": lambda cycle, who: _add(
        cycle / "review.yaml", f"x_a: 1  # with {who}\n"
    ),
    "a key of other tools": lambda cycle, who: _add(
        cycle / "review.yaml", f"x_{'a'}: {who}\n"
    ),
    "a model": lambda cycle, who: _add(
        cycle.parents[2] / "models/ours.yaml",
        "format: 1\nid: ours\nname: Ours\nsteps:\n"
        f"  - {{id: a, name: A, stage: priority, question: {who}, done_when: need}}\n"
        "  - {id: b, name: B, stage: evidence, question: B, done_when: measure}\n"
        "  - {id: c, name: C, stage: action, question: C, done_when: actions}\n"
        "  - {id: d, name: D, stage: review, question: D, done_when: outcome}\n",
    ),
    "a team": lambda cycle, who: _add(
        cycle.parents[2] / "teams/grade-4-math-team.yaml", f"x_note: {who}\n"
    ),
    "a meeting": lambda cycle, who: _add(
        cycle.parents[2] / "meetings/2026-01-15-grade-4-math-team.yaml",
        f"format: 1\ndate: 2026-01-15\nteam: grade-4-math-team\nx_note: {who}\n",
    ),
}


@pytest.mark.parametrize("change", _BY_HAND.values(), ids=[*_BY_HAND])
def test_what_was_written_by_hand_names_nobody(
    plc: Plc, listed: Path, journal: Path, change: Change
) -> None:
    change(listed, NAME)
    assert NAME in plc("save", code=5).err
    git(journal, "checkout", "--quiet", ".")
    git(journal, "clean", "--quiet", "-fd")
    change(listed, ADDRESS)
    assert ADDRESS in plc("save", code=5).err
    history = _history(listed)
    assert NAME not in history
    assert ADDRESS not in history


def test_a_new_journal_names_nobody(plc: Plc, tmp_path: Path) -> None:
    ran = plc("init", "ours", "--school", "a@b.org", "--author", "Coach", code=5)
    assert "'a@b.org' is an e-mail address" in ran.err
    assert not (tmp_path / "work/ours").exists()


@pytest.mark.parametrize(
    "name", [f"{NAME}.txt", f"{NAME.lower()}_plan.txt", f"plan_of-{NAME}.txt"]
)
def test_an_attached_file_is_called_after_nobody(
    plc: Plc, listed: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("A plan\n")
    plc("attach", str(tmp_path / name), code=5)
    assert not (listed / "files").exists()
    assert NAME.lower() not in _history(listed).lower()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le"])
def test_a_list_of_names_saved_in_the_windows_way_counts(
    plc: Plc, cycle: Path, journal: Path, encoding: str
) -> None:
    (journal / "local/names.txt").write_bytes("Zoë\r\nSiân\r\n".encode(encoding))
    plc("note", "zoe explained her line", code=5)
    plc("note", "Siân asked", code=5)
    plc("note", "A learner asked")


@pytest.mark.parametrize(
    "words",
    [
        ["new-cycle", f"{NAME}'s fractions", "--need", "Counts digits"],
        ["add-action", "Number talk", "--owner", NAME],
        ["add-learning", "Lines", "--with", NAME],
        ["add-evidence", "--noticed", f"{NAME} counts digits"],
        ["add-evidence", "--measure", f"Marks of {NAME}"],
        ["review", "--outcome", "met", "--learned", f"{NAME} can do it"],
        ["team", "--new", f"Team of {NAME}"],
    ],
    ids=lambda words: words[0],
)
def test_no_command_saves_a_name(plc: Plc, listed: Path, words: list[str]) -> None:
    commits = _commits(listed)
    plc(*words, code=5)
    assert _commits(listed) == commits
    assert git(listed, "status", "--porcelain") == ""


def test_words_that_are_allowed_with_a_reason_pass(
    plc: Plc, listed: Path, journal: Path
) -> None:
    _allow(journal, f"{{words: {NAME}, reason: the name of our street}}")
    plc("save")
    plc("note", f"Walked down {NAME} together")
    assert NAME in (listed / "action.yaml").read_text()


def test_what_was_recorded_before_does_not_stop_other_work(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    plc("note", f"{NAME} explained her line")
    (journal / "local/names.txt").write_text(f"{NAME}\n")
    plc("note", "Another day")
    _add(cycle / "action.yaml", "x_colour: green\n")
    plc("save")
    plc("note", f"{NAME} came again", code=5)


def test_an_unsaved_hand_edit_that_names_somebody_stops_the_record(
    plc: Plc, listed: Path
) -> None:
    plc("note", "One day")
    file = listed / "action.yaml"
    file.write_text(file.read_text().replace("One day", f"{NAME} came"))
    plc("note", "Another day", code=5)
    assert NAME not in _history(listed)


# Figures about few


def test_learners_by_any_name_are_learners(plc: Plc, cycle: Path) -> None:
    words = ["add-evidence", "--measure", "Task", "--of", "grade 4 students"]
    ran = plc(*words, "--size", "6", "--count", "5", code=5)
    assert "6 learners" in ran.err
    plc("add-evidence", "--measure", "Task", "--of", "books", "--size", "6")


def test_a_cycle_about_few_learners_says_no_number(plc: Plc, cycle: Path) -> None:
    plc("new-cycle", "Few", "--need", "Help", "--size", "4", code=5)
    plc("set", "priority.learners.size", "9", code=5)
    plc("set", "priority.learners.size", "10")


def test_a_level_called_reached_is_a_cell_like_others(plc: Plc, cycle: Path) -> None:
    for levels in ("reached=3,other=61", "other=61,reached=3", "not reached=3,a=61"):
        ran = plc("add-evidence", "--measure", "T", "--levels", levels, code=5)
        assert "3 learners" in ran.err
    plc("add-evidence", "--measure", "T", "--levels", "reached=20,other=44")


def test_the_smallest_group_is_never_below_five(plc: Plc, journal: Path) -> None:
    assert "5 is the least" in plc("set", "plc.privacy.min_group", "4", code=2).err
    before = (journal / "plc.yaml").read_text()
    _privacy(journal, "min_group: 4")
    plc("save", code=5)
    (journal / "plc.yaml").write_text(before)
    plc("set", "plc.privacy.min_group", "5")


def test_settings_that_must_wait_allow_nothing(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    words = ("add-evidence", "--measure", "Task", "--size")
    _privacy(journal, "min_group: 1")
    plc(*words, "4", "--count", "4", code=5)
    plc(*words, "8", "--count", "8")
    _privacy(journal, "min_group: 1\n  allow:\n    - {words: Gwen, reason: agreed}")
    (journal / "local/names.txt").write_text("Gwen\n")
    _add(cycle / "action.yaml", "x_who: Gwen\n")
    plc("save", code=5)
    assert "x_who" not in _history(journal)


@pytest.mark.parametrize("start", ["", "evidence."])
@pytest.mark.parametrize("end", ["", ".count"])
def test_a_figure_that_is_allowed_by_its_place_passes(
    plc: Plc, cycle: Path, journal: Path, start: str, end: str
) -> None:
    name = f"{cycle.parent.name}/{cycle.name}"
    field = f"{start}measures.task.results.2026-01-15{end}"
    _allow(journal, f"{{cycle: {name}, field: {field}, reason: parents agreed}}")
    plc("save")
    few = ("add-evidence", "--measure", "Task", "--size", "9", "--count", "9")
    plc(*few)
    plc(*few, "--date", "2026-01-16", code=5)


def test_a_figure_allowed_in_one_cycle_is_not_allowed_in_another(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    field = "measures.task.results.2026-01-15"
    _allow(journal, f"{{cycle: other/2026-01-x, field: {field}, reason: agreed}}")
    plc("save")
    plc("add-evidence", "--measure", "Task", "--size", "9", "--count", "9", code=5)


def test_nothing_is_saved_while_the_settings_cannot_be_read(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    plc("review", "--outcome", "met", "--learned", "Lines help")
    commits = _commits(journal)
    _add(journal / "plc.yaml", "broken: [\n")
    plc("note", "Going well", code=3)
    plc("set", "priority.need", "Other", code=3)
    plc("new-cycle", "Second", "--need", "More", code=3)
    plc("remove", "--cycle", "comparing", "--yes", code=3)
    plc("close", code=3)
    _add(cycle / "evidence.yaml", "x_a: 1\n")
    assert "plc.yaml" in plc("save", code=5).err
    assert _commits(journal) == commits
