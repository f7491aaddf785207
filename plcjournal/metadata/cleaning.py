"""The same file without what it says of people: JPEG, PNG, Word, Excel, PowerPoint.

Nothing is drawn or written anew: parts are left out, the rest stays byte for byte.
"""

import io
import re
import zipfile

from plcjournal.metadata.inside import NOBODY, CannotLook
from plcjournal.metadata.office import Parts
from plcjournal.metadata.photos import jpeg_parts, orientation_of, png_parts
from plcjournal.metadata.sniffing import Sort, sort_of

# What a JPEG needs to look as it does: its kind, its colours, Adobe's way with them.
_KEPT_JPEG = {0xE0, 0xEE}
_COLOURS = b"ICC_PROFILE\0"
_TOLD_PNG = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_PERSONAL = re.compile(
    rb"(<(dc:creator|cp:lastModifiedBy|dc:description|dc:subject|cp:keywords|Manager"
    rb"|Company)(?:\s[^<>]*)?>)[^<]*(</\2>)"
)
_WHO_WROTE = (
    (rb"(\bw(?:15|16\w*)?:(?:author|userId|providerId)=)", NOBODY.encode()),
    (rb"(\bw:initials=)", b""),
    (rb"(<(?:p:cmAuthor|p188:author)\b[^<>]*?\bname=)", NOBODY.encode()),
    (rb"(<(?:p:cmAuthor|p188:author)\b[^<>]*?\binitials=)", b""),
    (rb"(<person\b[^<>]*?\bdisplayName=)", NOBODY.encode()),
    (rb"(<person\b[^<>]*?\buserId=)", b""),
)
_NOTED = re.compile(rb"(<author>)[^<>]*(</author>)")
_PROPERTIES = {"docProps/core.xml", "docProps/app.xml"}


def cleaned(data: bytes) -> bytes | None:
    """Answer a file without personal information; None where that cannot be done.

    Who wrote a comment goes, its words stay: look again at what comes out.
    """
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(b"\x89PNG"):
            return _png(data)
        return _office(data) if sort_of(data) is Sort.ZIP else None
    except CannotLook:
        return None


def _jpeg(data: bytes) -> bytes:
    kept: list[bytes] = []
    end = 2
    for marker, content, start, end in jpeg_parts(data):
        is_told = 0xE0 <= marker <= 0xEF or marker == 0xFE
        is_colours = marker == 0xE2 and content.startswith(_COLOURS)
        if not is_told or is_colours or marker in _KEPT_JPEG:
            kept.append(data[start:end])
    # What says which way up it is comes first, but after the kind of file.
    place = 1 if kept and kept[0][1] == 0xE0 else 0
    kept.insert(place, orientation_of(data))
    return b"".join((data[:2], *kept, data[end:]))


def _png(data: bytes) -> bytes:
    parts = png_parts(data)
    kept = [data[start:end] for kind, _, start, end in parts if kind not in _TOLD_PNG]
    return b"".join((data[:8], *kept))


def _without_authors(content: bytes) -> bytes:
    """Answer a part in which comments and marked changes are nobody's."""
    for start, value in _WHO_WROTE:
        content = re.sub(start + rb'"[^"]*"', rb"\1" + b'"' + value + b'"', content)
    return _NOTED.sub(rb"\1" + NOBODY.encode() + rb"\2", content)


def _office(data: bytes) -> bytes | None:
    parts, made = Parts(data), io.BytesIO()
    if "[Content_Types].xml" not in parts.names:
        return None
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in parts.all:
            content = parts.read(part)
            if part.filename in _PROPERTIES:
                content = _PERSONAL.sub(rb"\1\3", content)
            elif part.filename.endswith(".xml"):
                content = _without_authors(content)
            elif sort_of(content) is Sort.PHOTO:
                content = cleaned(content) or content
            new.writestr(part, content)
    return made.getvalue()
