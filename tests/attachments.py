"""Small files as phones and office programs make them, with invented people inside."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from pypdf import PdfWriter

ARTIST = "Invented Artist"
WRITER = "Invented Writer"
REVIEWER = "Invented Reviewer"


def _part(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def _exif(artist: str, *, gps: bool, turned: int) -> bytes:
    words = artist.encode() + b"\0"
    count = 2 + gps
    after = 8 + 2 + count * 12 + 4
    entries = struct.pack(">HHLHH", 0x0112, 3, 1, turned, 0)
    entries += struct.pack(">HHLL", 0x013B, 2, len(words), after)
    rest = b""
    if gps:
        place = after + len(words)
        entries += struct.pack(">HHLL", 0x8825, 4, 1, place)
        numbers = place + 2 + 2 * 12 + 4
        rest = struct.pack(">H", 2) + struct.pack(">HHL4s", 1, 2, 2, b"N\0\0\0")
        rest += struct.pack(">HHLL", 2, 5, 3, numbers) + struct.pack(">L", 0)
        rest += struct.pack(">6L", 51, 1, 30, 1, 0, 1)
    head = b"MM\0*" + struct.pack(">LH", 8, count)
    return b"Exif\0\0" + head + entries + struct.pack(">L", 0) + words + rest


def jpeg(
    artist: str = ARTIST,
    *,
    gps: bool = True,
    xmp: str = "",
    byline: str = "",
    comment: str = "",
    turned: int = 6,
) -> bytes:
    """A photo that says who took it and, with `gps`, where."""
    parts = [_part(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")]
    parts.append(_part(0xE1, _exif(artist, gps=gps, turned=turned)))
    if xmp:
        packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{xmp}</x:xmpmeta>'
        parts.append(_part(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()))
    if byline:
        field = b"\x1c\x02\x50" + struct.pack(">H", len(byline)) + byline.encode()
        parts.append(_part(0xED, b"Photoshop 3.0\x008BIM\4\4\0\0\0\0\0\x20" + field))
    if comment:
        parts.append(_part(0xFE, comment.encode()))
    picture = _part(0xDB, b"\0" * 65) + b"\xff\xda\0\2picture\xff\xd9"
    return b"\xff\xd8" + b"".join(parts) + picture


def png(**texts: str) -> bytes:
    """A picture with texts beside it."""

    def part(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">L", zlib.crc32(kind + content))
        return struct.pack(">L", len(content)) + kind + content + check

    head = part(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0))
    said = [
        part(b"tEXt", f"{key}\0{words}".encode("latin-1"))
        for key, words in texts.items()
    ]
    picture = part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(said) + picture


def docx(
    text: str = "A lesson",
    *,
    author: str = WRITER,
    reviewer: str = "",
    photo: bytes = b"",
) -> bytes:
    """A document of Word with its properties, and perhaps a marked change."""
    half = len(text) // 2
    runs = "".join(
        f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:half], text[half:])
    )
    change = f'<w:ins w:id="1" w:author="{reviewer}" w:date="x"/>' if reviewer else ""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "docProps/core.xml": "<cp:coreProperties>"
            f"<dc:creator>{author}</dc:creator>"
            f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>",
            "word/document.xml": f"<w:document><w:p>{runs}</w:p>{change}</w:document>",
            **({"word/media/image1.jpg": photo} if photo else {}),
        }
    )


def marked(place: int, value: int) -> bytes:
    """Answer a packed document in which a place of each part's heads has a value.

    Places as in the list at the end: 8 says what is locked, 10 how it is packed.
    """
    data = bytearray(docx())
    for head, before in ((b"PK\x03\x04", 2), (b"PK\x01\x02", 0)):
        at = data.find(head)
        while at >= 0:
            data[at + place - before] = value
            at = data.find(head, at + 4)
    return bytes(data)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A packed file of some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def pdf(author: str = WRITER, locked: str = "") -> bytes:
    """A PDF with an author in its properties."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": author})
    if locked:
        writer.encrypt(locked, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
