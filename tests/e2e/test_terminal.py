"""Questions on a real terminal: answers, Enter, Ctrl-C, other words."""

import sys
from pathlib import Path

import pytest
from installed import git, plc_in
from talking import CTRL_C, talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)


def test_three_questions_start_a_cycle(tmp_path: Path) -> None:
    empty = tmp_path / "nobody"
    empty.write_text("")
    shown = talk(
        tmp_path,
        ["init", "ours"],
        ("journal's name", ""),
        ("team's name", "Maths"),
        ("Your name or role", "Teacher A"),
        ("E-mail", ""),
        GIT_CONFIG_GLOBAL=str(empty),
    )
    assert "[ended 0]" in shown
    folder = tmp_path / "ours"
    shown = talk(
        folder,
        ["new-cycle"],
        ("for whom?", "Longer answers; all of Year 8"),
        ("see now?", "One-word answers"),
        ("look again?", "in 6 weeks"),
        GIT_CONFIG_GLOBAL=str(empty),
    )
    assert "Started the cycle 'Longer answers'" in shown
    text = next(folder.glob("cycles/*/*/priority.yaml")).read_text()
    assert "group: all of Year 8\n" in text
    assert "review_by: 2026-02-26\n" in text
    assert git(folder, "log", "-1", "--format=%an <%ae>").strip() == (
        "Teacher A <teacher-a@noreply.invalid>"
    )


def test_answers_typed_before_ctrl_c_are_offered_again(begun: Path) -> None:
    shown = talk(
        begun, ["new-cycle"], ("for whom?", "Reading aloud"), ("see now?", "^C")
    )
    assert "[ended 130]" in shown
    shown = talk(
        begun,
        ["new-cycle"],
        ("[Reading aloud]", ""),
        ("see now?", "Few volunteer"),
        ("look again?", ""),
    )
    assert "Started the cycle 'Reading aloud'" in shown


def test_words_that_name_a_person_can_be_said_in_other_words(begun: Path) -> None:
    (begun / "local/names.txt").write_text("Gwenllian\n")
    shown = talk(
        begun,
        ["note", "Gwenllian explained her line"],
        ("other words", "gwenllian again"),
        ("other words", "One learner explained the line"),
    )
    assert "[ended 0]" in shown
    text = next(begun.glob("cycles/*/*/action.yaml")).read_text()
    assert "One learner explained the line" in text
    assert "wenllian" not in text
    objects = git(begun, "log", "-p", "--all")
    assert "wenllian" not in objects


def test_ctrl_c_at_the_question_for_other_words_keeps_the_draft(begun: Path) -> None:
    (begun / "local/names.txt").write_text("Gwenllian\n")
    shown = talk(
        begun, ["note", "Gwenllian explained her line"], ("other words", CTRL_C)
    )
    assert "[ended 5]" in shown
    assert "Your words are safe in" in " ".join(shown.split())
    (draft,) = begun.glob("local/drafts/*.yaml")
    assert "Gwenllian explained her line" in draft.read_text()
    assert "wenllian" not in git(begun, "log", "-p", "--all")


def test_a_number_said_in_words_is_asked_for_again_with_an_example(
    begun: Path,
) -> None:
    shown = talk(
        begun,
        ["add-evidence", "--measure", "Task"],
        ("in all?", "many"),
        ("in all?", "64"),
        ("reached it?", "sixty"),
        ("reached it?", "25"),
        ("which day?", ""),
    )
    assert "plc: 'many' is no whole number.\r\nhint: Type a number, such as 64" in shown
    assert (
        "plc: 'sixty' is no whole number.\r\nhint: Type a number, such as 25" in shown
    )
    assert "[ended 0]" in shown


@pytest.mark.slow
def test_next_offers_to_do_each_step_until_the_cycle_closes(begun: Path) -> None:
    talk(
        begun,
        ["next"],
        ("Do it now?", "y"),
        ("look at?", "Task"),
        ("in all?", "64"),
        ("reached it?", "25"),
        ("which day?", ""),
    )
    talk(
        begun,
        ["next"],
        ("Do it now?", "y"),
        ("try?", "Number talk"),
        ("Who does it?", ""),
        ("By when?", "next friday"),
        ("the reason?", "1"),
    )
    talk(begun, ["next"], ("Do it now?", "y"), ("Which one is done", "1"))
    talk(
        begun,
        ["next"],
        ("Do it now?", "y"),
        ("look at?", ""),
        ("in all?", "62"),
        ("reached it?", "42"),
        ("which day?", "in 5 weeks"),
    )
    talk(
        begun,
        ["next"],
        ("Do it now?", "y"),
        ("How did it go?", "partly"),
        ("What changed", "They explain"),
        ("One thing you learned?", "Lines help"),
        ("What comes next?", ""),
        ("Who may see", ""),
    )
    shown = talk(begun, ["next"], ("Do it now?", "y"))
    assert "Closed the cycle 'Fractions': partly" in shown
    assert plc_in(begun, "validate").stdout.endswith("nothing to mend.\n")


def test_an_editor_is_opened_again_with_the_reasons(begun: Path) -> None:
    editor = begun.parent / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "text = file.read_text()\n"
        "broken = '\\nned: Something' in text\n"
        "new = text.replace('\\nned:', '\\nneed:') if broken else "
        "text.replace('need: Digits are counted', 'ned: Something')\n"
        "assert not broken or '# plc: line' in text\n"
        "file.write_text(new)\n"
    )
    shown = talk(
        begun,
        ["edit", "--stage", "priority"],
        ("Open it again?", "y"),
        EDITOR=f"{sys.executable} {editor}",
    )
    assert "did you mean 'need'?" in shown
    text = next(begun.glob("cycles/*/*/priority.yaml")).read_text()
    assert "need: Something\n" in text
    assert "# plc:" not in text
    assert git(begun, "status", "--porcelain") == ""


def test_nothing_is_asked_off_a_terminal_or_with_no_input(begun: Path) -> None:
    for words in (["new-cycle"], ["add-evidence"], ["note"], ["review"], ["done"]):
        ended = plc_in(begun, *words)
        assert ended.returncode == 2, (words, ended.stderr)
        assert "hint: plc " in ended.stderr
        assert "[ended 2]" in talk(begun, [*words, "--no-input"])
