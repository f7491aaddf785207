"""What a photo says of itself: EXIF (by ExifRead), XMP, IPTC, comments."""

import html
import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator, Mapping

from plcjournal.metadata.inside import CannotLook, Fact, Kind, fact

_LONGEST = 1 << 20
_TURNED = range(2, 9)  # the numbers of EXIF for other ways up than 1, as it is
_EXIF = {
    "Image Artist": (Kind.WHO, "artist"),
    "Image XPAuthor": (Kind.WHO, "author"),
    "Image Copyright": (Kind.WHO, "copyright"),
    "EXIF CameraOwnerName": (Kind.WHO, "owner of the camera"),
    "EXIF BodySerialNumber": (Kind.WHO, "number of the camera"),
    "Image HostComputer": (Kind.WHO, "device"),
    "Image ImageDescription": (Kind.WORDS, "description"),
    "Image XPTitle": (Kind.WORDS, "title"),
    "Image XPComment": (Kind.WORDS, "comment"),
    "Image XPSubject": (Kind.WORDS, "subject"),
    "Image XPKeywords": (Kind.WORDS, "keywords"),
    "EXIF UserComment": (Kind.WORDS, "comment"),
}
_XMP = {
    "creator": (Kind.WHO, "creator"),
    "OwnerName": (Kind.WHO, "owner of the camera"),
    "SerialNumber": (Kind.WHO, "number of the camera"),
    "CaptionWriter": (Kind.WHO, "writer of the caption"),
    "PersonInImage": (Kind.WHO, "person in the photo"),
    "Name": (Kind.WHO, "person in the photo"),
    "PersonDisplayName": (Kind.WHO, "person in the photo"),
    "rights": (Kind.WHO, "copyright"),
    "description": (Kind.WORDS, "description"),
    "title": (Kind.WORDS, "title"),
    "subject": (Kind.WORDS, "keywords"),
    "GPSLatitude": (Kind.PLACE, "position"),
    "Location": (Kind.PLACE, "place"),
    "City": (Kind.PLACE, "town"),
}
# The numbers of IPTC's own list of fields (IIM 4.2, record 2).
_IPTC = {
    5: (Kind.WORDS, "title"),
    25: (Kind.WORDS, "keywords"),
    80: (Kind.WHO, "author"),
    90: (Kind.PLACE, "town"),
    92: (Kind.PLACE, "place"),
    116: (Kind.WHO, "copyright"),
    118: (Kind.WHO, "contact"),
    120: (Kind.WORDS, "description"),
    122: (Kind.WHO, "writer of the caption"),
}
_PACKET = re.compile(rb"<x:xmpmeta.{0,1048576}?</x:xmpmeta>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\w+:(\w+)=(\"[^\"<]{1,2000}\"|'[^'<]{1,2000}')")
_ELEMENT = re.compile(
    rf"<\w+:({'|'.join(_XMP)})(?:\s[^<>]*)?>(.{{1,5000}}?)</\w+:\1>", re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>")


def facts_of(data: bytes) -> tuple[Fact, ...]:
    """Answer what a photo says beside its picture.

    Raises:
        CannotLook: it is damaged.
    """
    found = [*_exif(data), *xmp(data)]
    if data.startswith(b"\xff\xd8"):
        found += [one for part in jpeg_parts(data) for one in _of_jpeg(*part)]
    elif data.startswith(b"\x89PNG"):
        found += [one for part in png_parts(data) for one in _of_png(*part)]
    return tuple(dict.fromkeys(found))


def _exif(data: bytes) -> Iterator[Fact]:
    if data.startswith(b"GIF8"):
        return
    tags = _tags(data)
    if any(name.startswith("GPS GPSL") for name in tags):
        yield from fact(Kind.PLACE, "position", "latitude and longitude")
    for name, (kind, label) in _EXIF.items():
        if name in tags:
            yield from fact(kind, label, _value(tags[name]))


def _tags(data: bytes) -> Mapping[str, object]:
    import exifread  # noqa: PLC0415 - only where there is a photo

    logging.getLogger("exifread").disabled = True  # it speaks of odd tags on the screen
    try:
        tags: dict[str, object] = exifread.process_file(io.BytesIO(data), details=False)
    except Exception as error:  # it raises many kinds on damaged files
        raise CannotLook("it is damaged") from error
    return tags


def _value(tag: object) -> str:
    """Answer the words of a tag; Windows writes them as numbers of UTF-16 bytes."""
    values = getattr(tag, "values", None)
    if isinstance(values, list) and values and all(isinstance(v, int) for v in values):
        data = bytes(value & 0xFF for value in values)
        if data[1::2].count(0) * 4 > len(data):
            return data.decode("utf-16-le", "replace")
        return data[8:].decode("utf-8", "replace") if data[:5] == b"ASCII" else str(tag)
    return str(tag)


def xmp(data: bytes) -> Iterator[Fact]:
    """Yield what the XMP packets in a file say, if they stand there as plain text."""
    for packet in _PACKET.findall(data)[:4]:
        text = packet.decode("utf-8", "replace")
        pairs = [(name, value[1:-1]) for name, value in _ATTRIBUTE.findall(text)]
        pairs += [
            (name, _TAG.sub(" ", inner)) for name, inner in _ELEMENT.findall(text)
        ]
        for name, value in pairs:
            if name in _XMP:
                kind, label = _XMP[name]
                yield from fact(kind, label, html.unescape(value))


def jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Yield marker, content, start and end of each part before the picture itself."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xDA:  # the picture begins
            return
        if marker == 0xFF:  # padding
            place += 1
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if end > len(data) or end < place + 4:
            return
        yield marker, data[place + 4 : end], place, end
        place = end


def _of_jpeg(marker: int, content: bytes, _start: int, _end: int) -> Iterator[Fact]:
    if marker == 0xFE:
        yield from fact(Kind.WORDS, "comment", content.decode("utf-8", "replace"))
    if marker == 0xED:
        for found in re.finditer(rb"\x1c\x02(.)([\0-\x7f].)", content, re.DOTALL):
            size = int.from_bytes(found[2])
            words = content[found.end() : found.end() + size].decode("utf-8", "replace")
            if found[1][0] in _IPTC:
                kind, label = _IPTC[found[1][0]]
                yield from fact(kind, label, words)


def png_parts(data: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
    """Yield type, content, start and end of each part of a PNG file."""
    place = 8
    while place + 12 <= len(data):
        size = int.from_bytes(data[place : place + 4])
        end = place + 12 + size
        if end > len(data):
            return
        yield data[place + 4 : place + 8], data[place + 8 : end - 4], place, end
        place = end


def _of_png(kind: bytes, content: bytes, _start: int, _end: int) -> Iterator[Fact]:
    if kind not in {b"tEXt", b"zTXt", b"iTXt"}:
        return
    key, _, rest = content.partition(b"\0")
    if key == b"XML:com.adobe.xmp":
        yield from xmp(_itxt(rest))
        return
    if kind == b"zTXt":
        rest = _unpacked(rest[1:])
    elif kind == b"iTXt":
        rest = _itxt(rest)
    label = key.decode("latin-1").casefold()
    who = label in {"author", "copyright", "source"}
    words = rest.decode("utf-8", "replace")
    # What a program calls itself, and when, names nobody.
    if label not in {"software", "creation time", "date:create", "date:modify"}:
        yield from fact(Kind.WHO if who else Kind.WORDS, label, words)


def _itxt(rest: bytes) -> bytes:
    is_packed = rest[:1] == b"\1"
    words = rest[2:].split(b"\0", 2)[-1]
    return _unpacked(words) if is_packed else words


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LONGEST)
    except zlib.error as error:
        raise CannotLook("it is damaged") from error


def orientation_of(data: bytes) -> bytes:
    """Answer an EXIF part that says nothing but which way up a JPEG is; or nothing.

    Raises:
        CannotLook: the photo is damaged.
    """
    said = [*getattr(_tags(data).get("Image Orientation"), "values", ())][:1]
    turned = next((way for way in _TURNED if said == [way]), None)
    if turned is None:
        return b""
    entry = struct.pack(">HHLHH", 0x0112, 3, 1, turned, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">LH", 8, 1) + entry + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
