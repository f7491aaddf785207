"""plc calendar: what comes out of it, read back by two programs that know the form."""

import json
import shlex
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar
from in_process import Plc
from installed import plc_in

CYCLE = "grade-4-math-team/2026-01-comparing-fractions"


def made(plc: Plc, *words: str) -> dict[str, Any]:
    """The entries of the calendar by their names for ever, read back."""
    plc("calendar", "--out", "made.ics", *words)
    data = Path("made.ics").read_bytes()
    Path("made.ics").unlink()
    entries = Calendar.from_ical(data).walk("VEVENT")
    by_name = {str(one["UID"]): one for one in entries}
    assert len(by_name) == len(entries)
    again = vobject.readOne(data.decode())
    assert {one.uid.value for one in getattr(again, "vevent_list", ())} == {*by_name}
    return by_name


def called(entries: dict[str, Any], words: str) -> Any:
    """The one entry that begins with some words."""
    fits = [one for one in entries.values() if str(one["SUMMARY"]).startswith(words)]
    assert len(fits) == 1, [str(one["SUMMARY"]) for one in entries.values()]
    return fits[0]


@pytest.fixture
def planned(plc: Plc, cycle: Path) -> Path:
    """A cycle with an action; answers the journal."""
    plc("add-action", "Number talks", "--owner", "math-coach", "--due", "2026-01-29")
    return cycle.parents[2]


def test_reviews_and_actions_last_a_day_and_say_how_to_open_them(
    plc: Plc, planned: Path
) -> None:
    entries = made(plc)
    action = called(entries, "Due: Number talks")
    assert action["DTSTART"].dt == date(2026, 1, 29)
    assert action["DTSTART"].params["VALUE"] == "DATE"
    assert action["TRANSP"] == "TRANSPARENT"
    assert f"Open it: plc show {CYCLE}" in action["DESCRIPTION"]
    assert "Who: Math coach" in action["DESCRIPTION"]
    review = called(entries, "Look back: Comparing fractions")
    assert review["DTSTART"].dt == date(2026, 2, 26)
    assert len(entries) == 2


