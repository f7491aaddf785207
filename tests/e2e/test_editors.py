"""Records in an editor, through the yaml-language-server that editors use."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import WHOLE
from installed import plc_in
from language_server import Server, installed

from plcjournal import reading, schemas
from plcjournal.codec import writer
from plcjournal.core import layout

_CYCLE = "cycles/maths/2025-10-fractions"
_PATHS = {
    "settings": "plc.yaml",
    "team": "teams/maths.yaml",
    "meeting": "meetings/2025-11-05-maths.yaml",
    "model": "models/small.yaml",
    **{stage: f"{_CYCLE}/{stage}.yaml" for stage in layout.STAGES},
}


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server from npm, installed once for all that run tests side by side."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, told = base / "language-server", base / "language-server.txt"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + 60
        while not told.exists() and time.monotonic() < until:
            time.sleep(0.1)
    else:
        found, why = installed(folder)
        told.write_text(f"{found or ''}\n{why}", encoding="utf-8")
    where, why = (told.read_text("utf-8") if told.exists() else "\nno time").split("\n")
    if not where:
        pytest.skip(why)
    return Path(where)


@pytest.fixture(scope="session")
def server(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that looks at a journal which has nothing but its schemas."""
    folder = tmp_path_factory.mktemp("edited")
    for path, data in schemas.files().items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    with Server(program, folder) as running:
        yield running


def text_of(kind: str, words: str) -> str:
    return f"# {layout.schema_line(_PATHS[kind])}\n{words}"


def offered(server: Server, kind: str, words: str) -> dict[str, str]:
    return server.completed(_PATHS[kind], text_of(kind, words))


def marked(server: Server, kind: str, words: str) -> set[int]:
    """The lines that the editor marks."""
    found = server.problems(_PATHS[kind], text_of(kind, words))
    return {one["range"]["start"]["line"] + 1 for one in found}


def found(kind: str, words: str) -> set[int]:
    """The lines of the errors that plc tells of a record by itself."""
    path = _PATHS[kind]
    told = reading.read({path: text_of(kind, words).encode()}).findings
    return {one.line for one in told if one.blocks and one.path == path}


def test_keys_are_completed_with_what_they_mean(server: Server) -> None:
    found = offered(server, "priority", "format: 1\ntitle: Fractions\n|")
    assert found["review_by"] == "The day the team wants to have looked back."
    assert "need" in found
    assert "title" not in found  # it stands there already
    assert not {one for one in found if one.startswith("x_")}


def test_keys_of_an_item_are_completed_in_every_list(server: Server) -> None:
    text = "actions:\n  - id: talks\n    what: Number talks\n    |"
    assert {"due", "owner", "status", "because"} <= {*offered(server, "action", text)}
    text = "measures:\n  - id: task\n    name: Task\n    results:\n      - |"
    assert {"date", "size", "count"} <= {*offered(server, "evidence", text)}
    text = "members:\n  - id: coach\n    |"
    assert {"name", "role", "left"} <= {*offered(server, "team", text)}
    text = "steps:\n  - id: need\n    |"
    assert {"stage", "done_when", "question"} <= {*offered(server, "model", text)}


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("review", "outcome: |", {"met", "partly", "not-met", "cannot-tell"}),
        ("review", "share: |", {"team", "school", "cluster", "public"}),
        (
            "action",
            "actions:\n  - id: a\n    what: b\n    status: |",
            {"planned", "doing", "done", "dropped"},
        ),
        ("evidence", "measures:\n  - id: a\n    name: b\n    better: |", {"up"}),
        ("meeting", "focus: |", {"instruction", "evidence"}),
        ("settings", "language: |", {"en", "cy", "fr"}),
        ("model", "steps:\n  - id: a\n    done_when: |", {"baseline", "answered"}),
    ],
)
def test_choices_are_completed_with_what_they_mean(
    server: Server, kind: str, words: str, expected: set[str]
) -> None:
    found = offered(server, kind, words)
    assert expected <= {*found}
    assert all(found[one] for one in expected)


def test_a_text_is_offered_no_true_and_no_false(server: Server) -> None:
    assert not {"true", "false"} & {*offered(server, "priority", "need: |")}


def test_hovering_says_what_a_key_means_and_what_may_stand_there(
    server: Server,
) -> None:
    text = text_of("review", "out|come: partly\n")
    told = server.hovered(_PATHS["review"], text)
    assert "How it went. Not met and cannot tell are as good an outcome as any." in told
    assert "`partly`: part of the way" in told
    text = text_of("evidence", "measures:\n  - id: a\n    na|me: Task\n")
    told = server.hovered(_PATHS["evidence"], text)
    assert "What is measured, in a few words." in told


@pytest.mark.parametrize("path", WHOLE)
def test_a_whole_record_has_no_mark(server: Server, path: str) -> None:
    spot = layout.spot(path)
    assert spot
    text = writer.write(WHOLE[path], {"": [layout.schema_line(path)]}).decode()
    assert server.problems(_PATHS[spot.kind], text) == []


@pytest.mark.slow
def test_what_plc_writes_has_no_mark(program: Path, tmp_path: Path) -> None:
    """The demo, and one record of each kind as plc scaffolds it."""
    made = plc_in(tmp_path, "demo", "d")
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "d"
    for words in (
        ("new-cycle", "Ask better questions", "--need", "Few answer"),
        ("models", "--new", "our-way"),
        ("meet", "--team", "grade-4", "--decided", "We try it", "--present", "all"),
        ("team", "--new", "Grade 5 science"),
    ):
        ended = plc_in(folder, *words)
        assert ended.returncode == 0, ended.stderr
    kinds = set()
    with Server(program, folder) as running:
        for file in sorted(folder.glob("**/*.yaml")):
            path = file.relative_to(folder).as_posix()
            spot = layout.spot(path)
            assert spot
            text = file.read_text("utf-8")
            assert text.startswith(f"# {layout.schema_line(path)}\n"), path
            assert running.problems(path, text) == [], path
            kinds.add(spot.kind)
    assert kinds == {*_PATHS}


