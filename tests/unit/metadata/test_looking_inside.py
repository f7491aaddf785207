"""What a file says of people is seen, and no file brings plc down."""

import os
import struct
import time
from collections.abc import Iterator

import attachments
import pytest

from plcjournal.metadata.cleaning import cleaned
from plcjournal.metadata.inside import Kind
from plcjournal.metadata.looking import LARGEST, Looker
from plcjournal.metadata.sniffing import Sort, sort_of, text_of

CREATOR = "<rdf:Description><dc:creator><rdf:li>Invented Creator</rdf:li></dc:creator>"


@pytest.fixture(scope="module")
def looker() -> Iterator[Looker]:
    with Looker() as one:
        yield one


@pytest.mark.parametrize(
    ("data", "kind", "value"),
    [
        (attachments.jpeg(), Kind.PLACE, "latitude"),
        (attachments.jpeg(gps=False), Kind.WHO, attachments.ARTIST),
        (attachments.jpeg(xmp=CREATOR), Kind.WHO, "Invented Creator"),
        (attachments.jpeg(xmp='<a photoshop:City="Nowhere"/>'), Kind.PLACE, "Nowhere"),
        (attachments.jpeg(byline="Invented Byline"), Kind.WHO, "Invented Byline"),
        (attachments.jpeg(comment="a comment"), Kind.WORDS, "a comment"),
        (attachments.png(Author="Invented Drawer"), Kind.WHO, "Invented Drawer"),
        (attachments.png(Comment="words"), Kind.WORDS, "words"),
        (attachments.docx(), Kind.WHO, attachments.WRITER),
        (attachments.docx(reviewer=attachments.REVIEWER), Kind.WHO, "Reviewer"),
        (attachments.docx(photo=attachments.jpeg()), Kind.PLACE, "latitude"),
        (attachments.pdf(), Kind.WHO, attachments.WRITER),
    ],
)
def test_what_a_file_says_beside_its_content_is_seen(
    looker: Looker, data: bytes, kind: Kind, value: str
) -> None:
    facts = looker.look(data).facts
    assert [one for one in facts if one.kind is kind and value in one.value], facts


def test_a_name_that_the_program_cut_in_two_is_read_as_one(looker: Looker) -> None:
    assert "Invented Learner" in looker.look(attachments.docx("Invented Learner")).text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
        (attachments.docx()[:-40], "damaged"),
        (b"%PDF-1.4 and nothing else", "damaged"),
        (attachments.pdf(locked="sesame"), "password"),
        (attachments.marked(8, 1), "password"),
        (attachments.marked(10, 97), "packed in a way"),
        (attachments.packed({"a.bin": b"\0\1"}), "1 of the files packed in it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old form"),
        (b"\0\1\2\3" * 50, "does not know"),
        (
            attachments.packed(
                {"[Content_Types].xml": "", "word/document.xml": b"0" * 90_000_000}
            ),
            "swells",
        ),
        (
            attachments.packed(
                {"[Content_Types].xml": "", **{f"{n}.xml": "" for n in range(5_001)}}
            ),
            "too many parts",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    looker: Looker, data: bytes, problem: str
) -> None:
    inside = looker.look(data)
    assert problem in inside.problem
    assert not inside.facts


def test_damaged_photos_bring_nothing_down(looker: Looker) -> None:
    whole = attachments.jpeg(xmp=CREATOR, byline="x")
    for cut in range(2, len(whole), 23):
        for data in (whole[:cut], whole[:cut] + os.urandom(30) + whole[cut + 30 :]):
            assert "in time" not in looker.look(data).problem
            cleaned(data)


def test_a_file_that_never_ends_is_given_up_and_the_next_is_read() -> None:
    started = time.monotonic()
    with Looker(seconds=0.0) as hurried:
        assert "in time" in hurried.look(attachments.pdf()).problem
    with Looker() as patient:
        assert patient.look(attachments.pdf()).facts
    assert time.monotonic() - started < 15


def test_a_file_of_any_size_is_answered_at_once() -> None:
    with Looker() as one:
        assert "too large" in one.look(bytes(LARGEST + 1)).problem


@pytest.mark.parametrize(
    ("data", "sort"),
    [
        (b"name;mark\n", Sort.TEXT),
        ("Gwên\n".encode("cp1252"), Sort.TEXT),
        ("a\tb".encode("utf-16"), Sort.TEXT),
        (b"\0\0\0\x18ftypheic", Sort.PHOTO),
        (b"\0\0\0\x18ftypmp42", Sort.OTHER),
        (b"RIFF\0\0\0\0WEBP", Sort.PHOTO),
        (b"GIF89a", Sort.PHOTO),
    ],
)
def test_a_file_is_what_its_bytes_are(data: bytes, sort: Sort) -> None:
    assert sort_of(data) is sort


def test_text_is_read_in_the_usual_encodings() -> None:
    wide = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
    for encoding in ("utf-8", "utf-8-sig", "cp1252", *wide):
        assert text_of("Gwên".encode(encoding)) == "Gwên"


@pytest.mark.parametrize(
    "data",
    [
        attachments.jpeg(xmp=CREATOR, byline="Invented", comment="x"),
        attachments.png(Author="Invented", Comment="x"),
        attachments.docx(photo=attachments.jpeg()),
    ],
)
def test_a_cleaned_file_says_nothing_of_people(looker: Looker, data: bytes) -> None:
    made = cleaned(data)
    assert made is not None
    inside = looker.look(made)
    assert (inside.facts, inside.problem) == ((), "")
    assert cleaned(made) is not None


def test_cleaning_changes_no_dot_of_the_picture() -> None:
    made = cleaned(attachments.jpeg()) or b""
    assert made.endswith(b"picture\xff\xd9")
    assert b"Exif\0\0" in made  # which way up it is
    upright = cleaned(attachments.jpeg(turned=1)) or b""
    assert b"Exif" not in upright


def test_what_cannot_be_cleaned_says_so() -> None:
    assert cleaned(attachments.pdf()) is None
    assert cleaned(b"plain text") is None


def test_a_photo_that_does_not_say_its_way_up_is_cleaned_as_it_stands() -> None:
    said, unsaid = (struct.pack(">HHL", 0x0112, 3, count) for count in (1, 0))
    made = cleaned(attachments.jpeg().replace(said, unsaid)) or b""
    assert made.endswith(b"picture\xff\xd9")
    assert b"Exif" not in made


def test_a_document_that_swells_is_not_cleaned() -> None:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "",
        "word/other.bin": bytes(50 << 20),
    }
    assert cleaned(attachments.packed(parts)) is None
