"""The list of names to keep out: added from any class list, counted, never shown."""

import io
from pathlib import Path

import pytest
from in_process import Plc
from openpyxl import Workbook

LIST = "local/names.txt"


def _names(journal: Path) -> list[str]:
    return (journal / LIST).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zorvane Plimsoe\nQuibb Tarn\n", ["Zorvane Plimsoe", "Quibb Tarn"]),
        ("Plimsoe, Zorvane\nTarn, Quibb\n", ["Zorvane Plimsoe", "Quibb Tarn"]),
        ("Name,Class\nZorvane Plimsoe,4A\n", ["Zorvane Plimsoe"]),
        ("Class;Surname;First name\n4A;Plimsoe;Zorvane\n", ["Zorvane Plimsoe"]),
        ("Cyfenw\tEnw cyntaf\nPlimsoe\tZorvane\n", ["Zorvane Plimsoe"]),
        ("Nom;Prénom\nPlimsoe;Zorvane\n", ["Zorvane Plimsoe"]),
        ('Student,Mark\n"Plimsoe, Zorvane",12\n', ["Zorvane Plimsoe"]),
        ("Zorvane,Plimsoe\nQuibb,Tarn\n", ["Zorvane Plimsoe", "Quibb Tarn"]),
        ("# my list\nZorvane\n\n12\n", ["Zorvane"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_class_lists_of_many_forms_are_understood(
    plc: Plc,
    journal: Path,
    tmp_path: Path,
    *,
    text: str,
    names: list[str],
    encoding: str,
) -> None:
    file = tmp_path / "class.csv"
    file.write_bytes(text.encode(encoding))
    ran = plc("privacy", "names", "--add", str(file))
    listed = _names(journal)
    assert [name for name in listed if name in names] == names
    shown = ran.out + ran.err
    assert not [name for name in listed if name in shown]
    assert f"{len(listed)} name" in ran.out
    assert "never saved and never shared" in ran.out


def test_a_workbook_is_a_class_list_as_well(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("First name", "Last name", "Mark"), ("Zorvane", "Plimsoe", 4)):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    (tmp_path / "class.xlsx").write_bytes(made.getvalue())
    plc("privacy", "names", "--add", str(tmp_path / "class.xlsx"))
    assert "Zorvane Plimsoe" in _names(journal)


def test_a_given_name_counts_alone_unless_it_is_a_word_of_every_day(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    ran = plc("privacy", "names", "--add-name", "Zorvane Plimsoe")
    assert "Added 2 names" in ran.out
    ran = plc("privacy", "names", "--add-name", "Will Plimsoe")
    assert "word of every day" in ran.out
    assert "Will" not in _names(journal)
    plc("note", "We will look at zorvane", code=5)
    plc("note", "We will look at work")


def test_names_are_added_once_and_taken_away(plc: Plc, journal: Path) -> None:
    (journal / LIST).write_text("# ours\nQuibb\n", encoding="utf-8")
    ran = plc("privacy", "names", "--add-name", "QUÍBB", "--add-name", "Tarnix")
    assert "Added 1 name; 1 stood there already" in ran.out
    ran = plc("privacy", "names", "--remove", "quibb", "--remove", "Nobody Here")
    assert "Removed 1 name" in ran.out
    assert "1 name did not stand there" in ran.out
    assert _names(journal) == ["# ours", "Tarnix"]
    told = plc("privacy", "names", "--json").data
    assert told["count"] == 1
    assert "Tarnix" not in str(told)


@pytest.mark.parametrize(
    "data", [b"", b"12\n13\n", b"\0\1\2", b"%PDF-1.4 x", b"PK\3\4"]
)
def test_what_is_no_class_list_is_refused_in_a_sentence(
    plc: Plc, journal: Path, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "class").write_bytes(data)
    ran = plc("privacy", "names", "--add", str(tmp_path / "class"), code=2)
    assert "nothing was" in ran.err
    assert not (journal / LIST).exists()


def test_a_list_that_is_not_there_is_named(plc: Plc, journal: Path) -> None:
    ran = plc("privacy", "names", "--add", "no-such-list.csv", code=2)
    assert "no-such-list.csv" in ran.err


def test_an_empty_list_says_how_to_fill_it(plc: Plc, journal: Path) -> None:
    ran = plc("privacy", "names")
    assert "0 names" in ran.out
    assert "plc privacy names --add FILE" in ran.out


def test_the_list_is_never_seen_by_saving(plc: Plc, journal: Path) -> None:
    plc("privacy", "names", "--add-name", "Zorvane Plimsoe")
    assert "Nothing to save" in plc("save").out
    assert not plc("status", "--json").data["unsaved"]
