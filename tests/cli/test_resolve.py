"""plc resolve: what waits for a decision, listed and decided off a terminal."""

from pathlib import Path

import pytest
from in_process import Plc
from installed import git

DUE = "action.actions.number-talks.due"
NAME = "grade-4-math-team/2026-01-comparing-fractions"


def entry(field: str, *values: tuple[str, str, str]) -> str:
    """An entry of open decisions, as it stands in a record."""
    signed = "".join(
        f"      - value: {value}\n        by: {by}\n        date: {day}\n"
        for value, by, day in values
    )
    return f"  - field: {field}\n    values:\n{signed}"


def contest(file: Path, *entries: str) -> None:
    """Let fields of a record wait for a decision."""
    kept = file.read_text(encoding="utf-8").partition("contested:")[0]
    file.write_text(f"{kept}contested:\n{''.join(entries)}", encoding="utf-8")
    git(file.parent, "commit", "-qam", "Two versions met")


MINE = ("2026-02-05", "Math coach", "2026-01-10")
THEIRS = ("2026-02-12", "Grade 4 teacher A", "2026-01-11")


@pytest.fixture
def action(plc: Plc, cycle: Path) -> Path:
    """The plan of a cycle in which the day of an action waits for a decision."""
    plc("add-action", "Number talks", "--due", "2026-02-05")
    contest(cycle / "action.yaml", entry(DUE, MINE, THEIRS))
    return cycle / "action.yaml"


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


def test_nothing_waits_in_a_quiet_journal(plc: Plc, cycle: Path) -> None:
    assert plc("resolve").out == "Nothing waits for a decision.\n"
    assert plc("resolve", "--json").document == {
        "format": 1,
        "kind": "resolve",
        "data": {"outcome": None, "fields": [], "decided": [], "may_share": True},
        "problems": [],
    }


def test_what_waits_is_listed_with_names_dates_and_commands(
    plc: Plc, action: Path
) -> None:
    ran = plc("resolve", code=7)

    command = f"plc resolve comparing-fractions --field {DUE}"
    assert ran.out.splitlines()[2:] == [
        "  1  5 Feb 2026   (you, 10 Jan 2026, stands there now)",
        "  2  12 Feb 2026   (Grade 4 teacher A, 11 Jan 2026)",
        f'  To take 1: {command} --take "Math coach"',
        f'  To take 2: {command} --take "Grade 4 teacher A"',
        f'  To say something else: {command} --value "…"',
        "",
        "1 field waits for the team to decide.",
    ]
    assert "number-talks" in ran.out.splitlines()[1]


def test_what_waits_is_listed_for_programs(plc: Plc, action: Path) -> None:
    (field,) = plc("resolve", "--json", code=7).data["fields"]

    assert (field["field"], field["cycle"], field["trouble"]) == (DUE, NAME, "")
    assert field["path"] == f"cycles/{NAME}/action.yaml"
    assert field["choices"][0] == {
        "number": 1,
        "words": "5 Feb 2026",
        "value": "2026-02-05",
        "absent": False,
        "by": "Math coach",
        "date": "2026-01-10",
        "mine": True,
        "in_place": True,
        "command": f'plc resolve comparing-fractions --field {DUE} --take "Math coach"',
    }


@pytest.mark.parametrize("who", ["teacher A", "theirs", "2"])
def test_a_version_is_taken_and_saved(plc: Plc, action: Path, who: str) -> None:
    before = commits(action.parent)

    ran = plc("resolve", "fractions", "--field", DUE, "--take", who)

    assert f"Decided {DUE}: 2026-02-12 (Grade 4 teacher A, 2026-01-11)." in ran.out
    text = action.read_text()
    assert "due: 2026-02-12\n" in text
    assert "Teacher A" not in text
    assert commits(action.parent) == before + 1
    assert git(action.parent, "status", "--porcelain") == ""
    assert git(action.parent, "log", "-1", "--format=%B").split("\n")[:4] == [
        f"Decide {DUE}: 2026-02-12 (comparing-fractions)",
        "",
        f"Cycle: {NAME}",
        "Stage: action",
    ]
    assert plc("resolve").out == "Nothing waits for a decision.\n"


