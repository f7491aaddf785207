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
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HEAD = 2000  # bytes, to see whether every other one is 0


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
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    if b"\0" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    for encoding in _without_a_mark(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # A control character is in no text of theirs, but for the end of a file of DOS.
        is_text = all(one >= " " or one in "\t\n\r\f\x1a" for one in text)
        return (text, encoding) if is_text else None
    return None


def _without_a_mark(data: bytes) -> tuple[str, ...]:
    """Answer the encodings a text that is no UTF-8 may be in, the likeliest first.

    Where most letters have a byte that is 0, it is UTF-16; else the letters are those
    of Windows, or of anything: a byte is a letter.
    """
    if b"\0" not in data:
        return "cp1252", "latin-1"
    evens, odds = data[:_HEAD:2].count(0), data[1:_HEAD:2].count(0)
    most, least = max(evens, odds), min(evens, odds)
    if most * 3 < len(data[:_HEAD]) or least > most // 4:
        return ()
    return ("utf-16-be",) if evens > odds else ("utf-16-le",)
