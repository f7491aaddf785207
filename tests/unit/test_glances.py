"""What lists need of every cycle is the same remembered, laid over, and read whole."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from builders import NAME, Change, files

from plcjournal.codec import writer
from plcjournal.core.layout import stage_path
from plcjournal.core.overview import ByReading, Overview
from plcjournal.glances import Asked, Glances
from plcjournal.glancing import glances_of, waiting
from plcjournal.repository.place import find
from plcjournal.repository.repository import Repository
from plcjournal.workspace import Workspace

OTHER = "maths/2025-11-telling-time"
PRIORITY = stage_path(OTHER, "priority")
TIME = (
    b"format: 1\ntitle: Telling time\nreview_by: 2025-10-01\n"
    b"follows: %s\n" % NAME.encode()
)
WAITS = b"""contested:
  - field: title
    values:
      - value: Telling time
      - value: Clocks
"""


def _written(folder: Path, *changes: Change) -> None:
    for path, raw in files(*changes).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(writer.write(raw))


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    Repository.create(tmp_path)
    _written(tmp_path, ("review", "closed", None))
    opened = Workspace(tmp_path)
    _save(opened)
    return opened


def _save(space: Workspace) -> None:
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.invalid")
    for words in (("add", "-A"), ("commit", "-qm", "Save")):
        subprocess.run([*git, *words], cwd=space.folder, check=True)


def _told(glances: Glances) -> object:
    told = (
        glances.listed("", None),
        glances.listed("", 1),
        glances.listed("maths", None, closed=True),
        glances.listed("math", None),
        [*glances.holding(["time"], "")],
        [*glances.holding(["time", "fractions"], "maths")],
        [*glances.touching(["time", "fractions"], "")],
        glances.unread(),
        _of_all(glances),
    )
    glances.close()
    return told


def _of_all(seen: Overview) -> object:
    """What a journal asks of all its cycles."""
    return (
        seen.several_open(),
        [seen.called(name) for name in ("2025-11-telling-time", "time", "")],
        [[*seen.following(name)] for name in (NAME, OTHER)],
        [[*seen.opened(team)] for team in ("", "maths", "math")],
        [[*seen.titled(words)] for words in ("TIME", "time", "no such")],
    )


def _agree(space: Workspace) -> None:
    whole = _told(glances_of(space.look()))
    for _ in range(2):
        found = space.glances(space.look())
        assert _told(found) == whole
        by_reading = _of_all(ByReading(space.look().journal.cycles))
        assert _of_all(Asked(lambda: space.glances(space.look()))) == by_reading


def test_what_is_remembered_is_what_is_there(space: Workspace) -> None:
    _agree(space)
    assert (space.folder / ".git/plcjournal/glances.sqlite").exists()


@pytest.mark.parametrize("data", [TIME, b"a: [", TIME + b"x: 1\n"])
def test_what_differs_from_history_is_laid_over_it(
    space: Workspace, data: bytes
) -> None:
    _agree(space)
    for path in (PRIORITY, stage_path(NAME, "review"), "teams/maths.yaml"):
        (space.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (space.folder / path).write_bytes(data)
        _agree(space)
    (space.folder / stage_path(NAME, "priority")).unlink()
    _agree(space)
    _save(space)
    _agree(space)


def test_a_cycle_that_is_gone_is_listed_no_more(space: Workspace) -> None:
    (space.folder / PRIORITY).parent.mkdir(parents=True)
    (space.folder / PRIORITY).write_bytes(TIME)
    _save(space)
    _agree(space)
    (space.folder / PRIORITY).unlink()
    _agree(space)
    _save(space)
    _agree(space)
    found = space.glances(space.look())
    assert found.listed("", None).names == (NAME,)
    found.close()


def test_what_changed_by_hand_since_a_save_is_made_good_later(
    space: Workspace,
) -> None:
    _agree(space)
    path = space.folder / stage_path(NAME, "priority")
    saved = path.read_bytes()
    (space.folder / PRIORITY).parent.mkdir(parents=True)
    (space.folder / PRIORITY).write_bytes(TIME)
    _save(space)
    path.write_bytes(saved.replace(b"fractions", b"decimals"))
    _agree(space)
    path.write_bytes(saved)
    _agree(space)


def test_what_the_journal_asks_of_all_cycles_is_answered_as_by_reading(
    space: Workspace,
) -> None:
    (space.folder / PRIORITY).parent.mkdir(parents=True)
    (space.folder / PRIORITY).write_bytes(TIME)
    read, whole = space.look(), space.look().journal
    found = space.glances(read)
    with closing(found):
        assert not read.journal.has_one_open
        assert not whole.has_one_open
        for name in (NAME, OTHER):
            assert read.journal.shortest(name) == whole.shortest(name)
            assert [*read.journal.following(name)] == [*whole.following(name)]
        assert [*read.journal.following(NAME)] == [OTHER]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_folder_whose_name_is_no_text_is_a_cycle_like_others(
    space: Workspace,
) -> None:
    folder = space.folder / os.fsdecode(b"cycles/maths/2025-11-odd\xff")
    folder.mkdir(parents=True)
    (folder / "priority.yaml").write_bytes(TIME)
    _agree(space)
    _save(space)
    _agree(space)


def test_a_damaged_memory_is_made_anew(space: Workspace) -> None:
    _agree(space)
    file = space.folder / ".git/plcjournal/glances.sqlite"
    file.write_bytes(b"no database" * 500)
    _agree(space)
    _agree(space)


def test_cycles_in_which_something_may_wait_are_remembered(space: Workspace) -> None:
    place = find(space.folder)
    assert place
    assert waiting(place, "") is None  # nobody looked yet
    _agree(space)
    assert waiting(place, "") == ()
    (space.folder / PRIORITY).parent.mkdir(parents=True)
    (space.folder / PRIORITY).write_bytes(TIME + WAITS)
    _save(space)
    assert waiting(place, "") == (OTHER,)  # saved since
    _agree(space)
    assert waiting(place, "") == (OTHER,)
    (space.folder / PRIORITY).write_bytes(TIME)
    _save(space)
    _agree(space)
    assert waiting(place, "") == ()
    (space.folder / PRIORITY).write_bytes(TIME + WAITS)
    _save(space)
    (space.folder / PRIORITY).write_bytes(TIME)
    _agree(space)
    assert waiting(place, "") is None  # what was saved was not what was looked at
    (place.notes / "glances.sqlite").write_bytes(b"no database" * 500)
    assert waiting(place, "") is None


def test_nothing_is_run_that_the_journal_itself_names(space: Workspace) -> None:
    ran = space.folder / "ran"
    place = find(space.folder)
    assert place is not None
    with (place.git_dir / "config").open("a") as config:
        config.write(f'[filter "x"]\n\tclean = touch {ran.as_posix()}\n')
    (space.folder / ".gitattributes").write_text("*.yaml filter=x\n")
    (space.folder / stage_path(NAME, "review")).write_bytes(b"format: 1\nheld:\n")
    _agree(space)
    assert not ran.exists()


def test_many_open_cycles_are_listed_by_what_waits_longest(space: Workspace) -> None:
    (space.folder / PRIORITY).parent.mkdir(parents=True)
    (space.folder / PRIORITY).write_bytes(TIME)
    found = space.glances(space.look())
    listed = found.listed("", 1)
    found.close()
    assert (listed.names, listed.more) == ((OTHER,), 1)
    assert found.unsaved == (PRIORITY,)