def test_another_value_is_typed_as_in_set(plc: Plc, action: Path) -> None:
    ran = plc("resolve", "--value", "next friday")

    assert "due: 2026-01-16\n" in action.read_text()
    assert "next friday is 2026-01-16" in ran.err


def test_an_empty_value_leaves_nothing(plc: Plc, action: Path) -> None:
    plc("resolve", "--field", "due", "--value", "")

    assert "due:" not in action.read_text()
    assert "- field:" not in action.read_text()


def test_a_value_that_does_not_fit_changes_nothing(plc: Plc, action: Path) -> None:
    before = action.read_bytes()

    plc("resolve", "--value", "whenever it suits", code=2)

    assert action.read_bytes() == before


def test_a_decision_passes_the_gate(plc: Plc, action: Path, journal: Path) -> None:
    contest(action, entry("action.theory", ("One", "A", MINE[2])))
    (journal / "local/names.txt").write_text("Gwenllian\n")
    before = commits(journal)

    ran = plc("resolve", "--value", "Gwenllian decides", code=5)

    assert "Gwenllian" in ran.err
    assert commits(journal) == before


def test_all_versions_of_one_person_are_taken_each_by_itself(
    plc: Plc, action: Path
) -> None:
    theory = entry(
        "action.theory",
        ("One theory", "Math coach", "2026-01-10"),
        ("Another theory", "Grade 4 teacher A", "2026-01-10"),
    )
    contest(action, entry(DUE, MINE, THEIRS), theory)
    before = commits(action.parent)

    plc("resolve", "--take", "teacher a")

    text = action.read_text()
    assert "theory: Another theory\n" in text
    assert "due: 2026-02-12\n" in text
    assert commits(action.parent) == before + 2


def test_a_field_without_a_version_of_that_person_waits_on(
    plc: Plc, action: Path
) -> None:
    theory = entry(
        "action.theory", ("One", "B", "2026-01-10"), ("Two", "C", "2026-01-10")
    )
    contest(action, entry(DUE, MINE, THEIRS), theory)

    ran = plc("resolve", "--take", "mine", code=7)

    assert f"Decided {DUE}: 2026-02-05" in ran.out
    assert "No version of action.theory goes by 'mine':" in ran.err
    assert "1 field waits for a decision: plc resolve" in ran.err


def test_whoever_decides_all_of_several_cycles_names_one(
    plc: Plc, action: Path
) -> None:
    plc("new-cycle", "Reading aloud", "--need", "Few read")
    other = action.parents[1] / "2026-01-reading-aloud/priority.yaml"
    contest(other, entry("priority.need", ("One", "Math coach", "2026-01-10"), THEIRS))
    before = action.read_bytes(), other.read_bytes()

    ran = plc("resolve", "--take", "Math coach", code=2)

    assert "Fields of several cycles wait; nothing was changed." in ran.err
    assert f'Name one: plc resolve {NAME} --take "Math coach"' in ran.err
    assert (action.read_bytes(), other.read_bytes()) == before
    plc("resolve", "reading", "--take", "Math coach")
    assert "need: One\n" in other.read_text()
    assert action.read_bytes() == before[0]


def test_mine_means_nothing_where_nobody_said_who_sits_here(
    plc: Plc, action: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(action.parent, "config", "user.name", "")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "")

    ran = plc("resolve", "--take", "theirs", code=2)

    assert "cannot tell what 'theirs' is; nothing was changed" in ran.err
    assert "plc init --author" in ran.err


def test_a_field_for_which_nothing_waits_leads_to_those_that_wait(
    plc: Plc, action: Path
) -> None:
    ran = plc("resolve", "--field", "theory", "--take", "mine", code=4)

    assert "No field with 'theory' in its name waits for a decision" in ran.err
    assert f"hint: This waits: {DUE} (see: plc resolve)" in ran.err
    plc("resolve", "--take", "mine")
    ran = plc("resolve", "--field", "due", code=4)
    assert "hint: Nothing waits at all; see where the cycles are: plc status" in ran.err