def test_the_same_saved_state_makes_the_same_bytes(
    plc: Plc, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plc("calendar", "--out", "one.ics")
    monkeypatch.setenv("PLC_TODAY", "2027-05-05")
    plc("calendar", "--out", "two.ics")
    assert Path("one.ics").read_bytes() == Path("two.ics").read_bytes()


def test_another_copy_of_the_journal_makes_the_same_bytes(
    plc: Plc, planned: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plc("calendar", "--out", str(tmp_path / "one.ics"))
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", planned, other], check=True)
    monkeypatch.chdir(other)
    plc("calendar", "--out", str(tmp_path / "two.ics"))
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_a_change_keeps_the_name_and_counts_higher(plc: Plc, planned: Path) -> None:
    before = made(plc)
    plc("set", "action.actions.number-talks.what", "Number talks in pairs")
    plc("set", "action.actions.number-talks.due", "2026-02-05")
    after = made(plc)
    assert {*before} == {*after}
    old, new = called(before, "Due: Number"), called(after, "Due: Number")
    assert old["UID"] == new["UID"]
    assert new["SEQUENCE"] > old["SEQUENCE"]
    assert new["LAST-MODIFIED"].dt >= old["LAST-MODIFIED"].dt
    assert new["DTSTART"].dt == date(2026, 2, 5)


def test_what_is_done_moves_to_the_day_it_was_done(plc: Plc, planned: Path) -> None:
    name = called(made(plc), "Due:")["UID"]
    plc("done", "number-talks", "--date", "2026-01-14")
    entry = made(plc)[name]
    assert entry["SUMMARY"] == "Done: Number talks"
    assert entry["DTSTART"].dt == date(2026, 1, 14)
    assert entry["STATUS"] == "CONFIRMED"


def test_what_is_dropped_is_cancelled(plc: Plc, planned: Path) -> None:
    name = called(made(plc), "Due:")["UID"]
    plc("done", "number-talks", "--dropped", "No room was free")
    assert made(plc)[name]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    "words",
    [
        ("remove", "action.actions.number-talks", "--yes"),
        ("remove", "--cycle", "comparing", "--yes"),
        ("set", "action.actions.number-talks.due", ""),
    ],
)
def test_what_was_taken_out_of_the_journal_is_cancelled_without_its_words(
    plc: Plc, planned: Path, words: tuple[str, ...]
) -> None:
    before = called(made(plc), "Due:")
    plc(*words)
    after = made(plc)[str(before["UID"])]
    assert after["STATUS"] == "CANCELLED"
    assert after["SUMMARY"] == "No longer planned"
    assert after["DTSTART"].dt == date(2026, 1, 29)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "Number" not in after.to_ical().decode()


def test_what_comes_back_takes_its_old_place(plc: Plc, planned: Path) -> None:
    before = called(made(plc), "Due:")
    plc("remove", "action.actions.number-talks", "--yes")
    gone = made(plc)[str(before["UID"])]
    plc("undo")
    again = called(made(plc), "Due:")
    assert again["UID"] == before["UID"]
    assert again["STATUS"] == "CONFIRMED"
    assert again["SEQUENCE"] > gone["SEQUENCE"]


def test_a_usual_meeting_comes_every_week_at_its_hour(plc: Plc, planned: Path) -> None:
    plc("team", "--day", "Wed 15:30", "--minutes", "50", "--place", "Room 12")
    entry = called(made(plc), "Team meeting: Grade 4 math team")
    assert entry["DTSTART"].dt == datetime(2026, 1, 21, 15, 30)  # noqa: DTZ001
    assert entry["DTEND"].dt == datetime(2026, 1, 21, 16, 20)  # noqa: DTZ001
    assert entry["RRULE"]["FREQ"] == ["WEEKLY"]
    assert entry["RRULE"]["BYDAY"] == ["WE"]
    assert entry["LOCATION"] == "Room 12"
    assert b"\nDTSTART:20260121T153000\r\n" in entry.to_ical()  # wherever the wall is


def test_a_meeting_that_was_kept_takes_the_place_of_the_usual_one(
    plc: Plc, planned: Path
) -> None:
    plc("team", "--day", "Wed")
    number = called(made(plc), "Team meeting")["SEQUENCE"]
    plc("meet", "--date", "2026-01-21", "--present", "all", "--decided", "Go on")
    entries = made(plc)
    meetings = [
        one for one in entries.values() if one["CATEGORIES"].cats == ["Meeting"]
    ]
    kept, usual = sorted(meetings, key=lambda one: "RRULE" in one)
    assert kept["DTSTART"].dt == date(2026, 1, 21)
    assert [one.dt for one in usual["EXDATE"].dts] == [date(2026, 1, 21)]
    assert usual["SEQUENCE"] > number
    assert "Go on" not in kept.to_ical().decode()


def test_words_for_a_usual_day_that_plc_does_not_understand_are_told(
    plc: Plc, planned: Path
) -> None:
    plc("team", "--day", "every other Wed")
    ran = plc("calendar", "--out", "made.ics")
    assert "plc cannot tell a weekday from 'every other Wed'" in ran.out


@pytest.mark.parametrize("day", ["Mittwoch 25:00", "every other Wed", "Wed 3:pm"])
def test_a_usual_day_that_no_calendar_can_have_is_told_when_it_is_said(
    plc: Plc, journal: Path, day: str
) -> None:
    told = f"plc cannot tell a weekday and time from '{day}'"
    example = 'plc team grade-4-math-team --day "Wed 15:30"'
    out = plc("team", "--day", day).out
    assert told in out
    assert example in out
    assert told in plc("set", "teams.grade-4-math-team.meeting.day", day).out
    ran = plc("team", "--new", "Grade 5 science", "--day", day)
    assert "plc team grade-5-science --day" in ran.out
    assert "cannot tell" not in plc(*shlex.split(example)[1:]).out


@pytest.mark.parametrize("day", ["Wed", "mercredi 15h", ""])
def test_a_usual_day_that_calendars_understand_needs_no_word(
    plc: Plc, journal: Path, day: str
) -> None:
    assert "cannot tell" not in plc("team", "--day", day).out


@pytest.mark.parametrize("day", ["", "after school"])
def test_a_usual_meeting_that_is_given_up_is_cancelled(
    plc: Plc, planned: Path, day: str
) -> None:
    plc("team", "--day", "Wed 15:30")
    before = called(made(plc), "Team meeting")
    plc("team", "--day", day)
    after = made(plc)[str(before["UID"])]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_meeting_that_was_taken_out_is_cancelled(plc: Plc, planned: Path) -> None:
    plc("meet", "--date", "2026-01-14", "--present", "all", "--decided", "Go on")
    before = called(made(plc), "Team meeting")
    plc("undo")
    after = made(plc)[str(before["UID"])]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == date(2026, 1, 14)


def test_hostile_text_stays_text(plc: Plc, planned: Path) -> None:
    action = planned / "cycles" / CYCLE / "action.yaml"
    text = action.read_text("utf-8").replace(
        "what: Number talks",
        'what: "one\\nBEGIN:VEVENT\\nUID:mine;x,y\\\\ \u202eturned ' + "é" * 90 + '"',
    )
    action.write_text(text, encoding="utf-8")
    plc("save")
    plc("calendar", "--out", "made.ics")
    data = Path("made.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == 2
    assert not any(line.startswith(b"UID:mine") for line in lines)
    assert all(len(line) <= 75 for line in lines)
    assert "\u202e".encode() not in data
    assert b"\x1b" not in data
    entries = made(plc)
    told = str(called(entries, "Due: one BEGIN:VEVENT")["DESCRIPTION"])
    assert "one\nBEGIN:VEVENT\nUID:mine;x,y\\ \ufffdturned éé" in told


def test_no_address_of_a_person_is_in_it(plc: Plc, planned: Path) -> None:
    plc("calendar", "--out", "made.ics")
    data = Path("made.ics").read_text("utf-8")
    assert "@" not in data
    assert "ATTENDEE" not in data
    assert "ORGANIZER" not in data


def test_off_a_terminal_the_file_is_what_is_printed(planned: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "plcjournal", "calendar"],
        cwd=planned,
        capture_output=True,
        check=True,
    )
    assert ended.stderr == b""
    assert ended.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert ended.stdout.endswith(b"END:VCALENDAR\r\n")
    assert b"\r\r" not in ended.stdout
    assert len(Calendar.from_ical(ended.stdout).walk("VEVENT")) == 2


def test_a_dash_means_standard_output_also_in_a_folder_of_that_name(
    plc: Plc, planned: Path
) -> None:
    assert plc("calendar", "--out", "-").out.startswith("BEGIN:VCALENDAR")


def test_a_folder_gets_a_file_named_after_the_journal_and_team(
    plc: Plc, planned: Path, tmp_path: Path
) -> None:
    plc("calendar", "--out", str(tmp_path))
    assert (tmp_path / "journal.ics").exists()
    plc("calendar", "--out", str(tmp_path), "--team", "grade-4")
    assert (tmp_path / "journal-grade-4-math-team.ics").exists()
    plc("calendar", "--out", str(tmp_path / "new"))
    assert (tmp_path / "new/journal.ics").exists()


@pytest.mark.parametrize("place", ["cycles/x.ics", "plc.yaml", "local/x.ics"])
def test_it_has_no_place_among_the_records(plc: Plc, planned: Path, place: str) -> None:
    before = {one.name for one in planned.glob("*/*")}
    assert (
        "belongs to the journal itself" in plc("calendar", "--out", place, code=2).err
    )
    assert {one.name for one in planned.glob("*/*")} == before


def test_a_place_that_takes_no_file_is_told_by_its_name(
    plc: Plc, planned: Path
) -> None:
    Path("mine.ics").write_text("", encoding="utf-8")
    ran = plc("calendar", "--out", "mine.ics/dates.ics", code=3)
    assert "mine.ics/dates.ics could not be written: Not a directory" in ran.err
    assert "plc-tmp" not in ran.err


def test_a_journal_without_days_says_what_gives_it_some(
    plc: Plc, journal: Path
) -> None:
    ran = plc("calendar", "--out", "made.ics")
    assert "Nothing has a day yet: start a cycle" in ran.out


def test_a_file_that_plc_did_not_make_stays(plc: Plc, planned: Path) -> None:
    Path("mine.ics").write_text("BEGIN:VCALENDAR\r\nmine", encoding="utf-8")
    ran = plc("calendar", "--out", "mine.ics", code=2)
    assert "is no calendar that plc made" in ran.err
    assert "plc calendar --out" in ran.err
    assert Path("mine.ics").read_text("utf-8").endswith("mine")


def test_a_file_that_no_calendar_opens_is_not_written(plc: Plc, planned: Path) -> None:
    ran = plc("calendar", "--out", "dates.txt", code=2)
    assert ran.err.endswith("hint: plc calendar --out dates.ics\n")
    assert not (planned / "dates.txt").exists()


def test_one_team_and_single_cycles_can_be_asked_for(plc: Plc, planned: Path) -> None:
    plc("team", "--new", "Grade 5 science")
    plc("new-cycle", "Fair tests", "--team", "grade-5", "--need", "Few plan one")
    assert len(made(plc)) == 3
    assert len(made(plc, "--team", "grade-5-science")) == 1
    assert len(made(plc, "comparing")) == 2
    assert len(made(plc, "comparing", "fair")) == 3
    assert "nothing" not in plc("calendar", "nowhere", code=4).out


def test_what_waits_unsaved_is_told_and_not_in_it(plc: Plc, planned: Path) -> None:
    priority = planned / "cycles" / CYCLE / "priority.yaml"
    text = priority.read_text("utf-8").replace("2026-02-26", "2026-03-03")
    priority.write_text(text, encoding="utf-8")
    ran = plc("calendar", "--out", "made.ics")
    assert f"not saved yet: cycles/{CYCLE}/priority.yaml" in ran.out
    assert called(made(plc), "Look back")["DTSTART"].dt == date(2026, 2, 26)


def test_a_record_that_cannot_be_read_is_told_and_nothing_of_it_cancelled(
    plc: Plc, planned: Path
) -> None:
    action = planned / "cycles" / CYCLE / "action.yaml"
    action.write_text("actions: [\n", encoding="utf-8")
    subprocess.run(["git", "commit", "-qam", "By another program"], check=True)
    ran = plc("calendar", "--out", "made.ics", code=3)
    assert "could not be read" in ran.err
    entries = Calendar.from_ical(Path("made.ics").read_bytes()).walk("VEVENT")
    assert entries == []


def test_without_readable_settings_no_entry_is_doubled(plc: Plc, planned: Path) -> None:
    (planned / "plc.yaml").write_text("format: 1\nid: [\n", encoding="utf-8")
    subprocess.run(["git", "commit", "-qam", "By another program"], check=True)
    ran = plc("calendar", "--out", "made.ics", code=3)
    assert "plc.yaml cannot be read as it was saved" in ran.err
    assert not Path("made.ics").exists()


def test_a_listed_name_keeps_the_calendar_from_being_made(
    plc: Plc, planned: Path
) -> None:
    names = planned / "local/names.txt"
    names.write_text("Number\n", encoding="utf-8")
    ran = plc("calendar", "--out", "made.ics", code=6)
    assert "No calendar was made, to protect people" in ran.err
    assert "plc edit" in ran.err
    assert not Path("made.ics").exists()


def test_as_json_it_is_a_list_of_entries(plc: Plc, planned: Path) -> None:
    told = json.loads(plc("calendar", "--json").out)
    assert told["kind"] == "calendar"
    days = [
        (one["day"], one["kind"], one["standing"]) for one in told["data"]["entries"]
    ]
    assert days == [
        ("2026-01-29", "action", "ahead"),
        ("2026-02-26", "review", "ahead"),
    ]


def test_a_journal_that_was_never_saved_has_no_calendar(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "plc.yaml").write_text("format: 1\nid: bare\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert "plc save" in plc("calendar", code=4).err


def test_without_the_library_a_sentence_says_what_to_install(planned: Path) -> None:
    code = (
        "import sys; sys.modules['icalendar'] = None\n"
        "from plcjournal.cli.app import run; sys.exit(run(['calendar']))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=planned, capture_output=True, check=False
    )
    assert ended.returncode == 2
    assert b"pip install 'plcjournal[calendar]'" in ended.stderr


def test_the_last_day_that_calendars_know_is_a_day(plc: Plc, planned: Path) -> None:
    plc("set", "action.actions.number-talks.due", "9999-12-31")
    assert called(made(plc), "Due:")["DTSTART"].dt == date(9999, 12, 31)


def test_it_works_in_a_journal_inside_another_project(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path / "project"], check=True)
    folder = tmp_path / "project/journal"
    folder.mkdir(parents=True)
    began = plc_in(folder, "init", ".", "--author", "Coach", "--team", "Maths")
    assert began.returncode == 0, began.stderr
    plc_in(folder, "new-cycle", "Fractions", "--need", "Digits are counted")
    ended = plc_in(folder, "calendar")
    assert ended.stdout.count("BEGIN:VEVENT") == 1
    assert "SEQUENCE:0" not in ended.stdout
    assert "DTSTAMP:1970" not in ended.stdout


def test_every_team_keeps_its_own_meetings_days_and_numbers(
    plc: Plc, planned: Path
) -> None:
    plc("team", "--day", "Wed", "--place", "Room 12")
    plc("team", "--new", "Grade 5 science", "--day", "Thu 14:00")
    plc("team", "--new", "Grade 6 art", "--day", "Fri")  # no cycle, so no meetings
    plc("new-cycle", "Fair tests", "--team", "grade-5", "--need", "Few plan one")
    plc("meet", "--team", "grade-4", "--date", "2026-01-21", "--decided", "Go on")
    plc("meet", "--team", "grade-5", "--date", "2026-01-22", "--decided", "Go on")
    every = made(plc)
    grade_4 = made(plc, "--team", "grade-4")
    grade_5 = made(plc, "--team", "grade-5")
    assert {*every} == {*grade_4} | {*grade_5}
    assert not {*grade_4} & {*grade_5}
    for name, one in (grade_4 | grade_5).items():
        assert every[name].to_ical() == one.to_ical()
    weekly = [one for one in every.values() if "RRULE" in one]
    left_out = {str(one["SUMMARY"]): one["EXDATE"].dts[0].dt for one in weekly}
    assert left_out == {
        "Team meeting: Grade 4 math team": date(2026, 1, 21),
        "Team meeting: Grade 5 science": datetime(2026, 1, 22, 14),  # noqa: DTZ001
    }


_BY_HAND = """actions:
  - id: kept
    what: Number talks
    because:
      - hinge
    due: 2026-02-05
  - due: 2026-02-06
    what: Peer talks
    id: "moved"
log:
  - id: note
    text: |
      due: soon
"""


@pytest.mark.parametrize("margin", ["  ", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_hand_typed_record_once_had_is_cancelled(
    plc: Plc, planned: Path, margin: str, end: str
) -> None:
    action = planned / "cycles" / CYCLE / "action.yaml"
    text = _BY_HAND.replace("\n  ", f"\n{margin}").replace("\n", end)
    for days in (text, text.replace("moved", "gone").replace("02-06", "02-07")):
        action.write_text(days, encoding="utf-8", newline="")
        subprocess.run(["git", "commit", "-qam", "By another program"], check=True)
    entries = made(plc).values()
    told = {(one["DTSTART"].dt.isoformat(), str(one["STATUS"])) for one in entries}
    assert told == {
        ("2026-01-29", "CANCELLED"),
        ("2026-02-05", "CONFIRMED"),
        ("2026-02-06", "CANCELLED"),
        ("2026-02-07", "CONFIRMED"),
        ("2026-02-26", "CONFIRMED"),
    }
