"""plc publish: who sees which cycles, what is hidden, what is written."""

import json
import os
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from in_process import Plc
from published import pages_in, words_of

NAME = "comparing-fractions"
PAGE = "cycles/grade-4-math-team/2026-01-comparing-fractions.html"
TASK = ("add-evidence", NAME, "--measure", "Common task")


@pytest.fixture
def shared(plc: Plc, cycle: Path, shelf: Path) -> Path:
    """A reviewed cycle that the school may see; answers the journal."""
    folder, kept = cycle.parents[2], shelf / "reviewed-for-pages"
    if kept.exists():
        shutil.rmtree(folder / ".git")
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return folder
    plc("set", "priority.question", "Do number lines help?")
    plc(*TASK, "--date", "2026-01-05", "--size", "64", "--count", "25")
    plc("add-action", "Number talks", "--owner", "Ann Example", "--due", "2026-01-20")
    plc("done", "number-talks", "--date", "2026-01-08")
    result = ("--role", "result", "--size", "62", "--count", "42")
    plc(*TASK, "--date", "2026-01-14", *result)
    learned = ("--learned", "Lines show thinking", "--outcome", "met")
    plc("review", *learned, "--next", "keep", "--share", "school")
    shutil.copytree(folder, kept)
    return folder


def publish(plc: Plc, *words: str, code: int = 0) -> dict[str, str]:
    plc("publish", "--audience", "school", *words, code=code)
    return pages_in(Path("site"))


def test_a_cycle_gets_a_page_with_its_story(plc: Plc, shared: Path) -> None:
    made = publish(plc)
    told = words_of(made[PAGE])
    for words in (
        "Comparing fractions",
        "Do number lines help?",
        "Many count digits",
        "39.1 % (25 of 64)",
        "Number talks",
        "Lines show thinking",
        "14 Jan 2026",
        "Added evidence: Common task",
        "Up 28.7 percentage points",
    ):
        assert words in told, words
    assert '<svg class="chart"' in made[PAGE]
    assert "Lines show thinking" in words_of(made["index.html"])
    assert "Lines show thinking" in words_of(made["learned.html"])
    assert "Number talks" in words_of(made["search.html"])
    assert "Comparing fractions" in words_of(made["teams/grade-4-math-team.html"])


def test_only_cycles_shared_so_widely_are_on_the_pages(plc: Plc, shared: Path) -> None:
    plc("new-cycle", "Quiet question", "--need", "Nobody knows")
    plc("set", "review.share", "cluster", "--cycle", NAME)
    for audience, cycles in (("team", 2), ("school", 1), ("cluster", 1), ("public", 0)):
        told = plc("publish", "--audience", audience, "--json").data
        assert (told["cycles"], told["left_out"]) == (cycles, 2 - cycles)
        everything = " ".join(pages_in(Path("site")).values())
        assert ("Quiet question" in everything) is (audience == "team")


def test_a_cycle_that_is_no_longer_shared_is_taken_down(plc: Plc, shared: Path) -> None:
    publish(plc)
    plc("set", "review.share", "team")
    told = plc("publish", "--audience", "school")
    assert PAGE not in pages_in(Path("site"))
    assert "feed.xml" not in pages_in(Path("site"))
    assert "Left out, because not shared so widely: 1 cycle" in told.out
    assert "Comparing" not in " ".join(pages_in(Path("site")).values())


@pytest.mark.parametrize("share", ["team", "school"])
def test_where_nothing_is_shared_so_widely_that_is_said_first(
    plc: Plc, shared: Path, share: str
) -> None:
    plc("set", "review.share", share, "--cycle", NAME)
    told = plc("publish").out.splitlines()
    assert told[0] == "No cycle is shared with everybody, so the pages tell of none."
    school = ["To make pages for the school, type:", "  plc publish --audience school"]
    assert told[3:] == [
        "Left out, because not shared so widely: 1 cycle",
        "To make pages for your own team, type:",
        "  plc publish --audience team",
        *(school if share == "school" else []),
        "To share a cycle with everybody, type:",
        "  plc set review.share public --cycle NAME",
    ]


def test_a_follower_does_not_name_a_cycle_that_is_not_shared(
    plc: Plc, shared: Path
) -> None:
    plc("close", NAME)
    plc("new-cycle", "Next question", "--need", "More", "--follows", NAME)
    plc("set", "review.share", "team", "--cycle", NAME)
    plc("set", "review.share", "school", "--cycle", "next-question")
    everything = " ".join(publish(plc).values())
    assert "Next question" in everything
    assert "omparing" not in everything


def test_people_are_named_for_their_team_alone(plc: Plc, shared: Path) -> None:
    plc("team", "--add", "Ann Example", "--role", "coach")
    plc("note", "Ann Example showed how", "--cycle", NAME)
    plc("publish", "--audience", "team")
    assert "Ann Example" in " ".join(pages_in(Path("site")).values())
    everything = " ".join(publish(plc).values())
    assert "Ann" not in everything
    assert "coach showed how" in everything


