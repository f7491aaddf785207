"""No photo or document brings along who was there, or where."""

from pathlib import Path

import attachments
import pytest
from in_process import Plc
from installed import git
from openpyxl import Workbook

NAME = "Zorvane"


@pytest.fixture
def listed(cycle: Path, journal: Path) -> Path:
    """A cycle in a journal with one name to keep out."""
    (journal / "local/names.txt").write_text(f"{NAME}\n")
    return cycle


def _file(tmp_path: Path, name: str, data: bytes) -> str:
    (tmp_path / name).write_bytes(data)
    return str(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("wall.jpg", attachments.jpeg(), "where it was taken"),
        ("plan.docx", attachments.docx(photo=attachments.jpeg()), "where it was"),
        ("plan.docx", attachments.docx(f"For {NAME}s friend {NAME}"), NAME),
        ("plan.docx", attachments.docx(author=NAME), NAME),
        ("plan.pdf", attachments.pdf(author=NAME), NAME),
        ("wall.png", attachments.png(Comment=f"{NAME} at work"), NAME),
        ("list.csv", f"name;mark\n{NAME};4\n".encode(), NAME),
        ("list.txt", f"Spoke with {NAME}\n".encode("utf-16"), NAME),
        ("letter.txt", b"write to someone@school.example\n", "someone@school.example"),
        (f"{NAME}.txt", b"nothing\n", NAME),
    ],
)
def test_a_file_that_names_or_places_somebody_is_not_attached(
    plc: Plc, listed: Path, tmp_path: Path, *, name: str, data: bytes, word: str
) -> None:
    ran = plc("attach", _file(tmp_path, name, data), code=5)
    assert word in ran.err
    assert "hint:" in ran.err
    assert not [*(listed / "files").glob("*")] if (listed / "files").exists() else True


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("wall.jpg", attachments.jpeg()),
        ("plan.docx", attachments.docx()),
        ("plan.docx", attachments.docx(reviewer=attachments.REVIEWER)),
    ],
)
def test_a_cleaned_copy_is_attached_and_says_nothing(
    plc: Plc, listed: Path, journal: Path, tmp_path: Path, *, name: str, data: bytes
) -> None:
    file = _file(tmp_path, name, data)
    ran = plc("attach", file, "--clean")
    assert "no personal information" in ran.out
    kept = (listed / "files" / name).read_bytes()
    assert attachments.ARTIST.encode() not in kept
    assert attachments.REVIEWER.encode() not in kept
    assert Path(file).read_bytes() == data
    told = plc("privacy", "scan", "--json", "--history").data
    assert told["sightings"] == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.pdf", attachments.pdf()),
        ("plan.docx", b"PK\3\4 broken"),
    ],
)
def test_what_cannot_be_cleaned_is_not_attached(
    plc: Plc, listed: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    ran = plc("attach", _file(tmp_path, name, data), "--clean", code=2)
    assert "Nothing was attached" in " ".join(ran.err.split())


def test_who_made_a_file_only_warns_and_names_the_way_out(
    plc: Plc, listed: Path, tmp_path: Path
) -> None:
    ran = plc("attach", _file(tmp_path, "plan.docx", attachments.docx()))
    assert attachments.WRITER in ran.out
    assert "plc privacy purge cycles/" in ran.out


def test_what_plc_cannot_look_into_is_attached_with_a_note(
    plc: Plc, listed: Path, tmp_path: Path
) -> None:
    ran = plc("attach", _file(tmp_path, "song.mid", b"MThd\0\0\0\6"))
    assert "cannot look into this file" in ran.out
    assert "plc privacy purge cycles/" in ran.out


PACKED = {"deeper.txt": f"With {NAME}\n"}


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("long.txt", b"a plain word\n" * 90_000 + NAME.encode(), NAME),
        ("page.html", b"<p>Zor<b>vane</b> came</p>", NAME),
        ("page.html", b"<p>&#90;orvane came</p>", NAME),
        ("all.zip", attachments.packed(PACKED), NAME),
        ("all.zip", attachments.packed({f"{NAME}.txt": "x"}), NAME),
        ("all.zip", attachments.packed({"p.jpg": attachments.jpeg()}), "was taken"),
        ("marks.csv", b"First name,Mark\nPoppy,12\n", "column of names"),
    ],
)
def test_names_deep_in_a_file_are_found(
    plc: Plc, listed: Path, tmp_path: Path, *, name: str, data: bytes, word: str
) -> None:
    assert word in plc("attach", _file(tmp_path, name, data), code=5).err


def test_a_sheet_of_a_spreadsheet_is_read_as_a_table(
    plc: Plc, listed: Path, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.create_sheet("Marks")
    sheet.append(["Pupil", "Total"])
    sheet.append(["Poppy Fictive", 12])
    book.save(tmp_path / "pupils.xlsx")
    ran = plc("attach", str(tmp_path / "pupils.xlsx"), code=5)
    assert "'Pupil' heads a column of names" in ran.err


def test_what_is_embedded_and_packed_twice_comes_with_a_note(
    plc: Plc, listed: Path, tmp_path: Path
) -> None:
    packed = attachments.packed({"inside.zip": attachments.packed({"a.txt": "x"})})
    ran = plc("attach", _file(tmp_path, "two.zip", packed))
    assert "cannot look into this file" in ran.out
    assert "To take it back: plc privacy purge cycles/" in ran.out


def test_clean_is_offered_only_where_it_works(
    plc: Plc, listed: Path, tmp_path: Path
) -> None:
    ran = plc("attach", _file(tmp_path, "a.pdf", attachments.pdf(author=NAME)), code=5)
    assert "--clean" not in ran.err
    file = _file(tmp_path, "b.docx", attachments.docx(reviewer=NAME))
    assert "--clean" in plc("attach", file, code=5).err
    plc("attach", file, "--clean")
    assert NAME.encode() not in (listed / "files/b.docx").read_bytes()


def test_a_huge_file_put_into_the_folder_by_hand_waits(
    plc: Plc, listed: Path, journal: Path
) -> None:
    (listed / "files").mkdir(exist_ok=True)
    (listed / "files/film.dat").write_bytes(b"\0" * (10 * 1024 * 1024 + 1))
    assert "larger than 10 MB" in " ".join(plc("save", code=5).err.split())
    assert "film.dat" in plc("privacy", "scan", code=1).out


def test_a_photo_put_into_the_folder_by_hand_waits(
    plc: Plc, listed: Path, journal: Path
) -> None:
    (listed / "files").mkdir(exist_ok=True)
    (listed / "files/wall.jpg").write_bytes(attachments.jpeg())
    (listed / "files/plan.txt").write_bytes(b"a plan\n")
    ran = plc("save", code=5)
    assert "where it was taken" in ran.err
    saved = git(journal, "ls-tree", "-r", "--name-only", "HEAD")
    assert "plan.txt" in saved
    assert "wall.jpg" not in saved


def test_a_photo_that_was_recorded_elsewhere_is_not_shared(
    plc: Plc, listed: Path, journal: Path, tmp_path: Path
) -> None:
    (listed / "files").mkdir(exist_ok=True)
    (listed / "files/wall.jpg").write_bytes(attachments.jpeg())
    git(journal, "add", ".")
    git(journal, "commit", "-q", "-m", "A photo")
    git(tmp_path, "init", "-q", "--bare", "hub.git")
    ran = plc("sync", "--with", str(tmp_path / "hub.git"), code=6)
    assert "where it was taken" in ran.err
    assert "plc privacy purge cycles/" in ran.err
    assert git(tmp_path / "hub.git", "for-each-ref") == ""