_RESULTS = "measures:\n  - id: task\n    name: Task\n    results:\n"
_BROKEN = [
    ("priority", "title: Fractions\nreview_by: next friday\n"),
    ("priority", "title: Fractions\nopened: 2026-13-01\n"),
    ("priority", "title: Fractions\nteam: Grade 4\n"),
    ("priority", 'title: ""\n'),
    ("priority", "title: |\n  Two\n  lines\n"),
    ("priority", "title: Fractions\nlearners: all of grade 4\n"),
    ("priority", 'title: Fractions\nlearners:\n  size: "64"\n'),
    ("priority", "title: Fractions\nlearners:\n  size: -64\n"),
    ("priority", "title: Fractions\nneeed: Many count digits\n"),
    ("priority", "title: Fractions\nlearners:\n  colour: red\n"),
    ("priority", "title: Fractions\nassumptions:\n  - text: More practice\n"),
    ("priority", "title: Fractions\nassumptions: none\n"),
    ("evidence", "measures:\n  - id: task\n    name: Task\n    kind: exam\n"),
    ("evidence", "measures:\n  - id: task\n    name: Task\n    cut: 12\n"),
    ("evidence", _RESULTS + "      - size: 64\n"),
    (
        "evidence",
        _RESULTS + "      - date: 2026-01-05\n        count: many\n        size: 6.5\n",
    ),
    (
        "evidence",
        "measures:\n  - id: task\n    name: Task\n    prediction:\n      made: soon\n",
    ),
    ("action", "actions:\n  - id: a\n    what: Talks\n    status: finished\n"),
    ("action", "actions:\n  - id: a\n    what: Talks\n    because: task\n"),
    ("action", "actions:\n  - id: a\n    what: Talks\n    quick_win: sure\n"),
    ("action", "actions:\n  - id: a\n  - what: Talks\n"),
    ("review", "outcome: great\nshare: everybody\n"),
    ("review", "learned:\n  - id: a\n    claim: Lines\n    confidence: sure\n"),
    ("team", "name: Maths\nmembers:\n  - id: A\n    name: Coach\n"),
    ("team", "name: Maths\nmembers:\n  - id: a\n    name: Coach\n    role: boss\n"),
    ("team", "name: Maths\nmeeting: Wed\n"),
    ("meeting", "date: Wednesday\nminutes: a lot\npresent: all\n"),
    ("settings", "language: de\nprivacy:\n  min_group: few\n"),
    ("settings", "privacy:\n  allow:\n    - words: Grace\n"),
    ("model", "id: m\nname: M\nsteps:\n  - id: a\n    name: A\n    stage: begin\n"),
]


@pytest.mark.parametrize(("kind", "words"), _BROKEN)
def test_the_editor_marks_the_lines_that_plc_validate_names(
    server: Server, kind: str, words: str
) -> None:
    expected = found(kind, words)
    assert expected
    assert marked(server, kind, words) == expected


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("priority", "title:\n  - Fractions\n"),
        ("action", "answers:\n  - one\n"),
    ],
)
def test_a_list_where_none_belongs_is_marked_below_the_key_that_plc_names(
    server: Server, kind: str, words: str
) -> None:
    assert found(kind, words) == {2}
    assert marked(server, kind, words) == {3}


def test_the_editor_says_it_in_the_words_of_plc(server: Server) -> None:
    words = "title: Fractions\nopened: soon\nteam: Grade 4\nlearners:\n  size: x\n"
    told = server.problems(_PATHS["priority"], text_of("priority", words))
    assert [one["message"] for one in told] == [
        "This must be small letters, digits and single hyphens.",
        "This must be a date such as 2026-11-03.",
        "This must be a whole number, 0 or more.",
    ]


def test_a_key_that_the_record_itself_misses_is_told_by_both(server: Server) -> None:
    """plc names the top of the file, the editor its first key."""
    words = "format: 1\nneed: Many count digits\n"
    assert found("priority", words) == {1}
    assert marked(server, "priority", words) == {2}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("title: a: b\n", id="a colon in a text"),
        pytest.param("title: 'It\n", id="a quote that nobody closed"),
        pytest.param("title: A\ntitle: B\n", id="a key that stands there twice"),
    ],
)
def test_what_is_no_yaml_is_told_by_both_but_in_other_words(
    server: Server, words: str
) -> None:
    assert found("priority", words)
    assert marked(server, "priority", words)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param("priority", "title: A\nopened: 2026-02-30\n", id="no such day"),
        pytest.param("model", "id: m\nname: M\nsteps: []\n", id="a stage without step"),
    ],
)
def test_some_mistakes_of_one_record_only_plc_validate_knows(
    server: Server, kind: str, words: str
) -> None:
    """A schema knows no calendar, and nothing that is between items or records.

    So it knows no link to nothing, no id that stands there twice, no count above its
    size, and nothing of what protects learners: plc save and plc validate do.
    """
    assert found(kind, words)
    assert marked(server, kind, words) == set()


def test_an_unquoted_true_in_a_text_is_marked_though_plc_takes_it(
    server: Server,
) -> None:
    assert found("priority", "title: A\nneed: true\n") == set()
    assert marked(server, "priority", "title: A\nneed: true\n") == {3}


def test_numbers_where_a_text_belongs_have_no_mark(server: Server) -> None:
    words = "title: 2026\nteam: 4\nplan_link: 2.1\n"
    assert found("priority", words) == set()
    assert marked(server, "priority", words) == set()