def test_what_the_past_said_is_not_told_again(plc: Plc, shared: Path) -> None:
    plc("note", "A slip of the pen", "--cycle", NAME)
    plc("set", "priority.need", "Something quite different", "--cycle", NAME)
    plc("remove", "action.log.a-slip-of-the-pen", "--cycle", NAME, "--yes")
    everything = " ".join(publish(plc).values())
    assert "slip" not in everything
    assert "Many count digits" not in everything
    assert "Wrote a note" in everything


def test_what_was_done_by_hand_or_dropped_is_told_too(plc: Plc, shared: Path) -> None:
    plc("add-action", "Peer marking", "--cycle", NAME)
    plc("done", "peer-marking", "--dropped", "No time for it", "--cycle", NAME)
    for stage in ("priority", "review"):
        file = next(shared.glob(f"cycles/*/*/{stage}.yaml"))
        file.write_text(f"{file.read_text()}# by hand\n")
    saved_by_hand(shared)
    told = words_of(publish(plc)[PAGE])
    assert "Dropped: Peer marking" in told
    assert "Worked on the priority and the review" in told
    assert "Changed the question" in told
    assert "Started the cycle" in told


def test_figures_about_few_are_told_in_code_everywhere(plc: Plc, shared: Path) -> None:
    plc(*TASK, "--date", "2026-01-14", "--size", "62", "--count", "55")
    plc("set", "review.changed", "All but 7, 55 of 62, did it", "--cycle", NAME)
    told = plc("publish", "--audience", "school")
    assert "few learners are behind them: 1 figure" in told.out
    page = words_of(pages_in(Path("site"))[PAGE])
    assert "all but fewer than 10 of 62" in page
    for path, text in pages_in(Path("site")).items():
        if path.endswith(".html"):
            assert "55" not in words_of(text)
            assert "88.7" not in words_of(text)


def test_a_name_on_the_list_stops_everything(plc: Plc, shared: Path) -> None:
    made = publish(plc)
    (shared / "local").mkdir(exist_ok=True)
    (shared / "local/names.txt").write_text("Number Talks\n")
    told = plc("publish", "--audience", "school", code=6)
    assert "No page was made, to protect people" in told.err
    assert "hint: Say it in other words" in told.err
    assert pages_in(Path("site")) == made


def test_publishing_twice_changes_no_byte(plc: Plc, shared: Path) -> None:
    made = publish(plc)
    told = plc("publish", "--audience", "school", "--json").data
    assert (told["written"], told["removed"]) == ([], [])
    assert told["unchanged"] == len(made) - 1  # the list of files is no page
    plc("publish", "--audience", "school", "--out", "elsewhere")
    assert pages_in(Path("elsewhere")) == made


def test_an_edited_cycle_changes_only_its_pages_and_the_indexes(
    plc: Plc, shared: Path
) -> None:
    plc("new-cycle", "Other question", "--need", "Something else")
    plc("set", "review.share", "school", "--cycle", "other-question")
    publish(plc)
    plc("note", "Going well", "--cycle", "other-question")
    told = plc("publish", "--audience", "school", "--json").data
    other = "cycles/grade-4-math-team/2026-01-other-question.html"
    assert {*told["written"]} - {"feed.xml"} == {other, "search.html"}


