"""Words that may not be saved yet are never lost, and never undo what was saved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from editors import editor_that, seen_by_editor
from in_process import Plc
from installed import git

NAME = "Gwenllian"
Editor = Callable[..., None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Choose what the next editor does."""

    def choose(change: str = "", code: int = 0) -> None:
        monkeypatch.setenv("EDITOR", editor_that(tmp_path, change, code))

    return choose


@pytest.fixture
def listed(cycle: Path, journal: Path) -> Path:
    """A cycle in a journal with one name to keep out."""
    (journal / "local/names.txt").write_text(f"{NAME}\n")
    return cycle


def _drafts(journal: Path) -> list[str]:
    files = sorted((journal / "local/drafts").glob("*--action--*.yaml"))
    return [file.read_text() for file in files]


def test_two_blocked_writes_to_one_record_keep_both(
    plc: Plc, listed: Path, journal: Path
) -> None:
    first = plc("note", f"{NAME} explained her line", code=5)
    plc("note", f"{NAME} asked for another", code=5)
    assert "plc edit 2026-01-comparing-fractions --stage action" in first.err
    one, two = _drafts(journal)
    assert "explained her line" in one
    assert "asked for another" in two


def test_a_draft_begun_from_the_present_record_opens_as_typed_with_reasons(
    plc: Plc, listed: Path, journal: Path, tmp_path: Path, editor: Editor
) -> None:
    plc("note", f"{NAME} explained her line", code=5)
    editor("import re; text = re.sub('(?i)gwenllian', 'learner', text)")
    ran = plc("edit", "--stage", "action")
    assert "Your words from last time are here again." in ran.err
    seen = seen_by_editor(tmp_path)
    assert seen.startswith("# plc: Not saved yet.")
    assert f"'{NAME}' is on your list of names" in seen
    assert f"    text: {NAME} explained her line\n" in seen
    text = (listed / "action.yaml").read_text()
    assert "text: learner explained her line" in text
    assert "# plc:" not in text


def test_a_draft_never_takes_back_what_was_saved_after_it(
    plc: Plc, listed: Path, journal: Path, tmp_path: Path, editor: Editor
) -> None:
    plc("note", f"{NAME} explained her line", code=5)
    plc("note", "Saved in between")
    editor("text = text.replace('Saved in', 'Kept in')")
    plc("edit", "--stage", "action")
    seen = seen_by_editor(tmp_path)
    comments = [line for line in seen.splitlines() if line.startswith("# plc: ")]
    assert any(f"text: {NAME} explained her line" in line for line in comments)
    assert "text: Saved in between\n" in seen
    text = (listed / "action.yaml").read_text()
    assert "text: Kept in between\n" in text
    assert NAME not in text + git(journal, "log", "-p", "--all")


def test_every_draft_stands_above_the_record_when_there_are_several(
    plc: Plc, listed: Path, tmp_path: Path, editor: Editor
) -> None:
    plc("note", f"{NAME} explained her line", code=5)
    plc("note", f"{NAME} asked for another", code=5)
    editor()
    plc("edit", "--stage", "action")
    comments = "".join(
        line
        for line in seen_by_editor(tmp_path).splitlines()
        if line.startswith("# plc: ")
    )
    assert "explained her line" in comments
    assert "asked for another" in comments


def test_an_editor_that_changes_nothing_keeps_the_drafts(
    plc: Plc, listed: Path, journal: Path, editor: Editor
) -> None:
    plc("note", f"{NAME} explained her line", code=5)
    plc("note", f"{NAME} asked for another", code=5)
    before = (listed / "action.yaml").read_bytes()
    editor()
    assert "Nothing was changed" in plc("edit", "--stage", "action").err
    assert len(_drafts(journal)) == 2
    assert (listed / "action.yaml").read_bytes() == before


def test_a_single_draft_that_is_left_as_it_is_stays_one_draft(
    plc: Plc, listed: Path, journal: Path, editor: Editor
) -> None:
    plc("note", f"{NAME} explained her line", code=5)
    editor()
    for _ in range(2):
        plc("edit", "--stage", "action", code=5)
    assert len(_drafts(journal)) == 1


