"""What kind of file some bytes are, whatever their name says."""

from enum import StrEnum


class Sort(StrEnum):
    """The kinds of files that are told apart."""

    TEXT = "text"
    PHOTO = "photo"
    PDF = "pdf"
    ZIP = "zip"
    OLD_OFFICE = "old office file"
    OTHER = "other"


_STARTS = (
    (b"\xff\xd8\xff", Sort.PHOTO),
    (b"\x89PNG\r\n\x1a\n", Sort.PHOTO),
    (b"II*\0", Sort.PHOTO),
    (b"MM\0*", Sort.PHOTO),
    (b"GIF8", Sort.PHOTO),
    (b"PK\x03\x04", Sort.ZIP),
    (b"PK\x05\x06", Sort.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sort.OLD_OFFICE),
)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def sort_of(data: bytes) -> Sort:
    """Answer what kind of file these bytes are."""
    for start, sort in _STARTS:
        if data.startswith(start):
            return sort
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Sort.PHOTO
    if data[4:8] == b"ftyp":
        return (
            Sort.PHOTO if data[8:11] in {b"hei", b"hev", b"mif", b"avi"} else Sort.OTHER
        )
    if b"%PDF-" in data[:1024]:
        return Sort.PDF
    return Sort.OTHER if text_of(data) is None else Sort.TEXT


def text_of(data: bytes) -> str | None:
    """Answer the text these bytes are, in any usual encoding; None if they are none."""
    told = encoded_text(data)
    return told[0] if told else None


def encoded_text(data: bytes) -> tuple[str, str] | None:
    """Answer the text these bytes are and its encoding; None if they are none."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # A control character is in no text of theirs.
        text, encoding = _of_older_programs(data)
    odd = sum(character < " " and character not in "\t\n\r\f" for character in text)
    return None if odd else (text, encoding)


def _of_older_programs(data: bytes) -> tuple[str, str]:
    """Answer the letters of Windows, or else of anything: a byte is a letter."""
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"