def test_the_day_of_publishing_is_on_no_page(
    plc: Plc, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish(plc)
    monkeypatch.setenv("PLC_TODAY", "2031-05-05")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert publish(plc) == made


def test_what_is_not_saved_is_not_published(plc: Plc, shared: Path) -> None:
    file = next(shared.glob("cycles/*/*/priority.yaml"))
    file.write_text(file.read_text().replace("Many count digits", "Typed just now"))
    (shared / "models").mkdir()
    for name in ("a", "b", "c", "d", "e"):
        (shared / f"models/{name}.yaml").write_text("format: 1\n")
    told = plc("publish", "--audience", "school")
    assert "Typed just now" not in pages_in(Path("site"))[PAGE]
    assert "and 1 more\n" in told.out
    assert "Not on the pages, because not saved yet" in told.out


def test_a_folder_of_somebody_else_is_not_touched(plc: Plc, shared: Path) -> None:
    Path("thesis").mkdir()
    Path("thesis/chapter.txt").write_text("x")
    told = plc("publish", "--out", "thesis", code=2)
    assert "was not made by plc publish" in told.err
    assert [one.name for one in Path("thesis").iterdir()] == ["chapter.txt"]


@pytest.mark.parametrize("place", [".", "cycles/x", ".git/x", "local", "teams"])
def test_pages_have_no_place_among_the_records(
    plc: Plc, shared: Path, place: str
) -> None:
    assert "belongs to the journal" in plc("publish", "--out", place, code=2).err


def test_a_word_that_is_no_audience_is_refused(plc: Plc, shared: Path) -> None:
    told = plc("publish", "--audience", "parents", code=2)
    assert "team, school, cluster, public" in told.err


def test_a_journal_without_anything_saved_says_so(plc: Plc) -> None:
    Path("plc.yaml").write_text("format: 1\nname: New\n")
    assert "saved" in plc("publish", code=4).err
    assert not Path("site").exists()


def test_the_front_page_is_opened_in_the_browser_a_person_has(shared: Path) -> None:
    script = shared.parent / "browser.sh"
    script.write_text(f'#!/bin/sh\necho "$1" > {shared.parent}/opened\n')
    script.chmod(0o755)
    ended = subprocess.run(
        [sys.executable, "-m", "plcjournal", "publish", "--open"],
        env={**os.environ, "BROWSER": f"{script} %s"},
        capture_output=True,
        text=True,
        check=True,
    )
    opened = (shared.parent / "opened").read_text().strip()
    assert opened == (shared / "site/index.html").as_uri(), ended.stderr


def saved_by_hand(folder: Path) -> None:
    commit = ["git", "commit", "-qam", "by hand"]
    subprocess.run(commit, cwd=folder, check=True)


@pytest.mark.parametrize("path", ["plc.yaml", "teams/grade-4-math-team.yaml"])
def test_nothing_is_published_where_nobody_can_tell_what_must_not_be(
    plc: Plc, shared: Path, path: str
) -> None:
    (shared / path).write_text("format: 1\nname: [broken\n")
    saved_by_hand(shared)
    told = plc("publish", "--audience", "school", code=3)
    assert f"{path} cannot be read as it was saved" in told.err
    assert not Path("site").exists()


def test_members_of_other_teams_are_not_named_either(plc: Plc, shared: Path) -> None:
    plc("team", "--new", "English team")
    plc("team", "english-team", "--add", "Otto Sample", "--role", "leader")
    plc("note", "Otto Sample came by", "--cycle", NAME)
    everything = " ".join(publish(plc).values())
    assert "leader came by" in everything
    assert "Otto" not in everything


def test_the_document_for_programs_has_everything(plc: Plc, shared: Path) -> None:
    document = plc("publish", "--audience", "school", "--json").document
    assert (document["kind"], document["problems"]) == ("published", [])
    data = document["data"]
    assert data["front"] == str(shared / "site/index.html")
    assert (data["audience"], data["cycles"], data["left_out"]) == ("school", 1, 0)
    assert PAGE in data["written"]


def test_the_feed_is_one_a_reader_understands(plc: Plc, shared: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(publish(plc)["feed.xml"])  # noqa: S314  # our own
    assert feed.tag == f"{atom}feed"
    (entry,) = feed.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Comparing fractions"
    link = entry.find(f"{atom}link")
    assert link is not None
    assert link.get("href") == PAGE
    assert (entry.findtext(f"{atom}id") or "").startswith("urn:uuid:")
    assert feed.findtext(f"{atom}updated") == entry.findtext(f"{atom}updated")


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "![x](https://example.org/x.png)",
    "[click](javascript:alert(1))",
    '"><img src=x onerror=alert(1)>',
    "=cmd()",
    "<!-- --> ]]> &amp; &lt;b&gt;",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(plc: Plc, shared: Path, text: str) -> None:
    for field in ("priority.title", "priority.need", "review.changed"):
        plc("set", field, text, "--cycle", NAME)
    plc("note", text, "--cycle", NAME)
    made = publish(plc)
    plain = words_of(made[PAGE])
    seen = text.replace("&amp;", "&").replace("&lt;b&gt;", "<b>")
    if "](" not in text:
        assert " ".join(seen.split()) in plain or " ".join(text.split()) in plain
    for path, page in made.items():
        if path.endswith(".html"):
            body = page.split("</style>", 1)[1]
            assert "<img" not in body
            assert 'href="javascript' not in body
            assert body.count("<script>") == (path == "search.html")
    ET.fromstring(made["feed.xml"])  # noqa: S314  # it must stay whole


def test_links_to_the_web_are_links_and_nothing_is_fetched(
    plc: Plc, shared: Path
) -> None:
    text = "See [the guide](https://example.org/guide) and **try** it"
    plc("set", "priority.need", text, "--cycle", NAME)
    page = publish(plc)[PAGE]
    rel = 'rel="nofollow noopener noreferrer"'
    assert f'<a href="https://example.org/guide" {rel}>the guide</a>' in page
    assert "<strong>try</strong>" in page
    assert " src=" not in page
    assert "default-src 'none'" in unescape(page)


def test_what_is_missing_is_named_with_the_way_to_get_it(
    plc: Plc, shared: Path
) -> None:
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from plcjournal.cli.app import run\n"
        "sys.exit(run(['publish', '--audience', 'school']))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "pip install 'plcjournal[site]'" in ended.stderr
    assert not Path("site").exists()


def test_a_record_that_cannot_be_read_is_told_and_left_out(
    plc: Plc, shared: Path
) -> None:
    review = next(shared.glob("cycles/*/*/review.yaml"))
    review.write_text("format: 1\nshare: [public\n")
    saved_by_hand(shared)
    told = plc("publish", "--audience", "team", "--json", code=3)
    document = json.loads(told.out)
    assert document["data"]["cycles"] == document["data"]["left_out"] == 0
    assert document["problems"]
