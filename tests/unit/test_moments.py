"""Which saved state of a journal a person's words mean."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plcjournal import moments
from plcjournal.core.journal import NotFound, WhichOne
from plcjournal.days import NoSuchDay
from plcjournal.errors import Exit, PlcError
from plcjournal.moments import moment, states, waiting
from plcjournal.repository.repository import Person, Repository, Snapshot
from plcjournal.workspace import Workspace

ANN, BEN = Person("Ann", "ann@noreply.invalid"), Person("Ben", "ben@noreply.invalid")
CYCLE = "cycles/maths/2025-11-fractions"
DAYS = ("2025-11-03", "2025-11-14", "2025-12-20", "2026-01-12")


def saved(day: str, files: dict[str, str | None], who: Person = ANN) -> Snapshot:
    """Say what somebody saves at noon of a day: texts by path, None for what goes."""
    year, month, date = map(int, day.split("-"))
    data = {
        path: None if text is None else text.encode() for path, text in files.items()
    }
    when = datetime(year, month, date, 12, tzinfo=UTC)
    return Snapshot(data, f"Saved on {day}", who, when)


def replayed(folder: Path, *snapshots: Snapshot, prefix: str = "") -> Workspace:
    """Make a journal with a past; the folder holds what was saved last."""
    repository = Repository.create(folder)
    repository.replay(prefix, snapshots)
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
    return Workspace(folder / prefix)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return replayed(
        tmp_path / "journal",
        saved(DAYS[0], {"plc.yaml": "format: 1\nname: Ours\n"}),
        saved(DAYS[1], {"teams/maths.yaml": "format: 1\nname: Maths\n"}, BEN),
        saved(DAYS[2], {"plc.yaml": "format: 1\nname: Ours still\n"}),
        saved(DAYS[3], {"plc.yaml": "format: 1\nname: Ours now\n"}, BEN),
    )


def ids(space: Workspace) -> list[str]:
    """The ids of what was saved, oldest first."""
    words = ["git", "log", "--reverse", "--format=%H"]
    out = subprocess.run(words, cwd=space.folder, capture_output=True, check=True)
    return out.stdout.decode().split()


@pytest.mark.parametrize(
    ("words", "number", "said"),
    [
        ("2025-11-14", 1, "14 Nov 2025, as saved by Ben that day"),
        ("2025-11-13", 0, "13 Nov 2025, as saved by Ann on 3 Nov 2025"),
        ("today", 3, "today is 15 Jan 2026, as saved by Ben on 12 Jan 2026"),
        ("monday", 3, "monday is 12 Jan 2026, as saved by Ben that day"),
        ("last friday", 2, "last friday is 9 Jan 2026, as saved by Ann on 20 Dec 2025"),
        (
            "4 weeks  ago",
            1,
            "4 weeks ago is 18 Dec 2025, as saved by Ben on 14 Nov 2025",
        ),
        ("20 December", 2, "20 December is 20 Dec 2025, as saved by Ann that day"),
        ("dec24", 2, "dec24 is 24 Dec 2025, as saved by Ann on 20 Dec 2025"),
        ("december", 2, "december is 31 Dec 2025, as saved by Ann on 20 Dec 2025"),
        (
            "last november",
            1,
            "last november is 30 Nov 2025, as saved by Ben on 14 Nov 2025",
        ),
        ("last year", 2, "last year is 31 Dec 2025, as saved by Ann on 20 Dec 2025"),
        ("this month", 3, "this month is 15 Jan 2026, as saved by Ben on 12 Jan 2026"),
        (
            "2026-02-01",
            3,
            "1 Feb 2026, which is still to come; taken is what is saved",
        ),
    ],
)
def test_a_day_means_what_was_saved_at_its_end(
    space: Workspace, words: str, number: int, said: str
) -> None:
    found = moments.resolve(space, words)
    assert (found.commit, found.said) == (ids(space)[number], said)
    assert not found.first


@pytest.mark.parametrize("words", ["december", "Last December", "décembre 2025"])
def test_since_a_month_means_from_its_first_day(space: Workspace, words: str) -> None:
    found = moments.since(space, words)
    assert found.commit == ids(space)[1]
    assert found.said == f"{words} is 1 Dec 2025, that day included"


def test_the_end_of_a_day_is_local(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time  # noqa: PLC0415

    monkeypatch.setenv("TZ", "Pacific/Auckland")  # noon in UTC is the next day there
    time.tzset()
    try:
        assert moments.resolve(space, "2025-11-14").commit == ids(space)[0]
        found = moments.resolve(space, "2025-11-15")
        assert found.commit == ids(space)[1]
        assert found.said == "15 Nov 2025, as saved by Ben that day"
        assert found.day == "2025-11-15"
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()


def test_an_id_means_what_was_saved_under_it(space: Workspace) -> None:
    second = ids(space)[1]
    for words in (second, second[:12], second[:12].upper()):
        found = moments.resolve(space, words)
        assert found.commit == second
        saved_by = "is what Ben saved on 14 Nov 2025: Saved on 2025-11-14"
        assert found.said == f"{words} {saved_by}"
        assert found.day == "2025-11-14"


def test_an_id_of_another_line_is_not_in_this_history(space: Workspace) -> None:
    old = ids(space)[3]
    subprocess.run(
        ["git", "reset", "-q", "--hard", "HEAD^"], cwd=space.folder, check=True
    )
    with pytest.raises(moments.NotSavedHere) as error:
        moments.resolve(space, old)
    assert error.value.exit_code is Exit.NOT_FOUND
    assert old in error.value.sentence


def test_an_id_that_several_have_is_not_guessed(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ids are hashes: enough of them, and two begin with the same four digits.
    more = [saved("2026-01-13", {"plc.yaml": f"name: {n}\n"}) for n in range(1200)]
    space.repository.replay("", more)  # type: ignore[union-attr]
    starts = [one[:4] for one in ids(space)]
    twice = next(
        one
        for one in starts
        if starts.count(one) > 1
        and not one.isdecimal()
        and one[:3] not in ("dec", "feb")
    )
    with pytest.raises(WhichOne) as error:
        moments.resolve(space, twice)
    assert f"Several saved states begin with '{twice}'" in error.value.sentence
    assert "13 Jan 2026, Ann: Saved on 2026-01-13" in error.value.sentence
    assert error.value.exit_code is Exit.USAGE


def test_a_tag_means_what_it_was_put_at(space: Workspace) -> None:
    first = ids(space)[0]
    for tag in ("autumn-term", "v1.0", "terms/2025"):
        subprocess.run(["git", "tag", tag, first], cwd=space.folder, check=True)
        assert moments.resolve(space, tag).commit == first


@pytest.mark.parametrize(
    ("words", "error", "code"),
    [
        ("blurb", moments.NoSuchMoment, Exit.USAGE),
        ("HEAD", moments.NoSuchMoment, Exit.USAGE),
        ("HEAD~1", moments.NoSuchMoment, Exit.USAGE),
        ("main", moments.NoSuchMoment, Exit.USAGE),
        ("--all", moments.NoSuchMoment, Exit.USAGE),
        ("--output=/tmp/x", moments.NoSuchMoment, Exit.USAGE),
        ("a..b", moments.NoSuchMoment, Exit.USAGE),
        ("autumn^{/x}", moments.NoSuchMoment, Exit.USAGE),
        ("", moments.NoSuchMoment, Exit.USAGE),
        ("03/04", NoSuchDay, Exit.USAGE),
        ("2025-02-30", NoSuchDay, Exit.USAGE),
        ("deadbeef", moments.NotSavedHere, Exit.NOT_FOUND),
        ("2025-11-02", moments.TooEarly, Exit.NOT_FOUND),
    ],
)
def test_what_names_no_moment_is_refused_in_a_sentence_of_its_own(
    space: Workspace, words: str, error: type[PlcError], code: Exit
) -> None:
    with pytest.raises(error) as raised:
        moments.resolve(space, words)
    assert raised.value.exit_code is code
    assert raised.value.hint


def test_too_early_names_the_day_the_journal_began(space: Workspace) -> None:
    with pytest.raises(moments.TooEarly) as error:
        moments.resolve(space, "1 year ago")
    assert error.value.sentence == (
        "The journal began on 3 Nov 2025, later than 15 Jan 2025."
    )
    assert error.value.hint == "Type a later day, for example 2025-11-03"


def test_a_copy_without_the_beginning_says_where_it_begins(
    space: Workspace, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    words = ["git", "clone", "-q", "--depth=2", space.folder.as_uri(), str(copy)]
    subprocess.run(words, cwd=tmp_path, check=True)
    with pytest.raises(moments.TooEarly) as error:
        moments.resolve(Workspace(copy), "2025-12-01")
    assert "knows its past only from 20 Dec 2025 on" in error.value.sentence


@pytest.mark.parametrize("history", [False, True])
def test_a_journal_without_a_past_has_no_moments(
    tmp_path: Path, *, history: bool
) -> None:
    (tmp_path / "plc.yaml").write_text("format: 1\n")
    if history:
        Repository.create(tmp_path)
    for ask in (moments.resolve, moments.since):
        with pytest.raises(moments.NoPast):
            ask(Workspace(tmp_path), "yesterday")
    with pytest.raises(moments.NoPast):
        moments.now(Workspace(tmp_path))


def test_a_journal_in_a_bigger_folder_begins_when_it_began(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    Repository.create(folder).replay("", [saved("2025-10-01", {"other": "1"})])
    space = replayed(
        folder,
        saved("2025-11-03", {"plc.yaml": "format: 1\nname: Ours\n"}),
        prefix="journal/",
    )
    with pytest.raises(moments.TooEarly) as error:
        moments.resolve(space, "2025-10-20")
    assert "began on 3 Nov 2025" in error.value.sentence
    found = moments.resolve(space, "2025-11-04")
    assert states.read_at(space, found.commit).journal.settings.name == "Ours"


def test_since_a_day_leaves_out_what_was_there_before_it(space: Workspace) -> None:
    found = moments.since(space, "2025-11-14")
    assert found.commit == ids(space)[0]
    assert found.said == "14 Nov 2025, that day included"
    found = moments.since(space, "monday")
    assert found.commit == ids(space)[2]
    assert found.said == "monday is 12 Jan 2026, that day included"
    assert moments.since(space, "2020-01-01").commit == ""
    assert moments.since(space, ids(space)[2]).commit == ids(space)[2]
    assert "still to come" in moments.since(space, "2026-02-01").said


def test_last_is_the_last_four_weeks_for_those_who_never_looked(
    space: Workspace,
) -> None:
    found = moments.resolve(space, "last")
    assert found.first
    assert found.commit == ids(space)[1]
    assert found.day == "2025-12-18"
    assert found.said == "you have not looked before, so this shows the last 4 weeks"


def test_last_is_nothing_where_the_journal_is_younger(tmp_path: Path) -> None:
    space = replayed(tmp_path / "new", saved("2026-01-12", {"plc.yaml": "format: 1\n"}))
    assert moments.resolve(space, "last").commit == ""


def test_last_is_where_this_person_looked(space: Workspace) -> None:
    third = ids(space)[2]
    assert moment.look_is_kept(space, third)
    found = moments.resolve(space, "Last")
    assert (found.commit, found.first) == (third, False)
    assert found.said.startswith("you last looked on ")
    assert moments.since(space, "last").commit == third


def test_last_says_when_what_was_looked_at_is_gone(space: Workspace) -> None:
    assert moment.look_is_kept(space, ids(space)[3])
    subprocess.run(
        ["git", "reset", "-q", "--hard", "HEAD^"], cwd=space.folder, check=True
    )
    found = moments.resolve(space, "last")
    assert found.first
    assert "no longer part of this journal" in found.said


def test_looking_goes_on_where_nothing_can_be_kept(space: Workspace) -> None:
    ref = space.folder / ".git/refs/plcjournal/looked.lock"
    ref.parent.mkdir()
    ref.touch()
    assert not moment.look_is_kept(space, ids(space)[0])


def test_a_clock_more_than_a_day_ahead_is_wrong() -> None:
    assert moment.is_ahead(datetime(2999, 1, 1, tzinfo=UTC))
    assert not moment.is_ahead(datetime(2025, 1, 1, tzinfo=UTC))


def test_a_cycle_is_found_by_its_name_its_title_or_when_it_is_gone(
    tmp_path: Path,
) -> None:
    gone = "cycles/maths/2025-11-angles/priority.yaml"
    first: dict[str, str | None] = {
        "plc.yaml": "format: 1\n",
        f"{CYCLE}/priority.yaml": "format: 1\ntitle: Parts\n",
        gone: "format: 1\ntitle: Angles\n",
    }
    space = replayed(
        tmp_path / "journal",
        saved(DAYS[0], first),
        saved(DAYS[1], {gone: None}),
    )
    assert states.find_cycle(space, "fractions") == "maths/2025-11-fractions"
    assert states.find_cycle(space, "parts") == "maths/2025-11-fractions"
    assert states.find_cycle(space, "angles") == "maths/2025-11-angles"
    with pytest.raises(NotFound) as error:
        states.find_cycle(space, "fraktions")
    assert "fractions" in error.value.hint
    assert states.day_begun(space, "maths/2025-11-angles") == "2025-11-03"


def test_a_cycle_stalls_when_its_four_weeks_are_up(tmp_path: Path) -> None:
    def cycle(name: str, text: str) -> dict[str, str | None]:
        return {f"cycles/maths/2025-11-{name}/priority.yaml": f"title: {text}\n"}

    space = replayed(
        tmp_path / "journal",
        saved("2025-11-01", {"plc.yaml": "format: 1\n", **cycle("old", "a")}),
        saved("2025-12-01", {**cycle("slow", "a"), **cycle("busy", "a")}),
        saved("2026-01-10", cycle("busy", "b")),
    )

    def stalled(before: str, after: str) -> dict[str, str]:
        one, other = (moments.resolve(space, words) for words in (before, after))
        cycles = [f"maths/2025-11-{name}" for name in ("old", "slow", "busy")]
        return waiting.stalled(space, cycles, one, other)

    # 28 days after 1 December is 29 December; the old one was stalled before.
    assert stalled("2025-12-20", "2026-01-15") == {"maths/2025-11-slow": "2025-12-01"}
    assert stalled("2025-12-29", "2026-01-15") == {}
    assert stalled("2025-12-20", "2025-12-28") == {}
    both = {"maths/2025-11-slow": "2025-12-01", "maths/2025-11-busy": "2025-12-01"}
    assert stalled("2025-12-20", "2026-01-05") == both
    assert "maths/2025-11-old" in stalled("2025-11-02", "2025-12-10")
