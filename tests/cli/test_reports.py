"""What is wrong, told in the ways hosts of shared journals read."""

import json
from pathlib import Path
from typing import Any

import pytest
from in_process import Plc
from installed import git
from sarif_pydantic import Sarif

_HOSTILE = "grade-4-math-team/2026-01-a%b, ü"


@pytest.fixture
def broken(plc: Plc, cycle: Path) -> Path:
    """A journal with an error, a warning and a note; answers the cycle's folder."""
    plc("new-cycle", "Second", "--need", "Something")
    with (cycle / "priority.yaml").open("a") as file:
        file.write('outcom: "100%"\n')
    other = cycle.parents[1] / _HOSTILE
    other.mkdir()
    (other / "priority.yaml").write_text("format: 1\ntitle: X\n\tneed: B\n")
    return cycle


def test_github_reads_one_line_for_each_finding(plc: Plc, broken: Path) -> None:
    ran = plc("validate", "--format", "github", code=3)
    lines = ran.out.splitlines()
    assert {line.partition(" ")[0] for line in lines} == {
        *("::error", "::warning", "::notice")
    }
    where = broken.relative_to(broken.parents[2]).as_posix()
    known = next(line for line in lines if "outcom" in line)
    assert known.startswith(f"::error file={where}/priority.yaml,line=")
    assert ",title=unknown-key::plc does not know the key 'outcom'" in known
    assert any("2026-01-a%25b%2C ü/priority.yaml,line=3," in line for line in lines)
    assert any("%0AType instead: " in line for line in lines)
    assert "checked: 2 errors" in ran.err


def test_texts_of_a_record_give_no_orders_to_the_host(plc: Plc, cycle: Path) -> None:
    folder = cycle.parent / "2026-01-x\r\n::add-mask::,:"
    folder.mkdir()
    (folder / "priority.yaml").write_text(
        'format: 1\ntitle: X\n"a\\n::error::b\\e[31m": 1\n'
    )
    ran = plc("validate", "--format", "github", code=3)
    lines = ran.out.splitlines()
    assert lines
    assert all(
        line.startswith(("::error file", "::warning f", "::not")) for line in lines
    )
    assert "\x1b" not in ran.out
    json.loads(plc("validate", "--format", "gitlab", code=3).out)


def test_gitlab_reads_a_report_whose_marks_outlive_new_lines(
    plc: Plc, broken: Path
) -> None:
    def report() -> list[dict[str, Any]]:
        return list(json.loads(plc("validate", "--format", "gitlab", code=3).out))

    before = report()
    assert {one["severity"] for one in before} == {"major", "minor", "info"}
    assert all(one["location"]["lines"]["begin"] >= 1 for one in before)
    assert len({one["fingerprint"] for one in before}) == len(before)
    file = broken / "priority.yaml"
    file.write_text(f"# one\n# two\n{file.read_text()}")
    after = report()
    assert [one["fingerprint"] for one in before] == [o["fingerprint"] for o in after]
    assert before != after


def test_sarif_is_what_the_standard_says(plc: Plc, broken: Path) -> None:
    told = plc("validate", "--format", "sarif", code=3).out
    log = Sarif.model_validate_json(told)
    run = log.runs[0]
    assert log.version == "2.1.0"
    rules = [rule.id for rule in run.tool.driver.rules or ()]
    assert rules == sorted({str(one.rule_id) for one in run.results or ()})
    levels = {one["level"] for one in json.loads(told)["runs"][0]["results"]}
    assert levels == {"error", "warning", "note"}
    places = [
        one["locations"][0]["physicalLocation"]
        for one in json.loads(told)["runs"][0]["results"]
    ]
    assert {
        "artifactLocation": {
            "uri": "cycles/grade-4-math-team/2026-01-a%25b%2C%20%C3%BC/priority.yaml",
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": 3, "startColumn": 2},
    } in places


def test_paths_begin_at_the_top_of_what_the_host_has(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path / "work", "init", "--quiet")
    plc("init", "inner", "--author", "Coach", "--team", "Maths")
    monkeypatch.chdir(tmp_path / "work/inner")
    Path("teams/maths.yaml").write_text("format: 1\nnam: X\n")
    told = plc("validate", "--format", "github", code=3).out
    assert "file=inner/teams/maths.yaml," in told


def test_a_form_nobody_reads_is_refused(plc: Plc, journal: Path) -> None:
    ran = plc("validate", "--format", "xml", code=2)
    assert "github, gitlab or sarif" in ran.err
    assert (
        "only one can be" in plc("validate", "--json", "--format", "sarif", code=2).err
    )


def test_a_sound_journal_makes_an_empty_report(plc: Plc, journal: Path) -> None:
    assert plc("validate", "--format", "github").out == ""
    assert json.loads(plc("validate", "--format", "gitlab").out) == []
    sarif = json.loads(plc("validate", "--format", "sarif").out)
    assert sarif["runs"][0]["results"] == []