def test_a_value_for_several_fields_is_refused(plc: Plc, action: Path) -> None:
    contest(action, entry(DUE, MINE, THEIRS), entry("action.theory", THEIRS))
    before = action.read_bytes()

    ran = plc("resolve", "--value", "x", code=2)

    assert "action.theory" in ran.err
    assert action.read_bytes() == before


def test_one_decision_of_several_says_what_still_waits(plc: Plc, action: Path) -> None:
    contest(action, entry(DUE, MINE, THEIRS), entry("action.theory", THEIRS))

    ran = plc("resolve", "--field", "theory", "--take", "1")

    assert "1 field waits for a decision: plc resolve" in ran.err


def test_decisions_are_told_to_programs_in_one_document(plc: Plc, action: Path) -> None:
    data = plc("resolve", "--take", "mine", "--json").data

    assert [one["id"] for one in data["decided"]] == [DUE]
    assert data["fields"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--take", "nobody"), 4, "goes by 'nobody'"),
        (("--take", "a"), 2, "Several versions"),
        (("--take", "1", "--value", "x"), 2, "two decisions"),
        (("--field", "nowhere"), 4, "This waits: action"),
        (("nowhere",), 4, "There is no cycle"),
    ],
)
def test_what_is_not_understood_changes_nothing(
    plc: Plc, action: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    before = action.read_bytes()

    ran = plc("resolve", *words, code=code)

    assert said in ran.err
    assert "hint:" in ran.err
    assert action.read_bytes() == before


def test_a_field_of_the_journal_waits_beside_those_of_cycles(
    plc: Plc, action: Path, journal: Path
) -> None:
    contest(journal / "plc.yaml", entry("plc.weeks", ("6", "A", "2026-01-10")))

    assert "plc.weeks" in plc("resolve", code=7).out
    assert "plc.weeks" not in plc("resolve", "fractions", code=7).out
    plc("resolve", "--field", "plc.weeks", "--value", "8")
    assert "weeks: 8\n" in (journal / "plc.yaml").read_text()


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("action.actions.gone.due", "was taken away meanwhile"),
        ("action.nowhere", "there is no such field"),
        ("priority.title", "it is no field of"),
    ],
)
def test_an_entry_about_nothing_says_so_and_how_to_take_it_off(
    plc: Plc, action: Path, field: str, why: str
) -> None:
    contest(action, entry(field, MINE, THEIRS))

    ran = plc("resolve", code=7)

    assert why in ran.out
    command = f'plc resolve comparing-fractions --field {field} --value ""'
    assert f"  To take it off the list: {command}" in ran.out
    ran = plc("resolve", "comparing-fractions", "--field", field, "--value", "")
    assert "waits for a decision no longer" in ran.out
    assert "- field:" not in action.read_text()
    assert "due: 2026-02-05" in action.read_text()


def test_long_texts_are_told_by_the_words_that_differ(plc: Plc, action: Path) -> None:
    start = "If students explain positions on a number line every single day before"
    end = "then they will reason about size, because the line shows size to them all."
    contest(
        action,
        entry(
            "action.theory",
            (f'"{start} lunch {end}"', "Math coach", "2026-01-10"),
            (f'"{start} going home {end}"', "Teacher A", "2026-01-11"),
        ),
    )

    lines = plc("resolve", code=7).out.splitlines()

    assert lines[2].startswith(
        "  1  … every single day before [lunch] then they will reason …   (you, 10 Jan"
    )
    assert "[going home]" in lines[3]
    assert lines[3].endswith("…   (Teacher A, 11 Jan 2026)")


def test_names_in_commands_are_safe_to_copy(plc: Plc, action: Path) -> None:
    contest(action, entry(DUE, ("2026-02-12", "'$(reboot)'", "2026-01-11"), MINE))

    assert "--take $(reboot)" not in plc("resolve", code=7).out
    assert "--take 1" in plc("resolve", code=7).out


def test_a_record_that_cannot_be_read_is_told_too(plc: Plc, action: Path) -> None:
    (action.parent / "review.yaml").write_text("outcome: [\n")

    ran = plc("resolve", code=3)

    assert "1 record could not be read" in ran.err
    assert DUE in ran.out