def test_drafts_are_gone_after_a_good_save(
    plc: Plc, listed: Path, journal: Path, editor: Editor
) -> None:
    plc("note", f"{NAME} explained her line", code=5)
    plc("note", f"{NAME} asked for another", code=5)
    editor("text += 'x_told: all\\n'")
    plc("edit", "--stage", "action")
    assert [*(journal / "local/drafts").iterdir()] == []


@pytest.mark.parametrize("code", [0, 1])
def test_words_typed_below_older_drafts_never_replace_them(
    plc: Plc, listed: Path, journal: Path, editor: Editor, code: int
) -> None:
    plc("note", f"{NAME} explained her line", code=5)
    plc("note", f"{NAME} asked for another", code=5)
    editor(f"text += 'x_told: {NAME} told us\\n'", code)
    plc("edit", "--stage", "action", code=5)
    kept = "".join(_drafts(journal))
    for words in ("explained her line", "asked for another", "told us"):
        assert words in kept


def test_an_editor_that_fails_and_changed_nothing_leaves_no_draft(
    plc: Plc, cycle: Path, journal: Path, editor: Editor
) -> None:
    editor(code=1)
    assert "nothing was changed" in plc("edit", "--stage", "action", code=5).err
    assert _drafts(journal) == []
    assert "from last time" not in plc("edit", "--stage", "action", code=5).err


def test_an_editor_that_is_not_there_leaves_no_draft(
    plc: Plc, cycle: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    ran = plc("edit", "--stage", "action", code=5)
    assert "no-such-editor-anywhere" in ran.err
    assert "git config core.editor" in ran.err
    assert _drafts(journal) == []


def test_an_editor_that_fails_after_typing_keeps_what_was_typed(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, editor: Editor
) -> None:
    before = (cycle / "action.yaml").read_bytes()
    editor("text += 'x_told: typed before the fall\\n'", 1)
    assert "local/drafts/" in plc("edit", "--stage", "action", code=5).err
    assert (cycle / "action.yaml").read_bytes() == before
    assert "typed before the fall" in _drafts(journal)[0]
    editor("text += '# once more\\n'")
    plc("edit", "--stage", "action")
    assert "typed before the fall" in seen_by_editor(tmp_path)
    assert "typed before the fall" in (cycle / "action.yaml").read_text()


def test_text_that_breaks_a_rule_waits_as_a_draft_with_its_line(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, editor: Editor
) -> None:
    before = (cycle / "priority.yaml").read_bytes()
    editor("text = text.replace('need: Many', 'ned: Many')")
    ran = plc("edit", "--stage", "priority", code=5)
    assert "did you mean 'need'?" in ran.err
    assert (cycle / "priority.yaml").read_bytes() == before
    editor("text = text.replace('ned: Many', 'need: Few')")
    plc("edit", "--stage", "priority")
    assert "did you mean 'need'?" in seen_by_editor(tmp_path)
    assert "need: Few count digits\n" in (cycle / "priority.yaml").read_text()


def test_words_typed_while_somebody_else_saved_are_kept_and_offered_again(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, editor: Editor
) -> None:
    editor(
        "import subprocess\n"
        "words = [sys.executable, '-m', 'plcjournal', 'note', 'Saved by B']\n"
        "subprocess.run(words, check=True)\n"
        "text += '# typed by A\\n'"
    )
    ran = plc("edit", "--stage", "action", code=7)
    assert "your words are safe in local/drafts/" in ran.err
    text = (cycle / "action.yaml").read_text()
    assert "Saved by B" in text
    editor("text += '# typed by A again\\n'")
    plc("edit", "--stage", "action")
    assert "# plc: # typed by A\n" in seen_by_editor(tmp_path)
    assert "Saved by B" in (cycle / "action.yaml").read_text()


def test_nothing_is_typed_in_vain_while_the_settings_cannot_be_read(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, editor: Editor
) -> None:
    (journal / "plc.yaml").write_text("broken: [\n")
    editor()
    assert "plc.yaml cannot be read" in plc("edit", code=3).err
    assert not (tmp_path / "seen.txt").exists()
