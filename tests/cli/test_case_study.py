"""The page of a cycle that has everything a cycle can have."""

import shutil
from pathlib import Path

import pytest
from in_process import Plc

NAME = "comparing-fractions"
_MEASURE = """
  - id: {id}
    name: {name}
    tool: Common task, version A
    targets:
      - value: 65
        by: 2026-01-12
    groups:
      - id: room-12
        name: Room 12
    results:
      - date: 2026-01-05
        role: baseline
        size: 64
        count: 25
      - date: 2026-01-05
        role: baseline
        group: room-12
        size: 32
        count: 12
      - date: 2026-01-14
        role: result
        size: 62
        count: 42
"""
_EVIDENCE = f"""format: 1
measures:{_MEASURE.format(id="first", name="First task")}{
    _MEASURE.format(id="second", name="Second task")
}
  - id: third
    name: Third task
observations:
  - id: digits
    date: 2026-01-06
    noticed: Students count digits
    means: They see two whole numbers
"""
_NOTES = "".join(
    f"  - id: note-{number}\n    date: 2026-01-09\n    text: Note {number} of it\n"
    for number in range(14)
)
_ACTION = f"""format: 1
theory: Lines show size
actions:
  - id: talks
    what: Number talks
    status: done
    done: 2026-01-08
  - id: marking
    what: Peer marking
    owner: math-coach
    status: dropped
    why: no time
  - id: strips
    what: Paper strips
    status: doing
    due: 2026-01-20
learning:
  - id: chapter
    what: Read a chapter
    with: math-coach
log:
{_NOTES}"""
_REVIEW = """format: 1
held: 2026-01-14
outcome: partly
changed: It became routine
learned:
  - id: lines
    claim: Lines show thinking.
    because:
      - first
      - digits
    confidence: strong
    transfer: Any grade
assumptions:
  - id: practice
    now: dropped
next: adapt
share: school
closed: 2026-01-15
"""


@pytest.fixture
def page(plc: Plc, cycle: Path, shelf: Path) -> str:
    """The case study of a cycle with everything in it, and one that follows it."""
    folder, kept = cycle.parents[2], shelf / "case-study-of-everything"
    if kept.exists():
        shutil.rmtree(folder / ".git")
        shutil.copytree(kept, folder, dirs_exist_ok=True)
    else:
        priority = (cycle / "priority.yaml").read_text()
        assumed = "assumptions:\n  - id: practice\n    text: More practice is enough\n"
        lines = [one for one in priority.splitlines() if "assumptions" not in one]
        (cycle / "priority.yaml").write_text("\n".join([*lines, assumed]))
        (cycle / "evidence.yaml").write_text(_EVIDENCE)
        (cycle / "action.yaml").write_text(_ACTION)
        (cycle / "review.yaml").write_text(_REVIEW)
        plc("save")
        plc("new-cycle", "Next question", "--follows", NAME, "--need", "More")
        plc("set", "review.share", "school", "--cycle", "next-question")
        shutil.copytree(folder, kept)
    told: str = plc("export", "--case-study", NAME).out
    return told


def part(page: str, title: str) -> str:
    return page.split(f"## {title}\n")[1].split("\n## ", maxsplit=1)[0]


def test_the_context_says_who_worked_and_what_came_after(page: str) -> None:
    context = part(page, "Context")
    assert "- **Line of cycles:** Comparing fractions, then Next question" in context
    assert "- **Carried on in:** Next question" in part(page, "Next")
    assert "- More practice is enough (dropped in the end)" in part(page, "Priority")


def test_figures_stand_in_tables_with_their_groups(page: str) -> None:
    evidence = part(page, "Evidence")
    head = "**First task.** Measured with: Common task, version A."
    assert f"{head} Target: 65 % by 12 January 2026." in evidence
    assert "| Day | When | Whom | Figure |" in evidence
    assert "| 5 January 2026 | Baseline | Room 12 | 37.5 % (12 of 32) |" in evidence
    assert "| 14 January 2026 | Result | everybody | 67.7 % (42 of 62) |" in evidence
    assert "**Third task.**\n\nNo figure yet." in evidence
    noticed = "- 6 January 2026: Students count digits (perhaps: They see two"
    assert noticed in evidence


def test_what_was_tried_is_told_as_it_went(page: str) -> None:
    tried = part(page, "What we tried")
    assert "- **Why we thought it would help:** Lines show size" in tried
    assert "- Number talks (done 8 January 2026)" in tried
    assert "- Peer marking (dropped, Math coach, no time)" in tried
    assert "- Paper strips (begun, due 20 January 2026)" in tried
    assert "- Read a chapter (planned, with Math coach)" in tried
    assert "Note 13 of it" in tried
    assert "Note 1 of it" not in tried
    assert "- (and 2 earlier notes in the journal)" in tried


def test_what_is_to_bear_in_mind_of_all_figures_is_said_once(page: str) -> None:
    changed = part(page, "What changed")
    assert changed.count("no comparison group") == 1
    assert "Of all of these: " in changed
    assert "First task rose from 39.1 % (25 of 64)" in changed
    assert "Third task has no figure for everybody yet." in changed
    assert "It became routine" in changed


def test_what_was_learned_says_how_sure_it_is(page: str) -> None:
    assert (
        "- Lines show thinking. Seen more than once; it rests on: First task; Students"
        " count digits. Where else it may hold: Any grade"
    ) in part(page, "What we learned")


def test_a_review_that_no_longer_fits_its_evidence_says_so(plc: Plc, page: str) -> None:
    assert "changed after this review" not in page
    plc("reopen", NAME)
    plc("review", NAME, "--outcome", "met", "--learned", "One more thing")
    task = ("add-evidence", NAME, "--measure", "First task", "--date", "2026-01-14")
    plc(*task, "--role", "result", "--size", "62", "--count", "40")
    told = plc("export", "--case-study", NAME).out
    assert "The evidence was changed after this review." in told


def test_a_table_that_is_no_longer_made_goes_from_the_folder(
    plc: Plc, page: str
) -> None:
    plc("export", "--format", "csv", "--out", "t")
    plc("export", "--format", "parquet", "--out", "p")
    told = plc("export", "--format", "parquet", "--out", "t")
    assert "Removed, as it is no longer made: actions.csv, changes.csv" in told.out
